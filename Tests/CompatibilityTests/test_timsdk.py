"""`timsdk`, unchanged, over TLS: it believes that it talks to https://console.tim.qq.com."""

import inspect
import pathlib
import socket
import time
import urllib.parse

import pytest
from timsdk import TimClient
from timsdk.api import GroupOpenHttpSVC, IMOpenLoginSVC

from conftest import SDKAPPID, SECRET_KEY
from messages import message, text

HOST = "console.tim.qq.com"
LONG_AGO = 1448357837


@pytest.fixture
def client(server, monkeypatch):
    """The client with the name service answering our address for the original's host, and our CA trusted."""
    port = urllib.parse.urlsplit(server.ready["https"]).port
    look_up = socket.getaddrinfo

    def redirected(host, service, *arguments, **named):
        if host == HOST:
            return look_up("127.0.0.1", port, *arguments, **named)
        return look_up(host, service, *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", redirected)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", server.ready["ca"])
    monkeypatch.setenv("NO_PROXY", "*")
    return TimClient(SDKAPPID, SECRET_KEY)


def ok(answer):
    assert (answer["ActionStatus"], answer["ErrorCode"], answer["ErrorInfo"]) == ("OK", 0, "")
    return answer


def states(answer):
    return [item["AccountStatus"] for item in ok(answer)["ResultItem"]]


def exist(api, *accounts):
    items = [{"UserID": account} for account in accounts]
    return [state == "Imported" for state in states(api.ok("account_check", {"CheckItem": items}))]


def entry(client, group, response_filter=None):
    (found,) = ok(client.group_open_http_svc.get_group_info([group], response_filter))["GroupInfo"]
    assert found["ErrorCode"] == 0
    return found


def members(client, group):
    return {member["Member_Account"]: member for member in entry(client, group)["MemberList"]}


def test_account_import_by_its_old_field_name(client, api, name):
    account = name("old")
    ok(client.im_open_login_svc.account_import(account, nick="旧", face_url="https://img.example.net/o.png"))
    assert exist(api, account) == [True]


def test_multiaccount_import(client, api, name):
    fresh = [name("many"), name("many")]
    assert ok(client.im_open_login_svc.im_open_login_svc(fresh))["FailAccounts"] == []
    assert exist(api, *fresh) == [True, True]


def test_account_check_by_get_with_a_body(client, accounts):
    (account,) = accounts(1)
    answer = client.im_open_login_svc.account_check(["nobody-here", account])
    assert states(answer) == ["NotImported", "Imported"]


def test_account_delete(client, api, accounts):
    gone, kept = accounts(2)
    items = ok(client.im_open_login_svc.account_delete([gone]))["ResultItem"]
    assert [(item["UserID"], item["ResultCode"], item["ResultInfo"]) for item in items] == [(gone, 0, "")]
    assert exist(api, gone, kept) == [False, True]


def test_querystate(client, accounts):
    (account,) = accounts(1)
    answer = ok(client.open_im.query_state([account, "nobody-here"]))
    assert answer["QueryResult"] == [
        {"To_Account": account, "State": "Offline"},
        {"To_Account": "nobody-here", "State": "Offline"},
    ]
    assert "ErrorList" not in answer


def test_global_mute(client, api, accounts):
    """The client drops a time of 0, so it can mute an account but not lift the mute."""
    (account,) = accounts(1)
    service = client.open_config_svr
    ok(service.set_no_speaking(account, group_msg_no_speaking_time=86400))
    answer = ok(service.get_no_speaking(account))
    assert answer["C2CmsgNospeakingTime"] == 0
    assert 86390 <= answer["GroupmsgNospeakingTime"] <= 86400
    ok(service.set_no_speaking(account, c2c_msg_no_speaking_time=4294967295))
    answer = ok(service.get_no_speaking(account))
    assert answer["C2CmsgNospeakingTime"] == 4294967295
    assert 86390 <= answer["GroupmsgNospeakingTime"] <= 86400
    assert service.set_no_speaking(account, 0, 0)["ErrorCode"] == 130008
    api.ok("setnospeaking", {"Set_Account": account, "C2CmsgNospeakingTime": 0, "GroupmsgNospeakingTime": 0})
    answer = ok(service.get_no_speaking(account))
    assert (answer["C2CmsgNospeakingTime"], answer["GroupmsgNospeakingTime"]) == (0, 0)


