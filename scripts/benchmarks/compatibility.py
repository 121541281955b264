"""The running server and its connections, as the compatibility tests have them."""

import pathlib
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "Tests" / "CompatibilityTests"))

import control_port  # noqa: E402, F401
import live_server  # noqa: E402, F401
import postgres  # noqa: E402, F401
