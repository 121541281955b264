"""What a running server does when it is sent a signal, and what it tells its service manager."""

import contextlib
import fcntl
import json
import os
import signal
import ssl
import subprocess
import termios
import threading
import time

import pytest
from TLSSigAPIv2 import TLSSigAPIv2

import live_server
from control_port import AppControl, ask, create_app
from service_manager import Authority, ServiceManager, subject

READ = "the configuration was read again"
KEPT = "the configuration cannot be read again, and the server goes on with the one that it has"
ONE, TWO = 1400000001, 1400000002
KEYS = {ONE: "the key of the first app", TWO: "the key of the second app"}


class Reloading:
    """A server with a configuration file, which is changed while it runs."""

    def __init__(self, folder, *flags):
        self.file = folder / "settings.json"
        self.flags = flags
        self.data = folder / "data"
        self.server = None

    def write(self, apps, **settings):
        apps = {str(number): {"secretKey": KEYS[number], **app} for number, app in apps.items()}
        self.file.write_text(json.dumps({"apps": apps, **settings}))

    def reload(self, message=READ):
        """Sends SIGHUP; returns the line of the log that says what has become of it."""
        count = len(self.entries())
        self.server.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + 60
        while len(entries := self.entries()) == count:
            assert time.monotonic() < deadline, self.server.log
            time.sleep(0.01)
        assert entries[-1]["message"].startswith(message), entries[-1]
        return entries[-1]

    def entries(self):
        lines = [json.loads(line) for line in self.server.log_text_lines() if line.startswith("{")]
        return [line for line in lines if line["message"].startswith((READ, KEPT))]

    def connect(self, number=ONE, identifier="administrator", key=None):
        usersig = TLSSigAPIv2(number, key or KEYS[number]).gen_sig(identifier)
        return live_server.Connection(self.server.ready["http"], number, identifier, usersig)

    def code(self, *arguments, **named):
        with self.connect(*arguments, **named) as connection:
            return connection.code("get_appid_group_list", {})

    def __enter__(self):
        self.server = live_server.Server(self.data, "--config", self.file, *self.flags).start()
        return self

    def __exit__(self, *_):
        assert self.server.stop() == 0
        self.server.process.stdout.close()
        assert not [key for key in KEYS.values() if key in self.server.log]


@pytest.fixture
def world(tmp_path):
    world = Reloading(tmp_path)
    world.write({ONE: {}})
    with world:
        yield world


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


# MARK: SIGHUP


def test_apps_come_change_and_go(world):
    with world.connect() as kept:
        kept.ok("create_group", {"GroupId": "club", "Type": "Public", "Name": "n"})
        assert world.code(TWO) == 70020
        world.write({ONE: {"admin": ["administrator", "deputy"]}, TWO: {"strict": True}})
        line = world.reload()
        assert (line["apps_added"], line["apps_changed"]) == ([str(TWO)], [str(ONE)])
        assert line["settings"] == [f"apps.{ONE}.admin", f"apps.{TWO}.secretKey", f"apps.{TWO}.strict"]
        assert line["level"] == "notice"
        assert (world.code(TWO), world.code(ONE, "deputy")) == (0, 0)
        world.write({TWO: {}})
        assert world.reload()["apps_removed"] == [str(ONE)]
        assert (world.code(ONE), kept.code("get_appid_group_list", {}), world.code(TWO)) == (70020, 70020, 0)
        world.write({ONE: {}, TWO: {}})
        world.reload()
        assert kept.group("club")["Name"] == "n"


def test_an_administrator_and_a_key_that_are_gone_let_nobody_in(world):
    world.write({ONE: {"admin": ["administrator", "deputy"]}})
    world.reload()
    with world.connect(identifier="deputy") as deputy, world.connect() as administrator:
        assert deputy.code("get_appid_group_list", {}) == 0
        world.write({ONE: {"secretKey": KEYS[TWO]}})
        world.reload()
        assert administrator.code("get_appid_group_list", {}) == 70009
        assert world.code(key=KEYS[TWO]) == 0
        world.write({ONE: {}})
        world.reload()
        assert administrator.code("get_appid_group_list", {}) == 0
        assert deputy.code("get_appid_group_list", {}) == 60010


def test_limits_count_for_connections_that_begin_then(world):
    body = {"GroupIdList": ["x" * 2000]}
    with world.connect() as old:
        assert old.code("get_group_info", body) != 60008
        world.write({ONE: {}}, limits={"bodyBytes": 1024})
        assert world.reload()["settings"] == ["limits.bodyBytes"]
        assert old.code("get_group_info", body) != 60008
        with world.connect() as new:
            assert new.code("get_group_info", body) == 60008


