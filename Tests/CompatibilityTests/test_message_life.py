"""Receipts, pairs of keys and values, changes and broadcasts: what no client in this suite has a method for."""

import pytest

import live_server
from messages import message, text


@pytest.fixture
def group(api, accounts, make_group):
    """A group of four; its owner first."""
    owner, *others = accounts(4)
    group = make_group(Owner_Account=owner, MemberList=[{"Member_Account": account} for account in others])
    return group, owner, *others


def counts(api, group, *seqs):
    """What get_group_msg_receipt answers for messages: code, readers, others."""
    listed = [{"MsgSeq": seq} for seq in seqs]
    answer = api.ok("get_group_msg_receipt", {"GroupId": group, "MsgSeqList": listed})
    items = answer["GroupMsgReceiptList"]
    assert [item["MsgSeq"] for item in items] == list(seqs)
    return [(item["Code"], item["ReadNum"], item["UnreadNum"]) for item in items]


def acknowledge(api, group, account, *seqs):
    body = {"GroupId": group, "From_Account": account, "MsgSeqList": [{"MsgSeq": seq} for seq in seqs]}
    return api.code("group_msg_receipt", body)


def receipt_pages(api, group, seq, have_read, count):
    """The accounts of get_group_msg_receipt_detail, page by page."""
    field, item = ("ReadList", "Read_Account") if have_read else ("UnreadList", "Unread_Account")
    pages, cursor = [], ""
    while True:
        body = {"GroupId": group, "MsgSeq": seq, "Filter": 0 if have_read else 1, "Cursor": cursor, "Count": count}
        answer = api.ok("get_group_msg_receipt_detail", body)
        assert answer["MsgSeq"] == seq
        assert answer["IsFinish"] == answer["IsFinished"]
        pages.append([entry[item] for entry in answer[field]])
        cursor = answer["Cursor"]
        if answer["IsFinished"] == 1:
            assert cursor == "0"
            return pages


def test_receipts_count_readers_of_those_who_were_members_when_it_was_sent(api, accounts, group):
    where, owner, first, second, third = group
    api.ok("send_group_msg", message(where, "please read", owner, NeedReadReceipt=1))
    api.ok("send_group_msg", message(where, "without receipts", owner))
    assert counts(api, where, 1, 2, 3) == [(0, 0, 3), (10062, 0, 0), (10062, 0, 0)]
    assert acknowledge(api, where, first, 1, 2, 3) == 0
    assert acknowledge(api, where, first, 1) == 0
    assert acknowledge(api, where, first, 2) == 10062
    assert counts(api, where, 2, 1) == [(10062, 0, 0), (0, 1, 2)]
    (later,) = accounts(1)
    api.ok("add_group_member", {"GroupId": where, "MemberList": [{"Member_Account": later}]})
    assert acknowledge(api, where, later, 1) == 10062
    assert acknowledge(api, where, "nobody-here", 1) == 10007
    assert counts(api, where, 1) == [(0, 1, 2)]
    assert receipt_pages(api, where, 1, True, 10) == [[first]]
    assert receipt_pages(api, where, 1, False, 1) == [[second], [third]]
    assert receipt_pages(api, where, 1, False, 2) == [[second, third]]


def test_receipts_of_a_large_audience_page_by_page(api, accounts, make_group):
    fresh = accounts(199)
    where = make_group(MemberList=[{"Member_Account": account} for account in fresh[:100]])
    api.ok("add_group_member", {"GroupId": where, "MemberList": [{"Member_Account": a} for a in fresh[100:]]})
    api.ok("send_group_msg", message(where, "please read", NeedReadReceipt=1))
    for account in fresh[:150]:
        assert acknowledge(api, where, account, 1) == 0
    assert counts(api, where, 1) == [(0, 150, 49)]
    pages = receipt_pages(api, where, 1, True, 60)
    assert [len(page) for page in pages] == [60, 60, 30]
    assert sorted(account for page in pages for account in page) == sorted(fresh[:150])
    assert sorted(receipt_pages(api, where, 1, False, 500)[0]) == sorted(fresh[150:])


def test_receipts_are_refused_where_there_are_none(api, group, make_group):
    where, owner, first, *_ = group
    assert api.code("send_group_msg", message(where, "x", owner, NeedReadReceipt=1, OnlineOnlyFlag=1)) == 10061
    community = api.ok("create_group", {"Type": "Community", "Name": "Community"})["GroupId"]
    room = make_group(Type="AVChatRoom")
    for other in (community, room):
        body = {"GroupId": other, "MsgSeqList": [{"MsgSeq": 1}]}
        assert api.code("get_group_msg_receipt", body) == 10007
        assert api.code("group_msg_receipt", {**body, "From_Account": first}) == 10007
    too_many = [{"MsgSeq": 1}] * 51
    assert api.code("get_group_msg_receipt", {"GroupId": "no-such-group", "MsgSeqList": [{"MsgSeq": 1}]}) == 10010
    assert api.code("group_msg_receipt", {"GroupId": where, "From_Account": first, "MsgSeqList": too_many}) == 10004


