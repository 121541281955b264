"""`tencentcloud-sdk-python-im`, unchanged, over plain HTTP: every method whose command Qun has."""

import inspect
import pathlib
import time

import pytest
from tencentcloud_im.tcim_client import (
    GroupAppDefinedData,
    GroupAttr,
    GroupMemObj,
    GroupMessageObj,
    GroupObj,
    MessageFile,
    MessageText,
    TCIMClient,
)

from conftest import SDKAPPID, SECRET_KEY
from messages import text

LONG_AGO = 1448357837


@pytest.fixture(scope="module")
def client(server):
    return TCIMClient(SDKAPPID, SECRET_KEY, "administrator", tencent_url=server.ready["http"] + "/v4")


def ok(response):
    answer = response.json()
    assert response.status_code == 200
    assert (answer["ActionStatus"], answer["ErrorCode"], answer["ErrorInfo"]) == ("OK", 0, "")
    return answer


def states(client, accounts):
    return [item["AccountStatus"] for item in ok(client.search_user(accounts))["ResultItem"]]


def entry(client, group, **filters):
    (found,) = ok(client.get_group_detail([group], **filters))["GroupInfo"]
    assert found["ErrorCode"] == 0
    return found


def members(client, group, **filters):
    return {member["Member_Account"]: member for member in entry(client, group, **filters)["MemberList"]}


def test_account_import(client, name):
    account = name("single")
    assert states(client, [account]) == ["NotImported"]
    ok(client.add_single_user(account, "Tobin H.", "https://img.example.net/t.png"))
    assert states(client, [account]) == ["Imported"]


def test_multiaccount_import(client, name):
    fresh = [name("many") for _ in range(100)]
    assert ok(client.batch_add_users(fresh))["FailAccounts"] == []
    assert states(client, fresh) == ["Imported"] * 100


def test_account_check_keeps_the_order_of_the_request(client, accounts):
    first, second = accounts(2)
    items = ok(client.search_user([second, "nobody-here", first]))["ResultItem"]
    assert [(item["UserID"], item["ResultCode"], item["AccountStatus"]) for item in items] == [
        (second, 0, "Imported"),
        ("nobody-here", 0, "NotImported"),
        (first, 0, "Imported"),
    ]


def test_account_delete(client, accounts):
    (account,) = accounts(1)
    items = ok(client.del_user([account, "nobody-here"]))["ResultItem"]
    assert [(item["UserID"], item["ResultCode"]) for item in items] == [(account, 0), ("nobody-here", 70107)]
    assert states(client, [account]) == ["NotImported"]


def test_deleted_account_leaves_its_groups(client, accounts, make_group):
    owner, other = accounts(2)
    group = make_group(Owner_Account=owner, MemberList=[{"Member_Account": other}])
    ok(client.del_user([owner]))
    found = entry(client, group)
    assert (found["Owner_Account"], found["MemberNum"]) == ("", 1)
    assert [member["Member_Account"] for member in found["MemberList"]] == [other]


def test_query_online_status(client, accounts):
    first, second = accounts(2)
    answer = ok(client.check_user_online([first, "nobody-here", second]))
    assert answer["QueryResult"] == [
        {"To_Account": first, "Status": "Offline"},
        {"To_Account": second, "Status": "Offline"},
    ]
    assert answer["ErrorList"] == [{"To_Account": "nobody-here", "ErrorCode": 70107}]
    refused = client.check_user_online(["nobody-here"]).json()
    assert (refused["ActionStatus"], refused["ErrorCode"], refused["QueryResult"]) == ("FAIL", 70107, [])


def test_kick(client, accounts):
    (account,) = accounts(1)
    ok(client.abolition_user_sig(account))
    assert states(client, [account]) == ["Imported"]
    assert client.abolition_user_sig("nobody-here").json()["ErrorCode"] == 70107
    ok(client.abolition_user_sig("administrator"))
    assert states(client, [account]) == ["Imported"]


