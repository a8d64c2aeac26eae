#!/bin/sh
# Builds the release. The Swift runtime is linked into it, so that the program runs where there
# is no toolchain (docs/decisions/0004-static-runtime.md).
set -eu
cd "$(dirname "$0")/.."

status=$(mktemp)
trap 'rm -f "$status"' EXIT
# The static Foundation mentions mktemp, of which the linker warns on every build; nothing of
# ours calls it. Progress goes to stderr, so that what the program prints can be piped.
{
  code=0
  swift build -c release --static-swift-stdlib --product regtutor 2>&1 || code=$?
  echo "$code" >"$status"
} | grep --line-buffered -v "the use of \`mktemp' is dangerous" >&2 || true
exit "$(cat "$status")"
