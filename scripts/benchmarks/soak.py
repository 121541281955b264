"""Memory under a mixed load that goes on."""

import json
import pathlib
import time

from .compatibility import live_server
from .load import posts, wrk
from .page import section
from .processes import progress
from .world import create_groups, fresh_server

GROUPS = 2_000
# More than SQLite's caches hold: they are full after the first minute, and what grows later is something else.
MESSAGES_BEFORE = 40
CONNECTIONS = 16
SENT = {
    "GroupId": "soak-%d", "From_Account": "user-000001", "Random": "%d",
    "MsgBody": [{"MsgType": "TIMTextElem", "MsgContent": {"Text": "Still here."}}],
}


def measure(options):
    """Reads, messages, renamings and groups that come and go, for `--minutes`."""
    with fresh_server() as server:
        with server.connect() as api:
            create_groups(api, "soak", GROUPS, 5)
            import_messages(api)
            loads = mixed_loads(api)
        begin = time.perf_counter()
        rows = []
        calls = 0
        minute = 0
        while minute < options.minutes:
            while time.perf_counter() - begin < (minute + 1) * 60:
                for connections, lua in loads:
                    calls += wrk(server.ready["http"], lua(calls), [server.pid], connections, 1).requests
            minute += 1
            if minute & (minute - 1) == 0 or minute == options.minutes:
                rows.append([str(minute), f"{calls:,}", *figures(server)])
                progress(f"Soak: {minute} of {options.minutes} minutes, {rows[-1][2]} MiB")
    return section(
        "Memory over time",
        f"Reads of {GROUPS:,} groups, history, messages, renamings, and groups that are created and destroyed, in turns a"
        f" second each with {CONNECTIONS} connections. Each group has {MESSAGES_BEFORE} messages before.",
        ["minutes", "calls", "memory MiB", "store MiB", "open files"],
        rows,
        "Memory is what the process has resident. Up to 16 MB of it are pages of the store that its writer keeps, and up to 4 MB"
        " those of each of four readers. All five are opened at the start.",
    )


def import_messages(api):
    """Gives each group the messages that it has before."""
    body = [{"MsgType": "TIMTextElem", "MsgContent": {"Text": "A message of some length. " * 16}}]
    message = {"From_Account": SENT["From_Account"], "MsgBody": body, "SendTime": int(time.time())}
    for number in range(GROUPS):
        for _ in range(MESSAGES_BEFORE // 20):
            api.ok("import_group_msg", {"GroupId": f"soak-{number}", "MsgList": [message] * 20})


def figures(server):
    """Memory, the size of the store on disk, and the number of open files."""
    memory = live_server.resident_bytes(server.pid)
    store = sum(file.stat().st_size for file in pathlib.Path(server.data).glob("qun.sqlite*"))
    files = len(list(pathlib.Path(f"/proc/{server.pid}/fd").iterdir()))
    return [f"{memory / 2**20:.1f}", f"{store / 2**20:.1f}", str(files)]


def mixed_loads(api):
    """Pairs of connections and a function that makes a wrk script, given a number that is new each time."""
    path = api.path
    sent = json.dumps(SENT, separators=(",", ":")).replace('"%d"', "%d")
    group = f"math.random(0, {GROUPS - 1})"
    new = '{"GroupId":"new-%d","Type":"Public","Name":"New","Owner_Account":"user-000001"}'
    return [
        (CONNECTIONS, lambda first: posts(path("get_group_info"), '{"GroupIdList":["soak-%d"]}', group)),
        (CONNECTIONS, lambda first: posts(path("send_group_msg"), sent, group, f"({first} + count) % 4294967296")),
        (CONNECTIONS, lambda first: posts(
            path("group_msg_get_simple"), '{"GroupId":"soak-%d","ReqMsgNumber":20}', group)),
        (CONNECTIONS, lambda first: posts(
            path("modify_group_base_info"), '{"GroupId":"soak-%d","Name":"Name %d"}', group, f"{first} + count")),
        # one connection, so that a group is there when it is destroyed
        (1, lambda first: posts(path("create_group"), new, "count")),
        (1, lambda first: posts(path("destroy_group"), '{"GroupId":"new-%d"}', "count")),
    ]
