"""The checker finds what nodes do wrong: here callers are lied to by what stands between them and good nodes."""

import threading
import time

import pytest

import postgres
from cluster import Cluster
from random_calls import Caller, Round

pytestmark = pytest.mark.postgres


ENOUGH_CALLS = 800
LIMIT_SECONDS = 20


class Remembering(Caller):
    """Is answered from memory now and then, without a look at the database."""

    def exchange(self, number, command, body):
        if command == "get_group_info" and self.chance.random() < 0.2:
            remembered = MEMORY.get(str(body))
            if remembered:
                return remembered
        answer = super().exchange(number, command, body)
        if command == "get_group_info":
            MEMORY[str(body)] = answer
        return answer


MEMORY = {}


class Losing(Caller):
    """Is told OK of changes that are lost."""

    def exchange(self, number, command, body):
        lost = {"modify_group_base_info", "change_group_owner", "delete_group_member", "forbid_send_msg"}
        if command in lost and self.chance.random() < 0.1:
            return {"ActionStatus": "OK", "ErrorCode": 0, "ErrorInfo": ""}
        return super().exchange(number, command, body)


class Repeating(Caller):
    """Has what it does carried out twice now and then."""

    def exchange(self, number, command, body):
        answer = super().exchange(number, command, body)
        if command == "update_group_counter" and self.chance.random() < 0.1:
            super().exchange(number, command, body)
        return answer


class Doubling(Caller):
    """Has its messages taken for others when they are sent again."""

    def exchange(self, number, command, body):
        answer = super().exchange(number, command, body)
        if command == "send_group_msg" and self.chance.random() < 0.1:
            return super().exchange(number, command, {**body, "Random": (body["Random"] + 1) % 2**32})
        return answer


class Late(Caller):
    """Has changes carried out once more after others."""

    def exchange(self, number, command, body):
        answer = super().exchange(number, command, body)
        if command == "modify_group_base_info" and self.chance.random() < 0.2:
            threading.Timer(0.2, lambda: self.late(number, command, body)).start()
        return answer

    def late(self, number, command, body):
        with self.round.cluster.connect(number, 10) as api:
            api.call(command, body)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nodes")
    with Cluster(folder, postgres.server().address(folder), 2) as nodes:
        yield nodes


def play(cluster, caller):
    round_ = Round(cluster, caller.__name__.lower(), 1, caller=caller).start()
    end = time.monotonic() + LIMIT_SECONDS
    while len(round_.book.calls) < ENOUGH_CALLS and time.monotonic() < end:
        time.sleep(0.02)
    round_.stop()
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
    return round_.check()


@pytest.mark.parametrize(
    ("caller", "words"),
    [
        (Remembering, "/name: "), (Losing, "/name: "), (Repeating, "/counter: a number that no step has made"),
        (Doubling, "is not there at"), (Late, "/name: "),
    ],
)
def test_lie_is_found(cluster, caller, words):
    assert [problem for problem in play(cluster, caller) if words in problem]


def test_nothing_is_found_without_a_lie(cluster):
    assert play(cluster, Caller) == []
