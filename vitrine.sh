#!/usr/bin/env bash
# Sets up and starts Vitrine: installs missing packages, builds, and serves; imports a sample CV if none is stored.
# With arguments: builds and runs that command, as in ./vitrine.sh import resume.json
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$root/build/release/bin/vitrine

build() {
  "$root/scripts/build.sh" release -DVITRINE_TESTS=OFF -- vitrine
}

if [ $# -gt 0 ]; then
  "$root/scripts/install.sh" build
  build
  exec "$program" "$@"
fi

# Builds the Studio in parallel to the program, which has priority; without the Studio the service still has pages and
# PDFs.
mkdir -p "$root/build"
"$root/scripts/install.sh" build
studio=
if "$root/scripts/install.sh" web; then
  nice "$root/scripts/build_web.sh" >"$root/build/web.log" 2>&1 &
  studio=$!
  trap 'kill "$studio" 2>/dev/null; exit 130' INT TERM
fi
build || { kill "$studio" 2>/dev/null; exit 3; }
web=()
[ -z "$studio" ] || ! kill -0 "$studio" 2>/dev/null || echo "Building the Studio, the last part" >&2
if [ -n "$studio" ] && wait "$studio"; then
  web=(--web-root "$root/web/dist/studio/browser")
else
  tail -n 5 "$root/build/web.log" >&2
  echo "The Studio could not be built (all of it is in $root/build/web.log); the service starts without it." >&2
fi
trap - INT TERM
if [ -z "$("$program" list)" ]; then
  "$program" import --slug sample "$root/samples/rich.json"
fi
exec "$program" serve "${web[@]}"
