"""The lines of docs/testing.md, pasted as they stand."""

import json
import re
import subprocess
import sys

import live_server
from control_port import ROOT, ask

PAGE = live_server.PROJECT / "docs" / "testing.md"

# What somebody writes below the lines: a client of the app, set up with what the fixture yields.
TESTS = """
from TLSSigAPIv2 import TLSSigAPIv2

def call(app, command, body):
    sig = TLSSigAPIv2(app["sdkappid"], app["secretKey"]).gen_sig(app["admins"][0])
    query = f"sdkappid={app['sdkappid']}&identifier={app['admins'][0]}&usersig={sig}&random=1&contenttype=json"
    request = urllib.request.Request(f"API_ADDRESS/v4/group_open_http_svc/{command}?{query}", json.dumps(body).encode(), method="POST")
    return json.load(urllib.request.urlopen(request))

@pytest.mark.parametrize("round", range(3))
def test_an_app_of_its_own(app, round):
    assert call(app, "get_appid_group_list", {})["TotalCount"] == 0
    assert call(app, "create_group", {"Type": "Public", "Name": "n", "GroupId": "g"})["ErrorCode"] == 0
    control("PUT", f"/apps/{app['sdkappid']}/clock", {"advance": 3600})
    control("POST", f"/apps/{app['sdkappid']}/reset")
    assert call(app, "get_appid_group_list", {})["TotalCount"] == 0
"""


def blocks(language):
    """The blocks of the page in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(), re.DOTALL)


def test_the_lines_of_pytest(tmp_path):
    (lines,) = blocks("python")
    with live_server.Server(tmp_path / "data", "--dev", "--auto-import-accounts") as server:
        assert "http://127.0.0.1:8081" in lines
        file = tmp_path / "test_pasted.py"
        pasted = lines.replace("http://127.0.0.1:8081", server.ready["control"])
        file.write_text(pasted + TESTS.replace("API_ADDRESS", server.ready["http"]))
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(file)]
        finished = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path)
        assert finished.returncode == 0, finished.stdout
        assert "3 passed" in finished.stdout
        # each has taken its app away again
        assert [app["origin"] for app in ask(server, f"{ROOT}/apps").json["apps"]] == ["generated"]


def test_the_line_of_a_seed_and_what_stands_around_it_on_a_command_line(tmp_path):
    seed = tmp_path / "world.jsonl"
    (line,) = [line for block in blocks("json") for line in block.splitlines()]
    seed.write_text(line + "\n")
    with live_server.Server(tmp_path / "data", "--dev", "--auto-import-accounts") as server, server.connect() as api:
        for shell in blocks("sh")[1:]:
            for text in shell.splitlines():
                command = text.partition("#")[0].split()
                if command[:1] != ["qun"] or command[1] == "fault":
                    continue
                arguments = [word for word in command[1:] if not word.startswith("--sdkappid") and word != "1616126241"]
                arguments = [str(seed) if word == "world.jsonl" else word for word in arguments]
                finished = live_server.run_qun(*arguments, "--control", server.ready["control"])
                assert finished.returncode == 0, (text, finished.stderr)
        assert api.group("club")["Name"] == json.loads(line)["body"]["Name"]
