"""A Community with 100,000 members: what is too large is refused early, what is small is answered at once."""

import statistics
import threading
import time

import pytest

import live_server

MEMBERS = 100_000
IMPORT_SIZE = 300
IMPORTERS = 4
ANSWER_LIMIT = 1_048_576
REPEATS = 7

LARGE = "@TGS#_large"
FITTING = "@TGS#_fitting"


def account(number):
    return f"m{number:07}"


def fill(server, group, count):
    """Imports members 0 … count-1 of a Community, member 0 as its owner, over several connections."""
    with server.connect() as api:
        api.ok("account_import", {"UserID": account(0)})
        api.ok("import_group", {"GroupId": group, "Type": "Community", "Name": "Large", "Owner_Account": account(0)})
    starts = range(1, count, IMPORT_SIZE)
    failures = []

    def work(share):
        with server.connect() as api:
            for start in share:
                listed = [{"Member_Account": account(n)} for n in range(start, min(start + IMPORT_SIZE, count))]
                answer = api.ok("import_group_member", {"GroupId": group, "MemberList": listed})
                failures.extend(item for item in answer["MemberList"] if item["Result"] != 1)

    threads = [threading.Thread(target=work, args=(starts[first::IMPORTERS],)) for first in range(IMPORTERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def median_seconds(action):
    """The median time of an action, after one run that does not count."""
    action()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


@pytest.fixture(scope="module")
def large_server(tmp_path_factory, measured):
    """A server with the large Community and one whose unfiltered answer is just below the limit."""
    with live_server.Server(tmp_path_factory.mktemp("large"), "--auto-import-accounts") as server:
        start = time.perf_counter()
        fill(server, LARGE, MEMBERS)
        measured(f"{MEMBERS} members imported in {time.perf_counter() - start:.1f} s")
        fill(server, FITTING, 100)
        with server.connect() as api:
            small = len(api.call_bytes("get_group_info", b'{"GroupIdList":["%s"]}' % FITTING.encode()))
            fill_more = int((ANSWER_LIMIT - 20_000) / (small / 100))
        for start in range(100, fill_more, IMPORT_SIZE):
            listed = [{"Member_Account": account(n)} for n in range(start, min(start + IMPORT_SIZE, fill_more))]
            with server.connect() as api:
                api.ok("import_group_member", {"GroupId": FITTING, "MemberList": listed})
        yield server


@pytest.fixture
def ask(large_server):
    """Asks for one group and returns the answer."""
    with large_server.connect() as api:
        yield lambda group, **filters: api.call(
            "get_group_info", {"GroupIdList": [group], **({"ResponseFilter": filters} if filters else {})}
        )


def test_every_member_was_imported(ask):
    (entry,) = ask(LARGE, GroupBaseInfoFilter=["MemberNum", "MaxMemberNum"])["GroupInfo"]
    assert (entry["MemberNum"], entry["MaxMemberNum"]) == (MEMBERS, MEMBERS)


def test_one_more_member_does_not_fit(large_server):
    with large_server.connect() as api:
        body = {"GroupId": LARGE, "MemberList": [{"Member_Account": account(MEMBERS)}]}
        assert api.code("add_group_member", body) == 10014
        assert api.ok("import_group_member", body)["MemberList"] == [
            {"Member_Account": account(MEMBERS), "Result": 0}
        ]


def test_answer_just_below_the_limit_is_whole(large_server):
    with large_server.connect() as api:
        answer = api.call_bytes("get_group_info", b'{"GroupIdList":["%s"]}' % FITTING.encode())
        entry = api.group(FITTING)
    assert 0.9 * ANSWER_LIMIT < len(answer) <= ANSWER_LIMIT
    assert entry["MemberNum"] == len(entry["MemberList"])
    assert entry["MemberList"][0]["Role"] == "Owner"
    assert len({member["Member_Account"] for member in entry["MemberList"]}) == entry["MemberNum"]


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"MemberInfoFilter": ["Role"]},
        {"AppDefinedDataFilter_GroupMember": ["seat"]},
        {"GroupBaseInfoFilter": ["Name"], "MemberInfoFilter": ["Role", "JoinTime"]},
    ],
    ids=["unfiltered", "member filter", "member custom filter", "base and member filter"],
)
def test_answer_with_all_members_is_too_large(ask, filters):
    answer = ask(LARGE, **filters)
    assert list(answer) == ["ActionStatus", "ErrorInfo", "ErrorCode"]
    assert (answer["ActionStatus"], answer["ErrorCode"]) == ("FAIL", 10018)


