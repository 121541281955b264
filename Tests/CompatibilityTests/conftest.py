"""Fixtures of the suite: a live server, a signed connection, and names that no other test uses."""

import contextlib
import json

import pytest
from TLSSigAPIv2 import TLSSigAPIv2

import answered_codes
import live_server
import postgres
from fixtures import SDKAPPID, SECRET_KEY, accounts, api, make_group, name  # noqa: F401

_measurements = []


def pytest_configure():
    if not live_server.BINARY.exists():
        pytest.exit(f"no executable at {live_server.BINARY}: run scripts/test, or set QUN_BINARY", returncode=3)


def pytest_collection_modifyitems(config, items):
    """Leaves out what is about another store than the one that servers have."""
    other = "sqlite" if postgres.IS_CHOSEN else "postgres"
    config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker(other)])
    items[:] = [item for item in items if not item.get_closest_marker(other)]


def pytest_sessionfinish(session):
    """Fails a run in which a command was refused by a code that the reference does not name."""
    if unnamed := answered_codes.undeclared():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        session.config.get_terminal_writer().line(f"\nanswered, and not in the reference: {unnamed}", red=True)


def pytest_unconfigure():
    postgres.stop()


def pytest_terminal_summary(terminalreporter):
    if _measurements:
        terminalreporter.section("measured, not asserted")
    for line in _measurements:
        terminalreporter.line(line)


@pytest.fixture(scope="session")
def measured():
    """Keeps a line to be shown at the end of the run."""
    return _measurements.append


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A server with one app whose key the tests know; shared, so tests keep to names of their own."""
    data = tmp_path_factory.mktemp("data")
    with live_server.Server(data, "--sdkappid", SDKAPPID, "--secret-key", SECRET_KEY) as server:
        yield server


@pytest.fixture
def signer():
    """The vendor's own signer for the shared server's app."""
    return TLSSigAPIv2(SDKAPPID, SECRET_KEY)


@pytest.fixture
def serve_messages(tmp_path, signer):
    """Starts a server with these settings for messages; returns a connection to it as the app's administrator."""
    with contextlib.ExitStack() as opened:

        def start(**settings):
            configuration = tmp_path / "qun.json"
            app = {"secretKey": SECRET_KEY, "messages": settings}
            configuration.write_text(json.dumps({"apps": {SDKAPPID: app}}))
            server = opened.enter_context(live_server.Server(tmp_path / "data", "--config", configuration))
            usersig = signer.gen_sig("administrator")
            connection = live_server.Connection(server.ready["http"], SDKAPPID, "administrator", usersig)
            return opened.enter_context(connection)

        yield start
