"""The control port: who may use it, what its routes answer, and how it comes and goes with the server."""

import contextlib
import http.client
import json
import os
import resource
import socket
import subprocess
import time
import urllib.parse

import jsonschema
import openapi_spec_validator
import prometheus_client.parser
import pytest

import live_server
from control_port import ask

TOKEN = "e2a9b4c07d5f4d1886a1c3f2b7094d5e"


@pytest.fixture(scope="module")
def document(server):
    """The OpenAPI document that the server prints."""
    return ask(server, "/control/v1/openapi.json").json


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """A server that other machines may watch, with a token."""
    flags = ["--control-address", "0.0.0.0", "--control-port", "0", "--control-token", TOKEN]
    with live_server.Server(tmp_path_factory.mktemp("data"), *flags) as server:
        yield server


def operations(document):
    """Method, path without places for parameters, and description of every route."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            parts = ["1" if part.startswith("{") else part for part in path.split("/")]
            yield method.upper(), "/".join(parts), operation


def is_open(operation):
    """Whether a route can be used without the token."""
    return operation["operationId"] in ("getSession", "postSession")


def check(document, path, answer):
    """An answer in JSON has the form that the document promises."""
    operation = document["paths"][path]["get"]
    form = operation["responses"][str(answer.status)]["content"]
    (media_type,) = form
    assert answer.headers["Content-Type"] == media_type
    if media_type == "application/json":
        schema = {**form[media_type]["schema"], "components": document["components"]}
        jsonschema.validate(answer.json, schema)


# MARK: Routes


def test_the_openapi_document_is_valid(document):
    openapi_spec_validator.validate(document)


def test_health_ready_and_version(server, document):
    health = ask(server, "/control/v1/health")
    assert (health.status, health.json) == (200, {"Status": "ok"})
    ready = ask(server, "/control/v1/ready")
    assert (ready.status, ready.json) == (200, {"Status": "ok"})
    version = ask(server, "/control/v1/version")
    assert version.json == {"name": "qun", "version": server.ready["version"]}
    for path, answer in ("health", health), ("ready", ready), ("version", version):
        check(document, f"/control/v1/{path}", answer)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_head_is_get_without_the_body(server):
    whole = ask(server, "/control/v1/version")
    head = ask(server, "/control/v1/version", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole.body))


def test_a_connection_that_asks_for_another_protocol_is_for_one_answer(server):
    """Clients that would rather speak HTTP/2 ask for it in their first request, and must not wait for a second answer."""
    asked = {"connection": "Upgrade, HTTP2-Settings", "upgrade": "h2c", "HTTP2_Settings": "AAEAAEAAAAIAAAAB"}
    answer = ask(server, "/control/v1/version", **asked)
    assert (answer.status, answer.headers["Connection"]) == (200, "close")
    assert ask(server, "/nothing", **asked).headers["Connection"] == "close"
    assert ask(server, "/control/v1/version").headers["Connection"] is None


def test_the_api_is_not_on_the_control_port_and_the_other_way_round(server, api):
    assert ask(server, "/v4/group_open_http_svc/get_group_info").refusal == (404, "path_unknown")
    assert api.send("GET", "/control/v1/version")[0] == 404


# MARK: Refusals


@pytest.mark.parametrize("path", ["/nothing", "/control/v1", "/control/v1/nothing", "/control/v1/version/", "//control/v1/version"])
def test_an_unknown_path(server, path):
    assert ask(server, path).refusal == (404, "path_unknown")


def test_a_wrong_method_on_each_path(server, document):
    for path, item in document["paths"].items():
        known = {method.upper() for method in item}
        for method in {"GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"} - known:
            answer = ask(server, path.replace("{sdkappid}", "1"), method, content_length="0")
            assert answer.refusal == (405, "method_wrong")
            assert set(answer.headers["Allow"].split(", ")) == known


def test_an_unknown_parameter_on_each_path(server, document):
    for method, path, _ in operations(document):
        assert ask(server, f"{path}?nobody=1", method, content_length="0").refusal[0] in (400, 403)
        # a server that is not there to be tried with looks at nothing else there
        if method == "GET" and path != "/control/v1/faults":
            assert ask(server, f"{path}?nobody=1").refusal == (400, "parameter_invalid")


@pytest.mark.parametrize("host", ["attacker.example", "attacker.example:8081", "127.0.0.1.attacker.example"])
def test_a_wrong_host_on_each_path(server, document, host):
    for method, path, _ in operations(document):
        answer = ask(server, path, method, host=host, content_length="0")
        assert answer.refusal == (421, "host_unknown")
        jsonschema.validate(answer.json, document["components"]["schemas"]["Refusal"])


def test_no_host(server):
    assert ask(server, "/control/v1/version", host=None).refusal == (400, "host_missing")


def test_pages_of_other_sites(server, document):
    for method, path, _ in operations(document):
        answer = ask(server, path, method, origin="http://attacker.example", content_length="0")
        assert answer.refusal == (403, "origin_foreign")


def test_no_token_and_a_wrong_one_on_each_path(guarded, document):
    for method, path, operation in operations(document):
        if is_open(operation):
            continue
        for authorization in None, f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}0", f"Basic {TOKEN}", f"Bearer {TOKEN.upper()}":
            answer = ask(guarded, path, method, authorization=authorization, content_length="0")
            assert answer.refusal == (401, "token_wrong")
            assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert ask(guarded, "/control/v1/nothing").refusal == (401, "token_wrong")


def test_the_token_lets_in(guarded):
    assert ask(guarded, "/control/v1/version", authorization=f"Bearer {TOKEN}").status == 200
    assert TOKEN not in guarded.log


def test_bytes_that_are_no_http(server):
    address = urllib.parse.urlsplit(server.ready["control"])
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(b"\x16\x03\x01\x00\xa5 not HTTP\r\n\r\n")
        assert connection.recv(12) == b"HTTP/1.1 400"


# MARK: Start and stop


def test_beyond_loopback_there_is_a_token(tmp_path):
    for flags in [], ["--demo"]:
        with pytest.raises(live_server.StartFailed) as failure:
            with live_server.Server(tmp_path, "--control-address", "0.0.0.0", *flags):
                pass
        assert failure.value.exit_code != 0
        assert "needs a control.token; set QUN_CONTROL_TOKEN" in failure.value.log


def test_configured_names_are_taken(tmp_path):
    configuration = tmp_path / "qun.json"
    configuration.write_text(json.dumps({"control": {"hosts": ["Qun.Internal"], "port": 0}}))
    with live_server.Server(tmp_path / "data", "--config", configuration) as server:
        assert ask(server, "/control/v1/version", host="qun.internal:8081").status == 200
        assert ask(server, "/control/v1/version", host="other.internal").refusal == (421, "host_unknown")


def test_without_a_control_port(tmp_path):
    with live_server.Server(tmp_path, "--no-control") as server:
        assert "control" not in server.ready
        assert server.log_entries("the control port listens") == []


def test_a_port_that_is_taken(tmp_path):
    """Nobody has asked for the usual port: the server goes on without it. Who asks for one gets it or an error."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", 8081))
            other.listen()
        except OSError:
            pass  # somebody else has it, which is the same
        with live_server.Server(tmp_path, usual_control_port=True) as server, server.connect() as connection:
            assert "control" not in server.ready
            connection.ok("account_import", {"UserID": "somebody"})
            (line,) = server.log_entries(
                "there is no control port, because its port cannot be used; choose another with --control-port"
            )
            assert (line["level"], line["port"]) == ("warning", 8081)
        assert server.stop() == 0
        with pytest.raises(live_server.StartFailed) as failure:
            with live_server.Server(tmp_path, "--control-port", "8081"):
                pass
        assert failure.value.exit_code != 0
        assert "port 8081 at 127.0.0.1 is in use" in failure.value.log
        assert "choose another port with --control-port (0 picks a free one), or have no control port with --no-control" in failure.value.log