@pytest.mark.parametrize("group_type", ["Public", "Private", "ChatRoom", "Community"])
def test_create_group(client, accounts, group_type):
    owner, admin, member = accounts(3)
    listed = [GroupMemObj(member)] if group_type == "Private" else [GroupMemObj(admin, "Admin"), GroupMemObj(member)]
    answer = ok(
        client.create_group(
            GroupObj(
                owner,
                group_type,
                "Night shift",
                introdction="Who is on call",
                notification="Handover at 06:00",
                face_url="https://img.example.net/n.png",
                max_member_count=300,
                mem_list=listed,
                applicationData=[GroupAppDefinedData("tier", "gold")],
            )
        )
    )
    found = entry(client, answer["GroupId"])
    assert answer["GroupId"].startswith("@TGS#")
    assert found["Type"] == group_type
    assert found["Name"] == "Night shift"
    assert found["Introduction"] == "Who is on call"
    assert found["Notification"] == "Handover at 06:00"
    assert found["FaceUrl"] == "https://img.example.net/n.png"
    assert found["Owner_Account"] == owner
    assert found["MaxMemberNum"] == 300
    assert found["AppDefinedData"] == [{"Key": "tier", "Value": "gold"}]
    assert found["LastInfoTime"] == found["CreateTime"]
    assert found["NextMsgSeq"] == 1
    assert found["MemberNum"] == 1 + len(listed)
    roles = [(item["Member_Account"], item["Role"]) for item in found["MemberList"]]
    assert roles == [(owner, "Owner")] + [(item.Member_Account, getattr(item, "Role", "Member")) for item in listed]


def test_create_av_chat_room(client, accounts, name):
    (owner,) = accounts(1)
    room = name("room")
    ok(client.create_group(GroupObj(owner, "AVChatRoom", "Live", group_id=room)))
    found = entry(client, room)
    assert (found["Type"], found["Owner_Account"]) == ("AVChatRoom", owner)
    assert "MemberList" not in found and "MemberNum" not in found


def test_get_group_info_with_every_filter(client, accounts, make_group):
    owner, other = accounts(2)
    group = make_group(
        Name="Filtered",
        Owner_Account=owner,
        AppDefinedData=[{"Key": "tier", "Value": "gold"}, {"Key": "floor", "Value": "3"}],
        MemberList=[{"Member_Account": other, "AppMemberDefinedData": [{"Key": "seat", "Value": "7"}]}],
    )
    found = entry(
        client,
        group,
        baseInfoFilter=["Name", "MemberNum"],
        memInfoFilter=["Role"],
        appDefineDataFilterGroup=["floor"],
        appDefineDataFilterMem=["seat"],
    )
    assert list(found.items()) == [
        ("GroupId", group),
        ("ErrorCode", 0),
        ("ErrorInfo", ""),
        ("Name", "Filtered"),
        ("MemberNum", 2),
        ("AppDefinedData", [{"Key": "floor", "Value": "3"}]),
        (
            "MemberList",
            [
                {"Member_Account": owner, "Role": "Owner"},
                {
                    "Member_Account": other,
                    "Role": "Member",
                    "AppMemberDefinedData": [{"Key": "seat", "Value": "7"}],
                },
            ],
        ),
    ]


def test_get_group_info_of_missing_groups_keeps_order_and_duplicates(client, make_group):
    group = make_group()
    wanted = ["gone", group, "x" * 49, "gone"]
    found = ok(client.get_group_detail(wanted, baseInfoFilter=["Type"]))["GroupInfo"]
    assert [(item["GroupId"], item["ErrorCode"]) for item in found] == [
        ("gone", 10010),
        (group, 0),
        ("x" * 49, 10015),
        ("gone", 10010),
    ]


def test_modify_group_base_info(client, make_group):
    group = make_group(AppDefinedData=[{"Key": "tier", "Value": "gold"}, {"Key": "floor", "Value": "3"}])
    ok(
        client.update_group_baseinfo(
            group,
            group_name="Day shift",
            introduction="New introduction",
            notification="New notification",
            face_url="https://img.example.net/d.png",
            max_member_num=700,
            appJoinOption="FreeAccess",
            shutUpFlag="On",
            appDefineData=[GroupAppDefinedData("tier", ""), GroupAppDefinedData("wing", "east")],
        )
    )
    found = entry(client, group)
    assert found["Name"] == "Day shift"
    assert found["Introduction"] == "New introduction"
    assert found["Notification"] == "New notification"
    assert found["FaceUrl"] == "https://img.example.net/d.png"
    assert found["MaxMemberNum"] == 700
    assert found["ApplyJoinOption"] == "FreeAccess"
    assert found["MuteAllMember"] == "On"
    assert found["AppDefinedData"] == [{"Key": "floor", "Value": "3"}, {"Key": "wing", "Value": "east"}]


