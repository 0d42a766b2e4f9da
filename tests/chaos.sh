#!/usr/bin/env bash
# Runs readers and editors on the local topology during random faults: tests/chaos.sh --minutes 10 --seed 1
# With --report FOLDER it writes FOLDER/chaos.md and its plots. Installs, builds and starts everything it needs; needs
# root, since it fills its own small disk. Exit code 1 if something is lost.
set -euo pipefail
here=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/install.sh build test local
[ -e tests/node_modules/.installed ] || (cd tests && npm ci --ignore-scripts --silent --no-audit --no-fund && cp package-lock.json node_modules/.installed)
cmake --preset release >/dev/null
cmake --build --preset release --target vitrine >/dev/null
read -r VITRINE_TEST_DYNAMODB dynamodb < <(tests/dynamodb/start.sh)
export VITRINE_TEST_DYNAMODB VITRINE=$PWD/build/release/bin/vitrine
trap 'kill "$dynamodb"' EXIT
shopt -s nullglob
nodes=("$PWD"/tests/node_modules/node-linux-*/bin/node)
root=$PWD
cd "$here"
"${nodes[0]}" "$root/tests/chaos/main.mjs" "$@"
