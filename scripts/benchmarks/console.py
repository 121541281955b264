"""What the pages of the console ask for, in a store with many groups and a Community of 100,000 members."""

import hashlib
import json
import os
import random
import statistics
import tempfile
import time

from .compatibility import control_port, live_server
from .page import section
from .processes import progress

APP = 1_400_000_001
ACCOUNTS = 100_000
MEMBERS = 100_000
MESSAGES = 100_000
# groups of one owner, for the page of somebody who has many
OWNED = 10_000
RARE_TYPE, RARE = "ChatRoom", 100
COMMUNITY = "@TGS#_large"
START = 1_700_000_000
PAGE = 50


def measure(options):
    """Each request that a page makes, over the control port, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "app.jsonl")
        progress(f"Writing a snapshot of {options.groups:,} groups")
        write_snapshot(file, options.groups)
        progress("Importing it")
        begin = time.perf_counter()
        data = os.path.join(folder, "data")
        imported = live_server.run_qun("import", "--data", data, "--app", APP, "--input", file, timeout=3_600)
        assert imported.returncode == 0, imported.stderr
        seconds = time.perf_counter() - begin
        size = os.path.getsize(file)
        os.unlink(file)
        with live_server.Server(data, "--no-tls", "--auto-import-accounts", "--sdkappid", APP, "--secret-key", "key") as server:
            rows = [row(server, *case, options) for case in cases(server, options.groups)]
            memory = live_server.resident_bytes(server.pid)
    return section(
        "The console with many groups",
        f"Requests of the pages over the control port, one after the other, each over a connection of its own, in a store of"
        f" {options.groups:,} groups and a Community of {MEMBERS:,} members with {MESSAGES:,} messages.",
        ["request", "median ms", "slowest ms", "bytes"],
        rows,
        f"The server has {memory / 2**20:.0f} MiB then. The store came of a snapshot of {size / 2**20:,.0f} MiB, which `qun import` checked,"
        f" stored and compared in {seconds:.0f} s.",
    )


def row(server, name, method, path, body, options):
    progress(f"Console: {name}")
    app = control_port.AppControl(server, APP)
    times = []
    for _ in range(4 * options.rounds):
        begin = time.perf_counter()
        answer = app.ask(method, path, body)
        times.append(1_000 * (time.perf_counter() - begin))
        assert answer.status == 200 and answer.json.get("ErrorCode", 0) == 0, answer.body
    return [name, f"{statistics.median(times):.1f}", f"{max(times):.1f}", f"{len(answer.body):,}"]


def cases(server, groups):
    """Names, methods, paths and bodies; as `Sources/ConsolePages/Pages` asks."""
    app = control_port.AppControl(server, APP)

    def command(name, service="group_open_http_svc", **body):
        return "POST", f"/commands/{service}/{name}", body

    def find(query):
        return "GET", f"/groups?limit={PAGE}{query}", None

    def members(**fields):
        return command("get_group_member_info", GroupId=COMMUNITY, **fields)

    cursor = ""
    for _ in range(MEMBERS // 2 // 100):
        cursor = app.ok(*members(Limit=100, Next=cursor))["Next"]
    base = {"GroupBaseInfoFilter": ["Type", "Name", "Owner_Account", "MemberNum", "CreateTime"]}
    return [
        ("groups, first page", *find("")),
        ("groups, a page from the middle", *find(f"&after={groups // 2}")),
        ("groups by a whole identifier", *command("get_group_info", GroupIdList=[f"g-{groups - 1}"], ResponseFilter=base)),
        ("groups by a name that many have", *find("&text=group%201")),
        ("groups by a name that nobody has, 2,000 groups", *find("&text=nobody")),
        (f"groups of a type that {RARE} have", *find(f"&type={RARE_TYPE}")),
        ("groups of an owner of 10", *find("&owner=user-000007")),
        (f"groups of an owner of {OWNED:,}", *find("&owner=collector")),
        ("accounts by how their names begin", "GET", f"/accounts?prefix=user-05&limit={PAGE}", None),
        ("the Community", *command("get_group_info", GroupIdList=[COMMUNITY], ResponseFilter=base)),
        ("its members, first page", *members(Limit=PAGE, Next="")),
        ("its members, a page from the middle", *members(Limit=PAGE, Next=cursor)),
        ("its admins", *members(Limit=PAGE, Next="", MemberRoleFilter=["Admin"])),
        ("one of its members", *command("get_specified_group_member_info", GroupId=COMMUNITY, Member_List_Account=["user-050000"])),
        ("its messages, newest page", *command("group_msg_get_simple", GroupId=COMMUNITY, ReqMsgNumber=20)),
        ("its messages, a page from the middle", *command(
            "group_msg_get_simple", GroupId=COMMUNITY, ReqMsgNumber=20, ReqMsgSeq=MESSAGES // 2)),
    ]


# MARK: The store


def write_snapshot(path, groups):
    """Writes what `qun export` would write of such an app."""
    counts, digest = {}, hashlib.sha256()
    header = line({"Kind": "header", "Form": 1, "SdkAppid": APP, "Time": START, "Program": "scripts/bench"})
    with open(path, "wb", buffering=1 << 20) as file:
        file.write(header)
        for record in records(groups):
            written = line(record)
            counts[record["Kind"]] = counts.get(record["Kind"], 0) + 1
            digest.update(written)
            file.write(written)
        file.write(line({
            "Kind": "footer", "Counts": counts, "Digest": digest.hexdigest(),
            "HeaderDigest": hashlib.sha256(header).hexdigest()}))


def line(record):
    return json.dumps(record, separators=(",", ":")).encode() + b"\n"


def records(groups):
    accounts = sorted(["administrator", "collector", *(f"user-{number:06}" for number in range(ACCOUNTS))])
    for account in accounts:
        yield {"Kind": "account", "UserID": account, "ImportTime": START}
    profile = {
        "Kind": "group", "NextEntry": 2, "Version": 1, "CreateTime": START, "LastInfoTime": START, "NextMsgSeq": 1, "MemberNum": 1,
        "MaxMemberNum": 2_000, "ApplyJoinOption": "NeedPermission", "InviteJoinOption": "DisableInvite", "MuteAllMember": "Off",
        "DefaultPermission": 64, "HistoryMsgBeforeJoin": "Off", "IsActivated": True,
    }
    # creation is no order of any other list
    rare = set(random.Random(1).sample(range(groups), RARE))
    for number in range(groups):
        yield {
            **profile, "GroupId": f"g-{number}", "Type": RARE_TYPE if number in rare else "Public", "Name": f"Group {number}",
            "Introduction": "An introduction of ordinary length", "Owner_Account": owner(number, groups),
        }
    yield {
        **profile, "GroupId": COMMUNITY, "Type": "Community", "Name": "Large", "Owner_Account": accounts[-1], "MemberNum": MEMBERS,
        "MaxMemberNum": MEMBERS, "NextEntry": MEMBERS + 1, "NextMsgSeq": MESSAGES + 1, "LastMsgTime": START + MESSAGES,
        "Version": MEMBERS + MESSAGES,
    }
    for number in range(groups):
        yield member(f"g-{number}", owner(number, groups), 1, "Owner")
    for entry, account in enumerate(reversed([name for name in accounts if name.startswith("user-")]), 1):
        yield member(COMMUNITY, account, entry, "Owner" if entry == 1 else "Member")
    yield {"Kind": "conversation", "GroupId": COMMUNITY}
    body = [{"MsgType": "TIMTextElem", "MsgContent": {"Text": "A message of ordinary length, such as people write"}}]
    for sequence in range(1, MESSAGES + 1):
        yield {
            "Kind": "message", "GroupId": COMMUNITY, "MsgSeq": sequence, "From_Account": f"user-{sequence % ACCOUNTS:06}",
            "MsgTimeStamp": START + sequence, "Random": sequence, "MsgPriority": "Normal", "MsgBody": body,
        }


def owner(number, groups):
    # neighbours have different owners, so that an account's groups lie far apart
    return "collector" if number % max(1, groups // OWNED) == 0 else f"user-{number * 7 % ACCOUNTS:06}"


def member(group, account, entry, role):
    return {
        "Kind": "member", "GroupId": group, "Member_Account": account, "JoinTime": START, "Entry": entry, "Role": role,
        "MsgFlag": "AcceptAndNotify",
    }
