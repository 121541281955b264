"""What others put into groups stays text; pages of other sites, other names and people without the token get nothing."""

import http.server
import threading
import urllib.parse

import pytest

from console import Console
from messages import message
import servers
from servers import TOKEN

# Each would leave a trace if it became more than text.
PAYLOAD = "<img src=x-inject onerror=window.traces.push('ran')><script>window.traces.push('ran')</script>\"'><svg onload=alert(1)>{{7*7}}"
SHORT = "<b id=x-inject onclick=alert(1)>"
ADDRESS = "javascript:window.traces.push('ran')//https://"
ATTRIBUTE_KEY = "<i id=x-inject>"


def check_nothing_ran(console, shown):
    """The payload is read as it was written, and is no element."""
    console.see(shown)
    injected = console.script(
        "return document.querySelectorAll('[src*=x-inject], #x-inject, [onerror], [onload], [onclick], iframe, object, embed, "
        "script:not([src]), a[href^=javascript], a[href^=data]').length"
    )
    assert injected == 0
    assert console.traces == []


@pytest.fixture(scope="module")
def hostile(server):
    """A group with a payload in each of its texts, and an account with one in its portrait."""
    with server.connect() as api:
        return make_hostile(api)


def make_hostile(api):
    api.ok(
        "multiaccount_import",
        {
            "AccountList": [
                {"UserID": "mallory", "Nick": PAYLOAD, "FaceUrl": ADDRESS},
                {"UserID": SHORT, "Nick": SHORT},
                {"UserID": "victim"},
            ]
        },
    )
    api.ok(
        "create_group",
        {
            "GroupId": "hostile",
            "Type": "Public",
            "Name": SHORT,
            "Introduction": PAYLOAD,
            "Notification": PAYLOAD,
            "FaceUrl": ADDRESS,
            "Owner_Account": "mallory",
            "AppDefinedData": [{"Key": "k", "Value": PAYLOAD}],
            "MemberList": [
                {"Member_Account": SHORT, "AppMemberDefinedData": [{"Key": "k", "Value": SHORT}]},
                {"Member_Account": "victim"},
            ],
        },
    )
    api.ok("modify_group_member_info", {"GroupId": "hostile", "Member_Account": "victim", "NameCard": SHORT})
    api.ok("set_group_attr", {"GroupId": "hostile", "GroupAttr": [{"key": ATTRIBUTE_KEY, "value": PAYLOAD}]})
    api.ok("update_group_counter", {"GroupId": "hostile", "GroupCounter": [{"Key": ATTRIBUTE_KEY, "Value": 1}]})
    api.ok("forbid_send_msg", {"GroupId": "hostile", "Members_Account": ["victim"], "MuteTime": 4294967295})
    api.ok("ban_group_member", {"GroupId": "hostile", "Members_Account": ["<i>banned</i>"], "Duration": 3600})
    element = lambda kind, **content: {"MsgType": f"TIM{kind}Elem", "MsgContent": content}
    inner = {
        "From_Account": SHORT,
        "MsgSeq": 1,
        "MsgRandom": 1,
        "MsgTimeStamp": 1,
        "MsgBody": [element("Text", Text=PAYLOAD)],
    }
    bodies = [
        [element("Text", Text=PAYLOAD)],
        [element("Face", Index=1, Data=PAYLOAD)],
        [element("Custom", Data=PAYLOAD, Desc=PAYLOAD, Ext=PAYLOAD, Sound=PAYLOAD)],
        [
            element(
                "Image",
                UUID=PAYLOAD,
                ImageFormat=1,
                ImageInfoArray=[{"Type": 1, "Size": 1, "Width": 1, "Height": 1, "URL": ADDRESS}],
            )
        ],
        [element("Sound", Url=ADDRESS, UUID=PAYLOAD, Size=1, Second=1)],
        [element("File", Url=ADDRESS, UUID=PAYLOAD, FileSize=1, FileName=PAYLOAD)],
        [element("VideoFile", VideoUrl=ADDRESS, ThumbUrl=ADDRESS, VideoUUID=PAYLOAD, VideoSize=1, VideoSecond=1)],
        [element("Location", Desc=PAYLOAD, Latitude=1.5, Longitude=2.5)],
        [element("Relay", Title=PAYLOAD, MsgNum=1, CompatibleText="x", AbstractList=[PAYLOAD], MsgList=[inner])],
    ]
    for body in bodies:
        api.ok("send_group_msg", {**message("hostile", "", "mallory", CloudCustomData=PAYLOAD), "MsgBody": body})
    community = "@TGS#_hostile"
    api.ok(
        "create_group",
        {
            "GroupId": community,
            "Type": "Community",
            "Name": PAYLOAD[:30],
            "Owner_Account": "mallory",
            "SupportTopic": 1,
        },
    )
    api.ok(
        "create_topic",
        {
            "GroupId": community,
            "TopicName": SHORT,
            "TopicId": f"{community}@TOPIC#_t",
            "Introduction": PAYLOAD,
            "CustomString": PAYLOAD,
        },
    )
    return "hostile"


