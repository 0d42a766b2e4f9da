#!/usr/bin/env bash
# Measures the first page, the fast tests and one changed file, from a bare clone and without a compiler cache.
#   bench/build.sh [first] [fast] [change]     all of them by default; minutes, and nothing else should run beside
# Debian's packages must be installed already; npm's are fetched. Prints one line per measurement. As root, it empties
# the disk cache before each; else the line says "warm".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CCACHE_DISABLE=1
work=$(mktemp -d)
service=
finish() {
  [ -z "$service" ] || kill "$service" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

state=warm
empty_disk_memory() {
  sync
  if echo 3 2>/dev/null >/proc/sys/vm/drop_caches; then state=cold; fi
}
bare_clone() { # NAME
  git clone -q . "$work/$1"
  empty_disk_memory
}
tell() { # WHAT SECONDS
  printf '%-52s %6.1f s   (%s, %s cores)\n' "$1" "$2" "$state" "$(nproc)"
}
now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { print b - a }'; }

first() {
  local begun
  bare_clone first
  begun=$(now)
  VITRINE_DATA=$work/data VITRINE_LISTEN=127.0.0.1:0 "$work/first/vitrine.sh" >"$work/said" 2>"$work/log" &
  service=$!
  until grep -q '^Vitrine is at' "$work/said"; do
    kill -0 "$service" 2>/dev/null || { tail -n 20 "$work/log" >&2; exit 3; }
    sleep 0.1
  done
  curl -fsS -o /dev/null "$(sed -nE 's/^Vitrine is at (.*)/\1/p' "$work/said")"
  tell "./vitrine.sh: the first page" "$(since "$begun")"
  kill "$service"
  wait "$service" || true
  service=
}

fast() {
  local begun
  bare_clone fast
  begun=$(now)
  "$work/fast/test.sh" fast >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 3; }
  tell "./test.sh fast" "$(since "$begun")"
}

change() {
  local begun file=src/render/text/vcard.cpp
  [ -d "$work/fast" ] || fast
  echo "// changed" >>"$work/fast/$file"
  empty_disk_memory
  begun=$(now)
  (cd "$work/fast" && scripts/build.sh dev -- vitrine >"$work/log" 2>&1)
  tell "one file changed: compiled and linked" "$(since "$begun")"
  echo "// changed again" >>"$work/fast/$file"
  begun=$(now)
  "$work/fast/test.sh" fast >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 3; }
  tell "one file changed: ./test.sh fast" "$(since "$begun")"
}

for one in "${@:-first fast change}"; do
  for figure in $one; do "$figure"; done
done
