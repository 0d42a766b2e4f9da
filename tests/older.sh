#!/usr/bin/env bash
# Builds the program of an earlier commit, to run it beside today's on one table: tests/older.sh [COMMIT]
# Prints its path: VITRINE_OLDER=$(tests/older.sh) for tests/outside/versions.test.mjs.
# Default commit: the first one whose service has all options that the local topology uses.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
commit=$(git rev-parse --short "${1:-2fbce78}^{commit}")
tree=$PWD/build/older/$commit
program=$tree/build/release/bin/vitrine
if [ ! -x "$program" ]; then
  mkdir -p "$tree"
  git archive "$commit" | tar -x -C "$tree"
  (cd "$tree" && cmake --preset release -DVITRINE_TESTS=OFF && cmake --build --preset release --target vitrine) >&2
fi
echo "$program"
