"""What the server does wrong on purpose, as clients that know nothing of it see it."""

import http.client
import json
import ssl
import threading
import time
import urllib.parse

import pytest
from tencentcloud_im.tcim_client import TCIMClient

import live_server
from control_port import ROOT, AppControl, ask, create_app
from webhook_receiver import Receiver

FAULTS = f"{ROOT}/faults"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A server that is there to be tried with."""
    with live_server.Server(tmp_path_factory.mktemp("data"), "--dev", "--auto-import-accounts") as server:
        yield server


class App:
    """An app of a test's own, with rules about it and clients of it."""

    def __init__(self, server):
        self.server = server
        self.control, made = create_app(server)
        self.sdkappid = made["sdkappid"]
        self.sdk = TCIMClient(self.sdkappid, made["secretKey"], "administrator", tencent_url=server.ready["http"] + "/v4")

    def add(self, **rule):
        """Puts a rule about the app in force; returns its number."""
        return add(self.server, app=self.sdkappid, **rule)["number"]

    def hits(self):
        """How often each rule has hit, by number."""
        listed = ask(self.server, f"{FAULTS}?app={self.sdkappid}").json["faults"]
        return {fault["number"]: fault["hits"] for fault in listed}

    def connect(self, secure=False, timeout=60):
        return connect(self.server, self.control, "administrator", secure, timeout)

    def groups(self):
        return {group["GroupId"] for group in self.control.ok("GET", "/groups")["groups"]}

    def shown(self, **query):
        """The calls of the app that the control port shows."""
        query = urllib.parse.urlencode({"app": self.sdkappid, **query})
        return ask(self.server, f"{ROOT}/calls?{query}").json["calls"]


def connect(server, control, identifier, secure=False, timeout=60):
    """A connection to an app by a UserSig that the control port makes."""
    signature = control.ok("POST", "/usersigs", {"identifier": identifier})["usersig"]
    tls = ssl.create_default_context(cafile=server.ready["ca"]) if secure else None
    address = server.ready["https" if secure else "http"]
    return live_server.Connection(address, control.sdkappid, identifier, signature, tls, timeout)


def add(server, **rule):
    answer = ask(server, FAULTS, "POST", rule)
    assert answer.status == 201, answer.body
    return answer.json


@pytest.fixture
def app(world):
    app = App(world)
    yield app
    app.control.ask("DELETE")


def club(name="club"):
    return {"GroupId": name, "Type": "Public", "Name": name}


# MARK: Codes, statuses, waits


def test_a_code_is_answered_in_place_of_the_call(app):
    rule = app.add(command="get_group_info", count=2, code=10002, info="try again")
    for _ in range(2):
        answer = app.sdk.get_group_detail(["club"])
        assert answer.status_code == 200
        assert answer.json() == {"ActionStatus": "FAIL", "ErrorInfo": "try again", "ErrorCode": 10002}
    assert app.sdk.get_group_detail(["club"]).json()["ErrorCode"] == 0
    assert app.hits() == {rule: 2}


def test_a_status_comes_with_an_empty_body(app):
    app.add(status=503)
    answer = app.sdk.add_single_user("mira", "Mira", "")
    assert (answer.status_code, answer.reason, answer.content) == (503, "Service Unavailable", b"")
    app.control.reset()
    assert app.sdk.add_single_user("mira", "Mira", "").json()["ErrorCode"] == 0


def test_an_answer_is_held_and_its_call_carried_out_at_once(app):
    app.add(command="create_group", count=1, wait=600)
    with app.connect(timeout=0.5) as impatient, pytest.raises(TimeoutError):
        impatient.call("create_group", club())
    assert app.groups() == {"club"}
    app.add(command="get_group_info", wait=0.5)
    start = time.monotonic()
    assert app.sdk.get_group_detail(["club"]).json()["GroupInfo"][0]["Name"] == "club"
    assert time.monotonic() - start >= 0.5


