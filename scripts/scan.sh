#!/usr/bin/env bash
# Builds the scanner into DIST/scan-HASH/, a folder named by its content, and tells the page its address.
#   scripts/scan.sh KIND DIST      KIND as of scripts/app.sh
source "$(dirname "$0")/env.sh"

kind="$1" dist="$2" made="$TARGET/scan"
# Speed and not size: it looks at millions of pixels while somebody holds a phone still, and is fetched only then.
cargo build --quiet --package scanner --lib --target wasm32-unknown-unknown --profile wasm-release \
  --config 'profile.wasm-release.opt-level=3'
rm -rf "$made" && mkdir -p "$made"
wasm-bindgen "$TARGET/wasm32-unknown-unknown/wasm-release/scanner.wasm" --target web --no-typescript --out-dir "$made"
if [[ "$kind" == release ]]; then wasm-opt -O3 "$made/scanner_bg.wasm" -o "$made/scanner_bg.wasm"; fi
cp scan/*.js scan/*.css "$made/"

hash="$(cd "$made" && cat $(ls | LC_ALL=C sort) | sha256sum | cut -c1-16)"
rm -rf "$dist"/scan-*
cp -r "$made" "$dist/scan-$hash"
# The page's one script hands the address on (public/boot.js).
sed -i "s|data-wasm=|data-scan=\"/scan-$hash/\" data-wasm=|" "$dist/index.html"
grep -q "data-scan=\"/scan-$hash/\"" "$dist/index.html"
