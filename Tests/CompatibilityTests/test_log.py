"""What clients send plays no tricks on whoever reads the log."""

import json
import os
import socket
import subprocess
import threading
import urllib.parse

import pytest

import live_server

TRICKS = "\x1b[2J\u202eevil\u2066\u200b\u2028\x9b31m\U000e0041\x7f\r\n"


@pytest.fixture
def tag():
    """A name that a refusal repeats."""
    return f"Tag_{TRICKS}"


def make_refused_call(server, tag):
    with server.connect() as connection:
        answer = connection.call("portrait_get", {"To_Account": ["administrator"], "TagList": [tag]})
    assert answer["ErrorCode"] != 0 and tag in answer["ErrorInfo"]


def is_harmless(text):
    return all(character.isprintable() or character == "\n" for character in text)


def test_in_lines_for_programs(tmp_path, tag):
    with live_server.Server(tmp_path) as server:
        make_refused_call(server, tag)
        assert server.stop() == 0
        assert is_harmless(server.log)
        (line,) = server.log_lines("portrait_get")
        assert tag in line["reason"]


def test_in_lines_for_people(tmp_path, tag, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    reader, terminal = os.openpty()
    shown = []

    def read():
        try:
            while data := os.read(reader, 65536):
                shown.append(data)
        except OSError:
            # the last writer has closed its end
            return

    watcher = threading.Thread(target=read, daemon=True)
    watcher.start()
    server = live_server.Server(tmp_path).launch(stderr=terminal)
    os.close(terminal)
    server.ready = json.loads(server.process.stdout.readline())
    make_refused_call(server, tag)
    assert server.stop() == 0
    server.process.stdout.close()
    watcher.join(20)
    os.close(reader)
    text = b"".join(shown).decode().replace("\r\n", "\n")
    assert is_harmless(text)
    (line,) = [line for line in text.splitlines() if "portrait_get" in line]
    assert " notice   call refused  profile/portrait_get " in line
    assert r"Tag_\u001b[2J\u202eevil\u2066\u200b\u2028\u009b31m\udb40\udc41\u007f\u000d\u000a" in line


def test_that_nobody_reads_holds_up_no_call(tmp_path):
    """100,000 calls fill the pipe and the buffer before it several times over."""
    server = live_server.Server(tmp_path).launch(stderr=subprocess.PIPE)
    try:
        server.ready = json.loads(server.process.stdout.readline())
        with server.connect() as connection:
            path = connection.path("get_group_info")
        call_many_times(server, path, b'{"GroupIdList":["nobody"]}', 100_000)
        read = []
        reader = threading.Thread(target=lambda: read.append(server.process.stderr.read()), daemon=True)
        reader.start()
        assert server.stop() == 0
        reader.join(20)
    finally:
        server.kill()
        server.process.stderr.close()
        server.process.stdout.close()
    lines = [json.loads(line) for line in read[0].splitlines()]
    assert sum(line.get("lines", 1) for line in lines) >= 100_000
    assert any("dropped" in line["message"] for line in lines)


def call_many_times(server, path, body, count):
    """Makes a call again and again on one connection, many requests at a time."""
    address = urllib.parse.urlsplit(server.ready["http"])
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with socket.create_connection((address.hostname, address.port), timeout=60) as connection:
        for _ in range(count // 100):
            connection.sendall((head + body) * 100)
            received = b""
            while received.count(b"HTTP/1.1 200 OK") < 100 or not received.endswith(b"}"):
                part = connection.recv(1 << 16)
                assert part
                received += part


# MARK: Form


def lines_on_a_terminal(folder, command, *flags):
    """The lines that a terminal shows about a command that is called once."""
    reader, terminal = os.openpty()
    server = live_server.Server(folder, *flags).launch(stderr=terminal)
    os.close(terminal)
    server.ready = json.loads(server.process.stdout.readline())
    with server.connect() as connection:
        connection.call(command, {})
    assert server.stop() == 0
    server.process.stdout.close()
    shown = b""
    try:
        while data := os.read(reader, 65536):
            shown += data
    except OSError:
        # the last writer has closed its end
        pass
    os.close(reader)
    return [line for line in shown.decode().splitlines() if command in line]


@pytest.mark.parametrize(
    ("environment", "flags", "begins"),
    [
        ({"TERM": "xterm"}, (), "\x1b[2m20"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, (), "20"),
        ({"TERM": "dumb"}, (), "20"),
        ({"TERM": "xterm"}, ("--log-format", "text"), "\x1b[2m20"),
        ({"TERM": "xterm"}, ("--log-format", "json"), '{"time":"20'),
    ],
)
def test_a_terminal_shows_a_line_for_a_call(tmp_path, monkeypatch, environment, flags, begins):
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    (line,) = lines_on_a_terminal(tmp_path, "get_appid_group_list", *flags)
    assert line.startswith(begins)
    assert ("\x1b" in line) == ("\x1b" in begins)


def test_text_where_programs_read(tmp_path):
    with live_server.Server(tmp_path, "--log-format", "text") as server:
        with server.connect() as connection:
            connection.call("get_group_info", {})
        assert server.stop() == 0
        (line,) = [line for line in server.log.splitlines() if "get_group_info" in line]
    assert " notice   call refused  group_open_http_svc/get_group_info " in line and is_harmless(line)


def test_the_journal_gets_levels(tmp_path, monkeypatch):
    """Whoever has `JOURNAL_STREAM` from its parent and another standard error writes no levels."""
    with open(tmp_path / "journal", "w+b") as journal, open(tmp_path / "other", "w+b") as other:
        status = os.fstat(journal.fileno())
        monkeypatch.setenv("JOURNAL_STREAM", f"{status.st_dev}:{status.st_ino}")
        for file, begins in ((journal, "<5>{"), (other, "{")):
            with live_server.Server(tmp_path / "data", stderr=file) as server:
                with server.connect() as connection:
                    connection.call("get_group_info", {})
                assert server.stop() == 0
            file.seek(0)
            lines = file.read().decode().splitlines()
            assert [line for line in lines if "get_group_info" in line][0].startswith(begins)
            assert all(line.startswith("<") == (file is journal) for line in lines)


# MARK: Calls


def test_a_header_names_the_line_of_a_request(tmp_path):
    settings = tmp_path / "settings.json"
    settings.write_text('{"requestIdHeader": "X-Request-Id"}')
    with live_server.Server(tmp_path / "data", "--config", settings) as server:
        told = []
        for _ in range(2):
            with server.connect() as connection:
                for path in (connection.path("get_appid_group_list"), "/nowhere"):
                    _, headers, _ = connection.send("POST", path, b"{}")
                    told.append(headers["X-Request-Id"])
        assert server.stop() == 0
        lines = [json.loads(line) for line in server.log.splitlines()]
        assert [line["request_id"] for line in lines if "request_id" in line] == told
    assert len(set(told)) == 4


def test_without_the_setting_no_header_names_it(tmp_path):
    with live_server.Server(tmp_path) as server, server.connect() as connection:
        _, headers, _ = connection.send("POST", connection.path("get_appid_group_list"), b"{}")
        assert not [name for name in headers if "request" in name.lower() and not name.startswith("Access")]
        (line,) = server.await_entries("call answered")
        assert line["request_id"].count("-") == 2


def test_refused_calls_keep_path_and_app(tmp_path):
    with live_server.Server(tmp_path) as server, server.connect() as connection:
        signature = connection._query["usersig"]
        for path in (
            "/v4/group_open_http_svc/creat_group?sdkappid=12", f"/v4/openim/{signature}?sdkappid=13",
            "/v4/group_open_http_svc/create_group?sdkappid=14&identifier=a&usersig=b", "/v5/x?sdkappid=15",
        ):
            connection.send("POST", path, b"{}")
        lines = server.await_entries("call refused", count=4)
        assert signature not in server.log
    assert [line.get("path", line["command"]) for line in lines] == [
        "/v4/group_open_http_svc/creat_group", "/v4/openim/…", "group_open_http_svc/create_group", "/v5/x"]
    assert [line["sdkappid"] for line in lines] == [12, 13, 14, 15]


def test_why_a_handshake_fails_is_told_once_a_minute(tmp_path):
    with live_server.Server(tmp_path) as server:
        address = urllib.parse.urlsplit(server.ready["https"])
        for _ in range(5):
            with socket.create_connection((address.hostname, address.port), timeout=60) as connection:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                while connection.recv(4096):
                    pass
        (line,) = server.await_entries("TLS handshake failed")
        assert server.stop() == 0
        assert len(server.log_entries("TLS handshake failed")) == 1
    assert line["reason"] == "the client speaks HTTP without TLS at the port for HTTPS"
    assert line["peer"] == "127.0.0.1"
