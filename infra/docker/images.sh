#!/usr/bin/env bash
# Builds the images from their Dockerfiles without a Docker engine, and tests them: runs them as another user on a
# read-only root, pushes them to a registry on loopback, pulls them back.
#   infra/docker/images.sh             reports a step that is impossible here, without failing
#   infra/docker/images.sh --strict    fails in that case
# Needs root. All its files are under build/images, which the next run reuses; --clean removes it first.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 3
most_bytes=$((60 * 1000 * 1000)) # of the back end, compressed
work=$PWD/build/images
strict=
for option in "$@"; do
  case $option in
    --strict) strict=yes ;;
    --clean) rm -rf "$work" ;;
    *) sed -n '2,6p' "$0" | cut -c3- >&2 && exit 2 ;;
  esac
done
if [ "$(id -u)" -ne 0 ]; then
  echo "images.sh: needs root: image layers hold files of other users" >&2
  exit 3
fi
scripts/install.sh images || exit 3
mkdir -p "$work"
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
bud() { buildah --root "$work/storage" --runroot "$work/run" "$@"; }
ask() { curl --silent --fail --noproxy '*' --max-time 10 "$@"; }
says() { # ADDRESS TEXT: reads the answer to its end
  ask "$1" -o "$work/answer"
  grep -aqF -e "$2" "$work/answer" || { echo "$1 does not say $2" && return 1; }
}
has_font() { # ADDRESS NAME
  ask "$1" -o "$work/answer"
  pdffonts "$work/answer" | grep "$2" || { echo "$1 has no font $2" && return 1; }
}

rows=() # rows of the final table
bad=0
tell() { # STATE STEP [FIGURES]
  rows+=("$(printf '%-8s %-52s %s' "$1" "$2" "${3-}")")
  echo "== $1: $2 ${3-}"
  [ "$1" != failed ] || bad=1
}
cannot() { # STEP REASON
  tell skipped "$1" "$2"
  [ -z "$strict" ] || bad=1
}
step() { # STEP COMMAND...: its last line goes into the table
  local name=$1 log
  shift
  log=$work/$(tr -cs 'a-z0-9\n' - <<<"${name,,}").log
  if "$@" >"$log" 2>&1; then
    tell ok "$name" "$(tail -n 1 "$log")"
  else
    tail -n 30 "$log"
    tell failed "$name" "see ${log#"$PWD"/}"
    return 1
  fi
}

compose() { # docker-compose 1 supports everything except the top-level name
  local file=$work/compose.yaml services=0 profile
  sed -e '/^name:/d' -e "s|context: ../..|context: $PWD|" infra/docker/compose.yaml >"$file"
  for profile in default cloud; do
    docker-compose -f "$file" --profile "$profile" config --quiet || return
    services=$(docker-compose -f "$file" --profile "$profile" config --services | wc -l)
    echo "profile $profile: $services services"
  done
}

base() { # the content of debian:bookworm-slim, made from Debian's packages
  ! bud inspect debian:bookworm-slim >/dev/null 2>&1 || { echo "there from before"; return 0; }
  local made
  [ -s "$work/base.tar" ] || mmdebstrap --quiet --variant=minbase --include=ca-certificates \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    bookworm "$work/base.tar" || return
  made=$(bud from scratch) && bud add "$made" "$work/base.tar" / &&
    bud config --cmd bash --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$made" &&
    bud commit --quiet "$made" debian:bookworm-slim && bud rm "$made" >/dev/null && echo "mmdebstrap, minbase"
}

# The base with the certificates that this machine trusts: for stages that fetch packages through a proxy with its own
# certificate. No image contains any of it.
trusting_base() {
  ! bud inspect debian-trusting >/dev/null 2>&1 || { echo "there from before"; return 0; }
  local made
  echo 'cafile=/etc/ssl/certs/ca-certificates.crt' >"$work/npmrc"
  made=$(bud from --pull-never debian:bookworm-slim) &&
    bud add "$made" /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt &&
    bud add "$made" "$work/npmrc" /etc/npmrc &&
    bud commit --quiet "$made" debian-trusting && bud rm "$made" >/dev/null && echo "the same certificates as here"
}

