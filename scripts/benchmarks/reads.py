"""`get_group_info` beside nginx."""

import json
import statistics

from .compatibility import live_server
from .load import post, wrk
from .page import section
from .processes import Nginx, progress
from .world import create_groups, fresh_server


def measure(options):
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
