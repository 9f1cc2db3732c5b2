#!/usr/bin/env bash
# Licences, banned crates and sources of every dependency, by deny.toml. cargo-deny takes minutes to build, so where it
# is not installed a small program reads the same rules.
source "$(dirname "$0")/env.sh"
if cargo deny --version >/dev/null 2>&1; then
  cargo deny --offline check licenses bans sources
fi
exec node scripts/dependencies.mjs
