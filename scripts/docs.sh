#!/usr/bin/env bash
# Builds a web site of the documents: build/docs/index.html, to be opened directly or served as files.
#   scripts/docs.sh           installs missing packages, and builds the site
#   scripts/docs.sh --serve   and serves it at http://127.0.0.1:8000/, with each edit of docs/
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/install.sh docs

# The same layout as in the repository, so that links work.
source=build/docs-source
lay_out() {
  rm -rf "$source"
  mkdir -p "$source"
  cp README.md "$source"
  cp CONTRIBUTING.md CHANGELOG.md SECURITY.md LICENSE "$source"
  ln -s "$PWD/docs" "$source/docs"
  # other files that the documents show or link to
  cp --parents schema/openapi.yaml src/site/assets/infrastructure.*.svg packaging/systemd/* "$source"
}
lay_out
case ${1-} in
  "") mkdocs build --quiet --strict --clean --config-file docs/site/mkdocs.yml && echo "The documents are in $PWD/build/docs/index.html" ;;
  --serve) exec mkdocs serve --quiet --config-file docs/site/mkdocs.yml ;;
  *)
    sed -n '2,4p' "$0" | cut -c3-
    exit 2
    ;;
esac
