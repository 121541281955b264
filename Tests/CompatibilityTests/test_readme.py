"""The lines about webhooks of both READMEs, as a user pastes them."""

import contextlib
import os
import pathlib
import socket
import subprocess

import pytest

import live_server

PROJECT = pathlib.Path(__file__).resolve().parents[2]


def block(readme, line):
    """The block of code that has a line."""
    blocks = (PROJECT / readme).read_text().split("```sh\n")[1:]
    return next(text for text in (block.split("```")[0] for block in blocks) if line in text)


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [listener.getsockname()[1] for listener in sockets]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_webhooks_in_five_lines(readme, tmp_path):
    lines = block(readme, "webhooks listen &")
    server, receiver = free_ports(2)
    # the folder and the ports of the machine that reads it are its own
    script = (
        lines.replace(".build/release/qun", str(live_server.BINARY))
        .replace("webhooks listen", f"webhooks listen --port {receiver}")
        .replace("serve --demo", f"serve --demo --no-tls --port {server} --data {tmp_path / 'data'}")
        .replace("127.0.0.1:9080", f"127.0.0.1:{receiver}")
        .replace("127.0.0.1:8080", f"127.0.0.1:{server}")
        .replace("kill %2", "sleep 1; kill %2")
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QUN_")}
    ran = subprocess.run(
        ["bash", "-c", f"set -m\n{script}\nwait"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60
    )
    assert '"ActionStatus":"OK"' in ran.stdout, ran.stdout + ran.stderr
    assert "Group.CallbackBeforeSendMsg" in ran.stdout
    assert "Group.CallbackAfterSendMsg" in ran.stdout
    assert "told" in ran.stdout
