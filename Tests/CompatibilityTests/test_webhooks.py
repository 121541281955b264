"""Every event that a call can cause, told to a real receiver, and every answer to a question, each by real calls."""

import contextlib
import itertools
import json
import pathlib
import ssl
import threading
import time

import pytest
from TLSSigAPIv2 import TLSSigAPIv2

import live_server
import webhook_events
import webhook_habits
from messages import message, text
from webhook_receiver import CUT_OFF, FAILED, GARBAGE, NO_HTTP, Answer, Receiver, coded

ADMIN = "administrator"
KEY = "3f1c9a7e5b2d48f06a1be47c90d2f853a6c7e914b05d2f8873ce61a9f4d0b72e"
TOKEN = "webhook token +&= 令牌"
# what a failed question is waited for, in seconds
TIMEOUT = 1
DAILY_GROUPS = 10

BEFORE_CREATE_GROUP = "Group.CallbackBeforeCreateGroup"
AFTER_CREATE_GROUP = "Group.CallbackAfterCreateGroup"
BEFORE_INVITE = "Group.CallbackBeforeInviteJoinGroup"
AFTER_JOIN = "Group.CallbackAfterNewMemberJoin"
AFTER_EXIT = "Group.CallbackAfterMemberExit"
BEFORE_SEND = "Group.CallbackBeforeSendMsg"
AFTER_SEND = "Group.CallbackAfterSendMsg"
EXCEPTION = "Group.CallbackSendMsgException"
GROUP_FULL = "Group.CallbackAfterGroupFull"
INFO_CHANGED = "Group.CallbackAfterGroupInfoChanged"
DESTROYED = "Group.CallbackAfterGroupDestroyed"
RECALLED = "Group.CallbackAfterRecallMsg"
MEMBER_CHANGED = "Group.CallbackAfterMemberFieldChanged"
OWNER_CHANGED = "Group.CallbackAfterChangeGroupOwner"
ATTRIBUTES = "Group.CallbackAfterGroupAttrChanged"
RECEIPT = "Group.CallbackAfterReadReceipt"
EXTENSION = "Group.CallbackAfterGroupMsgExtension"
QUOTA_ALARM = "Group.CallbackOnDailyGroupQuotaAlarm"
BEFORE_CREATE_TOPIC = "Group.CallbackBeforeCreateTopic"
AFTER_CREATE_TOPIC = "Group.CallbackAfterCreateTopic"
TOPIC_DESTROYED = "Group.CallbackAfterTopicDestroyed"
TOPIC_CHANGED = "Group.CallbackAfterTopicInfoChanged"
PORTRAIT_SET = "Profile.CallbackPortraitSet"

_numbers = itertools.count(1)


def fresh(stem):
    return f"{stem}-{next(_numbers)}"


def listed(*accounts):
    return [{"Member_Account": account} for account in accounts]


class App:
    """An app of the server with the receiver of its events."""

    def __init__(self, sdkappid, receiver, token=None, **webhooks):
        self.sdkappid = sdkappid
        self.receiver = receiver
        self.token = token
        self.settings = {"secretKey": KEY, "webhooks": {"url": receiver.url, **webhooks}}
        if token:
            self.settings["webhooks"]["token"] = token

    def connect(self):
        usersig = TLSSigAPIv2(self.sdkappid, KEY).gen_sig(ADMIN)
        return live_server.Connection(self.base_url, self.sdkappid, ADMIN, usersig)

    def accounts(self, count):
        accounts = [fresh("user") for _ in range(count)]
        self.api.import_accounts(accounts)
        return accounts

    def group(self, **fields):
        """Creates a group, and waits for the event; returns its identifier."""
        body = {"GroupId": fresh("group"), "Type": "Public", "Name": fresh("Name"), **fields}
        group = self.api.ok("create_group", body)["GroupId"]
        self.receiver.wait(AFTER_CREATE_GROUP, GroupId=group)
        return group

    def community(self, **fields):
        return self.group(GroupId=f"@TGS#_{fresh('town')}", Type="Community", SupportTopic=1, **fields)

    def topic(self, community, **fields):
        topic = f"{community}@TOPIC#_{fresh('topic')}"
        self.api.ok("create_topic", {"GroupId": community, "TopicId": topic, "TopicName": fresh("Topic"), **fields})
        return topic

    def told(self, command, count=1, **fields):
        """Waits for events of one command with these fields; checks all, and returns the last one without its time."""
        requests = self.receiver.wait(command, count, **fields)
        assert len(requests) == count, [request.event for request in requests]
        for request in requests:
            self.check(request)
        return {name: value for name, value in requests[-1].event.items() if name != "EventTime"}

    def check(self, request):
        """Checks a request by the table and by all habits."""
        event = webhook_events.check_body(request.body)
        webhook_habits.check(request, self.sdkappid, self.token)
        if "EventTime" in event:
            assert abs(event["EventTime"] / 1000 - request.time) < 30

    def mark(self, group):
        """Changes a group, and waits for that event: what the group told before has come then."""
        name = fresh("Mark")
        self.api.ok("modify_group_base_info", {"GroupId": group, "Name": name})
        self.told(INFO_CHANGED, GroupId=group, Name=name)

    def commands(self, group):
        """The commands of a group's events so far, but for those of marks."""
        events = [request.event for request in list(self.receiver.requests)]
        return [
            event["CallbackCommand"] for event in events
            if event.get("GroupId") == group and not event.get("Name", "").startswith("Mark-")
        ]


