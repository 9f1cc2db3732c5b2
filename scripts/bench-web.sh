#!/usr/bin/env bash
# The app beside three other ways to show the same form (bench/web/), the budgets of a phone, and Lighthouse. Not part of
# `make test`: it takes half an hour and wants the machine for itself. Arguments go to bench/beside.mjs: --runs 9
source "$(dirname "$0")/env.sh"
scripts/tools.sh test
scripts/app.sh
cargo build --quiet --release -p server
if [[ ! bench/web/node_modules/.package-lock.json -nt bench/web/package-lock.json ]]; then
  say 'Installing the other ways to show a form'
  npm ci --silent --prefix bench/web
  touch bench/web/node_modules/.package-lock.json
fi

data="$(mktemp -d)"
address=http://127.0.0.1:18081
PORT=18081 HOST=127.0.0.1 DATA_DIR="$data" TRACKING_LIMIT=1000000000 LOG=error "$TARGET/release/nop-ho-so-server" >/dev/null &
server=$!
trap 'kill $server; rm -rf "$data"' EXIT
until curl -sf "$address/readyz" >/dev/null; do sleep 0.05; done

curl -sfL --compressed "$address/api/v1/services/dang-ky-tam-tru/definition" >"$data/definition.json"
node bench/web/build.mjs "$data/definition.json" "$TARGET/bench-web"
CHROMIUM="$(command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome)"
export CHROMIUM
node bench/beside.mjs "$address" "$TARGET/bench-web" "$@"
echo
# As `make test` has them, with the memory of ten minutes of use and without the allowance for other tests beside them.
MINUTES=10 PATIENCE=1 WORKERS=1 SERVER="$TARGET/release/nop-ho-so-server" scripts/e2e.sh flows/budgets.spec.ts || say 'Over a budget'
echo
# Needs a browser that is whole.
CHROMIUM="$(command -v chromium || command -v chromium-browser || command -v google-chrome)" node bench/web/lighthouse.mjs "$address"
