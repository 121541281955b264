"""What get_group_info says of messages agrees with the history, and the history is what was sent."""

import concurrent.futures
import itertools
import json
import random

import pytest

from messages import message, now, text

LONG_AGO = 1448357837
STEPS = 250
LONGEST_BYTES = 12288
ANSWER_LIMIT = 1048576
PAGES = [1, 3, 20, 50]


def send(api, group, count, **fields):
    """Sends as many messages as asked for; returns their numbers."""
    bodies = [message(group, f"message {number}", **fields) for number in range(1, count + 1)]
    return [api.ok("send_group_msg", body)["MsgSeq"] for body in bodies]


def recall(api, group, *seqs, **fields):
    for seq in seqs:
        answer = api.ok("group_msg_recall", {"GroupId": group, "MsgSeqList": [{"MsgSeq": seq}], **fields})
        assert answer["RecallRetList"] == [{"MsgSeq": seq, "RetCode": 0}]


class Mix:
    """Random calls about one group's messages, and what the group must look like after them.

    Where the second in which the server carries a call out decides the answer, both answers are right if the clock
    moved on in between.
    """

    def __init__(self, api, seed, group, members, outsider):
        self.api = api
        self.chance = random.Random(seed)
        self.group = group
        self.members = members
        self.outsider = outsider
        self.expected = {}
        self.read = dict.fromkeys(members, 0)
        self.mute_until = dict.fromkeys(members, 0)
        self.uncounted = set()
        self.imports_after_sends = 0
        self.refusals = 0
        self.has_sent = False
        self.last_time = LONG_AGO + 1

    @property
    def last_seq(self):
        return len(self.expected)

    def step(self):
        steps = {
            self.send: 12,
            self.send_to_those_online: 2,
            self.import_messages: 3,
            self.recall: 2,
            self.delete_by_sender: 0.2,
            self.modify: 2,
            self.mute: 2,
        }
        self.chance.choices(list(steps), list(steps.values()))[0]()

    def any_sender(self):
        return self.chance.choice([*self.members, self.outsider, None])

    def any_body(self):
        body = text(f"{self.chance.random()}")
        return body + [{"MsgType": "TIMFaceElem", "MsgContent": {"Index": 1}}] * self.chance.randrange(3)

    def any_seqs(self, count):
        return [self.chance.randint(1, self.last_seq + 1) for _ in range(count)]

    def take(self, seq, sender, time, body):
        """Notes a message that has taken a number."""
        assert seq == self.last_seq + 1
        self.last_time = time
        self.expected[seq] = {
            "From_Account": sender or "administrator",
            "IsPlaceMsg": 0,
            "MsgBody": body["MsgBody"],
            "MsgPriority": {"High": 1, "Normal": 2, "Low": 3}[body.get("MsgPriority", "Normal")],
            "MsgRandom": body["Random"],
            "MsgSeq": seq,
            "MsgTimeStamp": time,
        }
        if body.get("CloudCustomData"):
            self.expected[seq]["CloudCustomData"] = body["CloudCustomData"]

    def call_send(self, sender, options):
        """Sends, and checks whether the sender may speak; returns body and answer, `None` for one who may not."""
        body = message(self.group, "", sender, **options)
        body["MsgBody"] = self.any_body()
        before = now()
        answer = self.api.call("send_group_msg", body)
        until = self.mute_until.get(sender, 0)
        assert answer["ErrorCode"] in {10017 if until > time else 0 for time in (before, now())}
        if answer["ErrorCode"] == 10017:
            self.refusals += 1
            return body, None
        assert before <= answer["MsgTime"] <= now()
        return body, answer

    def send(self):
        sender = self.any_sender()
        options = self.chance.choice(
            [
                {},
                {"MsgPriority": "High", "CloudCustomData": "first"},
                {"MsgPriority": "Low"},
                {"SendMsgControl": ["NoUnread"]},
                {"SendMsgControl": ["NoLastMsg"]},
                {"To_Account": [self.chance.choice(self.members)]},
            ]
        )
        body, answer = self.call_send(sender, options)
        if answer is None:
            return
        seq = answer["MsgSeq"]
        self.take(seq, sender, answer["MsgTime"], body)
        self.has_sent = True
        if "To_Account" in options or options.get("SendMsgControl") == ["NoUnread"]:
            self.uncounted.add(seq)
        if self.read.get(sender) == seq - 1:
            self.read[sender] = seq

    def send_to_those_online(self):
        _, answer = self.call_send(self.any_sender(), {"OnlineOnlyFlag": 1})
        assert answer is None or answer["MsgSeq"] == 0

    def import_messages(self):
        """Imports with times at, before and after the newest message, as far as they are in the past."""
        listed = [
            {
                "From_Account": self.chance.choice([*self.members, self.outsider]),
                "SendTime": self.last_time + self.chance.choice([-1, 0, 0, 0, 1]),
                "Random": self.chance.randrange(2**32),
                "MsgBody": self.any_body(),
            }
            for _ in range(self.chance.randint(1, 3))
        ]
        before = now()
        results = self.api.ok("import_group_msg", {"GroupId": self.group, "MsgList": listed})["ImportMsgResult"]
        after = now()
        assert len(results) == len(listed)
        for body, result in zip(listed, results, strict=True):
            time = body["SendTime"]
            assert result["MsgTime"] == time
            assert result["Result"] in {0 if self.last_time <= time <= clock else 10004 for clock in (before, after)}
            if result["Result"] == 0:
                self.take(result["MsgSeq"], body["From_Account"], time, body)
                self.read = dict.fromkeys(self.members, self.last_seq)
                self.imports_after_sends += self.has_sent
            else:
                assert result["MsgSeq"] == 0

    def recall(self):
        seqs = self.any_seqs(3)
        listed = [{"MsgSeq": seq} for seq in seqs]
        answer = self.api.ok("group_msg_recall", {"GroupId": self.group, "MsgSeqList": listed})
        codes = [0 if seq in self.expected else 10030 for seq in seqs]
        assert answer["RecallRetList"] == [
            {"MsgSeq": seq, "RetCode": code} for seq, code in zip(seqs, codes, strict=True)
        ]
        for seq in set(seqs) & set(self.expected):
            self.expected[seq]["IsPlaceMsg"] = 2

    def delete_by_sender(self):
        sender = self.any_sender() or "administrator"
        self.api.ok("delete_group_msg_by_sender", {"GroupId": self.group, "Sender_Account": sender})
        for entry in self.expected.values():
            if entry["From_Account"] == sender:
                entry["IsPlaceMsg"] = 2

    def modify(self):
        (seq,) = self.any_seqs(1)
        change = self.chance.choice(
            [
                {"MsgBody": self.any_body()},
                {"CloudCustomData": "changed"},
                {"MsgBody": self.any_body(), "CloudCustomData": "changed too"},
            ]
        )
        code = self.api.code("modify_group_msg", {"GroupId": self.group, "MsgSeq": seq, **change})
        entry = self.expected.get(seq)
        is_there = entry is not None and entry["IsPlaceMsg"] == 0
        assert code == (0 if is_there else 20026)
        if is_there:
            entry.update(change)

    def mute(self):
        account = self.chance.choice(self.members[1:])
        duration = self.chance.choice([0, 0, 1, 3600])
        body = {"GroupId": self.group, "Members_Account": [account], "MuteTime": duration}
        before = now()
        self.api.ok("forbid_send_msg", body)
        until = self.api.members(self.group, "MuteUntil")[account]["MuteUntil"]
        assert until in {0, *range(before + duration, now() + duration + 1)}
        assert duration != 3600 or until > 0
        self.mute_until[account] = until if duration > 0 else 0

    def check(self):
        """Checks the history, and every field of the group and its members that follows from it."""
        history = self.api.history(self.group, WithRecalledMsg=1)
        assert history == [self.expected[seq] for seq in range(self.last_seq, 0, -1)]
        before = now()
        found = self.api.group(self.group)
        after = now()
        assert found["NextMsgSeq"] == len(history) + 1
        assert found["LastMsgTime"] == max((entry["MsgTimeStamp"] for entry in history), default=0)
        assert [member["Member_Account"] for member in found["MemberList"]] == self.members
        for member in found["MemberList"]:
            account = member["Member_Account"]
            sent = [entry["MsgTimeStamp"] for entry in history if entry["From_Account"] == account]
            assert member["LastSendMsgTime"] == max(sent, default=0)
            assert member["MsgSeq"] == self.read[account]
            until = self.mute_until[account]
            assert member["MuteUntil"] in {until if until > time else 0 for time in (before, after)}
            assert self.unread(account) == sum(
                entry["MsgSeq"] > member["MsgSeq"]
                and entry["MsgSeq"] not in self.uncounted
                and entry["From_Account"] != account
                for entry in history
            )

    def unread(self, account):
        """The member's unread count as get_joined_group_list answers it."""
        body = {"Member_Account": account, "ResponseFilter": {"SelfInfoFilter": ["UnreadMsgNum"]}}
        (joined,) = self.api.ok("get_joined_group_list", body)["GroupIdList"]
        return joined["SelfInfo"]["UnreadMsgNum"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_group_info_agrees_with_the_history_after_a_random_mix(api, accounts, name, seed):
    *members, outsider = accounts(5)
    group = name("mix")
    body = {"GroupId": group, "Type": "Public", "Name": "Mix", "Owner_Account": members[0], "CreateTime": LONG_AGO}
    api.ok("import_group", body)
    listed = [{"Member_Account": account, "JoinTime": LONG_AGO + 1} for account in members[1:]]
    api.ok("import_group_member", {"GroupId": group, "MemberList": listed})
    mix = Mix(api, seed, group, members, outsider)
    for number in range(STEPS):
        mix.step()
        if number % 25 == 0:
            mix.check()
    while mix.imports_after_sends == 0:
        mix.import_messages()
    mix.check()
    assert mix.refusals > 0
    assert {entry["IsPlaceMsg"] for entry in mix.expected.values()} == {0, 2}


def test_muted_member_speaks_again_when_the_mute_is_lifted(api, accounts, make_group):
    (account,) = accounts(1)
    group = make_group(MemberList=[{"Member_Account": account}])
    api.ok("forbid_send_msg", {"GroupId": group, "Members_Account": [account], "MuteTime": 3600})
    before = api.group(group)
    refused = api.call("send_group_msg", message(group, "hello", account))
    assert (refused["ActionStatus"], refused["ErrorCode"]) == ("FAIL", 10017)
    assert api.code("send_group_msg", message(group, "hello", account, OnlineOnlyFlag=1)) == 10017
    assert api.group(group) == before
    assert api.history(group) == []
    api.ok("forbid_send_msg", {"GroupId": group, "Members_Account": [account], "MuteTime": 0})
    assert send(api, group, 1, sender=account) == [1]


@pytest.mark.parametrize("page", PAGES)
def test_paging_visits_every_kept_message_once(api, make_group, page):
    group = make_group()
    send(api, group, 65)
    assert [entry["MsgSeq"] for entry in api.history(group, page)] == list(range(65, 0, -1))
    recalled = {1, 2, 3, *range(21, 50), 55, 65}
    recall(api, group, *recalled)
    kept = [seq for seq in range(65, 0, -1) if seq not in recalled]
    without = api.history(group, page)
    assert [entry["MsgSeq"] for entry in without if entry["IsPlaceMsg"] == 0] == kept
    places = [entry for entry in without if entry["IsPlaceMsg"] != 0]
    assert {entry["MsgSeq"] for entry in places} <= recalled
    assert all((entry["IsPlaceMsg"], entry["MsgBody"]) == (1, []) for entry in places)
    everything = api.history(group, page, WithRecalledMsg=1)
    assert [entry["MsgSeq"] for entry in everything] == list(range(65, 0, -1))
    assert {entry["MsgSeq"] for entry in everything if entry["IsPlaceMsg"] == 2} == recalled
    assert all(entry["MsgBody"] == text(f"message {entry['MsgSeq']}") for entry in everything)


@pytest.mark.parametrize("page", PAGES)
def test_paging_ends_where_everything_is_recalled(api, accounts, make_group, page):
    (account,) = accounts(1)
    group = make_group()
    send(api, group, 45, sender=account)
    api.ok("delete_group_msg_by_sender", {"GroupId": group, "Sender_Account": account})
    without = api.history(group, page)
    assert {entry["IsPlaceMsg"] for entry in without} <= {1}
    seqs = [entry["MsgSeq"] for entry in without]
    assert seqs == sorted(set(seqs), reverse=True)
    everything = api.history(group, page, WithRecalledMsg=1)
    assert [entry["MsgSeq"] for entry in everything] == list(range(45, 0, -1))
    assert {entry["IsPlaceMsg"] for entry in everything} == {2}


def test_page_says_whether_it_holds_all_that_was_asked_for(api, make_group):
    group = make_group()
    read = {"GroupId": group, "ReqMsgNumber": 20}
    empty = api.ok("group_msg_get_simple", read)
    assert (empty["GroupId"], empty["IsFinished"], empty["RspMsgList"]) == (group, 1, [])
    assert api.ok("group_msg_get_simple", {**read, "ReqMsgSeq": 1}) == empty
    send(api, group, 30)
    newest = api.ok("group_msg_get_simple", read)
    assert (newest["IsFinished"], len(newest["RspMsgList"])) == (1, 20)
    assert api.ok("group_msg_get_simple", {**read, "ReqMsgSeq": 0}) == newest
    assert api.ok("group_msg_get_simple", {**read, "ReqMsgSeq": 4294967295}) == newest
    too_many = api.ok("group_msg_get_simple", {**read, "ReqMsgNumber": 21})
    assert (too_many["IsFinished"], too_many["RspMsgList"]) == (0, newest["RspMsgList"])
    oldest = api.ok("group_msg_get_simple", {**read, "ReqMsgSeq": 10})
    assert (oldest["IsFinished"], [entry["MsgSeq"] for entry in oldest["RspMsgList"]]) == (1, list(range(10, 0, -1)))


def test_page_ends_before_the_answer_is_too_long_and_paging_goes_on(serve_messages):
    api = serve_messages(contentBytes=65536)
    group = api.ok("create_group", {"Type": "Public", "Name": "Long messages"})["GroupId"]
    bodies = [message(group, f"{number} " + "x" * 65000) for number in range(25)]
    assert [api.ok("send_group_msg", body)["MsgSeq"] for body in bodies] == list(range(1, 26))
    request = json.dumps({"GroupId": group, "ReqMsgNumber": 20}).encode()
    answer = api.call_bytes("group_msg_get_simple", request)
    page = json.loads(answer)
    assert 15 * 65000 < len(answer) <= ANSWER_LIMIT
    assert (page["IsFinished"], len(page["RspMsgList"])) == (0, 16)
    found = api.history(group)
    assert [entry["MsgBody"] for entry in found] == [body["MsgBody"] for body in reversed(bodies)]


def test_messages_that_are_too_old_by_number_come_as_placeholders(serve_messages):
    api = serve_messages(historyCount=25)
    group = api.ok("create_group", {"Type": "Public", "Name": "Short memory"})["GroupId"]
    send(api, group, 70)
    found = api.history(group)
    assert [entry["MsgSeq"] for entry in found] == list(range(70, 0, -1))
    assert [entry["IsPlaceMsg"] for entry in found] == [0] * 25 + [1] * 45
    assert all(entry["MsgBody"] == [] for entry in found[25:])
    assert api.group(group)["NextMsgSeq"] == 71
    body = {"GroupId": group, "ReqMsgNumber": 21, "ReqMsgSeq": 40}
    assert api.ok("group_msg_get_simple", body)["IsFinished"] == 2
    assert api.code("modify_group_msg", {"GroupId": group, "MsgSeq": 45, "MsgBody": text("x")}) == 20026
    items = {"GroupId": group, "MsgSeqList": [{"MsgSeq": 45}, {"MsgSeq": 46}, {"MsgSeq": 71}]}
    codes = [item["RetCode"] for item in api.ok("group_msg_recall", items)["RecallRetList"]]
    assert codes == [10031, 0, 10030]


def test_cleared_messages_are_still_there_for_administrators(api, make_group):
    group = make_group()
    send(api, group, 5)
    before = api.history(group), api.group(group)
    api.ok("clear_group_msg", {"GroupId": group, "MsgSeq": 3})
    api.ok("clear_group_msg", {"GroupId": group})
    assert (api.history(group), api.group(group)) == before


BODIES = {
    "text": '[{"MsgType":"TIMTextElem","MsgContent":{"Text":"pier 4"}}]',
    "empty text": '[{"MsgType":"TIMTextElem","MsgContent":{"Text":""}}]',
    "location": (
        '[{"MsgType":"TIMLocationElem","MsgContent":'
        '{"Desc":"外滩","Latitude":29.340656774469956,"Longitude":116.77497920478824}}]'
    ),
    "location in whole degrees": '[{"MsgType":"TIMLocationElem","MsgContent":{"Latitude":-90,"Longitude":180}}]',
    "negative zero": '[{"MsgType":"TIMLocationElem","MsgContent":{"Latitude":-0,"Longitude":-0.0}}]',
    "face": '[{"MsgType":"TIMFaceElem","MsgContent":{"Index":6,"Data":"abc\\u0000\\u0001"}}]',
    "custom": (
        '[{"MsgType":"TIMCustomElem","MsgContent":{"Data":"{\\"kind\\":\\"badge\\"}","Desc":"badge","Ext":"url",'
        '"Sound":"ding.aiff"}}]'
    ),
    "custom without anything": '[{"MsgType":"TIMCustomElem","MsgContent":{}}]',
    "sound": (
        '[{"MsgType":"TIMSoundElem","MsgContent":{"Url":"https://img.example.net/s?a=1&b=2","UUID":"1053D4B3D61040894",'
        '"Size":62351,"Second":1,"Download_Flag":2}}]'
    ),
    "image": (
        '[{"MsgType":"TIMImageElem","MsgContent":{"UUID":"1853095_D61040894","ImageFormat":1,"ImageInfoArray":['
        '{"Type":1,"Size":1853095,"Width":2448,"Height":3264,"URL":"https://img.example.net/i/original"},'
        '{"Type":2,"Size":2565240,"Width":0,"Height":0,"URL":"https://img.example.net/i/large"},'
        '{"Type":3,"Size":12535,"Width":90,"Height":60,"URL":"https://img.example.net/i/thumbnail"}]}}]'
    ),
    "file": (
        '[{"MsgType":"TIMFileElem","MsgContent":{"Url":"https://img.example.net/f","UUID":"1053D4B3D61040894",'
        '"FileSize":1773552,"FileName":"计划.pdf","Download_Flag":2}}]'
    ),
    "video": (
        '[{"MsgType":"TIMVideoFileElem","MsgContent":{"VideoUrl":"https://img.example.net/v","VideoUUID":"5da38ba89d6",'
        '"VideoSize":1194603,"VideoSecond":5,"VideoFormat":"mp4","VideoDownloadFlag":2,'
        '"ThumbUrl":"https://img.example.net/t","ThumbUUID":"6edaffedef5150684510cf97957b7bc8","ThumbSize":13907,'
        '"ThumbWidth":720,"ThumbHeight":1280,"ThumbFormat":"JPG","ThumbDownloadFlag":2}}]'
    ),
    "relay": (
        '[{"MsgType":"TIMRelayElem","MsgContent":{"Title":"群聊的聊天记录","MsgNum":2,"CompatibleText":"a new client",'
        '"AbstractList":["A: hello","B: 你好"],"MsgList":[{"From_Account":"A","GroupId":"@TGS#1","MsgSeq":1,'
        '"MsgRandom":4294967295,"MsgTimeStamp":1656999747,"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":'
        '{"Text":"hello"}}],"CloudCustomData":"x"},{"From_Account":"B","To_Account":"A","MsgSeq":2,"MsgRandom":0,'
        '"MsgTimeStamp":1656999748,"MsgBody":[{"MsgType":"TIMCustomElem","MsgContent":{"Data":"\\u0000"}}]}]}}]'
    ),
    "relay with a key": (
        '[{"MsgType":"TIMRelayElem","MsgContent":{"Title":"t","MsgNum":30,"CompatibleText":"c","AbstractList":[],'
        '"JsonMsgKey":"key"}}]'
    ),
    "several elements in their order": (
        '[{"MsgType":"TIMTextElem","MsgContent":{"Text":"one"}},{"MsgType":"TIMFaceElem","MsgContent":{"Index":1}},'
        '{"MsgType":"TIMTextElem","MsgContent":{"Text":"two"}},{"MsgType":"TIMCustomElem","MsgContent":{"Data":"3"}},'
        '{"MsgType":"TIMTextElem","MsgContent":{"Text":"one"}}]'
    ),
    "fields in any order": '[{"MsgContent":{"Text":"x"},"MsgType":"TIMTextElem"}]',
    "unknown fields": (
        '[{"MsgType":"TIMTextElem","Extra":{"a":[]},"MsgContent":{"zeta":1,"Text":"x","alpha":null,'
        '"list":[true,false,null,[],{},"",[[1]]],"object":{"":"empty key","键":"值","nul\\u0000key":1}}}]'
    ),
    "numbers": (
        '[{"MsgType":"TIMTextElem","MsgContent":{"Text":"x","numbers":[0,-1,9223372036854775807,-9223372036854775808,'
        "9223372036854775808,18446744073709551615,123456789012345678901234567890,0.1,-0.5,1.0,1.10,0.30000000000000004,"
        '1e3,1E+2,2.5e-7,1.7976931348623157e308,5e-324,3.141592653589793238462643]}}]'
    ),
    "zeros": '[{"MsgType":"TIMTextElem","MsgContent":{"Text":"x","zeros":[0,0.0,-0.0,0e1,-0e-1]}}]',
    "escapes": (
        '[{"MsgType":"TIMTextElem","MsgContent":{"Text":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u0001\\u001f\\u007f\\u0080'
        '\\u2028\\u2029\\ufeff\\ufffe\\uffff\\ud83d\\ude00\\u00e9"}}]'
    ),
    "unicode": (
        '[{"MsgType":"TIMTextElem","MsgContent":{"Text":"é e\u0301 Å A\u030a 𠮷野家 👨‍👩‍👧‍👦 🇨🇳 שלום \u202e '
        '\u200b\u2060 \U0010ffff"}}]'
    ),
}
# What comes back in the very bytes in which it was sent: compact, with no escape that JSON does not ask for.
AS_SENT = [key for key in BODIES if key not in ("escapes", "negative zero")]


def exact(document):
    """JSON as a tree that keeps the order of fields and the digits of numbers."""
    return json.loads(
        document,
        object_pairs_hook=lambda pairs: ("object", pairs),
        parse_int=lambda digits: ("number", digits),
        parse_float=lambda digits: ("number", digits),
    )


def exact_entry(api, group, seq):
    """The fields of one message's entry in the history."""
    request = json.dumps({"GroupId": group, "ReqMsgNumber": 1, "ReqMsgSeq": seq})
    answer = api.call_bytes("group_msg_get_simple", request.encode())
    _, fields = exact(answer)
    ((_, entry),) = dict(fields)["RspMsgList"]
    return dict(entry), answer


@pytest.fixture(scope="module")
def place(server):
    """A group that takes one message after the other."""
    with server.connect() as api:
        return api.ok("create_group", {"Type": "Public", "Name": "Round trip"})["GroupId"]


def send_exactly(api, group, body, custom_data=""):
    """Sends a `MsgBody` that is JSON text; returns the number of the message."""
    head = json.dumps({"GroupId": group, "Random": random.randrange(2**32), "CloudCustomData": custom_data})
    answer = json.loads(api.call_bytes("send_group_msg", f'{head[:-1]},"MsgBody":{body}}}'.encode()))
    assert answer["ErrorCode"] == 0, answer
    return answer["MsgSeq"]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
class TestRoundTrip:
    def test_of_a_sent_message(self, api, place, body):
        entry, _ = exact_entry(api, place, send_exactly(api, place, body))
        assert entry["MsgBody"] == exact(body)

    def test_of_a_modified_message(self, api, place, body):
        seq = send_exactly(api, place, BODIES["face"])
        head = json.dumps({"GroupId": place, "MsgSeq": seq})
        answer = json.loads(api.call_bytes("modify_group_msg", f'{head[:-1]},"MsgBody":{body}}}'.encode()))
        assert (answer["ErrorCode"], answer["ErrorInfo"]) == (0, "succeed")
        entry, _ = exact_entry(api, place, seq)
        assert entry["MsgBody"] == exact(body)

    def test_of_an_imported_message(self, api, accounts, name, body):
        (account,) = accounts(1)
        group = name("import")
        api.ok("import_group", {"GroupId": group, "Type": "Public", "Name": "Old", "CreateTime": LONG_AGO})
        item = json.dumps({"From_Account": account, "SendTime": LONG_AGO + 1})
        request = f'{{"GroupId":"{group}","MsgList":[{item[:-1]},"MsgBody":{body}}}]}}'
        answer = json.loads(api.call_bytes("import_group_msg", request.encode()))
        assert answer["ImportMsgResult"] == [{"MsgSeq": 1, "MsgTime": LONG_AGO + 1, "Result": 0}]
        entry, _ = exact_entry(api, group, 1)
        assert entry["MsgBody"] == exact(body)


@pytest.mark.parametrize("key", AS_SENT)
def test_compact_body_comes_back_in_the_same_bytes(api, place, key):
    _, answer = exact_entry(api, place, send_exactly(api, place, BODIES[key]))
    assert f'"MsgBody":{BODIES[key]}'.encode() in answer


@pytest.mark.parametrize(
    "data", ["", "ticket=5521", '{"a":"b\\u0000"}', "\u0000", "a\u0000\u0001b", "é e\u0301 群 👨‍👩‍👧 \uffff", '"\\/\r\n']
)
def test_custom_data_comes_back(api, place, data):
    entry, _ = exact_entry(api, place, send_exactly(api, place, BODIES["text"], data))
    assert entry.get("CloudCustomData", "") == data
    assert ("CloudCustomData" in entry) == (data != "")


def test_longest_message_comes_back_and_one_byte_more_is_refused(api, make_group):
    group = make_group()
    frame = len(json.dumps(text(""), separators=(",", ":")))
    custom_data = "群" * 1000
    longest = "é" * ((LONGEST_BYTES - frame - 3000) // 2)
    longest += "." * (LONGEST_BYTES - frame - 3000 - len(longest.encode()))
    api.ok("send_group_msg", message(group, longest, CloudCustomData=custom_data))
    assert api.code("send_group_msg", message(group, longest + ".", CloudCustomData=custom_data)) == 80002
    assert api.code("send_group_msg", message(group, longest, CloudCustomData=custom_data + ".")) == 80002
    (entry,) = api.history(group)
    assert (entry["MsgBody"], entry["CloudCustomData"]) == (text(longest), custom_data)


def test_field_given_twice_comes_back_once_with_its_last_value(api, place):
    body = '[{"MsgType":"TIMTextElem","MsgContent":{"Text":"first","Text":"last"}}]'
    entry, _ = exact_entry(api, place, send_exactly(api, place, body))
    assert entry["MsgBody"] == exact('[{"MsgType":"TIMTextElem","MsgContent":{"Text":"last"}}]')


def in_threads(server, count, work):
    """Runs `work(connection, number)` in threads with connections of their own; returns what they return."""

    def run(number):
        with server.connect() as connection:
            return work(connection, number)

    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_sender_reads_the_own_message_at_once_among_others(server, accounts, make_group):
    senders = accounts(8)
    group = make_group(MemberList=[{"Member_Account": account} for account in senders])

    def send_and_read(connection, number):
        account = senders[number]
        seqs = []
        for _ in range(20):
            body = message(group, f"from {account}", account)
            answer = connection.ok("send_group_msg", body)
            seq = answer["MsgSeq"]
            found = connection.group(group)
            assert found["NextMsgSeq"] > seq
            assert all(member["MsgSeq"] < found["NextMsgSeq"] for member in found["MemberList"])
            (member,) = [item for item in found["MemberList"] if item["Member_Account"] == account]
            assert member["LastSendMsgTime"] == answer["MsgTime"]
            (entry,) = connection.ok(
                "group_msg_get_simple", {"GroupId": group, "ReqMsgNumber": 1, "ReqMsgSeq": seq}
            )["RspMsgList"]
            assert (entry["MsgSeq"], entry["MsgRandom"], entry["From_Account"]) == (seq, body["Random"], account)
            seqs.append(seq)
        return seqs

    taken = in_threads(server, len(senders), send_and_read)
    assert all(seqs == sorted(seqs) for seqs in taken)
    assert sorted(seq for seqs in taken for seq in seqs) == list(range(1, 161))


def test_times_never_go_back_as_numbers_go_up(server, api, make_group):
    """32 senders at once, until the clock has turned to another second four times."""
    group = make_group()
    end = now() + 4

    def send_until_the_end(connection, number):
        while now() <= end:
            connection.ok("send_group_msg", message(group, f"from {number}"))

    in_threads(server, 32, send_until_the_end)
    times = [(entry["MsgSeq"], entry["MsgTimeStamp"]) for entry in reversed(api.history(group))]
    assert [(before, after) for before, after in itertools.pairwise(times) if before[1] > after[1]] == []


def test_topics_have_sequences_of_their_own(api, accounts, name, make_group):
    owner, member = accounts(2)
    town = make_group(
        GroupId=name("@TGS#_town"), Type="Community", SupportTopic=1, Owner_Account=owner,
        MemberList=[{"Member_Account": member}],
    )
    first, second = (f"{town}@TOPIC#_{stem}" for stem in ("first", "second"))
    for topic in (first, second):
        api.ok("create_topic", {"GroupId": town, "TopicId": topic, "TopicName": "A topic"})
    assert send(api, town, 3, sender=member, TopicId=first) == [1, 2, 3]
    assert send(api, town, 2, sender=owner, TopicId=second) == [1, 2]
    assert send(api, town, 1, sender=owner, TopicId=first) == [4]
    recall(api, town, 2, TopicId=first)
    api.ok("modify_group_msg", {"GroupId": town, "TopicId": second, "MsgSeq": 2, "MsgBody": text("changed")})
    for topic, senders in ((first, [owner, member, member, member]), (second, [owner, owner])):
        found = api.history(town, TopicId=topic, WithRecalledMsg=1)
        assert [entry["MsgSeq"] for entry in found] == list(range(len(senders), 0, -1))
        assert [entry["From_Account"] for entry in found] == senders
        info = api.topic(town, topic)
        assert (info["NextMsgSeq"], info["LastMsgTime"]) == (len(senders) + 1, found[0]["MsgTimeStamp"])
    assert [entry["IsPlaceMsg"] for entry in api.history(town, TopicId=first, WithRecalledMsg=1)] == [0, 0, 2, 0]
    assert [entry["MsgBody"] for entry in api.history(town, TopicId=second)] == [text("changed"), text("message 1")]
    api.ok("delete_group_msg_by_sender", {"GroupId": town, "TopicId": second, "Sender_Account": owner})
    assert [entry["IsPlaceMsg"] for entry in api.history(town, TopicId=second, WithRecalledMsg=1)] == [2, 2]
    assert [entry["MsgSeq"] for entry in api.history(town, TopicId=first)] == [4, 3, 1]
    assert api.group(town)["NextMsgSeq"] == 1


def test_member_has_a_read_position_in_each_topic(api, accounts, name, make_group):
    owner, member = accounts(2)
    town = make_group(
        GroupId=name("@TGS#_town"), Type="Community", SupportTopic=1, Owner_Account=owner,
        MemberList=[{"Member_Account": member}],
    )
    topics = [f"{town}@TOPIC#_{stem}" for stem in ("first", "second")]
    for topic in topics:
        api.ok("create_topic", {"GroupId": town, "TopicId": topic, "TopicName": "A topic"})
    send(api, town, 2, sender=member, TopicId=topics[0])
    send(api, town, 1, sender=owner, TopicId=topics[1])

    def read_positions(account):
        body = {"GroupId": town, "From_Account": account, "TopicIdList": topics}
        return [item["SelfInfo"]["MsgSeq"] for item in api.ok("get_topic", body)["TopicAndSelfInfo"]]

    assert (read_positions(member), read_positions(owner)) == ([2, 0], [0, 1])
    assert api.members(town)[member]["LastSendMsgTime"] == api.topic(town, topics[0])["LastMsgTime"]


def test_destroyed_topic_leaves_no_messages_to_the_next_of_its_name(api, name, make_group):
    town = make_group(GroupId=name("@TGS#_town"), Type="Community", SupportTopic=1)
    topic = {"GroupId": town, "TopicId": f"{town}@TOPIC#_square"}
    api.ok("create_topic", {**topic, "TopicName": "Square"})
    assert send(api, town, 3, TopicId=topic["TopicId"]) == [1, 2, 3]
    api.ok("destroy_topic", {"GroupId": town, "TopicIdList": [topic["TopicId"]]})
    assert api.code("group_msg_get_simple", {**topic, "ReqMsgNumber": 20}) == 10010
    api.ok("create_topic", {**topic, "TopicName": "Square"})
    assert api.history(town, TopicId=topic["TopicId"]) == []
    assert send(api, town, 1, TopicId=topic["TopicId"]) == [1]
