#!/usr/bin/env bash
# Sets up and runs the tests: installs missing packages, builds, runs.
#   ./test.sh         everything, as CI does
#   ./test.sh fast    format, unit and contract tests of the development build
#   ./test.sh form    the checks without a build: format, spelling, documents, the tree as a whole
#   ./test.sh -R REGEX (or any option of ctest)   the matching tests of the release build
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 3
passed=0
failed=0
fuzz_seconds=${FUZZ_SECONDS:-10}
export TSAN_OPTIONS="suppressions=$PWD/tests/tsan.supp"
export LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0"

# Runs one stage; a ctest run counts its tests, any other stage counts as one.
stage() {
  local name=$1 begun=$SECONDS log summary
  shift
  log=$(mktemp)
  echo "== $name"
  if "$@" >"$log" 2>&1; then
    summary=$(grep -E 'tests passed' "$log" | tail -n 1)
    passed=$((passed + $(sed -nE 's/.* out of ([0-9]+).*/\1/p' <<<"${summary:- out of 1}")))
    grep -E '^(Skipped|SKIPPED|# SKIP|.*# SKIP)|tests passed|cov:.*DONE|\(Skipped\)|^mutation score|^checkov:' "$log" | tail -n 20
  else
    tail -n 80 "$log"
    summary=$(grep -E 'tests passed' "$log" | tail -n 1)
    local bad total
    bad=$(sed -nE 's/.* ([0-9]+) tests? failed.*/\1/p' <<<"$summary")
    total=$(sed -nE 's/.* out of ([0-9]+).*/\1/p' <<<"$summary")
    failed=$((failed + ${bad:-1}))
    passed=$((passed + ${total:-1} - ${bad:-1}))
    echo "FAILED: $name"
  fi
  rm -f "$log"
  echo "   $((SECONDS - begun)) s"
}

