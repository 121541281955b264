"""Every example of every document, as a reader runs it; documents.py says what a comment above one may say of it."""

import json
import re
import shlex

import pytest

import live_server
from documents import PROJECT, REPLAYED, examples, pages
from stage import Stage

pytestmark = pytest.mark.sqlite

# what runs a block that is no shell script, each with the file that it is written to
PROGRAMS = {
    "python": ("example.py", '"$PYTHON" example.py'),
    "javascript": ("example.mjs", "node example.mjs"),
    "php": ("example.php", "php example.php"),
    "java": ("Example.java", "java Example.java"),
}
REFUSAL = re.compile(r'"ActionStatus": ?"FAIL"|"error": ?\{|"FailAccounts": ?\["')
BEGINNING = "=== example at line "

ALL = [example for page in pages() for example in examples(page) if example.language in REPLAYED]


# pages that are printed, and whose examples another test makes
OF_ANOTHER_TEST = {"docs/api/": "test_api_reference.py"}


def is_played(example):
    of_another = example.page.startswith(tuple(OF_ANOTHER_TEST))
    return not (example.language == "json" or of_another or example.mark("not run") or example.mark("run by"))


PAGES = sorted({example.page for example in ALL if is_played(example)})


def lines(example):
    """The lines of bash that play an example."""
    yield f'echo; echo "{BEGINNING}{example.line}"'
    yield from example.mark("first")
    yield "set +e" if example.mark("refused") else "set -e"
    if example.language == "sh":
        yield example.text
    else:
        file, command = PROGRAMS[example.language]
        yield f"printf %s {shlex.quote(example.text)} >{file}"
        yield command
    yield "set -e"


def complaints(example, printed):
    """What is wrong with what an example printed."""
    for text in example.mark("prints") + example.mark("refused"):
        if text not in printed:
            yield f"{example.place} does not print {text}"
    if not example.mark("refused") and REFUSAL.search(printed):
        yield f"{example.place} was refused"


@pytest.mark.parametrize("page", PAGES)
def test_examples_of_a_page(page, tmp_path):
    """The examples of a page, one after the other, in one terminal."""
    played = [example for example in ALL if example.page == page and is_played(example)]
    script = "\n".join(line for example in played for line in lines(example)) + "\nstop\n"
    code, printed = Stage(tmp_path).run("set -m\n" + script)
    parts = dict(re.findall(rf"^{BEGINNING}(\d+)\n(.*?)(?=^{BEGINNING}|\Z)", printed, re.MULTILINE | re.DOTALL))
    wrong = [line for example in played for line in complaints(example, parts.get(str(example.line), ""))]
    assert code == 0, f"{page} stops at line {list(parts)[-1] if parts else '?'} with {code}:\n{printed}"
    assert not wrong, "\n".join([*wrong, printed])


JSON = [pytest.param(example, id=example.place) for example in ALL if example.language == "json"]


@pytest.mark.parametrize("example", JSON)
def test_json_is_json(example):
    """One value, or one a line."""
    try:
        json.loads(example.text)
    except ValueError:
        for line in example.text.splitlines():
            json.loads(line)


@pytest.mark.parametrize("example", [case for case in JSON if case.values[0].mark("configuration")])
def test_configuration_can_be_used(example, tmp_path):
    file = tmp_path / "qun.json"
    file.write_text(example.text)
    file.chmod(0o600)
    flags = ["--config", file, "--no-tls"]
    if "secretKey" not in example.text:
        flags += ["--sdkappid", "1400123456", "--secret-key", "the key of the app"]
    with live_server.Server(tmp_path / "data", *flags) as server:
        assert server.ready["event"] == "ready"


@pytest.mark.parametrize("example", [case for case in JSON if case.values[0].mark("seed")])
def test_seed_can_be_used(example, tmp_path):
    file = tmp_path / "seed.jsonl"
    file.write_text(example.text)
    with live_server.Server(tmp_path / "data", "--no-tls", "--seed", file) as server, server.connect() as connection:
        assert connection.ok("get_appid_group_list", {})["TotalCount"] == 1