def test_portrait(client, accounts, name):
    (account,) = accounts(1)
    named = name("named")
    ok(client.im_open_login_svc.account_import(named, nick="Tobin H."))
    items = [
        {"Tag": "Tag_Profile_IM_Nick", "Value": "Tobin Hale"},
        {"Tag": "Tag_Profile_IM_Gender", "Value": "Gender_Type_Male"},
        {"Tag": "Tag_Profile_IM_BirthDay", "Value": 19870323},
        {"Tag": "Tag_Profile_IM_Level", "Value": 3},
    ]
    written = ok(client.profile.portrait_set(account, items))
    assert written["ErrorDisplay"] == ""
    answer = ok(client.profile.portrait_get([account, "nobody-here", named]))
    first, missing, second = answer["UserProfileItem"]
    assert (first["To_Account"], first["ResultCode"], first["ResultInfo"]) == (account, 0, "")
    assert sorted(first["ProfileItem"], key=str) == sorted(items[:3], key=str)
    assert second["ProfileItem"] == [{"Tag": "Tag_Profile_IM_Nick", "Value": "Tobin H."}]
    assert (missing["To_Account"], missing["ResultCode"]) == ("nobody-here", 40003)
    assert answer["Fail_Account"] == ["nobody-here"]
    level = ok(client.profile.portrait_get([account], ["Tag_Profile_IM_Level"]))
    assert level["UserProfileItem"][0]["ProfileItem"] == items[3:]
    assert "Fail_Account" not in level


def test_kick_by_its_old_field_name(client, api, accounts):
    (account,) = accounts(1)
    ok(client.im_open_login_svc.kick(account))
    assert exist(api, account) == [True]
    assert client.im_open_login_svc.kick("nobody-here")["ErrorCode"] == 70107


def test_create_group_and_get_group_info(client, accounts):
    owner, other = accounts(2)
    service = client.group_open_http_svc
    group = ok(
        service.create_group(
            "夜班",
            owner_account=owner,
            member_list=[{"Member_Account": other, "Role": "Admin"}],
            introduction="谁在值班",
            notification="六点交接",
            face_url="https://img.example.net/n.png",
            max_member_count=300,
            apply_join_option=service.JOIN_OPTION_FREE_ACCESS,
        )
    )["GroupId"]
    found = entry(client, group)
    assert (found["Type"], found["Name"], found["Owner_Account"]) == ("Public", "夜班", owner)
    assert (found["Introduction"], found["Notification"]) == ("谁在值班", "六点交接")
    assert (found["MaxMemberNum"], found["ApplyJoinOption"]) == (300, "FreeAccess")
    assert [(item["Member_Account"], item["Role"]) for item in found["MemberList"]] == [
        (owner, "Owner"),
        (other, "Admin"),
    ]


def test_get_group_info_with_a_filter(client, make_group):
    group = make_group(Name="Filtered")
    found = entry(client, group, {"GroupBaseInfoFilter": ["Type", "Name"]})
    assert list(found) == ["GroupId", "ErrorCode", "ErrorInfo", "Type", "Name"]


def test_modify_group_base_info(client, make_group):
    group = make_group()
    service = client.group_open_http_svc
    ok(
        service.modify_group_base_info(
            group,
            name="Day shift",
            introduction="New introduction",
            notification="New notification",
            face_url="https://img.example.net/d.png",
            max_member_num=700,
            apply_join_option=service.JOIN_OPTION_DISABLE_APPLY,
            shut_up_all_member=service.SHUT_UP_ALL_MEMBER_ON,
            app_defined_data=[{"Key": "wing", "Value": "east"}],
        )
    )
    found = entry(client, group)
    assert (found["Name"], found["Introduction"]) == ("Day shift", "New introduction")
    assert (found["Notification"], found["FaceUrl"]) == ("New notification", "https://img.example.net/d.png")
    assert (found["MaxMemberNum"], found["ApplyJoinOption"]) == (700, "DisableApply")
    assert found["MuteAllMember"] == "On"
    assert found["AppDefinedData"] == [{"Key": "wing", "Value": "east"}]


