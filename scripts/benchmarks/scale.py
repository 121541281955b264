"""A store of a million groups beside one of a thousand."""

import contextlib
import json
import pathlib
import statistics
import tempfile
import time

from .compatibility import live_server
from .load import posts, wrk
from .page import section
from .processes import progress

STORES = {"1,000 groups": 1_000, "1,000,000 groups": 1_000_000}
MEMBERS = 10
ACCOUNTS = 100_000
HOT_GROUPS = 1_000
NO_CACHE = ("--read-cache-bytes", "0")


def measure(options):
    """Random reads without a cache, and hot reads with one, in a small and in a large store."""
    with contextlib.ExitStack() as stack:
        folders = {name: stack.enter_context(tempfile.TemporaryDirectory()) for name in STORES}
        seconds = {name: fill(folders[name], count) for name, count in STORES.items()}
        cold = compare(folders, dict(STORES), NO_CACHE, "Cold", options)
        hot = compare(folders, dict.fromkeys(STORES, HOT_GROUPS), (), "Hot", options)
        sizes = {
            name: sum(file.stat().st_size for file in pathlib.Path(folder).glob("qun.sqlite*"))
            for name, folder in folders.items()
        }
    rows = []
    for title, (runs, memory) in (("cold", cold), ("hot", hot)):
        small = None
        for name in STORES:
            p50, p99 = (
                statistics.median(getattr(run, field) for run in runs[name])
                for field in ("p50_milliseconds", "p99_milliseconds")
            )
            small = small or (p50, p99)
            rows.append(
                [
                    f"{title}, {name}", f"{p50:.3f}", f"{p50 / small[0]:.2f}", f"{p99:.3f}", f"{p99 / small[1]:.2f}",
                    f"{memory[name] / 2**20:.0f}",
                ]
            )
    name, count = list(STORES.items())[-1]
    return section(
        "A million groups",
        f"`get_group_info` of one group of {MEMBERS} members over HTTP with one connection. Cold: any group, with the"
        f" read cache switched off, so that every answer is read from the store; the file is in the system's page cache."
        f" Hot: one of {HOT_GROUPS:,} groups, with the read cache.",
        ["reads", "p50 ms", "against 1,000", "p99 ms", "against 1,000", "memory MiB"],
        rows,
        f"Creating {count:,} groups with {count * MEMBERS:,} memberships over HTTP took {seconds[name]:.0f} s,"
        f" {count / seconds[name]:,.0f} groups a second; the database is {sizes[name] / 2**20:,.0f} MiB.",
    )


@contextlib.contextmanager
def serving(folder, *flags):
    with live_server.Server(folder, "--no-tls", "--auto-import-accounts", *flags) as server:
        yield server


def fill(folder, count):
    """Creates groups through the protocol; returns the seconds it took."""
    progress(f"Creating {count:,} groups")
    members = [{"Member_Account": "user-%d"}] * (MEMBERS - 1)
    body = {
        "GroupId": "g-%d", "Type": "Public", "Name": "Group %d", "Owner_Account": "user-%d",
        "ApplyJoinOption": "FreeAccess", "Introduction": "An introduction of ordinary length", "MemberList": members,
    }
    template = json.dumps(body, separators=(",", ":"))
    begin = time.perf_counter()
    with serving(folder) as server, server.connect() as api:
        while (made := number_of_groups(api)) < count:
            number = f"({made} + count - 1)"
            # neighbours have different accounts, so that an account's groups lie far apart
            accounts = [f"({number} * 7 + {place * 9_973}) % {ACCOUNTS}" for place in range(MEMBERS)]
            lua = posts(api.path("create_group"), template, number, number, *accounts)
            seconds = 1 if count - made < 20_000 else 10
            wrk(server.ready["http"], lua, [server.pid], 64, seconds)
    return time.perf_counter() - begin


def number_of_groups(api):
    return api.ok("get_appid_group_list", {"Limit": 1})["TotalCount"]


def compare(folders, ranges, flags, title, options):
    """Reads random groups of each store in turns; returns the runs and the servers' memory by store."""
    runs = {name: [] for name in folders}
    with contextlib.ExitStack() as stack:
        servers = {name: stack.enter_context(serving(folder, *flags)) for name, folder in folders.items()}
        loads = {}
        for name, server in servers.items():
            with server.connect() as api:
                path = api.path("get_group_info")
            loads[name] = posts(path, '{"GroupIdList":["g-%d"]}', f"math.random(0, {ranges[name]} - 1)")
            wrk(server.ready["http"], loads[name], [server.pid], 1, options.seconds)
        for round_number in range(options.rounds):
            progress(f"{title} reads, round {round_number + 1} of {options.rounds}")
            for name, server in servers.items():
                runs[name].append(wrk(server.ready["http"], loads[name], [server.pid], 1, options.seconds))
        memory = {name: live_server.resident_bytes(server.pid) for name, server in servers.items()}
    return runs, memory