def test_a_client_that_gives_up_ends_the_wait(app):
    """Its connection is not kept for the rest of it."""
    app.add(wait=600)
    with app.connect(timeout=0.5) as impatient, pytest.raises(TimeoutError):
        impatient.call("get_group_info", {"GroupIdList": ["club"]})
    deadline = time.monotonic() + 20
    while not app.shown(command="get_group_info"):
        assert time.monotonic() < deadline, "the call is still held"
        time.sleep(0.05)


def test_a_wait_comes_before_what_else_is_done(app):
    app.add(wait=0.5, status=500)
    start = time.monotonic()
    assert app.sdk.get_group_detail(["club"]).status_code == 500
    assert time.monotonic() - start >= 0.5


# MARK: Cut connections


def test_a_connection_is_cut_before_the_call(app):
    app.add(cut="before")
    with app.connect() as connection, pytest.raises(http.client.RemoteDisconnected):
        connection.call("create_group", club())
    # its way to say that it got no answer
    assert app.sdk.add_single_user("mira", "Mira", "") is None
    assert app.groups() == set()
    assert app.control.ok("GET", "/accounts?prefix=mira")["accounts"] == []


def test_a_connection_is_cut_after_the_call_so_that_a_client_repeats_what_was_done(app):
    app.add(command="create_group", count=1, cut="after")
    with app.connect() as connection, pytest.raises(http.client.RemoteDisconnected):
        connection.call("create_group", club())
    assert app.groups() == {"club"}
    with app.connect() as connection:
        assert connection.code("create_group", club()) in (10021, 10025)
    first, second = app.shown(command="create_group")
    assert (first["code"], first["answerBytes"]) == (0, 0)
    assert first["fault"] and "fault" not in second


def test_a_connection_with_tls_is_cut(app):
    app.add(cut="after", count=1)
    with app.connect(secure=True) as connection, pytest.raises(http.client.RemoteDisconnected):
        connection.call("create_group", club())
    with app.connect(secure=True) as connection:
        assert connection.group("club")["Name"] == "club"


# MARK: Dripping


