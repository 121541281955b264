"""What a server says of a data folder whose store is missing, cut short, or not yet made; and `qun check`."""

import json
import random
import shutil
import sqlite3
import time

import pytest

import live_server
from conftest import SDKAPPID, SECRET_KEY

pytestmark = pytest.mark.sqlite

KILLS = 12
APP = ("--sdkappid", SDKAPPID, "--secret-key", SECRET_KEY, "--no-tls")


def errors(log):
    """The lines of a log at level error."""
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    return [line for line in lines if line["level"] == "error"]


def refusal(data, *flags):
    """What a server says that does not start."""
    with pytest.raises(live_server.StartFailed) as failure:
        with live_server.Server(data, *flags):
            pass
    assert failure.value.exit_code not in (0, None)
    return failure.value.log


def fill(data, accounts, *flags, kill):
    """Runs a server until it has imported some accounts."""
    with live_server.Server(data, *(flags or APP)) as server:
        with server.connect() as api:
            for account in accounts:
                api.import_accounts([account])
        server.kill() if kill else server.stop()


def known(server, accounts):
    """Those among the accounts that the server knows."""
    with server.connect() as api:
        answer = api.ok("account_check", {"CheckItem": [{"UserID": account} for account in accounts]})
        return [item["UserID"] for item in answer["ResultItem"] if item["AccountStatus"] == "Imported"]


class TestMissingStore:
    @pytest.mark.parametrize("kill", [False, True], ids=["stopped", "killed"])
    @pytest.mark.parametrize("removed", [False, True], ids=["emptied", "removed"])
    def test_is_refused_in_words(self, tmp_path, kill, removed):
        fill(tmp_path, ["someone"], kill=kill)
        database = tmp_path / "qun.sqlite"
        database.unlink() if removed else database.write_bytes(b"")
        for _ in range(2):
            log = refusal(tmp_path, *APP)
            assert "qun.sqlite is missing or holds nothing" in log
            assert "--new-store" in log

    def test_begins_anew_on_demand(self, tmp_path):
        fill(tmp_path, ["someone"], kill=False)
        (tmp_path / "qun.sqlite").unlink()
        with live_server.Server(tmp_path, *APP, "--new-store") as server:
            assert known(server, ["someone"]) == []
            server.stop()
            assert "a new store begins" in server.log
        fill(tmp_path, ["someone"], *APP, "--new-store", kill=False)
        with live_server.Server(tmp_path, *APP, "--new-store") as server:
            assert known(server, ["someone"]) == ["someone"]

    def test_foreign_database_is_set_aside_on_demand(self, tmp_path):
        foreign = sqlite3.connect(tmp_path / "qun.sqlite")
        foreign.execute("CREATE TABLE notes (text)")
        foreign.close()
        assert "another program" in refusal(tmp_path, *APP)
        fill(tmp_path, ["someone"], *APP, "--new-store", kill=False)
        kept = sqlite3.connect(tmp_path / "qun.sqlite.old-1")
        assert kept.execute("SELECT count(*) FROM notes").fetchone() == (0,)
        kept.close()

    def test_demo_is_loaded_into_the_new_store(self, tmp_path):
        with live_server.Server(tmp_path, "--demo", "--no-tls"):
            pass
        (tmp_path / "qun.sqlite").unlink()
        with live_server.Server(tmp_path, "--demo", "--no-tls", "--new-store") as server:
            with server.connect() as api:
                assert api.group("@TGS#2J4SZEAEL")["Name"] == "MyFirstGroup"


class TestCutLog:
    @pytest.mark.parametrize("cut", ["missing", "empty", "head", "first page"])
    def test_is_told(self, tmp_path, cut):
        fill(tmp_path, ["someone"], kill=True)
        log = tmp_path / "qun.sqlite-wal"
        if cut == "missing":
            log.unlink()
        else:
            content = log.read_bytes()
            kept = {"empty": b"", "head": content[32:], "first page": bytes(4096) + content[4096:]}
            log.write_bytes(kept[cut])
        with live_server.Server(tmp_path, *APP) as server:
            with server.connect() as api:
                api.import_accounts(["another"])
            server.stop()
            told = errors(server.log)
            assert told and all(line["message"] == "writes that were answered may be lost" for line in told)
        with live_server.Server(tmp_path, *APP) as server:
            assert known(server, ["another"]) == ["another"]
            server.stop()
            assert errors(server.log) == []


