"""Messages as the tests send them, and the time of this machine, which is the server's too."""

import itertools
import json
import sqlite3
import time

_randoms = itertools.count(1)


def text(content):
    """A `MsgBody` of one text element."""
    return [{"MsgType": "TIMTextElem", "MsgContent": {"Text": content}}]


def message(group, content, sender=None, **fields):
    """A body of send_group_msg with a `Random` that no other has; a keyword is a field of it."""
    body = {"GroupId": group, "Random": next(_randoms), "MsgBody": text(content)}
    if sender is not None:
        body["From_Account"] = sender
    return {**body, **fields}


def now():
    """The time in whole seconds."""
    return int(time.time())


def pile_up(data, count, size):
    """Puts messages of a size into the one group of a folder that no server has open, in which one message is already."""
    store = sqlite3.connect(data / "qun.sqlite")
    body = json.dumps(text("x" * size), separators=(",", ":"))
    store.execute(
        """
        WITH RECURSIVE number (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
        INSERT INTO messages (id, sender, time, random, priority, flags, uncounted, body, cloud_custom_data)
        SELECT (SELECT number FROM streams) << 32 | n, 'anna', n, n, 1, 0, 0, CAST(? AS BLOB), x'' FROM number
        """,
        (count, body),
    )
    store.execute("UPDATE groups SET next_msg_seq = ?", (count + 1,))
    store.commit()
    store.close()
