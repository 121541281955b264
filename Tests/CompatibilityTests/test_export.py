"""An app that is exported and imported, by the executable, beside servers."""

import json
import subprocess
import sys
import threading

import pytest

import live_server
import postgres
from control_port import AppControl
from messages import pile_up, text


def place(data):
    """The flags that say where the store of a data folder is."""
    return ["--store", postgres.server().address(data), "--data", data] if postgres.IS_CHOSEN else ["--data", data]


def test_an_app_moves_to_another_server(tmp_path):
    configuration = tmp_path / "qun.json"
    configuration.write_text(json.dumps({"messages": {"tips": True}}))
    app = ["--sdkappid", "1400000005", "--secret-key", "key", "--config", configuration]
    file = tmp_path / "app.jsonl"
    with live_server.Server(tmp_path / "first", *app, "--auto-import-accounts") as server, server.connect() as api:
        api.ok("create_group", {"GroupId": "club", "Type": "Public", "Name": "群", "Owner_Account": "anna"})
        for number in range(3):
            body = [{"MsgType": "TIMTextElem", "MsgContent": {"Text": f"message {number}"}}]
            api.ok("send_group_msg", {"GroupId": "club", "Random": number, "From_Account": "anna", "MsgBody": body})
        # what the server says in a history, and what a room does not keep
        api.ok("modify_group_base_info", {"GroupId": "club", "Name": "群 2"})
        api.ok("send_group_system_notification", {"GroupId": "club", "Content": "soon closed"})
        api.ok("create_group", {"GroupId": "live", "Type": "AVChatRoom", "Name": "live", "Owner_Account": "anna"})
        api.ok("send_group_msg", {"GroupId": "live", "Random": 1, "From_Account": "anna", "MsgBody": body})
        group, history, room = api.group("club"), api.history("club"), api.group("live")
        assert any(entry.get("IsSystemMsg") for entry in history)
        exported = live_server.run_qun("export", *place(tmp_path / "first"), "--app", "1400000005", "--output", file)
        assert exported.returncode == 0, exported.stderr
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert lines[0]["SdkAppid"] == 1400000005
    assert lines[-1]["Counts"]["message"] >= 5
    imported = ["import", *place(tmp_path / "second"), "--app", "1400000006", "--input"]
    with live_server.Server(tmp_path / "second", "--sdkappid", "1400000006", "--secret-key", "key"):
        pass
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(file.read_bytes()[:-100])
    refused = live_server.run_qun(*imported, broken)
    assert refused.returncode != 0 and "cut off" in refused.stderr
    taken = live_server.run_qun(*imported, file)
    assert taken.returncode == 0, taken.stderr
    with live_server.Server(tmp_path / "second", "--sdkappid", "1400000006", "--secret-key", "key") as server:
        with server.connect() as api:
            assert api.group("club") == {**group, "Appid": 1400000006}
            assert api.history("club") == history
            assert api.group("live") == {**room, "Appid": 1400000006}
            assert AppControl(server).ok("GET", "/groups")["total"] == 2
        again = live_server.run_qun("export", *place(tmp_path / "second"), "--app", "1400000006")
        assert again.stdout.splitlines()[1:-1] == file.read_text().splitlines()[1:-1]


APP = ["--sdkappid", "1400000005", "--secret-key", "key", "--auto-import-accounts"]
NUMBER = ["--app", "1400000005"]


def send(api, group, number):
    api.ok("send_group_msg", {"GroupId": group, "Random": number, "From_Account": "anna", "MsgBody": text(f"{number}")})


def export(data, *flags):
    """The lines of an export, which must succeed."""
    finished = live_server.run_qun("export", *place(data), *NUMBER, *flags)
    assert finished.returncode == 0, finished.stderr
    assert "records, digest" in finished.stderr
    return [json.loads(line) for line in finished.stdout.splitlines()]


def test_an_export_is_of_one_moment(tmp_path):
    """What is written meanwhile is in it as a whole or not at all: the message with the numbers that say so."""
    groups = [f"g-{number}" for number in range(4)]
    done = threading.Event()
    with live_server.Server(tmp_path / "data", *APP) as server:
        sent = dict.fromkeys(groups, 0)

        def write(group):
            with server.connect() as api:
                while not done.is_set():
                    send(api, group, sent[group] + 1)
                    sent[group] += 1

        with server.connect() as api:
            for group in groups:
                api.ok("create_group", {"GroupId": group, "Type": "Public", "Name": group, "Owner_Account": "anna"})
                send(api, group, 10**9)
        writers = [threading.Thread(target=write, args=(group,)) for group in groups]
        for writer in writers:
            writer.start()
        try:
            for _ in range(5):
                before = dict(sent)
                lines = export(tmp_path / "data")
                counts = {group: 0 for group in groups}
                for line in lines:
                    if line["Kind"] == "message":
                        counts[line["GroupId"]] += 1
                for line in lines:
                    if line["Kind"] == "group":
                        assert line["NextMsgSeq"] == counts[line["GroupId"]] + 1
                        assert counts[line["GroupId"]] >= before[line["GroupId"]] + 1
        finally:
            done.set()
            for writer in writers:
                writer.join()
        assert min(sent.values()) > 0