# MARK: Texts of others


@pytest.mark.parametrize(
    "place, shown",
    [
        ("groups", SHORT),
        ("groups?text=%3Cb%20id", SHORT),
        ("group/hostile", PAYLOAD),
        ("group/hostile/members", SHORT),
        ("group/hostile/messages", PAYLOAD),
        ("group/hostile/attributes", PAYLOAD),
        ("group/hostile/counters", ATTRIBUTE_KEY),
        ("group/hostile/mutes", "victim"),
        ("group/hostile/bans", "<i>banned</i>"),
        ("group/%40TGS%23_hostile/topics", SHORT),
        ("accounts", PAYLOAD),
        ("account/mallory", PAYLOAD),
        (f"account/{urllib.parse.quote(SHORT, safe='')}", SHORT),
    ],
)
def test_texts_stay_texts(console, hostile, place, shown):
    path, _, query = place.partition("?")
    console.open(path, **dict(urllib.parse.parse_qsl(query)))
    check_nothing_ran(console, shown)


def test_texts_of_every_element_stay_texts(console, hostile):
    console.open("group/hostile/messages").see("Show them")
    console.press("Show them")
    assert len(console.all(".message")) == 9
    assert console.text.count(PAYLOAD) >= 9 + 9
    check_nothing_ran(console, PAYLOAD)
    console.press("JSON")
    check_nothing_ran(console, "CloudCustomData")


@pytest.mark.parametrize(
    "place, action",
    [
        ("group/hostile", "Change the profile"),
        ("group/hostile", "Change custom fields"),
        ("group/hostile", "Mute all"),
        ("group/hostile/attributes", "Change"),
        ("group/hostile/counters", "Change"),
        ("account/mallory", "Change the portrait"),
        ("group/%40TGS%23_hostile/topics", "Change"),
    ],
)
def test_texts_stay_texts_in_dialogs(console, hostile, place, action):
    console.open(place).press(action)
    console.dialog.find_element("css selector", ".call summary").click()
    check_nothing_ran(console, "curl")


def test_refusals_stay_texts(console, api):
    console.open().see("Live")
    api.code("create_group", {"Type": PAYLOAD, "Name": "x"})
    api.code("get_group_member_info", {"GroupId": PAYLOAD})
    console.until(lambda: console.rows("main .calls tbody tr"), "the calls")
    check_nothing_ran(console, "create_group")


@pytest.mark.parametrize(
    "place",
    [
        PAYLOAD,
        f"group/{PAYLOAD}",
        f"account/{PAYLOAD}",
        f"try/{PAYLOAD}",
        f"group/hostile/messages?topic={PAYLOAD}",
        f"groups?text={PAYLOAD}&type=x",
    ],
)
def test_addresses_stay_texts(console, hostile, place):
    path, _, query = place.partition("?")
    parts = (
        "/".join(urllib.parse.quote(part, safe="") for part in path.split("/"))
        if path != PAYLOAD
        else urllib.parse.quote(path, safe="")
    )
    console.open(parts, **{name: urllib.parse.quote(value, safe="") for name, value in urllib.parse.parse_qsl(query)})
    check_nothing_ran(console, "Qun")


def test_what_cannot_be_seen_is_shown(console, api, make_group):
    group = make_group(Name="a\u202etxt.exe", Introduction="zero\u200bwidth")
    console.open(f"group/{group}").see("a\\u202etxt.exe", "zero\\u200bwidth")


# MARK: Pages of other sites


class Site:
    """A site of somebody else's that makes its visitors' browsers ask the control port for changes."""

    def __init__(self, target):
        page = f"""<!doctype html><title>waiting</title><form method="post" enctype="text/plain" action="{target}"></form><script>
        const body = JSON.stringify({{GroupId: "forged", Type: "Public", Name: "Forged"}});
        const attempts = [
            fetch("{target}", {{method: "POST", mode: "no-cors", credentials: "include", body}}),
            fetch("{target}", {{method: "POST", credentials: "include", headers: {{"Content-Type": "application/json"}}, body}}),
            fetch("{target}", {{method: "POST", credentials: "include", headers: {{"X-Qun-CSRF": "guessed"}}, body}}),
            fetch("{urllib.parse.urljoin(target, '/control/v1/apps')}", {{credentials: "include"}}).then((answer) => answer.text()),
        ];
        Promise.allSettled(attempts).then((results) => {{ document.title = results.map((result) => result.status).join(" "); }});
        </script>""".encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_address[1]}/"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()