def set_pairs(api, group, operation, **pairs):
    """Changes pairs of message 1; returns those of the answer."""
    body = {"GroupId": group, "MsgSeq": 1, "OperateType": operation}
    if operation != 3:
        body["ExtensionList"] = [{"Key": key, "Value": value, "Seq": 0} for key, value in pairs.items()]
    items = api.ok("group_set_key_values", body)["ExtensionList"]
    assert {item["ErrorCode"] for item in items} <= {0}
    return [tuple(item["Extension"].values()) for item in items]


def get_pairs(api, group, start=0):
    """All that group_get_key_values answers for message 1, but the envelope."""
    answer = api.ok("group_get_key_values", {"GroupId": group, "MsgSeq": 1, "StartSeq": start})
    pairs = [(pair["Key"], pair["Value"], pair["Seq"]) for pair in answer["ExtensionList"]]
    return pairs, answer["CompleteFlag"], answer["LatestSeq"], answer["ClearSeq"]


def test_pairs_of_a_message_are_set_deleted_and_cleared(api, group):
    where, owner, *_ = group
    api.ok("send_group_msg", message(where, "vote", owner, SupportMessageExtension=1))
    assert get_pairs(api, where) == ([], 1, 0, 0)
    assert set_pairs(api, where, 1, mira="yes", tobin="否") == [("mira", "yes", 1), ("tobin", "否", 1)]
    assert set_pairs(api, where, 1, mira="no\u0000") == [("mira", "no\u0000", 2)]
    assert get_pairs(api, where) == ([("tobin", "否", 1), ("mira", "no\u0000", 2)], 1, 2, 0)
    assert get_pairs(api, where, 2) == ([("mira", "no\u0000", 2)], 1, 2, 0)
    set_pairs(api, where, 2, tobin="")
    assert get_pairs(api, where) == ([("mira", "no\u0000", 2)], 1, 3, 0)
    set_pairs(api, where, 3)
    assert get_pairs(api, where) == ([], 1, 4, 4)
    assert set_pairs(api, where, 1, ines="yes") == [("ines", "yes", 5)]
    assert get_pairs(api, where) == ([("ines", "yes", 5)], 1, 5, 4)


def test_pairs_page_by_page(api, group):
    where, owner, *_ = group
    api.ok("send_group_msg", message(where, "vote", owner, SupportMessageExtension=1))
    for start in range(0, 200, 20):
        set_pairs(api, where, 1, **{f"key{number:03}": str(number) for number in range(start, start + 20)})
    pairs, complete, latest, _ = get_pairs(api, where)
    assert (len(pairs), complete, latest) == (200, 1, 10)
    assert [pair[0] for pair in pairs] == [f"key{number:03}" for number in range(200)]
    assert [pair[2] for pair in pairs] == sorted(pair[2] for pair in pairs)
    pairs, complete, _, _ = get_pairs(api, where, 10)
    assert ([pair[0] for pair in pairs], complete) == ([f"key{number:03}" for number in range(180, 200)], 1)


def test_pairs_need_a_message_that_was_sent_for_them(api, group):
    where, owner, *_ = group
    api.ok("send_group_msg", message(where, "plain", owner))
    listed = [{"Key": "a", "Value": "b"}]
    body = {"GroupId": where, "MsgSeq": 1, "OperateType": 1, "ExtensionList": listed}
    assert api.code("group_set_key_values", body) == 23002
    assert api.code("group_set_key_values", {**body, "MsgSeq": 2}) == 23004
    assert api.code("group_get_key_values", {"GroupId": where, "MsgSeq": 1}) == 23002
    assert api.code("group_get_key_values", {"GroupId": where, "MsgSeq": 2}) == 23004


def test_changed_message_keeps_number_time_sender_and_random(api, group):
    where, owner, *_ = group
    api.ok("send_group_msg", message(where, "first", owner, CloudCustomData="a", MsgPriority="High"))
    (before,) = api.history(where)
    change = {"GroupId": where, "MsgSeq": 1}
    answer = api.ok("modify_group_msg", {**change, "MsgBody": text("second")})
    assert answer == {"ActionStatus": "OK", "ErrorInfo": "succeed", "ErrorCode": 0}
    assert api.history(where) == [{**before, "MsgBody": text("second")}]
    api.ok("modify_group_msg", {**change, "CloudCustomData": "b"})
    assert api.history(where) == [{**before, "MsgBody": text("second"), "CloudCustomData": "b"}]
    assert api.code("modify_group_msg", {**change, "MsgBody": "x"}) == 90007
    assert api.code("modify_group_msg", {**change, "MsgBody": [{"MsgType": "Nothing", "MsgContent": {}}]}) == 90010
    assert api.code("modify_group_msg", {**change, "MsgBody": [{"MsgType": "TIMTextElem", "MsgContent": {}}]}) == 90002
    assert api.code("modify_group_msg", change) == 20001
    assert api.code("modify_group_msg", {**change, "MsgSeq": 2, "MsgBody": text("x")}) == 20026
    assert api.code("modify_group_msg", {**change, "GroupId": "no-such-group", "MsgBody": text("x")}) == 10010
    assert api.code("modify_group_msg", {**change, "MsgBody": text("x" * 12288)}) == 80002
    assert api.history(where) == [{**before, "MsgBody": text("second"), "CloudCustomData": "b"}]
    api.ok("group_msg_recall", {"GroupId": where, "MsgSeqList": [{"MsgSeq": 1}]})
    assert api.code("modify_group_msg", {**change, "MsgBody": text("x")}) == 20026


