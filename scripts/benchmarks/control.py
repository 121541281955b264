"""What the control port costs those who call, and how long it takes to make, reset and drop an app."""

import json
import os
import statistics
import tempfile
import time

from .compatibility import control_port
from .load import post, wrk
from .page import section
from .processes import progress
from .world import create_groups, fresh_server

ROUNDS_OF_APPS = 200
# what a test of an app's backend leaves behind, or begins with
GROUPS, MEMBERS = 5, 4
# with --dev every call asks whether a fault hits it
MODES = {"no control port": ("--no-control",), "no calls kept": (), "calls kept": (), "calls kept, faults without a rule": ("--dev",)}


def measure(options):
    """Reads without the port, without the ring of calls and with it, in turns; then the life of small apps."""
    runs = {mode: [] for mode in MODES}
    for number in range(options.rounds):
        progress(f"Control port, round {number + 1} of {options.rounds}")
        for mode in MODES if number % 2 else reversed(MODES):
            runs[mode].append(reads(mode, options))
    rates = {mode: statistics.median(run.rate for run in runs[mode]) for mode in MODES}
    none = rates["no calls kept"]
    rows = [
        [mode, f"{rates[mode]:,.0f}", f"{rates[mode] / none:.2f}",
         f"{statistics.median(run.cpu_per_thousand for run in runs[mode]):.4f}"]
        for mode in MODES
    ]
    return section(
        "The control port",
        f"`get_group_info` of one group of 2 members from {options.connections} connections, in default configuration but for"
        " what is said.",
        ["server", "req/s", "share", "CPU s per 1,000"],
        rows,
        lives_of_apps(),
    )


def reads(mode, options):
    with tempfile.TemporaryDirectory() as folder:
        flags = list(MODES[mode])
        if mode == "no calls kept":
            file = os.path.join(folder, "qun.json")
            with open(file, "w", opener=lambda path, bits: os.open(path, bits, 0o600)) as config:
                json.dump({"control": {"calls": 0}}, config)
            flags += ["--config", file]
        with fresh_server(*flags) as server, server.connect() as api:
            (group,) = create_groups(api, "read", 1, 2)
            body = json.dumps({"GroupIdList": [group]}, separators=(",", ":"))
            load = post(api.path("get_group_info"), body)
            return wrk(server.ready["http"], load, [server.pid], options.connections, options.seconds)


def lives_of_apps():
    """Times of making, filling, resetting and dropping an app; a sentence."""
    seconds = {step: [] for step in ("create", "reset", "seed", "drop")}

    def timed(step, work):
        begin = time.perf_counter()
        value = work()
        seconds[step].append(time.perf_counter() - begin)
        return value

    lines = [
        json.dumps({"command": "group_open_http_svc/create_group", "body": {
            "GroupId": f"group-{number}", "Type": "Public", "Name": "n", "Owner_Account": "user-0",
            "MemberList": [{"Member_Account": f"user-{member}"} for member in range(1, MEMBERS)]}})
        for number in range(GROUPS)
    ]
    calls = "\n".join(lines).encode()
    with fresh_server("--dev") as server:
        for _ in range(ROUNDS_OF_APPS):
            app, _ = timed("create", lambda: control_port.create_app(server))
            app.ok("POST", "/seed?keep=true", calls)
            timed("reset", app.reset)
            timed("seed", lambda: app.reset("seed"))
            timed("drop", lambda: app.ok("DELETE"))
    times = {step: sorted(1_000 * value for value in values) for step, values in seconds.items()}
    shown = {step: f"{values[len(values) // 2]:.1f} ms ({values[len(values) * 99 // 100]:.1f})" for step, values in times.items()}
    return (
        f"An app with {GROUPS} groups of {MEMBERS} members, median and 99 % of {ROUNDS_OF_APPS}, each a request over a connection of its"
        f" own: created in {shown['create']}, reset to nothing in {shown['reset']}, reset to its {GROUPS} groups in {shown['seed']},"
        f" dropped in {shown['drop']}."
    )