@pytest.mark.parametrize("secure", [False, True])
def test_an_answer_drips(app, secure):
    with app.connect(secure=secure) as connection:
        whole = connection.call_bytes("get_group_info", b'{"GroupIdList":["club"]}')
        app.add(dripBytes=10, dripEvery=0.01)
        start = time.monotonic()
        assert connection.call_bytes("get_group_info", b'{"GroupIdList":["club"]}') == whole
        assert time.monotonic() - start >= 0.01 * (len(whole) // 10)
        assert connection.call_bytes("get_group_info", b'{"GroupIdList":["club"]}') == whole


def test_an_unchanged_client_reads_what_drips(app):
    app.add(dripBytes=7, dripEvery=0.002)
    answer = app.sdk.get_group_detail(["club"])
    assert answer.json()["GroupInfo"][0]["ErrorCode"] == 10010


def test_a_client_that_waits_for_the_next_drop_in_vain(app):
    app.add(dripBytes=100, dripEvery=60)
    with app.connect(timeout=0.5) as connection, pytest.raises(TimeoutError):
        connection.call("get_group_info", {"GroupIdList": ["club"]})


# MARK: What a rule is about


def test_rules_are_about_groups_callers_and_commands(app, world):
    app.control.reset()
    made = ask(world, f"{ROOT}/apps", "POST", {"admins": ["boss", "clerk"]}).json
    other = AppControl(world, made["sdkappid"])
    rule = add(world, app=made["sdkappid"], command="group_open_http_svc/get_group_info", group="club", caller="clerk", code=7)

    def code(identifier, group, command="get_group_info"):
        with connect(world, other, identifier) as connection:
            body = {"GroupIdList": ["other", group]} if command == "get_group_info" else {"GroupId": group}
            return connection.code(command, body)

    assert code("clerk", "club") == 7
    assert code("clerk", "clubs") == 0
    assert code("boss", "club") == 0
    assert code("clerk", "club", "get_group_member_info") == 10010
    assert app.sdk.get_group_detail(["club"]).json()["ErrorCode"] == 0
    listed = ask(world, f"{FAULTS}?app={made['sdkappid']}").json["faults"]
    assert listed == [{**rule, "hits": 1}]
    assert other.ask("DELETE").status == 200
    assert ask(world, f"{FAULTS}?app={made['sdkappid']}").json["faults"] == []


def test_a_rule_hits_by_chance(app):
    rule = app.add(chance=0.5, code=7)
    codes = [app.sdk.get_group_detail(["club"]).json()["ErrorCode"] for _ in range(60)]
    # one run in 10^18 has it otherwise
    assert {0, 7} == set(codes)
    assert app.hits() == {rule: codes.count(7)}


def test_the_first_rule_counts_until_it_is_spent_or_dropped(app, world):
    first, second = app.add(code=7, count=1), app.add(code=8)
    third = app.add(code=9)

    def code():
        return app.sdk.get_group_detail(["club"]).json()["ErrorCode"]

    assert [code(), code()] == [7, 8]
    dropped = ask(world, f"{FAULTS}/{second}", "DELETE")
    assert (dropped.status, dropped.json["hits"]) == (200, 1)
    assert code() == 9
    assert app.hits() == {first: 1, third: 1}
    spent = ask(world, f"{FAULTS}?app={app.sdkappid}").json["faults"][0]
    assert spent["spent"] and spent["count"] == 1
    assert ask(world, f"{FAULTS}?app={app.sdkappid}", "DELETE").json == {"dropped": 2}
    assert code() == 0


def test_a_reset_drops_the_rules_about_the_app_and_no_others(app, world):
    app.add(code=7)
    other = add(world, command="kick", code=7)
    app.control.reset()
    assert app.sdk.get_group_detail(["club"]).json()["ErrorCode"] == 0
    assert other in ask(world, FAULTS).json["faults"]
    assert ask(world, f"{FAULTS}/{other['number']}", "DELETE").status == 200


def test_a_fault_is_logged_and_shown(app, world):
    rule = app.add(code=91000, info="why")
    app.sdk.get_group_detail(["club"])
    (call,) = app.shown()
    assert (call["code"], call["reason"], call["fault"]) == (91000, "why", rule)
    assert f"Fault {rule} has hit the call on purpose" in call["advice"]
    world.await_entries("a fault was added", lambda line: json.loads(line["fault"])["number"] == rule)
    deadline = time.monotonic() + 20
    while not (lines := [line for line in world.log_lines("get_group_info") if line.get("fault") == rule]):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    (line,) = lines
    assert (line["level"], line["code"]) == ("notice", 91000)


# MARK: Rules that cannot be


@pytest.mark.parametrize("rule, words", [
    ({}, "A rule has one of code, status"),
    ({"code": 7, "status": 500}, "A rule has one of"),
    ({"status": 204}, "status must be none of 204"),
    ({"status": 99}, "status must be a whole number from 200 to 599"),
    ({"wait": 601}, "wait must be a number from"),
    ({"wait": "1s"}, "wait must be a number from"),
    ({"cut": "during"}, "cut must be before or after"),
    ({"dripBytes": 1}, "dripEvery must stand beside dripBytes"),
    ({"code": 7, "command": "get_grup_info"}, "command must be the name of a command"),
    ({"code": 7, "event": "AfterSendMsg"}, "event must stand beside loseWebhook"),
    ({"loseWebhook": True, "event": "AfterSend"}, "event must be the CallbackCommand"),
    ({"loseWebhook": True, "caller": "mira"}, "command and caller must not stand beside"),
    ({"code": 7, "chance": 1.1}, "chance must be a number from"),
    ({"code": 7, "count": 0}, "count must be a whole number from 1"),
    ({"code": 7, "colour": "red"}, "unknown"),
])
def test_a_rule_that_cannot_be(world, rule, words):
    before = ask(world, FAULTS).json
    answer = ask(world, FAULTS, "POST", rule)
    assert answer.refusal == (400, "body_invalid")
    assert words in answer.json["error"]["message"]
    assert ask(world, FAULTS).json == before


def test_a_list_that_cannot_be(world):
    for query in "nobody=1", "app=0", "app=club", "app=1&app=2":
        assert ask(world, f"{FAULTS}?{query}").refusal == (400, "parameter_invalid")
        assert ask(world, f"{FAULTS}?{query}", "DELETE").refusal == (400, "parameter_invalid")


def test_a_rule_that_is_not_there(world):
    assert ask(world, f"{FAULTS}/4000000000", "DELETE").refusal == (404, "fault_unknown")
    assert ask(world, f"{FAULTS}/first", "DELETE").refusal == (400, "parameter_invalid")


def test_there_are_so_many_rules_and_no_more(tmp_path):
    with live_server.Server(tmp_path, "--dev") as server:
        for _ in range(1000):
            add(server, command="kick", code=7)
        assert ask(server, FAULTS, "POST", {"code": 7}).refusal == (409, "faults_full")
        assert ask(server, FAULTS, "DELETE").json == {"dropped": 1000}
        assert add(server, code=7)["number"] == 1001


@pytest.mark.parametrize("method, path", [("GET", FAULTS), ("POST", FAULTS), ("DELETE", FAULTS), ("DELETE", f"{FAULTS}/1")])
def test_only_servers_for_trying_go_wrong_on_purpose(server, method, path):
    body = {"code": 7} if method == "POST" else None
    assert ask(server, path, method, body).refusal == (403, "development_only")


# MARK: The end of the server


def check_stop_during_call(server, connection, command, body):
    """Stops the server while its only rule holds up a call, which is answered at once then."""
    answers = []
    caller = threading.Thread(target=lambda: answers.append(connection.call(command, body)))
    caller.start()
    deadline = time.monotonic() + 20
    while ask(server, FAULTS).json["faults"][0]["hits"] == 0:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert server.stop() == 0
    caller.join(20)
    assert [answer["ErrorCode"] for answer in answers] == [0]
    assert server.log_entries("shutdown takes too long, giving up") == []


@pytest.mark.parametrize("rule", [{"wait": 600}, {"dripBytes": 1, "dripEvery": 60}])
def test_a_stop_waits_for_no_fault(tmp_path, rule):
    with live_server.Server(tmp_path, "--dev") as server, server.connect() as connection:
        add(server, **rule)
        check_stop_during_call(server, connection, "get_group_info", {"GroupIdList": ["club"]})


# MARK: Webhooks


@pytest.fixture(scope="module")
def receiver():
    with Receiver() as receiver:
        yield receiver


@pytest.fixture(scope="module")
def backed(tmp_path_factory, receiver):
    """A server whose app has a backend."""
    flags = ["--dev", "--auto-import-accounts", "--webhook-url", receiver.url]
    with live_server.Server(tmp_path_factory.mktemp("data"), *flags) as server:
        yield server


@pytest.fixture
def told(backed, receiver):
    with backed.connect() as api:
        yield api, receiver
    ask(backed, FAULTS, "DELETE")


def rename(api, group, name):
    api.ok("modify_group_base_info", {"GroupId": group, "Name": name})


def test_an_event_is_lost_and_those_behind_it_are_told(backed, told):
    api, receiver = told
    rule = add(backed, event="AfterCreateGroup", group="lost", loseWebhook=True)
    api.ok("create_group", club("lost"))
    rename(api, "lost", "found")
    receiver.wait("Group.CallbackAfterGroupInfoChanged", GroupId="lost")
    assert receiver.of("Group.CallbackAfterCreateGroup", GroupId="lost") == []
    assert ask(backed, FAULTS).json["faults"] == [{**rule, "hits": 1}]
    deadline = time.monotonic() + 20
    while True:
        settled = AppControl(backed).ok("GET", "/webhooks")["settled"]
        found = [event for event in settled if event["answer"] == f"lost by fault {rule['number']}"]
        if found:
            break
        assert time.monotonic() < deadline, settled
        time.sleep(0.05)
    assert [(event["result"], event["attempts"]) for event in found] == [("delivered", 0)]


def test_an_event_is_delayed_in_the_order_of_its_group(backed, told):
    api, receiver = told
    add(backed, event="AfterCreateGroup", group="late", delayWebhook=1)
    start = time.time()
    api.ok("create_group", club("late"))
    rename(api, "late", "later")
    api.ok("create_group", club("early"))
    (early,) = receiver.wait("Group.CallbackAfterCreateGroup", GroupId="early")
    (changed,) = receiver.wait("Group.CallbackAfterGroupInfoChanged", GroupId="late")
    (created,) = receiver.of("Group.CallbackAfterCreateGroup", GroupId="late")
    assert created.time >= start + 1
    assert early.time < created.time < changed.time


def test_a_question_is_lost_and_the_call_goes_on(backed, told):
    api, receiver = told
    api.ok("create_group", club("asked"))
    rule = add(backed, event="BeforeInviteJoinGroup", group="asked", loseWebhook=True)
    api.ok("add_group_member", {"GroupId": "asked", "MemberList": [{"Member_Account": "tobin"}]})
    receiver.wait("Group.CallbackAfterNewMemberJoin", GroupId="asked")
    assert receiver.of("Group.CallbackBeforeInviteJoinGroup", GroupId="asked") == []
    backed.await_entries(
        "a webhook has no usable answer; the call goes on",
        lambda line: line["reason"] == f"lost by fault {rule['number']}")


def test_a_question_is_delayed(backed, told):
    api, receiver = told
    add(backed, event="BeforeCreateGroup", delayWebhook=0.5)
    start = time.monotonic()
    api.ok("create_group", club("slow"))
    assert time.monotonic() - start >= 0.5
    assert len(receiver.of("Group.CallbackBeforeCreateGroup", Name="slow")) == 1


def test_a_stop_waits_for_no_delayed_question(tmp_path, receiver):
    with live_server.Server(tmp_path, "--dev", "--webhook-url", receiver.url) as server, server.connect() as connection:
        add(server, delayWebhook=600)
        check_stop_during_call(server, connection, "create_group", club())


# MARK: Command line


def run(server, *arguments, exit_code=0):
    """Runs `qun fault` against the server's control port; returns what it prints."""
    finished = live_server.run_qun("fault", *arguments, "--control", server.ready["control"])
    assert finished.returncode == exit_code, finished.stderr
    return finished.stdout if exit_code == 0 else finished.stderr


def test_faults_on_the_command_line(app, world):
    of_app = ("--app", app.sdkappid)
    added = json.loads(run(world, "add", *of_app, "--command", "get_group_info", "--count", 1, "--wait", "10ms", "--code", 7))
    expected = {
        "app": app.sdkappid, "command": "get_group_info", "count": 1, "wait": 0.01, "code": 7,
        "info": "a fault answers with this code", "hits": 0, "spent": False,
    }
    assert added == {"number": added["number"], **expected}
    assert app.sdk.get_group_detail(["club"]).json()["ErrorCode"] == 7
    (line,) = run(world, "list", *of_app).splitlines()
    assert json.loads(line) == {**added, "hits": 1, "spent": True}
    assert json.loads(run(world, "drop", added["number"])) == json.loads(line)
    assert run(world, "list", *of_app) == ""
    run(world, "add", *of_app, "--drip", 10)
    run(world, "add", *of_app, "--event", "AfterSendMsg", "--delay-webhook", "1m")
    assert run(world, "drop", *of_app) == "2 rules were dropped\n"
    assert "The field status must be" in run(world, "add", "--status", 42, exit_code=1)
    assert "There is no rule of this number" in run(world, "drop", added["number"], exit_code=1)
