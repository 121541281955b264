"""Rates: the profile `tencent` refuses what comes too often with 60007, and takes it again a second later."""

import contextlib
import json
import time

import pytest

import live_server
from conftest import SDKAPPID, SECRET_KEY

OTHER_APP = SDKAPPID + 1
OTHER_KEY = "7" * 64


@pytest.fixture
def limited(tmp_path):
    """Starts a server for two apps, with these settings for the first; the second has no rates."""
    with contextlib.ExitStack() as servers:

        def start(**settings):
            configuration = tmp_path / "qun.json"
            apps = {SDKAPPID: {"secretKey": SECRET_KEY, **settings}, OTHER_APP: {"secretKey": OTHER_KEY}}
            configuration.write_text(json.dumps({"apps": apps}))
            server = live_server.Server(tmp_path / "data", "--config", configuration)
            return servers.enter_context(server)

        yield start


def connect(server, sdkappid=SDKAPPID, key=SECRET_KEY):
    made = live_server.run_qun("usersig", "make", "--sdkappid", sdkappid, "--secret-key", key)
    return live_server.Connection(server.ready["http"], sdkappid, "administrator", made.stdout.strip())


def call_until_refused(connection, command, body, most):
    """Calls as fast as it can; returns how many calls went through and the code of the one that did not."""
    for count in range(most):
        code = connection.code(command, body)
        if code != 0:
            return count, code
    return most, 0


def test_tencent_profile_lists_all_groups_once_a_second(limited):
    server = limited(rateProfile="tencent")
    with connect(server) as connection:
        begin = time.monotonic()
        count, code = call_until_refused(connection, "get_appid_group_list", {}, 20)
        assert code == 60007
        assert 1 <= count <= 1 + (time.monotonic() - begin)
        connection.ok("account_check", {"CheckItem": [{"UserID": "someone"}]})
        time.sleep(1.1)
        connection.ok("get_appid_group_list", {})


def test_refused_call_has_done_nothing_and_comes_through_later(limited):
    server = limited(rateProfile="tencent", rates={"group_open_http_svc/create_group": 1})
    with connect(server) as connection:
        refused = []
        for number in range(20):
            body = {"GroupId": f"group-{number}", "Type": "Public", "Name": "x"}
            answer = connection.call("create_group", body)
            if answer["ErrorCode"] != 0:
                refused.append(body)
                break
        (body,) = refused
        assert list(answer) == ["ActionStatus", "ErrorInfo", "ErrorCode"]
        assert (answer["ActionStatus"], answer["ErrorCode"]) == ("FAIL", 60007)
        (entry,) = connection.ok("get_group_info", {"GroupIdList": [body["GroupId"]]})["GroupInfo"]
        assert entry["ErrorCode"] == 10010
        time.sleep(1.1)
        connection.ok("create_group", body)
        assert connection.group(body["GroupId"])["Name"] == "x"


def test_rate_over_all_commands(limited):
    server = limited(rates={"total": 1})
    with connect(server) as connection:
        connection.ok("account_import", {"UserID": "someone"})
        codes = {connection.code("get_group_info", {"GroupIdList": ["none"]}) for _ in range(10)}
        assert 60011 in codes and codes <= {0, 60011}
        time.sleep(1.1)
        connection.ok("account_check", {"CheckItem": [{"UserID": "someone"}]})


def test_other_app_is_not_held_up(limited):
    server = limited(rates={"standard": 1})
    with connect(server) as first, connect(server, OTHER_APP, OTHER_KEY) as second:
        body = {"GroupIdList": ["none"]}
        assert call_until_refused(first, "get_group_info", body, 20)[1] == 60007
        assert call_until_refused(second, "get_group_info", body, 20) == (20, 0)
        first.ok("account_import", {"UserID": "someone"})


def test_without_a_profile_nothing_is_refused(limited):
    server = limited()
    with connect(server) as connection:
        body = {"GroupIdList": ["none"]}
        assert call_until_refused(connection, "get_group_info", body, 300) == (300, 0)