def test_pages_hold_every_member_once_and_late_ones_cost_what_early_ones_do(large_server, measured):
    with large_server.connect() as api:

        def page(cursor):
            return api.ok("get_group_member_info", {"GroupId": LARGE, "Next": cursor})

        start = time.perf_counter()
        cursors, found = [""], []
        while True:
            answer = page(cursors[-1])
            assert answer["MemberNum"] == MEMBERS
            found += [member["Member_Account"] for member in answer["MemberList"]]
            if answer["Next"] == "":
                break
            assert len(answer["MemberList"]) == 100
            cursors.append(answer["Next"])
        whole = time.perf_counter() - start
        assert found[0] == account(0)
        assert len(found) == MEMBERS
        assert set(found) == {account(number) for number in range(MEMBERS)}
        early, late = (median_seconds(lambda: page(cursor)) for cursor in (cursors[1], cursors[-1]))
    measured(
        f"{MEMBERS} members in pages of 100: {whole:.1f} s; page 2 {early * 1000:.2f} ms,"
        f" page {len(cursors)} {late * 1000:.2f} ms"
    )
    assert late < 4 * early


def test_single_members_are_found_without_reading_the_others(large_server, ask, measured):
    with large_server.connect() as api:
        accounts = [account(number) for number in range(0, MEMBERS, MEMBERS // 50)]
        body = {"GroupId": LARGE, "Member_List_Account": accounts, "MemberInfoFilter": ["Role"]}
        specified = median_seconds(lambda: api.ok("get_specified_group_member_info", body))
        roles_body = {"GroupId": LARGE, "User_Account": [*accounts, "nobody-here"]}
        roles = api.ok("get_role_in_group", roles_body)["UserIdList"]
        answer = api.ok("get_specified_group_member_info", body)
    assert [member["Member_Account"] for member in answer["MemberList"]] == accounts
    assert [item["Role"] for item in roles] == ["Owner", *["Member"] * 49, "NotMember"]
    measured(f"50 of {MEMBERS} members by name: {specified * 1000:.2f} ms")
    assert specified < median_seconds(lambda: ask(FITTING))


def test_refusal_takes_about_the_time_of_an_answer_that_fits(ask, measured):
    fitting = median_seconds(lambda: ask(FITTING))
    refused = median_seconds(lambda: ask(LARGE))
    base_only = median_seconds(lambda: ask(LARGE, GroupBaseInfoFilter=["Name", "MemberNum"]))
    measured(
        f"{MEMBERS} members: 10018 after {refused * 1000:.1f} ms, base filter {base_only * 1000:.2f} ms;"
        f" a 1 MB answer {fitting * 1000:.1f} ms"
    )
    assert refused < 4 * fitting
    assert base_only < fitting / 2


def test_refusal_takes_about_the_memory_of_an_answer_that_fits(large_server, ask, measured):
    for _ in range(REPEATS):
        ask(FITTING)
    before = live_server.resident_bytes(large_server.pid)
    live_server.forget_highest_resident(large_server.pid)
    for _ in range(REPEATS):
        ask(LARGE)
        ask(LARGE, MemberInfoFilter=["Role"])
    growth = live_server.resident_bytes(large_server.pid, "VmHWM") - before
    measured(f"{before / 2**20:.1f} MiB resident after 1 MB answers, {growth / 2**20:+.1f} MiB at most while refusing")
    assert growth < 8 * ANSWER_LIMIT
