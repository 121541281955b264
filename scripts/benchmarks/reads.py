"""`get_group_info` beside nginx."""

import contextlib
import dataclasses
import json
import os
import statistics

from .compatibility import live_server
from .load import post, with_pauses, wrk
from .page import section
from .processes import Nginx, drain, progress
from .world import create_groups, describe_members, fill_community, fresh_server

ANSWER_LIMIT = 1_048_576
# nginx writes no access log either
UNLOGGED = ("--log-level", "notice")


@dataclasses.dataclass
class Case:
    """A request that both servers answer with the same bytes."""

    name: str
    groups: list
    connections: int
    answer: bytes = b""
    qun: list = dataclasses.field(default_factory=list)
    nginx: list = dataclasses.field(default_factory=list)

    @property
    def body(self):
        return json.dumps({"GroupIdList": self.groups}, separators=(",", ":"))

    def rate(self, runs):
        """The median of a server's requests a second."""
        return statistics.median(run.rate for run in runs)

    @property
    def row(self):
        cpu, cpu_nginx = (statistics.median(run.cpu_per_thousand for run in runs) for runs in (self.qun, self.nginx))
        rate, rate_nginx = self.rate(self.qun), self.rate(self.nginx)
        return [
            self.name, f"{self.connections}", f"{len(self.answer):,}", f"{rate:,.0f}", f"{rate_nginx:,.0f}",
            f"{rate / rate_nginx:.2f}", f"{cpu:.4f}", f"{cpu_nginx:.4f}",
        ]


def measure(options):
    """get_group_info of several sizes, Qun and nginx in turns; then at half of the top load."""
    with fresh_server(*UNLOGGED) as server:
        cases = make_cases(server, options)
        with server.connect() as api:
            path = api.path("get_group_info")
            for case in cases:
                case.answer = api.call_bytes("get_group_info", case.body.encode())
        files = {str(number): case.answer for number, case in enumerate(cases)}
        with Nginx.serving(files, {"string": cases[0].answer}) as nginx:
            for number, case in enumerate(cases):
                check_same_bytes(nginx, number, case)
            check_same_bytes(nginx, "string", cases[0])
            strings = take_turns(server, nginx, path, cases, options)
        half = at_half_load(server, path, cases[0], options)
        memory = live_server.resident_bytes(server.pid)
    logged = with_log(options)
    for case in cases:
        if min(run.bytes_each for run in case.qun) < len(case.answer):
            raise SystemExit(f"{case.name}: some answers were shorter than the one that was checked")
    one, many = (case.rate(case.qun) for case in (cases[0], cases[2]))
    return section(
        "Reading",
        "`get_group_info` over HTTP, every request signed, and nginx with two workers handing out the same bytes from a"
        " file. Neither logs requests. Requests per second, and seconds of CPU for 1,000 requests.",
        ["call", "connections", "bytes", "Qun req/s", "nginx req/s", "share", "Qun CPU s", "nginx CPU s"],
        [case.row for case in cases],
        f"50 groups in one call: {50 * many:,.0f} groups a second, {50 * many / one:.1f} times as many as in calls for"
        f" one group.\n\n{from_string(cases[0], strings)}\n\n{half}\n\n{logged}\n\nQun's memory afterwards: {memory / 2**20:.0f} MiB.",
    )


def take_turns(server, nginx, path, cases, options):
    """Runs the cases; returns the runs of the first with nginx's string."""
    strings = []
    for round_number in range(options.rounds):
        progress(f"Reads, round {round_number + 1} of {options.rounds}")
        for number, case in enumerate(cases):
            load = (case.connections, options.seconds)
            case.qun.append(wrk(server.ready["http"], post(path, case.body), [server.pid], *load))
            case.nginx.append(wrk(nginx.base_url, post(f"/{number}", case.body), nginx.worker_pids, *load))
        load = (cases[0].connections, options.seconds)
        strings.append(wrk(nginx.base_url, post("/string", cases[0].body), nginx.worker_pids, *load))
    return strings


