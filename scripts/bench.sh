#!/usr/bin/env bash
# Sizes and times of the release build; arguments go to bench/server.mjs:
#   scripts/bench.sh --seconds 3 --dossiers 1000000
source "$(dirname "$0")/env.sh"
scripts/tools.sh test
scripts/app.sh
cargo build --quiet --release -p server -p bench -p catalog
mkdir -p "$TARGET/bench-run"
"$TARGET/release/catalog" sample >"$TARGET/bench-run/samples.json"

node scripts/sizes.mjs
echo
node bench/server.mjs "$TARGET/release/nop-ho-so-server" "$TARGET/release/bench" "$TARGET/bench-run/samples.json" "$@"
echo

data="$(mktemp -d)"
PORT=18080 HOST=127.0.0.1 DATA_DIR="$data" TRACKING_LIMIT=1000000000 LOG=error OFFICER_TOKEN=bench-officer-token-0123456789abcdef \
  "$TARGET/release/nop-ho-so-server" >/dev/null &
server=$!
trap 'kill $server; rm -rf "$data"' EXIT
until curl -sf http://127.0.0.1:18080/readyz >/dev/null; do sleep 0.05; done
CHROMIUM="$(command -v chromium || command -v chromium-browser || command -v google-chrome)" \
  node bench/web.mjs http://127.0.0.1:18080
