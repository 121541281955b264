"""Starting, stopping and starting again; and the subcommands that need no server."""

import base64
import json
import os
import pathlib
import signal
import socket
import ssl
import subprocess
import time
import urllib.parse
import zlib

import pytest
from TLSSigAPIv2 import TLSSigAPIv2

import live_server
import postgres
from conftest import SDKAPPID, SECRET_KEY

OTHER_KEY = "5" * 64


@pytest.fixture
def own(tmp_path):
    """A server with a data folder of its own and an app that it made itself."""
    with live_server.Server(tmp_path / "data") as server:
        yield server


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(is_so, seconds=30):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def wait_for_health(port):
    """Returns at the first moment at which a server answers."""

    def answers():
        try:
            with live_server.Connection(f"http://127.0.0.1:{port}", 1, "a", "b", timeout=5) as connection:
                return connection.send("GET", "/health")[0] == 200
        except OSError:
            return False

    wait_until(answers)


def lock_is_free(data):
    """Whether the store of a data folder was closed; on PostgreSQL the folder has no lock."""
    return postgres.IS_CHOSEN or (data / "qun.lock").read_bytes() == b""


def assert_ended_in_order(server, exit_code):
    """A server that was told to end has closed its store, or was still so young that it had begun nothing."""
    if exit_code == 0:
        assert not (server.data / "qun.lock").exists() or lock_is_free(server.data)
    else:
        assert exit_code in (-signal.SIGTERM, -signal.SIGINT), server.log
        assert server.log == "" and (not server.data.exists() or lock_is_free(server.data))


def unpack(usersig):
    """The JSON document inside a UserSig."""
    packed = usersig.translate(str.maketrans("*-_", "+/="))
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def make_usersig(*flags, key=SECRET_KEY):
    made = live_server.run_qun("usersig", "make", "--sdkappid", SDKAPPID, "--secret-key", key, *flags)
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


def explain(usersig, *flags, key=SECRET_KEY):
    return live_server.run_qun("usersig", "explain", "--sdkappid", SDKAPPID, "--secret-key", key, *flags, usersig)


class TestServe:
    def test_ready_line(self, own):
        assert own.ready["event"] == "ready"
        assert own.ready["http"].startswith("http://127.0.0.1:")
        assert own.ready["https"].startswith("https://127.0.0.1:")
        assert own.ready["admin"] == "administrator"
        assert own.ready["version"] in live_server.run_qun("version").stdout
        assert unpack(own.ready["usersig"])["TLS.sdkappid"] == own.ready["sdkappid"]
        assert pathlib.Path(own.ready["ca"]).read_text().startswith("-----BEGIN CERTIFICATE-----")

    def test_health_and_ready(self, own):
        with own.connect() as connection:
            assert connection.send("GET", "/health")[0] == 200
            assert connection.send("GET", "/ready")[0] == 200

    def test_pasted_curl_works(self, own):
        printed = subprocess.run(["bash", "-c", own.ready["curl"]], capture_output=True, timeout=60)
        assert printed.returncode == 0, printed.stderr
        assert json.loads(printed.stdout)["ActionStatus"] == "OK"

    def test_secrets_are_not_logged(self, own):
        with own.connect() as connection:
            connection.ok("account_import", {"UserID": "someone"})
            connection.code("get_group_info", {})
        assert own.stop() == 0
        assert "account_import" in own.log
        assert own.ready["usersig"] not in own.log
        assert urllib.parse.quote(own.ready["usersig"], safe="") not in own.log

    def test_without_tls(self, tmp_path):
        with live_server.Server(tmp_path, "--no-tls") as server:
            assert not server.ready.get("https")
            with server.connect() as connection:
                connection.ok("account_import", {"UserID": "someone"})

    def test_start_to_first_answer(self, tmp_path, measured):
        begin = time.perf_counter()
        with live_server.Server(tmp_path) as server:
            with server.connect() as connection:
                connection.ok("account_import", {"UserID": "someone"})
            first = time.perf_counter() - begin
        begin = time.perf_counter()
        with live_server.Server(tmp_path) as server:
            with server.connect() as connection:
                connection.ok("account_check", {"CheckItem": [{"UserID": "someone"}]})
            again = time.perf_counter() - begin
        measured(f"start to first answer: {first:.3f} s on an empty folder, {again:.3f} s on a used one")


