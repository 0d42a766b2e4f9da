#!/usr/bin/env bash
# Fuzzes each target for a while, and keeps the new inputs.
#   scripts/fuzz.sh [--no-merge] [SECONDS [TARGET...]]     seconds of each target (default: 60), names as "markdown"
#
# The corpus grows in build/fuzz/corpus/NAME, beginning with tests/corpus/NAME. At the end a small selection goes into
# tests/corpus/NAME, to be committed (not with --no-merge). Inputs that crash, hang or leak stay in
# build/fuzz/crashes/NAME, and the exit code is 1. Builds the preset "fuzz" if necessary. FUZZ_JOBS: targets at once
# (default: the number of cores).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

most_files=150    # per target in tests/corpus
most_bytes=80000  # per target in total
export most_files most_bytes
export merges=yes
if [ "${1-}" = --no-merge ]; then
  merges=no
  shift
fi
export seconds=${1-60}
[ $# -eq 0 ] || shift
if ! [[ $seconds =~ ^[0-9]+$ ]]; then
  sed -n '2,7p' "$0" | cut -c3-
  exit 2
fi
export LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0"

corpus_name() { # TARGET
  case $1 in parse) echo document ;; *) echo "$1" ;; esac
}

# The smallest inputs that together have the same coverage as the grown corpus, within the limits.
choose() { # TARGET NAME
  local merged file size files=0 bytes=0
  merged=$(mktemp -d)
  "build/fuzz/bin/$1_fuzz" -merge=1 -timeout=10 "$merged" "tests/corpus/$2" "build/fuzz/corpus/$2" >/dev/null 2>&1 || true
  while read -r size file; do
    files=$((files + 1))
    bytes=$((bytes + size))
    if [ $files -gt "$most_files" ] || [ $bytes -gt "$most_bytes" ]; then break; fi
    [ -e "tests/corpus/$2/$file" ] || cp "$merged/$file" "tests/corpus/$2/$file"
  done < <(find "$merged" -type f -printf '%s %f\n' | sort -n)
  # A file with a name was added by hand, and stays.
  find "tests/corpus/$2" -type f -regextype posix-extended -regex '.*/[0-9a-f]{40}' | while read -r file; do
    [ -e "$merged/${file##*/}" ] || rm "$file"
  done
  rm -r "$merged"
}

fuzz_one() { # TARGET
  local name crashes log options=()
  name=$(corpus_name "$1")
  crashes=build/fuzz/crashes/$name
  log=build/fuzz/$name.log
  mkdir -p "tests/corpus/$name" "build/fuzz/corpus/$name" "$crashes"
  [ ! -e "tests/corpus/dictionaries/$name.dict" ] || options=("-dict=tests/corpus/dictionaries/$name.dict")
  if ! "build/fuzz/bin/$1_fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -artifact_prefix="$crashes/" \
    "${options[@]}" "build/fuzz/corpus/$name" "tests/corpus/$name" >"$log" 2>&1; then
    tail -n 60 "$log"
    echo "FAILED: $name; the input is in $crashes, again with: build/fuzz/bin/$1_fuzz $crashes/FILE"
    return 1
  fi
  grep -E 'DONE' "$log" | tail -n 1 | sed "s/^/$name: /"
  [ "$merges" = no ] || choose "$1" "$name"
}

[ -d build/fuzz/bin ] || { cmake --preset fuzz && cmake --build --preset fuzz; }
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  for file in build/fuzz/bin/*_fuzz; do
    file=${file##*/}
    targets+=("${file%_fuzz}")
  done
fi
for i in "${!targets[@]}"; do
  [ "${targets[i]}" != document ] || targets[i]=parse
  if ! [ -x "build/fuzz/bin/${targets[i]}_fuzz" ]; then
    echo "There is no target '${targets[i]}'; there are: $(cd build/fuzz/bin && echo *_fuzz | sed 's/_fuzz//g')"
    exit 2
  fi
done
export -f fuzz_one choose corpus_name
# shellcheck disable=SC2016 # the inner shell's
printf '%s\n' "${targets[@]}" | xargs -n 1 -P "${FUZZ_JOBS:-$(nproc)}" bash -c 'fuzz_one "$0"' || exit 1
