"""An app that is exported and imported, by the executable, beside servers."""

import json

import live_server
import postgres
from control_port import AppControl


def place(data):
    """The flags that say where the store of a data folder is."""
    return ["--store", postgres.server().address(data), "--data", data] if postgres.IS_CHOSEN else ["--data", data]


def test_an_app_moves_to_another_server(tmp_path):
    configuration = tmp_path / "qun.json"
    configuration.write_text(json.dumps({"messages": {"tips": True}}))
    app = ["--sdkappid", "1400000005", "--secret-key", "key", "--config", configuration]
    file = tmp_path / "app.jsonl"
    with live_server.Server(tmp_path / "first", *app, "--auto-import-accounts") as server, server.connect() as api:
        api.ok("create_group", {"GroupId": "club", "Type": "Public", "Name": "群", "Owner_Account": "anna"})
        for number in range(3):
            body = [{"MsgType": "TIMTextElem", "MsgContent": {"Text": f"message {number}"}}]
            api.ok("send_group_msg", {"GroupId": "club", "Random": number, "From_Account": "anna", "MsgBody": body})
        # what the server says in a history, and what a room does not keep
        api.ok("modify_group_base_info", {"GroupId": "club", "Name": "群 2"})
        api.ok("send_group_system_notification", {"GroupId": "club", "Content": "soon closed"})
        api.ok("create_group", {"GroupId": "live", "Type": "AVChatRoom", "Name": "live", "Owner_Account": "anna"})
        api.ok("send_group_msg", {"GroupId": "live", "Random": 1, "From_Account": "anna", "MsgBody": body})
        group, history, room = api.group("club"), api.history("club"), api.group("live")
        assert any(entry.get("IsSystemMsg") for entry in history)
        exported = live_server.run_qun("export", *place(tmp_path / "first"), "--app", "1400000005", "--output", file)
        assert exported.returncode == 0, exported.stderr
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert lines[0]["SdkAppid"] == 1400000005
    assert lines[-1]["Counts"]["message"] >= 5
    imported = ["import", *place(tmp_path / "second"), "--app", "1400000006", "--input"]
    with live_server.Server(tmp_path / "second", "--sdkappid", "1400000006", "--secret-key", "key"):
        pass
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(file.read_bytes()[:-100])
    refused = live_server.run_qun(*imported, broken)
    assert refused.returncode != 0 and "cut off" in refused.stderr
    taken = live_server.run_qun(*imported, file)
    assert taken.returncode == 0, taken.stderr
    with live_server.Server(tmp_path / "second", "--sdkappid", "1400000006", "--secret-key", "key") as server:
        with server.connect() as api:
            assert api.group("club") == {**group, "Appid": 1400000006}
            assert api.history("club") == history
            assert api.group("live") == {**room, "Appid": 1400000006}
            assert AppControl(server).ok("GET", "/groups")["total"] == 2
        again = live_server.run_qun("export", *place(tmp_path / "second"), "--app", "1400000006")
        assert again.stdout.splitlines()[1:-1] == file.read_text().splitlines()[1:-1]