class TestStop:
    @pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
    def test_signal_ends_it_with_0(self, own, signal_number):
        with own.connect() as connection:
            connection.ok("account_import", {"UserID": "someone"})
            assert own.stop(signal_number) == 0

    def test_signal_right_after_the_ready_line_ends_it_with_0(self, tmp_path):
        for _ in range(5):
            server = live_server.Server(tmp_path).start()
            assert server.stop() == 0

    @pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
    def test_signal_at_any_moment_of_a_start_ends_it_in_order(self, tmp_path, signal_number):
        for milliseconds in range(0, 100, 2):
            server = live_server.Server(tmp_path / "data").launch()
            time.sleep(milliseconds / 1000)
            assert_ended_in_order(server, server.stop(signal_number))

    def test_signal_at_the_first_answer_ends_it_in_order(self, tmp_path):
        for _ in range(20):
            port = free_port()
            server = live_server.Server(tmp_path, "--port", port).launch()
            wait_for_health(port)
            assert server.stop() == 0
            assert lock_is_free(tmp_path)

    def test_signal_while_an_unclean_store_is_opened_ends_it_in_order(self, tmp_path):
        for milliseconds in range(0, 51, 5):
            killed = live_server.Server(tmp_path / "data").start()
            killed.kill()
            server = live_server.Server(tmp_path / "data").launch()
            time.sleep(milliseconds / 1000)
            exit_code = server.stop()
            assert exit_code == 0 or (exit_code == -signal.SIGTERM and server.log == "")

    def test_call_in_flight_at_the_first_answer_is_answered(self, tmp_path, signer):
        target = (
            f"/v4/im_open_login_svc/account_import?sdkappid={SDKAPPID}&identifier=administrator"
            f"&usersig={signer.gen_sig('administrator')}&random=1&contenttype=json"
        )
        body = b'{"UserID":"someone"}'
        head = f"POST {target} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
        for _ in range(5):
            port = free_port()
            flags = ("--port", port, "--sdkappid", SDKAPPID, "--secret-key", SECRET_KEY)
            server = live_server.Server(tmp_path, *flags).launch()
            wait_for_health(port)
            with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
                connection.sendall(head.encode())
                assert connection.recv(1024).startswith(b"HTTP/1.1 100 ")
                server.process.send_signal(signal.SIGTERM)
                connection.sendall(body)
                answer = b"".join(iter(lambda: connection.recv(65536), b""))
            assert answer.startswith(b"HTTP/1.1 200 ") and b'"ErrorCode":0' in answer
            assert server.process.wait(live_server.STOP_LIMIT_SECONDS) == 0
            assert lock_is_free(tmp_path)

    def test_second_signal_ends_it_at_once(self, own):
        port = urllib.parse.urlsplit(own.ready["http"]).port
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            head = b"POST /v4/openim/querystate HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n"
            # a request that does not end holds up the end of the server
            connection.sendall(head)
            own.process.send_signal(signal.SIGTERM)
            wait_until(lambda: '"stopping"' in own.log)
            begin = time.perf_counter()
            assert own.stop(signal.SIGTERM) == 128 + signal.SIGTERM
            assert time.perf_counter() - begin < 3
        with live_server.Server(own.data) as again, again.connect() as connection:
            connection.ok("account_import", {"UserID": "someone"})

    def test_nobody_has_to_read_what_it_says(self, tmp_path):
        port = free_port()
        reader, writer = os.pipe()
        os.close(reader)
        server = live_server.Server(tmp_path, "--port", port, "--log-level", "trace")
        server.launch(stdout=writer, stderr=writer)
        os.close(writer)
        wait_for_health(port)
        assert server.stop() == 0

    @pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
    def test_idle_connection_does_not_hold_it_up(self, own, secure):
        with own.connect(secure=secure) as connection:
            connection.ok("account_import", {"UserID": "someone"})
            begin = time.perf_counter()
            assert own.stop() == 0
            assert time.perf_counter() - begin < 3

    def test_ports_are_free_afterwards(self, own):
        with own.connect() as connection:
            connection.ok("account_import", {"UserID": "someone"})
        assert own.stop() == 0
        port = urllib.parse.urlsplit(own.ready["http"]).port
        with pytest.raises(ConnectionRefusedError):
            live_server.Connection(f"http://127.0.0.1:{port}", 1, "a", "b").send("GET", "/health")


