"""Sending messages beside the bare store, and reading history."""

import json
import os
import pathlib
import shutil
import sqlite3
import statistics
import tempfile
import time

from .load import posts, wrk
from .page import section
from .processes import progress
from .world import create_groups, fresh_server, together

GROUPS = 1_000
SENDER = "user-000001"
TEXT = "The bridge is clear from six, and the night shift has handed over its keys."
HISTORIES = {"10,000 messages": 10_000, "1,000,000 messages": 1_000_000}
PAGE_SIZE = 20


def measure(options):
    return "\n".join([measure_sending(options), measure_history(options)])


# Sending


def measure_sending(options):
    """`send_group_msg` with one sender and with 64, into one group and into many."""
    cases = [(senders, groups) for groups in (1, GROUPS) for senders in (1, 64)]
    loads, bare_rates = ({case: [] for case in cases} for _ in range(2))
    with fresh_server() as server:
        with server.connect() as api:
            create_groups(api, "sent", GROUPS, 2)
            path = api.path("send_group_msg")
            server.stop()
            with BareStore(server.data) as bare:
                server.start()
                for round_number in range(options.rounds):
                    progress(f"Messages, round {round_number + 1} of {options.rounds}")
                    for senders, groups in cases:
                        script = sending(path, groups, round_number, senders)
                        load = wrk(server.ready["http"], script, [server.pid], senders, options.seconds)
                        loads[senders, groups].append(load)
                        bare_rates[senders, groups].append(bare.rate(senders, groups, options.seconds))
            check_stored(server, sum(load.requests for runs in loads.values() for load in runs))
    rows = []
    for senders, groups in cases:
        runs = loads[senders, groups]
        rate = statistics.median(run.rate for run in runs)
        bare = statistics.median(bare_rates[senders, groups])
        rows.append(
            [
                f"{senders} into {groups:,}", f"{rate:,.0f}", f"{bare:,.0f}", f"{rate / bare:.2f}",
                f"{statistics.median(run.p99_milliseconds for run in runs):.1f}",
                f"{statistics.median(run.cpu_per_thousand for run in runs):.3f}",
            ]
        )
    return section(
        "Sending messages",
        "`send_group_msg` over HTTP; an OK means that the message is on disk. The bare store is one process that writes"
        " the same rows of a copy of the same database from a loop: no HTTP, no JSON, no checks, and in each commit as"
        " many messages as there are senders.",
        ["senders into groups", "messages/s", "bare store", "share", "99 % within ms", "CPU s per 1,000"],
        rows,
        "Every acknowledged message was found in the groups' sequences afterwards.",
    )


def sending(path, groups, round_number, senders):
    """A wrk script that sends different messages to one group after the other."""
    body = {
        "GroupId": "sent-%d", "From_Account": SENDER, "Random": "%d",
        "MsgBody": [{"MsgType": "TIMTextElem", "MsgContent": {"Text": TEXT}}],
    }
    template = json.dumps(body, separators=(",", ":")).replace('"%d"', "%d")
    first = (round_number * 64 + senders) * 10_000_000 % 2**32
    return posts(path, template, f"count % {groups}", f"({first} + count) % 4294967296")


def check_stored(server, acknowledged):
    """The groups' sequences must hold what was acknowledged."""
    identifiers = [f"sent-{number}" for number in range(GROUPS)]
    sent = 0
    with server.connect() as api:
        for start in range(0, GROUPS, 50):
            answer = api.ok(
                "get_group_info",
                {
                    "GroupIdList": identifiers[start : start + 50],
                    "ResponseFilter": {"GroupBaseInfoFilter": ["NextMsgSeq"]},
                },
            )
            sent += sum(entry["NextMsgSeq"] - 1 for entry in answer["GroupInfo"])
    if sent < acknowledged:
        raise SystemExit(f"{acknowledged} messages were acknowledged, {sent} are stored")


