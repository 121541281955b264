"""The control port's hold on apps: made and dropped, reset, seeded, with a clock of their own; and how browsers get in."""

import http.client
import json
import re
import socket
import threading
import time
import urllib.parse

import pytest

import live_server
from control_port import ROOT, AppControl, ask, create_app

TOKEN = "e2a9b4c07d5f4d1886a1c3f2b7094d5e"
GROUPS = "group_open_http_svc"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A server that is there to be tried with."""
    data = tmp_path_factory.mktemp("data")
    with live_server.Server(data, "--dev", "--auto-import-accounts") as server:
        yield server


@pytest.fixture
def app(world):
    """An app of the test's own, and a connection as its administrator."""
    control, made = create_app(world)
    with connect(world, control) as api:
        yield control, api
    control.ask("DELETE")


def connect(server, control, seconds=86_400):
    """A connection to an app by a UserSig that the control port makes."""
    signature = control.ok("POST", "/usersigs", {"seconds": seconds})
    return live_server.Connection(
        server.ready["http"], control.sdkappid, signature["identifier"], signature["usersig"])


def create(api, group, **fields):
    api.ok("create_group", {"GroupId": group, "Type": "Public", "Name": group, **fields})


def send(api, group, text, **fields):
    message = {"MsgType": "TIMTextElem", "MsgContent": {"Text": text}}
    return api.call("send_group_msg", {"GroupId": group, "Random": fields.pop("random", 1), "MsgBody": [message], **fields})


# MARK: Apps


def test_an_app_is_made_and_dropped_with_all_it_has(world):
    control, made = create_app(world)
    assert re.fullmatch("[0-9a-f]{64}", made["secretKey"])
    with connect(world, control) as api:
        create(api, "club")
        assert control.ask("DELETE").status == 200
        assert api.code("get_group_info", {"GroupIdList": ["club"]}) == 70020
    assert control.ask("DELETE").refusal == (404, "app_unknown")
    again, _ = create_app(world, sdkappid=control.sdkappid)
    with connect(world, again) as api:
        assert api.ok("get_appid_group_list", {})["TotalCount"] == 0
    again.ok("DELETE")
    assert made["secretKey"] not in world.log


def test_a_call_that_was_let_in_leaves_nothing_in_the_next_app(world):
    control, made = create_app(world)
    same = {"sdkappid": made["sdkappid"], "secretKey": made["secretKey"]}
    body = json.dumps({"GroupId": "late", "Type": "Public", "Name": "late"}).encode()
    address = urllib.parse.urlsplit(world.ready["http"])
    with connect(world, control) as api, socket.create_connection((address.hostname, address.port), 60) as late:
        head = f"POST {api.path('create_group')} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
        late.sendall(head.encode())
        # its head has been let in
        assert late.recv(1_000).startswith(b"HTTP/1.1 100")
        control.ok("DELETE")
        again, _ = create_app(world, **same)
        late.sendall(body)
        answer = http.client.HTTPResponse(late)
        answer.begin()
        assert json.loads(answer.read())["ErrorCode"] == 70020
    with connect(world, again) as api:
        assert api.ok("get_appid_group_list", {})["TotalCount"] == 0
    again.ok("DELETE")


def test_calls_in_flight_leave_nothing_when_their_app_is_dropped(world):
    for _ in range(5):
        control, made = create_app(world)
        codes = [[] for _ in range(8)]

        def write(writer, control=control, codes=codes):
            with connect(world, control) as api:
                while not codes[writer] or codes[writer][-1] == 0:
                    codes[writer].append(api.code("create_group", {"Type": "Public", "Name": "n"}))

        writers = [threading.Thread(target=write, args=(number,)) for number in range(len(codes))]
        for writer in writers:
            writer.start()
        while not all(len(codes_of_one) > 3 for codes_of_one in codes):
            assert all(writer.is_alive() for writer in writers), codes
            time.sleep(0.001)
        control.ok("DELETE")
        for writer in writers:
            writer.join(60)
        again, _ = create_app(world, sdkappid=made["sdkappid"], secretKey=made["secretKey"])
        assert {codes_of_one[-1] for codes_of_one in codes} <= {60016, 70020}
        lines = [json.loads(line) for line in again.ask("GET", "/snapshot").body.splitlines()[1:-1]]
        assert [line["UserID"] for line in lines] == ["administrator"]
        again.ok("DELETE")


