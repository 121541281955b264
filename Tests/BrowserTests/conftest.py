"""Fixtures of the suite: a browser, a live server, its console and a signed connection to it."""

import pytest

import servers  # first: it makes the suite of clients known
from console import CHROMIUM, DRIVER, Console, start_browser
from fixtures import accounts, api, make_group, name  # noqa: F401
from servers import live_server


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
