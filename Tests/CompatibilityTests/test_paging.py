"""Paging while others join and leave: who is there from the first page to the last is delivered exactly once."""

import threading
import time

import pytest

import live_server

CONNECTIONS = 4
COMMUNITY_MEMBERS = 5_000
JOINED_GROUPS = 3_000
LONG_AGO = 1448357837


def in_parallel(server, items, work):
    """Calls `work(connection, item)` for every item over a few connections."""
    failures = []

    def run(share):
        try:
            with server.connect() as connection:
                for item in share:
                    work(connection, item)
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(items[first::CONNECTIONS],)) for first in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


class Disturbance:
    """Calls `change(connection, number)` with 0, 1, 2, … on a connection of its own for as long as the block runs."""

    def __init__(self, server, change):
        self._connection = server.connect()
        self._change = change
        self._stopped = threading.Event()
        self._failure = None
        self._thread = threading.Thread(target=self._run)
        self.count = 0

    def _run(self):
        try:
            while not self._stopped.is_set():
                self._change(self._connection, self.count)
                self.count += 1
        except Exception as failure:
            self._failure = failure

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopped.set()
        self._thread.join()
        self._connection.close()
        assert self._failure is None, self._failure
        assert self.count > 0


@pytest.fixture(scope="module")
def paging(tmp_path_factory):
    """A server of this file alone that imports accounts as they are named."""
    with live_server.Server(tmp_path_factory.mktemp("paging"), "--auto-import-accounts") as server:
        yield server


@pytest.fixture
def calls(paging):
    with paging.connect() as connection:
        yield connection


def import_members(connection, group, accounts):
    for start in range(0, len(accounts), 300):
        listed = [{"Member_Account": account} for account in accounts[start : start + 300]]
        answer = connection.ok("import_group_member", {"GroupId": group, "MemberList": listed})
        assert all(item["Result"] == 1 for item in answer["MemberList"])


class TestMembersByOffset:
    LIMIT = 20

    def read(self, connection, group, between_pages=lambda page: None, **filters):
        """Pages through a group as the Go client does: until `Offset` reaches `MemberNum`."""
        found, offset = [], 0
        while True:
            body = {"GroupId": group, "Limit": self.LIMIT, "Offset": offset, **filters}
            answer = connection.ok("get_group_member_info", body)
            page = [item["Member_Account"] for item in answer["MemberList"]]
            assert len(page) <= self.LIMIT
            found += page
            offset += self.LIMIT
            if offset >= answer["MemberNum"]:
                return found
            between_pages(page)

    def make(self, connection, group, count):
        stable = [f"{group}-{number:04}" for number in range(count)]
        connection.ok("create_group", {"GroupId": group, "Type": "Public", "Name": "x", "Owner_Account": stable[0]})
        import_members(connection, group, stable[1:])
        return stable

    def test_newcomers_that_come_and_go_shift_nothing(self, paging, calls):
        stable = self.make(calls, "offset-churn", 500)

        def change(connection, number):
            visitors = [f"visitor-{number}-{place}" for place in range(3)]
            listed = [{"Member_Account": visitor} for visitor in visitors]
            connection.ok("add_group_member", {"GroupId": "offset-churn", "MemberList": listed})
            connection.ok("delete_group_member", {"GroupId": "offset-churn", "MemberToDel_Account": visitors[1:]})

        with Disturbance(paging, change) as disturbance:
            found = self.read(calls, "offset-churn")
        assert found[: len(stable)] == stable
        assert len(found) == len(set(found))
        assert calls.group("offset-churn", GroupBaseInfoFilter=["MemberNum"])["MemberNum"] == 500 + disturbance.count

    def test_order_survives_changes_of_members(self, calls):
        stable = self.make(calls, "offset-changes", 100)

        def change(page):
            body = {"GroupId": "offset-changes", "Member_Account": page[3], "NameCard": "x", "Role": "Admin"}
            calls.ok("modify_group_member_info", body)
            calls.ok("forbid_send_msg", {"GroupId": "offset-changes", "Members_Account": page[:3], "MuteTime": 60})

        assert self.read(calls, "offset-changes", change) == stable

    def test_role_filter_comes_before_the_page(self, calls):
        stable = self.make(calls, "offset-roles", 100)
        for account in stable[10:100:10]:
            body = {"GroupId": "offset-roles", "Member_Account": account, "Role": "Admin"}
            calls.ok("modify_group_member_info", body)
        body = {"GroupId": "offset-roles", "MemberRoleFilter": ["Admin"], "Limit": 5}
        pages = [calls.ok("get_group_member_info", {**body, "Offset": offset}) for offset in (0, 5, 10)]
        assert [[item["Member_Account"] for item in page["MemberList"]] for page in pages] == [
            stable[10:60:10],
            stable[60:100:10],
            [],
        ]