def test_old_mute_name_in_a_filter_is_answered_in_its_own_words(client, make_group):
    group = make_group()
    ok(client.update_group_baseinfo(group, shutUpFlag="On"))
    assert entry(client, group, baseInfoFilter=["ShutUpAllMember"])["ShutUpAllMember"] == "On"


def test_add_group_member(client, accounts, make_group):
    owner, first, second = accounts(3)
    group = make_group(Owner_Account=owner)
    answer = ok(client.add_group_member(group, [GroupMemObj(second), GroupMemObj(owner), GroupMemObj(first)]))
    assert answer["MemberList"] == [
        {"Member_Account": second, "Result": 1},
        {"Member_Account": owner, "Result": 2},
        {"Member_Account": first, "Result": 1},
    ]
    assert list(members(client, group)) == [owner, second, first]


def test_delete_group_member(client, accounts, make_group):
    owner, first, second = accounts(3)
    group = make_group(Owner_Account=owner, MemberList=[{"Member_Account": first}, {"Member_Account": second}])
    ok(client.delete_group_mem(group, [first, "nobody-here"]))
    assert list(members(client, group)) == [owner, second]
    assert entry(client, group)["MemberNum"] == 2
    assert client.delete_group_mem(group, [second, owner]).json()["ErrorCode"] == 10007
    assert list(members(client, group)) == [owner, second]


def test_modify_group_member_info(client, accounts, make_group):
    (account,) = accounts(1)
    group = make_group(MemberList=[{"Member_Account": account}])
    before = int(time.time())
    ok(
        client.update_group_mem_info(
            group,
            account,
            role_type="Admin",
            namecard="Gate 3",
            appMemDefineData=[GroupAppDefinedData("seat", "7")],
            shutUpTime=3600,
        )
    )
    member = members(client, group)[account]
    assert member["Role"] == "Admin"
    assert members(client, group, memInfoFilter=["NameCard"])[account]["NameCard"] == "Gate 3"
    assert member["AppMemberDefinedData"] == [{"Key": "seat", "Value": "7"}]
    assert before + 3600 <= member["MuteUntil"] <= int(time.time()) + 3600


def test_get_role_in_group(client, accounts, make_group):
    owner, admin, member, outsider = accounts(4)
    group = make_group(
        Owner_Account=owner, MemberList=[{"Member_Account": admin, "Role": "Admin"}, {"Member_Account": member}]
    )
    asked = [member, "nobody-here", owner, admin, outsider, member]
    answer = ok(client.get_mem_role_in_group(group, asked))
    roles = ["Member", "NotMember", "Owner", "Admin", "NotMember", "Member"]
    assert answer["UserIdList"] == [
        {"Member_Account": account, "Role": role} for account, role in zip(asked, roles, strict=True)
    ]
    ok(client.update_group_mem_info(group, member, role_type="Admin"))
    ok(client.add_group_member(group, [GroupMemObj(outsider)]))
    answer = ok(client.get_mem_role_in_group(group, [member, outsider]))
    assert [item["Role"] for item in answer["UserIdList"]] == ["Admin", "Member"]
    assert client.get_mem_role_in_group(make_group(Type="AVChatRoom"), [owner]).json()["ErrorCode"] == 10007


def test_get_group_member_info_page_by_page(client, accounts, make_group):
    owner, *others = accounts(5)
    group = make_group(Owner_Account=owner, MemberList=[{"Member_Account": other} for other in others])
    pages = [ok(client.get_group_mem_info_detail(group, 2, offset)) for offset in (0, 2, 4, 6)]
    assert [page["MemberNum"] for page in pages] == [5] * 4
    assert [[item["Member_Account"] for item in page["MemberList"]] for page in pages] == [
        [owner, others[0]],
        others[1:3],
        others[3:],
        [],
    ]
    assert all("Next" not in page for page in pages)
    assert list(pages[0]["MemberList"][0].items())[:2] == [("Member_Account", owner), ("Role", "Owner")]
    assert all(item["NameCard"] == "" for item in pages[0]["MemberList"])


