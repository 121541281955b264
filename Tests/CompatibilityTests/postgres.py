"""A throwaway PostgreSQL server, and a database of it for each data folder, where the suite runs on PostgreSQL."""

import contextlib
import glob
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from pooler import Pooler

# whether servers keep their accounts and groups in PostgreSQL instead of the data folder
IS_CHOSEN = os.environ.get("QUN_TEST_STORE") == "postgres"

# whether servers reach it through PgBouncer in its session mode
IS_POOLED = os.environ.get("QUN_TEST_POOLER") == "session"

START_LIMIT_SECONDS = 60
STOP_LIMIT_SECONDS = 20

# Runs until its input ends, as it does in whatever way this process ends. The arguments are the folder, the folder of the
# programs, the server's settings, the folder of the server that this one is a standby of, the megabytes of a small file
# system in the folder, and further arguments of initdb; the last three may be empty. The server refuses to run as root; root
# runs it as postgres.
SCRIPT = """
    folder=$1 programs=$2 settings=$3 primary=$4 room=$5 more=$6
    exec 2>&1
    trap '' INT TERM HUP
    as_user() { "$@"; }
    if [ "$(id -u)" -eq 0 ]; then
        as_user() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
        chown postgres: "$folder" || exit 1
    fi
    cd "$folder" || exit 1
    if [ -n "$room" ]; then
        as_user mkdir small && mount -t tmpfs -o "size=${room}m" tmpfs small && chown postgres: small || exit 1
    fi
    if [ -n "$primary" ]; then
        as_user "$programs/pg_basebackup" -D data -R -X stream -c fast -h "$primary" -U qun >start.log 2>&1
    else
        as_user "$programs/initdb" -D data -U qun -A trust -N -E UTF8 --locale C.UTF-8 $more >start.log 2>&1
    fi &&
        as_user "$programs/pg_ctl" -D data -w -l data/server.log -o "$settings" start >>start.log 2>&1 </dev/null
    if [ $? -ne 0 ]; then cat start.log data/server.log; [ -z "$room" ] || umount small; exit 1; fi
    echo ready
    cat >/dev/null
    as_user "$programs/pg_ctl" -D data -m immediate stop >/dev/null 2>&1
    [ -z "$room" ] || umount small
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
    """A server on a unix socket, without safety on disk: what it has written outlives its processes, not the machine.

    `settings` are beside those of `basis`, which a server gets that is to be safe on disk. Its folder goes away with it; it
    is in `parent`, or in memory where there is room. `primary` is the server that this one is a standby of; `room` are the
    megabytes of a small file system at `small` in its folder, which needs root, and `log_is_there` says whether it holds the
    write-ahead log.
    """

    def __init__(self, settings=(), basis=SETTINGS, parent=None, primary=None, room=None, log_is_there=False):
        # the path of a socket has room for about a hundred bytes
        memory = pathlib.Path("/dev/shm")
        has_room = memory.is_dir() and shutil.disk_usage(memory).free > 4 << 30
        self.folder = tempfile.mkdtemp(prefix="qun-pg-", dir=parent or (memory if has_room else "/tmp"))
        self.programs = programs()
        self.databases = {}
        self.lock = threading.Lock()
        everything = [*basis, f"unix_socket_directories={self.folder}", *settings]
        self.settings = " ".join(f"-c {setting}" for setting in everything)
        more = f"--wal-segsize=1 --waldir={self.folder}/small/log" if log_is_there else ""
        arguments = [self.folder, self.programs, self.settings, primary.folder if primary else "", str(room or ""), more]
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", SCRIPT, "sh", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
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

    def database(self, data, *arguments):
        """The database that belongs to a data folder; it is made at the first use, with further arguments of createdb."""
        key = str(pathlib.Path(data).resolve())
        with self.lock:
            if key not in self.databases:
                name = f"test{len(self.databases) + 1}"
                self.run("createdb", "--template", "template0", *arguments, name)
                self.databases[key] = name
            return self.databases[key]

    def address(self, data, host=None):
        """Where servers find the database of a data folder; `host` is the folder of another socket than the usual one."""
        usual = pooler(self).folder if IS_POOLED else self.folder
        return f"postgres:///{self.database(data)}?host={host or usual}&user=qun"

    def integrity(self, data):
        """What `pg_amcheck` says about a data folder's database; "ok" when nothing is wrong."""
        return self.run("pg_amcheck", "--install-missing", "--heapallindexed", "-d", self.database(data)).strip() or "ok"

    def sql(self, statement, database="postgres"):
        """The first column of a statement's rows, as texts."""
        return self.run("psql", "-X", "-A", "-t", "-c", statement, database).split()

    def stop(self):
        """Ends the server and removes its folder."""
        self.wake()
        self.process.stdin.close()
        self.process.wait(STOP_LIMIT_SECONDS)
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    # what may happen to a server

    def pids(self):
        """The processes of the server, the first of them before the others; none when it does not run."""
        try:
            first = int(pathlib.Path(self.folder, "data/postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError):
            return []
        children = []
        for status in glob.glob("/proc/[0-9]*/stat"):
            # a process may end meanwhile
            with contextlib.suppress(OSError):
                name, _, fields = pathlib.Path(status).read_text().rpartition(")")
                if int(fields.split()[1]) == first:
                    children.append(int(name.split()[0]))
        return [first, *children] if is_running(first) else []

    def signal_all(self, number):
        for pid in self.pids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self):
        """Ends all processes at once, as a power cut would."""
        # the first one starts no others meanwhile
        self.pause()
        pids = self.pids()
        self.signal_all(signal.SIGKILL)
        while any(is_running(pid) for pid in pids):
            time.sleep(0.01)
        # after a power cut no process has the number; here it may be kept for whoever should take note of the end
        for name in ("data/postmaster.pid", ".s.PGSQL.5432.lock"):
            pathlib.Path(self.folder, name).unlink(missing_ok=True)

    def pause(self):
        """Lets all processes stand still, as a frozen machine would."""
        # twice, for what the first process has started before it stood still
        self.signal_all(signal.SIGSTOP)
        self.signal_all(signal.SIGSTOP)

    def wake(self):
        self.signal_all(signal.SIGCONT)

    def control(self, *arguments):
        """Runs pg_ctl as the user who owns the server."""
        as_user = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"] if os.getuid() == 0 else []
        finished = subprocess.run(
            [*as_user, f"{self.programs}/pg_ctl", "-D", f"{self.folder}/data", "-w", *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder,
            timeout=START_LIMIT_SECONDS,
        )
        assert finished.returncode == 0, f"pg_ctl {arguments} ends with {finished.returncode}: {self.log[-2000:]}"

    def start(self):
        """Starts the server again, after it was stopped or killed."""
        self.control("-l", f"{self.folder}/data/server.log", "-o", self.settings, "start")

    def stop_at_once(self):
        """Stops the server without an orderly end of what it is doing; it can be started again."""
        self.control("-m", "immediate", "stop")

    def promote(self):
        """Makes a primary of a standby."""
        self.control("promote")

    @property
    def log(self):
        return pathlib.Path(self.folder, "data/server.log").read_text(errors="replace")


def is_running(pid):
    """Whether a process has not ended."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


_server = None
_pooler = None
_lock = threading.Lock()


def server():
    """The server of this run, which is started at the first use."""
    global _server
    with _lock:
        if _server is None:
            _server = PostgresServer()
        return _server


def pooler(of_server):
    """The PgBouncer of this run, which is started at the first use."""
    global _pooler
    with _lock:
        if _pooler is None:
            _pooler = Pooler(of_server, "session")
        return _pooler


def stop():
    """Stops the server of this run, and what stands before it, if they were started."""
    global _server, _pooler
    if _pooler is not None:
        _pooler.stop()
        _pooler = None
    if _server is not None:
        _server.stop()
        _server = None
