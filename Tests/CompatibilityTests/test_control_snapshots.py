"""An app that is taken out of a running server and put into it again, over the control port."""

import http.client
import json
import threading
import urllib.parse

import pytest

import live_server
import postgres
from control_port import ROOT, AppControl, ask, create_app
from messages import pile_up, text

TOKEN = "e2a9b4c07d5f4d1886a1c3f2b7094d5e"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A server that is there to be tried with."""
    with live_server.Server(tmp_path_factory.mktemp("data"), "--dev", "--auto-import-accounts") as server:
        yield server


@pytest.fixture
def apps(world):
    """Makes apps of the test's own; returns the control of one, and a connection as its administrator."""
    made = []

    def make():
        control, _ = create_app(world)
        made.append((control, connect(world, control)))
        return made[-1]

    yield make
    for control, api in made:
        api.close()
        control.ok("DELETE")


def connect(server, control):
    signature = control.ok("POST", "/usersigs", {})
    return live_server.Connection(
        server.ready["http"], control.sdkappid, signature["identifier"], signature["usersig"])


def fill(api, group="club", messages=3):
    """A group with members, an attribute and messages."""
    api.ok("create_group", {"GroupId": group, "Type": "Public", "Name": group, "Owner_Account": "anna"})
    api.ok("add_group_member", {"GroupId": group, "MemberList": [{"Member_Account": "bert"}]})
    api.ok("modify_group_attr", {"GroupId": group, "GroupAttr": [{"key": "colour", "value": "red"}]})
    for number in range(messages):
        send(api, group, number)


def send(api, group, number):
    body = {"GroupId": group, "From_Account": "anna", "Random": number + 1, "MsgBody": text(f"{number}")}
    return api.ok("send_group_msg", body)["MsgSeq"]


def snapshot(control):
    """The bytes of a snapshot."""
    answer = control.ask("GET", "/snapshot")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/jsonl"), answer.body
    return answer.body


def records(content):
    """The lines between the header, which names the app, and the footer."""
    return content.splitlines()[1:-1]


def place(server):
    """Where the store of a server is, for subcommands."""
    store = ["--store", postgres.server().address(server.data)] if postgres.IS_CHOSEN else []
    return ["--data", server.data, *store]


def test_a_snapshot_is_what_an_export_writes(world, apps):
    control, api = apps()
    fill(api)
    taken = snapshot(control)
    exported = live_server.run_qun("export", *place(world), "--app", control.sdkappid)
    assert exported.returncode == 0, exported.stderr
    assert records(taken) == records(exported.stdout.encode())
    header, footer = json.loads(taken.splitlines()[0]), json.loads(taken.splitlines()[-1])
    assert (header["Kind"], header["SdkAppid"], header["Program"]) == ("header", control.sdkappid, f"qun {world.ready['version']}")
    assert footer["Counts"]["message"] == 3
    assert b"secretKey" not in taken


def test_an_app_is_the_same_in_another_one_and_goes_on(apps):
    control, api = apps()
    fill(api)
    taken = snapshot(control)
    other, neighbour = apps()
    answer = other.ask("PUT", "/snapshot", taken)
    assert answer.status == 200, answer.body
    footer = json.loads(taken.splitlines()[-1])
    assert answer.json == {"records": len(records(taken)), "digest": footer["Digest"]}
    assert records(snapshot(other)) == records(taken)
    assert neighbour.group("club") == {**api.group("club"), "Appid": other.sdkappid}
    assert send(neighbour, "club", 7) == 4
    # the one that it was taken of has seen nothing of this
    assert records(snapshot(control)) == records(taken)


