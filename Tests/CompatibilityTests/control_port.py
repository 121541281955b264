"""Requests to the control port of a running server, with nothing but Python's standard library."""

import http.client
import json
import urllib.parse

ROOT = "/control/v1"


class Answer:
    """What came back for a request."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def refusal(self):
        """The status and the code of a refusal, whose message must be a sentence."""
        error = self.json["error"]
        assert error["message"].endswith("."), error
        return self.status, error["code"]


def ask(server, path, method="GET", body=None, **headers):
    """One request on a connection of its own; a header that is None is left out."""
    address = urllib.parse.urlsplit(server.ready["control"])
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    if body is not None and "content_length" not in headers:
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers["content_length"] = str(len(body))
    try:
        names = {name.replace("_", "-").lower() for name in headers}
        connection.putrequest(method, path, skip_host="host" in names, skip_accept_encoding=True)
        for name, value in headers.items():
            if value is not None:
                connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(body)
        return Answer(connection.getresponse())
    finally:
        connection.close()


class AppControl:
    """What the control port does with one app."""

    def __init__(self, server, sdkappid=None):
        self.server = server
        self.sdkappid = sdkappid or server.ready["sdkappid"]
        self.root = f"{ROOT}/apps/{self.sdkappid}"

    def ask(self, method, path="", body=None, **headers):
        """A request about the app; returns what came back."""
        return ask(self.server, self.root + path, method, body, **headers)

    def ok(self, method, path="", body=None):
        """A request about the app that must succeed; returns the answer."""
        answer = self.ask(method, path, body)
        assert answer.status in (200, 201), answer.body
        return answer.json

    def clock(self, **changes):
        """Sets the clock; returns it."""
        return self.ok("PUT", "/clock", changes)

    def reset(self, to="empty"):
        return self.ok("POST", "/reset", {"to": to})

    def seed(self, *calls, keep=False):
        """Plays calls, each a command and a body."""
        lines = [json.dumps({"command": command, "body": body}) for command, body in calls]
        return self.ok("POST", f"/seed{'?keep=true' if keep else ''}", "\n".join(lines).encode())

    def call(self, command, body, **headers):
        """Calls a command of the protocol through the control port."""
        return self.ok("POST", f"/commands/{command}", body)


def create_app(server, **fields):
    """Creates an app; returns its control, and what the server says of it."""
    answer = ask(server, f"{ROOT}/apps", "POST", fields)
    assert answer.status == 201, answer.body
    return AppControl(server, answer.json["sdkappid"]), answer.json