class TestRefusals:
    @pytest.fixture
    def file(self, tmp_path):
        """An export of a group with messages."""
        with live_server.Server(tmp_path / "first", *APP) as server, server.connect() as api:
            api.ok("create_group", {"GroupId": "club", "Type": "Public", "Name": "Club", "Owner_Account": "anna"})
            for number in range(3):
                send(api, "club", number)
            server.stop()
        export(tmp_path / "first", "--output", tmp_path / "app.jsonl")
        return tmp_path / "app.jsonl"

    def imported(self, data, file, *flags):
        return live_server.run_qun("import", *place(data), *NUMBER, "--input", file, *flags)

    def test_cut_or_changed_file(self, file, tmp_path):
        whole = file.read_bytes()
        for content, reason in (
            (whole[:-20], "line "),
            (b"\n".join(whole.split(b"\n")[:-2]) + b"\n", "cut off"),
            (b"", "cut off"),
            (whole.replace(b'"Name":"Club"', b'"Name":"Pub!"'), "digest"),
            (whole.replace(b'"Role":"Owner"', b'"Role":"Boss"'), "field Role"),
            (whole.replace(b'"Form":1', b'"Form":2'), "later release"),
            (whole + whole, "follow the footer"),
        ):
            assert content != whole
            file.write_bytes(content)
            finished = self.imported(tmp_path / "second", file)
            assert finished.returncode != 0
            assert reason in finished.stderr, reason
        # nothing was begun, not even a folder
        assert not (tmp_path / "second").exists()
        file.write_bytes(whole)
        assert self.imported(tmp_path / "second", file).returncode == 0
        assert export(tmp_path / "second")[1:-1] == [json.loads(line) for line in whole.splitlines()][1:-1]

    def test_app_that_is_used(self, file, tmp_path):
        kept = export(tmp_path / "first")
        finished = self.imported(tmp_path / "first", file)
        assert finished.returncode != 0
        assert "--replace" in finished.stderr
        with live_server.Server(tmp_path / "first", *APP) as server, server.connect() as api:
            send(api, "club", 77)
            server.stop()
        finished = self.imported(tmp_path / "first", file, "--replace")
        assert finished.returncode == 0, finished.stderr
        assert export(tmp_path / "first")[1:-1] == kept[1:-1]

    @pytest.mark.sqlite
    def test_folder_that_is_served(self, file, tmp_path):
        with live_server.Server(tmp_path / "second", *APP) as server:
            finished = self.imported(tmp_path / "second", file)
            assert finished.returncode != 0
            assert "in use by" in finished.stderr
            server.stop()

    def test_file_that_is_there(self, file, tmp_path):
        whole = file.read_bytes()
        finished = live_server.run_qun("export", *place(tmp_path / "first"), *NUMBER, "--output", file)
        assert finished.returncode != 0
        assert "is there already" in finished.stderr
        assert file.read_bytes() == whole
        assert oct(file.stat().st_mode & 0o777) == "0o600"

    def test_app_that_has_nothing(self, file, tmp_path):
        other = live_server.run_qun("export", *place(tmp_path / "first"), "--app", "99", "--output", tmp_path / "x")
        assert other.returncode != 0
        assert "has nothing" in other.stderr
        assert not list(tmp_path.glob("x*"))


@pytest.mark.sqlite
def test_memory_is_bounded(tmp_path, measured):
    """An app of 160 MB goes out and in; pages of rows take 8 MB, the database's cache 256 at most when it is filled."""
    messages, size = 40_000, 4_000
    with live_server.Server(tmp_path / "first", *APP) as server, server.connect() as api:
        api.ok("create_group", {"GroupId": "club", "Type": "Public", "Name": "Club", "Owner_Account": "anna"})
        send(api, "club", 1)
        server.stop()
    pile_up(tmp_path / "first", messages, size)
    file = tmp_path / "app.jsonl"
    out = highest_memory("export", *place(tmp_path / "first"), *NUMBER, "--output", file)
    assert file.stat().st_size > messages * size
    into = highest_memory("import", *place(tmp_path / "second"), *NUMBER, "--input", file)
    measured(f"an export of {file.stat().st_size >> 20} MB took {out >> 20} MB of memory, its import {into >> 20} MB")
    assert out < 120 << 20
    assert into < 350 << 20


# A process counts the memory of the one that it was forked from as its own, so a small one starts it.
RUN_AND_MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
sys.exit(done.returncode)
"""


def highest_memory(*arguments):
    """Runs a subcommand, which must succeed; returns the most memory that it had, in bytes."""
    command = [sys.executable, "-c", RUN_AND_MEASURE, live_server.BINARY, *arguments]
    measured = subprocess.run(
        [str(part) for part in command], env=live_server.environment_of_server(), stdout=subprocess.PIPE, check=True)
    return int(measured.stdout)

