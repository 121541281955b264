"""Each thing that can be done from the console, seen by the API afterwards."""

import json
import subprocess
import urllib.parse

import pytest

from messages import message, text


@pytest.fixture
def crew(accounts, make_group):
    """A group of its own with an owner and two members."""
    owner, second, third = accounts(3)
    group = make_group(Owner_Account=owner, MemberList=[{"Member_Account": second}, {"Member_Account": third}])
    return group, owner, second, third


def encoded(group):
    return urllib.parse.quote(group, safe="")


# MARK: Groups


def test_create_a_group(console, api, accounts, name):
    owner, member = accounts(2)
    group = name("made")
    console.open("groups").act(
        "Create a group",
        {
            "Name": "Harbour 港口",
            "Type": "Meeting",
            "GroupId": group,
            "Owner": owner,
            "Members": member,
            "Introduction": "lights",
            "Key": "berth",
            "Value": "12",
        },
    )
    console.see("Harbour 港口")
    made = api.group(group)
    assert (made["Type"], made["Owner_Account"], made["Introduction"], made["MemberNum"]) == (
        "ChatRoom",
        owner,
        "lights",
        2,
    )
    assert made["AppDefinedData"] == [{"Key": "berth", "Value": "12"}]


def test_change_the_profile_sends_only_what_was_changed(console, api, crew):
    group, *_ = crew
    line = console.open(f"group/{group}").act(
        "Change the profile",
        {"Name": "New name", "Notification": "Pier closes", "Most members": "77", "Requests to join": "Not taken"},
    )
    changed = api.group(group)
    assert (changed["Name"], changed["Notification"], changed["MaxMemberNum"], changed["ApplyJoinOption"]) == (
        "New name",
        "Pier closes",
        77,
        "DisableApply",
    )
    sent = json.loads(line.rpartition("-d '")[2].removesuffix("'"))
    assert sent == {
        "GroupId": group,
        "Name": "New name",
        "Notification": "Pier closes",
        "MaxMemberNum": 77,
        "ApplyJoinOption": "DisableApply",
    }
    console.see("New name", "Pier closes")


def test_custom_fields_with_bytes_that_cannot_be_seen(console, api, crew):
    group, *_ = crew
    api.ok(
        "modify_group_base_info", {"GroupId": group, "AppDefinedData": [{"Key": "blob", "Value": "abc\u0000\u0001"}]}
    )
    console.open(f"group/{group}").see("abc\\x00\\x01", "61 62 63 00 01")
    console.press("Change custom fields")
    value = console.field("Value", console.dialog)
    assert value.get_attribute("value") == "61 62 63 00 01"
    console.write("Value", "61 00 ff", console.dialog)
    console.dialog.find_element("css selector", "button[type=submit]").click()
    console.until(lambda: console.all("dialog .failure"), "a refusal of bytes that are no text")
    console.write("Value", "61 00 c3 a9", console.dialog).submit()
    assert api.group(group)["AppDefinedData"] == [{"Key": "blob", "Value": "a\u0000é"}]


def test_mute_all_and_unmute_all(console, api, crew):
    group, *_ = crew
    console.open(f"group/{group}").act("Mute all")
    assert api.group(group)["MuteAllMember"] == "On"
    console.see("All muted").act("Unmute all")
    assert api.group(group)["MuteAllMember"] == "Off"


def test_change_the_owner(console, api, crew):
    group, _, second, _ = crew
    console.open(f"group/{group}").act("Change the owner", {"New owner": second})
    assert api.group(group)["Owner_Account"] == second


def test_send_a_notice(console, crew):
    group, *_ = crew
    console.open(f"group/{group}").act("Send a notice", {"Text": "hear"})
    console.see("Done: Send a notice")


def test_destroying_wants_the_identifier(console, api, crew):
    group, *_ = crew
    console.open(f"group/{group}").press("Destroy")
    console.write(f"Type {group} to confirm", "something else", console.dialog)
    console.dialog.find_element("css selector", "button[type=submit]").click()
    console.see(f"Type {group} to go on")
    assert api.group(group)
    console.write(f"Type {group} to confirm", group, console.dialog).submit()
    console.see("Create a group")
    (entry,) = api.ok("get_group_info", {"GroupIdList": [group]})["GroupInfo"]
    assert entry["ErrorCode"] == 10010


