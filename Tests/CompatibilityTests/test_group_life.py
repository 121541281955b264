"""Lives of groups, from creation to destruction; after each step `get_group_info` tells what has changed."""

import time

import pytest

BASE_FIELDS = [
    "Type", "Name", "Notification", "Owner_Account", "CreateTime", "InfoSeq", "LastInfoTime", "LastMsgTime",
    "NextMsgSeq", "MaxMemberNum", "ApplyJoinOption", "MuteAllMember",
]


class WatchedGroup:
    """A group with what `get_group_info` must answer for it; every step says what it changes, the rest stays.

    `fields` holds base fields, `roles` the role of each member in the order of the list, `cards` the name cards that
    are set, `muted` the accounts with a running mute and its end.
    """

    def __init__(self, api, group_id, **fields):
        self.api = api
        self.id = group_id
        self.fields = fields
        self.roles = {}
        self.cards = {}
        self.muted = {}
        self.info_seq = 0
        self.info_time = None

    def step(self, command, _moves=False, **body):
        """Makes a call for the group; `_moves` tells that it must move `InfoSeq` by one."""
        answer = self.api.ok(command, {"GroupId": self.id, **body})
        self.info_seq += int(_moves)
        if _moves:
            self.info_time = None
        return answer

    def refused(self, command, **body):
        """Makes a call that must be refused and change nothing; returns its code."""
        code = self.api.code(command, {"GroupId": self.id, **body})
        assert code != 0, command
        self.check()
        return code

    def check(self):
        entry = self.api.group(
            self.id,
            GroupBaseInfoFilter=[*BASE_FIELDS, "MemberNum"],
            MemberInfoFilter=["Role", "NameCard", "MuteUntil", "JoinTime", "MsgSeq"],
        )
        for name, value in self.fields.items():
            assert entry[name] == value, name
        assert entry["Owner_Account"] == next((who for who, role in self.roles.items() if role == "Owner"), "")
        assert (entry["InfoSeq"], entry["NextMsgSeq"], entry["LastMsgTime"]) == (self.info_seq, 1, 0)
        if self.info_time is not None:
            assert entry["LastInfoTime"] == self.info_time
        assert entry["CreateTime"] <= entry["LastInfoTime"] <= time.time()
        self.info_time = entry["LastInfoTime"]
        assert [(item["Member_Account"], item["Role"]) for item in entry["MemberList"]] == list(self.roles.items())
        assert entry["MemberNum"] == len(self.roles)
        for item in entry["MemberList"]:
            account = item["Member_Account"]
            assert item["NameCard"] == self.cards.get(account, ""), account
            assert item["MuteUntil"] == self.muted.get(account, 0), account
            assert entry["CreateTime"] <= item["JoinTime"] <= time.time()
            assert item["MsgSeq"] == 0

    def mute_ends(self):
        """The running mutes of the group by account, of members and of others."""
        listed = self.step("get_group_muted_account")["MutedAccountList"]
        assert listed == sorted(listed, key=lambda item: (-item["MutedUntil"], item["Member_Account"]))
        return {item["Member_Account"]: item["MutedUntil"] for item in listed}

    def joined_by(self, account):
        """What this account's list of groups says about the group, or nothing."""
        body = {"Member_Account": account, "ResponseFilter": {"SelfInfoFilter": ["Role"]}}
        found = self.api.ok("get_joined_group_list", body)["GroupIdList"]
        return next((item["SelfInfo"]["Role"] for item in found if item["GroupId"] == self.id), None)


def listed(*accounts):
    return [{"Member_Account": account} for account in accounts]


def results(answer):
    return [item["Result"] for item in answer["MemberList"]]


@pytest.fixture
def people(accounts):
    return accounts(7)


