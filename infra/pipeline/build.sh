#!/usr/bin/env bash
# The phases of buildspec.yml: infra/pipeline/build.sh install|sign_in|images|push|definitions
#
#   BACKEND_REPOSITORY, FRONTEND_REPOSITORY   where each image goes, HOST/NAME
#   ENGINE                                    buildah (the default) or docker
#   CODEBUILD_RESOLVED_SOURCE_VERSION         the commit; otherwise git says it
#   CONTAINER_BASE                            another base than the Dockerfile names
#   INSECURE_REGISTRY=1                       the registry speaks plain HTTP, as one on loopback does
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

parts=(backend frontend)
engine=${ENGINE:-buildah}
commit=${CODEBUILD_RESOLVED_SOURCE_VERSION:-$(git rev-parse HEAD)}

if ! [[ $commit =~ ^[0-9a-f]{40}$ ]]; then
  echo "'$commit' is no commit; an image is named after the whole of it" >&2
  exit 2
fi
case $engine in
  buildah)
    export STORAGE_DRIVER=${STORAGE_DRIVER:-vfs} BUILDAH_ISOLATION=${BUILDAH_ISOLATION:-chroot}
    tls=(--tls-verify="$([ "${INSECURE_REGISTRY:-}" = 1 ] && echo false || echo true)")
    ;;
  docker) tls=() ;;
  *)
    echo "ENGINE is '$engine'; there are buildah and docker" >&2
    exit 2
    ;;
esac

repository() { # PART
  local variable=${1^^}_REPOSITORY
  if [ -z "${!variable:-}" ]; then
    echo "$variable is not set: where does the image of the $1 go?" >&2
    exit 2
  fi
  echo "${!variable}"
}

install() {
  local packages=(awscli ca-certificates git)
  case $engine in
    buildah) packages+=(buildah skopeo) ;;
    docker) packages+=(docker.io) ;;
  esac
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}"
  if [ "$engine" = docker ] && ! docker info >/dev/null 2>&1; then
    dockerd >/var/log/dockerd.log 2>&1 &
    timeout 60 sh -c 'until docker info >/dev/null 2>&1; do sleep 1; done'
  fi
}

sign_in() {
  local host
  host=$(repository backend)
  host=${host%%/*}
  aws ecr get-login-password | "$engine" login "${tls[@]}" --username AWS --password-stdin "$host"
}

# Whether the registry already has the image: building a commit again must not fail, since tags are immutable.
is_pushed() { # IMAGE
  case $engine in
    buildah) skopeo inspect --raw "${tls[@]}" "docker://$1" >/dev/null 2>&1 ;;
    docker) docker manifest inspect "$1" >/dev/null 2>&1 ;;
  esac
}

images() {
  local part image options
  for part in "${parts[@]}"; do
    image=$(repository "$part"):$commit
    options=(--file infra/docker/Dockerfile --target "$part" --tag "$image" --build-arg "VERSION=$commit")
    [ -z "${CONTAINER_BASE:-}" ] || options+=(--build-arg "BASE=$CONTAINER_BASE")
    if is_pushed "$image"; then
      echo "$image is there already"
    else
      "$engine" build "${options[@]}" .
    fi
  done
}

push() {
  local part image
  for part in "${parts[@]}"; do
    image=$(repository "$part"):$commit
    is_pushed "$image" || "$engine" push "${tls[@]}" "$image"
  done
}

# The deployment's input: for each service a list of its containers and their images.
definitions() {
  local part
  mkdir -p build/images
  for part in "${parts[@]}"; do
    printf '[{"name":"%s","imageUri":"%s:%s"}]\n' "$part" "$(repository "$part")" "$commit" >"build/images/$part.json"
    cat "build/images/$part.json"
  done
}

case ${1-} in
  install | sign_in | images | push | definitions) "$1" ;;
  *)
    sed -n '2,8p' "${BASH_SOURCE[0]}" | cut -c3-
    exit 2
    ;;
esac
