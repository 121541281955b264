"""PgBouncer between nodes and their database: its session mode works, its transaction mode is refused."""

import time

import pytest

import live_server
import postgres
from cluster import APP, Cluster
from pooler import Pooler
from test_database_failures import failing

pytestmark = pytest.mark.postgres


def address(pooler, folder):
    return f"postgres:///{postgres.server().database(folder)}?host={pooler.folder}&user=qun"


def test_session_mode(tmp_path, measured):
    with Pooler(postgres.server(), "session") as pooler, Cluster(tmp_path, address(pooler, tmp_path), 2) as nodes:
        with failing(nodes, "pgbouncer", measured):
            pass


@pytest.mark.parametrize("mode", ["transaction", "statement"])
def test_other_modes_are_refused(tmp_path, mode):
    with Pooler(postgres.server(), mode) as pooler:
        with pytest.raises(live_server.StartFailed) as failure:
            with live_server.Server(tmp_path, *APP, "--store", address(pooler, tmp_path)):
                pass
    assert "session mode" in failure.value.log


def test_mode_that_is_switched_while_nodes_run(tmp_path, measured):
    with Pooler(postgres.server(), "session") as pooler, Cluster(tmp_path, address(pooler, tmp_path), 2) as nodes:
        with failing(nodes, "switched", measured):
            pooler.switch("transaction")
            time.sleep(2)
            pooler.switch("session")
