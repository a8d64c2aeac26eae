#!/bin/sh
# test.sh [FILTER]: builds the program and every test, and runs them.
#
# The runner's output is printed as it comes. A run of no tests is a failure.
set -eu
cd "$(dirname "$0")/.."

# Snapshots are compared here, never written.
unset REGTUTOR_RECORD
LC_ALL=${LC_ALL:-C.UTF-8}
export LC_ALL

status=$(mktemp)
log=$(mktemp)
trap 'rm -f "$status" "$log"' EXIT
{
  code=0
  swift test --disable-xctest ${1:+--filter "$1"} 2>&1 || code=$?
  echo "$code" >"$status"
} | tee "$log"
code=$(cat "$status")
[ "$code" -eq 0 ] || exit "$code"
if ! grep -Eq 'Test run with [1-9][0-9]* tests?.* passed' "$log"; then
  echo "regtutor: no test was run" >&2
  exit 1
fi
