#!/usr/bin/env bash
# The long proofs of docs/reliability.md, in hours: 500 deaths while somebody types, 300 forms with two files of 3 MB over
# a broken network with a browser that is killed every 20 seconds, 200 kills between sending and receipt, 50 upgrades in
# the middle of a form, 400 edits from two tabs, 100 photos cut off. Smaller numbers by the same variables: FORMS=20 scripts/torture.sh
source "$(dirname "$0")/env.sh"
scripts/tools.sh test
scripts/app.sh
export TYPING_DEATHS="${TYPING_DEATHS:-500}" FORMS="${FORMS:-300}" KILLS="${KILLS:-200}" UPGRADES="${UPGRADES:-50}"
export EDITS="${EDITS:-400}" PHOTOS="${PHOTOS:-100}"
export STARTS="${STARTS:-20}" WORKERS=1 PATIENCE="${PATIENCE:-3}"
PROJECT=torture scripts/e2e.sh "$@"
scripts/e2e.sh flows/faults.spec.ts flows/updates.spec.ts flows/drafts.spec.ts flows/storage.spec.ts