def test_get_group_member_info_with_every_filter(client, accounts, make_group):
    owner, admin, member = accounts(3)
    seat = [{"Key": "seat", "Value": "7"}, {"Key": "row", "Value": "c"}]
    group = make_group(
        Owner_Account=owner,
        MemberList=[
            {"Member_Account": member},
            {"Member_Account": admin, "Role": "Admin", "AppMemberDefinedData": seat},
        ],
    )
    ok(client.update_group_mem_info(group, admin, namecard="Gate 3"))
    answer = ok(
        client.get_group_mem_info_detail(
            group,
            memInfoFilter=["Role", "NameCard"],
            memRoleFilter=["Admin", "Owner"],
            appDefineDataFilterMem=["seat"],
        )
    )
    assert answer["MemberNum"] == 3
    assert answer["MemberList"] == [
        {"Member_Account": owner, "Role": "Owner", "NameCard": ""},
        {"Member_Account": admin, "Role": "Admin", "NameCard": "Gate 3", "AppMemberDefinedData": seat[:1]},
    ]


def test_get_group_member_info_of_a_community_by_next(client, accounts, make_group, name):
    """The client never sends an empty `Next`; it sends `Offset` as well, which a Community ignores."""
    owner, *others = accounts(6)
    listed = [{"Member_Account": other} for other in others]
    group = make_group(GroupId=name("@TGS#_community"), Type="Community", Owner_Account=owner, MemberList=listed)
    found, next_page = [], ""
    while True:
        page = ok(client.get_group_mem_info_detail(group, 4, len(found), memInfoFilter=["Role"], next=next_page))
        assert page["MemberNum"] == 6
        found += [item["Member_Account"] for item in page["MemberList"]]
        next_page = page["Next"]
        if next_page == "":
            break
    assert found == [owner, *others]
    assert client.get_group_mem_info_detail(group, next="never-answered").json()["ErrorCode"] == 10004


def test_get_group_member_info_of_an_av_chat_room_is_refused(client, make_group):
    room = make_group(Type="AVChatRoom")
    assert client.get_group_mem_info_detail(room).json()["ErrorCode"] == 10007


def test_forbid_send_msg(client, accounts, make_group):
    first, second = accounts(2)
    group = make_group(MemberList=[{"Member_Account": first}, {"Member_Account": second}])
    ok(client.forbid_send_msg(group, [first, second], 4294967295))
    assert [member["MuteUntil"] for member in members(client, group).values()] == [4294967295] * 2
    ok(client.forbid_send_msg(group, [first], 0))
    assert [member["MuteUntil"] for member in members(client, group).values()] == [0, 4294967295]


def test_muted_members_by_their_old_name(client, accounts, make_group):
    first, second, left = accounts(3)
    group = make_group(MemberList=[{"Member_Account": account} for account in (first, second, left)])
    answer = ok(client.get_group_shutup_list(group))
    assert (answer["GroupId"], answer["ShuttedUinList"]) == (group, [])
    ok(client.forbid_send_msg(group, [second], 4294967295))
    ok(client.update_group_mem_info(group, first, shutUpTime=3600))
    until = members(client, group)[first]["MuteUntil"]
    answer = ok(client.get_group_shutup_list(group))
    assert answer["ShuttedUinList"] == [
        {"Member_Account": second, "ShuttedUntil": 4294967295},
        {"Member_Account": first, "ShuttedUntil": until},
    ]
    assert "MutedAccountList" not in answer
    ok(client.forbid_send_msg(group, [first, second], 0))
    assert ok(client.get_group_shutup_list(group))["ShuttedUinList"] == []


def test_import_group_member(client, api, accounts, name):
    owner, first, second = accounts(3)
    created = int(time.time()) - 1000
    group = api.ok(
        "import_group",
        {"GroupId": name("import"), "Type": "Public", "Name": "Old", "Owner_Account": owner, "CreateTime": created},
    )["GroupId"]
    answer = ok(
        client.import_group_members(
            group,
            [
                GroupMemObj(first, "Admin", join_time=created + 10),
                GroupMemObj(second, join_time=created - 10),
                GroupMemObj(owner),
                GroupMemObj("nobody-here"),
            ],
        )
    )
    assert answer["MemberList"] == [
        {"Member_Account": first, "Result": 1},
        {"Member_Account": second, "Result": 0},
        {"Member_Account": owner, "Result": 2},
        {"Member_Account": "nobody-here", "Result": 0},
    ]
    found = members(client, group)
    assert list(found) == [owner, first]
    assert (found[first]["Role"], found[first]["JoinTime"]) == ("Admin", created + 10)


