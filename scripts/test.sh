#!/usr/bin/env bash
# Every test, in the order that finds the cheapest mistakes first. A step that fails does not hide the ones after it.
#   scripts/test.sh            all
#   scripts/test.sh NAME…      only these steps
# Output goes to target/test-logs/STEP.log and is shown when the step fails.
source "$(dirname "$0")/env.sh"

scripts/tools.sh test

CHROMEDRIVER="${CHROMEDRIVER:-$(command -v chromedriver)}"
export CHROMEDRIVER
if [[ -n "${CI:-}" ]]; then
  # A clean build gains nothing from what makes the second one fast, and links faster with fewer symbols.
  export CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=line-tables-only
fi

logs="$TARGET/test-logs"
mkdir -p "$logs"
only=("$@")
passed=0 failed=0 broken=()

# How many tests a log tells of: "PASSED FAILED". A step that counts nothing is itself one test.
counts() {
  awk '
    /^test result:/ { p += $4; f += $6; seen = 1 }                       # cargo test
    /Summary \[.*tests? run:/ { for (i = 1; i < NF; i++) {               # cargo nextest
      if ($(i + 1) ~ /^passed/) p += $i; if ($(i + 1) ~ /^(failed|timed)/) f += $i } seen = 1 }
    /^ +[0-9]+ (passed|flaky)/ { p += $1; seen = 1 }                     # playwright
    /^ +[0-9]+ failed/ { f += $1; seen = 1 }
    END { if (seen) print p + 0, f + 0 }' "$1"
}

step() {
  local name="$1" log="$logs/$1.log" begin=$SECONDS status=0 p f
  shift
  if ((${#only[@]})) && [[ " ${only[*]} " != *" $name "* ]]; then return; fi
  printf '%-22s ' "$name"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  read -r p f < <(counts "$log" | grep . || echo "$((status == 0)) 0") || true
  if ((status != 0 && f == 0)); then f=1; fi
  passed=$((passed + p)) failed=$((failed + f))
  if ((status == 0)); then
    printf 'ok      %4d s  %5d passed\n' $((SECONDS - begin)) "$p"
  else
    printf 'FAILED  %4d s  %5d passed, %d failed\n' $((SECONDS - begin)) "$p" "$f"
    broken+=("$name")
    tail -n 150 "$log"
  fi
}

native_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --exclude nop-ho-so --no-fail-fast --status-level fail && cargo test --workspace --exclude nop-ho-so --doc --quiet
  else
    cargo test --workspace --exclude nop-ho-so --no-fail-fast --quiet
  fi
}

wasm_tests() {
  local failed=0
  cargo test --no-fail-fast -p nop-ho-so --target wasm32-unknown-unknown || failed=1
  # The phone and the server judge alike: the same cases as natively.
  cargo test --no-fail-fast -p forms --target wasm32-unknown-unknown --test vectors || failed=1
  return "$failed"
}

begin=$SECONDS
step format cargo fmt --all --check
step clippy cargo clippy --quiet --workspace --exclude nop-ho-so --all-targets -- -D warnings
step clippy-app cargo clippy --quiet -p nop-ho-so --target wasm32-unknown-unknown --all-targets -- -D warnings
step typescript tsc --project tests/e2e
step catalog cargo run --quiet -p catalog -- check
step native native_tests
step native-app cargo test --no-fail-fast --quiet -p nop-ho-so --lib
step wasm wasm_tests
step app scripts/app.sh
step sizes node scripts/sizes.mjs
step end-to-end scripts/e2e.sh
step other-browsers env PROJECT=browsers scripts/e2e.sh
step dependencies scripts/dependencies.sh

# What failed, and what passed only when tried again, once more at the very end: logs are often cut from the top.
named() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | awk -v step="$2" '
    /^ +[0-9]+ flaky/ { why = "passed the second time"; next }
    /^ +[0-9]+ failed/ { why = "failed"; next }
    /^ +[0-9]+ (passed|skipped|did not run)/ { why = ""; next }
    why != "" && /^ +\[/ { sub(/^ +/, ""); sub(/ ─*$/, ""); print step ": " why ": " $0 }          # playwright
    /^ +(FAIL|TIMEOUT|SIGABRT) \[/ { print step ": failed: " $NF }                                 # cargo nextest
    /^test .* \.\.\. FAILED$/ { print step ": failed: " $2 }                                      # cargo test
    /^error(\[|:)/ && ++shown <= 5 { print step ": " $0 }' | sort -u | head -n 25
}

printf '\n'
for log in "$logs"/*.log; do
  name="$(basename "$log" .log)"
  if ((${#only[@]} == 0)) || [[ " ${only[*]} " == *" $name "* ]]; then named "$log" "$name"; fi
done
printf '\n%d passed, %d failed in %d s\n' "$passed" "$failed" $((SECONDS - begin))
if ((${#broken[@]})); then
  printf 'Failed: %s; the whole output is in %s\n' "${broken[*]}" "$logs"
  exit 1
fi