class World:
    """A server with an app for each way to be configured."""

    def __init__(self, folder, server_of_certificates, opened):
        authority = server_of_certificates.ready["ca"]
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificates = pathlib.Path(authority).parent
        tls.load_cert_chain(certificates / "server.pem", certificates / "server-key.pem")

        def receiver(tls=None):
            return opened.enter_context(Receiver(tls))

        secure = receiver(tls)
        self.open = App(1400777101, receiver(), TOKEN, commands="all", timeout=TIMEOUT)
        self.strict = App(1400777102, receiver(), timeout=TIMEOUT, beforeFails="refuse", retries="none")
        self.narrow = App(1400777103, receiver(), commands=[QUOTA_ALARM, AFTER_CREATE_GROUP])
        self.narrow.settings["plan"] = {"dailyGroups": DAILY_GROUPS}
        self.secure = App(1400777104, secure, TOKEN, certificateAuthority=str(authority))
        self.distrustful = App(1400777105, secure, beforeFails="refuse")
        self.apps = [self.open, self.strict, self.narrow, self.secure, self.distrustful]
        configuration = folder / "qun.json"
        configuration.write_text(json.dumps({"apps": {str(app.sdkappid): app.settings for app in self.apps}}))
        self.server = opened.enter_context(live_server.Server(folder / "data", "--config", configuration))
        for app in self.apps:
            app.base_url = self.server.ready["http"]
            app.api = opened.enter_context(app.connect())


@pytest.fixture(scope="module")
def world(server, tmp_path_factory):
    with contextlib.ExitStack() as opened:
        yield World(tmp_path_factory.mktemp("webhooks"), server, opened)


@pytest.fixture
def app(world):
    """The app whose failed questions are allowed; its receiver allows everything again after the test."""
    yield world.open
    world.open.receiver.forget()


@pytest.fixture(params=["allow", "refuse"])
def either(request, world):
    """An app whose failed questions are allowed, then one where they are refused."""
    app = world.open if request.param == "allow" else world.strict
    app.allows_failures = request.param == "allow"
    yield app
    app.receiver.forget()


# what is told


def test_creation_of_a_group(app):
    owner, first, second = app.accounts(3)
    group, name = fresh("group"), "夜班 \"night\" 🌙"
    for owned, identifier in enumerate([group, fresh("group")]):
        app.api.ok("create_group", {
            "GroupId": identifier, "Type": "Public", "Name": name, "Owner_Account": owner,
            "MemberList": listed(first, second), "AppDefinedData": [{"Key": "dock", "Value": "4"}],
        })
        assert app.told(BEFORE_CREATE_GROUP, Owner_Account=owner, CreateGroupNum=owned) == {
            "CallbackCommand": BEFORE_CREATE_GROUP, "Operator_Account": ADMIN, "Owner_Account": owner, "Type": "Public",
            "Name": name, "CreateGroupNum": owned, "MemberList": listed(first, second),
        }
    assert app.told(AFTER_CREATE_GROUP, GroupId=group) == {
        "CallbackCommand": AFTER_CREATE_GROUP, "GroupId": group, "Operator_Account": ADMIN, "Owner_Account": owner,
        "Type": "Public", "Name": name, "MemberList": listed(first, second),
        "UserDefinedDataList": [{"Key": "dock", "Value": "4"}],
    }
    assert app.commands(group) == [AFTER_CREATE_GROUP]


def test_creation_of_a_group_without_owner_members_and_identifier(app):
    name = fresh("Nobody's")
    group = app.api.ok("create_group", {"Type": "Public", "Name": name})["GroupId"]
    assert app.told(BEFORE_CREATE_GROUP, Name=name) == {
        "CallbackCommand": BEFORE_CREATE_GROUP, "Operator_Account": ADMIN, "Owner_Account": "", "Type": "Public",
        "Name": name, "CreateGroupNum": 0, "MemberList": [],
    }
    assert app.told(AFTER_CREATE_GROUP, Name=name) == {
        "CallbackCommand": AFTER_CREATE_GROUP, "GroupId": group, "Operator_Account": ADMIN, "Owner_Account": "",
        "Type": "Public", "Name": name, "MemberList": [],
    }


def test_change_of_a_profile(app):
    group = app.group()
    head = {"CallbackCommand": INFO_CHANGED, "GroupId": group, "Type": "Public", "Operator_Account": ADMIN}
    app.api.ok("modify_group_base_info", {"GroupId": group, "Notification": "pier 4 closed", "MaxMemberCount": 50})
    assert app.told(INFO_CHANGED, GroupId=group) == {**head, "Notification": "pier 4 closed"}
    profile = {"Name": "Day", "Introduction": "Nights", "Notification": "06:00", "FaceUrl": "https://example.net/1"}
    app.api.ok("modify_group_base_info", {"GroupId": group, **profile})
    assert app.told(INFO_CHANGED, 2, GroupId=group) == {**head, **profile}
    # what is no text of the profile, and custom fields
    app.api.ok("modify_group_base_info", {"GroupId": group, "MuteAllMember": "On", "ApplyJoinOption": "FreeAccess"})
    app.api.ok("modify_group_base_info", {"GroupId": group, "AppDefinedData": [{"Key": "a", "Value": "b"}]})
    app.mark(group)
    assert app.commands(group) == [AFTER_CREATE_GROUP, INFO_CHANGED, INFO_CHANGED]


def test_members_who_come_and_fill_a_group(app):
    owner, old, first, second, third = app.accounts(5)
    group = app.group(Owner_Account=owner, MemberList=listed(old), MaxMemberCount=4)
    invitation = {
        "CallbackCommand": BEFORE_INVITE, "GroupId": group, "Type": "Public", "Operator_Account": ADMIN,
    }
    # a member already is neither asked about nor told of
    app.api.ok("add_group_member", {"GroupId": group, "MemberList": listed(old, first)})
    assert app.told(BEFORE_INVITE, GroupId=group) == {**invitation, "DestinationMembers": listed(first)}
    joined = {
        "CallbackCommand": AFTER_JOIN, "GroupId": group, "Type": "Public", "JoinType": "Invited",
        "Operator_Account": ADMIN,
    }
    assert app.told(AFTER_JOIN, GroupId=group) == {**joined, "NewMemberList": listed(first)}
    # nobody is left to ask about
    app.api.ok("add_group_member", {"GroupId": group, "MemberList": listed(old, first)})
    app.api.ok("add_group_member", {"GroupId": group, "MemberList": listed(second), "Silence": 1})
    assert app.told(AFTER_JOIN, 2, GroupId=group) == {**joined, "NewMemberList": listed(second)}
    assert app.told(BEFORE_INVITE, 2, GroupId=group)["DestinationMembers"] == listed(second)
    full = {"CallbackCommand": GROUP_FULL, "GroupId": group}
    assert app.told(GROUP_FULL, GroupId=group) == full
    # and one for whom there is no place
    assert app.api.code("add_group_member", {"GroupId": group, "MemberList": listed(third)}) != 0
    assert app.told(GROUP_FULL, 2, GroupId=group) == full


