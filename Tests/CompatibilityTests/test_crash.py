"""kill -9 under 16 writers: what was answered OK is there after a restart, and nothing is half there."""

import http.client
import itertools
import os
import random
import threading
import time

import live_server

ROUNDS = int(os.environ.get("QUN_CRASH_ROUNDS", "3"))
WRITERS_OF_A_KIND = 4
ENOUGH_CHANGES = 200
ROUND_LIMIT_SECONDS = 20

OWNER = "owner"
POOL = [f"pool-{number}" for number in range(1000)]


class Writer(threading.Thread):
    """Makes one kind of change over and over; keeps what was acknowledged and what was still in flight."""

    def __init__(self, server, label):
        super().__init__(daemon=True)
        self.connection = server.connect(timeout=ROUND_LIMIT_SECONDS)
        self.label = label
        self.acknowledged = []
        self.in_flight = None
        self.refusal = None

    def changes(self):
        """An endless series of commands and bodies."""
        raise NotImplementedError

    def run(self):
        try:
            for change in self.changes():
                self.in_flight = change
                answer = self.connection.call(*change)
                if answer["ErrorCode"] != 0:
                    self.refusal = answer
                    return
                self.acknowledged.append(change)
                self.in_flight = None
        except (OSError, http.client.HTTPException):
            return
        finally:
            self.connection.close()

    def attempted(self):
        """Every change that may be on disk: the acknowledged ones, then the one in flight."""
        return self.acknowledged + ([self.in_flight] if self.in_flight else [])


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


def write_until_killed(server, round_number):
    """Lets 16 writers run until enough is acknowledged and then a random moment longer; kills the server."""
    writers = [
        kind(server, f"{kind.__name__}-{round_number}-{number}")
        for number in range(WRITERS_OF_A_KIND)
        for kind in KINDS
    ]
    for writer in writers:
        writer.start()
    deadline = time.monotonic() + ROUND_LIMIT_SECONDS
    while time.monotonic() < deadline:
        counts = [len(writer.acknowledged) for writer in writers]
        if min(counts) >= 2 and sum(counts) >= ENOUGH_CHANGES:
            break
        time.sleep(0.02)
    time.sleep(random.uniform(0, 0.3))
    server.kill()
    for writer in writers:
        writer.join(ROUND_LIMIT_SECONDS)
    return writers


def test_acknowledged_changes_survive_kill(tmp_path, measured):
    everything = []
    for round_number in range(ROUNDS):
        with live_server.Server(tmp_path) as server:
            with server.connect() as api:
                api.import_accounts([OWNER, *POOL])
            writers = write_until_killed(server, round_number)
        everything += writers
        assert [writer.refusal for writer in writers] == [None] * len(writers)
        assert min(len(writer.acknowledged) for writer in writers) >= 2
        assert live_server.integrity(tmp_path) == "ok"

        with live_server.Server(tmp_path) as restarted:
            with restarted.connect() as api:
                for writer in everything:
                    writer.check(api)
        assert live_server.integrity(tmp_path) == "ok"
        acknowledged = sum(len(writer.acknowledged) for writer in writers)
        in_flight = sum(writer.in_flight is not None for writer in writers)
        measured(f"kill -9, round {round_number + 1}: {acknowledged} changes OK, {in_flight} in flight, none lost")