class TestKillAtAnyMoment:
    def test_first_start(self, tmp_path):
        for number in range(KILLS):
            data = tmp_path / str(number)
            server = live_server.Server(data, *APP).launch()
            time.sleep(random.uniform(0, 0.3))
            server.kill()
            server.process.stdout.close()
            with live_server.Server(data, *APP) as again:
                with again.connect() as api:
                    api.import_accounts(["someone"])
                again.kill()
            with live_server.Server(data, *APP) as last:
                assert known(last, ["someone"]) == ["someone"]
                last.stop()
                assert errors(last.log) == []

    def test_later_starts_and_stops(self, tmp_path):
        fill(tmp_path, ["someone"], kill=True)
        for number in range(KILLS):
            server = live_server.Server(tmp_path, *APP)
            if number % 2:
                server.launch()
                time.sleep(random.uniform(0, 0.3))
            else:
                server.start()
                server.process.terminate()
                time.sleep(random.uniform(0, 0.05))
            server.kill()
            server.process.stdout.close()
            assert errors(server.log) == []
        with live_server.Server(tmp_path, *APP) as server:
            assert known(server, ["someone"]) == ["someone"]


class TestLargeStore:
    @pytest.fixture(scope="class")
    def large(self, tmp_path_factory):
        """A data folder with some 300 MB in it that a process has left open."""
        data = tmp_path_factory.mktemp("large")
        fill(data, ["someone"], kill=False)
        database = sqlite3.connect(data / "qun.sqlite")
        database.execute(
            """
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 300000)
            INSERT INTO messages (id, sender, time, random, priority, flags, uncounted, body, cloud_custom_data)
            SELECT n, 'someone', n, n, 1, 0, 0, randomblob(1000), x'' FROM number
            """
        )
        database.commit()
        database.close()
        note = json.loads((data / "store.json").read_text())
        (data / "store.json").write_text(json.dumps({**note, "isOpen": True}))
        return data

    def test_is_served_at_once_and_stops_while_it_is_checked(self, large, measured):
        begin = time.perf_counter()
        with live_server.Server(large, *APP) as server:
            assert known(server, ["someone"]) == ["someone"]
            first = time.perf_counter() - begin
            begin = time.perf_counter()
            assert server.stop() == 0
            stop = time.perf_counter() - begin
            assert "checking it while it is served" in server.log
            assert "found no damage" not in server.log
        size = (large / "qun.sqlite").stat().st_size // 1_000_000
        measured(f"{size} MB left open: first answer after {first:.3f} s, stop within the check {stop:.3f} s")
        assert json.loads((large / "store.json").read_text())["isUnchecked"]

    def test_qun_check_ends_what_was_left(self, large):
        checked = live_server.run_qun("check", "--data", large, timeout=300)
        assert checked.returncode == 0, checked.stderr
        assert "no damage found" in checked.stdout
        assert "checking" in checked.stderr
        with live_server.Server(large, *APP) as server:
            server.stop()
            assert "check" not in server.log


class TestCheck:
    def test_says_what_is_damaged(self, tmp_path):
        fill(tmp_path, ["someone"], kill=False)
        database = sqlite3.connect(tmp_path / "qun.sqlite")
        (root,) = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'groups_by_type'").fetchone()
        database.close()
        with open(tmp_path / "qun.sqlite", "r+b") as file:
            file.seek((root - 1) * 4096)
            file.write(bytes(100))
        checked = live_server.run_qun("check", "--data", tmp_path)
        assert checked.returncode == 1
        assert f"damaged: Page {root}:" in checked.stdout
        assert "is damaged" in checked.stdout

    def test_is_refused_beside_a_server(self, tmp_path):
        with live_server.Server(tmp_path, *APP):
            checked = live_server.run_qun("check", "--data", tmp_path)
        assert checked.returncode != 0
        assert "is in use by process" in checked.stderr

    def test_needs_a_store(self, tmp_path):
        for data in (tmp_path, tmp_path / "missing"):
            checked = live_server.run_qun("check", "--data", data)
            assert checked.returncode != 0
        assert not (tmp_path / "missing").exists()

    def test_works_on_a_copy_of_a_running_server(self, tmp_path):
        fill(tmp_path / "data", ["someone"], kill=True)
        shutil.copytree(tmp_path / "data", tmp_path / "copy")
        assert live_server.run_qun("check", "--data", tmp_path / "copy").returncode == 0
        with live_server.Server(tmp_path / "copy", *APP) as server:
            assert known(server, ["someone"]) == ["someone"]
