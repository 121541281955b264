"""Messages as the tests send them, and the time of this machine, which is the server's too."""

import itertools
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