def test_members_who_go(app):
    owner, first, second, third = app.accounts(4)
    group = app.group(Owner_Account=owner, MemberList=listed(first, second, third))
    kicked = {
        "CallbackCommand": AFTER_EXIT, "GroupId": group, "Type": "Public", "ExitType": "Kicked",
        "Operator_Account": ADMIN,
    }
    app.api.ok("delete_group_member", {"GroupId": group, "MemberToDel_Account": [first, "nobody-here"]})
    assert app.told(AFTER_EXIT, GroupId=group) == {**kicked, "ExitMemberList": listed(first)}
    app.api.ok("ban_group_member", {"GroupId": group, "Members_Account": [second, first], "Duration": 60})
    assert app.told(AFTER_EXIT, 2, GroupId=group) == {**kicked, "ExitMemberList": listed(second)}
    app.api.ok("account_delete", {"DeleteItem": [{"UserID": third}]})
    assert app.told(AFTER_EXIT, 3, GroupId=group) == {
        **kicked, "ExitType": "Quit", "Operator_Account": third, "ExitMemberList": listed(third),
    }


def test_member_who_changes(app):
    owner, member = app.accounts(2)
    group = app.group(Owner_Account=owner, MemberList=listed(member))
    head = {
        "CallbackCommand": MEMBER_CHANGED, "GroupId": group, "Type": "Public", "Operator_Account": ADMIN,
        "Modified_Account": member,
    }

    def modify(**fields):
        app.api.ok("modify_group_member_info", {"GroupId": group, "Member_Account": member, **fields})

    modify(Role="Admin")
    assert app.told(MEMBER_CHANGED, GroupId=group) == {**head, "Role": "Admin"}
    modify(NameCard="Gate 3")
    assert app.told(MEMBER_CHANGED, 2, GroupId=group) == {**head, "NameCard": "Gate 3"}
    modify(Role="Member", NameCard="Gate 4", MsgFlag="Discard")
    assert app.told(MEMBER_CHANGED, 3, GroupId=group) == {**head, "Role": "Member", "NameCard": "Gate 4"}
    modify(MsgFlag="AcceptAndNotify")
    modify(AppMemberDefinedData=[{"Key": "seat", "Value": "4"}])
    modify(MuteTime=60)
    app.mark(group)
    assert app.commands(group) == [AFTER_CREATE_GROUP, *[MEMBER_CHANGED] * 3]


def test_another_owner(app):
    first, second = app.accounts(2)
    group = app.group(Owner_Account=first, MemberList=listed(second))
    app.api.ok("change_group_owner", {"GroupId": group, "NewOwner_Account": second})
    assert app.told(OWNER_CHANGED, GroupId=group) == {
        "CallbackCommand": OWNER_CHANGED, "GroupId": group, "Type": "Public", "Operator_Account": ADMIN,
        "OldOwner_Account": first, "NewOwner_Account": second,
    }
    app.mark(group)
    assert app.commands(group) == [AFTER_CREATE_GROUP, OWNER_CHANGED]


def test_attributes(app):
    group = app.group()
    head = {"CallbackCommand": ATTRIBUTES, "GroupId": group, "Type": "Public", "Operator_Account": ADMIN}
    seats = [{"key": "seat1", "value": "mira"}, {"key": "seat2", "value": ""}]
    calls = [
        ("set_group_attr", "set", {"GroupAttr": seats}, seats),
        ("modify_group_attr", "modify", {"GroupAttr": seats[1:]}, seats[1:]),
        ("delete_group_attr", "delete", {"GroupAttr": [{"key": "seat1"}]}, [{"key": "seat1", "value": ""}]),
        ("clear_group_attr", "clear", {}, []),
    ]
    for count, (command, option, body, attributes) in enumerate(calls, 1):
        app.api.ok(command, {"GroupId": group, **body})
        told = app.told(ATTRIBUTES, count, GroupId=group)
        assert told == {**head, "OptionType": option, "GroupAttr": attributes}


def test_end_of_a_group(app):
    owner, member = app.accounts(2)
    group = app.group(Owner_Account=owner, MemberList=listed(member), Name="Harbour crew")
    community = app.community(Owner_Account=owner, MemberList=listed(member), Name="Town")
    room = app.group(Owner_Account=owner, Type="AVChatRoom", Name="Room")
    for identifier in (group, community, room):
        app.api.ok("destroy_group", {"GroupId": identifier})
    head = {"CallbackCommand": DESTROYED, "Owner_Account": owner}
    assert app.told(DESTROYED, GroupId=group) == {
        **head, "GroupId": group, "Type": "Public", "Name": "Harbour crew", "MemberList": listed(owner, member),
    }
    assert app.told(DESTROYED, GroupId=community) == {**head, "GroupId": community, "Type": "Community", "Name": "Town"}
    assert app.told(DESTROYED, GroupId=room) == {**head, "GroupId": room, "Type": "AVChatRoom", "Name": "Room"}
    assert app.commands(group) == [AFTER_CREATE_GROUP, DESTROYED]


def test_message(app):
    owner, sender = app.accounts(2)
    group = app.group(Owner_Account=owner, MemberList=listed(sender))
    body = message(group, "pier 4 \u2028 🌊", sender, CloudCustomData="ticket=5521", GroupAtInfo=[
        {"GroupAtAllFlag": 1}, {"GroupAtAllFlag": 0, "GroupAt_Account": owner},
    ])
    body["Random"] = 4294967295
    answer = app.api.ok("send_group_msg", body)
    asked = {
        "GroupId": group, "Type": "Public", "From_Account": sender, "Operator_Account": ADMIN, "Random": 4294967295,
        "OnlineOnlyFlag": 0, "MsgBody": body["MsgBody"], "CloudCustomData": "ticket=5521",
    }
    assert app.told(BEFORE_SEND, GroupId=group) == {"CallbackCommand": BEFORE_SEND, **asked}
    told = app.told(AFTER_SEND, GroupId=group)
    identifier = told.pop("MsgId")
    assert identifier.split("-")[1:] == [str(answer["MsgTime"]), "4294967295"]
    assert told == {
        "CallbackCommand": AFTER_SEND, **asked, "MsgSeq": answer["MsgSeq"], "MsgTime": answer["MsgTime"],
        "GroupAtInfo": [{"GroupAtAllFlag": 1}, {"GroupAtAllFlag": 0, "GroupAt_Account": owner}],
    }
    # a repetition is neither asked about nor told of
    assert app.api.ok("send_group_msg", body)["MsgSeq"] == answer["MsgSeq"]
    app.mark(group)
    assert app.commands(group) == [AFTER_CREATE_GROUP, BEFORE_SEND, AFTER_SEND]


