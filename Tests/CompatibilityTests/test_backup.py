"""`qun backup` while a server is written to, and `qun restore`."""

import json
import os
import stat
import subprocess
import threading
import time

import pytest

import live_server
from conftest import SDKAPPID, SECRET_KEY
from messages import text
from writers import Writer

# data folders with a store in them
pytestmark = pytest.mark.sqlite

APP = ("--sdkappid", SDKAPPID, "--secret-key", SECRET_KEY, "--no-tls", "--auto-import-accounts")
WRITERS = 16


class Sender(Writer):
    """Sends numbered messages into a group of its own."""

    def __init__(self, server, label):
        super().__init__(server, label)
        self.connection.ok("create_group", {"GroupId": label, "Type": "Public", "Name": label, "Owner_Account": "anna"})

    def changes(self):
        number = 0
        while True:
            number += 1
            body = {"GroupId": self.label, "From_Account": "anna", "Random": number, "MsgBody": text(f"{number}")}
            yield "send_group_msg", body


def run(*arguments):
    return live_server.run_qun(*arguments, timeout=120)


def backup(data, folder):
    """Backs up, which must succeed; returns what was told."""
    finished = run("backup", "--data", data, "--to", folder)
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout == ""
    return finished.stderr


def restore(folder, data, *flags):
    finished = run("restore", "--from", folder, "--data", data, *flags)
    assert finished.returncode == 0, finished.stderr
    return finished.stderr


def fill(data, name="before"):
    with live_server.Server(data, *APP) as server, server.connect() as api:
        api.ok("create_group", {"GroupId": "g", "Type": "Public", "Name": name, "Owner_Account": "anna"})
        server.stop()


def name_in(data):
    with live_server.Server(data, *APP) as server, server.connect() as api:
        name = api.group("g")["Name"]
        server.stop()
    return name


def modes(folder):
    """The permissions of a folder and of all that is in it."""
    for place, folders, files in os.walk(folder):
        yield place, stat.S_IMODE(os.stat(place).st_mode), 0o700
        for name in files:
            path = os.path.join(place, name)
            yield path, stat.S_IMODE(os.stat(path).st_mode), 0o600


