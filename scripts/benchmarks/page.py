"""The page that the parts make together."""

import datetime
import os
import pathlib
import platform

from .compatibility import live_server


def section(title, introduction, header, rows, remark):
    lines = [f"## {title}", "", introduction, "", "| " + " | ".join(header) + " |"]
    lines.append("|" + "---|" + "---:|" * (len(header) - 1))
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([*lines, "", remark, ""])


def page(sections, left_out, options):
    """The page of a run; it names the parts that the run left out."""
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
    if left_out:
        head += f"- not measured in this run: {', '.join(left_out)}\n"
    return "\n".join([head, *sections])
