"""Reading a group's members beside ejabberd, which keeps its rooms in memory."""

import contextlib
import dataclasses
import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
import urllib.request

from .compatibility import live_server
from .load import post, wrk
from .page import section
from .processes import children, free_port, progress
from .reads import UNLOGGED
from .world import accounts_of, create_groups, fresh_server

SIZES = (2, 200)
PATH = "/usr/sbin:/sbin"

EJABBERD_CONFIGURATION = """
hosts: [localhost]
loglevel: warning
listen:
  - port: {port}
    ip: "127.0.0.1"
    module: ejabberd_http
    request_handlers: {{/api: mod_http_api}}
api_permissions:
  "everybody on this machine": {{from: [mod_http_api], who: all, what: "*"}}
modules:
  mod_muc: {{default_room_options: {{persistent: true}}}}
  mod_muc_admin: {{}}
"""


@dataclasses.dataclass
class Row:
    """One call of one server."""

    name: str
    url: str
    lua: str
    pid: int
    runs: list = dataclasses.field(default_factory=list)

    def cells(self):
        rate, size, cpu = (
            statistics.median(getattr(run, field) for run in self.runs)
            for field in ("rate", "bytes_each", "cpu_per_thousand")
        )
        memory = live_server.resident_bytes(self.pid) / 2**20
        return [self.name, f"{size:,.0f}", f"{rate:,.0f}", f"{cpu:.4f}", f"{memory:.0f}"]


def measure(options):
    """get_group_info of Qun and the affiliations of a room in ejabberd, in turns."""
    title = "Beside ejabberd"
    if program("ejabberdctl") is None:
        return section(title, "Not measured: ejabberd is not installed.", ["server"], [], "")
    with fresh_server(*UNLOGGED) as server, Ejabberd.running() as ejabberd:
        rows = []
        with server.connect() as api:
            for size in SIZES:
                body = json.dumps({"GroupIdList": create_groups(api, f"of-{size}", 1, size)}, separators=(",", ":"))
                lua = post(api.path("get_group_info"), body)
                rows.append(Row(f"Qun, group of {size} members", server.ready["http"], lua, server.pid))
        for size in SIZES:
            room = ejabberd.make_room(size)
            lua = post("/api/get_room_affiliations", json.dumps(room))
            rows.append(Row(f"ejabberd, room of {size} members", ejabberd.url, lua, ejabberd.pid))
        for round_number in range(options.rounds):
            progress(f"Peers, round {round_number + 1} of {options.rounds}")
            for row in rows:
                row.runs.append(wrk(row.url, row.lua, [row.pid], options.connections, options.seconds))
        cells = [row.cells() for row in rows]
    return section(
        title,
        f"Qun's `get_group_info` and ejabberd's `get_room_affiliations` over HTTP with {options.connections} connections;"
        " sizes are those of whole answers, heads included.",
        ["server and call", "bytes", "req/s", "CPU s for 1,000", "memory MiB"],
        cells,
        "Qun checks a signature with each call, and answers profile, custom fields and eight fields of each member."
        " ejabberd answers from the room's process, here without authentication, and tells each member's name and"
        " affiliation only; it does much besides that Qun does not, presence and delivery to clients among them. Synapse is not"
        " measured.",
    )


def program(name):
    return shutil.which(name, path=os.environ.get("PATH", "") + ":" + PATH)


@dataclasses.dataclass
class Ejabberd:
    """An ejabberd of our own, with an HTTP API that asks nobody who he is."""

    url: str
    pid: int

    @classmethod
    @contextlib.contextmanager
    def running(cls):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            port = free_port()
            (folder / "ejabberd.yml").write_text(EJABBERD_CONFIGURATION.format(port=port))
            # Debian's own file names another configuration
            (folder / "ejabberdctl.cfg").write_text(
                f"EJABBERD_CONFIG_PATH={folder}/ejabberd.yml\nEJABBERD_PID_PATH={folder}/spool/ejabberd.pid\n"
            )
            for part in ("logs", "spool"):
                (folder / part).mkdir()
            if os.getuid() == 0:
                # Debian's script changes to this user
                for path in (folder, *folder.iterdir()):
                    shutil.chown(path, "ejabberd")
            control = subprocess.Popen(
                [
                    program("ejabberdctl"), "--ctl-config", str(folder / "ejabberdctl.cfg"),
                    "--logs", str(folder / "logs"), "--spool", str(folder / "spool"),
                    "--node", f"bench{port}@localhost", "foreground",
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=folder,
            )
            try:
                url = f"http://127.0.0.1:{port}"
                cls._wait(url, control, folder)
                yield cls(url, cls._beam(control.pid))
            finally:
                if control.poll() is None and (beam := cls._beam(control.pid)):
                    os.kill(beam, signal.SIGTERM)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    control.wait(20)
                if control.poll() is None:
                    control.kill()

    @staticmethod
    def _wait(url, control, folder):
        for _ in range(300):
            with contextlib.suppress(OSError):
                call(url, "status", {})
                return
            if control.poll() is not None:
                break
            time.sleep(0.1)
        logs = "\n".join(log.read_text(errors="replace")[-2000:] for log in folder.glob("logs/*.log"))
        raise SystemExit(f"ejabberd did not start:\n{logs}")

    @classmethod
    def _beam(cls, pid):
        """The process below the script that runs Erlang."""
        if pathlib.Path(f"/proc/{pid}/comm").read_text().strip() == "beam.smp":
            return pid
        found = (cls._beam(child) for child in children(pid))
        return next((pid for pid in found if pid), 0)

    def make_room(self, members):
        """Makes a room whose members have affiliations; returns how the API names it."""
        name, service = f"of-{members}", "conference.localhost"
        call(self.url, "create_room", {"name": name, "service": service, "host": "localhost"})
        room = {"name": name, "service": service}
        for account in accounts_of(members):
            jid = f"{account}@localhost"
            call(self.url, "set_room_affiliation", {**room, "jid": jid, "affiliation": "member"})
        return room


def call(url, command, body):
    request = urllib.request.Request(
        f"{url}/api/{command}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)