def test_an_app_is_made_with_what_is_wanted(world):
    control, made = create_app(world, sdkappid=77, secretKey="my own key", admins=["boss", "deputy"])
    assert made == {"sdkappid": 77, "secretKey": "my own key", "admins": ["boss", "deputy"]}
    assert ask(world, f"{ROOT}/apps", "POST", {"sdkappid": 77}).refusal == (409, "app_exists")
    with connect(world, control) as api:
        create(api, "club")
    (listed,) = [app for app in ask(world, f"{ROOT}/apps").json["apps"] if app["sdkappid"] == 77]
    assert (listed["origin"], listed["admins"]) == ("created", ["boss", "deputy"])
    control.ok("DELETE")


@pytest.mark.parametrize("fields", [
    {"sdkappid": 0}, {"sdkappid": 2**32}, {"sdkappid": "1"}, {"secretKey": ""}, {"admins": [""]}, {"admins": "a"},
    {"admins": ["a"] * 21}, {"name": "x"},
])
def test_an_app_that_cannot_be(world, fields):
    assert ask(world, f"{ROOT}/apps", "POST", fields).refusal == (400, "body_invalid")


def test_the_configured_app_stays(world):
    assert AppControl(world).ask("DELETE").refusal == (409, "app_fixed")


def test_an_app_that_was_made_is_there_after_a_start(tmp_path):
    with live_server.Server(tmp_path) as server:
        control, made = create_app(server)
        with connect(server, control) as api:
            create(api, "club")
        server.kill()
    with live_server.Server(tmp_path) as server:
        with connect(server, AppControl(server, made["sdkappid"])) as api:
            assert api.group("club")["Name"] == "club"
        assert (tmp_path / "created-apps.json").stat().st_mode & 0o077 == 0
        AppControl(server, made["sdkappid"]).ok("DELETE")
    with live_server.Server(tmp_path) as server:
        assert [app["origin"] for app in ask(server, f"{ROOT}/apps").json["apps"]] == ["generated"]


def test_settings_count_from_the_next_call(app):
    control, api = app
    assert api.ok("get_appid_group_list", {})["TotalCount"] == 0
    assert control.ok("PATCH", "", {"disabled": True})["disabled"]
    assert api.code("get_appid_group_list", {}) == 60016
    control.ok("PATCH", "", {"disabled": False, "autoImportAccounts": False, "legacyNames": True})
    assert api.code("create_group", {"Type": "Public", "Name": "n", "Owner_Account": "stranger"}) == 10019
    create(api, "club")
    assert "ShutUpAllMember" in api.group("club")
    assert control.ask("PATCH", "", {"fieldProfile": "none"}).refusal == (400, "body_invalid")


# MARK: Reset and seed


def test_a_reset_leaves_nothing(app):
    control, api = app
    create(api, "club")
    send(api, "club", "hello")
    api.import_accounts(["somebody"])
    assert api.group("club")["NextMsgSeq"] == 2
    assert control.reset()["sdkappid"] == control.sdkappid
    assert api.ok("get_group_info", {"GroupIdList": ["club"]})["GroupInfo"][0]["ErrorCode"] == 10010
    assert api.ok("get_appid_group_list", {})["TotalCount"] == 0
    assert control.ok("GET", "/accounts")["accounts"] == ["administrator"]
    create(api, "club")
    assert api.group("club")["NextMsgSeq"] == 1


def test_a_reset_of_one_app_leaves_the_others(world, app):
    control, api = app
    other, _ = create_app(world)
    with connect(world, other) as neighbour:
        create(neighbour, "club")
        create(api, "club")
        control.reset()
        assert neighbour.group("club")["Name"] == "club"
    other.ok("DELETE")


