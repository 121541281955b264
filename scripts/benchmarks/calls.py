"""JSON calls to the servers beside Qun."""

import json
import urllib.request


def call_json(url, body=None, method=None, **headers):
    """Makes a call, a GET when there is no body and else a POST; returns the answer. A refusal is an OSError."""
    content = None if body is None else json.dumps(body).encode()
    headers["Content-Type"] = "application/json"
    request = urllib.request.Request(url, content, headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)
