"""Threads that write until the server is killed, and that know what was answered and what was not."""

import http.client
import os
import random
import threading
import time

ROUNDS = int(os.environ.get("QUN_CRASH_ROUNDS", "3"))
ROUND_LIMIT_SECONDS = 20


class Writer(threading.Thread):
    """Makes one kind of change over and over; keeps what was acknowledged and what was still in flight."""

    def __init__(self, server, label):
        super().__init__(daemon=True)
        self.connection = server.connect(timeout=ROUND_LIMIT_SECONDS)
        self.label = label
        self.acknowledged = []
        self.answers = []
        self.in_flight = None
        self.refusal = None

    def changes(self):
        """An endless series of commands and bodies."""
        raise NotImplementedError

    def run(self):
        try:
            for change in self.changes():
                self.in_flight = change
                answer = self.connection.call(*change)
                if answer["ErrorCode"] != 0:
                    self.refusal = answer
                    return
                self.answers.append(answer)
                self.acknowledged.append(change)
                self.in_flight = None
        except (OSError, http.client.HTTPException):
            return
        finally:
            self.connection.close()

    def attempted(self):
        """Every change that may be on disk: the acknowledged ones, then the one in flight."""
        return self.acknowledged + ([self.in_flight] if self.in_flight else [])


def write_until_killed(server, writers, enough):
    """Lets writers run until `enough` changes are acknowledged and then a random moment longer; kills the server."""
    for writer in writers:
        writer.start()
    deadline = time.monotonic() + ROUND_LIMIT_SECONDS
    while time.monotonic() < deadline:
        counts = [len(writer.acknowledged) for writer in writers]
        if min(counts) >= 2 and sum(counts) >= enough:
            break
        time.sleep(0.02)
    time.sleep(random.uniform(0, 0.3))
    server.kill()
    for writer in writers:
        writer.join(ROUND_LIMIT_SECONDS)
    assert [writer.refusal for writer in writers] == [None] * len(writers)
    assert min(len(writer.acknowledged) for writer in writers) >= 2
