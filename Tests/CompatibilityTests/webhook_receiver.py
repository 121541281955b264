"""A backend for tests: receives what the server tells and asks, keeps every request, and answers as a test says."""

import collections
import contextlib
import dataclasses
import functools
import http.server
import json
import socket
import threading
import time
import typing
import urllib.parse

WAIT_SECONDS = 20
OK = {"ActionStatus": "OK", "ErrorCode": 0, "ErrorInfo": ""}


@dataclasses.dataclass(eq=False)
class Request:
    """What came over HTTP, as it came."""

    method: str
    target: str
    headers: collections.abc.Mapping
    body: bytes
    # when, by this machine's clock
    time: float
    # the connection's number
    connection: int
    # the HTTP status that it was answered with, as soon as the answer is out; None without one
    status: int | None = None

    @property
    def query(self):
        """The parameters, each with its values, as the fields of a form."""
        return urllib.parse.parse_qs(urllib.parse.urlsplit(self.target).query, keep_blank_values=True)

    @functools.cached_property
    def event(self):
        """The body as a dictionary."""
        return json.loads(self.body)

    @property
    def command(self):
        return self.event["CallbackCommand"]


@dataclasses.dataclass
class Answer:
    """How a request is answered: as JSON, with bytes of any kind, late, or not at all."""

    body: typing.Any = dataclasses.field(default_factory=lambda: dict(OK))
    status: int = 200
    delay: float = 0
    # bytes for the wire in place of an HTTP answer; empty bytes close the connection without a word
    raw: bytes | None = None

    def __str__(self):
        """A short name for tests."""
        if self.raw is not None:
            return f"raw {self.raw[:8]}"
        return " ".join([str(self.status), self.content.decode().replace('"', "")])

    @property
    def content(self):
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


ALLOWED = Answer()
# a body that is no JSON, a status that is no success, no HTTP, no answer
GARBAGE = Answer(b"<html>Bad gateway</html>")
FAILED = Answer(status=500)
NO_HTTP = Answer(raw=b"220 mail.example.net ESMTP\r\n")
CUT_OFF = Answer(raw=b"")


def coded(code, info="", **fields):
    """An answer with an `ErrorCode`; a keyword is a further field."""
    return Answer({"ActionStatus": "OK", "ErrorCode": code, "ErrorInfo": info, **fields})


class Receiver:
    """An HTTP server on a port of the loopback address, which it keeps when it is stopped and started again.

    `requests` holds all requests in the order of their arrival. `answering` is an `Answer`, or a function that makes
    one from a request; a test sets it.
    """

    def __init__(self, tls=None):
        self.tls = tls
        self.answering = ALLOWED
        self.requests = []
        self.port = 0
        self._changed = threading.Condition()
        self._connections = {}
        self._accepted = 0
        self._http = None
        self._stopping = threading.Event()

    @property
    def url(self):
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}/"

    # the life of the server

    def start(self):
        self._stopping.clear()
        self._http = _HTTPServer(("127.0.0.1", self.port), _handler(self))
        self.port = self._http.server_address[1]
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def stop(self):
        """Refuses connections from now on, and cuts off those that are open."""
        self._stopping.set()
        self._http.shutdown()
        self._http.server_close()
        with self._changed:
            connections = list(self._connections.values())
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if not self._stopping.is_set():
            self.stop()

    # what came

    def forget(self):
        """Forgets all requests, and allows everything again."""
        with self._changed:
            self.requests.clear()
        self.answering = ALLOWED

    def of(self, command, **fields):
        """The requests of one command so far; a keyword is a field that their bodies must have with that value."""
        with self._changed:
            requests = list(self.requests)
        return [
            request for request in requests
            if request.command == command and fields.items() <= _plain(request.event).items()
        ]

    def wait(self, command, count=1, limit=WAIT_SECONDS, **fields):
        """Waits for as many requests of one command with these fields; returns them."""
        self.wait_until(lambda: len(self.of(command, **fields)) >= count, limit, f"{count} of {command} with {fields}")
        return self.of(command, **fields)

    def wait_until(self, holds, limit=WAIT_SECONDS, what="what was waited for"):
        """Waits until something holds, which is asked again whenever a request comes or is answered.

        The limit is for the time without a request: telling gives way to whatever else is busy on the machine.
        """
        deadline, seen = time.monotonic() + limit, 0
        while not holds():
            if len(self.requests) > seen:
                deadline, seen = time.monotonic() + limit, len(self.requests)
            rest = deadline - time.monotonic()
            assert rest > 0, f"{what} did not come; there were {[request.command for request in list(self.requests)]}"
            with self._changed:
                self._changed.wait(min(rest, 0.05))

    # called by the connections

    def _open(self, connection):
        with self._changed:
            self._accepted += 1
            self._connections[self._accepted] = connection
            return self._accepted

    def _close(self, number):
        with self._changed:
            del self._connections[number]

    def _answer(self, request):
        with self._changed:
            self.requests.append(request)
            self._changed.notify_all()
        answering = self.answering
        answer = answering(request) if callable(answering) else answering
        if answer.delay and self._stopping.wait(answer.delay):
            return CUT_OFF
        return answer

    def _answered(self, request, status):
        with self._changed:
            request.status = status
            self._changed.notify_all()


def _plain(event):
    """The fields whose values are no lists or objects."""
    return {name: value for name, value in event.items() if not isinstance(value, (list, dict))}


class _HTTPServer(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        # a client that is gone, or does not trust the certificate, is what some tests are about
        pass


def _handler(receiver):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 60

        def setup(self):
            if receiver.tls:
                self.request = receiver.tls.wrap_socket(self.request, server_side=True)
            self.number = receiver._open(self.request)
            super().setup()
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def finish(self):
            try:
                super().finish()
            finally:
                receiver._close(self.number)

        def answer(self):
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            if len(body) < length:
                # a client that was killed while it sent has asked nothing
                self.close_connection = True
                return
            request = Request(self.command, self.path, self.headers, body, time.time(), self.number)
            answer = receiver._answer(request)
            if answer.raw is not None:
                self.close_connection = True
                self.wfile.write(answer.raw)
                return
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)
            receiver._answered(request, answer.status)

        do_POST = do_GET = do_PUT = answer

        def log_message(self, *_):
            pass

    return Handler
