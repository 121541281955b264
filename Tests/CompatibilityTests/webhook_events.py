"""What the reference says of each event's body, field by field, written down without a look at the server."""

import json


class Wrong(AssertionError):
    """A body that is not what the reference says."""


# kinds of values


def string(value, place):
    if not isinstance(value, str):
        raise Wrong(f"{place} is no String: {value!r}")


def integer(value, place):
    if type(value) is not int or not -(2**63) <= value < 2**63:
        raise Wrong(f"{place} is no Integer: {value!r}")


def one_of(*allowed):
    def check(value, place):
        if type(value) is not type(allowed[0]) or value not in allowed:
            raise Wrong(f"{place} is not one of {allowed}: {value!r}")

    return check


def list_of(kind, least=0):
    def check(value, place):
        if not isinstance(value, list) or len(value) < least:
            raise Wrong(f"{place} is no Array of {least} or more: {value!r}")
        for number, element in enumerate(value):
            kind(element, f"{place}[{number}]")

    return check


def record(*fields):
    """An object with these fields in this order; each is a name and a kind, and `True` where it may be absent."""
    table = [(name, kind, bool(optional)) for name, kind, *optional in fields]

    def check(value, place):
        if not isinstance(value, dict):
            raise Wrong(f"{place} is no object: {value!r}")
        present = [name for name, _, optional in table if name in value or not optional]
        if list(value) != present:
            raise Wrong(f"{place} has the fields {list(value)}, not {present}")
        for name, kind, _ in table:
            if name in value:
                kind(value[name], f"{place}.{name}")

    return check


def anything(value, place):
    pass


TYPE = one_of("Private", "Public", "ChatRoom", "AVChatRoom", "Community", "Work", "Meeting")
ACCOUNT = record(("Member_Account", string))
ACCOUNTS = list_of(ACCOUNT, least=1)
ELEMENTS = list_of(record(("MsgType", string), ("MsgContent", anything)), least=1)
PAIR = record(("Key", string), ("Value", string))

MESSAGE_HEAD = [
    ("GroupId", string), ("Type", TYPE), ("From_Account", string), ("Operator_Account", string), ("Random", integer),
]
MESSAGE_BODY = [
    ("OnlineOnlyFlag", one_of(0, 1)), ("MsgBody", ELEMENTS), ("CloudCustomData", string, True),
]
TOPIC = ("TopicId", string, True)
PROFILE = [(name, string, True) for name in ("Name", "Introduction", "Notification", "FaceUrl")]