def test_an_app_goes_back_to_its_seed(app):
    control, api = app
    assert control.ask("POST", "/reset", {"to": "seed"}).refusal == (409, "seed_missing")
    calls = [(f"{GROUPS}/create_group", {"GroupId": "club", "Type": "Public", "Name": "as sown"})]
    assert control.seed(*calls, keep=True) == {"calls": 1}
    api.ok("modify_group_base_info", {"GroupId": "club", "Name": "changed"})
    create(api, "another")
    assert control.reset("seed")["hasSeed"]
    assert api.group("club")["Name"] == "as sown"
    assert api.ok("get_appid_group_list", {})["TotalCount"] == 1


def test_a_seed_stops_at_a_call_that_is_refused(app):
    control, api = app
    good = {"command": f"{GROUPS}/create_group", "body": {"GroupId": "one", "Type": "Public", "Name": "n"}}
    bad = {"command": f"{GROUPS}/create_group", "body": {"GroupId": "two", "Type": "None", "Name": "n"}}
    answer = control.ask("POST", "/seed", "\n".join(map(json.dumps, [good, bad, good])).encode())
    assert answer.refusal == (422, "call_refused")
    assert "line 2" in answer.json["error"]["message"] and "10004" in answer.json["error"]["message"]
    assert api.ok("get_appid_group_list", {})["TotalCount"] == 1


@pytest.mark.parametrize("text", [b"{", b"[]", b'{"command":"nothing/at_all","body":{}}', b'{"body":{}}', b"\xff"])
def test_a_seed_that_is_wrong_changes_nothing(app, text):
    control, api = app
    good = json.dumps({"command": f"{GROUPS}/create_group", "body": {"Type": "Public", "Name": "n"}}).encode()
    answer = control.ask("POST", "/seed", good + b"\n" + text)
    assert answer.refusal == (400, "body_invalid")
    assert "line 2" in answer.json["error"]["message"]
    assert api.ok("get_appid_group_list", {})["TotalCount"] == 0


def test_the_demo_goes_back_to_its_page(tmp_path):
    with live_server.Server(tmp_path, "--demo") as server, server.connect() as api:
        page = api.group("@TGS#2J4SZEAEL")
        api.ok("destroy_group", {"GroupId": "@TGS#2J4SZEAEL"})
        AppControl(server).reset("seed")
        assert api.group("@TGS#2J4SZEAEL") == page
        AppControl(server).reset()
        assert api.ok("get_appid_group_list", {})["TotalCount"] == 0


def test_the_seed_of_the_start_is_gone_back_to(tmp_path):
    seed = tmp_path / "seed.jsonl"
    seed.write_text(json.dumps({"command": f"{GROUPS}/create_group", "body": {"GroupId": "g", "Type": "Public", "Name": "n"}}))
    with live_server.Server(tmp_path / "data", "--dev", "--seed", seed) as server, server.connect() as api:
        api.ok("destroy_group", {"GroupId": "g"})
        AppControl(server).reset("seed")
        assert api.group("g")["Name"] == "n"


# MARK: Clock


def test_a_mute_ends(app):
    control, api = app
    create(api, "club")
    api.ok("add_group_member", {"GroupId": "club", "MemberList": [{"Member_Account": "talker"}]})
    api.ok("forbid_send_msg", {"GroupId": "club", "Members_Account": ["talker"], "MuteTime": 3600})
    assert send(api, "club", "no", From_Account="talker")["ErrorCode"] == 10017
    assert len(api.ok("get_group_muted_account", {"GroupId": "club"})["MutedAccountList"]) == 1
    control.clock(advance=3601)
    assert send(api, "club", "yes", From_Account="talker")["ErrorCode"] == 0
    assert api.ok("get_group_muted_account", {"GroupId": "club"})["MutedAccountList"] == []


def test_a_message_that_is_repeated_counts_again_later(app):
    control, api = app
    create(api, "club")
    assert send(api, "club", "same", random=7)["MsgSeq"] == 1
    assert send(api, "club", "same", random=7)["MsgSeq"] == 1
    control.clock(advance=301)
    assert send(api, "club", "same", random=7)["MsgSeq"] == 2