def test_add_group_member(client, accounts, make_group):
    first, second = accounts(2)
    group = make_group(Owner_Account=first)
    answer = ok(
        client.group_open_http_svc.add_group_member(group, [{"Member_Account": second}, {"Member_Account": first}])
    )
    assert [item["Result"] for item in answer["MemberList"]] == [1, 2]
    assert list(members(client, group)) == [first, second]


def test_delete_group_member(client, accounts, make_group):
    owner, first, second = accounts(3)
    group = make_group(Owner_Account=owner, MemberList=[{"Member_Account": first}, {"Member_Account": second}])
    service = client.group_open_http_svc
    ok(service.delete_group_member(group, [first], service.SILENCE_NO, reason="交接"))
    assert list(members(client, group)) == [owner, second]
    assert service.delete_group_member("no-such-group", [first])["ErrorCode"] == 10010


def test_modify_group_member_info(client, accounts, make_group):
    (account,) = accounts(1)
    group = make_group(MemberList=[{"Member_Account": account}])
    service = client.group_open_http_svc
    before = int(time.time())
    ok(
        service.modify_group_member_info(
            group,
            account,
            role=service.ROLE_ADMIN,
            msg_flag=service.MSG_FLAG_DISCARD,
            name_card="三号门",
            app_member_defined_data=[{"Key": "seat", "Value": "7"}],
            shut_up_time=60,
        )
    )
    member = members(client, group)[account]
    assert (member["Role"], member["MsgFlag"]) == ("Admin", "Discard")
    assert member["AppMemberDefinedData"] == [{"Key": "seat", "Value": "7"}]
    assert before + 60 <= member["MuteUntil"] <= int(time.time()) + 60
    (filtered,) = entry(client, group, {"MemberInfoFilter": ["NameCard"]})["MemberList"]
    assert filtered == {"Member_Account": account, "NameCard": "三号门"}


def test_get_role_in_group(client, accounts, make_group):
    owner, member, outsider = accounts(3)
    group = make_group(Owner_Account=owner, MemberList=[{"Member_Account": member}])
    answer = ok(client.group_open_http_svc.get_role_in_group(group, [outsider, member, owner]))
    assert answer["UserIdList"] == [
        {"Member_Account": outsider, "Role": "NotMember"},
        {"Member_Account": member, "Role": "Member"},
        {"Member_Account": owner, "Role": "Owner"},
    ]


def test_get_group_member_info(client, accounts, make_group):
    """The client leaves out `Limit` and `Offset` when they are 0."""
    owner, *others = accounts(4)
    group = make_group(Owner_Account=owner, MemberList=[{"Member_Account": other} for other in others])
    service = client.group_open_http_svc
    everyone = ok(service.get_group_member_info(group))
    assert everyone["MemberNum"] == 4
    assert [item["Member_Account"] for item in everyone["MemberList"]] == [owner, *others]
    pages = [ok(service.get_group_member_info(group, 3, offset)) for offset in (0, 3, 6)]
    assert [page["MemberList"] for page in pages] == [everyone["MemberList"][:3], everyone["MemberList"][3:], []]
    rest = ok(service.get_group_member_info(group, offset=2, member_info_filter=["Role", "ShutUpUntil"]))
    assert rest["MemberList"] == [
        {"Member_Account": other, "Role": "Member", "ShutUpUntil": 0} for other in others[1:]
    ]


def test_get_group_member_info_never_sees_more_than_a_page_of_a_community(client, api, name, accounts, make_group):
    """The client knows no `Next`, and a Community no `Offset`."""
    fresh = accounts(150)
    group = make_group(GroupId=name("@TGS#_many"), Type="Community")
    listed = [{"Member_Account": account} for account in fresh]
    api.ok("import_group_member", {"GroupId": group, "MemberList": listed})
    service = client.group_open_http_svc
    first = ok(service.get_group_member_info(group))
    assert (first["MemberNum"], len(first["MemberList"])) == (150, 100)
    assert first["Next"] not in ("", "0")
    assert ok(service.get_group_member_info(group, 200, 100)) == first


def test_forbid_send_msg(client, accounts, make_group):
    (account,) = accounts(1)
    group = make_group(MemberList=[{"Member_Account": account}])
    ok(client.group_open_http_svc.forbid_send_msg(group, [account], 4294967295))
    assert members(client, group)[account]["MuteUntil"] == 4294967295
    ok(client.group_open_http_svc.forbid_send_msg(group, [account]))
    assert members(client, group)[account]["MuteUntil"] == 0