build() { # NAME TARGET [FILE]
  bud bud --layers --pull-never --format docker --build-arg BUILD_BASE=debian-trusting \
    -f "infra/docker/${3-Dockerfile}" ${2:+--target "$2"} -t "$1" . || return
  echo "$((SECONDS / 60)) min after the start"
}

config_of() { bud inspect --type image --format "$2" "$1"; }

# Mounts an image, calls a function with the folder, unmounts.
with_root() { # IMAGE FUNCTION
  local made root code=0
  made=$(bud from --pull-never "$1") && root=$(bud mount "$made") || return
  "$2" "$root" || code=$?
  bud umount "$made" >/dev/null
  bud rm "$made" >/dev/null
  return "$code"
}

contents() { # ROOT
  local found
  found=$(find "$1" \( -name sh -o -name bash -o -name dash -o -name busybox -o -name apt-get -o -name dpkg \) -type f -o -perm -4000 -type f)
  [ -z "$found" ] || { echo "not needed at run time: $found"; return 1; }
  [ "$(stat -c %u "$1/var/lib/vitrine")" = 10001 ] || { echo "the data folder is not the user's"; return 1; }
  python3 - "$1/usr/share/sbom/vitrine.spdx.json" "$1" <<'END'
import json, pathlib, sys
document, root = json.loads(pathlib.Path(sys.argv[1]).read_text()), pathlib.Path(sys.argv[2])
packages = document["packages"]
assert document["spdxVersion"] == "SPDX-2.3" and packages[0]["name"] == "vitrine", "no SPDX document of vitrine"
names = {package["name"] for package in packages[1:]}
assert {"libc6", "libssl3", "fonts-noto-core", "ca-certificates"} <= names, f"incomplete: {names}"
for name in names:
    assert (root / "usr/share/doc" / name / "copyright").is_file(), f"no licence of {name}"
print(f"no shell, nothing setuid; bill of materials: {len(names)} Debian packages, each with its licence")
END
}

