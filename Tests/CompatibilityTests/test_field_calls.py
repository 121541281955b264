"""Calls as public programs send them, replayed in each mode of the server; field_calls/README.md has the format."""

import http.client
import json
import pathlib
import re
import select
import time
import urllib.parse

import pytest
from TLSSigAPIv2 import TLSSigAPIv2

import live_server

FOLDER = pathlib.Path(__file__).parent / "field_calls"
MODES = {
    "default": [],
    "strict": ["--strict"],
    "legacy": ["--legacy-names"],
    "current": ["--field-profile", "current"],
}

SECRET_KEY = "9d2f60c81be7453a0f6c8e15b7a9342d5e81c06f7b3a492de0158c7f6a4b92d3"
FIRST_SDKAPPID = 1400777101
ENVELOPE = {"ActionStatus", "ErrorInfo", "ErrorCode", "ErrorDisplay"}
NEAR_SECONDS = 30
CONTINUE_WAIT_SECONDS = 1

WORLD_KEYS = {"source", "app", "accounts", "setup", "calls"}
REQUEST_KEYS = {"command", "method", "target", "headers", "body", "raw"}
CALL_KEYS = {"source", "say", "keep", "expect", *REQUEST_KEYS, *MODES} - {"default"}
EXPECTATION_KEYS = {"status", "code", "text", "fields"}

MARK = re.compile(r"<([^<>]*)>")
MOMENT = re.compile(r"now([+-]\d+)?")
LETTERS = re.compile(r"(\d+) letters")


def unique_keys(pairs):
    """An object of JSON; a key given twice is a slip, in a file as in an answer."""
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key twice among {keys}"
    return dict(pairs)


def parsed(text):
    return json.loads(text, object_pairs_hook=unique_keys)


class World:
    """One file: what is there before, and calls in their order, in an app of its own."""

    def __init__(self, path, sdkappid):
        content = parsed(path.read_text(encoding="utf-8"))
        self.name = path.stem
        self.sdkappid = sdkappid
        self.app = {"secretKey": SECRET_KEY, **content.get("app", {})}
        self.accounts = content.get("accounts", [])
        self.setup = content.get("setup", [])
        self.calls = content["calls"]
        self.check(content, WORLD_KEYS, "the file")
        for call in self.calls:
            self.check(call, CALL_KEYS, call["say"])
            assert "source" in content or "source" in call, f"{self.name}: {call['say']}: no source"
            for key in {"expect", *MODES} & call.keys():
                self.check(call[key], EXPECTATION_KEYS, f"{call['say']}: {key}")

    def check(self, content, known, place):
        assert content.keys() <= known, f"{self.name}: {place}: unknown {sorted(content.keys() - known)}"


WORLDS = [World(path, FIRST_SDKAPPID + number) for number, path in enumerate(sorted(FOLDER.glob("*.json")))]
CALLS = [
    pytest.param(world, number, id=f"{world.name}-{number + 1:02}-{call['command']}")
    for world in WORLDS
    for number, call in enumerate(world.calls)
]


class Replay:
    """The calls of a world, made once and in their order; `made` has what came of each."""

    def __init__(self, world, base_url):
        usersig = TLSSigAPIv2(world.sdkappid, SECRET_KEY).gen_sig("administrator")
        self.known = {"sdkappid": world.sdkappid, "identifier": "administrator", "usersig": usersig}
        self.known["now"] = int(time.time())
        with live_server.Connection(base_url, world.sdkappid, "administrator", usersig) as self.connection:
            self.connection.import_accounts(world.accounts)
            for command, body in world.setup:
                self.connection.ok(command, filled(body, self.known))
            self.made = [Made(call, self) for call in world.calls]


