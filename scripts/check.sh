#!/usr/bin/env bash
# The quick half of the tests, for before a commit.
source "$(dirname "$0")/env.sh"
exec scripts/test.sh format clippy clippy-app typescript catalog
