"""A store as the first release made it, from the first version of the schema, which never changes."""

import re
import sqlite3

import live_server
from fixtures import SDKAPPID

GROUPS = 20_000
SOURCES = live_server.PROJECT / "Sources" / "SQLiteStore"


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
