#!/bin/sh
# bench.sh PROGRAM: every measurement with its limit; fails if one is missed.
#
# PYTHON names an interpreter that has Benchmarks/requirements.txt, the frameworks that training is
# measured beside. Those that are missing are left out.
set -eu
cd "$(dirname "$0")/.."
program=${1:?bench.sh PROGRAM}

failed=
run() {
  name=$1
  shift
  echo "== $name"
  python3 "Benchmarks/$name.py" "$@" -- "$program" || failed="$failed $name"
}
run startup --limit 50
run idle --seconds 10
run latency --limit 5
run random_keys --seconds 20
run restore --rounds 3
run journal
run lab
run training --python "${PYTHON:-python3}"
if [ -n "$failed" ]; then
  echo "missed:$failed" >&2
  exit 1
fi
