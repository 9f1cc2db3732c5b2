#!/usr/bin/env bash
# Builds the app into dist/, with .br and .gz beside each file; does nothing when no source has changed.
#   scripts/app.sh          release: small, slow to build
#   scripts/app.sh quick    for `make dev`: large, quick to build
source "$(dirname "$0")/env.sh"

kind="${1:-release}"
profile=wasm-release
flags=(--release)
if [[ "$kind" == quick ]]; then profile=wasm-dev flags=(); fi

# All that dist/ is made from. File times would rebuild after every clone and branch switch.
sources() {
  find src style public scan pin worker crates/{forms,contract,view-macro,vietnamese,card,lens,scanner,stretcher,vault,envelope}/src -type f -print0 | sort -z | xargs -0 cat \
    index.html Trunk.toml Cargo.toml Cargo.lock crates/forms/Cargo.toml crates/contract/Cargo.toml crates/vault/Cargo.toml \
    package-lock.json build.rs scripts/{app,beside}.sh scripts/{cut,glue,page,worker}.mjs scripts/trunk/wasm-bindgen scripts/precompress.mjs
  find src style public scan pin worker -type f | sort
}
stamp="$kind $(sources | sha256sum)"
[[ -f dist/index.html && "$(cat dist/.stamp 2>/dev/null)" == "$stamp" ]] && exit 0

say "Building the app ($kind)"
# Where this machine keeps sources is nobody's business, and the same sources make the same bytes everywhere.
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src/="
PATH="$PWD/scripts/trunk:$PATH" trunk --log warn build --offline "${flags[@]}" --cargo-profile "$profile" --dist dist
scripts/beside.sh "$kind" dist scan scanner
scripts/beside.sh "$kind" dist pin stretcher
node scripts/page.mjs dist
node scripts/worker.mjs dist
node scripts/precompress.mjs dist "$kind"
printf '%s\n' "$stamp" >dist/.stamp