class TestRestart:
    def test_data_app_key_and_ca_are_kept(self, own):
        value = [{"Key": "binary", "Value": "abc\u0000\u0001"}]
        with own.connect() as connection:
            connection.import_accounts(["first", "second"])
            body = {"Type": "Public", "Name": "Kept", "Owner_Account": "first", "AppDefinedData": value}
            group = connection.ok("create_group", body)["GroupId"]
            connection.ok("add_group_member", {"GroupId": group, "MemberList": [{"Member_Account": "second"}]})
            before = connection.group(group)
        ca = pathlib.Path(own.ready["ca"]).read_text()
        assert own.stop() == 0

        with live_server.Server(own.data) as again:
            assert again.ready["sdkappid"] == own.ready["sdkappid"]
            assert pathlib.Path(again.ready["ca"]).read_text() == ca
            with again.connect(usersig=own.ready["usersig"]) as connection:
                assert connection.group(group) == before
            trusted = ssl.create_default_context(cadata=ca)
            with live_server.Connection(
                again.ready["https"], again.ready["sdkappid"], "administrator", own.ready["usersig"], trusted
            ) as secure:
                assert secure.group(group) == before

    def test_secrets_in_the_data_folder_are_private(self, own):
        readable = [
            path.name
            for path in own.data.rglob("*")
            if path.is_file() and path != pathlib.Path(own.ready["ca"]) and path.stat().st_mode & 0o004
        ]
        assert readable == [] or not own.data.stat().st_mode & 0o001


class TestAccessOfOthers:
    @pytest.mark.sqlite
    def test_secrets_that_others_may_read_are_named_until_they_may_not(self, tmp_path):
        configuration = tmp_path / "qun.json"
        configuration.write_text(json.dumps({"apps": {SDKAPPID: {"secretKey": SECRET_KEY}}}))
        data = tmp_path / "data"
        with live_server.Server(data, "--config", configuration) as server:
            assert server.stop() == 0
        opened = {data: 0o755, data / "qun.sqlite": 0o666, data / "tls" / "ca-key.pem": 0o604, configuration: 0o644}
        for path, mode in opened.items():
            path.chmod(mode)

        with live_server.Server(data, "--config", configuration) as server:
            assert server.stop() == 0
            warnings = [line for line in map(json.loads, server.log.splitlines()) if line["level"] == "warning"]
        assert {line["path"]: int(line["mode"], 8) for line in warnings} == {str(path): mode for path, mode in opened.items()}
        assert all(line["message"].startswith("others may read") for line in warnings)

        for line in warnings:
            subprocess.run(line["remedy"].split(), check=True)
        with live_server.Server(data, "--config", configuration) as server:
            assert server.stop() == 0
            assert '"warning"' not in server.log

    def test_a_link_in_the_data_folder_is_not_written_through(self, tmp_path):
        data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
        for folder in (data, elsewhere):
            folder.mkdir(mode=0o700)
        (elsewhere / "precious").write_text("precious")
        (data / "app.json.new").symlink_to(elsewhere / "precious")
        (data / "tls").symlink_to(elsewhere)
        with pytest.raises(live_server.StartFailed) as failure:
            with live_server.Server(data):
                pass
        assert str(data / "tls") in failure.value.log
        with live_server.Server(data, "--no-tls") as server:
            assert server.stop() == 0
        assert [path.read_text() for path in elsewhere.iterdir()] == ["precious"]


class TestSecondProcess:
    @pytest.mark.sqlite
    def test_same_data_folder_is_refused(self, own):
        with pytest.raises(live_server.StartFailed) as failure:
            with live_server.Server(own.data):
                pass
        assert failure.value.exit_code not in (0, None)
        assert str(own.data) in failure.value.log
        with own.connect() as connection:
            connection.ok("account_import", {"UserID": "still-here"})

    def test_same_port_is_refused(self, own, tmp_path):
        port = urllib.parse.urlsplit(own.ready["http"]).port
        with pytest.raises(live_server.StartFailed) as failure:
            with live_server.Server(tmp_path / "other", "--port", port):
                pass
        assert failure.value.exit_code not in (0, None)
        assert str(port) in failure.value.log


