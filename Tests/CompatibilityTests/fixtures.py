"""Fixtures of every suite that has a live server as `server`, and the app that the tests know."""

import itertools

import pytest

SDKAPPID = 1400777001
SECRET_KEY = "3f1c9a7e5b2d48f06a1be47c90d2f853a6c7e914b05d2f8873ce61a9f4d0b72e"

_numbers = itertools.count(1)


@pytest.fixture
def api(server):
    """A connection to the shared server as its administrator."""
    with server.connect() as connection:
        yield connection


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
