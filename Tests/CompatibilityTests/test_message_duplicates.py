"""The same message twice is one message, over restarts too, and the log says why the second one was dropped."""

import concurrent.futures

import pytest

import live_server
from messages import message, text

GROUP = "twice"
TOWN = "@TGS#_twice"
TOPICS = [f"{TOWN}@TOPIC#_first", f"{TOWN}@TOPIC#_second"]
LONG_AGO = 1448357837


def make_places(api):
    api.import_accounts(["anna", "ben"])
    listed = [{"Member_Account": "anna"}, {"Member_Account": "ben"}]
    api.ok("create_group", {"GroupId": GROUP, "Type": "Public", "Name": "Twice", "MemberList": listed})
    api.ok("create_group", {"GroupId": TOWN, "Type": "Community", "Name": "Town", "SupportTopic": 1})
    for topic in TOPICS:
        api.ok("create_topic", {"GroupId": TOWN, "TopicId": topic, "TopicName": "A topic"})


def sent(api, body):
    """Sends; returns the number and the time that are answered."""
    answer = api.ok("send_group_msg", body)
    assert "MsgDropReason" not in answer
    return answer["MsgSeq"], answer["MsgTime"]


def notes(server, command):
    """The notes of a command's lines in the log of a server that has ended."""
    assert server.process.poll() is not None
    return [line.get("note") for line in server.log_lines(command)]


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_message_sent_again_after_a_restart_is_the_first_one(tmp_path, end):
    hello = message(GROUP, "hello", "anna", CloudCustomData="x")
    with live_server.Server(tmp_path) as server, server.connect() as api:
        make_places(api)
        sent(api, message(GROUP, "before", "ben"))
        first = sent(api, hello)
        assert sent(api, hello) == first
        sent(api, message(GROUP, "after", "ben"))
        assert sent(api, hello) == first
        before = api.group(GROUP), api.history(GROUP)
        getattr(server, end)()
    with live_server.Server(tmp_path) as restarted:
        with restarted.connect() as api:
            assert sent(api, hello) == first
            assert (api.group(GROUP), api.history(GROUP)) == before
            assert first[0] == 2
            assert sent(api, message(GROUP, "new", "anna"))[0] == 4
            assert sent(api, hello) == first
        restarted.stop()
        again, new, once_more = notes(restarted, "send_group_msg")
    assert new is None
    assert again == once_more
    assert again.startswith("dropped: ")
    assert "same Random and content" in again and "MsgSeq 2" in again


def test_only_the_second_of_two_has_a_note(tmp_path):
    hello = message(GROUP, "hello", "anna")
    with live_server.Server(tmp_path) as server:
        with server.connect() as api:
            make_places(api)
            sent(api, hello)
            sent(api, hello)
            sent(api, {**hello, "MsgBody": text("hello!")})
        server.stop()
        first, second, third = notes(server, "send_group_msg")
    assert (first, third) == (None, None)
    assert second.startswith("dropped: ") and "MsgSeq 1" in second


@pytest.fixture
def group(api, accounts, make_group):
    """A group with two members, `anna` and `ben` of the bodies below."""
    anna, ben = accounts(2)
    listed = [{"Member_Account": anna}, {"Member_Account": ben}]
    return make_group(MemberList=listed), anna, ben


@pytest.mark.parametrize(
    "change",
    [
        {"MsgBody": text("hello!")},
        {"MsgBody": text("hello") + text("")},
        {"MsgBody": [{"MsgType": "TIMTextElem", "MsgContent": {"Text": "hello", "Extra": 1}}]},
        {"MsgBody": [{"MsgType": "TIMCustomElem", "MsgContent": {"Text": "hello"}}]},
        {"CloudCustomData": "x"},
    ],
    ids=["other text", "one more element", "one more field", "other element", "other custom data"],
)
def test_same_random_with_other_content_is_a_new_message(api, group, change):
    where, anna, _ = group
    hello = message(where, "hello", anna)
    assert [sent(api, hello)[0], sent(api, {**hello, **change})[0]] == [1, 2]
    assert [sent(api, hello)[0], sent(api, {**hello, **change})[0]] == [1, 2]
    assert len(api.history(where)) == api.group(where)["NextMsgSeq"] - 1 == 2


def test_same_random_of_another_sender_is_a_new_message(api, group):
    where, anna, ben = group
    hello = message(where, "hello", anna)
    from_admin = {name: value for name, value in hello.items() if name != "From_Account"}
    assert [sent(api, body)[0] for body in (hello, {**hello, "From_Account": ben}, from_admin)] == [1, 2, 3]
    assert [sent(api, body)[0] for body in (from_admin, {**hello, "From_Account": ben}, hello)] == [3, 2, 1]
    assert [entry["From_Account"] for entry in api.history(where)] == ["administrator", ben, anna]


