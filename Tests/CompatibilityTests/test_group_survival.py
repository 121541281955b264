"""What hangs on groups and accounts is answered alike before and after a stop, and before and after a kill."""

import pytest

import live_server

FOREVER = 4294967295
GROUP = "kept"
ROOM = "kept-room"
TOWN = "@TGS#_kept"
TOPIC = f"{TOWN}@TOPIC#_market"
EDITORS = "@PMG#_editors"


def listed(*accounts):
    return [{"Member_Account": account} for account in accounts]


WRITES = [
    ("multiaccount_import", {"Accounts": ["anna", "ben", "cleo", "dora"]}),
    ("portrait_set", {"From_Account": "anna", "ProfileItem": [{"Tag": "Tag_Profile_IM_Level", "Value": 3}]}),
    ("setnospeaking", {"Set_Account": "ben", "C2CmsgNospeakingTime": FOREVER, "GroupmsgNospeakingTime": FOREVER}),
    ("create_group", {
        "GroupId": GROUP, "Type": "Public", "Name": "Kept", "Owner_Account": "anna",
        "MemberList": listed("ben", "cleo"),
    }),
    ("modify_group_member_info", {"GroupId": GROUP, "Member_Account": "ben", "Role": "Admin", "NameCard": "三号门"}),
    ("forbid_send_msg", {"GroupId": GROUP, "Members_Account": ["cleo", "dora"], "MuteTime": FOREVER}),
    ("ban_group_member", {"GroupId": GROUP, "Members_Account": ["dora"], "Duration": 86400}),
    ("change_group_owner", {"GroupId": GROUP, "NewOwner_Account": "ben"}),
    ("set_group_attr", {"GroupId": GROUP, "GroupAttr": [{"key": "seat", "value": "anna"}]}),
    ("update_group_counter", {"GroupId": GROUP, "Mode": "Set", "GroupCounter": [{"Key": "likes", "Value": 2**62}]}),
    ("create_group", {"GroupId": ROOM, "Type": "AVChatRoom", "Name": "Live", "Owner_Account": "anna"}),
    ("modify_admin", {"GroupId": ROOM, "CommandType": 1, "Admin_Account": ["cleo"]}),
    ("create_group", {
        "GroupId": TOWN, "Type": "Community", "Name": "Town", "Owner_Account": "anna", "MemberList": listed("ben"),
        "SupportTopic": 1, "EnablePermission": 1,
    }),
    ("create_topic", {"GroupId": TOWN, "TopicId": TOPIC, "TopicName": "Market", "CustomString": "x"}),
    ("forbid_send_msg", {"GroupId": TOWN, "Members_Account": ["ben"], "MuteTime": FOREVER, "TopicId": TOPIC}),
    ("create_permission_group", {
        "GroupId": TOWN, "PermissionGroupId": EDITORS, "PermissionGroupName": "Editors", "Permission": 65,
    }),
    ("add_permission_group_member", {"GroupId": TOWN, "PermissionGroupId": EDITORS, "MemberList": listed("ben")}),
    ("add_topic_permission_group", {
        "GroupId": TOWN, "PermissionGroupId": EDITORS,
        "TopicPermissionList": [{"TopicId": TOPIC, "Permission": 2**40}],
    }),
]

# Each read with the name of its list, which must not be empty.
READS = [
    ("get_group_info", {"GroupIdList": [GROUP, ROOM, TOWN]}, "GroupInfo"),
    ("get_appid_group_list", {}, "GroupIdList"),
    ("get_joined_group_list", {
        "Member_Account": "ben", "ResponseFilter": {"SelfInfoFilter": ["Role", "JoinTime"]},
    }, "GroupIdList"),
    ("get_group_member_info", {"GroupId": GROUP}, "MemberList"),
    ("get_group_member_info", {"GroupId": TOWN}, "MemberList"),
    ("get_group_muted_account", {"GroupId": GROUP}, "MutedAccountList"),
    ("get_group_muted_account", {"GroupId": TOWN, "TopicId": TOPIC}, "MutedAccountList"),
    ("get_group_ban_member", {"GroupId": GROUP, "Offset": 0}, "BannedAccountList"),
    ("get_group_attr", {"GroupId": GROUP}, "GroupAttrAry"),
    ("get_group_counter", {"GroupId": GROUP}, "GroupCounter"),
    ("get_admin_list", {"GroupId": ROOM}, "Admin_List"),
    ("get_topic", {"GroupId": TOWN, "From_Account": "ben"}, "TopicAndSelfInfo"),
    ("get_permission_group", {"GroupId": TOWN}, "PermissionGroupInfoList"),
    ("get_permission_group_member_list", {"GroupId": TOWN, "PermissionGroupId": EDITORS}, "MemberList"),
    ("get_topic_permission_group", {"GroupId": TOWN, "PermissionGroupId": EDITORS}, "TopicPermissionResultList"),
    ("portrait_get", {"To_Account": ["anna"], "TagList": ["Tag_Profile_IM_Level"]}, "UserProfileItem"),
    ("getnospeaking", {"Get_Account": "ben"}, "GroupmsgNospeakingTime"),
]


def read_everything(server):
    with server.connect() as connection:
        answers = [(connection.ok(command, body), field) for command, body, field in READS]
    assert all(answer[field] for answer, field in answers)
    return [answer for answer, _ in answers]


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_everything_is_there_again(tmp_path, end):
    with live_server.Server(tmp_path) as server:
        with server.connect() as connection:
            for command, body in WRITES:
                connection.ok(command, body)
        before = read_everything(server)
        getattr(server, end)()
    with live_server.Server(tmp_path) as server:
        assert read_everything(server) == before
    assert live_server.integrity(tmp_path) == "ok"