def test_message_to_a_topic_and_its_recall(app):
    (sender,) = app.accounts(1)
    community = app.community(MemberList=listed(sender))
    topic = app.topic(community)
    body = message(community, "to the topic", sender, TopicId=topic)
    answer = app.api.ok("send_group_msg", body)
    asked = {
        "GroupId": community, "Type": "Community", "From_Account": sender, "Operator_Account": ADMIN,
        "Random": body["Random"], "OnlineOnlyFlag": 0, "MsgBody": body["MsgBody"], "TopicId": topic,
    }
    assert app.told(BEFORE_SEND, GroupId=community) == {"CallbackCommand": BEFORE_SEND, **asked}
    told = app.told(AFTER_SEND, GroupId=community)
    assert told.pop("MsgId")
    assert told == {
        "CallbackCommand": AFTER_SEND, **asked, "MsgSeq": answer["MsgSeq"], "MsgTime": answer["MsgTime"],
    }
    recalled = {"GroupId": community, "TopicId": topic, "MsgSeqList": [{"MsgSeq": answer["MsgSeq"]}]}
    app.api.ok("group_msg_recall", recalled)
    assert app.told(RECALLED, GroupId=community) == {
        "CallbackCommand": RECALLED, "Operator_Account": ADMIN, "Type": "Community", **recalled,
    }


def test_message_that_is_not_kept(app):
    (owner,) = app.accounts(1)
    group = app.group(Owner_Account=owner)
    room = app.group(Owner_Account=owner, Type="AVChatRoom")
    app.api.ok("send_group_msg", message(group, "now", owner, OnlineOnlyFlag=1))
    assert app.told(BEFORE_SEND, GroupId=group)["OnlineOnlyFlag"] == 1
    told = app.told(AFTER_SEND, GroupId=group)
    assert (told["OnlineOnlyFlag"], told["MsgSeq"]) == (1, 0)
    answer = app.api.ok("send_group_msg", message(room, "now", owner))
    told = app.told(AFTER_SEND, GroupId=room)
    assert (told["OnlineOnlyFlag"], told["MsgSeq"], told["Type"]) == (0, answer["MsgSeq"], "AVChatRoom")


def test_message_that_is_refused(app):
    owner, muted = app.accounts(2)
    group = app.group(Owner_Account=owner, MemberList=listed(muted))
    app.api.ok("forbid_send_msg", {"GroupId": group, "Members_Account": [muted], "MuteTime": 60})
    body = message(group, "hello", muted)
    answer = app.api.call("send_group_msg", body)
    assert answer["ErrorCode"] == 10017
    assert app.told(EXCEPTION, GroupId=group) == {
        "CallbackCommand": EXCEPTION, "GroupId": group, "Type": "Public", "From_Account": muted,
        "Operator_Account": ADMIN, "Random": body["Random"], "OnlineOnlyFlag": 0, "MsgBody": body["MsgBody"],
        "ErrorCode": 10017, "ErrorInfo": answer["ErrorInfo"],
    }
    absent = fresh("never-created")
    answer = app.api.call("send_group_msg", message(absent, "hello", owner))
    told = app.told(EXCEPTION, GroupId=absent)
    assert (told["Type"], told["ErrorCode"], told["ErrorInfo"]) == ("", 10010, answer["ErrorInfo"])
    app.mark(group)
    # the mute comes before the question
    assert sorted(app.commands(group)) == [AFTER_CREATE_GROUP, EXCEPTION]


def test_receipts(app):
    owner, first, second = app.accounts(3)
    group = app.group(Owner_Account=owner, MemberList=listed(first, second))
    seq = app.api.ok("send_group_msg", message(group, "please read", owner, NeedReadReceipt=1))["MsgSeq"]
    head = {"CallbackCommand": RECEIPT, "GroupId": group, "Type": "Public"}

    def receipt(read, unread, *readers):
        return [{"MsgSeq": seq, "ReadNum": read, "UnreadNum": unread, "ReadReceiptMembers": listed(*readers)}]

    assert app.told(RECEIPT, GroupId=group) == {**head, "GroupMsgReceiptList": receipt(0, 2)}
    for read, account in enumerate((first, second), 1):
        app.api.ok("group_msg_receipt", {"GroupId": group, "From_Account": account, "MsgSeqList": [{"MsgSeq": seq}]})
        told = app.told(RECEIPT, 1 + read, GroupId=group)
        assert told == {**head, "GroupMsgReceiptList": receipt(read, 2 - read, account)}


def test_recall_of_messages(app):
    (owner,) = app.accounts(1)
    group = app.group(Owner_Account=owner)
    seqs = [app.api.ok("send_group_msg", message(group, f"{number}", owner))["MsgSeq"] for number in range(3)]
    app.api.ok("group_msg_recall", {"GroupId": group, "MsgSeqList": [{"MsgSeq": seq} for seq in seqs[:2]]})
    told = {
        "CallbackCommand": RECALLED, "Operator_Account": ADMIN, "Type": "Public", "GroupId": group,
        "MsgSeqList": [{"MsgSeq": seq} for seq in seqs[:2]],
    }
    assert app.told(RECALLED, GroupId=group) == told
    app.api.ok("group_msg_recall", {"GroupId": group, "Reason": "spam", "MsgSeqList": [
        {"MsgSeq": seqs[2]}, {"MsgSeq": 999},
    ]})
    assert app.told(RECALLED, 2, GroupId=group) == {**told, "MsgSeqList": [{"MsgSeq": seqs[2]}]}


