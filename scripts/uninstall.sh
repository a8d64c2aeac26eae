#!/bin/sh
# Removes what install.sh put below DESTDIR/PREFIX, and folders of our own that are empty then.
set -eu

root=${DESTDIR:-}${PREFIX:?PREFIX is empty}
rm -f "$root/bin/regtutor" "$root/share/man/man1/regtutor.1" \
  "$root/share/bash-completion/completions/regtutor" \
  "$root/share/zsh/site-functions/_regtutor" \
  "$root/share/fish/vendor_completions.d/regtutor.fish"
rm -rf "$root/share/regtutor/lessons"
rmdir "$root/share/regtutor" 2>/dev/null || true
echo "removed regtutor from $root"
