#!/usr/bin/env bash
# Installs the compared programs, builds, and runs it: bench/serving.sh  (ROUNDS=7 DURATION=3)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/install.sh build test bench
[ -e tests/node_modules/.installed ] || (cd tests && npm ci --ignore-scripts --silent --no-audit --no-fund)
cmake --preset release >/dev/null
cmake --build --preset release --target vitrine >/dev/null
VITRINE_BENCH_PEERS=$(mktemp -d)
export VITRINE_BENCH_PEERS
trap 'rm -r "$VITRINE_BENCH_PEERS"' EXIT
for name in bare_loop bare_ring open_loop; do
  g++ -std=c++20 -O2 -Wall -Wextra -o "$VITRINE_BENCH_PEERS/$name" "bench/serving/$name.cpp" -luring
done
npm install --prefix "$VITRINE_BENCH_PEERS" --silent --no-audit --no-fund --ignore-scripts express@5.1.0 compression@1.8.0
shopt -s nullglob
nodes=(tests/node_modules/node-linux-*/bin/node)
"${nodes[0]}" bench/serving.mjs
