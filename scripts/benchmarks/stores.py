"""The same calls on SQLite and on PostgreSQL, by one node and by several, near the database and at a distance."""

import contextlib
import dataclasses
import itertools
import json
import pathlib
import re
import resource
import statistics
import subprocess
import tempfile
import threading

from .compatibility import live_server, postgres
from .load import post, posts, wrk
from .messages import GROUPS, SENDER, TEXT, check_stored
from .page import section
from .processes import cpu_seconds, family_cpu_seconds, progress
from .world import create_groups
from .writes import WRITE_GROUPS, changes_of, changing

SOURCES = pathlib.Path(__file__).parent
# all nodes serve the same app
APP = ("--sdkappid", 1_400_000_001, "--secret-key", "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e")
NODE_COUNTS = (1, 2, 3)
NEAR, FAR = "local socket", "0.3 ms away"
ROUND_TRIP_MICROSECONDS = 300
# PostgreSQL's own defaults of safety: what is acknowledged is on disk, as in SQLite
SETTINGS = [
    "listen_addresses=", "max_connections=200", "shared_buffers=256MB", "max_wal_size=4GB", "logging_collector=off",
]
# lanes, sends in a transaction, round trips
SHAPES = {64: [(1, 64, 1), (4, 16, 1), (1, 64, 2), (4, 16, 2)], 1: [(1, 1, 1), (1, 1, 2)]}


@dataclasses.dataclass(frozen=True)
class Case:
    """Calls that every store gets."""

    name: str
    connections: int
    groups: int = 0

    @property
    def is_send(self):
        return self.groups > 0


HOT, MANY = Case("read, one group", 64), Case("read, 50 groups", 64)
COLD = Case("read, no cache", 64)
WRITE = Case("change, 64 writers", 64)
SENDS = [Case("64 senders into 1", 64, 1), Case("64 senders into 1,000", 64, GROUPS), Case("1 sender into 1", 1, 1)]


@dataclasses.dataclass
class Run:
    """One measurement; seconds of CPU are for 1,000 calls."""

    rate: float
    requests: int
    p99_milliseconds: float
    cpu: dict


def measure(options):
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        programs = compile_programs(pathlib.Path(name))
        with Stores.open(programs) as stores:
            stores.fill()
            runs, bare = stores.compare([HOT, MANY, WRITE, *SENDS], options)
            stores.check(runs, bare)
            trips = stores.round_trips()
        with Stores.open(programs, "--read-cache-bytes", 0) as stores:
            stores.fill()
            runs |= stores.compare([COLD], options)[0]
    cases = [HOT, COLD, MANY, WRITE, *SENDS]
    return "\n".join([print_rates(cases, runs, trips), print_bare(runs, bare), print_cpu(cases, runs)])


def compile_programs(folder):
    """Compiles the programs in C; returns their folder."""
    for name, libraries in (("delay", []), ("bare_sends", ["-pthread", "-lpq"])):
        command = ["cc", "-O2", "-Wall", "-o", str(folder / name), str(SOURCES / f"{name}.c"), *libraries]
        subprocess.run(command, check=True)
    return folder


