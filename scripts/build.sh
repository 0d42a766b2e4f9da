#!/usr/bin/env bash
# Configures and builds a preset, and shows the progress: build.sh PRESET [CMAKE OPTION...] -- [TARGET...]
# PROGRESS_FD is the file descriptor for the progress, standard error by default.
# The output of the tools goes to build/PRESET.log; after a failure its end is shown.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 3
preset=$1
shift
options=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  options+=("$1")
  shift
done
shift
targets=()
[ $# -eq 0 ] || targets=(--target "$@")
log=build/$preset.log
to=${PROGRESS_FD:-2}
mkdir -p build

# On a terminal one line that changes; otherwise one line every ten seconds.
show_progress() {
  local line said=-10 shown=0
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
    [ "${BASH_REMATCH[2]}" -gt 3 ] || continue # too few to report
    if [ -t "$to" ]; then
      printf '\rBuilding: %s of %s steps, %d s \e[K' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "$SECONDS" >&"$to"
      shown=1
    elif [ $((SECONDS - said)) -ge 10 ]; then
      said=$SECONDS
      echo "Building: ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]} steps, $SECONDS s" >&"$to"
    fi
  done
  [ "$shown" -eq 0 ] || printf '\r\e[K' >&"$to"
}

: >"$log"
if ! { cmake --preset "$preset" "${options[@]}" && NINJA_STATUS="[%f/%t] " cmake --build --preset "$preset" "${targets[@]}"; } 2>&1 |
  show_progress; then
  tail -n 40 "$log" >&2
  echo "The build failed; all of it is in $PWD/$log" >&2
  exit 3
fi
