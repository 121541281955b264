"""Where the time of a read from memory goes."""

import collections
import json
import os
import pathlib
import re
import subprocess
import tempfile

from .compatibility import PROJECT
from .flamegraph import flame_graph
from .load import post, wrk
from .page import section
from .processes import progress
from .reads import UNLOGGED
from .world import create_groups, fresh_server

PICTURE = PROJECT / "docs" / "decisions" / "0006-hot-path.svg"
# Layers, by the frame nearest to the processor.
LAYERS = {
    "kernel: `write`": re.compile(r"libc_writev?$"),
    "kernel: `read`": re.compile(r"^(__GI___libc_|__libc_)?read$"),
    "kernel: `epoll_wait`": re.compile(r"epoll_wait"),
    "finding the group and its answer": re.compile(r"^RegistryCommandRunner\.immediateAnswer"),
    "URL, admission, rates": re.compile(r"^ServerContext\.route"),
    "log and metrics": re.compile(r"^RequestLog\."),
    "framing the request": re.compile(r"^RequestReader\.|^PlainHead"),
    "the connection, with SwiftNIO's way to the socket": re.compile(r"^Connection(Handler|State)\."),
    "SwiftNIO: loop, channel, pipeline": re.compile(""),
}
# What the compiler puts around a name.
WRAPPING = re.compile(
    r"^(specialized |partial apply for |@objc |thunk for |closure #\d+ (\([^)]*\) )?in |implicit closure #\d+ in "
    r"|protocol witness for |merged |static )+| in conformance .*$|\(.*$"
)


def measure(options):
    """Samples the stacks of the server while it answers from memory; draws them."""
    with fresh_server(*UNLOGGED) as server, tempfile.TemporaryDirectory() as folder:
        with server.connect() as api:
            body = json.dumps({"GroupIdList": create_groups(api, "hot", 1, 2)}, separators=(",", ":"))
            script = post(api.path("get_group_info"), body)
        load = (server.ready["http"], script, [server.pid], options.connections)
        wrk(*load, 1)
        progress("Sampling stacks")
        recording = pathlib.Path(folder) / "perf.data"
        seconds = 2 * options.seconds
        recorder = subprocess.Popen(
            [
                "perf", "record", "--event", "cpu-clock", "--freq", "4999", "--call-graph", "fp", "--pid", str(server.pid),
                "--output", str(recording), "--", "sleep", str(seconds),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wrk(*load, seconds + 1)
        recorder.wait(60)
        stacks = read_stacks(recording)
    title = "The hot path"
    if not stacks:
        return section(title, "Not measured: this system lets perf record nothing.", ["layer"], [], "")
    if options.write:
        PICTURE.write_text(flame_graph(stacks, "get_group_info of one group of 2 members, from memory"))
        progress(f"Wrote {PICTURE.relative_to(PROJECT)}")
    shares = collections.Counter()
    for stack, count in stacks.items():
        shares[layer(stack)] += count
    total = sum(stacks.values())
    return section(
        title,
        "Where the event loops' time goes while `get_group_info` of one group of 2 members is answered from memory:"
        f" {total:,} samples of their stacks, by the innermost layer that a stack is in."
        f" [The same as a flame graph](decisions/{PICTURE.name}).",
        ["layer", "share"],
        [[name, f"{shares[name] / total:.1%}"] for name in LAYERS],
        "Of the kernel's work, most of `write` is loopback TCP as far as into the receiver's queue.",
    )


def layer(stack):
    for frame in reversed(stack):
        for name, pattern in list(LAYERS.items())[:-1]:
            if pattern.search(frame):
                return name
    return list(LAYERS)[-1]


def read_stacks(recording):
    """Samples by stack, the outermost frame first, from the event loop's turn on."""
    listed = subprocess.run(
        ["perf", "script", "--input", str(recording), "--fields", "comm,ip,sym"], capture_output=True, text=True
    ).stdout
    samples = []
    for line in listed.splitlines():
        if not line.strip():
            continue
        if not line[0].isspace():
            samples.append([])
        elif samples:
            samples[-1].append(line.split(maxsplit=1)[1].partition("+0x")[0])
    names = sorted({name for sample in samples for name in sample})
    readable = dict(zip(names, map(plain, demangled(names)), strict=True))
    stacks = collections.Counter()
    for sample in samples:
        frames = [readable[name] for name in reversed(sample)]
        if "SelectableEventLoop.run" in frames:
            frames = frames[frames.index("SelectableEventLoop.run") :]
            # wrappers of the same function are one frame
            stacks[tuple(frame for frame, former in zip(frames, [None, *frames]) if frame != former)] += 1
    return stacks


def demangled(names):
    if not names:
        return []
    program = ["swift", "demangle", "--simplified"]
    return subprocess.run(program, input="\n".join(names), capture_output=True, text=True).stdout.splitlines()


def plain(name):
    """A function's name without what the compiler puts around it."""
    return WRAPPING.sub("", name) or name
