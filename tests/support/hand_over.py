"""Holds a listening socket and runs a service on it, as systemd's socket activation does.

  hand_over.py COMMAND...

Prints the port. For each line on standard input it starts the command again on the same socket, waits until the new
process reports that it serves, then ends the old one with SIGTERM and prints its exit code. Ends both when its input ends.
"""
import os
import socket
import subprocess
import sys

FIRST_PASSED = 3


def start() -> subprocess.Popen:
    # Only the shell knows the process id that it passes to the service.
    command = ["/bin/sh", "-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"', "sh", *sys.argv[1:]]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, pass_fds=[FIRST_PASSED])
    line = child.stdout.readline().decode()
    if "Vitrine is at" not in line:
        sys.exit(f"the service did not start: {line!r}")
    return child


def main() -> None:
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    os.dup2(listener.fileno(), FIRST_PASSED)
    child = start()
    print(listener.getsockname()[1], flush=True)
    for _ in sys.stdin:
        old, child = child, start()
        old.terminate()
        print(old.wait(), flush=True)
    child.terminate()
    child.wait()


main()
