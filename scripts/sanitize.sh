#!/bin/sh
# Runs the tests under the thread and the address sanitizer, each in a build folder of its own.
set -eu
cd "$(dirname "$0")/.."

LC_ALL=${LC_ALL:-C.UTF-8}
export LC_ALL
# Leaks are not looked for: globals of Swift and ncurses are made once and never freed, by design.
ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=0}
export ASAN_OPTIONS
for kind in thread address; do
  echo "== $kind sanitizer"
  swift test --disable-xctest --sanitize="$kind" --scratch-path ".build-$kind"
done
