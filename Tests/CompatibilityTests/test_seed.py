"""A server that is started with a seed has what its calls make, once."""

import contextlib
import json

import pytest

import live_server
from conftest import SDKAPPID, SECRET_KEY

SEED = [
    {"command": "im_open_login_svc/account_import", "body": {"UserID": "anna", "Nick": "Anna"}},
    {"command": "/v4/group_open_http_svc/create_group", "app": SDKAPPID, "body": {
        "Type": "Public", "Name": "Crew \U0001F680", "GroupId": "crew", "Owner_Account": "anna",
    }},
    {"command": "group_open_http_svc/send_group_msg", "body": {
        "GroupId": "crew", "From_Account": "anna", "Random": 1,
        "MsgBody": [{"MsgType": "TIMTextElem", "MsgContent": {"Text": "hello"}}],
    }},
]


@pytest.fixture
def start(tmp_path, signer):
    """A function that starts a server with a seed, and returns it with a connection."""
    with contextlib.ExitStack() as opened:

        def begin(lines):
            seed = tmp_path / "seed.jsonl"
            seed.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
            configuration = tmp_path / "qun.json"
            app = {"secretKey": SECRET_KEY, "messages": {"messagesPerSecond": 1}}
            configuration.write_text(json.dumps({"apps": {SDKAPPID: app}}))
            server = live_server.Server(tmp_path / "data", "--config", configuration, "--seed", seed)
            opened.enter_context(server)
            usersig = signer.gen_sig("administrator")
            connection = live_server.Connection(server.ready["http"], SDKAPPID, "administrator", usersig)
            return server, opened.enter_context(connection)

        yield begin


def test_seed_is_played_once(start):
    # more messages than the app takes in a second
    more = [{**SEED[2], "body": {**SEED[2]["body"], "Random": number}} for number in range(2, 30)]
    server, api = start([SEED[0], "", *SEED[1:], *more])
    assert (api.group("crew")["Owner_Account"], api.group("crew")["NextMsgSeq"]) == ("anna", 30)
    api.ok("destroy_group", {"GroupId": "crew"})
    api.ok("create_group", {"Type": "Public", "Name": "Another", "GroupId": "another"})
    server.stop()
    server, api = start(SEED)
    assert api.ok("get_appid_group_list", {})["GroupIdList"] == [{"GroupId": "another"}]
    assert server.log_entries("the app has groups already, and gets no seed")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "the line is no JSON"),
        ("[]", "the line is no object"),
        ({"command": "group_open_http_svc/create_grup", "body": {}}, "no command group_open_http_svc/create_grup"),
        ({"command": 1, "body": {}}, "command must be a text"),
        ({"command": "group_open_http_svc/create_group"}, "body must be an object"),
        ({"command": "group_open_http_svc/create_group", "body": {}, "user": "anna"}, "user is unknown"),
        ({"command": "group_open_http_svc/create_group", "body": {}, "app": 7}, "no app 7"),
        ({"command": "group_open_http_svc/create_group", "body": {}, "app": "x"}, "app must be the number"),
        ({"command": "group_open_http_svc/create_group", "body": {"Type": "Public"}}, "is refused with 10004: Name"),
    ],
)
def test_seed_that_is_wrong_leaves_nothing(start, line, reason):
    with pytest.raises(live_server.StartFailed) as failed:
        start([*SEED, line])
    assert "seed.jsonl, line 4: " in failed.value.log and reason in failed.value.log
    _, api = start([])
    assert api.ok("get_appid_group_list", {})["TotalCount"] == 0
    assert api.ok("account_check", {"CheckItem": [{"UserID": "anna"}]})["ResultItem"][0]["AccountStatus"] == "NotImported"


def test_seed_that_is_not_there(tmp_path):
    server = live_server.Server(tmp_path / "data", "--seed", "/none.jsonl")
    with pytest.raises(live_server.StartFailed) as failed:
        server.start()
    assert "/none.jsonl cannot be read" in failed.value.log


def test_seed_that_was_cut_off_is_played_anew(tmp_path, start):
    server, api = start(SEED)
    api.ok("add_group_member", {"GroupId": "crew", "MemberList": [{"Member_Account": "administrator"}]})
    server.stop()
    # what a server leaves that is killed while it plays
    (tmp_path / "data" / "seeding.json").write_text(json.dumps([int(SDKAPPID)]))
    server, api = start(SEED)
    assert (api.group("crew")["MemberNum"], api.group("crew")["NextMsgSeq"]) == (1, 2)
    assert not (tmp_path / "data" / "seeding.json").exists()
