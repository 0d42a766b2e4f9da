#!/usr/bin/env bash
# Checks of the tree as a whole: no paths of a machine or registries, lock files without addresses, files of a readable
# size, a README that names the existing commands, and one version everywhere.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 3
wrong=0
complain() {
  echo "$1"
  wrong=1
}

hosts='registry\.npmjs|deb\.debian|pypi\.org|repo\.maven|repo1\.maven|snapshot\.debian'
if found=$(git grep -nIE "$hosts" -- . ':!scripts/check_tree.sh'); then
  complain "A package registry is named:"$'\n'"$found"
fi
if found=$(git grep -nIE '(^|[^A-Za-z0-9.])/(home|root|work|Users)/[a-z]' -- . ':!scripts/check_tree.sh'); then
  complain "A path of one machine is named:"$'\n'"$found"
fi
if found=$(git grep -nE '"resolved"' -- '*package-lock.json'); then
  complain "A lock file carries addresses:"$'\n'"$found"
fi
while read -r lines file; do
  [ "$file" = total ] || [ "$lines" -le 500 ] || complain "$file has $lines lines; split it by concept"
done < <(git ls-files -z '*.cpp' '*.hpp' '*.mjs' '*.py' '*.sh' '*.css' | xargs -0 wc -l)
for command in ./vitrine.sh ./test.sh; do
  [ -x "$command" ] || complain "$command is not executable"
  sed -n '1,20p' README.md | grep -q "^$command" || complain "README does not begin with $command"
done
version=$(sed -nE 's/^project\(vitrine VERSION ([0-9.]+).*/\1/p' CMakeLists.txt)
if found=$(git grep -nE '^ARG VERSION=' -- 'infra/docker/*Dockerfile' | grep -v "=$version\$"); then
  complain "The version is $version in CMakeLists.txt, and another one here:"$'\n'"$found"
fi
scripts/release.sh "$version" --check >/dev/null || complain "scripts/release.sh could not release"
exit "$wrong"