def test_every_message_that_was_answered_before_is_in_a_backup(tmp_path):
    data, folder, restored = tmp_path / "data", tmp_path / "backup", tmp_path / "restored"
    with live_server.Server(data, *APP) as server:
        writers = [Sender(server, f"g-{number}") for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        wait_until(lambda: min(len(writer.acknowledged) for writer in writers) >= 10)
        before = {writer.label: len(writer.acknowledged) for writer in writers}
        told = backup(data, folder)
        after = {writer.label: len(writer.acknowledged) for writer in writers}
        assert all(after[label] > before[label] for label in before), "nobody wrote meanwhile"
        server.kill()
        for writer in writers:
            writer.join(20)
            assert writer.refusal is None
    assert "no damage was found" in told
    assert [(path, mode) for path, mode, right in modes(folder) if mode != right] == []
    assert "can be served" in restore(folder, restored)
    assert [(path, mode) for path, mode, right in modes(restored) if mode != right] == []
    with live_server.Server(restored, *APP) as server, server.connect() as api:
        # the store was closed in order and is not an older copy of itself
        levels = {json.loads(line)["level"] for line in server.log.splitlines() if line.startswith("{")}
        assert not levels & {"warning", "error"}, server.log
        for label, count in before.items():
            numbers = [entry["MsgSeq"] for entry in api.history(label)]
            assert numbers == list(range(len(numbers), 0, -1))
            assert len(numbers) >= count
        api.ok("send_group_msg", {"GroupId": "g-0", "From_Account": "anna", "Random": 10**6, "MsgBody": text("more")})
        server.stop()
    # the backup was only read
    assert run("check", "--data", folder).returncode == 0
    restore(folder, tmp_path / "again")


def wait_until(condition, limit=60):
    deadline = time.monotonic() + limit
    while not condition():
        assert time.monotonic() < deadline, "the condition does not come true"
        time.sleep(0.02)


def test_a_server_goes_on_as_the_one_that_was_backed_up(tmp_path):
    """A server without a configured app has its keys and certificates in its folder."""
    data, folder, restored = tmp_path / "data", tmp_path / "backup", tmp_path / "restored"
    with live_server.Server(data) as server, server.connect() as api:
        api.ok("create_group", {"GroupId": "g", "Type": "Public", "Name": "kept"})
        ready = server.ready
        backup(data, folder)
        server.stop()
    restore(folder, restored)
    assert (restored / "app.json").read_bytes() == (data / "app.json").read_bytes()
    with live_server.Server(restored) as server:
        assert server.ready["sdkappid"] == ready["sdkappid"]
        assert (restored / "tls" / "ca.pem").read_bytes() == (data / "tls" / "ca.pem").read_bytes()
        # an authority that clients trust already, and signatures that they have already
        with server.connect(usersig=ready["usersig"], secure=True) as api:
            assert api.group("g")["Name"] == "kept"
        server.stop()


def test_a_store_that_was_killed_is_backed_up_with_its_log(tmp_path):
    data, folder = tmp_path / "data", tmp_path / "backup"
    with live_server.Server(data, *APP) as server, server.connect() as api:
        api.ok("create_group", {"GroupId": "g", "Type": "Public", "Name": "in the log", "Owner_Account": "anna"})
        server.kill()
    assert (data / "qun.sqlite-wal").stat().st_size > 0
    backup(data, folder)
    assert not (folder / "qun.sqlite-wal").exists()
    restore(folder, tmp_path / "restored")
    assert name_in(tmp_path / "restored") == "in the log"
    assert name_in(data) == "in the log"


class TestRefusals:
    def test_no_backup_is_written_over(self, tmp_path):
        data, folder = tmp_path / "data", tmp_path / "backup"
        fill(data)
        backup(data, folder)
        kept = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        finished = run("backup", "--data", data, "--to", folder)
        assert finished.returncode != 0
        assert "not empty" in finished.stderr
        assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == kept

    def test_empty_folder_is_filled(self, tmp_path):
        data, folder = tmp_path / "data", tmp_path / "backup"
        fill(data)
        folder.mkdir(mode=0o755)
        backup(data, folder)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        (tmp_path / "restored").mkdir()
        restore(folder, tmp_path / "restored")
        assert name_in(tmp_path / "restored") == "before"

    def test_folder_without_a_store(self, tmp_path):
        (tmp_path / "empty").mkdir()
        for arguments in (
            ("backup", "--data", tmp_path / "empty", "--to", tmp_path / "backup"),
            ("restore", "--from", tmp_path / "empty", "--data", tmp_path / "restored"),
            ("backup", "--data", tmp_path / "missing", "--to", tmp_path / "backup"),
        ):
            finished = run(*arguments)
            assert finished.returncode != 0, arguments
        assert sorted(path.name for path in tmp_path.iterdir()) == ["empty"]

    def test_damaged_store_leaves_no_backup(self, tmp_path):
        data = tmp_path / "data"
        fill(data)
        content = bytearray((data / "qun.sqlite").read_bytes())
        # a page behind the first ones, which tell only what tables there are
        content[9 * 4096 : 10 * 4096] = b"\x5a" * 4096
        (data / "qun.sqlite").write_bytes(content)
        finished = run("backup", "--data", data, "--to", tmp_path / "backup")
        assert finished.returncode != 0
        assert "damaged" in finished.stderr
        assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]

    def test_data_folder_that_is_there(self, tmp_path):
        data, folder = tmp_path / "data", tmp_path / "backup"
        fill(data)
        backup(data, folder)
        finished = run("restore", "--from", folder, "--data", data)
        assert finished.returncode != 0
        assert "not empty" in finished.stderr
        with live_server.Server(data, *APP) as server, server.connect() as api:
            api.ok("modify_group_base_info", {"GroupId": "g", "Name": "after"})
            finished = run("restore", "--from", folder, "--data", data, "--replace")
            assert finished.returncode != 0
            assert "in use by" in finished.stderr
            server.stop()
        told = restore(folder, data, "--replace")
        assert f"{data}.old-1" in told
        assert name_in(data) == "before"
        assert name_in(f"{data}.old-1") == "after"
        restore(folder, data, "--replace")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "data", "data.old-1", "data.old-2"]

    def test_folder_of_something_else_is_not_moved(self, tmp_path):
        data, folder, home = tmp_path / "data", tmp_path / "backup", tmp_path / "home"
        fill(data)
        backup(data, folder)
        home.mkdir()
        (home / "letter.txt").write_text("dear")
        finished = run("restore", "--from", folder, "--data", home, "--replace")
        assert finished.returncode != 0
        assert [path.name for path in home.iterdir()] == ["letter.txt"]

    @pytest.mark.parametrize("tool", [("backup", "--to", "x"), ("restore", "--from", "x")])
    def test_postgres_has_its_own_tools(self, tmp_path, tool):
        finished = run(*tool, "--data", tmp_path / "data", "--store", "postgres://qun:very-secret@host/name")
        assert finished.returncode != 0
        assert "pg_" in finished.stderr
        assert "very-secret" not in finished.stdout + finished.stderr
