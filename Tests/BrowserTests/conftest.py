"""Fixtures of the suite: a browser, a live server, its console and a signed connection to it."""

import itertools

import pytest

import servers
from console import CHROMIUM, DRIVER, Console, start_browser
from servers import live_server

_numbers = itertools.count(1)


def pytest_configure():
    for path in live_server.BINARY, CHROMIUM, DRIVER:
        if not path.exists():
            pytest.exit(f"there is no {path}: run scripts/test --browser", returncode=3)


@pytest.fixture(scope="session")
def browser():
    browser = start_browser()
    yield browser
    browser.quit()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A server that all tests share, so they keep to names of their own."""
    with servers.serve(tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture
def api(server):
    """A connection to the shared server as its administrator."""
    with server.connect() as connection:
        yield connection


@pytest.fixture
def console(browser, server):
    """The console of the shared server in English, as somebody finds it who comes for the first time."""
    console = Console(browser, server)
    if not browser.current_url.startswith(console.base) or browser.execute_script("return localStorage.length") > 0:
        browser.get(f"{console.base}/console/icon.svg")
        browser.execute_script("localStorage.clear()")
    browser.execute_script("window.traces.length = 0; delete document.documentElement.dataset.theme")
    browser.get_log("browser")
    yield console
    assert console.traces == []


@pytest.fixture
def name():
    """Makes names that no other test uses."""
    return lambda stem: f"{stem}-{next(_numbers)}"


@pytest.fixture
def accounts(api, name):
    """Imports as many fresh accounts as asked for and returns their names."""

    def make(count):
        fresh = [name("user") for _ in range(count)]
        api.import_accounts(fresh)
        return fresh

    return make


@pytest.fixture
def make_group(api, name):
    """Creates a group with a fresh identifier and returns it; a keyword is a field of create_group."""

    def make(**fields):
        body = {"GroupId": name("group"), "Type": "Public", "Name": "A group", **fields}
        return api.ok("create_group", body)["GroupId"]

    return make
