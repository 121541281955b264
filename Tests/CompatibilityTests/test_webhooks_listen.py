"""`qun webhooks listen` as a developer starts it: what it prints, how it answers and how it ends."""

import contextlib
import hashlib
import http.client
import json
import pathlib
import re
import signal
import ssl
import subprocess
import time
import urllib.parse

import pytest

import live_server

LIMIT_SECONDS = 20
# of a megabyte each, more than the receiver holds back
EVENTS = 24
EVENT = {"CallbackCommand": "Group.CallbackBeforeSendMsg", "GroupId": "harbour", "MsgBody": [], "EventTime": 1}


class Listening:
    """A running `qun webhooks listen` on a free port."""

    def __init__(self, *flags, **environment):
        self.process = subprocess.Popen(
            [str(live_server.BINARY), "webhooks", "listen", "--port", "0", *[str(flag) for flag in flags]],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**live_server.environment_of_server(), **environment},
        )
        line = self.process.stderr.readline()
        (self.url,) = re.findall(r"--webhook-url (\S+)$", line)

    def post(self, event=EVENT, query="", tls=None):
        """Sends an event; returns the status and the answer's text."""
        address = urllib.parse.urlsplit(self.url)
        if tls:
            connection = http.client.HTTPSConnection("localhost", address.port, timeout=LIMIT_SECONDS, context=tls)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=LIMIT_SECONDS)
        with contextlib.closing(connection):
            connection.request("POST", f"/?SdkAppid=1{query}", json.dumps(event))
            response = connection.getresponse()
            return response.status, response.read().decode()

    def end(self, number):
        """Asks it to end; returns the exit code and what was printed."""
        self.process.send_signal(number)
        output, errors = self.process.communicate(timeout=LIMIT_SECONDS)
        assert errors == ""
        return self.process.returncode, output


@pytest.fixture
def listen():
    with contextlib.ExitStack() as stack:

        def start(*flags, **environment):
            listening = Listening(*flags, **environment)
            stack.callback(listening.process.wait)
            stack.callback(listening.process.kill)
            return listening

        yield start


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_events_are_printed_as_json_until_a_signal_comes(listen, number):
    listening = listen("--json", "--answer", 10150, "--text", "no")
    for _ in range(2):
        status, answer = listening.post(query="&OptPlatform=RESTAPI")
        assert (status, json.loads(answer)["ErrorCode"], json.loads(answer)["ErrorInfo"]) == (200, 10150, "no")
    code, output = listening.end(number)
    first, second = [json.loads(line) for line in output.splitlines()]
    assert code == 0
    assert first.pop("time") <= second.pop("time")
    assert first == {
        "command": "Group.CallbackBeforeSendMsg", "query": {"SdkAppid": "1", "OptPlatform": "RESTAPI"}, "body": EVENT,
        "signature": "missing", "repeated": False, "status": 200,
    }
    assert second == {**first, "repeated": True}


def test_events_are_printed_for_people(listen):
    listening = listen()
    assert listening.post()[0] == 200
    _, output = listening.end(signal.SIGTERM)
    head, *body = output.splitlines()
    assert "Group.CallbackBeforeSendMsg  group harbour  app 1  signature missing  answered: OK" in head
    assert json.loads("".join(body)) == EVENT


def test_token_of_the_environment(listen):
    listening = listen("--json", QUN_WEBHOOKS_TOKEN="c0ffee")
    now = int(time.time())
    sign = hashlib.sha256(f"c0ffee{now}".encode()).hexdigest()
    assert listening.post(query=f"&Sign={sign}&RequestTime={now}")[0] == 200
    status, reason = listening.post(query=f"&Sign={'0' * 64}&RequestTime={now}")
    assert status == 401 and "another token" in reason
    assert listening.post()[0] == 401
    _, output = listening.end(signal.SIGTERM)
    assert [json.loads(line)["signature"] for line in output.splitlines()] == ["valid", "wrong", "missing"]
    assert "c0ffee" not in output


def test_events_over_tls(listen, server):
    folder = pathlib.Path(server.ready["ca"]).parent
    listening = listen("--tls-certificate", folder / "server.pem", "--tls-key", folder / "server-key.pem")
    assert listening.url.startswith("https://")
    assert listening.post(tls=ssl.create_default_context(cafile=server.ready["ca"]))[0] == 200


def test_it_ends_when_nobody_reads_any_more(listen):
    listening = listen()
    listening.process.stdout.close()
    assert listening.post()[0] == 200
    assert listening.process.wait(LIMIT_SECONDS) == 0


def test_reader_that_is_slow_holds_no_answer_up(listen):
    listening = listen("--json")
    event = {**EVENT, "Name": "x" * 1_000_000}
    for number in range(EVENTS):
        assert listening.post({**event, "EventTime": number})[0] == 200
    assert live_server.resident_bytes(listening.process.pid) < 200_000_000
    _, output = listening.end(signal.SIGTERM)
    lines = [json.loads(line) for line in output.splitlines()]
    (notice,) = [line for line in lines if "error" in line]
    omitted = int(re.match(r"(\d+) reports were left out", notice["error"])[1])
    assert len(lines) - 1 + omitted == EVENTS


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        (["--answer", "maybe"], "allow, refuse, drop, or a code"),
        (["--tls-key", "none.pem"], "belong together"),
        (["--tls-certificate", "none.pem", "--tls-key", "none.pem"], "none.pem"),
        (["--host", "192.0.2.1"], "this machine has no address 192.0.2.1 to listen at, port 9080; choose another with --host"),
    ],
)
def test_flags_that_cannot_be_used(flags, reason):
    finished = live_server.run_qun("webhooks", "listen", *flags)
    assert finished.returncode != 0
    assert reason in finished.stderr