def test_change_group_owner(client, accounts, make_group):
    owner, admin, outsider = accounts(3)
    group = make_group(Owner_Account=owner, MemberList=[{"Member_Account": admin, "Role": "Admin"}])
    ok(client.change_group_owner(group, admin))
    found = entry(client, group)
    assert found["Owner_Account"] == admin
    assert [(item["Member_Account"], item["Role"]) for item in found["MemberList"]] == [
        (admin, "Owner"),
        (owner, "Member"),
    ]
    assert client.change_group_owner(group, outsider).json()["ErrorCode"] == 10004
    assert entry(client, group) == found


def test_set_unread_msg_num(client, accounts, make_group):
    """A group without messages has nothing unread, whatever is asked for."""
    account, outsider = accounts(2)
    group = make_group(MemberList=[{"Member_Account": account}])
    before = entry(client, group)
    ok(client.set_group_unread_msg_num(group, account, 10))
    assert members(client, group)[account]["MsgSeq"] == 0
    assert entry(client, group) == before
    assert client.set_group_unread_msg_num(group, outsider, 0).json()["ErrorCode"] == 10004
    assert client.set_group_unread_msg_num(group, account, -1).json()["ErrorCode"] == 10004
    ok(client.set_group_unread_msg_num(make_group(Type="ChatRoom"), outsider, 3))


def test_destroy_group(client, make_group):
    group = make_group()
    ok(client.delete_group(group))
    (found,) = ok(client.get_group_detail([group]))["GroupInfo"]
    assert (found["GroupId"], found["ErrorCode"]) == (group, 10010)
    assert client.delete_group(group).json()["ErrorCode"] == 10010


def test_get_online_member_num(client, api, accounts, make_group):
    """Without client connections only the mark 500 makes a member of an AVChatRoom count as online."""
    first, second = accounts(2)
    room = make_group(Type="AVChatRoom")
    assert ok(client.get_online_member_num(room))["OnlineMemberNum"] == 0
    marked = [{"Member_Account": account, "Marks": [500]} for account in (first, second)]
    api.ok("modify_user_info", {"GroupId": room, "CommandType": 1, "MemberList": marked})
    assert ok(client.get_online_member_num(room))["OnlineMemberNum"] == 2
    api.ok("modify_user_info", {"GroupId": room, "CommandType": 2, "MemberList": marked[:1]})
    assert ok(client.get_online_member_num(room))["OnlineMemberNum"] == 1
    group = make_group(MemberList=[{"Member_Account": first}])
    assert ok(client.get_online_member_num(group))["OnlineMemberNum"] == 0
    assert client.get_online_member_num("no-such-group").json()["ErrorCode"] == 10010


def test_get_joined_group_list(client, accounts, make_group):
    account, other = accounts(2)
    public = make_group(Owner_Account=account)
    meeting = make_group(Type="ChatRoom", MemberList=[{"Member_Account": account}])
    work = make_group(Type="Private", Owner_Account=account)
    make_group(Owner_Account=other)
    answer = ok(client.get_joined_groups(account))
    assert answer["TotalCount"] == 3
    assert sorted(item["GroupId"] for item in answer["GroupIdList"]) == sorted([public, meeting, work])
    assert all(list(item) == ["GroupId"] for item in answer["GroupIdList"])

    filtered = ok(
        client.get_joined_groups(
            account,
            group_type="ChatRoom",
            baseInfoFilter=["Type", "MemberNum"],
            selfInfoFilter=["Role", "MsgFlag", "UnreadMsgNum"],
        )
    )
    assert (filtered["TotalCount"], filtered["GroupIdList"][0]["GroupId"]) == (1, meeting)
    assert filtered["GroupIdList"][0]["Type"] == "ChatRoom"
    assert filtered["GroupIdList"][0]["MemberNum"] == 1
    assert filtered["GroupIdList"][0]["SelfInfo"]["Role"] == "Member"
    assert filtered["GroupIdList"][0]["SelfInfo"]["MsgFlag"] == "AcceptNotNotify"

    pages = [ok(client.get_joined_groups(account, 2, offset)) for offset in (0, 2, 4)]
    assert [page["TotalCount"] for page in pages] == [3] * 3
    assert [item for page in pages for item in page["GroupIdList"]] == answer["GroupIdList"]

    ok(client.delete_group(public))
    left = [item["GroupId"] for item in ok(client.get_joined_groups(account))["GroupIdList"]]
    assert sorted(left) == sorted([meeting, work])
    assert ok(client.get_joined_groups("nobody-here"))["TotalCount"] == 0


