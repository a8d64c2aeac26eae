#!/bin/sh
# Runs every generator of reference figures; what it writes lies beside it and is committed.
set -eu
cd "$(dirname "$0")/.."

for generator in Tests/Reference/*.py; do
  [ -e "$generator" ] || continue
  echo "$generator"
  python3 "$generator"
done
git status --short -- Tests/Reference
