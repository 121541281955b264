"""Durable changes of groups."""

import statistics

from .load import posts, wrk
from .page import section
from .processes import flush_rate, progress
from .world import create_groups, fresh_server

WRITE_GROUPS = 64


def measure(options):
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
    return posts(path, '{"GroupId":"written-%d","Name":"Change %d"}', f"count % {WRITE_GROUPS}", "count")


def changes_of(api, groups):
    """How many changes the groups have seen in all."""
    answer = api.ok(
        "get_group_info", {"GroupIdList": groups[:50], "ResponseFilter": {"GroupBaseInfoFilter": ["InfoSeq"]}}
    )
    rest = api.ok(
        "get_group_info", {"GroupIdList": groups[50:], "ResponseFilter": {"GroupBaseInfoFilter": ["InfoSeq"]}}
    )
    return sum(entry["InfoSeq"] for entry in answer["GroupInfo"] + rest["GroupInfo"])
