"""Stands between nodes and a PostgreSQL server, and cuts their connections by chance, at COMMIT above all."""

import asyncio
import contextlib
import random
import shutil
import tempfile
import threading

PORT = 5432


class CuttingProxy:
    """Listens on a unix socket of its own; its thread carries all connections.

    `cuts_a_thousand` is how many of a thousand commits are cut off, and a tenth as many of what is sent otherwise.
    """

    def __init__(self, server, seed, cuts_a_thousand=0):
        self.server_socket = f"{server.folder}/.s.PGSQL.{PORT}"
        self.folder = tempfile.mkdtemp(prefix="qun-cut-", dir="/tmp")
        self.chance = random.Random(seed)
        self.cuts_a_thousand = cuts_a_thousand
        # how often it has cut, by when
        self.cuts = {"before COMMIT": 0, "behind COMMIT": 0, "within COMMIT": 0, "anywhere": 0}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def cut_count(self):
        return sum(self.cuts.values())

    def __enter__(self):
        self._started = threading.Event()
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        shutil.rmtree(self.folder)

    def _run(self):
        self._loop.run_until_complete(self._serve())

    async def _serve(self):
        self._stop = asyncio.Event()
        listener = await asyncio.start_unix_server(self._connected, f"{self.folder}/.s.PGSQL.{PORT}")
        self._started.set()
        await self._stop.wait()
        listener.close()
        for task in asyncio.all_tasks():
            if task is not asyncio.current_task():
                task.cancel()

    async def _connected(self, reader, writer):
        try:
            server_reader, server_writer = await asyncio.open_unix_connection(self.server_socket)
        except OSError:
            writer.close()
            return
        ends = [
            asyncio.ensure_future(self._to_server(reader, server_writer)),
            asyncio.ensure_future(self._to_client(server_reader, writer)),
        ]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()
            # whatever is not sent yet is not sent any more
            writer.transport.abort()
            server_writer.transport.abort()

    async def _to_client(self, reader, writer):
        with contextlib.suppress(OSError):
            while chunk := await reader.read(65536):
                writer.write(chunk)
                await writer.drain()

    async def _to_server(self, reader, writer):
        """Forwards what a node sends; ends where the connection is to be cut."""
        commit = Commit()
        with contextlib.suppress(OSError):
            while chunk := await reader.read(65536):
                has_commit = commit.is_in(chunk)
                dice = self.chance.random() * 1000
                if has_commit and dice < self.cuts_a_thousand:
                    await self._cut_commit(chunk, writer)
                    return
                if not has_commit and dice < self.cuts_a_thousand / 10:
                    self.cuts["anywhere"] += 1
                    return
                writer.write(chunk)
                await writer.drain()

    async def _cut_commit(self, chunk, writer):
        how = self.chance.choice(["before COMMIT", "behind COMMIT", "within COMMIT"])
        self.cuts[how] += 1
        if how == "before COMMIT":
            return
        writer.write(chunk if how == "behind COMMIT" else chunk[: self.chance.randrange(1, len(chunk))])
        await writer.drain()
        # a moment in which the server commits, or has not begun to
        await asyncio.sleep(self.chance.uniform(0, 0.005))


class Commit:
    """Finds COMMIT in what a client of libpq sends: prepared once under a name, and asked for by that name later."""

    def __init__(self):
        self.name = None

    def is_in(self, chunk):
        place = chunk.find(b"\0COMMIT\0")
        if place >= 0:
            # "P", four bytes of length, the name, the statement
            self.name = chunk[chunk.rfind(b"P", 0, place) + 5 : place]
            return True
        # "B", four bytes of length, a portal without a name, the name of the statement
        return self.name is not None and b"\0" + self.name + b"\0" in chunk