class TestMembersByNext:
    GROUP = "@TGS#_paging"

    @pytest.fixture(scope="class")
    def stable(self, paging):
        """The members of the Community in their order."""
        members = [f"c{number:05}" for number in range(COMMUNITY_MEMBERS)]
        with paging.connect() as connection:
            body = {"GroupId": self.GROUP, "Type": "Community", "Name": "x", "Owner_Account": members[0]}
            connection.ok("import_group", {**body, "CreateTime": LONG_AGO})
            import_members(connection, self.GROUP, members[1:])
        return members

    def read(self, connection, between_pages=lambda number: None, **fields):
        found, cursor, seen = [], "", set()
        while True:
            body = {"GroupId": self.GROUP, "Limit": 100, "Next": cursor, **fields}
            answer = connection.ok("get_group_member_info", body)
            page = [item["Member_Account"] for item in answer["MemberList"]]
            assert len(page) <= 100
            found += page
            cursor = answer["Next"]
            if cursor == "":
                return found
            assert isinstance(cursor, str) and cursor != "0" and cursor not in seen and page
            seen.add(cursor)
            between_pages(len(seen))

    def test_whole_community_in_order(self, calls, stable, measured):
        begin = time.perf_counter()
        assert self.read(calls) == stable
        measured(f"{COMMUNITY_MEMBERS} members in pages of 100: {time.perf_counter() - begin:.2f} s")

    def test_joining_and_leaving_skips_and_repeats_nobody(self, paging, calls, stable):
        leaving = stable[5::10]

        def change(connection, number):
            if number < len(leaving):
                left = leaving[number * 7 % len(leaving)]
                connection.ok("delete_group_member", {"GroupId": self.GROUP, "MemberToDel_Account": [left]})
            joined = [{"Member_Account": f"visitor-{number}"}]
            connection.ok("add_group_member", {"GroupId": self.GROUP, "MemberList": joined})

        with Disturbance(paging, change):
            found = self.read(calls)
        assert len(found) == len(set(found))
        remaining = [account for account in stable if account not in set(leaving)]
        assert [account for account in found if account in set(remaining)] == remaining

    def test_cursor_outlives_the_member_it_was_made_at(self, calls, stable):
        first = calls.ok("get_group_member_info", {"GroupId": self.GROUP, "Next": ""})
        listed = [item["Member_Account"] for item in first["MemberList"]]
        expected = self.read(calls)[100:]
        calls.ok("delete_group_member", {"GroupId": self.GROUP, "MemberToDel_Account": [listed[-1]]})
        after = calls.ok("get_group_member_info", {"GroupId": self.GROUP, "Next": first["Next"]})
        assert [item["Member_Account"] for item in after["MemberList"]] == expected[:100]


