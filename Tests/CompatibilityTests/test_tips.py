"""Tips: with the setting, what happens in a group stands in its history as an object that a client can read."""

import pytest

from messages import message


@pytest.fixture
def api(serve_messages):
    api = serve_messages(tips=True)
    api.ok("multiaccount_import", {"AccountList": [{"UserID": name} for name in ("anna", "berta", "clara")]})
    api.ok("portrait_set", {
        "From_Account": "berta",
        "ProfileItem": [{"Tag": "Tag_Profile_IM_Nick", "Value": "Bertie"}],
    })
    return api


def history(api, group, **fields):
    return api.ok("group_msg_get_simple", {"GroupId": group, "ReqMsgNumber": 20, **fields})["RspMsgList"]


def tips(api, group):
    """The bodies of the tips, the oldest first."""
    return [entry["MsgBody"] for entry in reversed(history(api, group)) if entry.get("IsSystemMsg") == 1]


def shown(name, nick=""):
    return {"UserId": name, "NickName": nick, "ImageUrl": ""}


def test_tip_stands_between_messages(api):
    api.ok("create_group", {"GroupId": "crew", "Type": "Public", "Name": "Crew", "Owner_Account": "anna"})
    api.ok("send_group_msg", message("crew", "before", "anna"))
    api.ok("add_group_member", {"GroupId": "crew", "MemberList": [{"Member_Account": "berta"}]})
    api.ok("send_group_msg", message("crew", "after", "berta"))
    newest, tip, oldest = history(api, "crew")
    assert [entry["MsgSeq"] for entry in (newest, tip, oldest)] == [3, 2, 1]
    assert "IsSystemMsg" not in newest and isinstance(newest["MsgBody"], list)
    assert list(tip) == [
        "From_Account", "IsPlaceMsg", "IsSystemMsg", "MsgBody", "MsgPriority", "MsgRandom", "MsgSeq", "MsgTimeStamp",
    ]
    assert (tip["From_Account"], tip["IsPlaceMsg"], tip["IsSystemMsg"]) == ("@TIM#SYSTEM", 0, 1)
    assert tip["MsgBody"] == {
        "OpType": 1, "Operator_Account": "administrator", "MemberNum": 2, "List_Account": ["berta"],
        "MsgMemberExtraInfo": [shown("berta", "Bertie")],
    }
    profile = api.group("crew")
    assert (profile["NextMsgSeq"], profile["LastMsgTime"]) == (4, newest["MsgTimeStamp"])


def test_every_tip_of_a_life(api):
    api.ok("create_group", {
        "GroupId": "crew", "Type": "Public", "Name": "Crew", "Owner_Account": "anna",
        "MemberList": [{"Member_Account": "berta"}, {"Member_Account": "clara"}],
    })
    api.ok("modify_group_base_info", {"GroupId": "crew", "Name": "Harbour", "Notification": "n", "MaxMemberNum": 9})
    api.ok("modify_group_member_info", {"GroupId": "crew", "Member_Account": "berta", "Role": "Admin"})
    api.ok("modify_group_member_info", {"GroupId": "crew", "Member_Account": "berta", "Role": "Member"})
    api.ok("forbid_send_msg", {"GroupId": "crew", "Members_Account": ["clara"], "MuteTime": 60})
    api.ok("change_group_owner", {"GroupId": "crew", "NewOwner_Account": "clara"})
    api.ok("delete_group_member", {"GroupId": "crew", "MemberToDel_Account": ["berta"], "Silence": 1})
    api.ok("add_group_member", {"GroupId": "crew", "MemberList": [{"Member_Account": "berta"}], "Silence": 1})
    api.ok("delete_group_member", {"GroupId": "crew", "MemberToDel_Account": ["berta"]})
    api.ok("account_delete", {"DeleteItem": [{"UserID": "anna"}]})
    by = {"Operator_Account": "administrator"}
    bertie = {"List_Account": ["berta"], "MsgMemberExtraInfo": [shown("berta", "Bertie")]}
    assert tips(api, "crew") == [
        {"OpType": 6, **by, "MsgGroupNewInfo": {"GroupName": "Harbour", "GroupNotification": "n"}},
        {"OpType": 4, **by, **bertie},
        {"OpType": 5, **by, **bertie},
        {"OpType": 7, **by, "MsgMemberInfo": [{"User_Account": "clara", "ShutupTime": 60}],
         "List_Account": ["clara"], "MsgMemberExtraInfo": [shown("clara")]},
        {"OpType": 6, **by, "MsgGroupNewInfo": {"Owner_Account": "clara"}},
        {"OpType": 3, **by, **bertie},
        {"OpType": 2, "Operator_Account": "anna", "MemberNum": 1, "List_Account": ["anna"],
         "MsgMemberExtraInfo": [shown("anna")]},
    ]


def test_tip_can_neither_be_recalled_nor_changed(api):
    api.ok("create_group", {"GroupId": "crew", "Type": "Public", "Name": "Crew", "Owner_Account": "anna"})
    api.ok("modify_group_base_info", {"GroupId": "crew", "Name": "Harbour"})
    answer = api.ok("group_msg_recall", {"GroupId": "crew", "MsgSeqList": [{"MsgSeq": 1}]})
    assert answer["RecallRetList"] == [{"MsgSeq": 1, "RetCode": 10032}]
    change = {"GroupId": "crew", "MsgSeq": 1, "MsgBody": message("crew", "x")["MsgBody"]}
    assert api.code("modify_group_msg", change) == 20026
    api.ok("delete_group_msg_by_sender", {"GroupId": "crew", "Sender_Account": "@TIM#SYSTEM"})
    assert len(tips(api, "crew")) == 1


def test_without_the_setting_there_are_none(serve_messages):
    api = serve_messages()
    api.ok("create_group", {"GroupId": "crew", "Type": "Public", "Name": "Crew"})
    api.ok("modify_group_base_info", {"GroupId": "crew", "Name": "Harbour"})
    assert history(api, "crew") == []
    assert api.group("crew")["NextMsgSeq"] == 1
