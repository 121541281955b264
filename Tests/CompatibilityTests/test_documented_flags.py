"""Every flag that the documents give to a subcommand of qun is one of it."""

import functools
import json
import pathlib
import re
import shlex

import pytest

import live_server

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PAGES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"), *(PROJECT / "deploy").rglob("*.md")])
#: What begins a call of the program, and the subcommand that is meant already.
PROGRAMS = {"qun": [], ".build/release/qun": [], "./qun": [], "scripts/run": ["serve"], "./scripts/run": ["serve"]}
#: Flags of other programs, which documents name by themselves.
OTHERS = {
    "--with-browser", "--check", "--metrics", "--store-calls", "--webhooks", "--fix", "--static-swift-stdlib", "--help",
    "--version", "--explicit-target-dependency-import-check", "--generate-completion-script",
}


@functools.cache
def commands():
    """The flags of each subcommand by its names, as the program itself tells them."""
    told = json.loads(live_server.run_qun("--experimental-dump-help").stdout)
    found = {}

    def walk(command, names):
        arguments = command.get("arguments", [])
        found[names] = {
            ("--" if name["kind"] == "long" else "-") + name["name"] for each in arguments for name in each.get("names") or []
        }
        for inner in command.get("subcommands", []):
            walk(inner, (*names, inner["commandName"]))

    walk(told["command"], ())
    return found


def calls(text):
    """The calls of the program in a page: the names of the subcommand and the flags after them."""
    blocks = re.findall(r"```(?:sh|bash|console)\n(.*?)```", text, re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    lines += re.findall(r"`((?:qun|scripts/run|\./scripts/run) [^`\n]+)`", text)
    for line in lines:
        for part in re.split(r"\||&&|;|&|\$\(|\s#", line):
            try:
                words = shlex.split(part.replace("(", " ").replace(")", " "))
            except ValueError:
                words = part.split()
            while words and re.match(r"^[A-Z_]+=|^sudo$|^exec$|^\$$", words[0]):
                words = words[1:]
            if not words or words[0] not in PROGRAMS:
                continue
            names, rest = list(PROGRAMS[words[0]]), words[1:]
            while rest and (*names, rest[0]) in commands():
                names.append(rest.pop(0))
            yield tuple(names), [re.split("[=…\\]]", word)[0] for word in rest if re.match("--[a-z]", word)], line


def test_the_program_tells_its_flags():
    assert {"--port", "--ephemeral", "--ready-file", "--secret-key-file"} <= commands()["serve",]
    assert "--identifier" in commands()["usersig", "make"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_flags_of_calls_exist(page):
    unknown = [
        f"{' '.join(('qun', *names))} has no {flag}: {line}"
        for names, flags, line in calls(page.read_text())
        for flag in flags
        if flag not in commands().get(names, set()) | {"--help", "--generate-completion-script"}
    ]
    assert unknown == []


@pytest.mark.parametrize("page", ["configuration.md", "webhooks.md", "control.md", "testing.md", "copying.md", "export.md"])
def test_flags_that_stand_alone_exist(page):
    known = set().union(*commands().values()) | OTHERS
    told = re.findall(r"`(--[a-z][a-z-]*)", (PROJECT / "docs" / page).read_text())
    assert told and [flag for flag in told if flag not in known] == []


def test_every_flag_of_serve_is_in_the_documents():
    text = "".join((PROJECT / "docs" / name).read_text() for name in ["configuration.md", "webhooks.md", "control.md"])
    told = set(re.findall(r"`(--[a-z][a-z-]*)", text))
    assert commands()["serve",] - told - {"--help", "--version", "-h"} == set()
