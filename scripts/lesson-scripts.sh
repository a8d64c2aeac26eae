#!/bin/sh
# Writes lessons/tests anew: what every lesson says today. Read the difference before you keep it.
#
#   scripts/lesson-scripts.sh [PROGRAM]
set -eu
cd "$(dirname "$0")/.."
program=${1:-.build/debug/regtutor}
for lesson in $("$program" list --lessons lessons | cut -d ' ' -f 1); do
  "$program" test "$lesson" --lessons lessons --draft >"lessons/tests/$lesson.keys.new"
  mv "lessons/tests/$lesson.keys.new" "lessons/tests/$lesson.keys"
done
