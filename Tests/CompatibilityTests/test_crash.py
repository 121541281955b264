"""kill -9 under 16 writers: what was answered OK is there after a restart, and nothing is half there."""

import itertools
import random

import live_server
from writers import ROUNDS, Writer, write_until_killed

WRITERS_OF_A_KIND = 4
ENOUGH_CHANGES = 200

OWNER = "owner"
POOL = [f"pool-{number}" for number in range(1000)]


class GroupCreator(Writer):
    def changes(self):
        for number in itertools.count():
            group = f"{self.label}-{number}"
            listed = [{"Member_Account": account} for account in random.sample(POOL, 2)]
            yield "create_group", {
                "GroupId": group, "Type": "Public", "Name": group, "Owner_Account": OWNER, "MemberList": listed,
            }

    def check(self, api):
        present = {}
        wanted = [body["GroupId"] for _, body in self.attempted()]
        for start in range(0, len(wanted), 50):
            answer = api.ok("get_group_info", {"GroupIdList": wanted[start : start + 50]})
            present.update({entry["GroupId"]: entry for entry in answer["GroupInfo"] if entry["ErrorCode"] == 0})
        assert {body["GroupId"] for _, body in self.acknowledged} <= set(present)
        for _, body in self.attempted():
            entry = present.get(body["GroupId"])
            if entry is None:
                continue
            expected = [OWNER] + [item["Member_Account"] for item in body["MemberList"]]
            assert (entry["Name"], entry["MemberNum"]) == (body["Name"], 3)
            assert [member["Member_Account"] for member in entry["MemberList"]] == expected


class NameChanger(Writer):
    def changes(self):
        yield "create_group", {"GroupId": self.label, "Type": "Public", "Name": "0", "Owner_Account": OWNER}
        for number in itertools.count(1):
            yield "modify_group_base_info", {
                "GroupId": self.label,
                "Name": str(number),
                "AppDefinedData": [{"Key": "number", "Value": str(number)}],
            }

    def check(self, api):
        entry = api.group(self.label)
        allowed = [self.acknowledged[-1], self.attempted()[-1]]
        assert entry["Name"] in {body["Name"] for _, body in allowed}
        assert entry.get("AppDefinedData", [{"Value": "0"}])[0]["Value"] == entry["Name"]
        assert entry["MemberNum"] == len(entry["MemberList"]) == 1


class MemberAdder(Writer):
    def changes(self):
        for number in itertools.count():
            group = f"{self.label}-{number}"
            yield "create_group", {"GroupId": group, "Type": "Public", "Name": group, "Owner_Account": OWNER}
            for account in POOL:
                yield "add_group_member", {"GroupId": group, "MemberList": [{"Member_Account": account}]}

    def check(self, api):
        may, must = self._members(self.attempted()), self._members(self.acknowledged)
        for group, accounts in must.items():
            entry = api.group(group)
            found = [member["Member_Account"] for member in entry["MemberList"]]
            assert entry["MemberNum"] == len(found) == len(set(found))
            assert found in (accounts, may[group])

    @staticmethod
    def _members(changes):
        groups = {}
        for command, body in changes:
            if command == "create_group":
                groups[body["GroupId"]] = [OWNER]
            else:
                groups[body["GroupId"]] += [item["Member_Account"] for item in body["MemberList"]]
        return groups


class AccountImporter(Writer):
    def changes(self):
        for number in itertools.count():
            yield "account_import", {"UserID": f"{self.label}-{number}", "Nick": f"nick {number}"}

    def check(self, api):
        wanted = [body["UserID"] for _, body in self.acknowledged]
        for start in range(0, len(wanted), 100):
            items = [{"UserID": account} for account in wanted[start : start + 100]]
            answer = api.ok("account_check", {"CheckItem": items})
            assert {item["AccountStatus"] for item in answer["ResultItem"]} == {"Imported"}


KINDS = [GroupCreator, NameChanger, MemberAdder, AccountImporter]


def make_writers(server, round_number):
    """16 writers, four of a kind."""
    return [
        kind(server, f"{kind.__name__}-{round_number}-{number}")
        for number in range(WRITERS_OF_A_KIND)
        for kind in KINDS
    ]


def test_acknowledged_changes_survive_kill(tmp_path, measured):
    everything = []
    for round_number in range(ROUNDS):
        with live_server.Server(tmp_path) as server:
            with server.connect() as api:
                api.import_accounts([OWNER, *POOL])
            writers = make_writers(server, round_number)
            write_until_killed(server, writers, ENOUGH_CHANGES)
        everything += writers
        assert live_server.integrity(tmp_path) == "ok"

        with live_server.Server(tmp_path) as restarted:
            with restarted.connect() as api:
                for writer in everything:
                    writer.check(api)
        assert live_server.integrity(tmp_path) == "ok"
        acknowledged = sum(len(writer.acknowledged) for writer in writers)
        in_flight = sum(writer.in_flight is not None for writer in writers)
        measured(f"kill -9, round {round_number + 1}: {acknowledged} changes OK, {in_flight} in flight, none lost")
