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


def test_in_lines_for_people(tmp_path, tag):
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
    assert " notice call refused " in line
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