settings() { # IMAGE
  local user health labels
  user=$(config_of "$1" '{{.Docker.Config.User}}')
  health=$(config_of "$1" '{{.Docker.Config.Healthcheck.Test}}')
  labels=$(config_of "$1" '{{.Docker.Config.Labels}}')
  [[ $user =~ ^[1-9] && $health == *CMD* && $labels == *opencontainers.image.licenses* ]] || { echo "$user $health $labels" && return 1; }
  echo "user $user, health check $health"
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# Makes `jail`, a script that runs a command in a mounted image: read-only root, data in another folder, the image's
# user, no privileges. It stays one process, so that a signal to it reaches the command.
make_jail() { # ROOT DATA PORT
  # shellcheck disable=SC2016 # the inner shell expands
  jail=(unshare --mount sh -c '
    set -e
    root=$1
    data=$2
    port=$3
    shift 3
    mount --bind "$root" "$root"
    mount -o remount,bind,ro "$root"
    mount --bind "$data" "$root/var/lib/vitrine"
    exec env -i PATH=/usr/bin VITRINE_DATA=/var/lib/vitrine VITRINE_LISTEN="127.0.0.1:$port" ${WEB_ROOT:+VITRINE_WEB_ROOT="$WEB_ROOT"} \
      /usr/bin/setpriv --no-new-privs --bounding-set=-all,+sys_chroot,+setuid,+setgid --inh-caps=-all \
      /usr/sbin/chroot --userspec=10001:10001 "$root" "$@"' sh "$1" "$2" "$3")
}

running() { # ROOT
  local root=$1 service tries code=0 port data
  port=$(free_port)
  data=$(mktemp -d)
  chown 10001:10001 "$data"
  make_jail "$root" "$data" "$port"
  "${jail[@]}" /usr/bin/vitrine import --slug rich - <samples/rich.json || return
  "${jail[@]}" /usr/bin/vitrine import --slug ja - <<<'{"basics": {"name": "山田 花子", "label": "技術者"}, "meta": {"language": "ja"}}' || return
  "${jail[@]}" /usr/bin/vitrine serve &
  service=$!
  for ((tries = 0; tries < 50; ++tries)); do
    "${jail[@]}" /usr/bin/vitrine health "http://127.0.0.1:$port/healthz" && break
    sleep 0.2
  done
  check_service "http://127.0.0.1:$port" "$service" || code=1
  kill "$service"
  wait "$service" || code=1 # SIGTERM is answered with exit code 0
  rm -rf "$data"
  [ "$code" -eq 0 ] && echo "as user 10001 on a read-only root: pages, PDFs, health check; ends with 0"
}

check_service() { # ADDRESS PID
  "${jail[@]}" /usr/bin/vitrine health "$1/readyz" || return
  grep -qE '^Uid:\s+10001' "/proc/$2/status" || { echo "it runs as another user" && return 1; }
  grep -qE '^CapEff:\s+0+$' "/proc/$2/status" || { echo "it has capabilities" && return 1; }
  awk '$5 == "/" { print $6 }' "/proc/$2/mountinfo" | grep '^ro\b' || { echo "its root can be written" && return 1; }
  says "$1/cv/rich" '</html>' && says "$1/cv/rich/de.pdf" '%PDF-' && has_font "$1/cv/ja.pdf" NotoSansCJK || return
  [ -z "${WEB_ROOT-}" ] || says "$1/studio/" '<'
}

# Runs a bash script in a mounted image as that user, on a read-only root without privileges. A server that listens on
# all addresses gets its own network with loopback only.
alone() { # ROOT USER SCRIPT
  local log code=0
  log=$(mktemp)
  chown "$2:$2" "$log"
  # shellcheck disable=SC2016 # the inner shell expands
  unshare --mount --net sh -c '
    set -e
    mount --bind "$1" "$1"
    mount -o remount,bind,ro "$1"
    mount --bind /dev "$1/dev"
    mount --bind /proc "$1/proc"
    mount -t tmpfs tmpfs "$1/tmp"
    ip link set lo up
    exec setpriv --no-new-privs --bounding-set=-all,+sys_chroot,+setuid,+setgid --inh-caps=-all \
      /usr/sbin/chroot --userspec="$2:$2" "$1" /bin/bash -c "$3"' sh "$@" >"$log" 2>&1 || code=1
  cat "$log"
  rm "$log"
  return "$code"
}

running_frontend() { # ROOT
  # shellcheck disable=SC2016 # the inner shell expands
  alone "$1" 33 '
    ask() { exec 3<>/dev/tcp/127.0.0.1/8080 && printf "GET %s HTTP/1.0\r\n\r\n" "$1" >&3 && cat <&3; }
    /usr/sbin/nginx -e stderr -g "daemon off;" &
    for _ in {1..50}; do ask /healthz 2>/dev/null | grep -q alive && break; sleep 0.1; done
    ask /studio/ | grep -qi "<!doctype html" && ask /studio/a/b | grep -q " 200 " && ask /studio/none.js | grep -q " 404 " &&
      ask /cv/anybody | grep -q " 404 "
    code=$?
    kill -QUIT %1
    wait %1 || code=1
    exit $code' && echo "as user 33 on a read-only root: the application, nothing else; ends with 0"
}

running_openid() { # ROOT
  # shellcheck disable=SC2016 # the inner shell expands
  alone "$1" 10002 '
    node=/usr/local/bin/node
    ask() { exec 3<>/dev/tcp/127.0.0.1/9000 && printf "GET %s HTTP/1.0\r\nHost: localhost:9000\r\n\r\n" "$1" >&3 && cat <&3; }
    "$node" /srv/infra/stand_ins/main.mjs /etc/vitrine/openid.json &
    for _ in {1..100}; do ask /jwks 2>/dev/null | grep -q RS256 && break; sleep 0.1; done
    metadata=$(ask /.well-known/openid-configuration)
    [[ $metadata == *"\"issuer\":\"http://localhost:9000\""* && $metadata == *"\"token_endpoint\":\"http://localhost:9000/token\""* ]]
    code=$?
    kill -TERM %1
    wait %1 || code=1
    exit $code' && echo "as user 10002 on a read-only root: metadata and keys; ends with 0"
}

registry() { # starts one on loopback; its address is in $registry
  registry=127.0.0.1:$(free_port)
  mkdir -p "$work/registry"
  cat >"$work/registry.yml" <<END
version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: $registry}
END
  docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
  registry_process=$!
  trap 'kill "$registry_process"' EXIT
  for _ in {1..50}; do
    ask "http://$registry/v2/" >/dev/null && return
    sleep 0.2
  done
  cat "$work/registry.log"
  return 1
}

there_and_back() { # IMAGE
  local sent got size
  bud push --quiet --tls-verify=false --compression-format gzip --digestfile "$work/$1.digest" "$1" "docker://$registry/$1:test" || return
  rm -rf "$work/pulled"
  skopeo copy --quiet --src-tls-verify=false "docker://$registry/$1:test" "dir:$work/pulled" || return
  sent=$(cat "$work/$1.digest")
  got=sha256:$(sha256sum <"$work/pulled/manifest.json" | cut -d' ' -f1)
  [ "$sent" = "$got" ] || { echo "sent $sent, got $got" && return 1; }
  size=$(python3 -c 'import json, sys; print(sum(layer["size"] for layer in json.load(sys.stdin)["layers"]))' <"$work/pulled/manifest.json")
  echo "$size" >"$work/$1.bytes"
  echo "$((size / 100000))e5 bytes compressed, $got" | sed -E 's/([0-9])e5 bytes/.\1 MB/'
}

small_enough() { # IMAGE BYTES
  local size
  size=$(cat "$work/$1.bytes")
  echo "$size of at most $2 bytes"
  [ "$size" -le "$2" ]
}

prove() { # IMAGE
  step "$1: user, labels, health check" settings "$1"
  step "$1: to a registry and back" there_and_back "$1"
}

try_running() { # STEP IMAGE FUNCTION
  if [ -n "$mounts" ]; then
    step "$1" with_root "$2" "$3"
  else
    cannot "$1" "mount namespaces are not permitted here"
  fi
}

registry_process=
step "compose.yaml, both profiles" compose
if ! step "base image" base; then
  cannot "all images" "there is no base to build them on"
else
  step "base of stages that fetch packages" trusting_base
  step "registry on loopback" true
  registry || tell failed "registry on loopback" "it does not answer"
  mounts=yes
  unshare --mount true 2>/dev/null || mounts=
  if step "vitrine-backend: build" build vitrine-backend backend; then
    prove vitrine-backend
    step "vitrine-backend: size" small_enough vitrine-backend "$most_bytes"
    step "vitrine-backend: what is in it" with_root vitrine-backend contents
    try_running "vitrine-backend: runs" vitrine-backend running
  fi
  if [ ! -e web/package.json ]; then
    cannot "vitrine-frontend" "there is no web/ to build"
    cannot "vitrine, all in one" "it has the Studio in it"
  elif step "vitrine-frontend: build" build vitrine-frontend frontend; then
    prove vitrine-frontend
    try_running "vitrine-frontend: runs" vitrine-frontend running_frontend
    if step "vitrine, all in one: build" build vitrine all-in-one; then
      prove vitrine
      export WEB_ROOT=/srv/studio
      try_running "vitrine, all in one: runs" vitrine running
    fi
  fi
  if step "vitrine-openid: build" build vitrine-openid "" openid.Dockerfile; then
    prove vitrine-openid
    try_running "vitrine-openid: runs" vitrine-openid running_openid
  fi
fi

echo
printf '%s\n' "${rows[@]}"
exit "$bad"