def make_cases(server, options):
    with server.connect() as api:
        small = create_groups(api, "small", 50, 2)
        medium = create_groups(api, "medium", 1, 200)
        describe_members(api, medium[0], 200)
        fill_community(server, "@TGS#_sample", 101)
        sample = len(api.call_bytes("get_group_info", b'{"GroupIdList":["@TGS#_sample"]}'))
    large = "@TGS#_large"
    fill_community(server, large, int((ANSWER_LIMIT - 20_000) / (sample / 101)))
    return [
        Case("one group of 2 members", small[:1], options.connections),
        Case("one group of 200 members", medium, options.connections),
        Case("50 groups of 2 members", small, options.connections),
        Case("one group, about 1 MB", [large], 16),
    ]


def at_half_load(server, path, case, options, pause_milliseconds=4):
    """A sentence about a load of half of what the server can do, from connections that pause between requests."""
    target = case.rate(case.qun) / 2
    lua = with_pauses(post(path, case.body), pause_milliseconds)
    connections = target * pause_milliseconds / 1000

    def run(seconds):
        return wrk(server.ready["http"], lua, [server.pid], max(1, round(connections)), seconds)

    for _ in range(4):
        # answers and the load generator's timers take time too, so that each connection asks less often than planned
        connections = min(900, connections * target / run(1).rate)
    runs = [run(options.seconds) for _ in range(options.rounds)]
    rate, p50, p99 = (
        statistics.median(getattr(run, field) for run in runs)
        for field in ("rate", "p50_milliseconds", "p99_milliseconds")
    )
    return (
        f"At {rate / target / 2:.0%} of that load ({case.name}, {rate:,.0f} a second from {connections:.0f} connections), half"
        f" of the answers come within {p50:.2f} ms and 99 % within {p99:.2f} ms."
    )


def with_log(options):
    """A sentence about reading one group while every request is logged, as it is by default, beside a server without."""
    with contextlib.ExitStack() as stack:
        null = stack.enter_context(open(os.devnull, "wb"))
        reader = stack.enter_context(drain())
        # by where the log goes; each server ends before whoever reads its log
        servers = {
            "none": stack.enter_context(fresh_server(*UNLOGGED)),
            "a file": stack.enter_context(fresh_server()),
            "/dev/null": stack.enter_context(fresh_server(stderr=null)),
            "a pipe that somebody reads": stack.enter_context(fresh_server(stderr=reader)),
        }
        scripts = {}
        for name, server in servers.items():
            with server.connect() as api:
                body = json.dumps({"GroupIdList": create_groups(api, "logged", 1, 2)}, separators=(",", ":"))
                scripts[name] = post(api.path("get_group_info"), body)
        runs = {name: [] for name in servers}
        for round_number in range(options.rounds):
            progress(f"Reads with a log, round {round_number + 1} of {options.rounds}")
            # forwards and backwards, so that a machine that slows down does so for all of them
            for name in list(servers)[:: 1 if round_number % 2 else -1]:
                server = servers[name]
                load = (server.ready["http"], scripts[name], [server.pid], options.connections, options.seconds)
                runs[name].append(wrk(*load))
    rates, cpu = (
        {name: statistics.median(getattr(run, field) for run in of_one) for name, of_one in runs.items()}
        for field in ("rate", "cpu_per_thousand")
    )
    unlogged = rates.pop("none")
    shares = ", ".join(f"{rate / unlogged:.2f} ({cpu[name]:.4f} s) to {name}" for name, rate in rates.items())
    return (
        f"With a log line for each request, as by default, Qun's share of the requests for one group that it answers without"
        f" ({unlogged:,.0f} a second, {cpu['none']:.4f} s of CPU for 1,000), by where the log goes: {shares}."
    )


def from_string(case, runs):
    """A sentence about an nginx that has no file to look up."""
    rate, cpu = (statistics.median(getattr(run, field) for run in runs) for field in ("rate", "cpu_per_thousand"))
    return (
        f"nginx that answers the first call with a string of its configuration instead of a file: {rate:,.0f} a second,"
        f" {cpu:.4f} s of CPU for 1,000; Qun's share of that is {case.rate(case.qun) / rate:.2f}."
    )


def check_same_bytes(nginx, name, case):
    """nginx must answer the same POST with the same bytes."""
    with live_server.Connection(nginx.base_url, 0, "", "") as connection:
        status, _, served = connection.send("POST", f"/{name}", case.body.encode())
    if (status, served) != (200, case.answer):
        raise SystemExit(f"nginx answers {status} with {len(served)} bytes instead of {len(case.answer)}")
