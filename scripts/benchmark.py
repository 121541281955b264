"""The measurements of scripts/bench: starts the servers, drives them with wrk, prints tables.

Nothing but Python's standard library, wrk and nginx. Every process it starts is ended by its id.
"""

import argparse
import contextlib
import dataclasses
import datetime
import json
import os
import pathlib
import platform
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

PROJECT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "Tests" / "CompatibilityTests"))

import live_server  # noqa: E402

PAGE = PROJECT / "docs" / "benchmarks.md"
TICKS = os.sysconf("SC_CLK_TCK")
PARTS = ("reads", "writes", "community")
WRITE_GROUPS = 64
COMMUNITY_MEMBERS = 100_000
ANSWER_LIMIT = 1_048_576

# wrk calls `done` once; the line it prints is the only one that is read.
WRK_SUMMARY = """
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d\\n",
    summary.requests, summary.duration, summary.bytes,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status, latency:percentile(99)))
end
"""

NGINX_CONFIGURATION = """
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
{user}
events {{ worker_connections 4096; }}
http {{
    access_log off;
    default_type application/json;
    sendfile on;
    tcp_nodelay on;
    keepalive_requests 1000000000;
    open_file_cache max=100;
    open_file_cache_valid 1h;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=1024;
        root {folder}/answers;
        # A static file answers GET only; the redirect inside the server makes it answer POST as well.
        error_page 405 =200 $uri;
    }}
}}
"""


def progress(text):
    print(f"==> {text}", file=sys.stderr, flush=True)


# Processes