class Made:
    """One call that was made: what was sent, what came back, and what was known by then."""

    def __init__(self, call, replay):
        self.method = call.get("method", "POST")
        self.target = replay.connection.path(call["command"])
        if "target" in call:
            self.target = filled(call["target"], replay.known)
        self.body = None
        if "raw" in call:
            self.body = filled(call["raw"], replay.known).encode()
        if "body" in call:
            self.body = json.dumps(filled(call["body"], replay.known), ensure_ascii=False).encode()
        self.headers = call.get("headers", {} if self.body is None else {"Content-Type": "application/json"})
        self.status, content_type, answer = exchange(
            replay.connection._http, self.method, self.target, self.headers, self.body
        )
        assert content_type.startswith("application/json"), content_type
        self.answer = parsed(answer)
        replay.known |= {name: value_at(self.answer, place) for name, place in call.get("keep", {}).items()}
        self.known = dict(replay.known)

    def __str__(self):
        target = self.target.replace(self.known["usersig"], "…")
        body = "" if self.body is None else self.body.decode()
        answer = json.dumps(self.answer, ensure_ascii=False)
        return f"{self.method} {target}\n{self.headers}\n{body}\nHTTP {self.status}\n{answer}"


def exchange(connection, method, target, headers, body):
    """One HTTP exchange with these headers and no others; a body that is announced with Expect waits for 100."""
    connection.putrequest(method, target, skip_accept_encoding=True)
    chunked = headers.get("Transfer-Encoding") == "chunked"
    for name, value in headers.items():
        connection.putheader(name, value)
    if body is not None and not chunked:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders()
    if "Expect" in headers:
        assert select.select([connection.sock], [], [], CONTINUE_WAIT_SECONDS)[0], "no 100 Continue"
    if body is not None:
        connection.send(in_chunks(body) if chunked else body)
    response = connection.getresponse()
    return response.status, response.headers["Content-Type"], response.read()


def in_chunks(body):
    """A body as two chunks and the last one."""
    middle = len(body) // 2
    parts = [body[:middle], body[middle:], b""]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


def value_at(answer, place):
    """The value at a place such as `GroupInfo.0.Name`, or None where the answer does not reach so far."""
    for step in place.split("."):
        try:
            answer = answer[int(step) if isinstance(answer, list) else step]
        except (KeyError, IndexError, TypeError):
            return None
    return answer


def filled(value, known):
    """A value of a request with its marks replaced; a text that is one mark becomes what the mark stands for."""
    if isinstance(value, dict):
        return {key: filled(item, known) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, known) for item in value]
    if not isinstance(value, str):
        return value
    if mark := MARK.fullmatch(value):
        return meaning(mark[1], known)
    return MARK.sub(lambda mark: str(meaning(mark[1], known)), value)


def meaning(mark, known):
    """What a mark stands for."""
    if moment := MOMENT.fullmatch(mark):
        return known["now"] + int(moment[1] or 0)
    if letters := LETTERS.fullmatch(mark):
        return int(letters[1]) * "x"
    if mark.isdecimal():
        return int(mark)
    if mark.startswith("escaped "):
        return urllib.parse.quote(meaning(mark.removeprefix("escaped "), known), safe="")
    if mark.startswith("usersig of "):
        return TLSSigAPIv2(known["sdkappid"], SECRET_KEY).gen_sig(mark.removeprefix("usersig of "))
    return known[mark]


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


def differences(expected, actual, known, place):
    """Where a value departs from what is expected, one line each."""
    if expected == "<any>":
        return []
    if expected == "<int>":
        return [] if is_integer(actual) else [f"{place}: {actual!r} is no integer"]
    if expected == "<text>":
        return [] if isinstance(actual, str) else [f"{place}: {actual!r} is no text"]
    if isinstance(expected, str) and expected.startswith("<about "):
        wanted = filled(expected.replace("<about ", "<"), known)
        near = is_integer(actual) and abs(actual - wanted) <= NEAR_SECONDS
        return [] if near else [f"{place}: {actual!r} is not about {wanted}"]
    if isinstance(expected, dict):
        return object_differences(expected, actual, known, place)
    if isinstance(expected, list):
        return list_differences(expected, actual, known, place)
    wanted = filled(expected, known)
    same = type(wanted) is type(actual) and wanted == actual
    return [] if same else [f"{place}: {actual!r} is not {wanted!r}"]