class TestJoinedGroups:
    ACCOUNT = "joiner"
    LIMIT = 250

    @pytest.fixture(scope="class")
    def groups(self, paging):
        """The groups of the account in their order, by time of joining and then by identifier."""
        shuffled = [f"joined-{number * 733 % JOINED_GROUPS:04}" for number in range(JOINED_GROUPS)]
        made = [(LONG_AGO + number // 7, group) for number, group in enumerate(shuffled)]

        def make(connection, item):
            created, group = item
            body = {"GroupId": group, "Type": "Public", "Name": "x", "Owner_Account": self.ACCOUNT}
            connection.ok("import_group", {**body, "CreateTime": created})

        in_parallel(paging, made, make)
        return [group for _, group in sorted(made)]

    def read(self, connection, between_pages=lambda number: None, **fields):
        found, offset = [], 0
        while True:
            body = {"Member_Account": self.ACCOUNT, "Limit": self.LIMIT, "Offset": offset, **fields}
            answer = connection.ok("get_joined_group_list", body)
            page = answer["GroupIdList"]
            assert len(page) <= self.LIMIT
            found += page
            offset += self.LIMIT
            if offset >= answer["TotalCount"]:
                return found
            between_pages(offset // self.LIMIT)

    def test_all_at_once(self, calls, groups, measured):
        begin = time.perf_counter()
        answer = calls.ok("get_joined_group_list", {"Member_Account": self.ACCOUNT})
        measured(f"all {JOINED_GROUPS} groups of an account at once: {(time.perf_counter() - begin) * 1000:.1f} ms")
        assert answer["TotalCount"] == JOINED_GROUPS
        assert [item["GroupId"] for item in answer["GroupIdList"]] == groups

    def test_last_page_costs_what_the_first_one_does(self, calls, groups, measured):
        def seconds(offset):
            times = []
            for _ in range(9):
                begin = time.perf_counter()
                body = {"Member_Account": self.ACCOUNT, "Limit": 50, "Offset": offset}
                assert len(calls.ok("get_joined_group_list", body)["GroupIdList"]) == 50
                times.append(time.perf_counter() - begin)
            return sorted(times)[4]

        first, last = seconds(0), seconds(JOINED_GROUPS - 50)
        measured(f"50 of {JOINED_GROUPS} groups: first {first * 1000:.2f} ms, last {last * 1000:.2f} ms")
        assert last < 4 * first + 0.02

    def test_joining_others_shifts_nothing(self, paging, calls, groups):
        def change(connection, number):
            group = f"late-{number}"
            owner = [{"Member_Account": self.ACCOUNT}]
            connection.ok("create_group", {"GroupId": group, "Type": "Public", "Name": "x", "MemberList": owner})
            if number % 2:
                connection.ok("destroy_group", {"GroupId": group})

        with Disturbance(paging, change):
            found = self.read(calls, ResponseFilter={"SelfInfoFilter": ["Role"]})
        names = [item["GroupId"] for item in found]
        assert names[:JOINED_GROUPS] == groups
        assert len(names) == len(set(names))
        assert all(item["SelfInfo"]["Role"] == "Owner" for item in found[:JOINED_GROUPS])


class TestAllGroups:
    COUNT = 250
    LIMIT = 40

    def test_cursor_survives_a_restart_and_groups_that_come_and_go(self, tmp_path):
        groups = [f"listed-{number:03}" for number in range(self.COUNT)]
        lost, late, found, cursor = [], [], [], 0
        with live_server.Server(tmp_path) as server, server.connect() as connection:
            for group in groups:
                connection.ok("create_group", {"GroupId": group, "Type": "Public", "Name": "x"})
        for number in range(self.COUNT):
            with live_server.Server(tmp_path) as server, server.connect() as connection:
                answer = connection.ok("get_appid_group_list", {"Limit": self.LIMIT, "Next": cursor})
                page = [item["GroupId"] for item in answer["GroupIdList"]]
                assert answer["TotalCount"] == self.COUNT - len(lost) + len(late)
                assert len(page) <= self.LIMIT
                found += page
                cursor = answer["Next"]
                if cursor == 0:
                    break
                assert 0 < cursor < 2**53
                for group in (page[-1], groups[-1 - number]):
                    connection.ok("destroy_group", {"GroupId": group})
                    lost.append(group)
                late.append(f"late-{number}")
                connection.ok("create_group", {"GroupId": late[-1], "Type": "Public", "Name": "x"})
        unread = set(lost) - set(found)
        assert found == [group for group in groups + late if group not in unread]

    def test_last_full_page_says_that_it_is_the_last(self, tmp_path):
        with live_server.Server(tmp_path) as server, server.connect() as connection:
            for number in range(6):
                connection.ok("create_group", {"GroupId": f"g{number}", "Type": "Public", "Name": "x"})
            first = connection.ok("get_appid_group_list", {"Limit": 3})
            second = connection.ok("get_appid_group_list", {"Limit": 3, "Next": str(first["Next"])})
        assert [item["GroupId"] for item in second["GroupIdList"]] == ["g3", "g4", "g5"]
        assert (first["TotalCount"], second["TotalCount"], second["Next"]) == (6, 6, 0)
