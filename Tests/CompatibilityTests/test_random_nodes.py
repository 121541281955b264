"""Random calls at two and three nodes on one database, some of which are killed, stand still or start again meanwhile.

`scripts/check-nodes` runs it longer.
"""

import itertools
import os
import random
import time

import pytest

import postgres
from cluster import Cluster
from random_calls import Round

pytestmark = pytest.mark.postgres

MINUTES = float(os.environ.get("QUN_CHECK_MINUTES", "0"))
SEED = os.environ.get("QUN_CHECK_SEED", "1")
PAUSE_SECONDS = float(os.environ.get("QUN_CHECK_NODE_PAUSE", "2"))


def kill(cluster, number, chance):
    cluster.kill(number)
    time.sleep(chance.uniform(0, 0.5))
    cluster.start(number)


def pause(cluster, number, chance):
    cluster.pause(number)
    time.sleep(PAUSE_SECONDS)
    cluster.wake(number)


def restart(cluster, number, chance):
    cluster.stop(number)
    time.sleep(chance.uniform(0, 0.5))
    cluster.start(number)


def play(cluster, label, seed, disturbances, measured):
    chance = random.Random(f"{seed}/{label}")
    round_ = Round(cluster, label, seed, timeout=PAUSE_SECONDS + 60).start()
    try:
        time.sleep(0.5)
        for disturb in disturbances:
            disturb(cluster, chance.randrange(len(cluster)), chance)
            time.sleep(chance.uniform(0.3, 1))
    finally:
        round_.stop()
    problems = round_.check()
    assert not problems, round_.told(problems)
    measured(f"{label}, seed {seed}: {', '.join(disturb.__name__ for disturb in disturbances)}; {round_.figures()}")


@pytest.mark.parametrize("count", [2, 3])
def test_random_calls_at_nodes_that_come_and_go(tmp_path, count, measured):
    address = postgres.server().address(tmp_path)
    end = time.monotonic() + MINUTES * 60 / 2
    with Cluster(tmp_path, address, count) as cluster:
        for number in itertools.count():
            disturbances = [kill, pause, restart] if count > 2 or MINUTES > 0 else [kill, restart]
            seed = f"{SEED}.{number}"
            random.Random(seed).shuffle(disturbances)
            play(cluster, f"nodes{count}-round{number}", seed, disturbances, measured)
            if time.monotonic() > end:
                break
    assert postgres.server().integrity(tmp_path) == "ok"
