"""The codes that servers under test have answered by, which the reference has to name."""

import collections
import json
import pathlib
import re

DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
COMMAND = re.compile(rb'"command":"([a-z_0-9]+/[a-z_0-9]+)"')
CODE = re.compile(rb'"code":(\d+)')
# an app's backend refuses by codes of its own, and any command whose backend is asked may meet these
OF_BACKENDS = {10016, 80001, 80003}

_answered = collections.defaultdict(set)


def note(log):
    """Keeps the codes of the calls that a server's log tells of, but for those of faults that were made on purpose."""
    for line in log.splitlines():
        command, code = COMMAND.search(line), CODE.search(line)
        if command and code and code[1] != b"0" and b'"fault"' not in line:
            _answered[command[1].decode()].add(int(code[1]))


def undeclared():
    """The codes that the reference does not name, by command."""
    document = json.loads(DOCUMENT.read_text())
    operations = {path.removeprefix("/v4/"): methods["post"] for path, methods in document["paths"].items()}
    known = {code for operation in operations.values() for code in operation["x-codes"]} | set(document["x-common-codes"])
    return {
        command: sorted(unnamed)
        for command, codes in _answered.items()
        if command in operations
        and (unnamed := codes & known - {*operations[command]["x-codes"], *document["x-common-codes"]} - OF_BACKENDS)
    }