def test_a_connection_that_cannot_be_accepted_waits(tmp_path):
    """No file is left for it; the port and the API go on."""
    with live_server.Server(tmp_path) as server, server.connect() as before:
        before.import_accounts(["early"])
        files = [int(name) for name in os.listdir(f"/proc/{server.pid}/fd")]
        _, hard = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (max(files) + 1, hard))
        address = urllib.parse.urlsplit(server.ready["control"])
        with contextlib.ExitStack() as opened:
            waiting = [
                opened.enter_context(socket.create_connection((address.hostname, address.port), timeout=20))
                for _ in range(5)
            ]
            server.await_entries("connections to the control port cannot be accepted")
            before.import_accounts(["late"])
            spent = live_server.processor_seconds(server.pid)
            time.sleep(1)
            assert live_server.processor_seconds(server.pid) - spent < 0.25
            resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (hard, hard))
            for connection in waiting:
                connection.sendall(b"GET /control/v1/version HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert connection.recv(15) == b"HTTP/1.1 200 OK"
        before.import_accounts(["later"])


def test_it_stops_with_the_server_whatever_its_readers_do(tmp_path):
    with live_server.Server(tmp_path) as server:
        address = urllib.parse.urlsplit(server.ready["control"])
        with socket.create_connection((address.hostname, address.port)) as idle:
            idle.sendall(b"GET /control/v1/version HTTP/1.1\r\nHost: localhost\r\n")
            assert server.stop() == 0
        assert server.log_entries("stopped")
        assert server.log_entries("readers of the control port take too long, and lose the rest of their answers") == []


# MARK: Metrics


def samples(server):
    """All figures by name and labels, as Prometheus's own client library reads them."""
    answer = ask(server, "/control/v1/metrics")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    families = list(prometheus_client.parser.text_string_to_metric_families(answer.body.decode()))
    names = [family.name for family in families]
    assert len(set(names)) == len(names), "a family is split"
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value for family in families for sample in family.samples
    }