def test_broadcast_has_numbers_of_its_own_and_moves_no_group(api, accounts, make_group):
    (account,) = accounts(1)
    room = make_group(Type="AVChatRoom")
    before = api.group(room)
    first, second = (
        api.ok("send_broadcast_msg", {"Random": number, "MsgBody": text("to all"), "From_Account": account})["MsgSeq"]
        for number in range(2)
    )
    assert second == first + 1
    assert api.group(room) == before
    assert api.code("send_broadcast_msg", {"Random": 9, "MsgBody": text("x"), "From_Account": "nobody"}) == 10019
    assert api.code("send_broadcast_msg", {"Random": 9, "MsgBody": []}) == 10004
    assert api.code("send_broadcast_msg", {"Random": 9, "MsgBody": text("x" * 12288)}) == 80002


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_receipts_pairs_and_recalls_survive_a_restart(tmp_path, end):
    def read_everything(api):
        return (
            api.history("kept", WithRecalledMsg=1),
            counts(api, "kept", 1, 2, 3),
            receipt_pages(api, "kept", 1, True, 1),
            get_pairs(api, "kept"),
            api.group("kept"),
        )

    with live_server.Server(tmp_path) as server, server.connect() as api:
        api.import_accounts(["anna", "ben"])
        listed = [{"Member_Account": "anna"}, {"Member_Account": "ben"}]
        api.ok("create_group", {"GroupId": "kept", "Type": "Public", "Name": "Kept", "MemberList": listed})
        asked = {"NeedReadReceipt": 1, "SupportMessageExtension": 1}
        api.ok("send_group_msg", message("kept", "first", "anna", **asked))
        api.ok("send_group_msg", message("kept", "second", "ben"))
        api.ok("send_group_msg", message("kept", "third", "ben", CloudCustomData="x"))
        assert acknowledge(api, "kept", "ben", 1) == 0
        set_pairs(api, "kept", 1, ben="yes")
        api.ok("modify_group_msg", {"GroupId": "kept", "MsgSeq": 3, "MsgBody": text("changed")})
        api.ok("group_msg_recall", {"GroupId": "kept", "MsgSeqList": [{"MsgSeq": 2}]})
        before = read_everything(api)
        getattr(server, end)()
    with live_server.Server(tmp_path) as restarted, restarted.connect() as api:
        assert read_everything(api) == before
        assert api.ok("send_group_msg", message("kept", "fourth", "ben"))["MsgSeq"] == 4
    assert live_server.integrity(tmp_path) == "ok"


def test_message_above_the_rate_is_answered_and_leaves_nothing_behind(serve_messages):
    api = serve_messages(messagesPerSecond=5)
    api.import_accounts(["anna"])
    listed = [{"Member_Account": "anna"}]
    api.ok("create_group", {"GroupId": "busy", "Type": "Public", "Name": "Busy", "MemberList": listed})
    bodies = [message("busy", f"message {number}", "anna") for number in range(100)]
    answers = [api.ok("send_group_msg", body) for body in bodies]
    dropped = [answer for answer in answers if "MsgDropReason" in answer]
    assert dropped
    assert {(answer["MsgDropReason"], answer["MsgSeq"]) for answer in dropped} == {("MsgFreqCtrl", 0)}
    kept = [body for body, answer in zip(bodies, answers, strict=True) if answer not in dropped]
    found = list(reversed(api.history("busy")))
    assert [entry["MsgRandom"] for entry in found] == [body["Random"] for body in kept]
    assert [entry["MsgSeq"] for entry in found] == list(range(1, len(kept) + 1))
    assert api.group("busy")["NextMsgSeq"] == len(kept) + 1
    assert api.members("busy")["anna"]["LastSendMsgTime"] == found[-1]["MsgTimeStamp"]
    assert api.ok("send_group_msg", bodies[0])["MsgSeq"] == 1


def test_recall_can_be_switched_off(serve_messages):
    api = serve_messages(recall=False)
    api.ok("create_group", {"GroupId": "quiet", "Type": "Public", "Name": "Quiet"})
    api.ok("send_group_msg", message("quiet", "hello"))
    answer = api.ok("group_msg_recall", {"GroupId": "quiet", "MsgSeqList": [{"MsgSeq": 1}]})
    assert answer["RecallRetList"] == [{"MsgSeq": 1, "RetCode": 10041}]
    assert [entry["IsPlaceMsg"] for entry in api.history("quiet")] == [0]


def test_second_broadcast_of_a_second_can_be_refused(serve_messages):
    api = serve_messages(broadcastsPerSecond=1)
    codes = [api.code("send_broadcast_msg", {"Random": number, "MsgBody": text("to all")}) for number in range(20)]
    assert codes[0] == 0
    assert 10023 in codes
    assert set(codes) == {0, 10023}
