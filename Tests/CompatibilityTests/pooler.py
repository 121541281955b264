"""PgBouncer in front of a throwaway PostgreSQL server."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

START_LIMIT_SECONDS = 20

# Runs until its input ends. The arguments are the folder and the program, which refuses to run as root.
SCRIPT = """
    folder=$1 program=$2
    exec 2>&1
    trap '' INT TERM HUP
    as_user() { "$@"; }
    if [ "$(id -u)" -eq 0 ]; then
        as_user() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
        chown -R postgres: "$folder" || exit 1
    fi
    cd "$folder" || exit 1
    as_user "$program" -q -d pgbouncer.ini || { cat pgbouncer.log; exit 1; }
    echo ready
    cat >/dev/null
    kill -KILL "$(cat pgbouncer.pid)"
    cd / && rm -rf "$folder"
"""

CONFIGURATION = """
[databases]
* = host={server} port=5432
[pgbouncer]
listen_addr =
listen_port = 5432
unix_socket_dir = {folder}
auth_type = trust
auth_file = {folder}/users.txt
pool_mode = {mode}
default_pool_size = 100
max_client_conn = 500
logfile = {folder}/pgbouncer.log
pidfile = {folder}/pgbouncer.pid
"""


def program():
    found = shutil.which("pgbouncer", path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    assert found, "these tests need PgBouncer: apt-get install pgbouncer"
    return found


class Pooler:
    """A PgBouncer on a unix socket in `folder`, for all databases of a server."""

    def __init__(self, server, mode):
        self.server = server
        self.folder = tempfile.mkdtemp(prefix="qun-pool-", dir="/tmp")
        self._configure(mode)
        pathlib.Path(self.folder, "users.txt").write_text('"qun" ""\n')
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", SCRIPT, "sh", self.folder, program()], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        answer = self.process.stdout.readline()
        assert answer == b"ready\n", f"PgBouncer does not start: {answer + self.process.stdout.read()}"

    def _configure(self, mode):
        text = CONFIGURATION.format(server=self.server.folder, folder=self.folder, mode=mode)
        pathlib.Path(self.folder, "pgbouncer.ini").write_text(text)

    def switch(self, mode):
        """Goes on in another mode, and lets nobody keep a session."""
        self._configure(mode)
        os.kill(int(pathlib.Path(self.folder, "pgbouncer.pid").read_text()), signal.SIGHUP)
        self.server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'qun'")

    def stop(self):
        self.process.stdin.close()
        self.process.wait(START_LIMIT_SECONDS)
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
