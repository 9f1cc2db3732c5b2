#!/usr/bin/env bash
# The app and the server with reload: http://localhost:8080 (PORT). A change in src/ or style/ reloads the page, one in
# crates/ or catalog/ restarts the server. Data in ./data, as with `make run`.
source "$(dirname "$0")/env.sh"
scripts/tools.sh build

port="${PORT:-8080}"
server_port=$((port + 1))
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT

PATH="$PWD/scripts/trunk:$PATH" trunk --log warn serve --offline --cargo-profile wasm-dev --dist "$TARGET/dev-dist" --port "$port" \
  --proxy-backend "http://127.0.0.1:$server_port/api/" --proxy-rewrite /api/ --ignore data --ignore node_modules --ignore tests &

export PORT="$server_port"
export MESSAGE_GATEWAY="${MESSAGE_GATEWAY:-log}"
while true; do
  mark="$(mktemp)"
  server=
  if cargo build --quiet -p server; then
    "$TARGET/debug/nop-ho-so-server" &
    server=$!
  fi
  until [[ -n "$(find crates catalog Cargo.lock -newer "$mark" -type f -print -quit)" ]]; do sleep 1; done
  rm "$mark"
  if [[ -n "$server" ]]; then
    kill "$server" 2>/dev/null || true
    wait "$server" || true
  fi
done