def test_pairs_of_a_message(app):
    (owner,) = app.accounts(1)
    group = app.group(Owner_Account=owner)
    seq = app.api.ok("send_group_msg", message(group, "vote", owner, SupportMessageExtension=1))["MsgSeq"]
    head = {"CallbackCommand": EXTENSION, "GroupId": group, "MsgSeq": seq}
    pairs = [{"Key": "vote.mira", "Value": "yes", "Seq": 0}, {"Key": "vote.gus", "Value": "no", "Seq": 0}]
    app.api.ok("group_set_key_values", {"GroupId": group, "MsgSeq": seq, "OperateType": 1, "ExtensionList": pairs})
    assert app.told(EXTENSION, GroupId=group) == {
        **head, "OperateType": 1, "ExtensionList": [{**pair, "Seq": 1} for pair in pairs], "Seq": 1,
    }
    app.api.ok("group_set_key_values", {
        "GroupId": group, "MsgSeq": seq, "OperateType": 2, "ExtensionList": [{**pairs[0], "Seq": 1}],
    })
    told = app.told(EXTENSION, 2, GroupId=group)
    assert told["OperateType"] == 2
    assert told["ExtensionList"] == [{"Key": "vote.mira", "Value": "", "Seq": told["Seq"]}]
    app.api.ok("group_set_key_values", {"GroupId": group, "MsgSeq": seq, "OperateType": 3})
    assert app.told(EXTENSION, 3, GroupId=group)["OperateType"] == 3


def test_topics(app):
    owner, member = app.accounts(2)
    community = app.community(Owner_Account=owner, MemberList=listed(member))
    name = fresh("Tides")
    topic = f"{community}@TOPIC#_tides"
    app.api.ok("create_topic", {"GroupId": community, "TopicId": topic, "TopicName": name})
    asked = {"CallbackCommand": BEFORE_CREATE_TOPIC, "Operator_Account": ADMIN, "Type": "Community", "Name": name}
    assert app.told(BEFORE_CREATE_TOPIC, Name=name) == asked
    head = {"GroupId": community, "Type": "Community"}
    assert app.told(AFTER_CREATE_TOPIC, GroupId=community) == {
        "CallbackCommand": AFTER_CREATE_TOPIC, **head, "TopicId": topic, "Operator_Account": ADMIN,
        "Owner_Account": owner, "Name": name,
    }
    app.api.ok("modify_topic", {"GroupId": community, "TopicId": topic, "TopicName": "Ebb", "Notification": "low"})
    assert app.told(TOPIC_CHANGED, GroupId=community) == {
        "CallbackCommand": TOPIC_CHANGED, **head, "Operator_Account": ADMIN, "TopicId": topic, "Name": "Ebb",
        "Notification": "low",
    }
    app.api.ok("modify_topic", {"GroupId": community, "TopicId": topic, "CustomString": "c", "MuteAllMember": "On"})
    app.api.ok("destroy_topic", {"GroupId": community, "TopicIdList": [topic]})
    assert app.told(TOPIC_DESTROYED, GroupId=community) == {
        "CallbackCommand": TOPIC_DESTROYED, **head, "TopicIdList": [topic],
    }
    assert app.commands(community) == [AFTER_CREATE_GROUP, AFTER_CREATE_TOPIC, TOPIC_CHANGED, TOPIC_DESTROYED]


def test_profile_of_an_account(app):
    (account,) = app.accounts(1)
    items = [{"Tag": "Tag_Profile_IM_Nick", "Value": "Käya"}, {"Tag": "Tag_Profile_IM_Level", "Value": 3}]
    app.api.ok("portrait_set", {"From_Account": account, "ProfileItem": items})
    assert app.told(PORTRAIT_SET, From_Account=account) == {
        "CallbackCommand": PORTRAIT_SET, "Operator_Account": ADMIN, "From_Account": account, "ProfileItem": items,
    }


def test_quota_of_the_day_and_events_that_are_switched_off(world):
    app = world.narrow
    for _ in range(DAILY_GROUPS - 1):
        app.group()
    community = app.community()
    topic = app.topic(community)
    assert app.told(QUOTA_ALARM, 3)["Quota"] == DAILY_GROUPS
    used = [request.event["QuotaUsed"] for request in app.receiver.of(QUOTA_ALARM)]
    assert sorted(used) == [8, 9, 10]
    # topics share the switch of groups
    assert app.told(AFTER_CREATE_TOPIC, GroupId=community)["TopicId"] == topic
    app.api.ok("destroy_group", {"GroupId": community})
    app.receiver.wait(AFTER_CREATE_GROUP, DAILY_GROUPS)
    commands = {request.command for request in list(app.receiver.requests)}
    assert commands == {QUOTA_ALARM, AFTER_CREATE_GROUP, AFTER_CREATE_TOPIC}


def test_calls_that_tell_nothing(app):
    owner, member, late = app.accounts(3)
    group = app.group(Owner_Account=owner, MemberList=listed(member))
    imported = fresh("imported")
    app.api.ok("import_group", {"GroupId": imported, "Type": "Public", "Name": "Imported", "Owner_Account": owner})
    app.api.ok("import_group_member", {"GroupId": imported, "MemberList": listed(member)})
    app.api.ok("import_group_msg", {"GroupId": imported, "MsgList": [
        {"From_Account": owner, "SendTime": int(time.time()) - 60, "Random": 1, "MsgBody": text("old")},
    ]})
    app.api.ok("forbid_send_msg", {"GroupId": group, "Members_Account": [member], "MuteTime": 60})
    app.api.ok("set_unread_msg_num", {"GroupId": group, "Member_Account": member, "UnreadMsgNum": 0})
    app.api.ok("send_group_system_notification", {"GroupId": group, "Content": "maintenance"})
    app.api.ok("update_group_counter", {"GroupId": group, "Mode": "Set", "GroupCounter": [{"Key": "a", "Value": 1}]})
    app.api.ok("ban_group_member", {"GroupId": group, "Members_Account": [late], "Duration": 60})
    # and calls that are refused, or change nothing
    assert app.api.code("add_group_member", {"GroupId": group, "MemberList": listed("nobody-here")}) == 10019
    assert app.api.code("delete_group_member", {"GroupId": group, "MemberToDel_Account": [owner]}) == 10007
    assert app.api.code("change_group_owner", {"GroupId": group, "NewOwner_Account": late}) == 10004
    assert app.api.code("delete_group_attr", {"GroupId": group, "GroupAttr": [{"key": "none"}]}) == 10050
    app.mark(group)
    app.mark(imported)
    assert app.commands(group) == [AFTER_CREATE_GROUP]
    assert app.commands(imported) == []


