"""Servers with groups to measure."""

import contextlib
import tempfile
import threading
import time

from .compatibility import live_server


def accounts_of(count):
    return [f"user-{number:06}" for number in range(count)]


@contextlib.contextmanager
def fresh_server(*flags, stderr=None):
    """A server without TLS on a data folder that goes away with it; its log goes to a file, or to `stderr`."""
    with tempfile.TemporaryDirectory() as data:
        with live_server.Server(data, "--no-tls", "--auto-import-accounts", *flags, stderr=stderr) as server:
            yield server


def together(work, shares):
    """Does the work of each share on a thread of its own; returns the seconds that all take."""
    threads = [threading.Thread(target=work, args=(share,)) for share in shares]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begin


def create_groups(api, stem, groups, members):
    """Creates groups with an owner and further members; returns their identifiers."""
    accounts = accounts_of(members)
    listed = [{"Member_Account": account} for account in accounts[1:]]
    identifiers = []
    for number in range(groups):
        group = f"{stem}-{number}"
        api.ok(
            "create_group",
            {
                "GroupId": group,
                "Type": "Public",
                "Name": f"Group {number}",
                "Introduction": "An introduction of ordinary length",
                "Notification": "Handover at 06:00",
                "FaceUrl": "https://img.example.net/group.png",
                "Owner_Account": accounts[0],
                "ApplyJoinOption": "FreeAccess",
                "AppDefinedData": [{"Key": "tier", "Value": "gold"}, {"Key": "blob", "Value": "abc\u0000\u0001"}],
                "MemberList": listed[:100],
            },
        )
        for start in range(100, len(listed), 300):
            api.ok("add_group_member", {"GroupId": group, "MemberList": listed[start : start + 300]})
        identifiers.append(group)
    return identifiers


def describe_members(api, group, count):
    """Gives each member of a group a name card and custom fields of ordinary length."""
    for number, account in enumerate(accounts_of(count)):
        api.ok(
            "modify_group_member_info",
            {
                "GroupId": group,
                "Member_Account": account,
                "NameCard": f"Member {number}, assembly line",
                "AppMemberDefinedData": [
                    {"Key": "shift", "Value": "early turn"}, {"Key": "badge", "Value": f"{number:08}"},
                    {"Key": "site", "Value": "Plant 7, hall 4"},
                ],
            },
        )


def fill_community(server, group, count):
    """Imports a Community over four connections; returns the seconds it took."""
    accounts = accounts_of(count)
    with server.connect() as api:
        api.ok("import_group", {"GroupId": group, "Type": "Community", "Name": "Large", "Owner_Account": accounts[0]})
    starts = range(1, count, 300)

    def work(share):
        with server.connect() as api:
            for start in share:
                listed = [{"Member_Account": account} for account in accounts[start : min(start + 300, count)]]
                api.ok("import_group_member", {"GroupId": group, "MemberList": listed})

    seconds = together(work, [starts[first::4] for first in range(4)])
    with server.connect() as api:
        number = api.group(group, GroupBaseInfoFilter=["MemberNum"])["MemberNum"]
    if number != count:
        raise SystemExit(f"{group} has {number} members instead of {count}")
    return seconds
