# Sourced by every script: where the tools live, and the versions that must match.
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

TRUNK_VERSION=0.21.14
# Must be the `wasm-bindgen` of Cargo.toml to the last digit, or the glue and the module do not fit together.
WASM_BINDGEN_VERSION=0.2.130
WASM_SPLIT_VERSION=0.2.4

# Outside the tree, so that a fresh clone does not build them again.
TOOLS="${XDG_CACHE_HOME:-$HOME/.cache}/nop-ho-so/tools"
PATH="$TOOLS/bin:$PWD/node_modules/.bin:$HOME/.cargo/bin:$PATH"
TARGET="${CARGO_TARGET_DIR:-$PWD/target}"
export PATH

# Trunk reads NO_COLOR as "true" or "false" and stops at "1".
if [[ -n "${NO_COLOR:-}" ]]; then export NO_COLOR=true; else unset NO_COLOR; fi

say() { printf '%s\n' "$*" >&2; }

# as_root COMMAND…: for the system's packages only.
as_root() {
  if [[ "$(id -u)" == 0 ]]; then "$@"; else sudo "$@"; fi
}
