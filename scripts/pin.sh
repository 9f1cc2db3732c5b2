#!/usr/bin/env bash
# Builds what makes keys of PINs into DIST/pin-HASH/, a folder named by its content, and tells the page its address.
#   scripts/pin.sh KIND DIST      KIND as of scripts/app.sh
source "$(dirname "$0")/env.sh"

kind="$1" dist="$2" made="$TARGET/pin"
# Speed and not size: each guess of somebody who copied the phone costs what it costs here.
cargo build --quiet --package stretcher --lib --target wasm32-unknown-unknown --profile wasm-release \
  --config 'profile.wasm-release.opt-level=3'
rm -rf "$made" && mkdir -p "$made"
wasm-bindgen "$TARGET/wasm32-unknown-unknown/wasm-release/stretcher.wasm" --target web --no-typescript --out-dir "$made"
if [[ "$kind" == release ]]; then wasm-opt -O3 "$made/stretcher_bg.wasm" -o "$made/stretcher_bg.wasm"; fi
cp pin/*.js "$made/"

hash="$(cd "$made" && cat $(ls | LC_ALL=C sort) | sha256sum | cut -c1-16)"
rm -rf "$dist"/pin-*
cp -r "$made" "$dist/pin-$hash"
# The page's one script hands the address on (public/boot.js).
sed -i "s|data-wasm=|data-pin=\"/pin-$hash/\" data-wasm=|" "$dist/index.html"
grep -q "data-pin=\"/pin-$hash/\"" "$dist/index.html"