def test_what_waits_for_a_start_is_named(world):
    world.write({ONE: {"webhooks": {"url": "http://127.0.0.1:9"}}, TWO: {"webhooks": {"url": "http://127.0.0.1:9"}}},
                recordBodies=True, readCacheBytes=0)
    line = world.reload()
    assert line["at_next_start"] == [
        f"apps.{ONE}.webhooks.url", f"apps.{TWO}.webhooks.url", "readCacheBytes", "recordBodies"]
    assert line["apps_at_next_start"] == [str(ONE), str(TWO)]
    assert (world.code(ONE), world.code(TWO)) == (0, 70020)


@pytest.mark.parametrize("text", ["{", '{"prot": 1}', '{"apps": {"1": {}}, "limits": {"bodyBytes": 1}}', "[]"])
def test_a_wrong_configuration_changes_nothing(world, text):
    world.file.write_text(text)
    line = world.reload(KEPT)
    assert line["level"] == "error" and line["error"]
    assert world.code() == 0
    world.write({ONE: {}})
    assert world.reload()["message"] == READ + ", and nothing has changed"


def test_what_the_control_port_has_made_and_changed_stays(tmp_path):
    world = Reloading(tmp_path, "--dev")
    world.write({ONE: {}, TWO: {}})
    with world:
        made, _ = create_app(world.server, sdkappid=77, secretKey="my own key")
        for number in (ONE, TWO):
            AppControl(world.server, number).ok("PATCH", "", {"disabled": True})
        AppControl(world.server, TWO).clock(now=1_600_000_000)
        world.write({ONE: {}, TWO: {"legacyNames": True}})
        assert world.reload()["apps_changed"] == [str(TWO)]
        assert (world.code(ONE), world.code(TWO), world.code(77, key="my own key")) == (60016, 0, 0)
        assert AppControl(world.server, TWO).ok("GET", "/clock")["now"] < 1_600_010_000
        origins = {app["sdkappid"]: app["origin"] for app in ask(world.server, "/control/v1/apps").json["apps"]}
        assert origins == {ONE: "configured", TWO: "configured", 77: "created"}
        made.ok("DELETE")


def test_settings_at_the_top_count_for_apps_that_were_made(tmp_path):
    world = Reloading(tmp_path)
    world.write({ONE: {}})
    with world:
        create_app(world.server, sdkappid=77, secretKey="my own key", admins=["boss"])
        group = {"Type": "Public", "Name": "n", "Owner_Account": "stranger"}
        with world.connect(77, "boss", "my own key") as api:
            assert api.code("create_group", group) == 10019
            world.write({ONE: {}}, autoImportAccounts=True)
            world.reload()
            assert api.code("create_group", group) == 0
        create_app(world.server, sdkappid=78, secretKey="my own key")
        with world.connect(78, key="my own key") as api:
            assert api.code("create_group", group) == 0


class Callers:
    """Threads that call over TLS, on a connection that stays or on one for each call, and count what goes wrong."""

    def __init__(self, server, authority):
        self._server = server
        self._tls = ssl.create_default_context(cafile=authority.file)
        self._stopped = threading.Event()
        self.calls, self.failures, self.seen = 0, [], set()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._run, args=(number % 2 == 0,)) for number in range(6)]

    def connect(self):
        ready = self._server.ready
        connection = live_server.Connection(
            ready["https"], ready["sdkappid"], ready["admin"], ready["usersig"], self._tls)
        connection.open()
        return connection

    def shown(self):
        """The certificate that a new connection is shown."""
        with self.connect() as connection:
            return subject(connection._http.sock)

    def _run(self, keeps):
        connection = None
        while not self._stopped.is_set():
            try:
                connection = connection or self.connect()
                connection.ok("get_group_info", {"GroupIdList": ["nobody"]})
                with self._lock:
                    self.calls += 1
                    self.seen.add((keeps, subject(connection._http.sock)))
                if not keeps:
                    connection.close()
                    connection = None
            except Exception as error:
                self.failures.append(repr(error))
                return
        if connection:
            connection.close()

    def wait_for(self, calls):
        goal, deadline = self.calls + calls, time.monotonic() + 60
        while self.calls < goal and not self.failures:
            assert time.monotonic() < deadline
            time.sleep(0.001)

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stopped.set()
        for thread in self._threads:
            thread.join(60)


def test_no_call_is_lost_while_certificates_are_replaced(tmp_path, authority, measured):
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    authority.make("number 0", chain, key)
    world = Reloading(tmp_path, "--tls-certificate", chain, "--tls-key", key)
    world.write({ONE: {}})
    with world, Callers(world.server, authority) as callers:
        callers.wait_for(50)
        for number in range(1, 6):
            authority.make(f"number {number}", chain, key)
            assert "certificate_until" in world.reload()
            assert callers.shown() == f"number {number}"
            callers.wait_for(50)
    assert callers.failures == []
    assert {name for keeps, name in callers.seen if keeps} == {"number 0"}
    assert {name for keeps, name in callers.seen if not keeps} == {f"number {number}" for number in range(6)}
    measured(f"calls over TLS while 5 certificates were replaced: {callers.calls}, lost: {len(callers.failures)}")


