#!/usr/bin/env bash
# Installs the missing Debian packages of the named lists: install.sh build [web test …]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

missing=()
for list in "$@"; do
  while read -r package; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
  done < <(grep -v '^#' "$here/packages-$list.txt")
done
# Any npm works: it only fetches; the Studio and the tests have their own Node.
case " $* " in *" test "* | *" web "*) command -v npm >/dev/null || missing+=(nodejs npm) ;; esac
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "These packages are missing, and neither root nor sudo is at hand: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
echo "Installing what is missing: ${missing[*]}"
"${as_root[@]}" apt-get update -q >/dev/null
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >/dev/null
