"""Reading a group's members beside ejabberd and Synapse."""

import contextlib
import dataclasses
import json
import statistics

from .compatibility import live_server
from .ejabberd import Ejabberd
from .load import post, wrk
from .page import section
from .processes import progress
from .reads import UNLOGGED
from .synapse import Synapse
from .world import create_groups, fresh_server

PEERS = (Ejabberd, Synapse)
SIZES = (2, 200)


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
    """Reads the members of a group of Qun and of the rooms of its peers, in turns."""
    present = [peer for peer in PEERS if peer.is_installed()]
    absent = [peer.name for peer in PEERS if peer not in present]
    with contextlib.ExitStack() as stack:
        rows = rows_of_qun(stack.enter_context(fresh_server(*UNLOGGED)))
        servers = []
        for peer in present:
            progress(f"Filling rooms of {peer.name}")
            servers.append(server := stack.enter_context(peer.running()))
            rows += [
                Row(f"{peer.name}, room of {size} members", server.url, server.reading_room(size), server.pid)
                for size in SIZES
            ]
        for round_number in range(options.rounds):
            progress(f"Peers, round {round_number + 1} of {options.rounds}")
            for row in rows:
                row.runs.append(wrk(row.url, row.lua, [row.pid], options.connections, options.seconds))
        cells = [row.cells() for row in rows]
    calls = ["Qun's `get_group_info`"] + [f"`{peer.call}` of {peer.name} {peer.version}" for peer in servers]
    missing = f" Not measured, because it is not installed: {', '.join(absent)}." if absent else ""
    return section(
        "Beside ejabberd and Synapse",
        f"The members of a group or room over HTTP with {options.connections} connections: {', '.join(calls)}. Sizes are"
        f" those of whole answers, heads included.{missing}",
        ["server and call", "bytes", "req/s", "CPU s for 1,000", "memory MiB"],
        cells,
        "\n\n".join(
            [
                "Qun checks a signature with each call, and answers profile, custom fields and eight fields of each member.",
                *(peer.remark for peer in present),
            ]
        ),
    )


def rows_of_qun(server):
    rows = []
    with server.connect() as api:
        for size in SIZES:
            body = json.dumps({"GroupIdList": create_groups(api, f"of-{size}", 1, size)}, separators=(",", ":"))
            lua = post(api.path("get_group_info"), body)
            rows.append(Row(f"Qun, group of {size} members", server.ready["http"], lua, server.pid))
    return rows
