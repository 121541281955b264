"""Reading groups while they change."""

import json
import statistics
import threading
import time

from .load import posts, wrk
from .page import section
from .processes import progress
from .reads import UNLOGGED
from .world import create_groups, fresh_server

GROUPS = 20
WRITES_PER_SECOND = 200


def measure(options):
    """Reads of groups that rest, and of groups that change 200 times a second together, in turns."""
    quiet, busy = [], []
    with fresh_server(*UNLOGGED) as server:
        with server.connect() as api:
            create_groups(api, "read", GROUPS, 2)
            template = json.dumps({"GroupIdList": ["read-%d"]}, separators=(",", ":"))
            lua = posts(api.path("get_group_info"), template, f"count % {GROUPS}")
        load = (server.ready["http"], lua, [server.pid], options.connections, options.seconds)
        writer = Writer(server)
        for round_number in range(options.rounds):
            progress(f"Changing groups, round {round_number + 1} of {options.rounds}")
            quiet.append(wrk(*load))
            with writer:
                busy.append(wrk(*load))
    rates = [statistics.median(run.rate for run in runs) for runs in (quiet, busy)]
    rows = [
        [
            name, f"{rate:,.0f}", f"{rate / rates[0]:.2f}",
            f"{statistics.median(run.p99_milliseconds for run in runs):.2f}",
        ]
        for name, rate, runs in zip(("resting", "changing"), rates, (quiet, busy))
    ]
    return section(
        "Reading while groups change",
        f"`get_group_info` of one of {GROUPS} groups of 2 members over HTTP with {options.connections} connections. While"
        f" they change, a writer on the same machine renames one of them {WRITES_PER_SECOND} times a second and reads it"
        " back after each OK.",
        ["groups", "req/s", "share", "99 % within ms"],
        rows,
        f"{writer.writes:,} changes at {writer.writes / writer.seconds:,.0f} a second; {writer.stale} were read back stale.",
    )


class Writer:
    """Renames one group after the other at a steady rate, and reads each back on another connection."""

    def __init__(self, server):
        self._server = server
        self._is_over = threading.Event()
        self._thread = None
        self.writes = 0
        self.stale = 0
        self.seconds = 0.0

    def __enter__(self):
        self._is_over.clear()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._is_over.set()
        self._thread.join()
        if self.stale:
            raise SystemExit(f"{self.stale} answers were older than the change that had been acknowledged before")

    def _run(self):
        begin = time.perf_counter()
        with self._server.connect() as writing, self._server.connect() as reading:
            count = 0
            while not self._is_over.is_set():
                group, name = f"read-{count % GROUPS}", f"Change {self.writes}"
                writing.ok("modify_group_base_info", {"GroupId": group, "Name": name})
                self.stale += reading.group(group)["Name"] != name
                self.writes += 1
                count += 1
                self._is_over.wait(max(0.0, begin + count / WRITES_PER_SECOND - time.perf_counter()))
        self.seconds += time.perf_counter() - begin
