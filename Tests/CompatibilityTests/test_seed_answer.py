"""The answers of the `get_group_info` page, field for field and in the page's order, from `qun serve --demo`."""

import json
import pathlib
import re
import subprocess

import pytest

import live_server

GOLDEN = pathlib.Path(__file__).parent / "golden"

GROUP = "@TGS#2J4SZEAEL"
FILTER = {
    "GroupBaseInfoFilter": ["Type", "Name", "Introduction", "Notification"],
    "MemberInfoFilter": ["Account", "Role"],
    "AppDefinedDataFilter_Group": ["GroupTestData1", "GroupTestData2"],
    "AppDefinedDataFilter_GroupMember": ["MemberDefined2", "MemberDefined1"],
}


def ordered(text):
    """JSON with every object as a list of its members, so that their order counts."""
    return json.loads(text, object_pairs_hook=list)


def golden(name):
    return ordered((GOLDEN / f"get_group_info.{name}.json").read_text())


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(data):
    with live_server.Server(data, "--demo") as server:
        yield server


def ask(server, body):
    with server.connect() as connection:
        return ordered(connection.call_bytes("get_group_info", json.dumps(body).encode()))


def test_ready_line_names_the_app_of_the_page(demo):
    assert (demo.ready["sdkappid"], demo.ready["admin"]) == (1400001001, "administrator")


def test_unfiltered_answer(demo):
    assert ask(demo, {"GroupIdList": [GROUP]}) == golden("unfiltered")


@pytest.mark.parametrize(
    "no_filter", [None, {}, {"GroupBaseInfoFilter": [], "MemberInfoFilter": None}], ids=["null", "empty", "empty lists"]
)
def test_filter_without_a_name_is_no_filter(demo, no_filter):
    assert ask(demo, {"GroupIdList": [GROUP], "ResponseFilter": no_filter}) == golden("unfiltered")


def test_filtered_answer(demo):
    assert ask(demo, {"GroupIdList": [GROUP], "ResponseFilter": FILTER}) == golden("filtered")


def test_order_inside_a_filter_changes_nothing(demo):
    backwards = {name: list(reversed(FILTER[name])) for name in reversed(FILTER)}
    assert ask(demo, {"GroupIdList": [GROUP], "ResponseFilter": backwards}) == golden("filtered")


def test_groups_of_the_page_that_do_not_exist(demo):
    assert ask(demo, {"GroupIdList": ["@TGS#1NVTZEAE4", "@TGS#1CXTZEAET"]}) == golden("missing")


def pasted_curls(server, readme):
    """What the blocks of a README that begin with a curl print, pasted into a shell."""
    text = (live_server.PROJECT / readme).read_text()
    blocks = [block for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) if block.startswith("curl ")]
    printed = []
    for block in blocks:
        here = block.replace("http://127.0.0.1:8080", server.ready["http"])
        printed.append(subprocess.run(["bash", "-c", here], capture_output=True, timeout=60).stdout)
    return printed


def test_pasted_curl_prints_the_unfiltered_answer(demo):
    printed = subprocess.run(["bash", "-c", demo.ready["curl"]], capture_output=True, timeout=60)
    assert printed.returncode == 0, printed.stderr
    assert ordered(printed.stdout) == golden("unfiltered")


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_curls_of_the_readme_print_the_answers_of_the_page(tmp_path, readme):
    """On a server of its own, because the last curls send a message."""
    with live_server.Server(tmp_path, "--demo") as server:
        unfiltered, filtered, _ = pasted_curls(server, readme)
    assert ordered(unfiltered) == golden("unfiltered")
    assert ordered(filtered) == golden("filtered")


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_curls_of_the_readme_send_a_message_and_read_it(tmp_path, readme):
    with live_server.Server(tmp_path, "--demo") as server:
        sent, read = pasted_curls(server, readme)[2].decode().replace("}{", "}\n{").splitlines()
    (message,) = json.loads(read)["RspMsgList"]
    assert message["MsgSeq"] == json.loads(sent)["MsgSeq"] == 1234
    assert message["MsgBody"] == [{"MsgType": "TIMTextElem", "MsgContent": {"Text": "hello"}}]


def test_answer_over_tls_is_the_same(demo):
    with demo.connect(secure=True) as connection:
        answer = connection.call_bytes("get_group_info", json.dumps({"GroupIdList": [GROUP]}).encode())
    assert ordered(answer) == golden("unfiltered")


def test_demo_is_loaded_once(tmp_path):
    with live_server.Server(tmp_path, "--demo") as first:
        with first.connect() as connection:
            connection.ok("modify_group_base_info", {"GroupId": GROUP, "Name": "Renamed"})
    with live_server.Server(tmp_path, "--demo") as second:
        with second.connect() as connection:
            assert connection.group(GROUP)["Name"] == "Renamed"


def test_demo_key_is_refused_on_another_address_than_loopback(tmp_path):
    with pytest.raises(live_server.StartFailed) as failure:
        with live_server.Server(tmp_path, "--demo", "--host", "0.0.0.0"):
            pass
    assert failure.value.exit_code not in (0, None)
    assert "0.0.0.0" in failure.value.log or "loopback" in failure.value.log
