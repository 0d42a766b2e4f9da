#!/usr/bin/env bash
# Checks the infrastructure without an account: tests/infra/run.sh
# Installs its tools into this folder (npm and pip), runs the tests and checkov, and prints each skipped
# check with its reason.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if ! cmp -s package-lock.json node_modules/.installed; then
  # The peer dependencies are for writing infrastructure in TypeScript; only the declarations are needed here.
  npm ci --ignore-scripts --omit=peer --legacy-peer-deps --silent --no-audit --no-fund
  cp package-lock.json node_modules/.installed
fi
if ! cmp -s python-packages.txt node_modules/.venv/.installed; then
  python3 -m venv node_modules/.venv
  node_modules/.venv/bin/pip install -q --disable-pip-version-check -r python-packages.txt
  cp python-packages.txt node_modules/.venv/.installed
fi

node=node
for own in ../node_modules/node-linux-*/bin/node; do # the Node of the other tests, if they are set up
  if [ -x "$own" ] && "$own" --version >/dev/null 2>&1; then node=$own; fi
done
log=node_modules/.log
status=0
"$node" --test --test-reporter=tap ./*.test.mjs >"$log" || status=$?
sed -nE 's/^ *(not ok|error:|location:)/\1/p; s/^# (mutation score)/\1/p; s/^# (tests|pass|fail) /\1 /p; s/^ *ok .* # SKIP/Skipped:/p' "$log"
pending=$(sed -n 's/^ *# not there yet: //p' "$log" | sort -u | paste -sd, | sed 's/,/, /g')
[ -z "$pending" ] || echo "Skipped, since the program has it not yet: $pending"
[ "$status" -eq 0 ] || exit "$status"

# No network: only its built-in rules. Each exception is in the code beside its resource, with its reason.
node_modules/.venv/bin/checkov --directory ../../infra/terraform --framework terraform --skip-download --compact >"$log" ||
  status=$?
sed -n 's/^Passed checks/checkov: passed checks/p' "$log"
if [ "$status" -ne 0 ]; then
  grep -A 3 -B 1 FAILED "$log" || cat "$log"
fi
exit "$status"
