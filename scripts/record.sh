#!/bin/sh
# record.sh all|failed|missing: rewrites screen snapshots, shows which, and checks them.
#
# A run that records fails by design, so that nobody takes it for a passed one.
set -eu
cd "$(dirname "$0")/.."

case ${1:-} in
  all | failed | missing) what=$1 ;;
  *)
    echo "record.sh all, failed or missing" >&2
    exit 2
    ;;
esac
REGTUTOR_RECORD=$what swift test --disable-xctest >/dev/null 2>&1 || true
git status --short -- Tests/Snapshots
sh scripts/test.sh
