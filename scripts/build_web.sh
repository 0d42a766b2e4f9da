#!/usr/bin/env bash
# Builds the Studio, web/, into web/dist/studio/browser, if its sources have changed since the last build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../web"

# The build's input: these files, and no others.
print=$(find . ../schema/openapi.yaml ../schema/rules.json ../samples/rich.json \( -name node_modules -o -name dist -o -name .angular \) -prune \
  -o -type f ! -path ./src/app/api/schema.ts ! -path ./src/app/document/rules/rules.ts ! -path ./src/app/i18n/languages.ts ! -path ./public/sample.json -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
[ "$(cat dist/.built 2>/dev/null)" = "$print" ] && exit 0

if ! cmp -s package-lock.json node_modules/.installed; then
  fetch() { npm ci --ignore-scripts --silent --no-audit --no-fund; }
  fetch
  # npm leaves out packages for other Node versions than the one that it runs on, and Debian's Node is too old. So the
  # fetched Node runs npm once more; Debian's npm finds its own parts by NODE_PATH.
  if [ "$(node -p 'parseInt(process.versions.node)')" -lt 20 ]; then
    own=$(mktemp -d)
    cp node_modules/node-linux-*/bin/node "$own"
    PATH=$own:$PATH NODE_PATH=/usr/share/nodejs fetch
    rm -r "$own"
  fi
  (cd node_modules/.bin && ln -sf ../node-linux-*/bin/node node) # some versions of npm do not
  cp package-lock.json node_modules/.installed
fi
rm -rf dist
npm run --silent build
echo "$print" >dist/.built