def test_messages_age(tmp_path):
    configuration = tmp_path / "qun.json"
    configuration.write_text(json.dumps({"messages": {"historyDays": 7}}))
    with live_server.Server(tmp_path / "data", "--dev", "--config", configuration) as server, server.connect() as api:
        control = AppControl(server)
        create(api, "club")
        send(api, "club", "old")
        control.clock(advance=8 * 86_400)
        send(api, "club", "new", random=2)
        texts = [entry["MsgBody"][0]["MsgContent"]["Text"] for entry in api.history("club") if entry.get("MsgBody")]
        assert texts == ["new"]
        server.await_entries("removed messages that are kept no longer")


def test_a_signature_expires_by_choice(world, app):
    control, _ = app
    with connect(world, control, seconds=600) as api:
        create(api, "club")
        control.clock(advance=601)
        assert api.group("club")
        assert control.clock(signatures=True)["signatures"]
        assert api.code("get_group_info", {"GroupIdList": ["club"]}) == 70001
        control.clock(reset=True)
        assert api.group("club")


def test_a_clock_stands_still_and_runs_fast(app):
    control, api = app
    moment = 2_000_000_000
    assert control.clock(now=moment, frozen=True)["now"] == moment
    create(api, "first")
    assert api.group("first")["CreateTime"] == moment
    assert control.ok("GET", "/clock")["now"] == moment
    clock = control.clock(frozen=False, rate=100_000)
    assert (clock["frozen"], clock["rate"]) == (False, 100_000)
    begin = time.monotonic()
    while control.ok("GET", "/clock")["now"] < moment + 100_000:
        assert time.monotonic() - begin < 60
    create(api, "second")
    assert api.group("second")["CreateTime"] >= moment + 100_000
    assert abs(control.clock(reset=True)["ahead"]) <= 1
    assert abs(api.ok("get_appid_group_list", {})["TotalCount"]) == 2


@pytest.mark.parametrize("change", [
    {"now": 0}, {"now": 2**32}, {"rate": 0}, {"rate": 1e9}, {"frozen": 1}, {"advance": 1.5}, {"advance": -(2**32) + 1},
    {"speed": 1},
])
def test_a_clock_that_cannot_be(app, change):
    control, _ = app
    assert control.ask("PUT", "/clock", change).refusal == (400, "body_invalid")
    assert abs(control.ok("GET", "/clock")["ahead"]) <= 1


@pytest.mark.parametrize("method, path, body", [
    ("PUT", "/clock", {"advance": 1}), ("POST", "/reset", {}), ("POST", "/seed", b""), ("PUT", "/snapshot", b""),
])
def test_only_servers_for_trying_can_be_held_still(tmp_path_factory, server, method, path, body):
    assert AppControl(server).ask(method, path, body).refusal == (403, "development_only")


# MARK: Commands, groups, accounts


def test_a_command_is_called_and_shown_with_who_called(world, app):
    control, api = app
    assert control.call(f"{GROUPS}/create_group", {"GroupId": "club", "Type": "Public", "Name": "n"})["ErrorCode"] == 0
    refused = control.call(f"{GROUPS}/create_group", {"GroupId": "club", "Type": "None", "Name": "n"})
    assert refused["ErrorCode"] == 10004
    assert api.group("club")["Name"] == "n"
    shown = ask(world, f"{ROOT}/calls?app={control.sdkappid}&command=create_group").json["calls"]
    assert [(call["code"], call["peer"]) for call in shown] == [(0, "control port 127.0.0.1"), (10004, "control port 127.0.0.1")]
    lines = world.await_entries(
        "call by the control port", lambda line: line["sdkappid"] == str(control.sdkappid), count=2)
    assert [(line["user"], line["code"]) for line in lines] == [("control port", 0), ("control port", 10004)]
    assert control.ask("POST", f"/commands/{GROUPS}/nothing", {}).refusal == (404, "command_unknown")
    assert control.ask("POST", f"/commands/{GROUPS}/create_group?as=nobody", {}).refusal == (400, "parameter_invalid")


