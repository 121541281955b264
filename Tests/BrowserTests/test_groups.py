"""Finding groups, and what the page of one shows, page by page."""

import pytest

from console import Console
from messages import message
import servers


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A server with more groups than a page shows, and a Community of more members."""
    with servers.serve(tmp_path_factory.mktemp("data"), "--auto-import-accounts") as server, server.connect() as api:
        for number in range(130):
            kind = ("Public", "Work", "Meeting")[number % 3]
            body = {
                "GroupId": f"quay-{number:03}",
                "Type": kind,
                "Name": f"Quay {number}",
                "Owner_Account": f"owner-{number % 2}",
            }
            api.ok("create_group", body)
        api.ok(
            "create_group",
            {"GroupId": "@TGS#_port", "Type": "Community", "Name": "Port", "Owner_Account": "anna", "SupportTopic": 1},
        )
        api.ok("create_group", {"GroupId": "@TGS#_flat", "Type": "Community", "Name": "Flat", "Owner_Account": "anna"})
        api.ok(
            "create_group",
            {"GroupId": "crowd", "Type": "Public", "Name": "Crowd", "Owner_Account": "anna", "MaxMemberCount": 1000},
        )
        for start in range(0, 600, 100):
            members = [{"Member_Account": f"m-{number:04}"} for number in range(start, start + 100)]
            api.ok("add_group_member", {"GroupId": "crowd", "MemberList": members})
            api.ok("add_group_member", {"GroupId": "@TGS#_port", "MemberList": members})
        api.ok(
            "modify_group_base_info", {"GroupId": "crowd", "AppDefinedData": [{"Key": "berth", "Value": "pier four"}]}
        )
        yield server


@pytest.fixture
def console(browser, many):
    console = Console(browser, many)
    yield console
    assert console.traces == []


# MARK: Lists


def test_groups_page_by_page(console):
    console.open("groups").see("1–50 of 133", "Quay 0")
    assert len(console.rows()) == 50
    console.press("Next page").see("51–100 of 133")
    console.press("Next page").see("101–133 of 133", "Crowd")
    assert not console.one("[aria-label='Next page']").is_enabled()
    console.press("Previous page").see("51–100 of 133")
    console.press("First page").see("1–50 of 133", "Quay 0")


def test_a_group_by_its_whole_identifier(console):
    console.open("groups").write("Identifier or name", "crowd").press("Find").settle()
    assert [row.split("\n")[0] for row in console.rows()] == ["Crowd"]
    console.press("Crowd").settle()
    assert console.one("main h1").text == "Crowd"


def test_groups_by_a_part_of_the_name_in_any_case(console):
    console.open("groups", text="QUAY 12").settle()
    assert sorted(row.split("\n")[0] for row in console.rows()) == sorted(
        ["Quay 12", *[f"Quay {number}" for number in range(120, 130)]]
    )
    console.press("Show all").see("1–50 of 133")


def test_groups_by_type_and_by_owner(console):
    console.open("groups").write("Type", "Meeting").see("1–43 of 43")
    assert all("Meeting" in row for row in console.rows())
    console.write("Owner", "owner-1").press("Find").see("owner-1").settle()
    assert len(console.rows()) == 21
    assert all("Meeting" in row and "owner-1" in row for row in console.rows())


def test_nothing_found(console):
    console.open("groups", text="no group is called so").see("No group is like this.")


# MARK: Members


def test_members_by_offset(console):
    console.open("group/crowd/members").see("1–50 of 601", "anna", "m-0048")
    for start in range(51, 601, 50):
        console.press("Next page").see(f"{start}–{start + 49} of 601")
    console.press("Next page").see("601–601 of 601", "m-0599")


def test_members_of_a_community_by_cursor(console):
    console.open("group/%40TGS%23_port/members").see("1–50 of 601")
    console.press("Next page").see("51–100 of 601").press("Next page").see("101–150 of 601").press("Previous page").see(
        "51–100 of 601"
    )


def test_members_by_role_and_one_by_name(console):
    console.open("group/crowd/members").write("Role", "Owner").settle()
    console.until(lambda: len(console.rows()) == 1, "the owner alone")
    console.open("group/crowd/members").write("Account", "m-0300").press("Find").see_no_more("m-0001").settle()
    assert len(console.rows()) == 1
    console.open("group/crowd/members", account="nobody").see("This account is not a member.")


def test_custom_fields_of_a_large_group_by_name(console):
    console.open("group/crowd").write("Names of the custom fields", "berth").press("Read").see("pier four")


def test_tabs_that_a_type_does_not_have(console):
    def tabs(group):
        console.open(f"group/{group}")
        return [tab.text.split()[0] for tab in console.all(".tabs a")]

    assert tabs("quay-000") == ["Profile", "Members", "Messages", "Attributes", "Counters", "Mutes", "Bans"]
    assert tabs("quay-001") == ["Profile", "Members", "Messages", "Attributes", "Counters", "Bans"]
    assert tabs("@TGS%23_port".replace("@", "%40")) == [
        "Profile",
        "Members",
        "Messages",
        "Topics",
        "Attributes",
        "Mutes",
        "Bans",
    ]


def test_a_community_without_topics_says_so(console):
    console.open("group/%40TGS%23_flat/topics").see("created without topics")


# MARK: Accounts


def test_accounts_by_the_beginning_of_their_names(console):
    console.open("accounts").see("1–50", "anna").write("Begins with", "m-059").press("Find").see("m-0599").settle()
    assert len(console.rows()) == 10
    console.press("m-0591").settle().see("Portrait", "Crowd")


def test_groups_of_an_account_page_by_page(console):
    console.open("account/owner-0").see("1–50 of 65").press("Next page").see("51–65 of 65")


# MARK: Messages


def test_history_older_on_demand(console, many):
    with many.connect() as api:
        for number in range(1, 46):
            api.ok("send_group_msg", message("quay-004", f"note {number}.", "owner-0"))
        api.ok("group_msg_recall", {"GroupId": "quay-004", "MsgSeqList": [{"MsgSeq": 40}]})
    console.open("group/quay-004/messages").see("note 45.")
    notes = lambda: [line.text for line in console.all(".message .bubble")]
    assert notes()[-1] == "note 45." and "note 25." not in notes() and "note 40." not in notes()
    console.press("Older messages").until(lambda: "note 6." in notes(), "older ones")
    console.press("Older messages").until(lambda: notes()[0] == "note 1.", "the oldest one")
    assert len(notes()) == 44
    assert not console.all("button.older")
    console.write("With recalled messages", True).see("Recalled", "note 40.")


def test_a_long_search_says_how_far_it_got_and_goes_on(console):
    """As of a server with so many groups that looking at all of them takes longer than anybody waits."""
    console.open("groups")
    console.script("""
        const [ask, clock, found] = [window.fetch, performance.now.bind(performance), { groups: [], searched: 2000, next: 3 }];
        let later = 0;
        performance.now = () => clock() + (later += 3000);
        window.fetch = (path, options) => path.includes("/groups?")
            ? (window.fetch = ask, Promise.resolve(new Response(JSON.stringify(found)))) : ask(path, options);
    """)
    console.write("Identifier or name", "quay 9").press("Find").see(
        "not all has been looked at", "2,000 groups looked at"
    )
    console.press("Look on").see("Quay 9")
    console.open("groups", fresh=True)
