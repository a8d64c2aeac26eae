#!/bin/sh
# screenshot.sh [-s 80x24] [-o FILE] [-w TEXT] [-k "KEYS"] [COMMAND…]: runs COMMAND in tmux, presses
# KEYS (tmux's names, between spaces), waits until the screen shows TEXT, draws the screen to FILE.
# Without a command: the picture in the README.
set -eu
cd "$(dirname "$0")/.."

size=96x28
output=docs/screenshot.svg
keys=
wait_for=
while getopts s:o:k:w: option; do
  case $option in
    s) size=$OPTARG ;;
    o) output=$OPTARG ;;
    k) keys=$OPTARG ;;
    w) wait_for=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
if [ $# -eq 0 ]; then
  set -- .build/release/regtutor l1-by-iteration:rules-side-by-side
  keys=${keys:-'Right S Right a'}
fi

folder=$(mktemp -d)
# An own server: nobody's sessions and settings are touched.
tmux() { env -u TMUX LC_ALL=C.UTF-8 REGTUTOR_NO_JOURNAL=1 tmux -u -S "$folder/socket" "$@"; }
trap 'tmux kill-server 2>/dev/null || true; rm -rf "$folder"' EXIT

columns=${size%x*}
tmux -f /dev/null start-server \; set-option -g status off \; \
  set-option -g default-terminal tmux-256color \; set-option -g remain-on-exit on \; \
  new-session -d -x "$columns" -y "${size#*x}" "$@"

capture() { tmux capture-pane -p -e; }

# Until the screen has stayed the same for a while, or shows what is waited for.
settle() {
  same=0
  before=
  tries=0
  while [ "$same" -lt 15 ] && [ "$tries" -lt 1000 ]; do
    now=$(capture)
    if [ "$now" = "$before" ] && [ -n "$(printf '%s' "$now" | tr -d ' \n')" ]; then
      same=$((same + 1))
    else
      same=0
    fi
    before=$now
    tries=$((tries + 1))
  done
}

settle
for key in $keys; do
  tmux send-keys "$key"
  settle
done
tries=0
while [ -n "$wait_for" ] && ! tmux capture-pane -p | grep -qF "$wait_for"; do
  tries=$((tries + 1))
  if [ "$tries" -gt 2000 ]; then
    echo "screenshot.sh: '$wait_for' does not appear:" >&2
    tmux capture-pane -p >&2
    exit 1
  fi
done
settle
capture | python3 scripts/screenshot.py --columns "$columns" --title regtutor >"$folder/picture"
cp "$folder/picture" "$output"
echo "wrote $output"
