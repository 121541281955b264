"""Memory and open files under a mix of calls that goes on: after a warm-up neither grows."""

import concurrent.futures
import os
import time

import live_server
from messages import message

CLIENTS = 4
GROUPS = 200
MEMBERS = [f"member-{number}" for number in range(5)]
WARM_ROUNDS = 150
MEASURED_ROUNDS = 450
# What a round of 17 calls may leave behind: 1 KB lost with each call is over eight times that. Messages in SQLite's cache of its
# pages take some hundred bytes.
BYTES_PER_ROUND = 2048
# Connections whose end the server has not seen yet.
FILES_THAT_MAY_OPEN = 16


def name(number):
    return f"memory-{number % GROUPS}"


def make_groups(api, numbers):
    listed = [{"Member_Account": account} for account in MEMBERS[1:]]
    for number in numbers:
        api.ok(
            "create_group",
            {
                "GroupId": name(number),
                "Type": "Public",
                "Name": f"Group {number}",
                "Introduction": "An introduction of ordinary length",
                "Owner_Account": MEMBERS[0],
                "MemberList": listed,
                "AppDefinedData": [{"Key": "tier", "Value": "gold"}],
            },
        )


def make_calls(api, client, number):
    """One round of the mix; returns how many calls it made."""
    # the factor has no divisor in common with the number of groups, so that each has its turn
    first = (number * CLIENTS + client) * 7
    guest = [f"guest-{client}-{number % 25}"]
    fresh = f"fresh-{client}-{number}"
    several = [name(first + step) for step in range(10)]
    filters = {"GroupBaseInfoFilter": ["Name", "MemberNum"], "MemberInfoFilter": ["Role", "JoinTime"]}
    calls = [
        *[("get_group_info", {"GroupIdList": [name(first + step)]}) for step in range(4)],
        ("get_group_info", {"GroupIdList": several}),
        ("get_group_info", {"GroupIdList": several, "ResponseFilter": filters}),
        ("get_group_member_info", {"GroupId": name(first), "Limit": 3}),
        ("get_joined_group_list", {"Member_Account": MEMBERS[1], "Limit": 5}),
        ("send_group_msg", message(name(first), "Still here.", sender=MEMBERS[0])),
        ("group_msg_get_simple", {"GroupId": name(first), "ReqMsgNumber": 20}),
        ("modify_group_base_info", {"GroupId": name(first + 1), "Name": f"Name {number}"}),
        ("add_group_member", {"GroupId": name(first + 2), "MemberList": [{"Member_Account": guest[0]}]}),
        ("delete_group_member", {"GroupId": name(first + 2), "MemberToDel_Account": guest}),
        ("create_group", {"GroupId": fresh, "Type": "Public", "Name": "Fresh", "Owner_Account": MEMBERS[0]}),
        ("get_group_info", {"GroupIdList": [fresh]}),
        ("destroy_group", {"GroupId": fresh}),
    ]
    for command, body in calls:
        api.ok(command, body)
    assert api.code("destroy_group", {"GroupId": fresh}) == 10010
    return len(calls) + 1


def work(server, client, rounds):
    """Makes a client's rounds, each on a connection of its own; returns how many calls it made."""
    calls = 0
    for number in rounds:
        with server.connect() as api:
            calls += make_calls(api, client, number)
    return calls


def work_together(server, rounds):
    """The same rounds of all clients at once; returns how many calls they made."""
    with concurrent.futures.ThreadPoolExecutor(CLIENTS) as clients:
        return sum(clients.map(lambda client: work(server, client, rounds), range(CLIENTS)))


def open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def test_memory_and_open_files_do_not_grow_with_the_number_of_calls(tmp_path, measured):
    # a read cache that overflows, so that groups leave it as often as they come
    with live_server.Server(tmp_path, "--no-tls", "--auto-import-accounts", "--read-cache-bytes", 2**19) as server:
        with server.connect() as api:
            make_groups(api, range(GROUPS))
        work_together(server, range(WARM_ROUNDS))
        memory = live_server.resident_bytes(server.pid)
        files = open_files(server.pid)

        begin = time.monotonic()
        calls = work_together(server, range(WARM_ROUNDS, WARM_ROUNDS + MEASURED_ROUNDS))
        seconds = time.monotonic() - begin
        growth = live_server.resident_bytes(server.pid) - memory
        opened = open_files(server.pid) - files

    measured(
        f"{memory / 2**20:.1f} MiB and {files} files after a warm-up, {growth / 2**20:+.2f} MiB and {opened:+} files"
        f" after {calls} more calls in {seconds:.1f} s"
    )
    assert growth < BYTES_PER_ROUND * MEASURED_ROUNDS * CLIENTS
    assert opened < FILES_THAT_MAY_OPEN