def test_order_and_event_times_of_a_group(app):
    group = app.group()
    names = [f"Name {number}" for number in range(30)]
    for name in names:
        app.api.ok("modify_group_base_info", {"GroupId": group, "Name": name})
    requests = app.receiver.wait(INFO_CHANGED, len(names), GroupId=group)
    assert [request.event["Name"] for request in requests] == names
    created = app.receiver.of(AFTER_CREATE_GROUP, GroupId=group)
    times = [request.event["EventTime"] for request in created + requests]
    assert times == sorted(set(times))
    deduplication = webhook_habits.Deduplication()
    assert all(deduplication.is_new(request) for request in created + requests)
    assert len({request.connection for request in requests}) <= 4, "connections are not kept"


def test_event_that_is_told_again(world):
    app = world.open
    group = app.group()
    app.told(AFTER_CREATE_GROUP, GroupId=group)
    failed = []

    def fails_once(request):
        if request.event.get("GroupId") == group and not failed:
            failed.append(request)
            return FAILED
        return Answer()

    app.receiver.answering = fails_once
    for name in ("first", "second"):
        app.api.ok("modify_group_base_info", {"GroupId": group, "Name": name})
    requests = app.receiver.wait(INFO_CHANGED, 3, GroupId=group)
    app.receiver.forget()
    assert [request.event["Name"] for request in requests] == ["first", "first", "second"]
    first, again, second = requests
    assert again.body == first.body
    assert again.time - first.time >= 0.9
    for request in requests:
        app.check(request)
        assert abs(int(request.query["RequestTime"][0]) - request.time) < 3


def test_event_that_is_told_once_where_no_retries_are_set(world):
    app = world.strict
    group = app.group()
    app.told(AFTER_CREATE_GROUP, GroupId=group)
    app.receiver.answering = lambda request: FAILED if request.command == INFO_CHANGED else Answer()
    for name in ("first", "second"):
        app.api.ok("modify_group_base_info", {"GroupId": group, "Name": name})
    requests = app.receiver.wait(INFO_CHANGED, 2, GroupId=group)
    app.receiver.forget()
    assert [request.event["Name"] for request in requests] == ["first", "second"]


def test_events_over_tls(world):
    group = world.secure.group()
    assert world.secure.told(AFTER_CREATE_GROUP, GroupId=group)["GroupId"] == group
    # a receiver whose certificate comes from an authority that nobody trusts is a failure
    body = {"GroupId": fresh("group"), "Type": "Public", "Name": "Refused"}
    assert world.distrustful.api.code("create_group", body) == 10016


# questions and their answers


class CreatesGroup:
    command = BEFORE_CREATE_GROUP
    refusal_of_failure = 10016

    def __init__(self, app):
        self.app = app
        self.body = {"GroupId": fresh("asked"), "Type": "Public", "Name": fresh("Asked")}
        self.fields = {"Name": self.body["Name"]}

    def call(self, api):
        return api.call("create_group", self.body)

    def is_done(self):
        (entry,) = self.app.api.ok("get_group_info", {"GroupIdList": [self.body["GroupId"]]})["GroupInfo"]
        return entry["ErrorCode"] == 0


class CreatesTopic:
    command = BEFORE_CREATE_TOPIC
    refusal_of_failure = 10016

    def __init__(self, app):
        self.app = app
        group = app.community()
        self.body = {"GroupId": group, "TopicId": f"{group}@TOPIC#_asked", "TopicName": fresh("Asked")}
        self.fields = {"Name": self.body["TopicName"]}

    def call(self, api):
        return api.call("create_topic", self.body)

    def is_done(self):
        body = {"GroupId": self.body["GroupId"], "TopicIdList": [self.body["TopicId"]]}
        (entry,) = self.app.api.ok("get_topic", body)["TopicAndSelfInfo"]
        return entry["ErrorCode"] == 0


class Invites:
    command = BEFORE_INVITE
    refusal_of_failure = 10016

    def __init__(self, app):
        self.app = app
        (self.account,) = app.accounts(1)
        self.body = {"GroupId": app.group(), "MemberList": listed(self.account)}
        self.fields = {"GroupId": self.body["GroupId"]}

    def call(self, api):
        return api.call("add_group_member", self.body)

    def is_done(self):
        return self.account in self.app.api.members(self.body["GroupId"])


class Sends:
    command = BEFORE_SEND
    refusal_of_failure = 80003

    def __init__(self, app):
        self.app = app
        (sender,) = app.accounts(1)
        self.group = app.group(Owner_Account=sender)
        self.body = message(self.group, "asked", sender)
        self.fields = {"GroupId": self.group}

    def call(self, api):
        return api.call("send_group_msg", self.body)

    def is_done(self):
        return bool(self.app.api.ok("group_msg_get_simple", {"GroupId": self.group, "ReqMsgNumber": 1})["RspMsgList"])


# each makes one call, and knows how to find its question, what a failure of it is refused with, and whether it was done
QUESTIONS = [CreatesGroup, CreatesTopic, Invites, Sends]


def answer_questions(app, answer):
    """Lets the receiver answer questions so, and allow everything else."""
    app.receiver.answering = lambda request: answer if ".CallbackBefore" in request.command else Answer()


