"""Nodes that share a PostgreSQL database: what one answers with OK, the others know."""

import concurrent.futures
import contextlib

import pytest

import live_server
from conftest import SDKAPPID, SECRET_KEY
from messages import text

pytestmark = pytest.mark.postgres

APP = ("--sdkappid", SDKAPPID, "--secret-key", SECRET_KEY, "--no-tls", "--auto-import-accounts")


@pytest.fixture
def nodes(tmp_path):
    """Two servers with data folders of their own and one database, started at the same time on an empty one."""
    servers = [
        live_server.Server(tmp_path / name, *APP, shared=tmp_path) for name in ("first", "second")
    ]
    with contextlib.ExitStack() as opened, concurrent.futures.ThreadPoolExecutor() as pool:
        for server in pool.map(live_server.Server.start, servers):
            opened.callback(server.__exit__, None, None, None)
        yield servers


@pytest.fixture
def connections(nodes):
    """A connection to each node."""
    with contextlib.ExitStack() as opened:
        yield [opened.enter_context(server.connect()) for server in nodes]


def test_log_says_which_store_is_open(nodes):
    for node in nodes:
        (line,) = node.log_entries("the store is open")
        assert (line["store"], line["lanes"]) == ("postgresql", "4")
        assert int(line["schema_version"]) > 0
        assert "user" not in line["place"] and "qun@" not in node.log


def test_group_in_memory_of_one_node_shows_what_the_other_has_changed(connections):
    one, other = connections
    one.ok("create_group", {"GroupId": "crew", "Type": "Public", "Name": "0", "Owner_Account": "anna"})
    for number in range(1, 200):
        assert other.group("crew")["Name"] == str(number - 1)
        one.ok("modify_group_base_info", {"GroupId": "crew", "Name": str(number)})
        one, other = other, one
    one.ok("destroy_group", {"GroupId": "crew"})
    (entry,) = other.ok("get_group_info", {"GroupIdList": ["crew"]})["GroupInfo"]
    assert entry["ErrorCode"] == 10010
    one.ok("create_group", {"GroupId": "crew", "Type": "Public", "Name": "anew"})
    assert other.group("crew")["Name"] == "anew"


def test_messages_through_several_nodes_have_numbers_without_gaps(nodes, connections):
    connections[0].ok("create_group", {"GroupId": "busy", "Type": "Public", "Name": "Busy", "Owner_Account": "anna"})

    def send(sender):
        with nodes[sender % 2].connect() as api:
            bodies = [
                {"GroupId": "busy", "From_Account": "anna", "Random": sender * 1000 + number, "MsgBody": text(str(number))}
                for number in range(50)
            ]
            return [api.ok("send_group_msg", body)["MsgSeq"] for body in bodies]

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(send, range(8)))
    assert all(sent == sorted(sent) for sent in numbers)
    assert sorted(number for sent in numbers for number in sent) == list(range(1, 401))
    for api in connections:
        assert api.group("busy")["NextMsgSeq"] == 401
        assert [entry["MsgSeq"] for entry in api.history("busy")] == list(range(400, 0, -1))


def test_message_that_is_sent_again_through_another_node_is_one(connections):
    one, other = connections
    one.ok("create_group", {"GroupId": "calm", "Type": "Public", "Name": "Calm", "Owner_Account": "anna"})
    body = {"GroupId": "calm", "From_Account": "anna", "Random": 7, "MsgBody": text("once")}
    answers = [api.ok("send_group_msg", body) for api in (one, other, one)]
    assert [answer["MsgSeq"] for answer in answers] == [1, 1, 1]
    assert len(other.history("calm")) == 1


def test_last_free_places_are_given_once(nodes, connections):
    group = {"GroupId": "small", "Type": "Public", "Name": "Small", "Owner_Account": "anna", "MaxMemberCount": 11}
    connections[0].ok("create_group", group)

    def add(number):
        with nodes[number % 2].connect() as api:
            return api.code("add_group_member", {"GroupId": "small", "MemberList": [{"Member_Account": f"a{number}"}]})

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(add, range(40)))
    assert (codes.count(0), codes.count(10014)) == (10, 30)
    assert [api.group("small")["MemberNum"] for api in connections] == [11, 11]


def test_node_that_is_killed_takes_nothing_with_it(nodes, connections):
    one, other = connections
    for number in range(50):
        one.ok("create_group", {"GroupId": f"g{number}", "Type": "Public", "Name": "n", "Owner_Account": "anna"})
    nodes[0].kill()
    assert other.ok("get_appid_group_list", {"Limit": 100})["TotalCount"] == 50
    other.ok("modify_group_base_info", {"GroupId": "g0", "Name": "still here"})


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgres://anna:hush@127.0.0.1:1/none", "the database at 127.0.0.1/none cannot be used"),
        ("postgres://anna:hush@127.0.0.1:1/none?sslmod=x", "the address of the store cannot be read"),
        ("mysql://anna:hush@127.0.0.1/none", "not with mysql://"),
    ],
)
def test_address_that_cannot_be_used_is_told_without_user_and_password(tmp_path, address, words):
    with pytest.raises(live_server.StartFailed) as failure:
        with live_server.Server(tmp_path, *APP, "--store", address):
            pass
    assert words in failure.value.log
    assert "hush" not in failure.value.log and "anna" not in failure.value.log


def test_qun_check_says_that_it_is_not_about_this_store(tmp_path):
    configuration = tmp_path / "qun.json"
    configuration.write_text('{"store": "postgres://anna:hush@127.0.0.1/none"}')
    checked = live_server.run_qun("check", "--config", configuration)
    assert checked.returncode != 0
    assert "PostgreSQL" in checked.stderr and "hush" not in checked.stderr


def test_ready_while_a_write_works(nodes, connections):
    for api in connections:
        status, _, _ = api.send("GET", "/ready")
        assert status == 200