def test_change_group_owner_of_a_group_without_one(client, accounts, make_group):
    (account,) = accounts(1)
    group = make_group(MemberList=[{"Member_Account": account}])
    assert entry(client, group)["Owner_Account"] == ""
    ok(client.group_open_http_svc.change_group_owner(group, account))
    found = entry(client, group)
    assert (found["Owner_Account"], found["MemberList"][0]["Role"]) == (account, "Owner")


def test_muted_members_by_their_old_name(client, accounts, make_group):
    first, second = accounts(2)
    group = make_group(MemberList=[{"Member_Account": first}, {"Member_Account": second}])
    service = client.group_open_http_svc
    assert ok(service.get_group_shut_uin(group))["ShuttedUinList"] == []
    ok(service.forbid_send_msg(group, [first], 4294967295))
    ok(service.forbid_send_msg(group, [second], 60))
    until = members(client, group)[second]["MuteUntil"]
    answer = ok(service.get_group_shut_uin(group))
    assert answer["GroupId"] == group
    assert answer["ShuttedUinList"] == [
        {"Member_Account": first, "ShuttedUntil": 4294967295},
        {"Member_Account": second, "ShuttedUntil": until},
    ]
    ok(service.forbid_send_msg(group, [first, second]))
    assert ok(service.get_group_shut_uin(group))["ShuttedUinList"] == []


def test_import_group_and_import_group_member(client, accounts, name):
    owner, other = accounts(2)
    service = client.group_open_http_svc
    group = name("import")
    answer = ok(
        service.import_group(
            "Old",
            owner_account=owner,
            group_id=group,
            create_time=1448357837,
            introduction="From elsewhere",
            max_member_count=300,
            app_defined_data=[{"Key": "source", "Value": "elsewhere"}],
        )
    )
    assert answer["GroupId"] == group
    imported = ok(
        service.import_group_member(group, [{"Member_Account": other, "Role": "Admin", "JoinTime": 1448357838}])
    )
    assert imported["MemberList"] == [{"Member_Account": other, "Result": 1}]
    found = entry(client, group)
    assert (found["CreateTime"], found["Introduction"], found["MaxMemberNum"]) == (1448357837, "From elsewhere", 300)
    assert found["AppDefinedData"] == [{"Key": "source", "Value": "elsewhere"}]
    assert [(item["Member_Account"], item["Role"], item["JoinTime"]) for item in found["MemberList"]] == [
        (owner, "Owner", 1448357837),
        (other, "Admin", 1448357838),
    ]


def test_set_unread_msg_num(client, accounts, make_group):
    """A group without messages has nothing unread, whatever is asked for."""
    account, outsider = accounts(2)
    group = make_group(MemberList=[{"Member_Account": account}])
    service = client.group_open_http_svc
    ok(service.set_unread_msg_num(group, account, 7))
    assert members(client, group)[account]["MsgSeq"] == 0
    assert service.set_unread_msg_num(group, outsider, 7)["ErrorCode"] == 10004


def test_destroy_group(client, make_group):
    group = make_group()
    ok(client.group_open_http_svc.destroy_group(group))
    (found,) = ok(client.group_open_http_svc.get_group_info([group]))["GroupInfo"]
    assert (found["GroupId"], found["ErrorCode"]) == (group, 10010)


def test_get_joined_group_list(client, accounts, make_group):
    (account,) = accounts(1)
    service = client.group_open_http_svc
    public = make_group(Owner_Account=account, Name="Public one")
    work = make_group(Type="Private", MemberList=[{"Member_Account": account}])
    assert [item["GroupId"] for item in ok(service.get_joined_group_list(account))["GroupIdList"]] == [public]
    answer = ok(
        service.get_joined_group_list(
            account,
            with_huge_groups=service.WITH_HUGE_GROUPS_YES,
            with_no_active_groups=service.WITH_NO_ACTIVE_GROUPS_YES,
            response_filter={"GroupBaseInfoFilter": ["Name", "Type"], "SelfInfoFilter": ["Role"]},
        )
    )
    assert answer["TotalCount"] == 2
    listed = {item["GroupId"]: item for item in answer["GroupIdList"]}
    assert listed[public] == {
        "GroupId": public, "Type": "Public", "Name": "Public one", "SelfInfo": {"Role": "Owner"},
    }
    assert listed[work] == {
        "GroupId": work, "Type": "Private", "Name": "A group", "SelfInfo": {"Role": "Member"},
    }
    only = ok(service.get_joined_group_list(account, 1, group_type=service.TYPE_PUBLIC))
    assert (only["TotalCount"], only["GroupIdList"]) == (1, [{"GroupId": public}])
    beyond = ok(service.get_joined_group_list(account, 1, 1, group_type=service.TYPE_PUBLIC))
    assert (beyond["TotalCount"], beyond["GroupIdList"]) == (1, [])


