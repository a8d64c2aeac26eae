#!/bin/sh
# docs.sh [--check] PROGRAM: writes the generated docs anew from what PROGRAM says of itself;
# with --check writes nothing and fails where one of them is stale.
set -eu
cd "$(dirname "$0")/.."

check=no
if [ "${1:-}" = --check ]; then
  check=yes
  shift
fi
program=${1:?docs.sh [--check] PROGRAM}

fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
stale=no

# generated FILE COMMAND…: FILE is what COMMAND prints.
generated() {
  file=$1
  shift
  "$@" >"$fresh"
  if cmp -s "$fresh" "$file"; then return 0; fi
  if [ "$check" = yes ]; then
    echo "$file is stale; 'make docs' writes it anew:" >&2
    diff -u "$file" "$fresh" >&2 || true
    stale=yes
  else
    cp "$fresh" "$file"
    echo "wrote $file"
  fi
}

generated docs/regtutor.1 python3 scripts/manual.py "$program"

generated docs/keys.md "$program" keys --markdown

[ "$stale" = no ]