def ask(question, app, answer):
    """Makes a call whose question is answered so; returns its answer."""
    asked = question(app)
    answer_questions(app, answer)
    result = asked.call(app.api)
    app.receiver.answering = Answer()
    (request,) = app.receiver.of(question.command, **asked.fields)
    app.check(request)
    return asked, result


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("answer", [
    coded(0), coded("0"), Answer({"ActionStatus": "OK", "ErrorCode": 0}), Answer({"ErrorCode": 0}),
    coded(0, Unknown={"a": [1]}), coded(0, RefusedMembers_Account=[]),
], ids=str)
def test_question_that_is_allowed(app, question, answer):
    asked, result = ask(question, app, answer)
    assert result["ErrorCode"] == 0
    assert asked.is_done()


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(("answer", "code", "info"), [
    (coded(1, "no"), 10016, None),
    (coded("1"), 10016, None),
    (Answer({"ActionStatus": "FAIL", "ErrorCode": 1, "ErrorInfo": ""}), 10016, None),
    (coded(10100, "无 bad \"words\""), 10100, "无 bad \"words\""),
    (coded(10200, "last"), 10200, "last"),
    (Answer({"ActionStatus": "OK", "ErrorCode": 10150}), 10150, None),
    (coded(10099), 10016, None),
    (coded(10201), 10016, None),
    (coded(-1), 10016, None),
    (coded(120001), 10016, None),
], ids=str)
def test_question_that_is_refused(app, question, answer, code, info):
    asked, result = ask(question, app, answer)
    assert (result["ActionStatus"], result["ErrorCode"]) == ("FAIL", code)
    assert info is None or result["ErrorInfo"] == info
    assert not asked.is_done()


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("answer", [
    FAILED, GARBAGE, NO_HTTP, CUT_OFF, Answer(b""), Answer([]), Answer({}), Answer({"ErrorCode": "none"}),
    Answer({"ErrorCode": None}), Answer({"ActionStatus": "FAIL", "ErrorCode": 0, "ErrorInfo": ""}),
    Answer(status=302), Answer(status=404), Answer(status=201),
], ids=str)
def test_question_that_fails(either, question, answer):
    asked, result = ask(question, either, answer)
    assert result["ErrorCode"] == (0 if either.allows_failures else question.refusal_of_failure)
    assert asked.is_done() == either.allows_failures


def test_questions_that_nobody_answers(either):
    """All at once, as each takes as long as the timeout."""
    asked = [question(either) for question in QUESTIONS]
    answer_questions(either, Answer(delay=TIMEOUT + 5))
    results = {}

    def call(one):
        start = time.monotonic()
        with either.connect() as api:
            results[one.command] = one.call(api)["ErrorCode"], time.monotonic() - start

    callers = [threading.Thread(target=call, args=(one,)) for one in asked]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(30)
    for one in asked:
        code, duration = results[one.command]
        assert code == (0 if either.allows_failures else one.refusal_of_failure)
        assert TIMEOUT <= duration < TIMEOUT + 2
        assert len(either.receiver.of(one.command, **one.fields)) == 1, "a question is asked once"
        assert one.is_done() == either.allows_failures


def test_questions_to_a_receiver_that_is_not_there(either):
    asked = [question(either) for question in QUESTIONS]
    either.receiver.stop()
    try:
        results = [(one, one.call(either.api)["ErrorCode"]) for one in asked]
    finally:
        either.receiver.start()
    for one, code in results:
        assert code == (0 if either.allows_failures else one.refusal_of_failure)
        assert one.is_done() == either.allows_failures


@pytest.mark.parametrize("question", [CreatesGroup, CreatesTopic, Invites])
def test_only_a_message_can_be_dropped(app, question):
    asked, result = ask(question, app, coded(2))
    assert result["ErrorCode"] == 10016
    assert not asked.is_done()


def test_message_that_is_dropped(app):
    asked, result = ask(Sends, app, coded(2))
    assert (result["ActionStatus"], result["ErrorCode"], result["MsgSeq"]) == ("OK", 0, 0)
    assert abs(result["MsgTime"] - time.time()) < 30
    assert "MsgDropReason" not in result
    assert not asked.is_done()
    app.mark(asked.group)
    assert app.commands(asked.group) == [AFTER_CREATE_GROUP, BEFORE_SEND]


@pytest.mark.parametrize(("answer", "code"), [(coded(1), 10016), (coded(10111, "spam"), 10111)], ids=str)
def test_message_that_the_receiver_refuses_is_told_of(app, answer, code):
    asked, result = ask(Sends, app, answer)
    told = app.told(EXCEPTION, GroupId=asked.group)
    assert (told["ErrorCode"], told["ErrorInfo"]) == (code, result["ErrorInfo"])
    app.mark(asked.group)
    assert AFTER_SEND not in app.commands(asked.group)


@pytest.mark.parametrize("fields", [
    {"MsgBody": text("***")}, {"CloudCustomData": "seen"},
    {"MsgBody": text("***") + text("!"), "CloudCustomData": "seen"},
], ids=str)
def test_message_that_is_replaced(app, fields):
    asked = Sends(app)
    asked.body["CloudCustomData"] = "original"
    answer_questions(app, coded(0, **fields))
    assert asked.call(app.api)["ErrorCode"] == 0
    wanted = {"MsgBody": asked.body["MsgBody"], "CloudCustomData": "original", **fields}
    (entry,) = app.api.history(asked.group)
    assert entry["MsgBody"] == wanted["MsgBody"]
    assert entry.get("CloudCustomData", "") == wanted["CloudCustomData"]
    told = app.told(AFTER_SEND, GroupId=asked.group)
    assert (told["MsgBody"], told.get("CloudCustomData", "")) == (wanted["MsgBody"], wanted["CloudCustomData"])


@pytest.mark.parametrize("body", [
    "***", [], {}, [{"MsgType": "TIMNoElem", "MsgContent": {}}], [{"MsgType": "TIMTextElem"}],
], ids=str)
def test_message_that_is_replaced_by_something_that_is_none(either, body):
    asked, result = ask(Sends, either, coded(0, MsgBody=body))
    assert result["ErrorCode"] == (0 if either.allows_failures else 80003)
    if either.allows_failures:
        assert [entry["MsgBody"] for entry in either.api.history(asked.group)] == [asked.body["MsgBody"]]
    else:
        assert not asked.is_done()


def test_message_that_is_replaced_by_one_that_is_too_long(app):
    asked, result = ask(Sends, app, coded(0, MsgBody=text("x" * 20_000)))
    assert result["ErrorCode"] == 80002
    assert not asked.is_done()


