"""`qun ready` and `qun version`, as health checks and people ask them."""

import json
import re
import socket

import live_server


def ready(*arguments):
    return live_server.run_qun("ready", *arguments, "--seconds", "20")


def test_a_server_that_serves_is_ready(server):
    answer = ready("--url", server.ready["http"])
    assert (answer.returncode, answer.stdout) == (0, "ready\n")


def test_a_port_without_a_server_is_not(tmp_path):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        answer = ready("--port", str(unused.getsockname()[1]))
    assert answer.returncode == 1
    assert "no server answers at http://127.0.0.1:" in answer.stderr


def test_a_server_of_another_kind_is_not(server):
    answer = ready("--url", server.ready["http"] + "/v4")
    assert answer.returncode == 1
    assert "is no server of this kind; is it the base address?" in answer.stderr


def test_the_version_names_the_libraries():
    text = live_server.run_qun("version").stdout
    told = json.loads(live_server.run_qun("version", "--json").stdout)
    assert list(told) == ["version", "commit", "swift", "sqlite", "libpq", "openssl"]
    assert text.startswith(f"qun {told['version']}\n")
    assert re.fullmatch(r"unknown|[0-9a-f]{12}(-dirty)?", told["commit"])
    for library in "sqlite", "libpq", "openssl":
        assert re.fullmatch(r"\d+\.\d+(\.\d+)?\S*", told[library]), told
        assert told[library] in text