def test_get_appid_group_list(client, make_group):
    made = {make_group(Type=group_type) for group_type in ("Public", "Public", "ChatRoom")}
    found, next_page = [], 0
    while True:
        page = ok(client.get_group(3, next_page))
        found += [item["GroupId"] for item in page["GroupIdList"]]
        assert len(page["GroupIdList"]) <= 3
        next_page = page["Next"]
        if next_page == 0:
            break
    assert made <= set(found)
    assert len(found) == len(set(found)) == page["TotalCount"]


def test_get_appid_group_list_of_a_type(client, make_group):
    before = ok(client.get_group(10000, group_type="ChatRoom"))
    public, meeting = make_group(), make_group(Type="ChatRoom")
    after = ok(client.get_group(10000, group_type="ChatRoom"))
    assert after["TotalCount"] == before["TotalCount"] + 1
    listed = [item["GroupId"] for item in after["GroupIdList"]]
    assert meeting in listed and public not in listed
    ok(client.delete_group(meeting))
    assert ok(client.get_group(10000, group_type="ChatRoom")) == before
    assert client.get_group(group_type="Private2").json()["ErrorCode"] == 10004


def test_group_attributes(client, make_group):
    group = make_group()
    before = entry(client, group)
    assert ok(client.get_group_attr(group))["GroupAttrAry"] == []
    ok(client.update_group_attr(group, [GroupAttr("seat1", "u_1001"), GroupAttr("seat2", "")]))
    ok(client.update_group_attr(group, [GroupAttr("seat3", "三"), GroupAttr("seat1", "u_1002")]))
    assert ok(client.get_group_attr(group))["GroupAttrAry"] == [
        {"key": "seat1", "value": "u_1002"},
        {"key": "seat2", "value": ""},
        {"key": "seat3", "value": "三"},
    ]
    many = [GroupAttr(f"key{number}", "x") for number in range(14)]
    assert client.update_group_attr(group, many).json()["ErrorCode"] == 10047
    assert len(ok(client.get_group_attr(group))["GroupAttrAry"]) == 3
    ok(client.clean_group_attr(group))
    assert ok(client.get_group_attr(group))["GroupAttrAry"] == []
    assert entry(client, group) == before


def test_group_attributes_end_with_the_group(client, make_group):
    group = make_group()
    ok(client.update_group_attr(group, [GroupAttr("seat1", "u_1001")]))
    ok(client.delete_group(group))
    assert client.get_group_attr(group).json()["ErrorCode"] == 10010
    make_group(GroupId=group)
    assert ok(client.get_group_attr(group))["GroupAttrAry"] == []


def history(client, group, *arguments):
    return ok(client.get_msg_in_group(group, 20, *arguments))["RspMsgList"]


def test_send_group_msg(client, accounts, make_group):
    sender, other = accounts(2)
    group = make_group(MemberList=[{"Member_Account": sender}, {"Member_Account": other}])
    file = MessageFile("https://img.example.net/f", 1773552, "计划.pdf")
    before = int(time.time())
    sent = [
        ok(client.send_group_message(group, [MessageText("早上好"), MessageText("")], [file], from_account=sender)),
        ok(client.send_group_message(group, [MessageText("only to one")], to_accounts=[other], msgPriority="Low")),
        ok(client.send_group_message(group, attchements=[file], from_account=other, msgPriority="High")),
    ]
    assert [answer["MsgSeq"] for answer in sent] == [1, 2, 3]
    times = [answer["MsgTime"] for answer in sent]
    assert before <= times[0] <= times[1] <= times[2] <= int(time.time())
    element = {"MsgType": "TIMFileElem", "MsgContent": file.MsgContent}
    found = history(client, group)
    assert [item["MsgBody"] for item in found] == [
        [element], text("only to one"), [*text("早上好"), *text(""), element],
    ]
    assert [(item["From_Account"], item["MsgPriority"], item["MsgTimeStamp"]) for item in reversed(found)] == [
        (sender, 2, times[0]),
        ("administrator", 3, times[1]),
        (other, 1, times[2]),
    ]
    group_entry = entry(client, group)
    assert (group_entry["NextMsgSeq"], group_entry["LastMsgTime"]) == (4, times[2])
    found_members = members(client, group)
    assert (found_members[sender]["MsgSeq"], found_members[sender]["LastSendMsgTime"]) == (1, times[0])
    assert (found_members[other]["MsgSeq"], found_members[other]["LastSendMsgTime"]) == (0, times[2])


