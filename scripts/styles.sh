#!/bin/sh
# Joins style/**.css into target/style/app.css: one request, and Trunk does not follow @import.
# The first line fixes the order of the layers, so the order of the files below does not matter.
set -eu
cd "$(dirname "$0")/.."
mkdir -p target/style
new=target/style/app.css.new
{
  echo '@layer tokens, base, layout, parts, fields, pages, print;'
  cat style/tokens.css style/base.css style/layout.css
  find style -mindepth 2 -name '*.css' | LC_ALL=C sort | xargs cat
  cat style/print.css
} > "$new"
# Unchanged stays untouched, so that `trunk watch` does not run in circles.
if cmp -s "$new" target/style/app.css; then rm "$new"; else mv "$new" target/style/app.css; fi