def test_metrics_agree_with_what_was_called(tmp_path):
    info = ("command", "group_open_http_svc/get_group_info")
    create = ("command", "group_open_http_svc/create_group")
    with live_server.Server(tmp_path) as server, server.connect() as api:
        before = samples(server)
        api.ok("create_group", {"GroupId": "counted", "Type": "Public", "Name": "n"})
        for _ in range(7):
            api.group("counted")
        for _ in range(3):
            assert api.code("get_group_info", {"GroupIdList": "counted"}) == 10004
        assert api.code("no_such_command", {}) == 10003
        after = samples(server)
        assert after["qun_calls_total", ("code", "0"), info] == 7
        assert after["qun_calls_total", ("code", "10004"), info] == 3
        assert after["qun_calls_total", ("code", "0"), create] == 1
        assert after["qun_calls_total", ("code", "10003"), ("command", "unknown")] == 1
        assert after["qun_call_duration_seconds_count", info] == 10
        assert after["qun_call_duration_seconds_bucket", info, ("le", "+Inf")] == 10
        assert 0 < after["qun_call_duration_seconds_sum", info] < 10
        assert after["qun_group_cache_hits_total",] + after["qun_group_cache_misses_total",] == 7
        assert after["qun_connections",] == 1
        assert after["qun_calls_in_flight",] == 0
        assert after["qun_store_writes_total",] - before["qun_store_writes_total",] == 1
        assert after["qun_store_commits_total",] - before["qun_store_commits_total",] == 1
        assert after["qun_build_info", ("version", server.ready["version"])] == 1
        assert abs(after["process_resident_memory_bytes",] / live_server.resident_bytes(server.pid) - 1) < 0.2
        assert after["process_virtual_memory_bytes",] > after["process_resident_memory_bytes",]
        assert before["process_cpu_seconds_total",] < after["process_cpu_seconds_total",] < 60
        assert abs(after["process_start_time_seconds",] - time.time()) < 60
        assert 10 < after["process_open_fds",] < after["process_max_fds",]
        route = ("route", "/control/v1/metrics")
        assert after["qun_control_requests_total", route, ("status", "200")] == 1