def test_sent_message_is_unread_to_the_others(client, accounts, make_group):
    sender, other = accounts(2)
    group = make_group(MemberList=[{"Member_Account": sender}, {"Member_Account": other}])
    ok(client.send_group_message(group, [MessageText("one")], from_account=sender))
    ok(client.send_group_message(group, [MessageText("two")], from_account=sender))
    ok(client.send_group_message(group, [MessageText("not counted")], to_accounts=[other], from_account=sender))

    def unread(account):
        (joined,) = ok(client.get_joined_groups(account, selfInfoFilter=["UnreadMsgNum"]))["GroupIdList"]
        return joined["SelfInfo"]["UnreadMsgNum"]

    assert (unread(sender), unread(other)) == (0, 2)
    ok(client.set_group_unread_msg_num(group, other, 0))
    assert unread(other) == 0
    assert members(client, group)[other]["MsgSeq"] == 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"messageText": []}, 10004),
        ({"from_account": "nobody-here"}, 10019),
        ({"to_accounts": ["nobody-here"]}, 10004),
        ({"to_accounts": ["somebody"] * 51}, 10004),
        ({"messageText": [MessageText("x" * 12288)]}, 80002),
    ],
    ids=["no body", "unknown sender", "unknown receiver", "too many receivers", "too long"],
)
def test_send_group_msg_refuses(client, make_group, arguments, code):
    group = make_group()
    response = client.send_group_message(group, **{"messageText": [MessageText("x")], **arguments})
    assert response.json()["ErrorCode"] == code
    assert entry(client, group)["NextMsgSeq"] == 1


def test_muted_member_cannot_send(client, accounts, make_group):
    (account,) = accounts(1)
    group = make_group(MemberList=[{"Member_Account": account}])
    ok(client.forbid_send_msg(group, [account], 4294967295))
    assert client.send_group_message(group, [MessageText("x")], from_account=account).json()["ErrorCode"] == 10017
    ok(client.forbid_send_msg(group, [account], 0))
    ok(client.update_group_baseinfo(group, shutUpFlag="On"))
    assert client.send_group_message(group, [MessageText("x")], from_account=account).json()["ErrorCode"] == 10017
    assert ok(client.send_group_message(group, [MessageText("from the administrator")]))["MsgSeq"] == 1
    ok(client.update_group_baseinfo(group, shutUpFlag="Off"))
    assert ok(client.send_group_message(group, [MessageText("x")], from_account=account))["MsgSeq"] == 2


@pytest.mark.parametrize("group_type", ["Private", "Public", "ChatRoom", "Community"])
def test_messages_of_each_group_type_with_a_history(client, api, group_type):
    group = api.ok("create_group", {"Type": group_type, "Name": "A group"})["GroupId"]
    assert [ok(client.send_group_message(group, [MessageText(f"{n}")]))["MsgSeq"] for n in range(2)] == [1, 2]
    assert entry(client, group)["NextMsgSeq"] == 3
    assert [item["MsgBody"] for item in history(client, group)] == [text("1"), text("0")]


def test_messages_of_an_av_chat_room_have_numbers_and_no_history(client, make_group):
    room = make_group(Type="AVChatRoom")
    assert [ok(client.send_group_message(room, [MessageText(f"{n}")]))["MsgSeq"] for n in range(2)] == [1, 2]
    assert entry(client, room)["NextMsgSeq"] == 3
    assert client.get_msg_in_group(room, 20).json()["ErrorCode"] == 10044
    answer = ok(client.recall_group_message(room, [2, 3]))
    assert [item["RetCode"] for item in answer["RecallRetList"]] == [0, 10030]
    ok(client.delete_group_msg_by_sender(room, "administrator"))


def test_get_msg_in_group_page_by_page(client, make_group):
    group = make_group()
    assert history(client, group) == []
    for number in range(5):
        ok(client.send_group_message(group, [MessageText(f"message {number}")]))
    pages = [ok(client.get_msg_in_group(group, 2, msg_seq=seq)) for seq in (0, 3, 1)]
    assert [[item["MsgSeq"] for item in page["RspMsgList"]] for page in pages] == [[5, 4], [3, 2], [1]]
    assert [(page["GroupId"], page["IsFinished"]) for page in pages] == [(group, 1)] * 3
    assert client.get_msg_in_group(group, 0).json()["ErrorCode"] == 10004
    assert client.get_msg_in_group("no-such-group", 20).json()["ErrorCode"] == 10010