def object_differences(expected, actual, known, place):
    """Departures of an object: the named fields must fit; with `<only>` they are all there is, in this order."""
    if not isinstance(actual, dict):
        return [f"{place}: {actual!r} is no object"]
    if "<only>" in expected:
        expected = expected["<only>"]
        if list(expected) != list(actual):
            return [f"{place}: has {list(actual)}, not {list(expected)}"]
    lines = []
    for key, want in expected.items():
        if want == "<absent>":
            lines += [f"{place}.{key} is there"] if key in actual else []
        elif key not in actual:
            lines.append(f"{place}.{key} is missing")
        else:
            lines += differences(want, actual[key], known, f"{place}.{key}")
    return lines


def list_differences(expected, actual, known, place):
    """Departures of a list: as many elements, in the same order."""
    if not isinstance(actual, list) or len(actual) != len(expected):
        return [f"{place}: {actual!r} is no list of {len(expected)}"]
    lines = []
    for number, (want, have) in enumerate(zip(expected, actual)):
        lines += differences(want, have, known, f"{place}[{number}]")
    return lines


def departures(expectation, made):
    """What is wrong with an answer: its status, its envelope, its code, its text, its fields."""
    answer, fields = made.answer, expectation.get("fields", {})
    code = answer.get("ErrorCode") if expectation["code"] == "<any>" else expectation["code"]
    envelope = {
        "ActionStatus": "OK" if code == 0 else "FAIL",
        "ErrorCode": "<int>" if code is None else code,
        "ErrorInfo": expectation.get("text", "<text>"),
    }
    lines = differences(expectation.get("status", 200), made.status, made.known, "status")
    lines += differences({**envelope, **fields}, answer, made.known, "answer")
    more = answer.keys() - ENVELOPE - fields.keys()
    if code != 0 and more:
        lines.append(f"a refusal is the envelope only, but has {sorted(more)}")
    return lines


@pytest.fixture(scope="module", params=MODES)
def mode(request):
    return request.param


@pytest.fixture(scope="module")
def replay(mode, tmp_path_factory):
    """Replays a world on the server of the mode, at its first question, and returns what was made."""
    folder = tmp_path_factory.mktemp(mode)
    configuration = folder / "qun.json"
    configuration.write_text(json.dumps({"apps": {str(world.sdkappid): world.app for world in WORLDS}}))
    replays = {}
    with live_server.Server(folder / "data", "--config", configuration, "--no-tls", *MODES[mode]) as server:

        def get(world):
            if world.name not in replays:
                try:
                    replays[world.name] = Replay(world, server.ready["http"])
                except (AssertionError, KeyError, ValueError, OSError, http.client.HTTPException) as error:
                    replays[world.name] = error
            if isinstance(replays[world.name], Exception):
                pytest.fail(f"{world.name} cannot be replayed: {replays[world.name]!r}", pytrace=False)
            return replays[world.name].made

        yield get


@pytest.mark.parametrize(("world", "number"), CALLS)
def test_call(world, number, mode, replay):
    call, made = world.calls[number], replay(world)[number]
    wrong = departures(call.get(mode, call["expect"]), made)
    if wrong:
        pytest.fail("\n".join([call["say"], *wrong, str(made)]), pytrace=False)


def test_every_command_is_called():
    """Each command that docs/commands.md lists stands in a file."""
    table = (live_server.PROJECT / "docs" / "commands.md").read_text()
    commands = set(re.findall(r"^\| \[`(\w+)`\]\(", table, re.MULTILINE))
    called = {call["command"] for world in WORLDS for call in world.calls}
    assert commands and commands <= called, f"not called: {sorted(commands - called)}"
