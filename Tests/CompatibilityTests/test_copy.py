"""`qun copy`: a store of one kind becomes one of another, whatever ends the copy on its way."""

import random
import re
import signal
import sqlite3
import subprocess
import time

import pytest

import live_server
import postgres
from conftest import SDKAPPID, SECRET_KEY
from messages import text

# the servers here say themselves which store they have
pytestmark = pytest.mark.sqlite

APP = ("--sdkappid", SDKAPPID, "--secret-key", SECRET_KEY, "--no-tls", "--auto-import-accounts")
MESSAGES = 150_000
COPY_LIMIT_SECONDS = 300


def folder(path):
    return f"sqlite:{path}"


def database(path):
    """The address of a database that belongs to a path."""
    return postgres.server().address(path)


def copy(source, destination):
    """Runs the copy to its end; returns its exit code, and what it has printed and told."""
    return live_server.run_qun("copy", "--from", source, "--to", destination, timeout=COPY_LIMIT_SECONDS)


def copied(source, destination):
    """Copies, which must succeed; returns the rows and the checksum of each table."""
    finished = copy(source, destination)
    assert finished.returncode == 0, finished.stderr
    assert "copying from" in finished.stderr and "can be served" in finished.stderr
    lines = re.findall(r"^(\w+) +(\d+) rows of checksum (\w{32})$", finished.stdout, re.MULTILINE)
    assert len(lines) == len(finished.stdout.splitlines())
    return {table: (int(rows), checksum) for table, rows, checksum in lines}


def fill(data):
    """A store with groups of several kinds and messages."""
    with live_server.Server(data, *APP) as server, server.connect() as api:
        for number in range(30):
            members = [{"Member_Account": f"user-{number * place % 40}"} for place in range(1, 9)]
            body = {"GroupId": f"g-{number}", "Type": "Public", "Name": f"Group {number}", "Owner_Account": "anna"}
            api.ok("create_group", {**body, "MemberList": members})
        api.ok("destroy_group", {"GroupId": "g-7"})
        for number in range(25):
            body = {"GroupId": "g-0", "From_Account": "anna", "Random": number, "MsgBody": text(f"{number}")}
            api.ok("send_group_msg", body)
        community = {"Type": "Community", "Name": "Town", "Owner_Account": "anna", "SupportTopic": 1}
        town = api.ok("create_group", community)["GroupId"]
        api.ok("create_topic", {"GroupId": town, "TopicName": "News"})
        server.stop()


def picture(api):
    """What a connection sees of the store that `fill` has made."""
    groups = api.ok("get_appid_group_list", {"Limit": 100})
    ids = [entry["GroupId"] for entry in groups["GroupIdList"]]
    info = [api.group(group) for group in ids]
    joined = [api.ok("get_joined_group_list", {"Member_Account": f"user-{number}"}) for number in range(40)]
    return [groups, info, joined, api.history("g-0")]


def seen(data, *flags):
    """What a server shows; groups' answers tell no time that passes."""
    with live_server.Server(data, *APP, *flags) as server, server.connect() as api:
        shown = picture(api)
        server.stop()
    return shown


