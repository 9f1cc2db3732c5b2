#!/usr/bin/env bash
# Takes the pictures of all screens anew that tests/e2e/flows/visual.spec.ts compares with: tests/e2e/visual/*.png.
# After a change of the looks: run it, look at what `git diff` shows, commit what is meant.
# Takes dist/ as it is (scripts/app.sh builds it).
source "$(dirname "$0")/env.sh"
rm -f tests/e2e/visual/*.png
PICTURES=1 scripts/e2e.sh flows/visual.spec.ts --update-snapshots=all
node scripts/palette.mjs tests/e2e/visual/*.png
