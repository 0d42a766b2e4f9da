#!/usr/bin/env bash
# Builds the Debian package: installs the tools, builds the program and the Studio, prints the package's path.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/install.sh build web package
scripts/build.sh release -- vitrine
scripts/build_web.sh
cpack --config build/release/CPackConfig.cmake -B build/package >build/package.log || {
  tail -n 20 build/package.log >&2
  exit 3
}
ls build/package/*.deb
