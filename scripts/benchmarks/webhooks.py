"""What webhooks cost those who send messages, and how soon and how fast events are told."""

import asyncio
import contextlib
import json
import os
import re
import socket
import statistics
import subprocess
import tempfile
import threading
import time

from .compatibility import live_server
from .load import with_pauses, wrk
from .messages import sending
from .page import section
from .processes import Nginx, progress
from .world import create_groups

GROUPS = 64
SENDERS = 64
CONNECTIONS = 16
ANSWER = b'{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}'
EVENT = "Group.CallbackAfterSendMsg"


def measure(options):
    """Sends with a receiver that answers, with one that is away, and without webhooks; then the deliveries themselves."""
    modes = ("off", "on", "dead")
    runs, drains, bare = {mode: [] for mode in modes}, [], []
    with Nginx.serving({}, {"event": ANSWER}) as nginx:
        for number in range(options.rounds):
            progress(f"Webhooks, round {number + 1} of {options.rounds}")
            for mode in modes if number % 2 else reversed(modes):
                url = {"off": None, "on": f"{nginx.base_url}/event", "dead": f"http://127.0.0.1:{closed_port()}/"}[mode]
                with server_telling(url) as (server, api):
                    load = wrk(
                        server.ready["http"], sending(api.path("send_group_msg"), GROUPS, number, SENDERS), [server.pid],
                        SENDERS, options.seconds,
                    )
                    runs[mode].append(load)
                    if mode == "on":
                        drains.append(drain_rate(server))
            bare.append(bare_rate(f"{nginx.base_url}/event", options.seconds))
    waits = delivery_times(options, statistics.median(drains))
    off = statistics.median(run.rate for run in runs["off"])
    rows = []
    for mode, name in zip(modes, ("no webhooks", "a receiver that answers", "a receiver that is away")):
        rate = statistics.median(run.rate for run in runs[mode])
        cpu = statistics.median(run.cpu_per_thousand for run in runs[mode])
        p99 = statistics.median(run.p99_milliseconds for run in runs[mode])
        rows.append([name, f"{rate:,.0f}", f"{rate / off:.2f}", f"{p99:.1f}", f"{cpu:.3f}"])
    told, loop = statistics.median(drains), statistics.median(bare)
    return section(
        "Webhooks",
        f"`send_group_msg` from {SENDERS} connections into {GROUPS} groups, with `{EVENT}` told or not. The receiver is nginx,"
        " on the same cores; what it has not taken when the load ends waits on disk.",
        ["backend", "messages/s", "share", "99 % within ms", "CPU s per 1,000"],
        rows,
        f"With the load gone, what waits is told at {told:,.0f} events a second over {CONNECTIONS} connections; a bare loop"
        f" over the same client reaches {loop:,.0f} ({told / loop:.2f}). {waits}",
    )


@contextlib.contextmanager
def server_telling(url):
    """A server with groups whose messages are told to a receiver, or to nobody."""
    with tempfile.TemporaryDirectory() as data:
        flags = ["--no-tls", "--auto-import-accounts"]
        if url:
            file = os.path.join(data, "qun.json")
            with open(file, "w", opener=lambda path, mode: os.open(path, mode, 0o600)) as config:
                settings = {"url": url, "commands": [EVENT], "maximumConnections": CONNECTIONS}
                json.dump({"webhooks": settings}, config)
            flags += ["--config", file]
        with live_server.Server(data, *flags) as server, server.connect() as api:
            create_groups(api, "sent", GROUPS, 2)
            yield server, api


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def waiting(server):
    """How many events wait in a server's outbox."""
    listed = live_server.run_qun("webhooks", "list", "--data", str(server.data), "--limit", "1").stdout
    return int(re.match(r"(\d+) events wait", listed).group(1))


def drain_rate(server):
    """Events a second that are told while nothing else happens, until none waits."""
    begin, before = time.perf_counter(), waiting(server)
    last, left = begin, before
    while left:
        time.sleep(0.1)
        left, last = waiting(server), time.perf_counter()
    return before / (last - begin)


def bare_rate(url, seconds):
    """What a loop over the same HTTP client reaches."""
    body = json.dumps({"CallbackCommand": EVENT, "MsgBody": "x" * 300})
    program = live_server.BINARY.parent / "BareDeliveries"
    ran = subprocess.run(
        [program, url, body, str(CONNECTIONS), str(seconds)], capture_output=True, text=True, check=True, timeout=seconds + 30
    )
    return int(ran.stdout)


# From commit to delivery


def delivery_times(options, top):
    """How long it takes from the commit to the receiver, at half of the rate that events can be told at."""
    with receiver() as (url, delays), server_telling(url) as (server, api):
        script = sending(api.path("send_group_msg"), GROUPS, 99, SENDERS)
        pause = max(1, round(1000 * SENDERS / (top / 2)))
        load = wrk(server.ready["http"], with_pauses(script, pause), [server.pid], SENDERS, options.seconds)
        while waiting(server):
            time.sleep(0.1)
        found = sorted(delays)
    return (
        f"At {load.rate:,.0f} messages a second, {load.rate / top:.0%} of that, half of the events arrive within"
        f" {statistics.median(found):.0f} ms of their time and 99 % within {found[len(found) * 99 // 100]:.0f} ms."
    )


@contextlib.contextmanager
def receiver():
    """A receiver that notes how long after its time each event arrives, in milliseconds."""
    delays = []

    class Connection(asyncio.Protocol):
        def connection_made(self, transport):
            self.transport, self.buffer = transport, b""

        def data_received(self, data):
            self.buffer += data
            while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
                length = int(re.search(rb"content-length: *(\d+)", self.buffer[:end], re.I).group(1))
                if len(self.buffer) < end + 4 + length:
                    return
                body, self.buffer = self.buffer[end + 4 : end + 4 + length], self.buffer[end + 4 + length :]
                delays.append(time.time() * 1000 - int(body.rsplit(b":", 1)[1][:-1]))
                self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(ANSWER), ANSWER))

    loop = asyncio.new_event_loop()
    listener = loop.run_until_complete(loop.create_server(Connection, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/", delays
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
