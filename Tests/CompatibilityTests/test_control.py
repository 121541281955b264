"""The control port: who may use it, what its routes answer, and how it comes and goes with the server."""

import http.client
import json
import socket
import time
import urllib.parse

import jsonschema
import openapi_spec_validator
import prometheus_client.parser
import pytest

import live_server

TOKEN = "e2a9b4c07d5f4d1886a1c3f2b7094d5e"


class Answer:
    """What came back for a request."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def refusal(self):
        """The status and the code of a refusal, whose message must be a sentence."""
        error = self.json["error"]
        assert error["message"].endswith("."), error
        return self.status, error["code"]


def ask(server, path, method="GET", **headers):
    """One request on a connection of its own; a header that is None is left out."""
    address = urllib.parse.urlsplit(server.ready["control"])
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
    try:
        names = {name.replace("_", "-").lower() for name in headers}
        connection.putrequest(method, path, skip_host="host" in names, skip_accept_encoding=True)
        for name, value in headers.items():
            if value is not None:
                connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        return Answer(connection.getresponse())
    finally:
        connection.close()


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


def get_paths(document):
    return [path for path, item in document["paths"].items() if "get" in item]


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


def test_the_api_is_not_on_the_control_port_and_the_other_way_round(server, api):
    assert ask(server, "/v4/group_open_http_svc/get_group_info").refusal == (404, "path_unknown")
    assert api.send("GET", "/control/v1/version")[0] == 404


# MARK: Refusals


@pytest.mark.parametrize("path", ["/", "/control/v1", "/control/v1/nothing", "/control/v1/version/", "//control/v1/version"])
def test_an_unknown_path(server, path):
    assert ask(server, path).refusal == (404, "path_unknown")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_a_wrong_method_on_each_path(server, document, method):
    for path in document["paths"]:
        answer = ask(server, path, method, content_length="0")
        assert answer.refusal == (405, "method_wrong")
        assert answer.headers["Allow"] == "GET"


def test_an_unknown_parameter_on_each_path(server, document):
    for path in get_paths(document):
        assert ask(server, f"{path}?nobody=1").refusal == (400, "parameter_invalid")


@pytest.mark.parametrize("host", ["attacker.example", "attacker.example:8081", "127.0.0.1.attacker.example"])
def test_a_wrong_host_on_each_path(server, document, host):
    for path in get_paths(document):
        answer = ask(server, path, host=host)
        assert answer.refusal == (421, "host_unknown")
        jsonschema.validate(answer.json, document["components"]["schemas"]["Refusal"])


def test_no_host(server):
    assert ask(server, "/control/v1/version", host=None).refusal == (400, "host_missing")


def test_pages_of_other_sites(server, document):
    for path in get_paths(document):
        assert ask(server, path, origin="http://attacker.example").refusal == (403, "origin_foreign")


def test_no_token_and_a_wrong_one_on_each_path(guarded, document):
    for path in get_paths(document):
        for authorization in None, f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}0", f"Basic {TOKEN}", f"Bearer {TOKEN.upper()}":
            answer = ask(guarded, path, authorization=authorization)
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
        assert "choose another with --control-port, or leave it out with --no-control" in failure.value.log


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