def test_members_who_are_refused(app):
    owner, first, second, third = app.accounts(4)
    group = app.group(Owner_Account=owner)
    answer_questions(app, coded(0, RefusedMembers_Account=[second, "nobody-here"]))
    answer = app.api.ok("add_group_member", {"GroupId": group, "MemberList": listed(first, second, third)})
    results = {item["Member_Account"]: item["Result"] for item in answer["MemberList"]}
    assert results == {first: 1, second: 0, third: 1}
    assert sorted(app.api.members(group)) == sorted([owner, first, third])
    assert app.told(AFTER_JOIN, GroupId=group)["NewMemberList"] == listed(first, third)
    answer = app.api.ok("add_group_member", {"GroupId": group, "MemberList": listed(second)})
    assert [item["Result"] for item in answer["MemberList"]] == [0]
    app.mark(group)
    assert app.commands(group) == [AFTER_CREATE_GROUP, BEFORE_INVITE, AFTER_JOIN, BEFORE_INVITE]


def test_lists_of_refused_members_that_are_none_fail(either):
    asked, result = ask(Invites, either, coded(0, RefusedMembers_Account=[{"Member_Account": "a"}]))
    assert result["ErrorCode"] == (0 if either.allows_failures else 10016)
    assert asked.is_done() == either.allows_failures


@pytest.mark.parametrize(("forbidden", "commands"), [
    (["ForbidBeforeSendMsgCallback"], [AFTER_SEND]),
    (["ForbidAfterSendMsgCallback"], [BEFORE_SEND]),
    (["ForbidBeforeSendMsgCallback", "ForbidAfterSendMsgCallback"], []),
    ([], [BEFORE_SEND, AFTER_SEND]),
], ids=str)
def test_callbacks_that_the_call_forbids(app, forbidden, commands):
    asked = Sends(app)
    asked.body["ForbidCallbackControl"] = forbidden
    assert asked.call(app.api)["ErrorCode"] == 0
    assert asked.is_done()
    app.mark(asked.group)
    assert app.commands(asked.group) == [AFTER_CREATE_GROUP, *commands]


def test_question_that_is_forbidden_refuses_nothing(app):
    asked = Sends(app)
    asked.body["ForbidCallbackControl"] = ["ForbidBeforeSendMsgCallback"]
    answer_questions(app, coded(1))
    assert asked.call(app.api)["ErrorCode"] == 0
    assert asked.is_done()


def test_receiver_that_calls_back_about_the_same_group(app):
    asked = Invites(app)
    group = asked.body["GroupId"]
    called = []

    def answering(request):
        if request.command == BEFORE_INVITE:
            with app.connect() as api:
                api.ok("modify_group_base_info", {"GroupId": group, "Introduction": "asked"})
                called.append(api.group(group)["Introduction"])
        return Answer()

    app.receiver.answering = answering
    assert asked.call(app.api)["ErrorCode"] == 0
    assert called == ["asked"]
    assert asked.is_done()


def test_question_that_waits_holds_nobody_else_up(app):
    slow, quick = Sends(app), Sends(app)
    may_go_on, results = threading.Event(), []

    def answering(request):
        if request.command == BEFORE_SEND and request.event["GroupId"] == slow.group:
            may_go_on.wait(20)
        return Answer()

    app.receiver.answering = answering

    def send_slowly():
        with app.connect() as api:
            results.append(slow.call(api)["ErrorCode"])

    sender = threading.Thread(target=send_slowly)
    sender.start()
    app.receiver.wait(BEFORE_SEND, GroupId=slow.group)
    # another group, and the same one
    assert quick.call(app.api)["ErrorCode"] == 0
    app.api.ok("modify_group_base_info", {"GroupId": slow.group, "Name": "while it waits"})
    assert not results
    may_go_on.set()
    sender.join(20)
    assert results == [0]


def test_what_changed_while_the_question_waited_is_checked_again(app):
    asked = Sends(app)
    group, sender = asked.group, asked.body["From_Account"]

    def answering(request):
        if request.command == BEFORE_SEND:
            with app.connect() as api:
                api.ok("destroy_group", {"GroupId": group})
        return Answer()

    app.receiver.answering = answering
    assert asked.call(app.api)["ErrorCode"] == 10010
    assert app.told(EXCEPTION, GroupId=group)["From_Account"] == sender
    assert app.receiver.of(AFTER_SEND, GroupId=group) == []


# how it is set up


def test_address_and_token_of_the_flags(tmp_path):
    with Receiver() as receiver:
        flags = [
            "--sdkappid", 1400777001, "--secret-key", KEY, "--webhook-url", f"{receiver.url}hook?key=a%2Fb",
            "--webhook-token", TOKEN,
        ]
        with live_server.Server(tmp_path, *flags) as server, server.connect() as api:
            api.ok("create_group", {"GroupId": "harbour", "Type": "Public", "Name": "Harbour"})
            (asked,) = receiver.wait(BEFORE_CREATE_GROUP)
            (told,) = receiver.wait(AFTER_CREATE_GROUP, GroupId="harbour")
            assert TOKEN not in server.log
        for request in (asked, told):
            webhook_events.check_body(request.body)
            webhook_habits.check(request, 1400777001, TOKEN)
            assert request.target.startswith("/hook?key=a%2Fb&SdkAppid=1400777001&")
            assert request.query["ClientIP"] == ["127.0.0.1"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "harbour", "http:///hook", ""])
def test_address_that_is_none_keeps_the_server_from_starting(tmp_path, url):
    with pytest.raises(live_server.StartFailed) as failure:
        with live_server.Server(tmp_path, "--webhook-url", url):
            pass
    assert "webhook" in failure.value.log.lower()


def test_server_that_cannot_start_ends_in_words(tmp_path):
    with live_server.Server(tmp_path / "first") as first:
        port = first.ready["http"].rpartition(":")[2]
        flags = ["--data", tmp_path / "second", "--port", port, "--no-tls", "--webhook-url", "http://127.0.0.1:9/"]
        ran = live_server.run_qun("serve", *flags)
    assert ran.returncode == 1
    assert f"port {port}" in ran.stderr and "choose another port with --port" in ran.stderr
