"""What becomes of calls at two nodes when their database is killed, stopped, frozen, cut off, full or failed over.

Random calls go on all the while (random_calls.py). Afterwards nothing that was acknowledged is lost and nothing is there
twice; every error had the protocol's code and came in time; the nodes have come back by themselves. `scripts/check-nodes`
lets the failures last longer.
"""

import contextlib
import errno
import os
import pathlib
import random
import time

import pytest

import postgres
from cluster import Cluster
from cutting_proxy import CuttingProxy
from random_calls import INTERNAL_ERRORS, Round

pytestmark = pytest.mark.postgres

SEED = os.environ.get("QUN_CHECK_SEED", "1")
# how long a failure lasts: that the database stands still, that it is full, and that connections are cut
PAUSE_SECONDS = float(os.environ.get("QUN_CHECK_DATABASE_PAUSE", "5"))
TROUBLE_SECONDS = float(os.environ.get("QUN_CHECK_TROUBLE", "2"))

# how long a call may take, whatever happens: a command has ten seconds, the rest is for a loaded machine
CALL_LIMIT_SECONDS = 15
# how soon after the database is back calls are carried out again
RECOVERY_LIMIT_SECONDS = 5


@contextlib.contextmanager
def failing(cluster, label, measured, slowest=CALL_LIMIT_SECONDS):
    """Lets callers call before, while and after the database fails within the block, and checks all that they have seen."""
    round_ = Round(cluster, label, SEED).start()
    try:
        time.sleep(0.5)
        away = time.monotonic()
        yield
        back = time.monotonic()
        while not carried_out_after(round_, back):
            assert time.monotonic() < back + 3 * RECOVERY_LIMIT_SECONDS, f"nothing is carried out: {round_.told([])}"
            time.sleep(0.05)
        time.sleep(0.5)
    finally:
        round_.stop()
    problems = round_.check()
    assert not problems, round_.told(problems)
    book = round_.book
    # calls without an answer are for nodes that fail, not for their database
    assert set(book.codes) - {0, 10010, 10014, 10021, 10025, 10049} <= INTERNAL_ERRORS, book.codes
    longest = max(end - begin for begin, end, _, _ in book.calls)
    assert longest < slowest, f"a call has taken {longest:.1f} s"
    recovered = min(end for begin, end, code, is_write in book.calls if is_write and code == 0 and begin > back) - back
    assert recovered < RECOVERY_LIMIT_SECONDS, f"the first write was OK {recovered:.1f} s after the database was back"
    errors = {code: book.codes[code] for code in sorted(INTERNAL_ERRORS)}
    measured(
        f"{label}: {round_.figures()}; away for {back - away:.1f} s, first write OK {recovered:.2f} s after, "
        f"last error {last_error(book, back):.2f} s after, longest call {longest:.1f} s, errors {errors}"
    )


def carried_out_after(round_, moment):
    return any(begin > moment and is_write and code == 0 for begin, _, code, is_write in round_.book.calls[-200:])


def last_error(book, back):
    """How long after a moment a call began that has failed."""
    return max([begin - back for begin, _, code, _ in book.calls if code in INTERNAL_ERRORS and begin > back], default=0)


@pytest.fixture(scope="module")
def database():
    with postgres.PostgresServer() as server:
        yield server


