#!/usr/bin/env bash
# Takes the pictures of README.md and of the install prompt anew from the real app: docs/screenshots, public/screenshots.
source "$(dirname "$0")/env.sh"
scripts/tools.sh test
scripts/app.sh
PROJECT=pictures scripts/e2e.sh
node scripts/palette.mjs docs/screenshots/*.png public/screenshots/*.png
