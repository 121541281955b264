"""Nodes on one database, which can be killed, paused and started again while others call them."""

import concurrent.futures
import contextlib
import signal
import threading

import live_server
from conftest import SDKAPPID, SECRET_KEY

APP = ("--sdkappid", SDKAPPID, "--secret-key", SECRET_KEY, "--no-tls", "--auto-import-accounts")


class Cluster:
    """Several nodes on a database whose address is given; each keeps its port over its restarts."""

    def __init__(self, folder, address, count, *flags):
        self.folder = folder
        self.flags = [*APP, "--store", address, *flags]
        # those that take calls, by number
        self.answering = set()
        self.servers = [self._server(number) for number in range(count)]

    def _server(self, number, port=0):
        return live_server.Server(self.folder / f"node{number}", *self.flags, "--port", port)

    def __enter__(self):
        with concurrent.futures.ThreadPoolExecutor() as pool:
            for number, _ in enumerate(pool.map(live_server.Server.start, self.servers)):
                self.answering.add(number)
        return self

    def __exit__(self, *_):
        for server in self.servers:
            # a paused one cannot end
            with contextlib.suppress(ProcessLookupError):
                server.process.send_signal(signal.SIGCONT)
            server.__exit__()

    def __len__(self):
        return len(self.servers)

    def choose(self, chance, is_bold):
        """The number of a node that answers; a bold caller tries others now and then, where it may have to wait long."""
        answering = sorted(self.answering)
        if not answering or is_bold and chance.random() < 0.02:
            return chance.randrange(len(self))
        return chance.choice(answering)

    def connect(self, number, timeout):
        return self.servers[number].connect(timeout=timeout)

    def dead(self):
        """The nodes that have ended by themselves, with the last of their logs."""
        return [
            f"node {number} has ended with {self.servers[number].process.returncode}: {self.servers[number].log[-3000:]}"
            for number in sorted(self.answering) if self.servers[number].process.poll() is not None
        ]

    # what may happen to a node

    def kill(self, number):
        self.answering.discard(number)
        self.servers[number].kill()

    def stop(self, number):
        """Ends a node in order, while calls come to it."""
        server = self.servers[number]
        ending = threading.Timer(0.1, self.answering.discard, [number])
        ending.start()
        assert server.stop() == 0, server.log[-3000:]
        ending.join()

    def start(self, number):
        """Starts a node that has ended, at its port."""
        port = self.servers[number].ready["http"].rpartition(":")[2]
        self.servers[number].process.stdout.close()
        self.servers[number] = self._server(number, port).start()
        self.answering.add(number)

    def pause(self, number):
        """Lets a node stand still, as a frozen machine would."""
        self.answering.discard(number)
        self.servers[number].process.send_signal(signal.SIGSTOP)

    def wake(self, number):
        self.servers[number].process.send_signal(signal.SIGCONT)
        self.answering.add(number)