def test_a_snapshot_takes_the_place_of_what_was_served_a_moment_ago(apps):
    control, api = apps()
    fill(api)
    taken = snapshot(control)
    api.ok("modify_group_base_info", {"GroupId": "club", "Name": "changed"})
    api.ok("create_group", {"GroupId": "later", "Type": "Public", "Name": "later"})
    # both are in memory now
    assert api.group("club")["Name"] == "changed" and api.group("later")
    assert control.ask("PUT", "/snapshot", taken).refusal == (409, "app_used")
    assert api.group("club")["Name"] == "changed"
    assert control.ask("PUT", "/snapshot?replace=true", taken).status == 200
    assert api.group("club")["Name"] == "club"
    assert api.ok("get_group_info", {"GroupIdList": ["later"]})["GroupInfo"][0]["ErrorCode"] == 10010
    assert records(snapshot(control)) == records(taken)


def test_a_snapshot_is_of_one_moment(apps):
    control, api = apps()
    fill(api, messages=1)
    done = threading.Event()
    sent = [1]

    def write():
        while not done.is_set():
            send(api, "club", sent[0])
            sent[0] += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while sent[0] < 20:
            before = sent[0]
            kinds = [json.loads(line) for line in records(snapshot(control))]
            (group,) = [line for line in kinds if line["Kind"] == "group"]
            count = sum(line["Kind"] == "message" for line in kinds)
            assert group["NextMsgSeq"] == count + 1
            assert count >= before
    finally:
        done.set()
        writer.join()



