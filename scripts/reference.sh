#!/bin/sh
# Computes every reference figure anew; what is written lies beside its generator and is committed.
#
# PYTHON names an interpreter that has Tests/Reference/requirements.txt already; otherwise they are
# installed into .venv-reference.
set -eu
cd "$(dirname "$0")/.."

python=${PYTHON:-}
if [ -z "$python" ]; then
  python=$PWD/.venv-reference/bin/python
  if ! [ -x "$python" ]; then
    python3 -m venv .venv-reference || {
      echo "regtutor: python3 has no venv here; on Debian: apt-get install python3-venv" >&2
      exit 1
    }
  fi
  "$python" -m pip install --quiet -r Tests/Reference/requirements.txt
fi

cd Tests/Reference
# Written beside and moved, so that a generator that fails leaves the old figures.
"$python" exact_replay.py --sample 300 >exact_replay_sample.jsonl.new
mv exact_replay_sample.jsonl.new exact_replay_sample.jsonl
"$python" elementary.py
"$python" training_traces.py
"$python" dropout_torch.py
"$python" numpy_archive.py
git status --short -- .
