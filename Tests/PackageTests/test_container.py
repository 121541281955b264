"""The container's file and the compose file: no engine runs here, so that their instructions are carried out one by one."""

import socket

import pytest
import yaml

from containerfile import Containerfile
from debian import PROJECT, InstalledServer
from fixtures import SDKAPPID, SECRET_KEY

FILE = PROJECT / "deploy" / "Dockerfile"
COMPOSE = PROJECT / "deploy" / "compose.yaml"


def free_port():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return str(unused.getsockname()[1])


@pytest.fixture
def image(system):
    """The file, carried out in a system."""
    image = Containerfile(FILE)
    image.carry_out(system)
    return image


def serve(system, image, **environment):
    """The server that a container of the image starts with more variables."""
    environment = {**image.environment, "QUN_PORT": free_port(), **environment}
    return InstalledServer(system, image.command, image.user, environment, folder=image.folder)


def test_a_container_serves_and_is_healthy_as_long_as_it_does(image, system):
    assert image.user == "990:990"
    assert image.volumes == [image.environment["QUN_DATA"]]
    with serve(system, image) as server:

        def is_healthy():
            environment = {**image.environment, "QUN_PORT": server.environment["QUN_PORT"]}
            return system.run(*image.health_check, user=image.user, environment=environment, check=False).returncode == 0

        assert is_healthy()
        with server.connect() as api:
            api.ok("create_group", {"Type": "Public", "Name": "first"})
        assert server.stop() == 0
        assert not is_healthy()
    assert system.owner("/var/lib/qun/qun.sqlite") == ("qun", "qun", 0o600)
    assert [*system.path("/tmp").glob("*.deb")] == []


def test_a_node_of_the_compose_file_starts(image, system):
    services = yaml.safe_load(COMPOSE.read_text())["services"]
    nodes = [service for service in services.values() if service["image"] == "qun"]
    assert len(nodes) == 2
    for node in nodes:
        assert (COMPOSE.parent / node["build"]["context"] / node["build"]["dockerfile"]).resolve() == FILE
        assert [volume.partition(":")[2] for volume in node["volumes"]] == image.volumes
    # without its database, which test_nodes.py has several nodes share
    app = {"QUN_SDKAPPID": str(SDKAPPID), "QUN_SECRET_KEY": SECRET_KEY}
    server = serve(system, image, **nodes[0]["environment"], **app)
    del server.environment["QUN_TLS_PORT"]
    with server:
        assert server.ready["sdkappid"] == SDKAPPID
        assert "https" not in server.ready
        assert server.stop() == 0