def test_there_and_back(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    fill(first)
    shown = seen(first)
    there = copied(folder(first), database(tmp_path))
    assert there["groups"][0] == 30 and there["messages"][0] == 25
    assert seen(tmp_path / "node", "--store", database(tmp_path)) == shown
    assert copied(database(tmp_path), folder(second)) == there
    assert seen(second) == shown
    for data, flags in ((first, ()), (tmp_path / "node", ("--store", database(tmp_path))), (second, ())):
        with live_server.Server(data, *APP, *flags) as server, server.connect() as api:
            body = {"GroupId": "g-0", "From_Account": "anna", "Random": 24, "MsgBody": text("24")}
            assert api.ok("send_group_msg", body)["MsgSeq"] == 25
            assert api.ok("send_group_msg", {**body, "Random": 99})["MsgSeq"] == 26
            api.ok("create_group", {"GroupId": "late", "Type": "Public", "Name": "Late"})
            assert api.ok("get_appid_group_list", {"Limit": 100})["GroupIdList"][-1]["GroupId"] == "late"
            server.stop()


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A data folder with a copy's worth of a few seconds."""
    data = tmp_path_factory.mktemp("large")
    fill(data)
    store = sqlite3.connect(data / "qun.sqlite")
    store.execute(
        f"""
        WITH RECURSIVE number (n) AS (SELECT 26 UNION ALL SELECT n + 1 FROM number WHERE n < {MESSAGES})
        INSERT INTO messages (id, sender, time, random, priority, flags, uncounted, body, cloud_custom_data)
        SELECT (SELECT streams.number FROM streams JOIN groups ON group_number = groups.number
                WHERE group_id = 'g-0') << 32 | n, 'anna', n, n, 1, 0, 0, randomblob(100), x''
        FROM number
        """
    )
    store.commit()
    store.close()
    return data


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_killed_at_any_moment(large, tmp_path, kind, measured):
    destination = folder(tmp_path / "copy") if kind == "sqlite" else database(tmp_path)
    flags = () if kind == "sqlite" else ("--store", destination)
    arguments = [str(live_server.BINARY), "copy", "--from", folder(large), "--to", destination]
    kills = refusals = 0
    while True:
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            # later and later, so that a busy machine gets to the end too
            time.sleep(random.uniform(0.05, 0.4 + kills / 20))
            process.send_signal(signal.SIGKILL)
            _, told = process.communicate()
        if process.returncode == 0 or "everything is copied" in told:
            break
        assert process.returncode == -signal.SIGKILL, told
        kills += 1
        assert kills < 200, "the copy does not go on"
        with pytest.raises(live_server.StartFailed) as failure:
            if "copying from" not in told and "going on" not in told:
                # it may not have begun, and then the store is one that can be served
                raise live_server.StartFailed(1, "qun copy")
            with live_server.Server(tmp_path / "copy", *APP, *flags):
                pass
        assert "qun copy" in failure.value.log
        refusals += 1
    measured(f"a copy to {kind} went on after {kills} kills")
    finished = copy(folder(large), destination)
    assert finished.returncode == 0, finished.stderr
    assert "going on with the copy" in finished.stderr
    assert re.search(rf"^messages +{MESSAGES} rows", finished.stdout, re.MULTILINE)
    with live_server.Server(tmp_path / "copy", *APP, *flags) as server, server.connect() as api:
        assert len(api.ok("get_appid_group_list", {"Limit": 100})["GroupIdList"]) == 30


class TestRefusals:
    def test_store_that_is_served(self, tmp_path):
        served, free = tmp_path / "served", tmp_path / "free"
        fill(free)
        with live_server.Server(served, *APP):
            for source, destination in ((served, tmp_path / "new"), (free, served)):
                finished = copy(folder(source), folder(destination))
                assert finished.returncode != 0
                assert "in use by" in finished.stderr
        with live_server.Server(tmp_path / "node", *APP, "--store", database(tmp_path)):
            for source, destination in ((database(tmp_path), folder(tmp_path / "x")), (folder(free), database(tmp_path))):
                finished = copy(source, destination)
                assert finished.returncode != 0
                assert "nodes are connected" in finished.stderr

    def test_destination_that_was_used(self, tmp_path):
        first, second = tmp_path / "first", tmp_path / "second"
        fill(first)
        fill(second)
        finished = copy(folder(first), folder(second))
        assert finished.returncode != 0
        assert "never used" in finished.stderr
        with live_server.Server(second, *APP) as server, server.connect() as api:
            assert api.group("g-0")["Name"] == "Group 0"

    def test_addresses_are_not_repeated(self, tmp_path):
        address = "postgres://qun:very-secret@127.0.0.1:1/name"
        for source, destination in ((address, folder(tmp_path)), ("mysql://qun:very-secret@host", folder(tmp_path))):
            finished = copy(source, destination)
            assert finished.returncode != 0
            assert "very-secret" not in finished.stdout + finished.stderr
