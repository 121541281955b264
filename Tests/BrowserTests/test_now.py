"""The page of calls: as they come, filtered, paused, and when the server goes and comes back."""

import pytest

from console import Console
import servers


def rows(console):
    return console.rows("main .calls tbody tr")


def test_calls_come_with_the_reason_of_a_refusal(console, api, make_group):
    console.open().see("Live")
    group = make_group()
    assert api.code("create_group", {"Type": "Nonsense", "Name": "x"}) == 10004
    console.until(
        lambda: any("create_group" in row and "10004" in row and "Type must be one of" in row for row in rows(console)),
        "the refusal",
    )
    console.see("A field of the request is missing")
    assert api.code("get_group_attr", {"GroupId": group}) == 0
    console.until(lambda: "get_group_attr" in rows(console)[0], "the newest one on top")


def test_what_is_refused_most_leads_to_its_calls(console, api):
    console.open().see("Live")
    for _ in range(3):
        api.code("get_role_in_group", {})
    console.until(lambda: console.all(".reason"), "what is refused most")
    reason = next(entry for entry in console.all(".reason") if "get_role_in_group" in entry.text)
    reason.click()
    console.until(lambda: rows(console) and all("get_role_in_group" in row for row in rows(console)), "only those")
    assert console.field("Command").get_attribute("value") == "get_role_in_group"
    assert "failed=true" in console.browser.current_url


def test_only_refused_ones_of_one_command(console, api, make_group):
    group = make_group()
    console.open("now", command="get_group_counter", failed="true").see("Live")
    assert api.code("get_group_counter", {"GroupId": group}) == 0
    assert api.code("get_group_counter", {"GroupId": "nobody"}) == 10010
    console.until(lambda: any("10010" in row for row in rows(console)), "the refusal")
    assert all("get_group_counter" in row and "10010" in row for row in rows(console))


def test_pause_holds_what_comes(console, api, make_group):
    group = make_group()
    console.open("now", command="get_online_member_num").see("Live").press("Pause")
    before = rows(console)
    api.ok("get_online_member_num", {"GroupId": group})
    console.see("Resume (1 new)")
    assert rows(console) == before
    console.press("Resume (1 new)").until(lambda: len(rows(console)) == len(before) + 1, "the row")
    console.press("Clear").see("No calls yet.")


def test_rows_stay_bounded_and_rates_count_all(console, api, make_group):
    group = make_group()
    console.open("now", command="get_group_counter").see("Live")
    for _ in range(400):
        api.ok("get_group_counter", {"GroupId": group})
    console.until(lambda: len(rows(console)) == 300, "as many rows as are kept")
    console.until(lambda: float(console.all(".tile-value")[0].text.replace(",", "")) >= 10, "the rate")


def test_the_page_follows_a_server_that_was_started_again(browser, tmp_path):
    first = servers.serve(tmp_path).start()
    port = first.ready["control"].rpartition(":")[2]
    console = Console(browser, first).open().see("Live")
    with first.connect() as api:
        for _ in range(5):
            api.ok("get_appid_group_list", {})
    console.until(lambda: len(rows(console)) == 5, "its calls")
    first.stop()
    first.process.stdout.close()
    console.see("Connecting again")
    with servers.serve(tmp_path, "--control-port", port) as second, second.connect() as api:
        console.see("Live")
        api.code("create_group", {"Type": "Nonsense", "Name": "x"})
        console.until(lambda: "10004" in rows(console)[0], "a call of the new server")


def test_calls_by_the_console_itself_are_told_apart(console):
    console.open("groups")
    console.open("now", command="get_group_info")
    console.open("group/nobody-is-here")
    console.open("now", command="get_group_info").until(lambda: rows(console), "the call")
    assert console.script("return document.querySelector('.calls tbody td[title]').title").startswith("console ")


@pytest.mark.parametrize("address", ["groups", "settings"])
def test_a_page_that_is_left_follows_no_longer(console, server, address):
    """A browser has few connections for a server; a stream that stayed would take them."""
    for _ in range(8):
        console.open().see("Live")
        console.press(address.capitalize()).settle()
    console.see("Create a group" if address == "groups" else "In force")


def test_a_call_with_its_bodies_where_they_are_kept(browser, tmp_path):
    with servers.serve(tmp_path, "--record-bodies") as server, server.connect() as api:
        console = Console(browser, server).open().see("Live")
        api.code("create_group", {"Type": "Nonsense", "Name": "<b>x</b>"})
        console.press("create_group").see('"Name": "<b>x</b>"', '"ErrorCode": 10004')
        console.press("Try it", console.dialog).settle().see("Request")
        assert console.all("dialog[open]") == []


def test_a_call_without_its_bodies(console, api):
    console.open().see("Live")
    api.code("get_role_in_group", {"GroupId": "x"})
    console.press("get_role_in_group").see("Bodies are kept with --record-bodies.", "127.0.0.1")
