"""What the program says at its start and of a command line that is wrong, and what it leaves behind."""

import json
import os
import pathlib
import pty
import socket
import stat
import subprocess

import pytest

import live_server
from conftest import SDKAPPID, SECRET_KEY

USAGE, SETTINGS = 64, 78


def refused_start(*arguments, environment=None):
    """A `qun serve` that ends by itself, with its texts."""
    return subprocess.run(
        [str(live_server.BINARY), "serve", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        env={**live_server.environment_of_server(), **(environment or {})},
    )


def temporary_files(monkeypatch, tmp_path):
    """Has servers put their temporary files into a folder, which it returns."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


class TestReadyLine:
    def test_it_tells_of_all_apps_the_process_the_data_and_the_control_port(self, tmp_path):
        configuration = tmp_path / "qun.json"
        configuration.write_text(json.dumps({"apps": {"5": {"secretKey": "a"}, "7": {"secretKey": "b"}}}))
        with live_server.Server(tmp_path / "data", "--config", configuration) as server:
            assert server.ready["apps"] == [5, 7]
            assert server.ready["sdkappid"] == 5
            assert server.ready["pid"] == server.pid
            assert server.ready["data"] == str(tmp_path / "data")
            assert server.ready["control"].startswith("http://127.0.0.1:")

    @pytest.mark.sqlite
    def test_a_terminal_gets_a_banner(self, tmp_path):
        terminal, theirs = pty.openpty()
        server = live_server.Server(tmp_path / "data").launch(stdout=theirs)
        os.close(theirs)
        banner = b""
        while b"curl '" not in banner:
            banner += os.read(terminal, 65536)
        assert server.stop() == 0
        os.close(terminal)
        text = banner.decode()
        app = json.loads((tmp_path / "data" / "app.json").read_text())["sdkappid"]
        assert f"app        {app}, made for this data folder; admin administrator" in text
        assert "/console/" in text
        assert "valid for 24 hours, until 2" in text
        assert f"data       {tmp_path / 'data'}" in text


class TestReadyFile:
    def test_it_has_the_line_while_the_server_takes_calls(self, tmp_path):
        file = tmp_path / "ready.json"
        with live_server.Server(tmp_path / "data", "--ready-file", file) as server:
            assert json.loads(file.read_text()) == server.ready
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            assert server.stop() == 0
            assert not file.exists()

    def test_one_that_a_killed_server_left_is_replaced(self, tmp_path):
        file = tmp_path / "ready.json"
        with live_server.Server(tmp_path / "data", "--ready-file", file) as server:
            server.kill()
        assert file.exists()
        with live_server.Server(tmp_path / "data", "--ready-file", file) as server:
            assert json.loads(file.read_text())["pid"] == server.pid

    def test_another_file_is_not_overwritten(self, tmp_path):
        file = tmp_path / "ready.json"
        file.write_text("precious")
        finished = refused_start("--data", tmp_path / "data", "--port", 0, "--ready-file", file)
        assert finished.returncode == 1
        assert "written by no server" in finished.stderr
        assert file.read_text() == "precious"
        assert not (tmp_path / "data").exists()


@pytest.mark.sqlite
class TestEphemeral:
    def test_the_folder_goes_at_the_end(self, tmp_path, monkeypatch):
        temporary = temporary_files(monkeypatch, tmp_path)
        with live_server.Server(None, "--ephemeral") as server:
            data = pathlib.Path(server.ready["data"])
            assert data.parent == temporary
            assert stat.S_IMODE(data.stat().st_mode) == 0o700
            with server.connect() as connection:
                connection.ok("account_import", {"UserID": "someone"})
            assert server.stop() == 0
        assert list(temporary.iterdir()) == []

    def test_the_folder_goes_after_an_error_at_the_start(self, tmp_path, monkeypatch):
        temporary = temporary_files(monkeypatch, tmp_path)
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            finished = refused_start("--ephemeral", "--port", port, "--tls-port", 0, "--control-port", 0)
        assert finished.returncode == 1
        assert f"port {port} at 127.0.0.1 is in use" in finished.stderr
        assert list(temporary.iterdir()) == []

    def test_another_place_of_the_data_is_refused(self, tmp_path):
        for other in (["--data", tmp_path], ["--store", "postgres://127.0.0.1/none"]):
            finished = refused_start("--ephemeral", *other)
            assert finished.returncode == SETTINGS
            assert "ephemeral and" in finished.stderr


class TestPortInUse:
    @pytest.mark.parametrize("setting", ["--port", "--tls-port", "--control-port"])
    def test_the_port_and_its_setting_are_named(self, tmp_path, setting):
        ports = {"--port": 0, "--tls-port": 0, "--control-port": 0}
        with socket.create_server(("127.0.0.1", 0)) as other:
            ports[setting] = other.getsockname()[1]
            flags = [text for pair in ports.items() for text in pair]
            with pytest.raises(live_server.StartFailed) as failure:
                with live_server.Server(tmp_path, *flags):
                    pass
        assert failure.value.exit_code == 1
        assert f"port {ports[setting]} at 127.0.0.1 is in use" in failure.value.log
        assert f"choose another port with {setting} " in failure.value.log


@pytest.mark.sqlite
class TestDataFolder:
    def refusal(self, data, **options):
        finished = refused_start("--data", data, "--port", 0, "--tls-port", 0, "--control-port", 0, **options)
        assert finished.returncode == 1
        return finished.stderr

    def test_a_file_in_its_place(self, tmp_path):
        (tmp_path / "file").write_text("precious")
        for data in (tmp_path / "file", tmp_path / "file" / "data"):
            assert f"{tmp_path / 'file'} is a file, and no folder" in self.refusal(data)

    def test_a_place_where_none_can_be_made(self):
        assert "/proc/qun-data cannot be made" in self.refusal("/proc/qun-data")


class TestWrongCommandLine:
    @pytest.mark.parametrize(
        ("arguments", "suggestion"),
        [
            (["srve"], "Did you mean 'serve'?"),
            (["usersig", "mkae"], "Did you mean 'make'?"),
            (["serve", "--prot", "1"], "Did you mean '--port'?"),
        ],
    )
    def test_a_slip_has_a_suggestion(self, arguments, suggestion):
        finished = live_server.run_qun(*arguments)
        assert finished.returncode == USAGE
        assert suggestion in finished.stderr

    def test_wrong_settings_have_an_exit_code_of_their_own(self, tmp_path):
        configuration = tmp_path / "qun.json"
        configuration.write_text('{\n  "prot": 80,\n  "apps": {"5": {}}\n}')
        finished = refused_start("--config", configuration, "--port", 70000)
        assert finished.returncode == SETTINGS
        assert f"prot in the file {configuration} (line 2, column 3) is not a setting; did you mean port?" in finished.stderr
        assert "port in the flags must be from 0 to 65535" in finished.stderr
        assert "apps.5 needs a secretKey" in finished.stderr


class TestConfig:
    def test_check_says_ok_and_changes_nothing(self, tmp_path):
        finished = live_server.run_qun("config", "check", "--data", tmp_path / "data", "--port", 9)
        assert (finished.returncode, finished.stderr) == (0, "")
        assert finished.stdout == "OK: 2 settings are given; the first start makes an app\n"
        assert list(tmp_path.iterdir()) == []

    def test_check_says_all_that_is_wrong(self, tmp_path):
        seed = tmp_path / "seed"
        seed.write_text("nothing")
        finished = live_server.run_qun("config", "check", "--seed", seed, "--host", "0.0.0.0", "--demo", "--no-control")
        assert finished.returncode == SETTINGS
        assert "the demo app's key is known to everybody" in finished.stderr
        assert f"{seed}, line 1" in finished.stderr

    def test_check_agrees_with_serve_beside_a_server(self, tmp_path):
        configuration = tmp_path / "qun.json"
        configuration.write_text(json.dumps({"apps": {SDKAPPID: {"secretKey": SECRET_KEY}}}))
        configuration.chmod(0o600)
        flags = ["--config", configuration]
        with live_server.Server(tmp_path / "data", *flags):
            finished = live_server.run_qun("config", "check", "--data", tmp_path / "data", *flags)
        assert (finished.returncode, finished.stderr) == (0, "")
        assert f"the app is {SDKAPPID}" in finished.stdout

    def test_show_has_each_value_with_its_source_and_no_secret(self, tmp_path):
        configuration = tmp_path / "qun.json"
        configuration.write_text(json.dumps({"host": "::1", "apps": {SDKAPPID: {"secretKey": SECRET_KEY}}}))
        flags = ["--config", configuration, "--port", "9", "--no-control"]
        finished = live_server.run_qun("config", "show", "--json", *flags)
        shown = {each["name"]: (each["value"], each["source"]) for each in json.loads(finished.stdout)["settings"]}
        assert shown["host"] == ("::1", f"file {configuration}")
        assert shown["port"] == ("9", "flags")
        assert shown["tlsPort"] == ("8443", "default")
        assert shown[f"apps.{SDKAPPID}.secretKey"] == ("(set)", f"file {configuration}")
        table = live_server.run_qun("config", "show", *flags).stdout
        assert len(table.splitlines()) == len(shown)
        assert SECRET_KEY not in finished.stdout + table


class TestKeyFile:
    def test_a_server_takes_its_key_from_a_file(self, tmp_path, signer):
        key = tmp_path / "key"
        key.write_text(SECRET_KEY + "\n")
        key.chmod(0o644)
        with live_server.Server(tmp_path / "data", "--sdkappid", SDKAPPID, "--secret-key-file", key) as server:
            with server.connect(usersig=signer.gen_sig("administrator")) as connection:
                connection.ok("account_import", {"UserID": "someone"})
            assert server.stop() == 0
            (warning,) = [line for line in server.log_entries("others may read what holds secrets") if line["path"] == str(key)]
            assert warning["remedy"] == f"chmod 600 {key}"

    def test_a_key_comes_from_standard_input(self):
        made = subprocess.run(
            [str(live_server.BINARY), "usersig", "make", "--sdkappid", str(SDKAPPID), "--secret-key-file", "-"],
            input=SECRET_KEY + "\n",
            capture_output=True,
            text=True,
            timeout=60,
            env=live_server.environment_of_server(),
        )
        assert made.returncode == 0, made.stderr
        flags = ["--sdkappid", SDKAPPID, "--secret-key", SECRET_KEY]
        assert live_server.run_qun("usersig", "explain", *flags, made.stdout.strip()).returncode == 0


class TestUserSigOfAFolder:
    def test_make_and_explain_take_the_app_of_the_data_folder(self, tmp_path):
        with live_server.Server(tmp_path / "data") as server:
            made = live_server.run_qun("usersig", "make", "--data", tmp_path / "data", "--expire", 15552000)
            assert "valid for 180 days, until " in made.stderr
            with server.connect(usersig=made.stdout.strip()) as connection:
                connection.ok("account_import", {"UserID": "someone"})
            for text in (made.stdout.strip(), server.ready["curl"]):
                explained = live_server.run_qun("usersig", "explain", "--data", tmp_path / "data", text)
                assert explained.returncode == 0, explained.stdout + explained.stderr
                assert "it is valid for " in explained.stdout

    def test_explain_reads_a_line_of_curl_from_standard_input(self, tmp_path):
        with live_server.Server(tmp_path / "data") as server:
            line = server.ready["curl"].replace("identifier=administrator", "identifier=somebody")
        explained = subprocess.run(
            [str(live_server.BINARY), "usersig", "explain", "--data", str(tmp_path / "data")],
            input=line,
            capture_output=True,
            text=True,
            timeout=60,
            env=live_server.environment_of_server(),
        )
        assert explained.returncode == 1
        assert 'the caller is "somebody"' in explained.stdout
        assert "refused with 70013" in explained.stdout

    def test_explain_speaks_in_dates(self, tmp_path):
        app = ["--sdkappid", SDKAPPID, "--secret-key", SECRET_KEY]
        made = live_server.run_qun("usersig", "make", *app, "--time", 1735700000, "--expire", 60)
        assert "it expired " in made.stderr
        explained = live_server.run_qun("usersig", "explain", *app, made.stdout.strip())
        assert explained.returncode == 1
        assert "made at 2025-01-01 02:53:20 UTC" in explained.stdout
        assert " ago, at 2025-01-01 02:54:20 UTC" in explained.stdout
