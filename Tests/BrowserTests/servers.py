"""The server processes of the suite of clients, which this one starts too."""

import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "CompatibilityTests"))

import live_server  # noqa: E402
from fixtures import SDKAPPID, SECRET_KEY  # noqa: E402

TOKEN = "e2a9b4c07d5f4d1886a1c3f2b7094d5e"


def serve(data, *flags):
    """A server with one app whose key the tests know, which is there to be tried with."""
    return live_server.Server(data, "--sdkappid", SDKAPPID, "--secret-key", SECRET_KEY, "--dev", "--no-tls", *flags)
