#!/usr/bin/env bash
# Installs what is missing and says nothing about what is there.
#   scripts/tools.sh build   what `make run` needs
#   scripts/tools.sh test    also what `make test` needs
source "$(dirname "$0")/env.sh"

has() { command -v "$1" >/dev/null 2>&1; }

# The system's packages, all that are missing in one go.
packages=()
want() { packages+=("$@"); }

has cc || want build-essential
has pkg-config || want pkg-config
has node || want nodejs
has npm || want npm

# Debian calls it chromium; on Ubuntu that name is a snap, which works as well but is slow to start.
chromium() { has chromium || has chromium-browser || has google-chrome; }
postgres() {
  has postgres || compgen -G '/usr/local/bin/postgres' >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null
}
if [[ "${1:-build}" == test ]]; then
  chromium || want chromium
  has chromedriver || want chromium-driver
  [[ -d /usr/share/fonts/truetype/noto ]] || want fonts-noto-core
  postgres || want postgresql
  has curl || want curl
fi

if ((${#packages[@]})); then
  say "Installing ${packages[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

# What a system may not have. Chromium without a window of its own needs a third less time for the same tests; the test of a
# browser that is not there is skipped and says so.
optional() {
  say "Installing $*"
  { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
    >/dev/null 2>&1 || say "$*: not to be had here, the tests go on without"
}
if [[ "${1:-build}" == test ]]; then
  has chromium-headless-shell || optional chromium-headless-shell
  has firefox-esr || has firefox || optional firefox-esr
  { has WebKitWebDriver && has Xvfb; } || optional webkit2gtk-driver xvfb
fi

# `rust-toolchain.toml` asks for the wasm target; adding it is a no-op where it is there.
if ! rustc --print sysroot | xargs -I{} test -d '{}/lib/rustlib/wasm32-unknown-unknown'; then
  say 'Adding the target wasm32-unknown-unknown'
  rustup --quiet target add wasm32-unknown-unknown
fi

# Built once a machine. The program's speed hardly matters, the minutes of building it do.
cargo_install() {
  say "Building $1 (a few minutes, once)"
  CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_DEBUG=false CARGO_TARGET_DIR="$TOOLS/build" \
    cargo install --quiet --root "$TOOLS" "$@"
  rm -rf "$TOOLS/build"
}
[[ "$(trunk --version 2>/dev/null)" == "trunk $TRUNK_VERSION" ]] || cargo_install "trunk@$TRUNK_VERSION" --locked
# Without its lock file: that one may ask for newer crates than a mirror has.
[[ "$(wasm-bindgen --version 2>/dev/null)" == "wasm-bindgen $WASM_BINDGEN_VERSION" && -x "$TOOLS/bin/wasm-bindgen-test-runner" ]] \
  || cargo_install "wasm-bindgen-cli@$WASM_BINDGEN_VERSION"

# It does not tell its version: a file beside it does.
split="$TOOLS/wasm-split-$WASM_SPLIT_VERSION"
if [[ ! -e "$split" ]]; then
  cargo_install "wasm_split_cli_support@$WASM_SPLIT_VERSION" --features build-binary
  touch "$split"
fi

# npm writes this file last: newer than the lock file means that all of it is installed.
if [[ ! node_modules/.package-lock.json -nt package-lock.json ]]; then
  say 'Installing the npm packages'
  npm ci --silent
  touch node_modules/.package-lock.json
fi

# Trunk builds offline; this brings what it needs, for both targets, and is quick when it is there.
cargo fetch ${CI:+--locked} --quiet
