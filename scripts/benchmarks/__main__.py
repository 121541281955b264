"""The measurements of scripts/bench: starts the servers, drives them with wrk, prints tables.

Nothing but Python's standard library, wrk, nginx and the servers of `peers`. Every process it starts is ended by its id.
"""

import argparse

from . import changing, community, console, control, copying, hotpath, messages, peers, reads, scale, soak, stores, webhooks, writes
from .compatibility import PROJECT
from .page import page
from .processes import progress

PARTS = {
    "reads": reads.measure,
    "hotpath": hotpath.measure,
    "writes": writes.measure,
    "messages": messages.measure,
    "webhooks": webhooks.measure,
    "control": control.measure,
    "console": console.measure,
    "community": community.measure,
    "changing": changing.measure,
    "scale": scale.measure,
    "copy": copying.measure,
    "stores": stores.measure,
    "peers": peers.measure,
    "soak": soak.measure,
}
PAGE = PROJECT / "docs" / "benchmarks.md"


def parse_options():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--minutes", type=int, default=5)
    parser.add_argument("--groups", type=int, default=1_000_000)
    parser.add_argument("--only", action="append", choices=list(PARTS))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    for name, limit in (
        ("rounds", 50), ("seconds", 60), ("connections", 1000), ("minutes", 600), ("groups", 10_000_000),
    ):
        if not 1 <= getattr(options, name) <= limit:
            parser.error(f"--{name} takes 1 to {limit}")
    return options


def main():
    options = parse_options()
    parts = [part for part in PARTS if part in (options.only or PARTS)]
    sections = []
    for part in parts:
        sections.append(PARTS[part](options))
        # at once, for whoever waits
        print(sections[-1], flush=True)
    if options.write:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(sections, [part for part in PARTS if part not in parts], options))
        progress(f"Wrote {PAGE.relative_to(PROJECT)}")


main()