def test_public_group(api, name, people):
    anna, ben, cleo, dora, eve, finn, outsider = people
    group = WatchedGroup(api, name("life"), Type="Public", Name="Night shift", MuteAllMember="Off")
    group.step(
        "create_group", Type="Public", Name="Night shift", Owner_Account=anna,
        MemberList=[{"Member_Account": ben, "Role": "Admin"}, *listed(cleo, dora)],
    )
    group.roles = {anna: "Owner", ben: "Admin", cleo: "Member", dora: "Member"}
    group.check()

    # a profile that changes, and a change that names nothing new to the members
    group.step("modify_group_base_info", True, Name="Day shift", Notification="At 06:00", MuteAllMember="On")
    group.fields |= {"Name": "Day shift", "Notification": "At 06:00", "MuteAllMember": "On"}
    group.check()

    # members come
    assert results(group.step("add_group_member", True, MemberList=listed(eve, finn))) == [1, 1]
    group.roles |= {eve: "Member", finn: "Member"}
    group.check()
    assert results(group.step("add_group_member", MemberList=listed(eve))) == [2]
    group.check()
    assert group.refused("add_group_member", MemberList=listed("nobody-here")) == 10019

    # some are muted
    before = int(time.time())
    group.step("forbid_send_msg", Members_Account=[cleo, eve], MuteTime=3600)
    group.step("modify_group_member_info", Member_Account=dora, Role="Admin", NameCard="Gate 3", MuteTime=4294967295)
    group.muted = group.mute_ends()
    assert sorted(group.muted) == sorted([cleo, dora, eve])
    assert group.muted[dora] == 4294967295
    assert before + 3600 <= group.muted[cleo] <= time.time() + 3600
    group.roles[dora] = "Admin"
    group.cards[dora] = "Gate 3"
    group.check()

    # the group gets another owner, who stands first in the list then
    group.step("change_group_owner", True, NewOwner_Account=ben)
    group.roles = {ben: "Owner", anna: "Member", cleo: "Member", dora: "Admin", eve: "Member", finn: "Member"}
    group.check()
    group.step("change_group_owner", NewOwner_Account=ben)
    group.check()
    assert group.refused("change_group_owner", NewOwner_Account=outsider) == 10004

    # members go, with all they had but the mute
    assert group.refused("delete_group_member", MemberToDel_Account=[cleo, ben]) == 10007
    group.step("delete_group_member", True, MemberToDel_Account=[cleo, dora, outsider, "nobody-here"])
    for account in (cleo, dora):
        del group.roles[account]
    group.cards = {}
    group.check()
    assert group.mute_ends() == group.muted
    assert (group.joined_by(cleo), group.joined_by(ben)) == (None, "Owner")

    # they come back: still muted, otherwise as anybody who joins
    assert results(group.step("add_group_member", True, MemberList=listed(dora, cleo))) == [1, 1]
    group.roles |= {dora: "Member", cleo: "Member"}
    group.check()
    group.step("forbid_send_msg", Members_Account=[cleo, dora], MuteTime=0)
    group.muted = {eve: group.muted[eve]}
    assert group.mute_ends() == group.muted
    group.check()

    # a ban takes a member out and keeps him out until it is lifted
    before = int(time.time())
    assert group.refused("ban_group_member", Members_Account=[finn, ben], Duration=3600) == 10007
    group.step("ban_group_member", True, Members_Account=[finn, outsider], Duration=3600, Description="Too loud")
    del group.roles[finn]
    group.check()
    answer = group.step("get_group_ban_member", Offset=0)
    assert [item["Member_Account"] for item in answer["BannedAccountList"]] == sorted([finn, outsider])
    assert all(before + 3600 <= item["BannedUntil"] <= time.time() + 3600 for item in answer["BannedAccountList"])
    assert answer["NextOffset"] == 0
    assert results(group.step("add_group_member", MemberList=listed(finn, anna))) == [0, 2]
    group.check()
    group.step("unban_group_member", Members_Account=[finn, dora])
    group.check()
    assert results(group.step("add_group_member", True, MemberList=listed(finn, outsider))) == [1, 0]
    group.roles[finn] = "Member"
    group.check()

    # attributes and counters leave the profile alone
    group.step("set_group_attr", GroupAttr=[{"key": "seat1", "value": anna}, {"key": "seat2", "value": ""}])
    group.step("modify_group_attr", GroupAttr=[{"key": "seat2", "value": ben}, {"key": "seat3", "value": "三"}])
    group.step("delete_group_attr", GroupAttr=[{"key": "seat1"}])
    assert group.refused("delete_group_attr", GroupAttr=[{"key": "seat1"}]) == 10050
    attributes = group.step("get_group_attr")["GroupAttrAry"]
    assert attributes == [{"key": "seat2", "value": ben}, {"key": "seat3", "value": "三"}]
    likes = 2**63 - 2
    group.step("update_group_counter", Mode="Set", GroupCounter=[{"Key": "likes", "Value": likes}])
    answer = group.step(
        "update_group_counter", Mode="Increase",
        GroupCounter=[{"Key": "likes", "Value": 1}, {"Key": "gifts", "Value": -3}],
    )
    counters = [{"Key": "likes", "Value": likes + 1}, {"Key": "gifts", "Value": -3}]
    assert answer["GroupCounter"] == counters
    overflowing = [{"Key": "gifts", "Value": 1}, {"Key": "likes", "Value": 1}]
    assert group.refused("update_group_counter", Mode="Increase", GroupCounter=overflowing) == 10004
    assert group.step("get_group_counter")["GroupCounter"] == counters
    group.step("delete_group_counter", GroupCounterKeys=["gifts", "never-set"])
    assert group.step("get_group_counter")["GroupCounter"] == counters[:1]
    group.check()

    # the owner's account ends; the group lives on without an owner until it gets one
    api.ok("account_delete", {"DeleteItem": [{"UserID": ben}]})
    del group.roles[ben]
    group.info_seq, group.info_time = group.info_seq + 1, None
    group.check()
    roles = group.step("get_role_in_group", User_Account=[ben, anna, eve])["UserIdList"]
    assert [item["Role"] for item in roles] == ["NotMember", "Member", "Member"]
    group.step("change_group_owner", True, NewOwner_Account=eve)
    group.roles = {eve: "Owner"} | {account: "Member" for account in group.roles if account != eve}
    group.check()
    answer = group.step("get_specified_group_member_info", Member_List_Account=[dora, ben, eve])
    assert [(item["Member_Account"], item["Role"]) for item in answer["MemberList"]] == [
        (dora, "Member"),
        (eve, "Owner"),
    ]
    assert answer["MemberList"][1]["MuteUntil"] == group.muted[eve]

    # the end, after which the identifier is free and nothing of the old group is left
    group.step("destroy_group")
    (entry,) = api.ok("get_group_info", {"GroupIdList": [group.id]})["GroupInfo"]
    assert entry["ErrorCode"] == 10010
    for command in ("get_group_member_info", "get_group_muted_account", "get_group_attr", "get_group_counter"):
        assert api.code(command, {"GroupId": group.id}) == 10010, command
    assert group.joined_by(eve) is None
    again = WatchedGroup(api, group.id, Type="Public", Name="Another", MuteAllMember="Off", Notification="")
    again.step("create_group", Type="Public", Name="Another", Owner_Account=anna, MemberList=listed(eve, finn))
    again.roles = {anna: "Owner", eve: "Member", finn: "Member"}
    again.check()
    assert again.step("get_group_attr")["GroupAttrAry"] == []
    assert again.step("get_group_counter")["GroupCounter"] == []
    assert again.mute_ends() == {}


