"""What the pages about SDKs name: each client that the suite drives, each host that the certificate covers.

Their examples are run by test_documents.
"""

import re
import socket
import ssl
import urllib.parse

import pytest

from documents import PROJECT

PAGES = ["docs/sdks.md", "docs/sdks.zh-CN.md"]


def clients():
    """The packages under "The clients under test" of the requirements."""
    requirements = (PROJECT / "Tests/CompatibilityTests/requirements.txt").read_text()
    return re.findall(r"^([\w.-]+)==", requirements.split("\n\n")[0], re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("client", clients())
def test_every_client_under_test_is_on_the_page(page, client):
    assert f"https://pypi.org/project/{client}/" in (PROJECT / page).read_text()


def test_the_certificate_covers_what_the_pages_say(server):
    address = urllib.parse.urlsplit(server.ready["https"])
    context = ssl.create_default_context(cafile=server.ready["ca"])
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        with context.wrap_socket(connection, server_hostname="localhost") as secure:
            names = {name for kind, name in secure.getpeercert()["subjectAltName"] if kind == "DNS"}
    for page in PAGES:
        text = (PROJECT / page).read_text().split("`console.tim.qq.com`")[-1]
        regions = re.findall(r"`([a-z]{2,3})`", text)
        covered = {f"adminapi{region}.{domain}" for region in regions for domain in ("im.qcloud.com", "my-imcloud.com")}
        covered |= {"localhost", "console.tim.qq.com", "adminapi.my-imcloud.com"}
        assert covered == names, page