def test_get_appid_group_list_by_get_without_a_body(client, make_group):
    before = ok(client.group_open_http_svc.get_app_id_group_list())
    group = make_group()
    after = ok(client.group_open_http_svc.get_app_id_group_list())
    assert after["TotalCount"] == before["TotalCount"] + 1
    assert after["GroupIdList"] == [*before["GroupIdList"], {"GroupId": group}]
    assert after["Next"] == 0


def history(client, group, *arguments):
    return ok(client.group_open_http_svc.group_msg_get_simple(group, 20, *arguments))["RspMsgList"]


def test_send_group_msg_and_group_msg_get_simple(client, accounts, make_group):
    """The client notes sender, priority and the other options in a way that never reaches the request."""
    (account,) = accounts(1)
    group = make_group(MemberList=[{"Member_Account": account}])
    service = client.group_open_http_svc
    bodies = [text("早上好"), text("second") + [{"MsgType": "TIMFaceElem", "MsgContent": {"Index": 6, "Data": "\0"}}]]
    before = int(time.time())
    sent = [
        ok(service.send_group_msg(group, bodies[0], msg_random=4294967295)),
        ok(
            service.send_group_msg(
                group,
                bodies[1],
                from_account=account,
                msg_random=0,
                msg_priority="High",
                online_only_flag=service.ONLINE_ONLY_FLAG_YES,
                offline_push_info={"PushFlag": 1},
            )
        ),
    ]
    assert [answer["MsgSeq"] for answer in sent] == [1, 2]
    assert all(before <= answer["MsgTime"] <= int(time.time()) for answer in sent)
    assert history(client, group) == [
        {
            "From_Account": "administrator",
            "IsPlaceMsg": 0,
            "MsgBody": body,
            "MsgPriority": 2,
            "MsgRandom": random,
            "MsgSeq": answer["MsgSeq"],
            "MsgTimeStamp": answer["MsgTime"],
        }
        for body, random, answer in zip(reversed(bodies), (0, 4294967295), reversed(sent), strict=True)
    ]
    found = entry(client, group)
    assert (found["NextMsgSeq"], found["LastMsgTime"]) == (3, sent[1]["MsgTime"])
    (member,) = found["MemberList"]
    assert (member["MsgSeq"], member["LastSendMsgTime"]) == (0, 0)


def test_send_group_msg_without_a_random(client, make_group):
    """The client chooses one Random when it is loaded, so the same text twice is one message."""
    group = make_group()
    service = client.group_open_http_svc
    texts = ["one", "two", "one", "three", "two"]
    assert [ok(service.send_group_msg(group, text(content)))["MsgSeq"] for content in texts] == [1, 2, 1, 3, 2]
    assert [found["MsgBody"] for found in history(client, group)] == [text("three"), text("two"), text("one")]


def test_group_msg_get_simple_page_by_page(client, make_group):
    group = make_group()
    service = client.group_open_http_svc
    assert history(client, group) == []
    for number in range(5):
        ok(service.send_group_msg(group, text(f"message {number}")))
    pages = [ok(service.group_msg_get_simple(group, 2, seq)) for seq in (None, 3, 1)]
    assert [[found["MsgSeq"] for found in page["RspMsgList"]] for page in pages] == [[5, 4], [3, 2], [1]]
    assert [(page["GroupId"], page["IsFinished"]) for page in pages] == [(group, 1)] * 3
    assert service.group_msg_get_simple("no-such-group", 20)["ErrorCode"] == 10010