def test_work_group(api, name, people):
    anna, ben, cleo, *_ = people
    group = WatchedGroup(api, name("work"), Type="Private", ApplyJoinOption="DisableApply")
    group.step("create_group", Type="Work", Name="Plans", Owner_Account=anna, MemberList=listed(ben))
    group.roles = {anna: "Owner", ben: "Member"}
    group.check()
    assert group.refused("forbid_send_msg", Members_Account=[ben], MuteTime=60) == 10007
    assert group.refused("modify_group_member_info", Member_Account=ben, Role="Admin") == 10007
    assert group.mute_ends() == {}

    # its owner may leave, and everybody after him
    group.step("delete_group_member", True, MemberToDel_Account=[anna])
    group.roles = {ben: "Member"}
    group.check()
    group.step("delete_group_member", True, MemberToDel_Account=[ben])
    group.roles = {}
    group.check()
    group.step("add_group_member", True, MemberList=listed(cleo))
    group.step("change_group_owner", True, NewOwner_Account=cleo)
    group.roles = {cleo: "Owner"}
    group.check()
    group.step("destroy_group")


def test_community_with_topics(api, name, people):
    anna, ben, cleo, *_ = people
    group = WatchedGroup(api, name("@TGS#_life"), Type="Community", ApplyJoinOption="FreeAccess")
    group.step(
        "create_group", Type="Community", Name="Town", Owner_Account=anna, MemberList=listed(ben, cleo),
        SupportTopic=1, EnablePermission=1,
    )
    group.roles = {anna: "Owner", ben: "Member", cleo: "Member"}
    group.check()

    def topics(**fields):
        found = group.step("get_topic", From_Account=ben, **fields)["TopicAndSelfInfo"]
        return {item["TopicInfo"]["TopicId"]: item for item in found if item["ErrorCode"] == 0}

    # topics come and change; the group does not notice
    named = f"{group.id}@TOPIC#_market"
    assert group.step("create_topic", TopicName="Market", TopicId=named, CustomString="x")["TopicId"] == named
    made = group.step("create_topic", TopicName="Square", From_Account=anna)["TopicId"]
    assert made.startswith(f"{group.id}@TOPIC#_@TOPIC#c")
    assert group.refused("create_topic", TopicName="Market", TopicId=named) == 10025
    group.step("modify_topic", TopicId=named, TopicName="Old market", MuteAllMember="On")
    found = topics()
    assert set(found) == {named, made}
    info = found[named]["TopicInfo"]
    assert (info["GroupID"], info["TopicName"], info["CustomString"]) == (group.id, "Old market", "x")
    assert (info["MuteAllMember"], info["NextMsgSeq"], info["LastMsgTime"]) == ("On", 1, 0)
    assert found[made]["TopicInfo"]["MuteAllMember"] == "Off"
    group.check()

    # a mute in one topic holds there only
    group.step("forbid_send_msg", Members_Account=[ben], MuteTime=4294967295, TopicId=made)
    answer = group.step("get_group_muted_account", TopicId=made)
    assert answer["MutedAccountList"] == [{"Member_Account": ben, "MutedUntil": 4294967295}]
    assert group.mute_ends() == {}
    assert {topic: item["SelfInfo"]["ShutUpTime"] for topic, item in topics().items()} == {made: 4294967295, named: 0}
    group.check()

    # permission groups hold members and rights in topics
    editors = group.step("create_permission_group", PermissionGroupName="Editors", Permission=1)["PermissionGroupId"]
    chosen = {"PermissionGroupId": editors}
    answer = group.step("add_permission_group_member", **chosen, MemberList=listed(ben, cleo, people[-1]))
    assert results(answer) == [1, 1, 0]
    rights = [{"TopicId": named, "Permission": 8}, {"TopicId": made, "Permission": 2**40}]
    group.step("add_topic_permission_group", **chosen, TopicPermissionList=rights)
    answer = group.step("get_topic_permission_group", **chosen)
    assert {item["TopicId"]: item["Permission"] for item in answer["TopicPermissionResultList"]} == {
        named: 8,
        made: 2**40,
    }
    (shown,) = group.step("get_permission_group")["PermissionGroupInfoList"]
    assert (shown["PermissionGroupId"], shown["PermissionGroupName"], shown["Permission"]) == (editors, "Editors", 1)
    assert shown["MemberCount"] == 2
    group.check()

    # who leaves the group leaves its permission groups
    group.step("delete_group_member", True, MemberToDel_Account=[cleo])
    del group.roles[cleo]
    group.check()
    group.step("add_group_member", True, MemberList=listed(cleo))
    group.roles[cleo] = "Member"
    group.check()
    answer = group.step("get_permission_group_member_list", **chosen)
    assert [item["Member_Account"] for item in answer["MemberList"]] == [ben]

    # a topic ends, and its rights and mutes with it
    answer = group.step("destroy_topic", TopicIdList=[made, f"{group.id}@TOPIC#_never"])
    assert [item["ErrorCode"] for item in answer["DestroyResultItem"]] == [0, 110003]
    assert list(topics()) == [named]
    answer = group.step("get_topic_permission_group", **chosen)
    assert [item["TopicId"] for item in answer["TopicPermissionResultList"]] == [named]
    group.check()

    # the group ends with all of them
    group.step("destroy_group")
    assert api.code("get_topic", {"GroupId": group.id, "From_Account": ben}) == 10010
    assert api.code("get_permission_group", {"GroupId": group.id}) == 10010
    again = WatchedGroup(api, group.id)
    again.step("create_group", Type="Community", Name="Town", Owner_Account=anna, SupportTopic=1, EnablePermission=1)
    assert again.step("get_topic", From_Account=anna)["TopicAndSelfInfo"] == []
    assert again.step("get_permission_group")["PermissionGroupInfoList"] == []
    again.roles = {anna: "Owner"}
    again.check()