class TestRefusals:
    def test_a_file_that_is_cut_off_or_changed_changes_nothing(self, world, apps):
        control, api = apps()
        fill(api)
        taken = snapshot(control)
        other, _ = apps()
        before = snapshot(other).splitlines()[1:-1]
        for content, reason in (
            (b"", "cut off"),
            (taken[:-20], "cut off"),
            (b"\n".join(taken.split(b"\n")[:-2]) + b"\n", "cut off"),
            (taken.replace(b'"Name":"club"', b'"Name":"pub!"'), "digest"),
            (taken.replace(b'"Role":"Owner"', b'"Role":"Boss"'), "field Role"),
            (taken.replace(b'"Form":1', b'"Form":2'), "later release"),
            (taken + taken, "follow the footer"),
            (b"\xff\x00\n" * 100, "line 1"),
        ):
            assert content != taken
            answer = other.ask("PUT", "/snapshot?replace=true", content)
            assert answer.refusal == (400, "body_invalid")
            assert reason in answer.json["error"]["message"], answer.json
            assert snapshot(other).splitlines()[1:-1] == before
        assert other.ask("PUT", "/snapshot", taken).status == 200
        assert '"level":"error"' not in world.log

    def test_a_body_that_does_not_come_whole_changes_nothing(self, world, apps):
        control, api = apps()
        fill(api)
        taken = snapshot(control)
        address = urllib.parse.urlsplit(world.ready["control"])
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        connection.putrequest("PUT", f"{control.root}/snapshot?replace=true")
        connection.putheader("Content-Length", str(len(taken)))
        connection.endheaders(taken[: len(taken) // 2])
        connection.close()
        # the next one finds the app neither busy nor changed
        assert control.ask("PUT", "/snapshot?replace=true", taken).status == 200
        assert records(snapshot(control)) == records(taken)

    def test_an_app_that_is_dropped_meanwhile_stays_dropped(self, world, apps):
        control, api = apps()
        fill(api)
        taken = snapshot(control)
        other, _ = create_app(world)
        address = urllib.parse.urlsplit(world.ready["control"])
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        connection.putrequest("PUT", f"{other.root}/snapshot")
        connection.putheader("Content-Length", str(len(taken)))
        connection.endheaders(taken[: len(taken) // 2])
        other.ok("DELETE")
        connection.send(taken[len(taken) // 2 :])
        answer = json.loads(connection.getresponse().read())
        connection.close()
        assert answer["error"]["code"] == "app_unknown"
        again, _ = create_app(world, sdkappid=other.sdkappid)
        assert [json.loads(line)["UserID"] for line in records(snapshot(again))] == ["administrator"]
        again.ok("DELETE")

    def test_parameters_and_apps_that_are_not_there(self, world, apps):
        control, _ = apps()
        assert control.ask("PUT", "/snapshot?replace=yes", b"").refusal == (400, "parameter_invalid")
        for method in "GET", "PUT":
            assert ask(world, f"{ROOT}/apps/9/snapshot", method, b"x").refusal == (404, "app_unknown")

    def test_other_servers_give_but_do_not_take(self, server, api, make_group):
        make_group()
        control = AppControl(server)
        taken = snapshot(control)
        assert control.ask("PUT", "/snapshot?replace=true", taken).refusal == (403, "development_only")
        assert control.ask("POST", "/snapshot", taken).refusal == (405, "method_wrong")


def test_the_command_line_goes_by_a_running_server(tmp_path):
    with live_server.Server(tmp_path / "data", "--dev", "--auto-import-accounts", "--control-token", TOKEN) as server:
        control = ["--control", server.ready["control"], "--token", TOKEN]
        with server.connect() as api:
            fill(api)
            file = tmp_path / "app.jsonl"
            exported = live_server.run_qun("export", *control, "--output", file)
            assert exported.returncode == 0, exported.stderr
            assert "records, digest" in exported.stderr
            assert file.stat().st_mode & 0o077 == 0
            printed = live_server.run_qun("export", *control, "--app", server.ready["sdkappid"])
            assert records(printed.stdout.encode()) == records(file.read_bytes())
            api.ok("destroy_group", {"GroupId": "club"})
            refused = live_server.run_qun("import", *control, "--input", file)
            assert refused.returncode != 0 and "replace=true" in refused.stderr
            imported = live_server.run_qun("import", *control, "--input", file, "--replace")
            assert imported.returncode == 0, imported.stderr
            assert exported.stderr.split("records, ")[1] in imported.stderr.replace("records are stored, ", "records, ")
            assert api.group("club")["MemberNum"] == 2
        for arguments, words in (
            (["import", "--input", file, "--control", server.ready["control"]], "control.token"),
            (["export", *control, "--data", tmp_path / "data"], "leave --data"),
            (["export", *control, "--app", "9"], "has no app 9"),
            (["export", *control, "--output", file], "is there already"),
            (["export", "--control", "http://127.0.0.1:1", "--app", "9"], "cannot be read"),
        ):
            finished = live_server.run_qun(*arguments)
            assert finished.returncode != 0, arguments
            assert words in finished.stderr, arguments
        assert [path.name for path in tmp_path.iterdir() if path.name != "data"] == ["app.jsonl"]


@pytest.mark.sqlite
def test_a_folder_that_is_served_points_to_its_server(tmp_path):
    with live_server.Server(tmp_path / "data", "--dev") as server:
        file = tmp_path / "app.jsonl"
        file.write_bytes(snapshot(AppControl(server)))
        finished = live_server.run_qun("import", "--data", tmp_path / "data", "--input", file)
        assert finished.returncode != 0
        assert "in use by" in finished.stderr and "--control" in finished.stderr


@pytest.mark.sqlite
def test_memory_of_the_server_is_bounded(tmp_path, measured):
    """An app of 80 MB goes out and in."""
    messages, size = 20_000, 4_000
    with live_server.Server(tmp_path / "data", "--auto-import-accounts") as server, server.connect() as api:
        fill(api, messages=1)
        server.stop()
    pile_up(tmp_path / "data", messages, size)
    file = tmp_path / "app.jsonl"
    with live_server.Server(tmp_path / "data", "--dev", "--auto-import-accounts") as server:
        control = ["--control", server.ready["control"]]
        other, _ = create_app(server)
        before = live_server.resident_bytes(server.pid)
        live_server.forget_highest_resident(server.pid)
        exported = live_server.run_qun(
            "export", *control, "--app", server.ready["sdkappid"], "--output", file, timeout=300)
        assert exported.returncode == 0, exported.stderr
        assert file.stat().st_size > messages * size
        imported = live_server.run_qun("import", *control, "--app", other.sdkappid, "--input", file, timeout=300)
        assert imported.returncode == 0, imported.stderr
        grown = live_server.resident_bytes(server.pid, "VmHWM") - before
    measured(f"{file.stat().st_size >> 20} MB out of a running server and in took {grown >> 20} MB of its memory")
    assert grown < 60 << 20
