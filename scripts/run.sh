#!/usr/bin/env bash
# Builds what has changed and starts the server in the foreground. Settings: see README.md.
source "$(dirname "$0")/env.sh"
scripts/tools.sh build
scripts/app.sh
cargo build --quiet --release -p server
# To try signing in: the codes are printed here.
export MESSAGE_GATEWAY="${MESSAGE_GATEWAY:-log}"
exec "$TARGET/release/nop-ho-so-server"
