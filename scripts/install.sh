#!/bin/sh
# Installs program, lessons, man page and completions below DESTDIR/PREFIX.
set -eu
cd "$(dirname "$0")/.."

root=${DESTDIR:-}${PREFIX:?PREFIX is empty}
program=.build/release/regtutor

# Under sudo the toolchain is often not on the PATH; then what was built before is installed.
if command -v swift >/dev/null 2>&1; then
  sh scripts/need.sh build
  sh scripts/build.sh
elif [ ! -x "$program" ]; then
  echo "regtutor: nothing is built yet and there is no Swift toolchain here; run 'make build' first" >&2
  exit 1
fi

install -d "$root/bin" "$root/share/man/man1" "$root/share/bash-completion/completions" \
  "$root/share/zsh/site-functions" "$root/share/fish/vendor_completions.d"
install -m 755 "$program" "$root/bin/regtutor"
if command -v strip >/dev/null 2>&1; then strip "$root/bin/regtutor"; fi
install -m 644 docs/regtutor.1 "$root/share/man/man1/regtutor.1"

"$program" --generate-completion-script bash \
  >"$root/share/bash-completion/completions/regtutor"
"$program" --generate-completion-script zsh >"$root/share/zsh/site-functions/_regtutor"
"$program" --generate-completion-script fish \
  >"$root/share/fish/vendor_completions.d/regtutor.fish"

# The folder is laid anew, so that no lesson of an older version stays behind.
rm -rf "$root/share/regtutor/lessons"
find lessons -type d | while IFS= read -r folder; do install -d "$root/share/regtutor/$folder"; done
find lessons -type f | while IFS= read -r file; do
  install -m 644 "$file" "$root/share/regtutor/$file"
done
echo "installed $root/bin/regtutor"