class BareStore:
    """A copy of a stopped server's database, written to by the plainest loop there is."""

    def __init__(self, data):
        # beside the original, so that both are on the same disk
        self._folder = pathlib.Path(tempfile.mkdtemp(dir=pathlib.Path(data).parent))
        for file in pathlib.Path(data).glob("qun.sqlite*"):
            shutil.copy(file, self._folder)
        self._database = sqlite3.connect(self._folder / "qun.sqlite", isolation_level=None)
        self._database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000")
        self._groups = [
            (number, app)
            for number, app in self._database.execute(
                "SELECT number, app FROM groups WHERE group_id LIKE 'sent-%' ORDER BY length(group_id), group_id"
            )
        ]
        self._next_seq = [1] * len(self._groups)
        self._body = json.dumps(
            [{"MsgType": "TIMTextElem", "MsgContent": {"Text": TEXT}}], separators=(",", ":")
        ).encode()

    def rate(self, messages_per_commit, groups, seconds):
        """Messages a second."""
        count, begin = 0, time.perf_counter()
        while (now := time.perf_counter()) - begin < seconds:
            self._database.execute("BEGIN IMMEDIATE")
            for _ in range(messages_per_commit):
                self._send(count % groups, count)
                count += 1
            self._database.execute("COMMIT")
        return count / (now - begin)

    def _send(self, group, random):
        execute = self._database.execute
        number, app = self._groups[group]
        seq = self._next_seq[group]
        self._next_seq[group] += 1
        now = int(time.time())
        execute(
            "INSERT INTO messages (id, sender, time, random, priority, flags, uncounted, body, cloud_custom_data)"
            " VALUES (?, ?, ?, ?, 3, 0, 0, ?, x'')",
            ((group + 1) << 32 | seq, SENDER, now, random, self._body),
        )
        execute(
            "UPDATE groups SET next_msg_seq = ?, last_msg_time = ?, version = version + 1 WHERE number = ?",
            (seq + 1, now, number),
        )
        execute(
            "UPDATE members SET last_send_msg_time = ?, msg_seq = ? WHERE app = ? AND account = ? AND group_number = ?",
            (now, seq, app, SENDER, number),
        )
        execute(
            "INSERT OR REPLACE INTO recent_sends (app, kept_until, stream, random, digest, seq, time)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (app, now + 300, group + 1, random, os.urandom(16), seq, now),
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._database.close()
        shutil.rmtree(self._folder)


# History


def measure_history(options):
    """Pages of 20 from anywhere in histories of different lengths."""
    with fresh_server() as server:
        groups = {}
        seconds = {}
        for number, (case, count) in enumerate(HISTORIES.items()):
            groups[case] = f"history-{number}"
            progress(f"Importing {count:,} messages")
            seconds[case] = import_history(server, groups[case], count)
        loads = {case: [] for case in HISTORIES}
        with server.connect() as api:
            path = api.path("group_msg_get_simple")
            for round_number in range(options.rounds):
                progress(f"History, round {round_number + 1} of {options.rounds}")
                for case, count in HISTORIES.items():
                    script = paging(path, groups[case], count)
                    load = (options.connections, options.seconds)
                    loads[case].append(wrk(server.ready["http"], script, [server.pid], *load))
        size = sum(file.stat().st_size for file in pathlib.Path(server.data).glob("qun.sqlite*"))
    rates = {case: statistics.median(run.rate for run in runs) for case, runs in loads.items()}
    first = next(iter(rates.values()))
    rows = [
        [
            case, f"{rates[case]:,.0f}", f"{rates[case] / first:.2f}",
            f"{statistics.median(run.p99_milliseconds for run in runs):.1f}",
            f"{statistics.median(run.cpu_per_thousand for run in runs):.3f}",
        ]
        for case, runs in loads.items()
    ]
    count = HISTORIES[case]
    return section(
        "Reading history",
        f"`group_msg_get_simple` over HTTP with {options.connections} connections: pages of {PAGE_SIZE} from anywhere in"
        " a group's history.",
        ["messages in the group", "pages/s", "against the first", "99 % within ms", "CPU s per 1,000"],
        rows,
        f"Importing {count:,} messages took {seconds[case]:.0f} s in calls of 20 over four connections,"
        f" {count / seconds[case]:,.0f} messages a second; the database is {size / 2**20:,.0f} MiB.",
    )


def import_history(server, group, count):
    """Imports a group with messages over four connections; returns the seconds it took."""
    sent = {"From_Account": SENDER, "MsgBody": [{"MsgType": "TIMTextElem", "MsgContent": {"Text": TEXT}}]}
    with server.connect() as api:
        body = {"GroupId": group, "Type": "Public", "Name": "Old", "CreateTime": 1_600_000_000}
        api.ok("import_group", {**body, "Owner_Account": SENDER})
    # one moment for all, so that the connections need not keep an order
    messages = [{**sent, "SendTime": 1_600_000_001}] * 20
    body = json.dumps({"GroupId": group, "MsgList": messages}).encode()

    def work(calls):
        with server.connect() as api:
            for _ in range(calls):
                api.call_bytes("import_group_msg", body)

    seconds = together(work, [count // 20 // 4] * 4)
    with server.connect() as api:
        found = api.group(group, GroupBaseInfoFilter=["NextMsgSeq"])["NextMsgSeq"] - 1
    if found != count:
        raise SystemExit(f"{group} has {found} messages instead of {count}")
    return seconds


def paging(path, group, count):
    """A wrk script that asks for pages from anywhere."""
    template = f'{{"GroupId":"{group}","ReqMsgNumber":{PAGE_SIZE},"ReqMsgSeq":%d}}'
    return posts(path, template, f"math.random({PAGE_SIZE}, {count})")