def test_other_random_with_the_same_content_is_a_new_message(api, group):
    where, anna, _ = group
    hello = message(where, "hello", anna)
    randoms = (0, 1, 2**31, 2**32 - 1)
    assert [sent(api, {**hello, "Random": random})[0] for random in randoms] == [1, 2, 3, 4]
    assert [sent(api, {**hello, "Random": random})[0] for random in randoms] == [1, 2, 3, 4]
    assert [entry["MsgRandom"] for entry in api.history(where)] == list(reversed(randoms))


def test_same_message_in_other_places_is_a_new_message(tmp_path):
    hello = message(GROUP, "hello", "anna")
    places = [{}, *({"GroupId": TOWN, "TopicId": topic} for topic in TOPICS)]
    with live_server.Server(tmp_path) as server, server.connect() as api:
        make_places(api)
        for _ in range(2):
            assert [sent(api, {**hello, **place})[0] for place in places] == [1, 1, 1]
        assert api.group(GROUP)["NextMsgSeq"] == 2
        assert [api.topic(TOWN, topic)["NextMsgSeq"] for topic in TOPICS] == [2, 2]


def test_options_do_not_make_a_message_another_one(api, group):
    """The key is Random, sender, MsgBody and CloudCustomData; the first one's options stay."""
    where, anna, ben = group
    hello = message(where, "hello", anna)
    first = sent(api, hello)
    for options in ({"MsgPriority": "High"}, {"SendMsgControl": ["NoUnread"]}, {"To_Account": [ben]}):
        assert sent(api, {**hello, **options}) == first
    (entry,) = api.history(where)
    assert entry["MsgPriority"] == 2


def test_message_for_those_online_is_told_apart_from_its_repetition(api, group):
    where, anna, _ = group
    hello = message(where, "hello", anna, OnlineOnlyFlag=1)
    first = sent(api, hello)
    assert first[0] == 0
    assert sent(api, hello) == first
    assert api.history(where) == []


def test_recalled_message_sent_again_stays_recalled(api, group):
    where, anna, _ = group
    hello = message(where, "hello", anna)
    first = sent(api, hello)
    api.ok("group_msg_recall", {"GroupId": where, "MsgSeqList": [{"MsgSeq": 1}]})
    assert sent(api, hello) == first
    assert [entry["IsPlaceMsg"] for entry in api.history(where, WithRecalledMsg=1)] == [2]


def test_message_of_a_destroyed_group_is_new_in_the_next_group_of_the_name(api, group):
    where, _, _ = group
    hello = message(where, "hello")
    other = message(where, "other")
    assert [sent(api, other)[0], sent(api, hello)[0]] == [1, 2]
    api.ok("destroy_group", {"GroupId": where})
    api.ok("create_group", {"GroupId": where, "Type": "Public", "Name": "Again"})
    assert api.history(where) == []
    assert sent(api, hello)[0] == 1


def test_sixteen_at_once_are_one_message(server, api, group):
    where, anna, _ = group
    hello = message(where, "hello", anna)

    def send(_):
        with server.connect() as connection:
            return sent(connection, hello)

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = set(pool.map(send, range(16)))
    (entry,) = api.history(where)
    assert answers == {(entry["MsgSeq"], entry["MsgTimeStamp"])}


def test_imported_message_is_not_imported_twice(api, accounts, name):
    (account,) = accounts(1)
    group = name("import")
    api.ok("import_group", {"GroupId": group, "Type": "Public", "Name": "Old", "CreateTime": LONG_AGO})
    listed = [
        {"From_Account": account, "SendTime": LONG_AGO + number, "Random": number, "MsgBody": text("old")}
        for number in (10, 20)
    ]
    body = {"GroupId": group, "MsgList": listed}
    results = api.ok("import_group_msg", body)["ImportMsgResult"]
    assert [(item["MsgSeq"], item["Result"]) for item in results] == [(1, 0), (2, 0)]
    assert api.ok("import_group_msg", body)["ImportMsgResult"] == results
    assert [entry["MsgTimeStamp"] for entry in api.history(group)] == [LONG_AGO + 20, LONG_AGO + 10]


def test_broadcast_sent_again_has_the_first_number(tmp_path):
    body = {"Random": 7, "MsgBody": text("to all rooms")}
    with live_server.Server(tmp_path) as server, server.connect() as api:
        first = api.ok("send_broadcast_msg", body)["MsgSeq"]
        assert api.ok("send_broadcast_msg", body)["MsgSeq"] == first == 1
        server.kill()
    with live_server.Server(tmp_path) as restarted:
        with restarted.connect() as api:
            assert api.ok("send_broadcast_msg", body)["MsgSeq"] == 1
            assert api.ok("send_broadcast_msg", {**body, "Random": 8})["MsgSeq"] == 2
        restarted.stop()
        again, new = notes(restarted, "send_broadcast_msg")
    assert new is None
    assert again.startswith("dropped: ")