@pytest.fixture(scope="module")
def cluster(database, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nodes")
    with Cluster(folder, database.address(folder), 2) as nodes:
        yield nodes


def test_database_that_is_killed(database, cluster, measured):
    with failing(cluster, "killed", measured):
        database.kill()
        time.sleep(0.5)
        database.start()


def test_database_that_is_stopped_at_once(database, cluster, measured):
    with failing(cluster, "stopped", measured):
        database.stop_at_once()
        time.sleep(0.5)
        database.start()


def test_database_that_stands_still(database, cluster, measured):
    with failing(cluster, "paused", measured):
        database.pause()
        time.sleep(PAUSE_SECONDS)
        database.wake()


def test_connections_that_the_database_ends(database, cluster, measured):
    some = "SELECT pid FROM pg_stat_activity WHERE application_name = 'qun' ORDER BY random() LIMIT 3"
    with failing(cluster, "ended", measured):
        end = time.monotonic() + TROUBLE_SECONDS
        while time.monotonic() < end:
            database.sql(f"SELECT pg_terminate_backend(pid) FROM ({some}) AS found")
            time.sleep(0.05)


def test_connections_that_are_cut_at_any_moment(database, tmp_path, measured):
    name = database.database(tmp_path)
    with CuttingProxy(database, SEED) as proxy, \
            Cluster(tmp_path, f"postgres:///{name}?host={proxy.folder}&user=qun", 2) as nodes:
        with failing(nodes, "cut", measured):
            proxy.cuts_a_thousand = 60
            time.sleep(TROUBLE_SECONDS)
            proxy.cuts_a_thousand = 0
        assert proxy.cut_count > 0
        measured(f"cut: {proxy.cuts}")


def fill(database):
    """Fills the small file system of a server but for 64 KB at most; returns the file that does so."""
    ballast = pathlib.Path(database.folder, "small", "ballast")
    with open(ballast, "wb") as file:
        # again when the database has taken of the room meanwhile: then nothing has been allocated
        while (room := room_in_bytes(ballast) - (1 << 16)) > 0:
            try:
                os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, room)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
    return ballast


def room_in_bytes(path):
    status = os.statvfs(path.parent)
    return status.f_bavail * status.f_frsize


@pytest.fixture
def small_database(request):
    """A server with a small file system, for its tables or for its write-ahead log."""
    if os.getuid() != 0:
        pytest.skip("a small file system is mounted by root only")
    settings = ["max_wal_size=8MB", "min_wal_size=2MB"] if request.param == "log" else []
    with postgres.PostgresServer(settings, room=48, log_is_there=request.param == "log") as server:
        yield server


@pytest.mark.parametrize("small_database", ["tables"], indirect=True)
def test_tables_without_room(small_database, tmp_path, measured):
    small_database.sql(f"CREATE TABLESPACE small LOCATION '{small_database.folder}/small'")
    name = small_database.database(tmp_path, "--tablespace", "small")
    with Cluster(tmp_path, small_database.address(tmp_path), 2) as nodes:
        with failing(nodes, "tables-full", measured):
            ballast = fill(small_database)
            until(lambda: "No space left on device" in small_database.log)
            time.sleep(TROUBLE_SECONDS)
            ballast.unlink()
        assert small_database.sql("SELECT count(*) FROM pg_tables WHERE tablename = 'messages'", name) == ["1"]


@pytest.mark.parametrize("small_database", ["log"], indirect=True)
def test_log_without_room(small_database, tmp_path, measured):
    with Cluster(tmp_path, small_database.address(tmp_path), 2) as nodes:
        with failing(nodes, "log-full", measured):
            ballast = fill(small_database)
            # PostgreSQL stops when it cannot write its log, and does not come up again while it cannot
            until(lambda: "No space left on device" in small_database.log and not small_database.pids())
            time.sleep(TROUBLE_SECONDS)
            ballast.unlink()
            small_database.start()


def until(is_so, limit=30):
    end = time.monotonic() + limit
    while not is_so():
        assert time.monotonic() < end, "it does not happen"
        time.sleep(0.05)


def test_fail_over_to_a_synchronous_standby(tmp_path, measured):
    with postgres.PostgresServer() as primary:
        with postgres.PostgresServer(["cluster_name=standby"], primary=primary) as standby:
            name = primary.database(tmp_path)
            primary.sql("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
            primary.sql("SELECT pg_reload_conf()")
            until(lambda: primary.sql("SELECT sync_state FROM pg_stat_replication") == ["sync"])
            address = f"postgres:///{name}?host={primary.folder},{standby.folder}&user=qun&target_session_attrs=read-write"
            with Cluster(tmp_path, address, 2) as nodes, failing(nodes, "failed-over", measured):
                primary.kill()
                time.sleep(1)
                standby.promote()
