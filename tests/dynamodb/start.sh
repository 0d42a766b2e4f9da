#!/usr/bin/env bash
# Starts DynamoDB Local for the tests, in memory, on a free port; fetches it first if it is missing.
# Prints its address and its process id on one line once it answers, and leaves it running:
#   read -r endpoint pid < <(tests/dynamodb/start.sh) && VITRINE_TEST_DYNAMODB=$endpoint … ; kill "$pid"
# It listens on 127.0.0.1 only and stores nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if [ ! -e target/lib/.complete ]; then
  rm -rf target
  mvn -B -q -f pom.xml prepare-package >&2
  touch target/lib/.complete
fi

answers() { # ADDRESS: any HTTP answer counts
  curl --silent --output /dev/null --noproxy '*' --max-time 2 "$1"
}

log=target/server.log
for _ in 1 2 3; do # another process may take the port first
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  java -Xmx"${DYNAMODB_MEMORY:-512m}" -Djava.library.path=target/lib -cp 'target/lib/*' \
    Loopback.java -inMemory -sharedDb -disableTelemetry -port "$port" >"$log" 2>&1 </dev/null &
  pid=$!
  for _ in {1..120}; do
    if answers "http://127.0.0.1:$port/"; then
      echo "http://127.0.0.1:$port $pid"
      exit
    fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.5
  done
  kill "$pid" 2>/dev/null || true
done
cat "$log" >&2
echo "DynamoDB Local did not start" >&2
exit 1
