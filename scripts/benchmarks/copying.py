"""A large store, copied to PostgreSQL and back."""

import os
import pathlib
import re
import subprocess
import tempfile

from . import scale
from .compatibility import live_server, postgres
from .processes import progress
from .page import section

SETTINGS = ["listen_addresses=", "shared_buffers=512MB", "max_wal_size=4GB", "logging_collector=off"]
LINE = re.compile(r"^([\d.]+) s: (.*)$", re.MULTILINE)


def measure(options):
    """Copies there and back with the durability that both stores have by default."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as place:
        folders = [pathlib.Path(place) / name for name in ("first", "second")]
        scale.fill(str(folders[0]), options.groups)
        os.chmod(place, 0o755)
        server = postgres.PostgresServer(basis=SETTINGS, parent=place)
        try:
            database = server.address("copy")
            rows = [
                copy("SQLite to PostgreSQL", f"sqlite:{folders[0]}", database, options.groups),
                copy("PostgreSQL to SQLite", database, f"sqlite:{folders[1]}", options.groups),
            ]
        finally:
            server.stop()
    return section(
        "Copying a store",
        f"`qun copy` of {options.groups:,} groups with {options.groups * scale.MEMBERS:,} memberships. Both stores wait for the"
        " disk; PostgreSQL is on the same machine.",
        ["direction", "copying s", "groups/s", "comparing s", "memory MiB"],
        rows,
        "Comparing reads all rows of both stores again.",
    )


def copy(title, source, destination, groups):
    """Copies; returns the row of the table."""
    progress(title)
    process = subprocess.Popen(
        [str(live_server.BINARY), "copy", "--from", source, "--to", destination],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env=live_server.environment_of_server(),
    )
    with process.stderr as told:
        text = told.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, text
    moments = {line: float(seconds) for seconds, line in LINE.findall(text)}
    (compared,) = [moment for line, moment in moments.items() if line.startswith("everything is copied")]
    (ended,) = [moment for line, moment in moments.items() if line.startswith("the stores are the same")]
    return [
        title, f"{compared:.0f}", f"{groups / compared:,.0f}", f"{ended - compared:.0f}", f"{usage.ru_maxrss / 1024:.0f}",
    ]