# MARK: Members


def test_add_members_and_who_could_not_be_added(console, api, accounts, crew):
    group, owner, *_ = crew
    (fresh,) = accounts(1)
    console.open(f"group/{group}/members").act("Add members", {"Accounts": f"{fresh}, {owner}"})
    console.see(f"{owner} (is a member already)")
    assert fresh in api.members(group)


def test_change_a_member(console, api, crew):
    group, _, second, _ = crew
    console.open(f"group/{group}/members").act(
        "Change", {"Role": "Admin", "Name card": "North pier", "Key": "seat", "Value": "3B"}, row=second
    )
    changed = api.ok("get_group_member_info", {"GroupId": group})["MemberList"]
    (member,) = [member for member in changed if member["Member_Account"] == second]
    assert (member["Role"], member["NameCard"], member["AppMemberDefinedData"]) == (
        "Admin",
        "North pier",
        [{"Key": "seat", "Value": "3B"}],
    )


def test_mute_and_unmute_a_member(console, api, crew):
    group, _, second, _ = crew
    muted = lambda: [
        entry["Member_Account"] for entry in api.ok("get_group_muted_account", {"GroupId": group})["MutedAccountList"]
    ]
    console.open(f"group/{group}/members").act("Mute", {"For how long": "2"}, row=second)
    assert muted() == [second]
    console.open(f"group/{group}/mutes").see(second).act("Unmute", row=second)
    assert muted() == []
    console.act("Mute accounts", {"Accounts": second, "Unit": "for ever"})
    console.see("for ever")
    assert muted() == [second]


def test_ban_and_lift_the_ban(console, api, crew):
    group, _, second, third = crew
    banned = lambda: [
        entry["Member_Account"] for entry in api.ok("get_group_ban_member", {"GroupId": group})["BannedAccountList"]
    ]
    console.open(f"group/{group}/members").act("Ban", row=second)
    assert banned() == [second] and second not in api.members(group)
    console.open(f"group/{group}/bans").act("Ban accounts", {"Accounts": third, "For how long": "1"})
    console.see(third).act("Lift", row=second)
    assert banned() == [third]


def test_remove_a_member(console, api, crew):
    group, _, second, _ = crew
    console.open(f"group/{group}/members").act("Remove", {"Reason": "late"}, row=second)
    assert second not in api.members(group)


def test_a_refusal_stands_in_the_dialog_with_what_it_means(console, crew):
    group, owner, *_ = crew
    console.open(f"group/{group}/members").press("Ban", console.row(owner))
    console.dialog.find_element("css selector", "button[type=submit]").click()
    console.see("10007", "Members_Account holds the owner", "lacks the role")
    assert console.all("dialog[open]")


# MARK: Messages


def test_write_a_message(console, api, crew):
    group, owner, *_ = crew
    console.open(f"group/{group}/messages").see("No messages.")
    console.write("Write a message", "crates on pier four").write("As", owner).press("Send").see("crates on pier four")
    (sent,) = api.history(group)
    assert (sent["From_Account"], sent["MsgBody"]) == (owner, text("crates on pier four"))


@pytest.mark.parametrize(
    "kind, shown",
    [
        ("Face", "Index"),
        ("Custom", "{}"),
        ("Image", "640 × 480, 1.0 KiB"),
        ("Sound", "3 s"),
        ("File", "file.pdf"),
        ("Video", "640 × 480"),
        ("Location", "22.54, 114.06"),
        ("Merged messages", "1 messages"),
        ("Text", "#1"),
    ],
)
def test_send_a_message_of_each_kind(console, api, crew, kind, shown):
    group, *_ = crew
    console.open(f"group/{group}/messages").write("Other kinds …", kind)
    console.submit()
    console.see(shown)
    (sent,) = api.history(group)
    console.press("JSON").see(f'"MsgType": "{sent["MsgBody"][0]["MsgType"]}"')


