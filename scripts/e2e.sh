#!/usr/bin/env bash
# What a person does, in Chromium against the real server. Arguments go to Playwright:
#   scripts/e2e.sh flows/drafts.spec.ts --headed
#   PROJECT=browsers scripts/e2e.sh     one job in Firefox and WebKitGTK (docs/browsers.md)
# Takes dist/ as it is (scripts/app.sh builds it).
source "$(dirname "$0")/env.sh"

# The build with debug assertions: the tests should meet them.
cargo build --quiet -p server -p catalog
cargo build --quiet -p lens --example scenes
mkdir -p "$TARGET/e2e"
for seed in 1 2; do "$TARGET/debug/catalog" sample --seed "$seed" >"$TARGET/e2e/samples-$seed.json"; done

"$TARGET/debug/examples/scenes" "$TARGET/e2e/scenes"

export SERVER="${SERVER:-$TARGET/debug/nop-ho-so-server}" SAMPLES="$TARGET/e2e" RESULTS="$TARGET/e2e/results"
# The same browser without a window to draw is a third cheaper.
CHROMIUM="${CHROMIUM:-$(command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome)}"
# But it has no camera, not even a made-up one.
CHROMIUM_WITH_CAMERA="$(command -v chromium || command -v chromium-browser || command -v google-chrome)"
export CHROMIUM CHROMIUM_WITH_CAMERA
# A machine that runs all tests in a row may be slow at times; a test that is broken fails all the same.
export PATIENCE="${PATIENCE:-${CI:+3}}"
export PATIENCE="${PATIENCE:-1}"
exec playwright test --config tests/e2e --project="${PROJECT:-flows}" "$@"