class Distance:
    """A socket behind which a server is some way off."""

    def __init__(self, program, server):
        self._folder = tempfile.TemporaryDirectory(prefix="qun-far-", dir="/tmp")
        self.folder = self._folder.name
        sockets = [f"{folder}/.s.PGSQL.5432" for folder in (self.folder, server.folder)]
        command = [str(program), *sockets, str(ROUND_TRIP_MICROSECONDS // 2)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.pid = self._process.pid
        if self._process.stdout.readline() != b"ready\n":
            raise SystemExit("the delaying proxy does not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._folder.cleanup()


class Stores:
    """A server on SQLite, a PostgreSQL server, and nodes on it at both distances."""

    def __init__(self, programs, folder, server, distance, sqlite, nodes):
        self._programs = programs
        self._folder = folder
        self._server = server
        self._distance = distance
        self._sqlite = sqlite
        self._nodes = nodes
        self._firsts = itertools.count()
        # what calls are made to, by name
        self.targets = {("SQLite", 1): [sqlite]}
        self.targets |= {(place, count): nodes[place][:count] for place in nodes for count in NODE_COUNTS}

    @classmethod
    @contextlib.contextmanager
    def open(cls, programs, *flags):
        with contextlib.ExitStack() as opened:
            folder = opened.enter_context(tempfile.TemporaryDirectory(dir="/tmp"))
            server = postgres.PostgresServer(basis=SETTINGS, parent="/tmp")
            opened.callback(server.stop)
            distance = opened.enter_context(Distance(programs / "delay", server))

            def start(name, *store):
                data = pathlib.Path(folder) / name
                flags_of_node = (*APP, "--no-tls", "--auto-import-accounts", *store, *flags)
                return opened.enter_context(live_server.Server(data, *flags_of_node))

            nodes = {
                place: [
                    start(f"{place}-{number}", "--store", server.address(folder, host))
                    for number in range(max(NODE_COUNTS))
                ]
                for place, host in ((NEAR, None), (FAR, distance.folder))
            }
            yield cls(programs, folder, server, distance, start("sqlite"), nodes)

    # what is measured

    def fill(self):
        """Creates the groups, and sends a message to each, so that the first are not measured."""
        for server in (self._sqlite, self._nodes[NEAR][0]):
            with server.connect() as api:
                self._read = create_groups(api, "read", 50, 2)
                self._written = create_groups(api, "written", WRITE_GROUPS, 2)
                create_groups(api, "sent", GROUPS, 2)
                for number in range(GROUPS):
                    body = {"MsgType": "TIMTextElem", "MsgContent": {"Text": TEXT}}
                    call = {"GroupId": f"sent-{number}", "From_Account": SENDER, "Random": number, "MsgBody": [body]}
                    api.ok("send_group_msg", call)
        self._changes = [self._count_changes(server) for server in (self._sqlite, self._nodes[NEAR][0])]
        for statement in ("VACUUM ANALYZE", "CHECKPOINT"):
            self._server.run("psql", "-q", "-c", statement, self._server.database(self._folder))

    def compare(self, cases, options):
        """Runs the cases, the stores in turns, and beside sends the bare program; returns the runs of both."""
        runs = {(case, target): [] for case in cases for target in self.targets}
        bare = {
            (case, place, shape): []
            for case in cases if case.is_send for place in (NEAR, FAR) for shape in SHAPES[case.connections]
        }
        for round_number in range(options.rounds):
            progress(f"Stores, round {round_number + 1} of {options.rounds}")
            for case in cases:
                for target, servers in self.targets.items():
                    runs[case, target].append(self._drive(case, servers, options.seconds))
                for _, place, shape in (key for key in bare if key[0] == case):
                    bare[case, place, shape].append(self._send_bare(case, place, shape, options.seconds))
        return runs, bare

    def _drive(self, case, servers, seconds):
        """Drives servers at the same time, which share the connections out."""
        loads = []
        shares = [len(range(number, case.connections, len(servers))) for number in range(len(servers))]
        threads = [
            threading.Thread(
                target=lambda server=server, share=share, script=self._script(case, server): loads.append(
                    wrk(server.ready["http"], script, [], share, seconds)
                )
            )
            for server, share in zip(servers, shares) if share
        ]
        before = self._cpu(servers)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        after = self._cpu(servers)
        if len(loads) != len(threads):
            raise SystemExit(f"{case.name}: a load generator has failed")
        requests = sum(load.requests for load in loads)
        return Run(
            sum(load.rate for load in loads), requests, max(load.p99_milliseconds for load in loads),
            {name: (after[name] - before[name]) / requests * 1000 for name in after},
        )

    def _script(self, case, server):
        """The wrk script of a case."""
        with server.connect() as api:
            if case in (HOT, COLD, MANY):
                groups = self._read[:1] if case != MANY else self._read
                return post(api.path("get_group_info"), json.dumps({"GroupIdList": groups}, separators=(",", ":")))
            if case == WRITE:
                return changing(api.path("modify_group_base_info"))
            body = {
                "GroupId": "sent-%d", "From_Account": SENDER, "Random": "%d",
                "MsgBody": [{"MsgType": "TIMTextElem", "MsgContent": {"Text": TEXT}}],
            }
            template = json.dumps(body, separators=(",", ":")).replace('"%d"', "%d")
            # no two scripts send the same message
            first = (next(self._firsts) + 1) * 1_000_000 % 2**32
            return posts(
                api.path("send_group_msg"), template, f"count % {case.groups}", f"({first} + count) % 4294967296"
            )

    def _cpu(self, servers):
        """Seconds of CPU that have been used so far, by kind of process."""
        return {
            "nodes": cpu_seconds([server.pid for server in servers]),
            "PostgreSQL": family_cpu_seconds(self._server.pid),
            "wrk": sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]),
            "proxy": cpu_seconds([self._distance.pid]),
        }

    def _send_bare(self, case, place, shape, seconds):
        """Runs the bare program."""
        lanes, sends, trips = shape
        host = self._server.folder if place == NEAR else self._distance.folder
        address = f"host={host} user=qun dbname={self._server.database(self._folder)}"
        command = [str(self._programs / "bare_sends"), address, *map(str, (lanes, sends, case.groups, trips, seconds))]
        before = self._cpu([])
        ran = subprocess.run(command, capture_output=True, text=True)
        after = self._cpu([])
        if ran.returncode != 0:
            raise SystemExit(f"the bare program failed: {ran.stderr}")
        sent, taken, _ = ran.stdout.split()[1:]
        cpu = {name: (after[name] - before[name]) / int(sent) * 1000 for name in after}
        return Run(int(sent) / float(taken), int(sent), 0, cpu)

    def check(self, runs, bare):
        """What was acknowledged must be stored."""
        for server, before in zip((self._sqlite, self._nodes[NEAR][0]), self._changes):
            own = [
                (case, run)
                for (case, (store, _)), each in runs.items() if (store == "SQLite") == (server is self._sqlite)
                for run in each
            ]
            sent = sum(run.requests for case, run in own if case.is_send)
            if server is not self._sqlite:
                sent += sum(run.requests for each in bare.values() for run in each)
            check_stored(server, sent)
            changed = sum(run.requests for case, run in own if case == WRITE)
            stored = self._count_changes(server) - before
            if stored < changed:
                raise SystemExit(f"{changed} changes were acknowledged, {stored} are stored")

    def _count_changes(self, server):
        with server.connect() as api:
            return changes_of(api, self._written)

    def round_trips(self):
        """The milliseconds of a `SELECT 1` at both distances."""
        found = {}
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
            script.write("SELECT 1;\n")
            script.flush()
            for place, host in ((NEAR, None), (FAR, self._distance.folder)):
                flags = ["-n", "-M", "prepared", "-T", "2", "-f", script.name]
                told = self._server.run("pgbench", *flags, self._server.database(self._folder), host=host)
                found[place] = float(re.search(r"latency average = ([\d.]+) ms", told)[1])
        return found


# tables


def median(runs):
    return statistics.median(run.rate for run in runs)


def print_rates(cases, runs, trips):
    rows = []
    for case in cases:
        base = median(runs[case, ("SQLite", 1)])
        for place in (NEAR, FAR):
            rates = [median(runs[case, (place, count)]) for count in NODE_COUNTS]
            rows.append([case.name, place, f"{base:,.0f}"] + [f"{rate:,.0f} ({rate / base:.2f})" for rate in rates])
    return section(
        "SQLite and PostgreSQL",
        "The same calls over HTTP on one node with SQLite, and on one, two and three nodes that share a PostgreSQL"
        " database, all on the same cores; in default configuration, with a line of the log for each request. Both"
        " databases flush what they acknowledge to the same disk. `get_group_info` of groups of 2 members compares their"
        f" versions in the database; without a cache it reads them. `modify_group_base_info` changes {WRITE_GROUPS} groups in"
        " turn. In parentheses: against SQLite.",
        ["call", "database", "SQLite", "one node", "two nodes", "three nodes"],
        rows,
        "The distance is a proxy between unix sockets that holds back each direction for half of it. A `SELECT 1` takes"
        f" {trips[NEAR]:.3f} ms on the local socket and {trips[FAR]:.3f} ms through the proxy. Every acknowledged message and change"
        " was found afterwards.",
    )


def print_bare(runs, bare):
    rows = []
    for case in SENDS:
        for place in (NEAR, FAR):
            rates = {shape: median(bare[case, place, shape]) for shape in SHAPES[case.connections]}
            best = max(rates, key=rates.get)
            twice = max(rate for shape, rate in rates.items() if shape[2] == 2)
            rate = median(runs[case, (place, 1)])
            rows.append(
                [
                    case.name, place, f"{rate:,.0f}", f"{rates[best]:,.0f}", f"{rate / rates[best]:.2f}",
                    f"{best[0]}, {best[2]}", f"{twice:,.0f}", f"{rate / twice:.2f}",
                ]
            )
    return section(
        "Sending beside bare libpq",
        "One node on PostgreSQL, and a C program that writes the same rows from a loop, with as many sends under way as there"
        " are senders, those of a connection in one transaction, set-wise: no HTTP, no JSON, no rules. In one round trip a statement does all of a transaction;"
        " in two, rows are locked and looked up before it is decided what is written, as a server must.",
        ["senders into groups", "database", "one node", "bare", "share", "its connections, trips", "bare, two trips", "share"],
        rows,
        "The bare program's figures are those of its best shape.",
    )


def print_cpu(cases, runs):
    rows = []
    for case in cases:
        for target in [("SQLite", 1), (NEAR, 1), (NEAR, 3), (FAR, 1), (FAR, 3)]:
            each = runs[case, target]
            used = {name: statistics.median(run.cpu[name] for run in each) for name in each[0].cpu}
            place = target[0] if target[0] == "SQLite" else f"{target[0]}, {target[1]}"
            rows.append(
                [case.name, place, f"{statistics.median(run.p99_milliseconds for run in each):.1f}"]
                + [f"{used[name]:.3f}" for name in ("nodes", "PostgreSQL", "wrk", "proxy")]
            )
    return section(
        "What the stores' calls cost",
        "Seconds of CPU for 1,000 calls, by kind of process; several nodes together.",
        ["call", "database, nodes", "99 % within ms", "nodes", "PostgreSQL", "wrk", "proxy"],
        rows,
        "",
    )
