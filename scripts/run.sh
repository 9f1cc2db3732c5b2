#!/usr/bin/env bash
# Builds what has changed and starts the server in the foreground. Settings: see README.md.
source "$(dirname "$0")/env.sh"
scripts/tools.sh build
scripts/app.sh
cargo build --quiet --release -p server
exec "$TARGET/release/nop-ho-so-server"