def test_av_chat_room(api, name, people):
    anna, ben, cleo, *others = people
    room = name("room")
    api.ok("create_group", {"GroupId": room, "Type": "AVChatRoom", "Name": "Live", "Owner_Account": anna})
    before = api.group(room)
    assert before["Owner_Account"] == anna

    def ask(command, **body):
        return api.ok(command, {"GroupId": room, **body})

    # nobody can be pulled in, and the commands for stored members say so, each in its own way
    for command, body, code in [
        ("add_group_member", {"MemberList": listed(ben)}, 10007),
        ("delete_group_member", {"MemberToDel_Account": [ben]}, 10004),
        ("change_group_owner", {"NewOwner_Account": ben}, 10007),
        ("get_group_member_info", {}, 10007),
        ("get_specified_group_member_info", {"Member_List_Account": [ben]}, 10007),
        ("get_role_in_group", {"User_Account": [ben]}, 10007),
        ("modify_group_member_info", {"Member_Account": ben, "NameCard": "x"}, 10007),
        ("import_group_member", {"MemberList": listed(ben)}, 10007),
    ]:
        assert api.code(command, {"GroupId": room, **body}) == code, command
    ask("set_unread_msg_num", Member_Account=ben, UnreadMsgNum=3)

    # administrators need not be there; five are the most
    ask("modify_admin", CommandType=1, Admin_Account=[ben, cleo])
    assert [item["Admin_Account"] for item in ask("get_admin_list")["Admin_List"]] == [ben, cleo]
    too_many = {"GroupId": room, "CommandType": 1, "Admin_Account": [anna, *others]}
    assert api.code("modify_admin", too_many) == 10005
    ask("modify_admin", CommandType=2, Admin_Account=[ben])
    assert [item["Admin_Account"] for item in ask("get_admin_list")["Admin_List"]] == [cleo]

    # who is marked with 500 counts as being there
    assert ask("get_online_member_num")["OnlineMemberNum"] == 0
    assert api.code("modify_user_info", {
        "GroupId": room, "CommandType": 1, "MemberList": [{"Member_Account": ben, "Marks": [1000]}],
    }) == 10004
    answer = ask("modify_user_info", CommandType=1, MemberList=[{"Member_Account": ben, "Marks": [500]}])
    assert answer["MemberList"] == [{"Member_Account": ben, "Marks": [500]}]
    assert ask("get_online_member_num")["OnlineMemberNum"] == 1
    found = ask("get_members", Timestamp=0)
    assert [item["Member_Account"] for item in found["MemberList"]] == [ben]
    assert found["NextTimestamp"] == 0
    assert ask("check_members", Member_Account=[cleo, ben])["Member_Account"] == [ben]
    ask("modify_user_info", CommandType=2, MemberList=[{"Member_Account": ben, "Marks": [500]}])
    assert ask("get_online_member_num")["OnlineMemberNum"] == 0

    # mutes, attributes and counters are as everywhere
    ask("forbid_send_msg", Members_Account=[ben], MuteTime=4294967295)
    assert ask("get_group_muted_account")["MutedAccountList"] == [{"Member_Account": ben, "MutedUntil": 4294967295}]
    ask("set_group_attr", GroupAttr=[{"key": "song", "value": "x"}])
    ask("update_group_counter", Mode="Increase", GroupCounter=[{"Key": "likes", "Value": 1}])
    assert api.group(room) == before

    # the room ends with all of them
    ask("destroy_group")
    assert api.code("get_admin_list", {"GroupId": room}) == 10010
    api.ok("create_group", {"GroupId": room, "Type": "AVChatRoom", "Name": "Live"})
    assert ask("get_admin_list")["Admin_List"] == []
    assert ask("get_group_muted_account")["MutedAccountList"] == []
    assert ask("get_group_attr")["GroupAttrAry"] == []
    assert ask("get_group_counter")["GroupCounter"] == []