def exists(api, group):
    (entry,) = api.ok("get_group_info", {"GroupIdList": [group]})["GroupInfo"]
    return entry["ErrorCode"] == 0


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_another_site_changes_and_reads_nothing(console, server, api, name):
    base = server.ready["control"].replace("127.0.0.1", name)
    with Site(f"{base}/control/v1/apps/{servers.SDKAPPID}/commands/group_open_http_svc/create_group") as site:
        console.browser.get(site.address)
        console.until(lambda: console.browser.title != "waiting", "its attempts")
        # an opaque answer is all that it gets, and only for the one that it could not read anyway
        assert console.browser.title.split() == ["fulfilled", "rejected", "rejected", "rejected"]
        console.script("document.forms[0].submit()")
        console.until(lambda: "origin_foreign" in console.browser.page_source, "the refusal")
    assert not exists(api, "forged")
    console.open()


def test_another_site_with_the_cookie_of_who_is_signed_in(browser, guarded):
    console = sign_in(Console(browser, guarded))
    with guarded.connect() as api:
        with Site(
            f"{guarded.ready['control']}/control/v1/apps/{servers.SDKAPPID}/commands/group_open_http_svc/create_group"
        ) as site:
            browser.get(site.address)
            console.until(lambda: browser.title != "waiting", "its attempts")
            assert browser.title.split()[1:] == ["rejected"] * 3
        assert not exists(api, "forged")
    console.open("groups").press("Sign out").see("Token of the control port")


def test_a_change_of_the_own_page_needs_its_token(console, api, make_group):
    group = make_group()
    console.open(f"group/{group}")
    path = f"/control/v1/apps/{servers.SDKAPPID}/commands/group_open_http_svc/destroy_group"
    answer = console.browser.execute_async_script(
        "const [path, body, done] = arguments; fetch(path, {method: 'POST', body}).then(async (answer) => done([answer.status, await answer.json()]))",
        path,
        f'{{"GroupId":"{group}"}}',
    )
    assert (answer[0], answer[1]["error"]["code"]) == (403, "csrf_wrong")
    assert exists(api, group)


def test_a_name_that_leads_here_by_rebinding(browser, server):
    port = urllib.parse.urlsplit(server.ready["control"]).port
    browser.get(f"http://attacker.example:{port}/console/")
    assert "host_unknown" in browser.page_source
    answer = browser.execute_async_script(
        "const done = arguments[0]; fetch('/control/v1/apps').then(async (answer) => done([answer.status, (await answer.json()).error.code]))"
    )
    assert answer == [421, "host_unknown"]


def test_no_site_can_frame_the_console(console, server):
    console.browser.get("about:blank")
    console.script(
        "const frame = document.createElement('iframe'); frame.src = arguments[0]; document.body.append(frame);"
        "window.framed = new Promise((done) => { frame.onload = () => done(); })",
        f"{server.ready['control']}/console/",
    )
    console.browser.execute_async_script("const done = arguments[0]; window.framed.then(done)")
    console.browser.switch_to.frame(0)
    assert "Qun" not in console.browser.page_source
    console.browser.switch_to.default_content()
    console.open()


# MARK: The token


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """A server whose control port wants a token."""
    with servers.serve(tmp_path_factory.mktemp("guarded"), "--control-token", TOKEN) as server:
        yield server


def sign_in(console):
    console.open("groups", fresh=True).see("Sign in").write("Token of the control port", TOKEN)
    console.one("button[type=submit]").click()
    return console.see("Create a group").settle()


def test_nothing_is_shown_without_the_token(browser, guarded):
    console = Console(browser, guarded)
    for place in "now", "groups", "settings", "try":
        console.open(place, fresh=True).see("Token of the control port")
        assert console.all("nav") == []
    console.write("Token of the control port", "e2a9b4c07d5f4d1886a1c3f2b7094d5f")
    console.one("button[type=submit]").click()
    console.see("not the server's control.token")
    assert console.all("nav") == []


def test_signing_in_and_out(browser, guarded):
    console = sign_in(Console(browser, guarded))
    (cookie,) = browser.get_cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert TOKEN not in str(cookie) and console.script("return document.cookie") == ""
    assert TOKEN not in console.script("return JSON.stringify(localStorage)")
    console.act("Create a group", {"Name": "Signed in"})
    console.see("Signed in")
    console.open("now").see("Live")
    console.press("Sign out").see("Token of the control port")
    console.open("now", fresh=True).see("Token of the control port")


def test_a_session_that_the_server_has_forgotten(browser, guarded):
    console = sign_in(Console(browser, guarded))
    browser.delete_all_cookies()
    console.press("Accounts").see("Token of the control port")