def test_recall_a_message(console, api, crew):
    group, owner, *_ = crew
    api.ok("send_group_msg", message(group, "never mind", owner))
    console.open(f"group/{group}/messages").see("never mind").act("Recall")
    console.see("No messages.")
    assert api.ok("group_msg_get_simple", {"GroupId": group, "ReqMsgNumber": 1})["RspMsgList"] == []


def test_recall_all_of_a_sender_and_clear_for_clients(console, api, crew):
    group, owner, second, _ = crew
    for sender in (owner, second, second):
        api.ok("send_group_msg", message(group, f"by {sender}", sender))
    console.open(f"group/{group}/messages").act("Recall all of a sender", {"Sender": second})
    console.see_no_more(f"by {second}").see(f"by {owner}")
    console.act("Clear for clients")
    console.see("Done: Clear for clients", f"by {owner}")


# MARK: Attributes, counters, topics


def test_attributes(console, api, crew):
    group, *_ = crew
    read = lambda: {
        entry["key"]: entry["value"] for entry in api.ok("get_group_attr", {"GroupId": group})["GroupAttrAry"]
    }
    console.open(f"group/{group}/attributes").see("no attributes").act(
        "Set attributes", {"Key": "light", "Value": "green"}
    )
    assert read() == {"light": "green"}
    console.act("Change", {"Value": "red"}, row="light")
    assert read() == {"light": "red"}
    console.act("Set attributes", {"Key": "seat", "Value": "1"})
    console.act("Delete", row="light")
    assert read() == {"seat": "1"}
    console.act("Delete all")
    console.see("no attributes")
    assert read() == {}


def test_counters(console, api, crew):
    group, *_ = crew
    read = lambda: {
        entry["Key"]: entry["Value"] for entry in api.ok("get_group_counter", {"GroupId": group})["GroupCounter"]
    }
    console.open(f"group/{group}/counters").act("Set a counter", {"Key": "likes", "Value": "5"})
    assert read() == {"likes": 5}
    console.act("Change", {"Do what": "Lower by", "Value": "7"}, row="likes")
    assert read() == {"likes": -2}
    console.see("-2").act("Delete", row="likes")
    assert read() == {}


def test_topics_and_their_messages(console, api, accounts, name):
    (owner,) = accounts(1)
    group = f"@TGS#_{name('port')}"
    api.ok(
        "create_group",
        {"GroupId": group, "Type": "Community", "Name": "Port", "Owner_Account": owner, "SupportTopic": 1},
    )
    topic = f"{group}@TOPIC#_tides"
    console.open(f"group/{encoded(group)}/topics").see("no topics").act(
        "Create a topic", {"Name": "Tides", "TopicId": topic}
    )
    assert api.topic(group, topic)["TopicName"] == "Tides"
    console.act("Change", {"Introduction": "high and low", "All muted": "On"}, row="Tides")
    changed = api.topic(group, topic)
    assert (changed["Introduction"], changed["MuteAllMember"]) == ("high and low", "On")
    console.press("Tides").settle().see(topic, "No messages.")
    console.write("Write a message", "high at four").press("Send").see("high at four")
    assert api.history(group, TopicId=topic)[0]["MsgBody"] == text("high at four")
    console.open(f"group/{encoded(group)}/topics").act("Destroy", row="Tides")
    console.see("no topics")


def test_admins_of_a_room(console, api, accounts, make_group):
    owner, admin = accounts(2)
    room = make_group(Type="AVChatRoom", Owner_Account=owner)
    console.open(f"group/{room}/members").see("Nobody is inside.").act("Admins of the room", {"Accounts": admin})
    assert [entry["Admin_Account"] for entry in api.ok("get_admin_list", {"GroupId": room})["Admin_List"]] == [admin]


# MARK: Accounts