class TestConfigurationFile:
    def test_apps_see_nothing_of_each_other(self, tmp_path):
        apps = {
            1400001111: {"secretKey": SECRET_KEY},
            1400002222: {"secretKey": OTHER_KEY, "admin": ["root_admin", "backend"], "fieldProfile": "current"},
        }
        configuration = tmp_path / "qun.json"
        configuration.write_text(json.dumps({"apps": apps}))
        with live_server.Server(tmp_path / "data", "--config", configuration) as server:
            first, second = (
                live_server.Connection(
                    server.ready["http"], number, admin, TLSSigAPIv2(number, apps[number]["secretKey"]).gen_sig(admin)
                )
                for number, admin in ((1400001111, "administrator"), (1400002222, "backend"))
            )
            with first, second:
                first.ok("account_import", {"UserID": "someone"})
                first.ok("create_group", {"GroupId": "shared-name", "Type": "Public", "Name": "Of the first"})
                (seen,) = second.ok("get_group_info", {"GroupIdList": ["shared-name"]})["GroupInfo"]
                assert seen["ErrorCode"] == 10010
                second.ok("create_group", {"GroupId": "shared-name", "Type": "Public", "Name": "Of the second"})
                assert second.code("create_group", {"Type": "Public", "Name": "x", "Owner_Account": "someone"}) == 10019
                assert first.group("shared-name")["Name"] == "Of the first"
                other = second.group("shared-name")
                assert (other["Name"], other["Appid"], other["InfoSeq"]) == ("Of the second", 1400002222, 0)
                assert other["InviteJoinOption"] == "DisableInvite"


class TestUserSig:
    def test_make_is_what_the_vendor_makes(self, monkeypatch):
        monkeypatch.setattr("TLSSigAPIv2.time.time", lambda: 1735700000)
        theirs = unpack(TLSSigAPIv2(SDKAPPID, SECRET_KEY).gen_sig("root_admin", 604800))
        flags = ("--identifier", "root_admin", "--expire", 604800, "--time", 1735700000)
        assert unpack(make_usersig(*flags)) == theirs
        assert theirs["TLS.sig"] == "ZduONjTarER/XWJAxBRyKcmlCsjXq7jTBZwWctY2LFw="

    def test_made_ones_are_accepted(self, server):
        with server.connect(usersig=make_usersig()) as connection:
            connection.ok("account_import", {"UserID": "someone"})

    @pytest.mark.parametrize("expire", [60, 86400, 50 * 365 * 86400])
    def test_vendor_ones_are_accepted(self, server, signer, expire):
        with server.connect(usersig=signer.gen_sig("administrator", expire)) as connection:
            connection.ok("account_import", {"UserID": "someone"})

    def test_vendor_ones_with_a_userbuf_are_accepted(self, server, signer):
        usersig = signer.gen_sig_with_userbuf("administrator", 3600, b"\x00\x01room")
        with server.connect(usersig=usersig) as connection:
            connection.ok("account_import", {"UserID": "someone"})

    def test_explain_accepts_what_the_vendor_made(self, signer):
        for usersig in (signer.gen_sig("administrator"), make_usersig()):
            explained = explain(usersig)
            assert explained.returncode == 0, explained.stdout + explained.stderr
            assert "administrator" in explained.stdout

    def test_explain_tells_why_not(self, signer):
        good = signer.gen_sig("administrator")
        refused = {
            "70001": explain(make_usersig("--time", 1735700000, "--expire", 60)),
            "70003": explain("not-a-usersig"),
            "70009": explain(good, key=OTHER_KEY),
            "70013": explain(good, "--identifier", "someone-else"),
            "70014": live_server.run_qun(
                "usersig", "explain", "--sdkappid", SDKAPPID + 1, "--secret-key", SECRET_KEY, good
            ),
        }
        for code, explained in refused.items():
            assert explained.returncode != 0
            assert code in explained.stdout + explained.stderr

    @pytest.mark.parametrize(
        ("code", "identifier", "make"),
        [
            (70001, "administrator", lambda signer: make_usersig("--time", 1735700000, "--expire", 60)),
            (70002, "administrator", lambda signer: ""),
            (70003, "administrator", lambda signer: "not-a-usersig"),
            (70009, "administrator", lambda signer: TLSSigAPIv2(SDKAPPID, OTHER_KEY).gen_sig("administrator")),
            (70013, "administrator", lambda signer: signer.gen_sig("someone-else")),
            (70014, "administrator", lambda signer: TLSSigAPIv2(SDKAPPID + 1, SECRET_KEY).gen_sig("administrator")),
            (60010, "someone-else", lambda signer: signer.gen_sig("someone-else")),
        ],
    )
    def test_server_refuses(self, server, signer, code, identifier, make):
        usersig = make(signer)
        connection = live_server.Connection(server.ready["http"], SDKAPPID, identifier, usersig)
        with connection:
            assert connection.code("account_check", {"CheckItem": [{"UserID": "someone"}]}) == code