TESTING = PROJECT / "docs/testing.md"
# what a reader's own code does in the example of docs/faults.md
OWN_CODE = '''
import http.client
import json
import urllib.parse
import urllib.request
from TLSSigAPIv2 import TLSSigAPIv2

def call(app, command, body):
    query = {"sdkappid": app["sdkappid"], "identifier": app["admins"][0], "random": 1, "contenttype": "json"}
    query["usersig"] = TLSSigAPIv2(app["sdkappid"], app["secretKey"]).gen_sig(app["admins"][0])
    url = f"http://127.0.0.1:8080/v4/group_open_http_svc/{command}?{urllib.parse.urlencode(query)}"
    return json.load(urllib.request.urlopen(url, json.dumps(body).encode()))

def send_with_retries(app, text):
    call(app, "create_group", {"Type": "Public", "Name": "club", "GroupId": "club"})
    element = {"MsgType": "TIMTextElem", "MsgContent": {"Text": text}}
    for _ in range(2):
        try:
            return call(app, "send_group_msg", {"GroupId": "club", "Random": 7, "MsgBody": [element]})
        except (OSError, http.client.HTTPException):
            continue

def history(app):
    listed = call(app, "group_msg_get_simple", {"GroupId": "club", "ReqMsgNumber": 20})["RspMsgList"]
    return [message["MsgBody"][0]["MsgContent"]["Text"] for message in listed]
'''


def test_python_of_testing_and_faults(tmp_path):
    """The fixture of docs/testing.md and the test of docs/faults.md, with code of a reader's own."""
    fixture, test = (
        next(example.text for example in examples(page) if example.language == "python")
        for page in ("docs/testing.md", "docs/faults.md")
    )
    stage = Stage(tmp_path)
    (stage.folder / "test_club.py").write_text(f"{fixture}\n{OWN_CODE}\n{test}")
    code, printed = stage.run('qun serve --dev\n"$PYTHON" -m pytest -q -p no:cacheprovider "$STAGE/test_club.py"\nstop')
    assert code == 0 and "1 passed" in printed, printed


def test_every_example_is_replayed_or_says_why_not():
    """A block without a language, or in one that nothing here runs, is no example that could go stale unseen."""
    known = REPLAYED | {"", "go", "yaml", "sql", "ini", "nginx"}
    tests = "".join(file.read_text() for file in (PROJECT / "Tests").glob("*/test_*.py"))
    for page in pages():
        for example in examples(page):
            assert example.language in known, f"{example.place}: language {example.language}"
            for reason in example.mark("not run"):
                assert len(reason) > 10, f"{example.place} says not why it is not run"
            for name in example.mark("run by"):
                assert f"def {name}(" in tests, f"{example.place}: there is no test {name}"
    for name in OF_ANOTHER_TEST.values():
        assert (PROJECT / "Tests/CompatibilityTests" / name).exists()


TWINS = [(twin.replace(".zh-CN.md", ".md"), twin) for twin in pages() if twin.endswith(".zh-CN.md")]


# texts of examples in Chinese, and what they stand for
TRANSLATED = {
    "应用的密钥": "the key of the app",
    "控制台里的密钥": "the key from your console",
    "另一个密钥": "another key",
    "第一个应用的密钥": "the key of the first app",
    "第二个应用的密钥": "the key of the second app",
    "港口群": "Harbour crew",
}


def code_of(example):
    """An example without comments, and in English."""
    text = example.text
    for chinese in sorted(TRANSLATED, key=len, reverse=True):
        text = text.replace(chinese, TRANSLATED[chinese])
    code = re.sub(r"(?m)(?:^|(?<=\s))(?:#|//) .*$", "", text)
    return [line.split() for line in code.splitlines()]


@pytest.mark.parametrize("page, twin", TWINS)
def test_both_languages_have_the_same_examples(page, twin):
    ours, theirs = list(examples(page)), list(examples(twin))
    assert [example.language for example in ours] == [example.language for example in theirs]
    for one, other in zip(ours, theirs):
        assert code_of(one) == code_of(other), f"{one.place} is not {other.place}"
        names = [[name for name, _ in example.marks if name != "not run"] for example in (one, other)]
        assert names[0] == names[1], f"{one.place} and {other.place} are marked differently"


NAME = re.compile(r"`([^`\n]+)`")


@pytest.mark.parametrize("page, twin", TWINS)
def test_both_languages_name_the_same_settings(page, twin):
    """First columns of tables, which name settings, files and codes; and links."""

    def rows(name):
        text = (PROJECT / name).read_text()
        return [NAME.findall(row.split("|")[1]) for row in text.splitlines() if row.startswith("|")]

    def anchors(name):
        links = re.findall(r"\]\(([^)\s]+)\)", (PROJECT / name).read_text())
        return sorted({link.split("#")[0].replace(".zh-CN.", ".") for link in links if "://" not in link} - {""})

    assert rows(page) == rows(twin)
    if not page.startswith("README"):
        assert set(anchors(page)) - {page.rpartition("/")[2]} == set(anchors(twin)) - {page.rpartition("/")[2]}