def test_import_accounts(console, api, name):
    one, two, three = name("one"), name("two"), name("three")
    console.open("accounts").act("Import an account", {"Account": one, "Nickname": "One 一"})
    console.act("Import many", {"Accounts": f"{two} {three}"})
    checked = api.ok("account_check", {"CheckItem": [{"UserID": account} for account in (one, two, three)]})[
        "ResultItem"
    ]
    assert [item["AccountStatus"] for item in checked] == ["Imported"] * 3
    console.open(f"account/{one}").see("One 一")


def test_change_a_portrait(console, api, accounts):
    (account,) = accounts(1)
    console.open(f"account/{account}").act(
        "Change the portrait", {"Nickname": "Kaya", "Gender": "Gender_Type_Female", "Level": "3"}
    )
    answer = api.ok(
        "portrait_get",
        {"To_Account": [account], "TagList": ["Tag_Profile_IM_Nick", "Tag_Profile_IM_Gender", "Tag_Profile_IM_Level"]},
    )
    items = answer["UserProfileItem"][0]["ProfileItem"]
    assert [item["Value"] for item in items] == ["Kaya", "Gender_Type_Female", 3]
    console.see("Kaya")


def test_mute_an_account_in_all_groups(console, api, accounts):
    (account,) = accounts(1)
    console.open(f"account/{account}").act("Mute in all groups", {"For how long": "2"})
    console.see("Muted in all groups")
    assert 7100 < api.ok("getnospeaking", {"Get_Account": account})["GroupmsgNospeakingTime"] <= 7200


def test_sign_an_account_out(console, accounts):
    (account,) = accounts(1)
    console.open(f"account/{account}").act("Sign out everywhere")
    console.see("Done: Sign out everywhere")


def test_delete_an_account(console, api, accounts):
    (account,) = accounts(1)
    console.open(f"account/{account}").act("Delete", {f"Type {account} to confirm": account})
    console.see("Import an account")
    (item,) = api.ok("account_check", {"CheckItem": [{"UserID": account}]})["ResultItem"]
    assert item["AccountStatus"] == "NotImported"


# MARK: The call behind an action


def test_the_line_that_an_action_shows_makes_the_same_call(console, api, crew):
    group, _, second, _ = crew
    console.open(f"group/{group}/members").press("Mute", console.row(second))
    console.dialog.find_element("css selector", ".call summary").click()
    line = console.one(".call pre", console.dialog).text
    assert f'Members_Account":["{second}"]' in line
    answer = subprocess.run(
        ["bash", "-c", line.replace("curl ", "curl -s ", 1)], capture_output=True, text=True, check=True
    )
    assert json.loads(answer.stdout)["ErrorCode"] == 0
    assert [
        entry["Member_Account"] for entry in api.ok("get_group_muted_account", {"GroupId": group})["MutedAccountList"]
    ] == [second]


def test_the_line_for_the_api_is_signed_on_demand(console, server, crew):
    group, *_ = crew
    console.open(f"group/{group}").press("Mute all")
    console.dialog.find_element("css selector", ".call summary").click()
    console.press("curl, API", console.dialog)
    assert "usersig" not in console.one(".call pre", console.dialog).text
    console.press("Sign it", console.dialog)
    console.until(lambda: "usersig=" in console.one(".call pre", console.dialog).text, "a signature")
    line = console.one(".call pre", console.dialog).text.replace("curl ", "curl -s ", 1)
    answer = subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", "QUN_URL": server.ready["http"]},
    )
    assert json.loads(answer.stdout)["ErrorCode"] == 0


@pytest.mark.parametrize("nasty", ["it's", 'a"b', "$(touch /tmp/x)", "`id`", "back\\slash", "tab\there", "new\nline"])
def test_a_line_for_a_shell_holds_any_text(console, api, crew, nasty):
    group, *_ = crew
    console.open(f"group/{group}").press("Send a notice")
    console.write("Text", nasty, console.dialog)
    line = console.script("return document.querySelector('dialog .call pre code').textContent")
    words = subprocess.run(
        ["bash", "-c", "curl() { printf '%s\\0' \"$@\"; }; " + line], capture_output=True, text=True, check=True
    ).stdout.split("\0")
    assert json.loads(words[words.index("-d") + 1])["Content"] == nasty
