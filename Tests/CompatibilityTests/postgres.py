"""A throwaway PostgreSQL server, and a database of it for each data folder, where the suite runs on PostgreSQL."""

import glob
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading

# whether servers keep their accounts and groups in PostgreSQL instead of the data folder
IS_CHOSEN = os.environ.get("QUN_TEST_STORE") == "postgres"

START_LIMIT_SECONDS = 60
STOP_LIMIT_SECONDS = 20

# Runs until its input ends, as it does in whatever way this process ends. The arguments are the folder, the folder of the
# programs and the server's settings. The server refuses to run as root; root runs it as postgres.
SCRIPT = """
    folder=$1 programs=$2 settings=$3
    exec 2>&1
    trap '' INT TERM HUP
    as_user() { "$@"; }
    if [ "$(id -u)" -eq 0 ]; then
        as_user() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
        chown postgres: "$folder" || exit 1
    fi
    cd "$folder" || exit 1
    as_user "$programs/initdb" -D data -U qun -A trust -N -E UTF8 --locale C.UTF-8 >start.log 2>&1 &&
        as_user "$programs/pg_ctl" -D data -w -l data/server.log -o "$settings" start >>start.log 2>&1 </dev/null
    if [ $? -ne 0 ]; then cat start.log data/server.log; exit 1; fi
    echo ready
    cat >/dev/null
    as_user "$programs/pg_ctl" -D data -m immediate stop >/dev/null 2>&1
    cd / && rm -rf "$folder"
"""

SETTINGS = [
    "listen_addresses=", "fsync=off", "full_page_writes=off", "max_connections=300", "shared_buffers=64MB",
    "max_wal_size=4GB", "logging_collector=off",
]


def programs():
    """The folder of the newest server's programs; Debian keeps them out of PATH."""
    found = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    newest = max(found, key=lambda path: float(path.split("/")[4]), default=shutil.which("initdb"))
    assert newest, "QUN_TEST_STORE=postgres needs a PostgreSQL server: apt-get install postgresql"
    return str(pathlib.Path(newest).parent)


class PostgresServer:
    """A server on a unix socket, without safety on disk unless the settings say otherwise.

    Its folder goes away with it; it is in `parent`, or in memory where there is room.
    """

    def __init__(self, settings=SETTINGS, parent=None):
        # the path of a socket has room for about a hundred bytes
        memory = pathlib.Path("/dev/shm")
        has_room = memory.is_dir() and shutil.disk_usage(memory).free > 4 << 30
        self.folder = tempfile.mkdtemp(prefix="qun-pg-", dir=parent or (memory if has_room else "/tmp"))
        self.programs = programs()
        self.databases = {}
        self.lock = threading.Lock()
        settings = " ".join(f"-c {setting}" for setting in [*settings, f"unix_socket_directories={self.folder}"])
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", SCRIPT, "sh", self.folder, self.programs, settings],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        answer = self.process.stdout.readline()
        assert answer == b"ready\n", f"PostgreSQL does not start: {answer + self.process.stdout.read()}"

    @property
    def pid(self):
        """Of the process that starts all others of the server."""
        return int((pathlib.Path(self.folder) / "data" / "postmaster.pid").read_text().split()[0])

    def run(self, program, *arguments, host=None):
        """Runs one of PostgreSQL's programs on the server, or on another socket's; returns what it prints."""
        finished = subprocess.run(
            [f"{self.programs}/{program}", "-h", host or self.folder, "-U", "qun", *arguments],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=START_LIMIT_SECONDS,
        )
        assert finished.returncode == 0, f"{program} {arguments}: {finished.stderr or finished.stdout}"
        return finished.stdout

    def database(self, data):
        """The database that belongs to a data folder; it is made at the first use."""
        key = str(pathlib.Path(data).resolve())
        with self.lock:
            if key not in self.databases:
                name = f"test{len(self.databases) + 1}"
                self.run("createdb", "--template", "template0", name)
                self.databases[key] = name
            return self.databases[key]

    def address(self, data, host=None):
        """The URI of a data folder's database, at the server's socket or at one in another folder."""
        return f"postgres:///{self.database(data)}?host={host or self.folder}&user=qun"

    def integrity(self, data):
        """What `pg_amcheck` says about a data folder's database; "ok" when nothing is wrong."""
        return self.run("pg_amcheck", "--install-missing", "--heapallindexed", "-d", self.database(data)).strip() or "ok"

    def stop(self):
        self.process.stdin.close()
        self.process.wait(STOP_LIMIT_SECONDS)
        self.process.stdout.close()


_server = None
_lock = threading.Lock()


def server():
    """The server of this run, which is started at the first use."""
    global _server
    with _lock:
        if _server is None:
            _server = PostgresServer()
        return _server


def stop():
    """Stops the server of this run, if it was started."""
    global _server
    if _server is not None:
        _server.stop()
        _server = None