def test_groups_are_found(app):
    control, api = app
    for number in range(7):
        create(api, f"team-{number}", Name=f"Team {number}", Owner_Account="alice" if number % 2 else "bob")
    create(api, "room", Type="ChatRoom", Name="Der Raum")
    find = lambda query: [group["GroupId"] for group in control.ok("GET", f"/groups{query}")["groups"]]
    first = control.ok("GET", "/groups?limit=5")
    assert (len(first["groups"]), first["total"]) == (5, 8)
    assert find(f"?limit=5&after={first['next']}") == ["team-5", "team-6", "room"]
    assert control.ok("GET", f"/groups?limit=5&after={first['next']}")["next"] == 0
    assert find("?type=ChatRoom") == ["room"]
    assert find("?text=RAUM") == ["room"]
    assert find("?text=team-3") == ["team-3"]
    assert find("?owner=alice") == ["team-1", "team-3", "team-5"]
    assert find("?owner=alice&text=team%205") == ["team-5"]
    assert find("?owner=nobody") == []
    assert control.ask("GET", "/groups?type=None").refusal == (400, "parameter_invalid")


def test_accounts_are_found(app):
    control, api = app
    api.import_accounts(["anna", "ann", "bert", "annika"])
    assert control.ok("GET", "/accounts?prefix=ann") == {"accounts": ["ann", "anna", "annika"]}
    page = control.ok("GET", "/accounts?prefix=ann&limit=2")
    assert page == {"accounts": ["ann", "anna"], "next": "annika"}
    assert control.ok("GET", "/accounts?prefix=ann&from=annika") == {"accounts": ["annika"]}


def test_a_signature_is_explained(world, app):
    control, _ = app
    made = control.ok("POST", "/usersigs", {"identifier": "somebody", "seconds": 60})
    url = f"curl 'https://chat.example/v4/x/y?{made['query']}' -d '{{}}'"
    for text in made["usersig"], url:
        explained = control.ok("POST", "/usersigs/explain", {"text": text})
        assert (explained["accepted"], explained["code"]) == (True, 0)
    other, _ = create_app(world)
    explained = other.ok("POST", "/usersigs/explain", {"text": url})
    assert (explained["accepted"], explained["code"]) == (False, 70014)
    assert [step["outcome"] for step in explained["steps"]].count("failed") >= 2
    other.ok("DELETE")
    assert made["usersig"] not in world.log


def test_settings_are_shown_without_secrets(tmp_path):
    flags = ["--sdkappid", 5, "--secret-key", "nobody may know", "--control-token", TOKEN]
    with live_server.Server(tmp_path, *flags) as server:
        settings = ask(server, f"{ROOT}/settings", authorization=f"Bearer {TOKEN}")
        shown = {setting["name"]: (setting["value"], setting["source"]) for setting in settings.json["settings"]}
        assert shown["sdkappid"] == ("5", "flags")
        assert shown["secretKey"] == shown["control.token"] == ("(set)", "flags")
        assert b"nobody may know" not in settings.body and TOKEN.encode() not in settings.body


# MARK: Browsers


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    flags = ["--dev", "--control-token", TOKEN]
    with live_server.Server(tmp_path_factory.mktemp("data"), *flags) as server:
        yield server


def test_a_browser_signs_in_and_out(guarded):
    assert ask(guarded, f"{ROOT}/session").json == {"signedIn": False, "needsToken": True, "development": True}
    assert ask(guarded, f"{ROOT}/session", "POST", {"token": TOKEN[:-1]}).refusal == (401, "token_wrong")
    answer = ask(guarded, f"{ROOT}/session", "POST", {"token": TOKEN})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    shown = {"cookie": cookie.split(";")[0]}
    csrf = answer.json["csrf"]
    assert ask(guarded, f"{ROOT}/session", **shown).json["csrf"] == csrf
    assert ask(guarded, f"{ROOT}/apps", **shown).status == 200
    assert ask(guarded, f"{ROOT}/apps", "POST", {}, **shown).refusal == (403, "csrf_wrong")
    assert ask(guarded, f"{ROOT}/apps", "POST", {}, X_Qun_CSRF="0" * 32, **shown).refusal == (403, "csrf_wrong")
    assert ask(guarded, f"{ROOT}/apps", "POST", {}, X_Qun_CSRF=csrf, **shown).status == 201
    assert ask(guarded, f"{ROOT}/session", "DELETE", X_Qun_CSRF=csrf, **shown).status == 200
    assert ask(guarded, f"{ROOT}/apps", **shown).refusal == (401, "token_wrong")
    assert TOKEN not in guarded.log and csrf not in guarded.log