def test_metrics_are_at_the_usual_path_too(server):
    assert ask(server, "/metrics").body.startswith(b"# HELP process_cpu_seconds_total ")


def test_figures_come_from_the_list(server):
    families = prometheus_client.parser.text_string_to_metric_families(ask(server, "/metrics").body.decode())
    assert all(family.documentation for family in families)


# MARK: Calls


@pytest.fixture
def watched(tmp_path):
    """A server of its own, whose calls are those of the test, and a connection to it."""
    with live_server.Server(tmp_path) as server, server.connect() as api:
        yield server, api


def calls(server, query=""):
    """The answer of the route of calls; a query begins with a question mark."""
    answer = ask(server, f"/control/v1/calls{query}")
    assert answer.status == 200, answer.body
    return answer.json


@contextlib.contextmanager
def stream(server, query="", room=None):
    """The stream of calls, once it has begun; yields its lines.

    `room` is how many bytes the system takes for a reader that does not read.
    """
    address = urllib.parse.urlsplit(server.ready["control"])
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
    connection.sock = socket.socket()
    connection.sock.settimeout(20)
    if room:
        connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    connection.sock.connect((address.hostname, address.port))
    connection.request("GET", f"/control/v1/calls/stream{query}")
    response = connection.getresponse()
    assert (response.status, response.headers["Content-Type"]) == (200, "text/event-stream")
    assert [response.readline(), response.readline()] == [b": the calls\n", b"\n"]
    yield response
    connection.close()


def next_event(response):
    """The name and the data of the next event."""
    event = {}
    while line := response.readline().decode().rstrip("\n"):
        name, _, value = line.partition(": ")
        event[name] = value
    return event["event"], json.loads(event["data"])


def test_calls_are_shown_with_what_became_of_them(watched, document):
    server, api = watched
    before = time.time() * 1000
    api.ok("create_group", {"GroupId": "seen", "Type": "Public", "Name": "群"})
    api.group("seen")
    assert api.code("get_group_info", {"GroupIdList": "seen"}) == 10004
    assert api.code("no_such_command", {}) == 10003
    with server.connect(usersig="wrong") as stranger:
        assert stranger.code("get_group_info", {}) == 70003
    answer = ask(server, "/control/v1/calls")
    check(document, "/control/v1/calls", answer)
    listed = answer.json["calls"]
    assert [call["number"] for call in listed] == [1, 2, 3, 4, 5]
    assert [call["code"] for call in listed] == [0, 0, 10004, 10003, 70003]
    assert answer.json["last"] == 5 and answer.json["lost"] == 0
    created, read, refused, unknown, stranger = listed
    assert created["command"] == "group_open_http_svc/create_group"
    assert created["sdkappid"] == server.ready["sdkappid"]
    assert created["caller"] == server.ready["admin"]
    assert created["peer"] == "127.0.0.1"
    assert before - 1 <= created["time"] <= time.time() * 1000 + 1
    assert 0 < created["durationMicroseconds"] < 20_000_000
    assert read["requestBytes"] == len(json.dumps({"GroupIdList": ["seen"]}))
    assert read["answerBytes"] > 200
    assert not {"reason", "advice"} & set(read)
    for call in refused, unknown, stranger:
        assert call["reason"] and call["advice"].endswith(".")
    assert "GroupIdList" in refused["reason"]
    assert "command" not in unknown
    (line,) = server.log_lines("create_group")
    assert line["duration_us"] == created["durationMicroseconds"]


