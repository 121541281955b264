"""A store of the first version of the schema is brought up by a server that is killed on the way, again and again."""

import random
import re
import sqlite3
import time

import pytest

import live_server
from conftest import SDKAPPID, SECRET_KEY

pytestmark = pytest.mark.sqlite

KILLS = 15
GROUPS = 20_000
SOURCES = live_server.PROJECT / "Sources" / "SQLiteStore"
APP = ("--sdkappid", SDKAPPID, "--secret-key", SECRET_KEY, "--no-tls")


def first_version():
    """The statements of the first version of the schema, which never change."""
    source = (SOURCES / "Schema+Version1.swift").read_text()
    return re.search(r'"""\n(.*?)"""', source, re.DOTALL).group(1)


def make_store(data):
    """A database of the first version with a group of three for each of some accounts."""
    application_id = int(re.search(r"0x([0-9A-F_]+)", (SOURCES / "Schema.swift").read_text()).group(1).replace("_", ""), 16)
    database = sqlite3.connect(data / "qun.sqlite")
    database.executescript(
        f"""
        {first_version()}
        PRAGMA user_version = 1;
        PRAGMA application_id = {application_id};
        BEGIN;
        WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < {GROUPS - 1})
        INSERT INTO accounts (app, account, import_time) SELECT {SDKAPPID}, 'user' || n, n FROM number;
        INSERT INTO groups (app, group_id, version, next_entry, type, name, introduction, notification, face_url, owner,
            create_time, info_seq, last_info_time, last_msg_time, next_msg_seq, member_num, max_member_num,
            apply_join_option, invite_join_option, is_muted, supports_topics, enables_permissions, default_permission,
            shows_history_before_join, custom_fields)
        SELECT app, 'of-' || account, 1, 4, 1, account, '', '', '', account, 1, 0, 1, 0, 1, 3, 200, 0, 0, 0, 0, 0, 0, 0, x''
        FROM accounts ORDER BY import_time;
        INSERT INTO members (app, group_number, rank, join_time, entry, account, role, msg_seq, msg_flag,
            last_send_msg_time, mute_until, name_card, custom_fields)
        SELECT app, number, place <> 0, 1, place, 'user' || ((number - 1 + place) % {GROUPS}), iif(place = 0, 0, 2), 0, 0,
            0, 0, '', x''
        FROM groups, (SELECT 0 AS place UNION SELECT 1 UNION SELECT 2);
        COMMIT;
        """
    )
    database.close()


def version(data):
    """The version of the schema in a data folder that no server has."""
    database = sqlite3.connect(f"file:{data / 'qun.sqlite'}?mode=ro", uri=True)
    try:
        return database.execute("PRAGMA user_version").fetchone()[0]
    finally:
        database.close()


def test_kill_on_the_way_up_loses_nothing(tmp_path, measured):
    make_store(tmp_path)
    seen = []
    for _ in range(KILLS):
        server = live_server.Server(tmp_path, *APP).launch()
        time.sleep(random.uniform(0.02, 1))
        server.kill()
        server.process.stdout.close()
        assert '"error"' not in server.log
        seen.append(version(tmp_path))
    assert seen == sorted(seen)
    assert live_server.integrity(tmp_path) == "ok"

    with live_server.Server(tmp_path, *APP) as server:
        with server.connect() as api:
            for number in random.sample(range(GROUPS), 50):
                owner = f"user{number}"
                entry = api.group(f"of-{owner}")
                found = [member["Member_Account"] for member in entry["MemberList"]]
                assert found == [f"user{(number + place) % GROUPS}" for place in range(3)]
                joined = api.ok("get_joined_group_list", {"Member_Account": owner})
                expected = {f"of-user{(number - place) % GROUPS}" for place in range(3)}
                assert {item["GroupId"] for item in joined["GroupIdList"]} == expected
            listed = api.ok("get_appid_group_list", {"Limit": 1})
            assert listed["TotalCount"] == GROUPS
        server.stop()
    measured(f"killed {KILLS} times on the way up, at versions {seen} of the schema")
