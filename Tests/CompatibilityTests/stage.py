"""Where examples of documents run as a reader runs them: a folder like a clone, and a machine with free ports.

A stage has a network, processes and mounts of its own, so that examples take the ports that they name, and what they leave
behind ends with them. In place of the build stands the executable under test.
"""

import os
import subprocess
import sys

import live_server

# Loopback is down in a new network. Names that examples add to /etc/hosts are the stage's own, and so is what they put into
# folders for data and backups.
BEGIN = """
    set -e
    "$PYTHON" - <<'END'
import fcntl, socket, struct
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sH14s", b"lo", 0x41, b""))
END
    echo "127.0.0.1 localhost" >"$STAGE/hosts"
    mount --bind "$STAGE/hosts" /etc/hosts
    mount -t tmpfs tmpfs /var/lib
    mount -t tmpfs tmpfs /var/backups
    cd "$STAGE/qun"
    bash "$STAGE/script"
"""

QUN = """#!/usr/bin/env bash
# what goes on until it is stopped goes on in another terminal
case "$*" in
serve* | "webhooks listen"* | *--follow*) ;;
*) exec "$EXECUTABLE" "$@" ;;
esac
[[ " $* " == *" --help "* ]] && exec "$EXECUTABLE" "$@"
printed=$(mktemp -p "$STAGE/terminals")
setsid "$EXECUTABLE" "$@" </dev/null >"$printed" 2>"$printed.err" &
# a server writes its log before it is ready
until [[ -s $printed || ($1 != serve && -s $printed.err) ]]; do
    kill -0 $! 2>/dev/null || { cat "$printed.err" >&2; wait $!; exit; }
    sleep 0.05
done
echo $! >>"$STAGE/running"
cat "$printed"
"""

STOP = """#!/usr/bin/env bash
# Ctrl + C in every other terminal
for process in $(cat "$STAGE/running" 2>/dev/null); do
    kill -INT "$process" 2>/dev/null
    while kill -0 "$process" 2>/dev/null; do sleep 0.05; done
done
rm -f "$STAGE/running"
"""

PROGRAMS = {
    "bin/qun": QUN,
    "bin/stop": STOP,
    "bin/sudo": '#!/bin/sh\nexec "$@"\n',
    # this test is one of those
    "qun/scripts/test": "#!/bin/sh\n",
    "qun/scripts/run": '#!/bin/sh\nexec qun serve "$@"\n',
}
TIME_LIMIT_SECONDS = 180


class Stage:
    """A stage below a folder; `run` plays a script on it."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("bin", "terminals", "qun/scripts", "qun/.build/release"):
            (folder / name).mkdir(parents=True)
        for entry in live_server.PROJECT.iterdir():
            if entry.name not in {"scripts", ".build", ".git", "qun-data"}:
                (folder / "qun" / entry.name).symlink_to(entry)
        (folder / "qun/.build/release/qun").symlink_to(live_server.BINARY.resolve())
        for name, text in PROGRAMS.items():
            (folder / name).write_text(text)
            (folder / name).chmod(0o755)

    def run(self, script):
        """Plays a script of bash; returns its exit code and what it printed, errors included."""
        (self.folder / "script").write_text(script)
        namespaces = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
        if os.geteuid() != 0:
            namespaces.append("--map-root-user")
        # nothing of the machine's own, such as whom it trusts
        variables = {
            "STAGE": str(self.folder),
            "EXECUTABLE": str(live_server.BINARY.resolve()),
            "PYTHON": sys.executable,
            "PATH": f"{self.folder}/bin:{os.path.dirname(sys.executable)}:{os.environ['PATH']}:/usr/sbin:/sbin",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
        }
        played = subprocess.run(
            [*namespaces, "bash", "-c", BEGIN],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=variables, timeout=TIME_LIMIT_SECONDS,
        )
        return played.returncode, played.stdout.decode(errors="replace")