def test_calls_are_filtered(watched):
    server, api = watched
    api.import_accounts(["somebody"])
    for group in "a", "b", "c":
        api.ok("create_group", {"GroupId": group, "Type": "Public", "Name": "n"})
    assert api.code("create_group", {"GroupId": "a", "Type": "None", "Name": "n"}) == 10004
    numbers = lambda query: [call["number"] for call in calls(server, query)["calls"]]
    assert numbers("?command=create_group") == [2, 3, 4, 5]
    assert numbers("?command=group_open_http_svc/create_group&failed=true") == [5]
    assert numbers("?command=multiaccount_import") == [1]
    assert numbers("?code=0&limit=2") == [3, 4]
    assert numbers("?after=1&limit=2") == [2, 3]
    assert numbers("?caller=somebody") == []
    assert numbers(f"?caller={server.ready['admin']}&app={server.ready['sdkappid']}") == [1, 2, 3, 4, 5]
    assert numbers("?app=7") == []
    assert calls(server, "?after=5") == {"calls": [], "last": 5, "lost": 0}


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "limit=x", "app=0", "code=-1", "failed=1", "command=", "after=-1", "limit=1&limit=2"]
)
def test_a_parameter_of_calls_that_is_wrong(server, query):
    for path in "/control/v1/calls", "/control/v1/calls/stream":
        assert ask(server, f"{path}?{query}").refusal == (400, "parameter_invalid")


def test_only_the_last_calls_are_kept(tmp_path):
    configuration = tmp_path / "qun.json"
    configuration.write_text(json.dumps({"control": {"calls": 5, "port": 0}}))
    with live_server.Server(tmp_path / "data", "--config", configuration) as server, server.connect() as api:
        for number in range(12):
            api.import_accounts([f"user-{number}"])
        assert [call["number"] for call in calls(server)["calls"]] == [8, 9, 10, 11, 12]
        answer = calls(server, "?after=4")
        assert (len(answer["calls"]), answer["lost"]) == (5, 3)


def test_no_calls_are_kept_where_none_are_wanted(tmp_path):
    configuration = tmp_path / "qun.json"
    configuration.write_text(json.dumps({"control": {"calls": 0, "port": 0}}))
    with live_server.Server(tmp_path / "data", "--config", configuration) as server, server.connect() as api:
        api.import_accounts(["user"])
        assert calls(server) == {"calls": [], "last": 0, "lost": 0}


def test_calls_come_as_they_are_made(watched):
    server, api = watched
    api.import_accounts(["early"])
    with stream(server) as everything, stream(server, "?failed=true&command=create_group") as refusals:
        api.ok("create_group", {"GroupId": "a", "Type": "Public", "Name": "n"})
        assert api.code("create_group", {"GroupId": "a", "Type": "None", "Name": "n"}) == 10004
        seen = [next_event(everything) for _ in range(2)]
        assert [(name, call["number"], call["code"]) for name, call in seen] == [("call", 2, 0), ("call", 3, 10004)]
        assert next_event(refusals) == seen[1]
    with stream(server, "?after=1") as again:
        assert [next_event(again)[1]["number"] for _ in range(2)] == [2, 3]


def test_a_reader_that_stops_reading_holds_nothing_up(tmp_path):
    """It loses calls and is told how many; callers, other readers and the end of the server wait for nothing."""
    with live_server.Server(tmp_path) as server, server.connect() as api, stream(server, room=4096) as slow:
        total = 10_000
        began = time.monotonic()
        reached = 0
        while reached < total:
            for _ in range(2_000):
                api.code("get_group_info", {"GroupIdList": "x"})
            reached += 2_000
            assert calls(server, "?limit=1")["last"] == reached
        assert time.monotonic() - began < 120
        seen, lost = 0, 0
        while seen + lost < total:
            name, data = next_event(slow)
            if name == "lost":
                lost += data["calls"]
            else:
                seen += 1
        assert lost > 0
        assert seen + lost == total
        with stream(server) as other:
            api.ok("account_import", {"UserID": "after"})
            assert next_event(other)[1]["number"] == total + 1


