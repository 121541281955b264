"""Test controls, signatures, webhooks, settings and the page to try calls with."""

import json

import pytest

from console import Console
from messages import message
import servers
import webhook_receiver


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A server that these tests may empty and put into another time."""
    with servers.serve(tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture
def own_api(own):
    with own.connect() as connection:
        yield connection


@pytest.fixture
def dev(browser, own):
    console = Console(browser, own).open("dev")
    yield console
    assert console.traces == []


# MARK: The clock


def test_a_mute_ends_when_the_clock_is_put_forward(dev, own_api):
    own_api.ok("create_group", {"GroupId": "clocked", "Type": "Public", "Name": "x"})
    own_api.ok("forbid_send_msg", {"GroupId": "clocked", "Members_Account": ["anna"], "MuteTime": 1800})
    dev.open("group/clocked/mutes").see("anna").open("dev").press("+1 h").see("1 h ahead of the machine")
    dev.open("group/clocked/mutes").see("Nobody is muted.")
    dev.open("dev").press("Real time").see("as the machine's clock")


def test_the_clock_stands_and_goes_and_is_set(dev):
    dev.press("Freeze").see("Frozen").press("Let it run").see("Runs × 1")
    dev.script("arguments[0].value = '2030-05-06T07:08:09'", dev.field("Set to"))
    dev.write("Rate", "60").press("Set").see("2030-05-06 07:0", "Runs × 60")
    dev.press("Real time").see("as the machine's clock", "Runs × 1")


def test_signatures_follow_the_clock_where_that_is_chosen(dev, own_api):
    dev.write("Signatures follow it", True).press("+7 d").see("7 d ahead")
    dev.until(lambda: own_api.code("get_appid_group_list", {}) in (0, 70001), "the clock")
    dev.open("signature").press("Make a UserSig").see("Runs out").open("dev").press("Real time").see(
        "as the machine's clock"
    )
    assert own_api.code("get_appid_group_list", {}) == 0


# MARK: Beginning anew


def test_emptying_the_app(dev, own_api):
    own_api.ok("create_group", {"GroupId": "to-go", "Type": "Public", "Name": "x"})
    dev.press("Empty it")
    dev.see("are gone").submit()
    dev.see("Done in")
    assert own_api.ok("get_appid_group_list", {})["TotalCount"] == 0


def test_a_seed(dev, own_api):
    lines = [
        {
            "command": "group_open_http_svc/create_group",
            "body": {"GroupId": f"seeded-{number}", "Type": "Public", "Name": "x"},
        }
        for number in range(3)
    ]
    dev.write("Lines", "\n".join(json.dumps(line) for line in lines)).press("Make the calls").see("3 calls made")
    assert own_api.group("seeded-2")
    dev.write("Lines", '{"command":"nobody/knows","body":{}}').press("Make the calls").see("no call was made")


def test_a_snapshot_is_saved_and_taken_in_again(dev, own_api, tmp_path):
    own_api.ok("create_group", {"GroupId": "snapped", "Type": "Public", "Name": "as saved"})
    dev.browser.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path), "eventsEnabled": False}
    )
    file = tmp_path / f"app-{servers.SDKAPPID}.jsonl"
    dev.press("Save to a file").until(file.exists, "the file")
    assert json.loads(file.read_text().splitlines()[-1])["Kind"] == "footer"
    own_api.ok("modify_group_base_info", {"GroupId": "snapped", "Name": "changed"})
    dev.field("File of a snapshot").send_keys(str(file))
    dev.press("Take it in").see("The app 1400777001 holds accounts or groups")
    assert own_api.group("snapped")["Name"] == "changed"
    dev.write("In place of all that the app has", True).press("Take it in").see("records taken in")
    assert own_api.group("snapped")["Name"] == "as saved"
    file.write_bytes(file.read_bytes()[:-9])
    dev.open("dev").field("File of a snapshot").send_keys(str(file))
    dev.write("In place of all that the app has", True).press("Take it in").see("cut off")
    assert own_api.group("snapped")["Name"] == "as saved"


def test_a_snapshot_in_chinese(dev):
    dev.press("中文")
    try:
        dev.see("快照", "保存到文件", "替换应用的全部数据")
    finally:
        dev.press("English")


def test_test_controls_are_not_there_without_dev(browser, tmp_path):
    with servers.live_server.Server(tmp_path, "--no-tls") as server:
        console = Console(browser, server, server.ready["sdkappid"]).open("dev").see("Test controls are off")
        assert "Dev" not in [entry.text for entry in console.all("nav a")]


# MARK: Apps and settings


def test_an_app_comes_is_changed_and_goes(dev):
    dev.open("settings").press("Create an app")
    dev.write("SDKAppID", "1400888001", dev.dialog)
    dev.dialog.find_element("css selector", "button[type=submit]").click()
    dev.see("The app 1400888001 is there.")
    assert len(dev.one("dialog code").text) == 64
    dev.dialog.find_element("css selector", ".form-foot button").click()
    dev.act("Change", {"Strict": True}, row="1400888001")
    dev.until(lambda: "Strict" in dev.row("1400888001").text, "the switch")
    dev.press("1400888001").settle().see("no groups yet")
    assert dev.script("return document.querySelector('#app').value") == "1400888001"
    dev.act("Create a group", {"Name": "Throw away"})
    dev.see("Throw away").open("settings", app=1400888001)
    dev.act("Drop the app", {"Type 1400888001 to confirm": "1400888001"}, row="1400888001")
    dev.until(lambda: not any("1400888001" in row for row in dev.rows()), "the app to go")


def test_settings_and_where_they_come_from(dev):
    dev.open("settings").see("secretKey", "(set)", "Flags")
    assert servers.SECRET_KEY not in dev.text
    dev.write("Filter", "secret").see_no_more("sdkAppID")


# MARK: Signatures


def test_making_and_explaining_a_signature(dev, own):
    dev.open("signature").write("Account", "anna").press("Make a UserSig").see("UserSig", "anna")
    usersig = dev.all(".code-block code")[0].text.replace("\n", "")
    with own.connect("anna", usersig) as connection:
        assert connection.code("get_appid_group_list", {}) == 60010
    dev.write("UserSig, or the address of a call", usersig).press("Explain a UserSig").see("Accepted")
    dev.write("UserSig, or the address of a call", f"x?identifier=berta&usersig={usersig}").press(
        "Explain a UserSig"
    ).see("70013", "another account")
    dev.write("UserSig, or the address of a call", usersig[:-20]).press("Explain a UserSig").see("70003")


# MARK: Try it


def test_trying_a_call(dev, own_api):
    dev.open("try/group_open_http_svc/create_group").write(
        "Request", '{"Type":"Public","Name":"Tried","GroupId":"tried"}'
    )
    dev.press("Send").see('"ActionStatus": "OK"')
    assert own_api.group("tried")["Name"] == "Tried"
    dev.press("Send").see("10021", "Another owner has a group of this GroupId")
    dev.write("Request", '{"Type":').see("This is not JSON").press("Send").see("60003")


def test_the_fields_of_a_command_are_described(dev):
    dev.open("try/group_open_http_svc/modify_group_member_info").see(
        "Fields of the request", "MuteTime", "or ShutUpTime", "required", "Changes a member's role"
    )


def test_commands_are_filtered(dev):
    dev.open("try").write("Filter commands", "portrait").until(
        lambda: dev.field("Command").find_elements("css selector", "option")[0].text == "portrait_get", "the filter"
    )
    assert len(dev.field("Command").find_elements("css selector", "option")) == 2
    dev.until(lambda: "TagList" in dev.field("Request").get_attribute("value"), "the example")


# MARK: Webhooks


def test_webhooks_are_listed_shown_and_sent_again(browser, tmp_path):
    with webhook_receiver.Receiver() as receiver:
        with servers.serve(tmp_path, "--webhook-url", receiver.url) as server, server.connect() as api:
            console = Console(browser, server)
            api.ok("create_group", {"GroupId": "told", "Type": "Public", "Name": "Told"})
            receiver.wait("Group.CallbackAfterCreateGroup")
            console.open("webhooks").until(lambda: press_refresh(console, "Delivered"), "the delivery")
            console.press("Group.CallbackAfterCreateGroup").see('"GroupId": "told"')
            console.dialog.find_element("css selector", "[aria-label=Close]").click()
            console.press("Send again").see("1 wait to be sent again")
            receiver.wait("Group.CallbackAfterCreateGroup", 2)


def press_refresh(console, text):
    console.press("Refresh").settle()
    return text in console.text


def test_an_app_without_webhooks_says_so(dev):
    dev.open("webhooks").see("has no backend")


# MARK: Faults


def test_a_fault_is_added_hits_and_is_dropped(dev, own_api):
    dev.press("Add a fault")
    for label, value in {
        "Effect": "Answer a code",
        "Code": "10023",
        "Text": "too fast",
        "Command": "get_appid_group_list",
        "How often": "1",
    }.items():
        dev.write(label, value, dev.dialog)
    dev.submit().see("too fast", "get_appid_group_list")
    assert own_api.code("get_appid_group_list", {}) == 10023
    assert own_api.code("get_appid_group_list", {}) == 0
    dev.open("dev").see("spent")
    dev.open("now", failed="true").see("10023", "Fault ")
    dev.open("dev").press("Drop").see("No faults.")


def test_a_fault_that_cannot_be_is_refused_in_the_dialog(dev):
    dev.press("Add a fault").write("Command", "nobody_knows", dev.dialog)
    dev.dialog.find_element("css selector", "button[type=submit]").click()
    dev.until(lambda: dev.all("dialog .failure"), "the refusal")