def cpu_seconds(pids):
    """User and system time that the processes have used so far, their threads included."""
    total = 0
    for pid in pids:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def children(pid):
    return [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclasses.dataclass
class Nginx:
    """An nginx of our own that answers a POST to /NAME with the bytes of answers/NAME."""

    base_url: str
    worker_pids: list

    @classmethod
    @contextlib.contextmanager
    def serving(cls, answers):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            folder.chmod(0o755)
            (folder / "answers").mkdir()
            for path, content in answers.items():
                (folder / "answers" / path).write_bytes(content)
            port = free_port()
            user = "user root;" if os.getuid() == 0 else ""
            configuration = folder / "nginx.conf"
            configuration.write_text(NGINX_CONFIGURATION.format(folder=folder, port=port, user=user))
            search = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
            program = shutil.which("nginx", path=search)
            master = subprocess.Popen(
                [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(configuration)],
                stdin=subprocess.DEVNULL,
            )
            try:
                yield cls(f"http://127.0.0.1:{port}", cls._wait(master, port, folder))
            finally:
                master.send_signal(signal.SIGTERM)
                master.wait(20)

    @staticmethod
    def _wait(master, port, folder):
        for _ in range(200):
            if master.poll() is not None:
                break
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                if len(workers := children(master.pid)) == 2:
                    return workers
            time.sleep(0.05)
        raise SystemExit("nginx did not start:\n" + (folder / "error.log").read_text())


@dataclasses.dataclass
class Load:
    """What one run of wrk saw."""

    rate: float
    requests: int
    bytes_each: float
    cpu_per_thousand: float
    p99_milliseconds: float


def wrk(url, lua, pids, connections, seconds):
    """Drives a server for some seconds; every answer must have arrived and have status 200."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(lua + WRK_SUMMARY)
        script.flush()
        before = cpu_seconds(pids)
        ran = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", script.name, url],
            capture_output=True,
            text=True,
            timeout=seconds + 60,
        )
        used = cpu_seconds(pids) - before
    results = [line.split()[1:] for line in ran.stdout.splitlines() if line.startswith("RESULT ")]
    if ran.returncode != 0 or not results:
        raise SystemExit(f"wrk failed:\n{ran.stdout}{ran.stderr}")
    requests, duration, size, broken, refused, p99 = map(int, results[0])
    if broken or refused or not requests:
        raise SystemExit(f"wrk saw {requests} answers, {broken} broken and {refused} refused:\n{ran.stdout}")
    return Load(requests / duration * 1e6, requests, size / requests, used / requests * 1000, p99 / 1000)


def lua_string(text):
    """A text as a Lua literal."""
    return '"' + "".join(f"\\{byte:03}" for byte in text.encode()) + '"'


def post(path, body):
    """A wrk script that repeats one POST."""
    return (
        f'wrk.method = "POST"\nwrk.path = {lua_string(path)}\nwrk.body = {lua_string(body)}\n'
        'wrk.headers["Content-Type"] = "application/json"\n'
    )


# The world that is measured


def accounts_of(count):
    return [f"user-{number:06}" for number in range(count)]


@contextlib.contextmanager
def fresh_server():
    """A server without TLS on a data folder that goes away with it."""
    with tempfile.TemporaryDirectory() as data:
        with live_server.Server(data, "--no-tls", "--auto-import-accounts") as server:
            yield server


def create_groups(api, stem, groups, members):
    """Creates groups with an owner and further members; returns their identifiers."""
    accounts = accounts_of(members)
    listed = [{"Member_Account": account} for account in accounts[1:]]
    identifiers = []
    for number in range(groups):
        group = f"{stem}-{number}"
        api.ok(
            "create_group",
            {
                "GroupId": group,
                "Type": "Public",
                "Name": f"Group {number}",
                "Introduction": "An introduction of ordinary length",
                "Notification": "Handover at 06:00",
                "FaceUrl": "https://img.example.net/group.png",
                "Owner_Account": accounts[0],
                "ApplyJoinOption": "FreeAccess",
                "AppDefinedData": [{"Key": "tier", "Value": "gold"}, {"Key": "blob", "Value": "abc\u0000\u0001"}],
                "MemberList": listed[:100],
            },
        )
        for start in range(100, len(listed), 300):
            api.ok("add_group_member", {"GroupId": group, "MemberList": listed[start : start + 300]})
        identifiers.append(group)
    return identifiers


def fill_community(server, group, count):
    """Imports a Community over four connections; returns the seconds it took."""
    accounts = accounts_of(count)
    with server.connect() as api:
        api.ok("import_group", {"GroupId": group, "Type": "Community", "Name": "Large", "Owner_Account": accounts[0]})
    starts = range(1, count, 300)

    def work(share):
        with server.connect() as api:
            for start in share:
                listed = [{"Member_Account": account} for account in accounts[start : min(start + 300, count)]]
                api.ok("import_group_member", {"GroupId": group, "MemberList": listed})

    threads = [threading.Thread(target=work, args=(starts[first::4],)) for first in range(4)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begin
    with server.connect() as api:
        number = api.group(group, GroupBaseInfoFilter=["MemberNum"])["MemberNum"]
    if number != count:
        raise SystemExit(f"{group} has {number} members instead of {count}")
    return seconds


# The parts


def measure_reads(options):
    """get_group_info of three sizes, Qun and nginx in turns."""
    with fresh_server() as server:
        with server.connect() as api:
            small = create_groups(api, "small", 50, 2)
            medium = create_groups(api, "medium", 1, 200)
            cases = {
                "one group of 2 members": small[:1],
                "one group of 200 members": medium,
                "50 groups of 2 members": small,
            }
            bodies = [json.dumps({"GroupIdList": groups}, separators=(",", ":")) for groups in cases.values()]
            path = api.path("get_group_info")
            answers = [api.call_bytes("get_group_info", body.encode()) for body in bodies]
        with Nginx.serving({str(number): answer for number, answer in enumerate(answers)}) as nginx:
            check_same_bytes(nginx, answers, bodies)
            qun_runs, nginx_runs = [[[] for _ in cases] for _ in range(2)]
            for round_number in range(options.rounds):
                progress(f"Reads, round {round_number + 1} of {options.rounds}")
                for number, body in enumerate(bodies):
                    load = (options.connections, options.seconds)
                    qun_runs[number].append(wrk(server.ready["http"], post(path, body), [server.pid], *load))
                    nginx_runs[number].append(
                        wrk(nginx.base_url, post(f"/{number}", body), nginx.worker_pids, *load)
                    )
        memory = live_server.resident_bytes(server.pid)

    rows = []
    for case, answer, ours, theirs in zip(cases, answers, qun_runs, nginx_runs):
        if min(run.bytes_each for run in ours) < len(answer):
            raise SystemExit(f"{case}: some answers were shorter than the one that was checked")
        rate, rate_nginx = (statistics.median(run.rate for run in runs) for runs in (ours, theirs))
        cpu, cpu_nginx = (statistics.median(run.cpu_per_thousand for run in runs) for runs in (ours, theirs))
        rows.append(
            [
                case, f"{len(answer):,}", f"{rate:,.0f}", f"{rate_nginx:,.0f}", f"{rate / rate_nginx:.2f}",
                f"{cpu:.4f}", f"{cpu_nginx:.4f}",
            ]
        )
    return section(
        "Reading",
        f"`get_group_info` over HTTP with {options.connections} connections, every request signed, and nginx with two"
        " workers handing out the same bytes from a file. Requests per second, and seconds of CPU for 1,000 requests.",
        ["call", "bytes", "Qun req/s", "nginx req/s", "share", "Qun CPU s", "nginx CPU s"],
        rows,
        f"Qun's memory afterwards: {memory / 2**20:.0f} MiB.",
    )


def check_same_bytes(nginx, answers, bodies):
    """nginx must answer the same POST with the same bytes."""
    connection = live_server.Connection(nginx.base_url, 0, "", "")
    with connection:
        for number, (answer, body) in enumerate(zip(answers, bodies)):
            status, _, served = connection.send("POST", f"/{number}", body.encode())
            if (status, served) != (200, answer):
                raise SystemExit(f"nginx answers {status} with {len(served)} bytes instead of {len(answer)}")


def measure_writes(options):
    """Durable changes with one writer and with 64, and what the disk does by itself."""
    runs = {1: [], 64: []}
    flushes = []
    with fresh_server() as server:
        with server.connect() as api:
            groups = create_groups(api, "written", WRITE_GROUPS, 2)
            path = api.path("modify_group_base_info")
            for round_number in range(options.rounds):
                progress(f"Writes, round {round_number + 1} of {options.rounds}")
                flushes.append(flush_rate(server.data))
                for writers in runs:
                    before = changes_of(api, groups)
                    load = wrk(server.ready["http"], changing(path), [server.pid], writers, options.seconds)
                    stored = changes_of(api, groups) - before
                    if stored < load.requests:
                        raise SystemExit(f"{load.requests} changes were acknowledged, {stored} are stored")
                    runs[writers].append(load)
    rates = {writers: statistics.median(run.rate for run in loads) for writers, loads in runs.items()}
    rows = [
        [
            str(writers),
            f"{rates[writers]:,.0f}",
            f"{rates[writers] / rates[1]:.1f}",
            f"{statistics.median(run.p99_milliseconds for run in loads):.1f}",
            f"{statistics.median(run.cpu_per_thousand for run in loads):.3f}",
        ]
        for writers, loads in runs.items()
    ]
    return section(
        "Writing",
        f"`modify_group_base_info` of {WRITE_GROUPS} groups in turn over HTTP; an OK means that the change is on disk.",
        ["writers", "changes/s", "against one", "99 % within ms", "CPU s per 1,000"],
        rows,
        f"4 KiB written and flushed to the same disk by one plain writer: {statistics.median(flushes):,.0f} a second.",
    )


def changing(path):
    """A wrk script that changes one group after the other, with a new name each time."""
    return f"""
local path = {lua_string(path)}
local headers = {{ ["Content-Type"] = "application/json" }}
local count = 0
function request()
  count = count + 1
  local body = string.format('{{"GroupId":"written-%d","Name":"Change %d"}}', count % {WRITE_GROUPS}, count)
  return wrk.format("POST", path, headers, body)
end
"""


def changes_of(api, groups):
    """How many changes the groups have seen in all."""
    answer = api.ok(
        "get_group_info", {"GroupIdList": groups[:50], "ResponseFilter": {"GroupBaseInfoFilter": ["InfoSeq"]}}
    )
    rest = api.ok(
        "get_group_info", {"GroupIdList": groups[50:], "ResponseFilter": {"GroupBaseInfoFilter": ["InfoSeq"]}}
    )
    return sum(entry["InfoSeq"] for entry in answer["GroupInfo"] + rest["GroupInfo"])


def flush_rate(folder, seconds=1.0):
    """How often a second the disk takes 4 KiB of a file that already has its size, and a flush."""
    block, blocks = b"\0" * 4096, 1000
    with tempfile.TemporaryFile(dir=folder) as file:
        os.write(file.fileno(), block * blocks)
        os.fsync(file.fileno())
        count, begin = 0, time.perf_counter()
        while (now := time.perf_counter()) - begin < seconds:
            os.pwrite(file.fileno(), block, count % blocks * len(block))
            os.fdatasync(file.fileno())
            count += 1
    return count / (now - begin)


def measure_community(options):
    """What too large an answer costs beside one that just fits."""
    large, fitting = "@TGS#_large", "@TGS#_fitting"
    with fresh_server() as server:
        progress(f"Importing {COMMUNITY_MEMBERS:,} members")
        import_seconds = fill_community(server, large, COMMUNITY_MEMBERS)
        with server.connect() as api:
            fill_community(server, "@TGS#_sample", 101)
            sample = len(api.call_bytes("get_group_info", b'{"GroupIdList":["@TGS#_sample"]}'))
            fill_community(server, fitting, int((ANSWER_LIMIT - 20_000) / (sample / 101)))
            cases = {
                "about 1 MB, unfiltered": {"GroupIdList": [fitting]},
                "100,000 members, unfiltered": {"GroupIdList": [large]},
                "100,000 members, member filter": {
                    "GroupIdList": [large], "ResponseFilter": {"MemberInfoFilter": ["Role"]},
                },
                "100,000 members, base filter": {
                    "GroupIdList": [large], "ResponseFilter": {"GroupBaseInfoFilter": ["Name", "MemberNum"]},
                },
            }
            rows = []
            for case, body in cases.items():
                progress(f"Community: {case}")
                request = json.dumps(body).encode()
                answer = json.loads(api.call_bytes("get_group_info", request))
                resting = live_server.resident_bytes(server.pid)
                live_server.forget_highest_resident(server.pid)
                times = []
                for _ in range(10 * options.rounds):
                    begin = time.perf_counter()
                    size = len(api.call_bytes("get_group_info", request))
                    times.append(time.perf_counter() - begin)
                growth = live_server.resident_bytes(server.pid, "VmHWM") - resting
                rows.append(
                    [
                        case, str(answer["ErrorCode"]), f"{size:,}", f"{statistics.median(times) * 1000:.2f}",
                        f"{growth / 2**20:.1f}",
                    ]
                )
    return section(
        "A Community with 100,000 members",
        "`get_group_info`, one call after the other. Growth is how far the server's memory rose above rest meanwhile.",
        ["call", "ErrorCode", "bytes", "median ms", "growth MiB"],
        rows,
        f"Importing it took {import_seconds:.1f} s in calls of 300 over four connections,"
        f" {COMMUNITY_MEMBERS / import_seconds:,.0f} members a second.",
    )


# The page


def section(title, introduction, header, rows, remark):
    lines = [f"## {title}", "", introduction, "", "| " + " | ".join(header) + " |"]
    lines.append("|" + "---|" + "---:|" * (len(header) - 1))
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([*lines, "", remark, ""])


def page(sections, options):
    processor = next(
        (
            line.partition(":")[2].strip()
            for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    version = live_server.run_qun("version").stdout.strip()
    head = f"""# Benchmarks

Printed by `scripts/bench`. The load generator (wrk, one thread) shares the machine's cores with the servers, so
figures are for comparison: shares of nginx and CPU seconds hold from machine to machine, requests per second do not.

- {version}, release build; {datetime.date.today().isoformat()}
- {os.cpu_count()} cores, {processor}
- medians; rounds: {options.rounds}, {options.seconds} s each, servers in turns
"""
    return "\n".join([head, *sections])


def parse_options():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--only", action="append", choices=PARTS)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    for name, limit in (("rounds", 50), ("seconds", 60), ("connections", 1000)):
        if not 1 <= getattr(options, name) <= limit:
            parser.error(f"--{name} takes 1 to {limit}")
    if options.write and options.only:
        parser.error("--write needs all parts")
    return options


def main():
    options = parse_options()
    measure = {"reads": measure_reads, "writes": measure_writes, "community": measure_community}
    text = page([measure[part](options) for part in options.only or PARTS], options)
    print(text, end="")
    if options.write:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(text)
        progress(f"Wrote {PAGE.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
