#!/usr/bin/env bash
# Sets up and starts Vitrine: installs what is missing, builds, and serves; a sample CV where none is stored.
# With arguments: builds and runs that command, as in ./vitrine.sh import resume.json
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$root/build/release/bin/vitrine

"$root/scripts/install.sh" build
log=$root/build/release.log
mkdir -p "$root/build"
build() (
  cd "$root"
  cmake --preset release -DVITRINE_TESTS=OFF && cmake --build --preset release --target vitrine
)
if ! build >"$log" 2>&1; then
  tail -n 40 "$log" >&2
  echo "The build failed; all of it is in $log" >&2
  exit 3
fi

if [ $# -gt 0 ]; then
  exec "$program" "$@"
fi
web=()
if "$root/scripts/install.sh" web && "$root/scripts/build_web.sh" >"$root/build/web.log" 2>&1; then
  web=(--web-root "$root/web/dist/studio/browser")
else
  tail -n 5 "$root/build/web.log" >&2
  echo "The Studio could not be built (all of it is in $root/build/web.log); the service starts without it." >&2
fi
if [ -z "$("$program" list)" ]; then
  "$program" import --slug sample "$root/samples/rich.json"
fi
exec "$program" serve "${web[@]}"
