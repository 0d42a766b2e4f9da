#!/usr/bin/env bash
# Makes a release: release.sh VERSION [--check]
#
# Needs a clean tree on main and text under "Unreleased" in CHANGELOG.md. Sets the version, gives the changelog's
# section its name and date, runs all tests, builds the Debian package and the images, commits and tags. It pushes
# nothing: the last lines say what to push. --check prints what would be released, and changes nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=${1-}
if ! [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]]; then
  sed -n '2,6p' "$0" | cut -c3-
  exit 2
fi
fail() {
  echo "$1" >&2
  exit 1
}
notes() { sed -n '/^## Unreleased$/,/^## /{/^## /d;p}' CHANGELOG.md; }

current=$(sed -nE 's/^project\(vitrine VERSION ([0-9.]+).*/\1/p' CMakeLists.txt)
[ "$(printf '%s\n' "$current" "$version" | sort -V | tail -n 1)" = "$version" ] ||
  fail "The version is $current now; $version is an earlier one."
if git rev-parse -q --verify "refs/tags/v$version" >/dev/null; then fail "There is a tag v$version already."; fi
grep -q '[^[:space:]]' < <(notes) || fail "CHANGELOG.md has nothing under \"Unreleased\"."
if [ "${2-}" = --check ]; then
  echo "$current -> $version"
  notes
  exit 0
fi
[ "$(git branch --show-current)" = main ] || fail "Releases are made on main."
[ -z "$(git status --porcelain)" ] || fail "The tree has changes that are not committed."

sed -i -E "s/^(project\(vitrine VERSION )[0-9.]+/\1$version/" CMakeLists.txt
sed -i -E "s/^(ARG VERSION=).*/\1$version/" infra/docker/*Dockerfile
mkdir -p build
notes >"build/notes-$version.md"
sed -i "s/^## Unreleased$/## Unreleased\n\n## $version - $(date -u +%Y-%m-%d)/" CHANGELOG.md
./test.sh
scripts/package.sh
infra/docker/images.sh
git commit -qm "Release $version" -- CMakeLists.txt CHANGELOG.md infra/docker
git tag -a "v$version" -F "build/notes-$version.md"
echo "Release $version is made; its notes are in build/notes-$version.md. To publish it:"
echo "  git push origin main v$version"
echo "and add the package in build/package/ to the release."
