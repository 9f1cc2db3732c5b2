#!/usr/bin/env bash
# Takes the pictures of README.md anew from the real app: docs/screenshots/*.png.
source "$(dirname "$0")/env.sh"
scripts/tools.sh test
scripts/app.sh
PROJECT=pictures exec scripts/e2e.sh
