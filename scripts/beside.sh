#!/usr/bin/env bash
# Builds a program beside the app, fetched only when it is needed: CRATE and the files of FOLDER, into DIST/FOLDER-HASH/,
# named by its content. The page gets its address as `data-FOLDER` (public/boot.js).
#   scripts/beside.sh KIND DIST FOLDER CRATE      KIND as of scripts/app.sh
source "$(dirname "$0")/env.sh"

kind="$1" dist="$2" folder="$3" crate="$4" made="$TARGET/$3"
# Speed and not size. The scanner looks at millions of pixels while somebody holds a phone still; each guess of a PIN by
# somebody who copied the phone should cost what it costs here.
cargo build --quiet --package "$crate" --lib --target wasm32-unknown-unknown --profile wasm-release \
  --config 'profile.wasm-release.opt-level=3'
rm -rf "$made" && mkdir -p "$made"
wasm-bindgen "$TARGET/wasm32-unknown-unknown/wasm-release/$crate.wasm" --target web --no-typescript --out-dir "$made"
if [[ "$kind" == release ]]; then wasm-opt -O3 "$made/${crate}_bg.wasm" -o "$made/${crate}_bg.wasm"; fi
cp "$folder"/* "$made/"

hash="$(cd "$made" && cat $(ls | LC_ALL=C sort) | sha256sum | cut -c1-16)"
rm -rf "$dist/$folder"-*
cp -r "$made" "$dist/$folder-$hash"
address="data-$folder=\"/$folder-$hash/\""
sed -i "s|data-wasm=|$address data-wasm=|" "$dist/index.html"
grep -q "$address" "$dist/index.html"