def test_a_certificate_that_its_key_does_not_fit_is_not_taken(tmp_path, authority):
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    authority.make("the first", chain, key)
    world = Reloading(tmp_path, "--tls-certificate", chain, "--tls-key", key)
    world.write({ONE: {}})
    with world:
        callers = Callers(world.server, authority)
        authority.make("another", chain, tmp_path / "another.pem")
        world.write({ONE: {}, TWO: {}})
        assert str(chain) in world.reload(KEPT)["error"]
        assert (callers.shown(), world.code(TWO)) == ("the first", 70020)
        key.write_bytes((tmp_path / "another.pem").read_bytes())
        assert world.reload()["apps_added"] == [str(TWO)]
        assert callers.shown() == "another"


def test_many_signals_at_once_do_no_harm(world):
    with world.connect() as connection:
        for number in range(200):
            world.server.process.send_signal(signal.SIGHUP)
            connection.ok("get_appid_group_list", {})
    world.server.await_entries(READ + ", and nothing has changed")


def test_a_terminal_that_is_closed_ends_the_server(tmp_path):
    """A shell's own child gets SIGHUP when its window goes; nobody would know of a server that stayed."""
    reader, terminal = os.openpty()
    server = live_server.Server(tmp_path)
    server.process = subprocess.Popen(
        [str(live_server.BINARY), "serve", "--port", "0", "--tls-port", "0", "--control-port", "0", "--data",
         str(tmp_path)],
        stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=live_server.environment_of_server(),
        start_new_session=True, preexec_fn=lambda: take_terminal(terminal))
    os.close(terminal)
    assert server.process.stdout.readline()
    os.close(reader)
    assert server.process.wait(60) == 0
    server.process.stdout.close()


def take_terminal(descriptor):
    fcntl.ioctl(descriptor, termios.TIOCSCTTY, 0)


# MARK: SIGQUIT


def test_the_state_is_one_line_for_programs(world):
    with world.connect() as connection:
        connection.ok("create_group", {"GroupId": "club", "Type": "Public", "Name": "n"})
        connection.group("club")
        world.file.write_text("{")
        world.reload(KEPT)
        world.server.process.send_signal(signal.SIGQUIT)
        (state,) = world.server.await_entries("state of the server")
        connection.ok("get_appid_group_list", {})
    assert (state["pid"], state["version"]) == (world.server.pid, world.server.ready["version"])
    assert (state["apps"], state["connections"], state["calls_in_flight"]) == (1, 1, 0)
    assert (state["waiting_writes"], state["waiting_reads"]) == (0, 0)
    assert state["store"] in ("sqlite", "postgres")
    assert 0 < state["cache_bytes"] < state["cache_maximum_bytes"]
    assert 0 < state["open_files"] < state["open_files_maximum"] and state["memory_bytes"] > 1_000_000
    (error,) = state["last_errors"]
    assert KEPT in error
    world.write({ONE: {}})


# MARK: Service manager


@pytest.fixture(params=["path", "name"])
def manager(request, tmp_path, monkeypatch):
    address = tmp_path / "notify" if request.param == "path" else f"@qun-test-{os.getpid()}"
    with contextlib.closing(ServiceManager(address)) as manager:
        monkeypatch.setenv("NOTIFY_SOCKET", manager.address)
        yield manager


def test_the_manager_is_told_of_start_reload_and_stop(tmp_path, manager):
    world = Reloading(tmp_path)
    world.write({ONE: {}})
    with world:
        assert manager.hear() == {"READY": "1", "STATUS": "serving 1 app"}
        world.write({ONE: {}, TWO: {}})
        before = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        world.reload()
        told = manager.hear()
        assert told["RELOADING"] == "1"
        assert before <= int(told["MONOTONIC_USEC"]) <= time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        assert manager.hear() == {"READY": "1", "STATUS": "serving 2 apps"}
        world.file.write_text("{")
        world.reload(KEPT)
        assert manager.hear()["RELOADING"] == "1"
        assert manager.hear()["READY"] == "1"
    assert manager.hear()["STOPPING"] == "1"


def test_the_manager_hears_that_the_server_is_alive(tmp_path, manager, monkeypatch):
    monkeypatch.setenv("WATCHDOG_USEC", "200000")
    with live_server.Server(tmp_path):
        for _ in range(3):
            assert manager.hear_until("WATCHDOG") == {"WATCHDOG": "1"}


def test_the_manager_does_not_hear_of_another_process(tmp_path, manager, monkeypatch):
    monkeypatch.setenv("WATCHDOG_USEC", "1000")
    monkeypatch.setenv("WATCHDOG_PID", "1")
    with live_server.Server(tmp_path):
        assert manager.hear()["READY"] == "1"
    assert manager.hear()["STOPPING"] == "1"


def test_a_manager_that_is_gone_keeps_no_server_from_starting(tmp_path, monkeypatch):
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    with live_server.Server(tmp_path / "data") as server:
        assert server.stop() == 0