def test_streams_end_with_the_server(tmp_path):
    quiet = "?command=account_import"
    with live_server.Server(tmp_path) as server, stream(server, quiet) as reading, stream(server, room=4096) as sleeping:
        with server.connect() as api:
            for _ in range(12_000):
                api.code("get_group_info", {"GroupIdList": "x"})
        assert server.stop() == 0
        # it has heard nothing but that the server is there
        assert reading.read().replace(b": still here\n\n", b"") == b""
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            sleeping.read()
        assert server.log_entries("stopped")


def test_calls_of_a_guarded_server_need_the_token(guarded):
    assert ask(guarded, "/control/v1/calls/stream").refusal == (401, "token_wrong")
    assert ask(guarded, "/control/v1/calls", authorization=f"Bearer {TOKEN}").status == 200


# MARK: On a terminal


def test_calls_on_a_terminal(watched):
    server, api = watched
    api.import_accounts(["somebody"])
    assert api.code("create_group", {"GroupId": "a", "Type": "None", "Name": "n"}) == 10004
    control = ["--control", server.ready["control"]]
    listed = live_server.run_qun("calls", *control)
    assert listed.returncode == 0, listed.stderr
    first, second, reason, advice = listed.stdout.splitlines()
    assert "  0  im_open_login_svc/multiaccount_import  " in first
    assert f"  10004  group_open_http_svc/create_group  {server.ready['admin']}@{server.ready['sdkappid']}  " in second
    assert reason.startswith("    Type") and advice.startswith("    Compare the body")
    failed = live_server.run_qun("calls", *control, "--failed", "--json", "--command", "create_group")
    assert [json.loads(line)["code"] for line in failed.stdout.splitlines()] == [10004]
    assert live_server.run_qun("calls", *control, "--app", "7").stdout == ""
    assert live_server.run_qun("calls", *control, "--caller", "a&b=c", "--code", "3", "--limit", "1").returncode == 0


def test_calls_are_followed_on_a_terminal(watched):
    server, api = watched
    command = [live_server.BINARY, "calls", "--follow", "--failed", "--control", server.ready["control"]]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as following:
        assert api.code("create_group", {"GroupId": "a", "Type": "None", "Name": "n"}) == 10004
        lines = [following.stdout.readline() for _ in range(3)]
        assert "create_group" in lines[0]
        assert api.code("create_group", {"GroupId": "b"}) == 10004
        lines = [following.stdout.readline() for _ in range(3)]
        assert "create_group" in lines[0]
        assert server.stop() == 0
        assert following.wait(20) == 0
        assert following.stderr.read() == "the server has ended the stream\n"


def test_a_terminal_that_may_not_see_calls(guarded):
    address = guarded.ready["control"]
    refused = live_server.run_qun("calls", "--control", address)
    assert refused.returncode == 1
    assert "Authorization: Bearer TOKEN" in refused.stderr
    wrong = live_server.run_qun("calls", "--control", address, "--token", "wrong")
    assert wrong.returncode == 1 and "wrong" not in wrong.stderr
    assert live_server.run_qun("calls", "--control", address, "--token", TOKEN).returncode == 0


def test_a_terminal_without_a_server():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nothing = live_server.run_qun("calls", "--control", f"http://127.0.0.1:{unused.getsockname()[1]}")
    assert nothing.returncode == 1
    assert "cannot be read" in nothing.stderr and "--control" in nothing.stderr