def test_group_msg_recall(client, make_group):
    group = make_group()
    service = client.group_open_http_svc
    for number in range(3):
        ok(service.send_group_msg(group, text(f"message {number}")))
    before = entry(client, group)
    answer = ok(service.group_msg_recall(group, [{"MsgSeq": 2}, {"MsgSeq": 9}, {"MsgSeq": 2}]))
    assert answer["RecallRetList"] == [
        {"MsgSeq": 2, "RetCode": 0},
        {"MsgSeq": 9, "RetCode": 10030},
        {"MsgSeq": 2, "RetCode": 0},
    ]
    assert [found["MsgSeq"] for found in history(client, group)] == [3, 1]
    assert entry(client, group) == before
    assert service.group_msg_recall(group, [{"MsgSeq": 1}] * 11)["ErrorCode"] == 10004
    assert service.group_msg_recall("no-such-group", [{"MsgSeq": 1}])["ErrorCode"] == 10010


def test_import_group_msg(client, api, accounts, name):
    (account,) = accounts(1)
    service = client.group_open_http_svc
    group = ok(service.import_group("Old", group_id=name("import"), create_time=LONG_AGO))["GroupId"]
    ok(service.import_group_member(group, [{"Member_Account": account, "JoinTime": LONG_AGO + 1}]))
    times = [LONG_AGO + 10, LONG_AGO + 20, LONG_AGO + 15, LONG_AGO + 20]
    listed = [
        {"From_Account": account, "SendTime": sent, "Random": random, "MsgBody": text(f"old {random}")}
        for random, sent in enumerate(times)
    ]
    answer = ok(service.import_group_msg(group, listed))
    assert answer["ImportMsgResult"] == [
        {"MsgSeq": 1, "MsgTime": times[0], "Result": 0},
        {"MsgSeq": 2, "MsgTime": times[1], "Result": 0},
        {"MsgSeq": 0, "MsgTime": times[2], "Result": 10004},
        {"MsgSeq": 3, "MsgTime": times[3], "Result": 0},
    ]
    found = entry(client, group)
    assert (found["NextMsgSeq"], found["LastMsgTime"]) == (4, times[3])
    (member,) = found["MemberList"]
    assert (member["MsgSeq"], member["LastSendMsgTime"]) == (3, times[3])
    assert [(item["From_Account"], item["MsgRandom"], item["MsgTimeStamp"]) for item in history(client, group)] == [
        (account, 3, times[3]),
        (account, 1, times[1]),
        (account, 0, times[0]),
    ]
    ok(service.set_unread_msg_num(group, account, 2))
    assert members(client, group)[account]["MsgSeq"] == 1
    ok(service.set_unread_msg_num(group, account, 99))
    assert members(client, group)[account]["MsgSeq"] == 0


def test_delete_group_msg_by_sender(client, api, accounts, make_group):
    noisy, other = accounts(2)
    group = make_group(MemberList=[{"Member_Account": noisy}, {"Member_Account": other}])
    for sender in (noisy, other, noisy):
        api.ok("send_group_msg", message(group, "hello", sender))
    before = entry(client, group)
    service = client.group_open_http_svc
    ok(service.delete_group_msg_by_sender(group, noisy))
    ok(service.delete_group_msg_by_sender(group, "nobody-here"))
    assert [found["From_Account"] for found in history(client, group)] == [other]
    assert entry(client, group) == before
    assert service.delete_group_msg_by_sender("no-such-group", noisy)["ErrorCode"] == 10010


def test_send_group_system_notification_keeps_nothing(client, accounts, make_group):
    (account,) = accounts(1)
    group = make_group(MemberList=[{"Member_Account": account}])
    before = entry(client, group)
    service = client.group_open_http_svc
    ok(service.send_group_system_notification(group, "两点维护"))
    ok(service.send_group_system_notification(group, "maintenance at 02:00", [account]))
    assert entry(client, group) == before
    assert history(client, group) == []
    assert service.send_group_system_notification("no-such-group", "text")["ErrorCode"] == 10010


@pytest.mark.parametrize("service", [GroupOpenHttpSVC, IMOpenLoginSVC])
def test_no_method_for_accounts_or_groups_is_forgotten(service):
    ours = [name for name in vars(service) if inspect.isfunction(getattr(service, name))]
    source = pathlib.Path(__file__).read_text()
    assert ours
    assert [name for name in ours if f".{name}(" not in source] == []