def test_recall_group_message(client, make_group):
    group = make_group()
    for number in range(3):
        ok(client.send_group_message(group, [MessageText(f"message {number}")]))
    before = entry(client, group)
    answer = ok(client.recall_group_message(group, [2, 9]))
    assert answer["RecallRetList"] == [{"MsgSeq": 2, "RetCode": 0}, {"MsgSeq": 9, "RetCode": 10030}]
    assert [item["MsgSeq"] for item in history(client, group, 0)] == [3, 1]
    shown = history(client, group, 1)
    assert [(item["MsgSeq"], item["IsPlaceMsg"]) for item in shown] == [(3, 0), (2, 2), (1, 0)]
    assert shown[1]["MsgBody"] == text("message 1")
    assert entry(client, group) == before
    assert client.recall_group_message(group, list(range(11))).json()["ErrorCode"] == 10004
    assert client.recall_group_message(group, ["first"]).json()["ErrorCode"] == 10004


def test_import_message_to_group(client, api, accounts, name):
    (account,) = accounts(1)
    group = name("import")
    body = {"GroupId": group, "Type": "Public", "Name": "Old", "Owner_Account": account, "CreateTime": LONG_AGO}
    api.ok("import_group", body)
    times = [LONG_AGO + 10, LONG_AGO + 20]
    listed = [GroupMessageObj(account, sent, [MessageText(f"at {sent}")]) for sent in times]
    answer = ok(client.import_message_to_group(group, messages=listed))
    assert answer["ImportMsgResult"] == [
        {"MsgSeq": 1, "MsgTime": times[0], "Result": 0},
        {"MsgSeq": 2, "MsgTime": times[1], "Result": 0},
    ]
    older = [GroupMessageObj(account, times[0], [MessageText("older")])]
    answer = ok(client.import_message_to_group(group, 0, older))
    assert answer["ImportMsgResult"] == [{"MsgSeq": 0, "MsgTime": times[0], "Result": 10004}]
    found = entry(client, group)
    assert (found["NextMsgSeq"], found["LastMsgTime"]) == (3, times[1])
    (owner,) = found["MemberList"]
    assert (owner["MsgSeq"], owner["LastSendMsgTime"]) == (2, times[1])
    assert [item["MsgBody"] for item in history(client, group)] == [text(f"at {sent}") for sent in reversed(times)]
    assert ok(client.send_group_message(group, [MessageText("now")]))["MsgSeq"] == 3
    assert client.import_message_to_group(group, messages=listed * 11).json()["ErrorCode"] == 10004


def test_delete_group_msg_by_sender(client, accounts, make_group):
    noisy, other = accounts(2)
    group = make_group(MemberList=[{"Member_Account": noisy}, {"Member_Account": other}])
    for number, sender in enumerate((noisy, other, noisy)):
        ok(client.send_group_message(group, [MessageText(f"message {number}")], from_account=sender))
    before = entry(client, group)
    ok(client.delete_group_msg_by_sender(group, noisy))
    assert [item["From_Account"] for item in history(client, group, 0)] == [other]
    assert [item["IsPlaceMsg"] for item in history(client, group, 1)] == [2, 0, 2]
    assert entry(client, group) == before
    assert client.delete_group_msg_by_sender("no-such-group", noisy).json()["ErrorCode"] == 10010


def test_system_message_in_group_keeps_nothing(client, accounts, make_group):
    (account,) = accounts(1)
    group = make_group(MemberList=[{"Member_Account": account}])
    before = entry(client, group)
    ok(client.send_system_message_in_group(group, "两点维护"))
    ok(client.send_system_message_in_group(group, "maintenance at 02:00", [account, "nobody-here"]))
    assert entry(client, group) == before
    assert history(client, group) == []
    room = make_group(Type="AVChatRoom")
    ok(client.send_system_message_in_group(room, "to all"))
    assert client.send_system_message_in_group(room, "to one", [account]).json()["ErrorCode"] == 10004
    assert client.send_system_message_in_group("no-such-group", "text").json()["ErrorCode"] == 10010


def test_no_method_for_accounts_or_groups_is_forgotten():
    methods = dict(inspect.getmembers(TCIMClient, inspect.isfunction))
    ours = [name for name, method in methods.items() if "_open_" in inspect.getsource(method)]
    source = pathlib.Path(__file__).read_text()
    assert len(ours) >= 30
    assert [name for name in ours if f"client.{name}(" not in source] == []