def test_bodies_are_kept_where_that_is_wanted(tmp_path):
    configuration = tmp_path / "qun.json"
    configuration.write_text(json.dumps({"recordBodies": True, "control": {"bodyBytes": 64, "port": 0}}))
    with live_server.Server(tmp_path / "data", "--config", configuration) as server, server.connect() as api:
        api.ok("create_group", {"GroupId": "kept", "Type": "Public", "Name": "群" * 10})
        api.call("get_group_info", {"GroupIdList": ["kept"]})
        assert "request" not in calls(server)["calls"][0]
        created, read = calls(server, "?bodies=true")["calls"]
        assert created["request"].startswith('{"GroupId": "kept", "Type": "Public"')
        assert len(created["request"].encode()) <= 66 and created["requestBytes"] > 66
        assert json.loads(read["request"]) == {"GroupIdList": ["kept"]}
        assert read["answer"].startswith('{"ActionStatus":"OK"') and len(read["answer"]) == 64
        assert "GroupIdList" not in server.log
        shown = live_server.run_qun("calls", "--bodies", "--control", server.ready["control"])
        assert '    > {"GroupIdList": ["kept"]}\n    < {"ActionStatus"' in shown.stdout


def test_bodies_are_not_kept_otherwise(watched):
    server, api = watched
    api.import_accounts(["somebody"])
    (call,) = calls(server, "?bodies=true")["calls"]
    assert not {"request", "answer"} & set(call)


# MARK: Commands


def test_commands_are_described_in_both_languages(server):
    path = "/control/v1/commands/group_open_http_svc/modify_group_member_info"
    described = ask(server, path).json
    assert described["summary"].startswith("Changes a member's role")
    fields = {field["name"]: field for field in described["fields"]}
    assert fields["GroupId"]["required"] and not fields["MuteTime"]["required"]
    assert fields["MuteTime"]["otherName"] == "ShutUpTime"
    assert fields["AppMemberDefinedData[].Key"]["type"] == "string"
    assert {10004, 10007, 10010} <= set(described["codes"])
    chinese = ask(server, f"{path}?language=zh").json
    assert chinese["example"] == described["example"]
    assert chinese["summary"] != described["summary"]
    assert ask(server, "/control/v1/commands/group_open_http_svc/nothing").refusal == (404, "command_unknown")
    assert ask(server, f"{path}?language=fr").refusal == (400, "parameter_invalid")
    listed = ask(server, "/control/v1/commands").json["commands"]
    assert {command["name"]: command["summary"] for command in listed}[described["name"]] == described["summary"]


def test_codes_are_explained_in_both_languages(server):
    codes, chinese = (
        {code["code"]: code["meaning"] for code in ask(server, f"/control/v1/codes?language={language}").json["codes"]}
        for language in ("en", "zh")
    )
    assert codes.keys() == chinese.keys()
    assert codes[10010] == "There is no such group: not created, destroyed, or of another app."
    assert "群组不存在" in chinese[10010]


def test_fields_that_nobody_knows_are_told(tmp_path):
    with live_server.Server(tmp_path, "--auto-import-accounts") as server, server.connect() as api:
        api.ok("create_group", {"Type": "Public", "Name": "club", "GroupId": "club", "Introductoin": "i"})
        (line,) = server.await_entries("call answered", lambda line: line["command"].endswith("create_group"))
        assert line["note"] == "no fields of this command: Introductoin (Introduction?)"
        (call,) = ask(server, "/control/v1/calls").json["calls"]
        assert call["note"] == line["note"]
        assert line["note"] in live_server.run_qun("calls", "--control", server.ready["control"]).stdout
        refused = api.call("destroy_group", {"Groupid": "club"})
        assert refused["ErrorInfo"] == "GroupId is missing; Groupid is no field of this command, perhaps GroupId is meant"
    with live_server.Server(tmp_path, "--strict-fields") as server, server.connect() as api:
        refused = api.call("destroy_group", {"GroupId": "club", "Groupid": "club"})
        assert (refused["ErrorCode"], refused["ErrorInfo"]) == (
            10004, "Groupid is no field of this command, perhaps GroupId is meant")
        api.ok("destroy_group", {"GroupId": "club"})