def test_a_page_of_the_port_itself_needs_the_value_without_a_token_too(world):
    origin = {"origin": world.ready["control"]}
    assert ask(world, f"{ROOT}/apps", "POST", {}, **origin).refusal == (403, "csrf_wrong")
    csrf = ask(world, f"{ROOT}/session", **origin).json["csrf"]
    made = ask(world, f"{ROOT}/apps", "POST", {}, X_Qun_CSRF=csrf, **origin)
    assert made.status == 201
    AppControl(world, made.json["sdkappid"]).ok("DELETE")


def test_the_console_is_served_with_its_policy(guarded):
    assert ask(guarded, "/").headers["Location"] == "/console/"
    page = ask(guarded, "/console/")
    assert page.status == 200 and page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert ask(guarded, "/console/", If_None_Match=page.headers["ETag"]).status == 304
    assert ask(guarded, "/console/", "HEAD").body == b""
    assert ask(guarded, "/console/nothing.js").refusal[0] in (401, 404)


def test_a_body_that_is_too_large(world):
    answer = ask(world, f"{ROOT}/apps", "POST", b" " * 70_000)
    assert answer.refusal == (413, "body_too_large")


# MARK: Command line


def run(server, *arguments, exit_code=0):
    """Runs a subcommand against the server's control port; returns what it prints."""
    finished = live_server.run_qun(*arguments, "--control", server.ready["control"])
    assert finished.returncode == exit_code, finished.stderr
    return finished.stdout if exit_code == 0 else finished.stderr


def test_everything_is_there_on_the_command_line(world, tmp_path):
    made = json.loads(run(world, "app", "create", "--admin", "boss"))
    app = ("--sdkappid", made["sdkappid"])
    assert made["admins"] == ["boss"]
    assert f"{made['sdkappid']}  created  " in run(world, "app", "list")
    seed = tmp_path / "seed.jsonl"
    seed.write_text(json.dumps({"command": f"{GROUPS}/create_group", "body": {"GroupId": "g", "Type": "Public", "Name": "n"}}))
    assert run(world, "seed", *app, "--keep", seed) == "1 calls were made\n"
    clock = json.loads(run(world, "clock", *app, "--advance", "2d", "--freeze", "--signatures", "on"))
    assert clock["frozen"] and clock["signatures"] and abs(clock["ahead"] - 2 * 86_400) <= 1
    assert json.loads(run(world, "clock", *app))["now"] == clock["now"]
    assert json.loads(run(world, "clock", *app, "--set", 1_600_000_000, "--rate", 2, "--run"))["rate"] == 2
    control = AppControl(world, made["sdkappid"])
    run(world, "reset", *app)
    assert control.ok("GET", "/groups")["groups"] == []
    run(world, "reset", *app, "--to-seed")
    assert [group["GroupId"] for group in control.ok("GET", "/groups")["groups"]] == ["g"]
    assert abs(control.ok("GET", "/clock")["ahead"]) <= 1
    run(world, "app", "drop", made["sdkappid"])
    assert "has no app" in run(world, "app", "drop", made["sdkappid"], exit_code=1)


@pytest.mark.parametrize("arguments, words", [
    (["clock", "--advance", "soon"], "--advance must be a time"),
    (["clock", "--freeze", "--run"], "are opposites"),
    (["clock", "--rate", "0"], "rate must be a number"),
    (["seed", "/nowhere"], "cannot be read"),
    (["reset", "--sdkappid", "9"], "has no app 9"),
])
def test_a_wrong_command_line_is_told(tmp_path_factory, world, arguments, words):
    finished = live_server.run_qun(*arguments, "--control", world.ready["control"])
    assert finished.returncode != 0
    assert words in finished.stderr
