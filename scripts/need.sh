#!/bin/sh
# need.sh build|test|python: installs the system packages that a task needs and are missing.
#
# Nothing is asked for where nothing is missing. Where something is, apt installs it, with
# sudo unless this is root already; without apt, the message names what to install.
set -eu

task=${1:?need.sh build, test or python}

say() { printf '%s\n' "regtutor: $*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

# The header may be there without the library's link, or the other way round: ask for both.
has_ncurses() {
  has_header=no
  for header in /usr/include/ncurses.h /usr/local/include/ncurses.h; do
    [ -e "$header" ] && has_header=yes
  done
  [ "$has_header" = yes ] || return 1
  for library in /usr/lib/*/libncursesw.so /lib/*/libncursesw.so /usr/lib/libncursesw.so \
    /usr/lib64/libncursesw.so /usr/local/lib/libncursesw.so; do
    [ -e "$library" ] && return 0
  done
  return 1
}

has_zlib() {
  for header in /usr/include/zlib.h /usr/local/include/zlib.h; do
    [ -e "$header" ] || continue
    for library in /usr/lib/*/libz.so /lib/*/libz.so /usr/lib/libz.so /usr/lib64/libz.so \
      /usr/local/lib/libz.so; do
      [ -e "$library" ] && return 0
    done
  done
  return 1
}

has_sqlite() {
  for header in /usr/include/sqlite3.h /usr/local/include/sqlite3.h; do
    [ -e "$header" ] || continue
    for library in /usr/lib/*/libsqlite3.so /lib/*/libsqlite3.so /usr/lib/libsqlite3.so \
      /usr/lib64/libsqlite3.so /usr/local/lib/libsqlite3.so; do
      [ -e "$library" ] && return 0
    done
  done
  return 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

is_known() { [ -n "$(apt-cache --quiet=0 madison "$1" 2>/dev/null)" ]; }

# The package's name has changed over the years: the first name that apt knows is taken.
ncurses_package() {
  for name in libncurses-dev libncursesw5-dev; do
    if is_known "$name"; then
      echo "$name"
      return
    fi
  done
  echo libncurses-dev
}

need_swift() {
  if ! has swift; then
    say "there is no Swift toolchain on the PATH. Swift 6.1 or later is needed:"
    say "https://www.swift.org/install/linux/ says how to get it."
    exit 1
  fi
}

need_packages() {
  missing=
  [ "$task" = python ] || {
    has_ncurses || missing="$missing ncurses"
    has_zlib || missing="$missing zlib"
    has_sqlite || missing="$missing sqlite"
  }
  case $task in
    test)
      has tmux || missing="$missing tmux"
      has python3 || missing="$missing python3"
      ;;
    python) has python3 || missing="$missing python3" ;;
  esac
  [ -n "$missing" ] || return 0

  if ! has apt-get; then
    say "missing:$missing. There is no apt here; please install it by other means"
    say "(ncurses: the headers and the library of its wide-character variant, ncursesw;"
    say "zlib and SQLite 3.37 or later: their headers and libraries)."
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ] && ! has sudo; then
    say "missing:$missing. There is no sudo here; please run as root:"
    say "apt-get install $(package_names)"
    exit 1
  fi
  say "missing:$missing; installing it with apt"
  # A fresh image has no package lists, and old lists name packages that are gone.
  known=yes
  for name in $(package_names); do is_known "$name" || known=no; done
  [ "$known" = yes ] || as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  if ! install_missing; then
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    install_missing
  fi
}

# What is missing, by the names of its packages.
package_names() {
  for name in $missing; do
    case $name in
      ncurses) ncurses_package ;;
      zlib) echo zlib1g-dev ;;
      sqlite) echo libsqlite3-dev ;;
      *) echo "$name" ;;
    esac
  done | tr '\n' ' '
}

install_missing() {
  # shellcheck disable=SC2046
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $(package_names) >&2
}

case $task in
  build | test)
    need_swift
    need_packages
    ;;
  python) need_packages ;;
  *)
    say "need.sh build, test or python, not '$task'"
    exit 2
    ;;
esac