# what stands between `CallbackCommand` and `EventTime`
FIELDS = {
    "Group.CallbackBeforeCreateGroup": [
        ("Operator_Account", string), ("Owner_Account", string), ("Type", TYPE), ("Name", string),
        ("CreateGroupNum", integer), ("MemberList", list_of(ACCOUNT)),
    ],
    "Group.CallbackAfterCreateGroup": [
        ("GroupId", string), ("Operator_Account", string), ("Owner_Account", string), ("Type", TYPE), ("Name", string),
        ("MemberList", list_of(ACCOUNT)), ("UserDefinedDataList", list_of(PAIR, least=1), True),
    ],
    "Group.CallbackBeforeInviteJoinGroup": [
        ("GroupId", string), ("Type", TYPE), ("Operator_Account", string), ("DestinationMembers", ACCOUNTS),
    ],
    "Group.CallbackAfterNewMemberJoin": [
        ("GroupId", string), ("Type", TYPE), ("JoinType", one_of("Invited")), ("Operator_Account", string),
        ("NewMemberList", ACCOUNTS),
    ],
    "Group.CallbackAfterMemberExit": [
        ("GroupId", string), ("Type", TYPE), ("ExitType", one_of("Kicked", "Quit")), ("Operator_Account", string),
        ("ExitMemberList", ACCOUNTS),
    ],
    "Group.CallbackBeforeSendMsg": [*MESSAGE_HEAD, *MESSAGE_BODY, TOPIC],
    "Group.CallbackAfterSendMsg": [
        *MESSAGE_HEAD, ("MsgSeq", integer), ("MsgTime", integer), *MESSAGE_BODY, ("MsgId", string),
        (
            "GroupAtInfo",
            list_of(record(("GroupAtAllFlag", one_of(0, 1)), ("GroupAt_Account", string, True)), least=1),
            True,
        ),
        TOPIC,
    ],
    "Group.CallbackSendMsgException": [
        ("GroupId", string), ("Type", one_of("", "Private", "Public", "ChatRoom", "AVChatRoom", "Community")),
        *MESSAGE_HEAD[2:], *MESSAGE_BODY, ("ErrorCode", integer), ("ErrorInfo", string),
    ],
    "Group.CallbackAfterGroupFull": [("GroupId", string)],
    "Group.CallbackAfterGroupInfoChanged": [
        ("GroupId", string), ("Type", TYPE), ("Operator_Account", string), *PROFILE,
    ],
    "Group.CallbackAfterGroupDestroyed": [
        ("GroupId", string), ("Type", TYPE), ("Owner_Account", string), ("Name", string),
        ("MemberList", list_of(ACCOUNT), True),
    ],
    "Group.CallbackAfterRecallMsg": [
        ("Operator_Account", string), ("Type", TYPE), ("GroupId", string),
        ("MsgSeqList", list_of(record(("MsgSeq", integer)), least=1)), TOPIC,
    ],
    "Group.CallbackAfterMemberFieldChanged": [
        ("GroupId", string), ("Type", TYPE), ("Operator_Account", string), ("Modified_Account", string),
        ("Role", one_of("Admin", "Member"), True), ("NameCard", string, True),
    ],
    "Group.CallbackAfterChangeGroupOwner": [
        ("GroupId", string), ("Type", TYPE), ("Operator_Account", string), ("OldOwner_Account", string),
        ("NewOwner_Account", string),
    ],
    "Group.CallbackAfterGroupAttrChanged": [
        ("GroupId", string), ("Type", TYPE), ("Operator_Account", string),
        ("OptionType", one_of("set", "modify", "clear", "delete")),
        ("GroupAttr", list_of(record(("key", string), ("value", string)))),
    ],
    "Group.CallbackAfterReadReceipt": [
        ("GroupId", string), ("Type", TYPE),
        (
            "GroupMsgReceiptList",
            list_of(
                record(
                    ("MsgSeq", integer), ("ReadNum", integer), ("UnreadNum", integer),
                    ("ReadReceiptMembers", list_of(ACCOUNT)),
                ),
                least=1,
            ),
        ),
    ],
    "Group.CallbackOnDailyGroupQuotaAlarm": [("QuotaUsed", integer), ("Quota", integer)],
    "Group.CallbackAfterGroupMsgExtension": [
        ("GroupId", string), ("MsgSeq", integer), ("OperateType", one_of(1, 2, 3)),
        ("ExtensionList", list_of(record(("Key", string), ("Value", string), ("Seq", integer)))), ("Seq", integer),
    ],
    "Group.CallbackBeforeCreateTopic": [("Operator_Account", string), ("Type", one_of("Community")), ("Name", string)],
    "Group.CallbackAfterCreateTopic": [
        ("GroupId", string), ("TopicId", string), ("Operator_Account", string), ("Owner_Account", string),
        ("Type", one_of("Community")), ("Name", string), ("UserDefinedDataList", list_of(PAIR, least=1), True),
    ],
    "Group.CallbackAfterTopicDestroyed": [
        ("GroupId", string), ("Type", one_of("Community")), ("TopicIdList", list_of(string, least=1)),
    ],
    "Group.CallbackAfterTopicInfoChanged": [
        ("GroupId", string), ("Type", one_of("Community")), ("Operator_Account", string), ("TopicId", string), *PROFILE,
    ],
    "Profile.CallbackPortraitSet": [
        ("Operator_Account", string), ("From_Account", string),
        ("ProfileItem", list_of(record(("Tag", string), ("Value", anything)), least=1)),
    ],
}

WITHOUT_EVENT_TIME = {command for command in FIELDS if "Topic" in command}


def check_body(body):
    """Checks a body's fields, their order and their types; returns the body as a dictionary."""
    event = json.loads(body)
    command = event.get("CallbackCommand") if isinstance(event, dict) else None
    if command not in FIELDS:
        raise Wrong(f"no event of the reference: {event!r}")
    fields = [("CallbackCommand", one_of(command)), *FIELDS[command]]
    if command not in WITHOUT_EVENT_TIME:
        fields.append(("EventTime", integer))
    record(*fields)(event, command)
    return event
