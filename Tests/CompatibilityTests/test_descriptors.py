"""Few files that the server may have open: what it does with the limit, and at the limit."""

import contextlib
import os
import pathlib
import re
import resource
import socket
import time
import urllib.parse

import pytest

import live_server

# Enough for the server itself on a machine with two cores, and for a good hundred connections.
FEW = 192
# What an idle server may spend in a second; one that spins spends all of it.
IDLE_SECONDS = 0.25


def open_files(pid):
    """The numbers of the files that a process has open."""
    return [int(name) for name in os.listdir(f"/proc/{pid}/fd")]


@contextlib.contextmanager
def idle_connections(server, count):
    """Opens connections that say nothing; yields their sockets."""
    address = urllib.parse.urlsplit(server.ready["http"])
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(socket.create_connection((address.hostname, address.port), timeout=20))
            for _ in range(count)
        ]


def is_closed(connection):
    """Whether the server has closed a connection on which nothing was said."""
    connection.settimeout(0.05)
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


def answered(server, timeout=20):
    """The status of a new connection's question for the server's health."""
    address = urllib.parse.urlsplit(server.ready["http"])
    with socket.create_connection((address.hostname, address.port), timeout=timeout) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return connection.recv(15)


def spent_in_a_second(server):
    """The processor time that the server takes while a second passes."""
    before = live_server.processor_seconds(server.process.pid)
    time.sleep(1)
    return live_server.processor_seconds(server.process.pid) - before


def test_the_limit_is_raised(tmp_path):
    with live_server.Server(tmp_path, open_files=(128, 4096)) as server:
        limits = pathlib.Path(f"/proc/{server.process.pid}/limits").read_text()
        assert re.search(r"Max open files +4096 +4096 ", limits)
        (held,) = server.log_entries("fewer connections than limits.connections, because the process may not have "
                                     "enough files open")
        assert held["connections"] < held["open_files"] == 4096
        assert held["needed"] > 10000


# with fewer than 8 the runtime of the language may trap before the program begins
@pytest.mark.parametrize("limit", [8, 20, 40])
def test_a_limit_that_is_too_small_is_refused_in_words(tmp_path, limit):
    with pytest.raises(live_server.StartFailed) as failure:
        with live_server.Server(tmp_path, open_files=(limit, limit)):
            pass
    assert failure.value.exit_code == 1
    needed = int(re.search(rf"may have {limit} files open at a time and needs at least (\d+)", failure.value.log)[1])
    assert "ulimit -n" in failure.value.log
    with live_server.Server(tmp_path, open_files=(needed, needed)) as server:
        assert answered(server) == b"HTTP/1.1 200 OK"
        with server.connect() as connection:
            connection.ok("account_import", {"UserID": "someone"})


def test_more_connections_than_files_are_closed_at_once(tmp_path):
    with live_server.Server(tmp_path, open_files=(FEW, FEW)) as server, server.connect() as before:
        before.ok("account_import", {"UserID": "early"})
        with idle_connections(server, FEW) as connections:
            closed = [connection for connection in connections if is_closed(connection)]
            assert FEW // 8 < len(closed) < FEW
            assert len(open_files(server.process.pid)) < FEW - 8
            assert spent_in_a_second(server) < IDLE_SECONDS
            before.ok("account_import", {"UserID": "late"})
            assert before.send("GET", "/ready")[0] == 200
        assert answered(server) == b"HTTP/1.1 200 OK"
        (line,) = server.log_entries("connections are refused")
        assert line["level"] == "warning"
        assert line["reason"] == "too many connections"


def test_a_connection_that_cannot_be_accepted_waits(tmp_path):
    with live_server.Server(tmp_path) as server, server.connect() as before:
        before.ok("account_import", {"UserID": "early"})
        pid = server.process.pid
        _, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        # as if something else had taken the rest
        few = max(open_files(pid)) + 5
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (few, hard))
        with idle_connections(server, 20):
            assert spent_in_a_second(server) < IDLE_SECONDS
            before.ok("account_import", {"UserID": "late"})
            with pytest.raises(TimeoutError):
                answered(server, timeout=0.5)
            (line,) = server.log_entries("connections cannot be accepted")
            assert line["level"] == "error"
            assert "Too many open files" in line["cause"]
        assert answered(server) == b"HTTP/1.1 200 OK"
        assert server.process.poll() is None
