"""The reference in docs/api and docs/commands.md: printed from the declarations, with the answers that a server gives.

With QUN_WRITE_DOCS=1 the pages are written instead of compared; `scripts/docs` does that.
"""

import json
import os
import pathlib
import re
import subprocess

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

import live_server
from control_port import AppControl

DOCS = live_server.PROJECT / "docs"
WORLD = DOCS / "api" / "world.jsonl"
# the moment at which the world of the reference stands still: 2026-01-01, 00:00:00 UTC
MOMENT = 1_767_225_600
ANSWER_MARK = "(answer)"
WRITES = os.environ.get("QUN_WRITE_DOCS") == "1"


def commands():
    listed = subprocess.run([live_server.BINARY, "commands"], capture_output=True, text=True, check=True)
    return listed.stdout.split()


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The folder of the pages as they are printed, without answers."""
    folder = tmp_path_factory.mktemp("pages")
    subprocess.run([live_server.BINARY, "commands", "--pages", folder], check=True)
    return folder


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A server that is there to be tried with."""
    with live_server.Server(tmp_path_factory.mktemp("data"), "--dev") as server:
        yield server


@pytest.fixture(scope="module")
def answer(world):
    """Makes the example's call of a page as a reader would, in the world that the examples speak of and that stands still."""
    control = AppControl(world)
    signature = control.ok("POST", "/usersigs", {"seconds": 86_400})

    def ask(page):
        (line,) = re.findall(r"^```sh\n(curl .*)\n```$", page, re.MULTILINE)
        control.ok("POST", "/reset", {"to": "empty"})
        control.ok("PUT", "/clock", {"now": MOMENT, "frozen": True})
        control.ok("POST", "/seed", WORLD.read_bytes())
        found = subprocess.run(
            ["bash", "-c", line.replace("curl ", "curl --silent --show-error ", 1)],
            env={**os.environ, "QUN": world.ready["http"], "CALLER": signature["query"]},
            capture_output=True, text=True, check=True)
        return json.loads(found.stdout)

    return ask


def written(text):
    """An answer as the pages show it."""
    return json.dumps(text, ensure_ascii=False, indent=2)


def check(file, text):
    """Compares a file of docs with what it should be, or writes it."""
    path = DOCS / file
    if WRITES:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert path.read_text() == text, f"docs/{file} is stale: run scripts/docs"


@pytest.mark.parametrize("command", commands())
def test_the_page_of_a_command_is_what_its_declarations_and_a_server_say(command, printed, answer):
    for language in ["", ".zh-CN"]:
        page = (printed / "api" / f"{command}{language}.md").read_text()
        found = answer(page)
        assert found["ErrorCode"] == 0, f"the example of {command} is refused: {found}"
        check(f"api/{command}{language}.md", page.replace(ANSWER_MARK, written(found)))


@pytest.mark.parametrize("file", [
    f"{name}{language}" for name, endings in {
        "commands": [".md", ".zh-CN.md"], "api/message-elements": [".md", ".zh-CN.md"],
        "openapi": [".json", ".zh-CN.json"],
    }.items() for language in endings
])
def test_the_other_pages_are_what_the_declarations_say(file, printed):
    text = (printed / file).read_text()
    check(file, written(json.loads(text)) + "\n" if file.endswith(".json") else text)


def test_the_reference_holds_no_other_pages(printed):
    expected = {path.relative_to(printed / "api") for path in (printed / "api").rglob("*") if path.is_file()}
    present = {path.relative_to(DOCS / "api") for path in (DOCS / "api").rglob("*") if path.is_file()}
    assert present == expected | {pathlib.Path(WORLD.name)}


@pytest.mark.parametrize("file", ["openapi.json", "openapi.zh-CN.json"])
def test_the_document_for_programs_is_valid(file, printed):
    document = json.loads((printed / file).read_text())
    OpenAPIV31SpecValidator(document).validate()
    assert len(document["paths"]) == len(commands())


def test_every_text_stands_in_both_languages(printed):
    for path in printed.rglob("*.md"):
        is_chinese = ".zh-CN" in path.name
        for line in path.read_text().splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if line.startswith("| `") and len(cells) == 4 and cells[3]:
                assert bool(re.search("[一-鿿]", cells[3])) == is_chinese, f"{path.name}: {line}"


def test_a_command_is_shown_on_a_terminal():
    shown = subprocess.run(
        [live_server.BINARY, "commands", "create_group"], capture_output=True, text=True, check=True).stdout
    assert "| `MemberList[].Member_Account` | account | yes |" in shown
    assert ANSWER_MARK not in shown
    unknown = subprocess.run(
        [live_server.BINARY, "commands", "create_grop"], capture_output=True, text=True)
    assert unknown.returncode != 0 and "create_grop" in unknown.stderr