build() { # PRESET [TARGET...]
  local preset=$1 targets=()
  shift
  [ $# -eq 0 ] || targets=(--target "$@")
  cmake --preset "$preset" && cmake --build --preset "$preset" "${targets[@]}"
}

# Builds everything in this order, from the start, in the time that the tests leave idle: many of them wait more than
# they work. The stages of these builds wait for the result and report it.
build_ahead() {
  # The shipped program, and the tests that drive it from outside; the sanitizer builds run all unit tests.
  build_one release vitrine vitrine_benchmarks hot_path_test store_crash_test store_writer
  build_one asan vitrine vitrine_unit_tests
  build_one tsan vitrine vitrine_unit_tests
  build_one fuzz
}

build_one() { # PRESET [TARGET...]
  build "$@" >"$builds/$1.log" 2>&1
  echo $? >"$builds/$1.status.new"
  mv "$builds/$1.status.new" "$builds/$1.status"
}

built() { # PRESET
  until [ -e "$builds/$1.status" ]; do sleep 0.2; done
  cat "$builds/$1.log"
  return "$(cat "$builds/$1.status")"
}

# Runs the unit tests of a build in several processes, by default one per core; prints a last line like ctest's.
unit_tests() { # PRESET [PROCESSES]
  local preset=$1 processes=${2-$(nproc)} shard status=0 passed failed runs=()
  rm -f "build/$preset"/unit_tests.*.log
  for ((shard = 0; shard < processes; ++shard)); do
    GTEST_TOTAL_SHARDS=$processes GTEST_SHARD_INDEX=$shard timeout 900 "build/$preset/bin/vitrine_unit_tests" \
      >"build/$preset/unit_tests.$shard.log" 2>&1 &
    runs+=($!)
  done
  for shard in "${!runs[@]}"; do
    wait "${runs[shard]}" && continue
    status=1
    grep -vE '^\[ +(OK|RUN) +\]' "build/$preset/unit_tests.$shard.log" | tail -n 60
  done
  passed=$(cat "build/$preset"/unit_tests.*.log | grep -cE '^\[ +OK +\]|^\[ +SKIPPED +\] .*\)$')
  failed=$(cat "build/$preset"/unit_tests.*.log | grep -cE '^\[ +FAILED +\] .*\)$')
  [ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1 # a process that crashed prints no result
  grep -hE '^\[ +SKIPPED +\] .*\)$' "build/$preset"/unit_tests.*.log | sed 's/^/Skipped: /' | head -n 5
  echo "$((100 * passed / (passed + failed)))% tests passed, $failed tests failed out of $((passed + failed))"
  return "$status"
}

run_ctest() { # PRESET [OPTION...]
  local preset=$1
  shift
  ctest --test-dir "build/$preset" --output-on-failure --no-tests=error "$@"
}

form() {
  git ls-files -z '*.cpp' '*.hpp' | xargs -0 clang-format-19 --dry-run --Werror &&
    git ls-files -z '*.sh' .ci/run | xargs -0 shellcheck -x -e SC2317,SC2329 # functions are called by name
}

spelling() { # the texts that people read, and the comments of the interfaces
  git ls-files -z '*.md' ':!*.de.md' '*.hpp' schema ':!schema/rules.json' packaging .github | xargs -0 codespell -q 3 -L keypair
}

checks_without_build() {
  stage "form" form
  stage "spelling" spelling
  stage "tree" scripts/check_tree.sh
  stage "messages" scripts/check_messages.py
  stage "documents" scripts/check_docs.py
}

node_packages() { # no package needs to run code at its installation
  cmp -s tests/package-lock.json tests/node_modules/.installed && return
  (cd tests && npm ci --ignore-scripts --silent --no-audit --no-fund && cp package-lock.json node_modules/.installed)
}

studio() {
  scripts/build_web.sh && (cd web && npm test && npm run format:check)
}

fuzz() { # on the committed corpus, without changing it
  scripts/fuzz.sh --no-merge "$fuzz_seconds"
}

# Starts DynamoDB Local for the tests that need it; it ends with this script.
start_dynamodb() {
  read -r VITRINE_TEST_DYNAMODB dynamodb < <(tests/dynamodb/start.sh) || exit 3
  export VITRINE_TEST_DYNAMODB
  trap 'kill "$dynamodb"' EXIT
}

begin_builds() {
  builds=$(mktemp -d)
  (
    renice -n 19 "$BASHPID" >/dev/null
    build_ahead
  ) &
}

finish() {
  echo
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}

if [ "${1-}" = form ]; then
  scripts/install.sh fast || exit 3
  checks_without_build
  finish
fi
if [ "${1-}" = fast ]; then
  scripts/install.sh build fast || exit 3
  checks_without_build
  exec 9>&2
  PROGRESS_FD=9 stage "build (dev)" scripts/build.sh dev -- vitrine vitrine_unit_tests
  export VITRINE_TEST_EFFORT=small # a tenth of the random documents
  stage "unit and contract tests (dev; the store on DynamoDB, and all random documents, in the whole run)" \
    unit_tests dev $((2 * $(nproc))) # many wait more than they work
  finish
fi
scripts/install.sh build fast test local || exit 3
start_dynamodb

case ${1-} in
  -*)
    node_packages || exit 3
    build release >/dev/null || exit 3
    ctest --test-dir build/release --output-on-failure "$@"
    exit
    ;;
  "") ;;
  *)
    sed -n '2,7p' "$0" | cut -c3-
    exit 2
    ;;
esac

begin_builds
checks_without_build
stage "site of the documents" scripts/docs.sh
stage "packages of the tests" node_packages
stage "form of scripts" scripts/check_scripts.sh
stage "Studio: build, unit tests, form" studio
stage "build (release)" built release
stage "infrastructure" tests/infra/run.sh
stage "slow, outside and browser tests (release)" run_ctest release -LE unit -E NOT_BUILT -j 2
for sanitizer in asan tsan; do
  stage "build ($sanitizer)" built "$sanitizer"
  stage "unit and contract tests ($sanitizer)" unit_tests "$sanitizer"
  stage "outside tests under load ($sanitizer)" run_ctest "$sanitizer" -R '^outside_(serve|load)$'
done
stage "build (fuzz)" built fuzz
stage "fuzzing" fuzz
stage "clang-tidy" scripts/tidy.py
rm -r "$builds"
finish
