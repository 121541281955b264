"""Each page is there, by its address too, and its files come as browsers must get them."""

import http.client
import pathlib
import re
import urllib.parse

import pytest

from console import Console
from servers import SDKAPPID

PAGES = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "ConsolePages" / "Pages"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


def get(server, path, **headers):
    address = urllib.parse.urlsplit(server.ready["control"])
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("file", sorted(path.name for path in PAGES.iterdir()))
def test_each_file_is_served_as_it_is(server, file):
    status, headers, body = get(server, f"/console/{file}")
    assert (status, headers["Content-Type"]) == (200, TYPES[pathlib.Path(file).suffix])
    assert body == (PAGES / file).read_bytes()
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert get(server, f"/console/{file}", **{"If-None-Match": headers["ETag"]})[0] == 304


def test_pages_have_no_script_or_style_of_their_own():
    page = (PAGES / "index.html").read_text()
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", page) == []
    for file in PAGES.glob("*.js"):
        assert (
            re.findall(
                r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|https?://(?!example|127|www\.w3|\w*\.example)",
                re.sub(r"//.*", "", file.read_text()),
            )
            == []
        ), file.name


@pytest.mark.parametrize(
    "place, title, text",
    [
        ("now", "Now", "Calls a second"),
        ("groups", "Groups", "Create a group"),
        ("accounts", "Accounts", "Import an account"),
        ("account/administrator", "administrator", "Portrait"),
        ("webhooks", "Webhooks", "has no backend"),
        ("signature", "Signature", "Explain a UserSig"),
        ("try", "Try it", "get_group_info"),
        ("dev", "Dev", "Freeze"),
        ("settings", "Settings", str(SDKAPPID)),
    ],
)
def test_each_page_by_its_address(console, place, title, text):
    console.open(place, fresh=True).see(text)
    console.until(lambda: console.browser.title == f"{title} · Qun", "the title")
    assert title in console.one("main h1").text
    log = [line["message"] for line in console.browser.get_log("browser") if line["level"] == "SEVERE"]
    assert [line for line in log if "favicon.ico" not in line] == []


def test_each_page_by_the_navigation(console):
    console.open()
    for name in [entry.text for entry in console.all("nav[aria-label=Pages] a")]:
        console.press(name)
        console.until(lambda: console.one("main h1").text == name, name)
        console.settle()
        assert console.one("nav [aria-current=page]").text == name


def test_a_group_that_does_not_exist(console):
    console.open("group/nobody-has-this").see("There is no such group").press("To the groups").settle().see(
        "Create a group"
    )


def test_an_account_that_does_not_exist(console):
    console.open("account/nobody-has-this").see("has not been imported")


def test_a_page_that_does_not_exist(console):
    console.open("nothing").see("There is no such page")


def test_the_root_leads_to_the_console(console):
    console.browser.get(console.base)
    console.settle().see("Calls a second")


def test_the_server_that_goes_away_is_told_of(browser, tmp_path):
    import servers

    with servers.serve(tmp_path) as server:
        console = Console(browser, server).open("groups")
        server.stop()
        console.press("Accounts").see("The server does not answer")
