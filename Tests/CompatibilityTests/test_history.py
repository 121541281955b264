"""The checker of histories finds what is wrong in hand-made ones, and nothing in good ones."""

import itertools
import random

import pytest

from history import NEVER, Numbers, Values


def values(*observations):
    """A history of one place that holds "a": (kind, begin, end, value)."""
    history = Values("a")
    for kind, begin, end, value in observations:
        (history.write if kind == "write" else history.read)(begin, end, value)
    return history


def numbers(*observations):
    history = Numbers()
    for kind, begin, end, number in observations:
        (history.step if kind == "step" else history.read)(begin, end, number)
    return history


GOOD_VALUES = {
    "nothing": [],
    "a read after the write": [("write", 1, 2, "b"), ("read", 3, 4, "b")],
    "reads on both sides of a write that is under way": [
        ("write", 1, 9, "b"), ("read", 2, 3, "a"), ("read", 4, 5, "b"),
    ],
    "two writes at once, in the other order": [("write", 1, 9, "b"), ("write", 2, 8, "c"), ("read", 10, 11, "b")],
    "a write without an answer that was made late": [
        ("write", 1, NEVER, "b"), ("write", 2, 3, "c"), ("read", 4, 5, "c"), ("read", 6, 7, "b"),
    ],
    "a write without an answer that was never made": [("write", 1, NEVER, "b"), ("read", 100, 101, "a")],
    "a value that comes back": [
        ("write", 1, 2, "b"), ("write", 3, 4, "a"), ("read", 5, 6, "a"), ("write", 7, 8, "b"), ("read", 9, 10, "b"),
    ],
    "a read that two writes explain": [
        ("write", 1, 2, "b"), ("write", 3, 8, "a"), ("write", 4, 9, "b"), ("read", 5, 12, "a"),
    ],
}

BAD_VALUES = {
    "a stale read": [("write", 1, 2, "b"), ("read", 3, 4, "a")],
    "a value of nobody": [("read", 1, 2, "z")],
    "a value from the future": [("read", 1, 2, "b"), ("write", 3, 4, "b")],
    "a read that goes back": [("write", 1, 9, "b"), ("read", 2, 3, "b"), ("read", 4, 5, "a")],
    "a lost update": [("write", 1, 2, "b"), ("write", 3, 4, "c"), ("read", 5, 6, "c"), ("read", 7, 8, "b")],
    "a write that nobody could see": [("read", 0, 1, "a"), ("write", 2, 3, "b"), ("read", 4, 5, "a")],
    "two orders of two writes": [
        ("write", 1, 2, "b"), ("write", 1, 2, "c"),
        ("read", 3, 4, "b"), ("read", 5, 6, "c"), ("read", 7, 8, "b"),
    ],
    "a write without an answer that is made twice": [
        ("write", 1, NEVER, "b"), ("read", 2, 3, "b"), ("write", 4, 5, "c"), ("read", 6, 7, "c"), ("read", 8, 9, "b"),
    ],
    "a stale read of a value that was there more than once": [
        ("write", 1, 2, "b"), ("write", 3, 4, "a"), ("write", 5, 6, "b"), ("read", 7, 8, "a"),
    ],
}

GOOD_NUMBERS = {
    "nothing": [],
    "steps in turn": [("step", 1, 2, 1), ("read", 3, 4, 1), ("step", 5, 6, 2)],
    "steps at once in any order": [("step", 1, 9, 2), ("step", 2, 8, 1), ("read", 3, 4, 0), ("read", 10, 11, 2)],
    "a step without an answer": [("step", 1, NEVER, None), ("step", 5, 6, 2)],
    "a step without an answer that was never made": [("step", 1, NEVER, None), ("step", 5, 6, 1), ("read", 7, 8, 1)],
}

BAD_NUMBERS = {
    "a number twice": [("step", 1, 2, 1), ("step", 1, 2, 1)],
    "a gap": [("step", 1, 2, 1), ("step", 3, 4, 3)],
    "a stale read": [("step", 1, 2, 1), ("read", 3, 4, 0)],
    "a read that goes back": [("step", 1, 9, 1), ("read", 2, 3, 1), ("read", 4, 5, 0)],
    "numbers against their order": [("step", 1, 2, 2), ("step", 3, 4, 1)],
    "a step that was made twice": [("step", 1, 2, 1), ("read", 3, 4, 2)],
    "a step without an answer that was made twice": [("step", 1, NEVER, None), ("read", 3, 4, 2)],
    "a number before its step": [("read", 1, 2, 1), ("step", 3, 4, 1)],
    "a gap that only a later step without an answer could fill": [("step", 1, 2, 2), ("step", 3, NEVER, None)],
}


@pytest.mark.parametrize("name", GOOD_VALUES)
def test_good_values(name):
    assert values(*GOOD_VALUES[name]).contradictions() == []


@pytest.mark.parametrize("name", BAD_VALUES)
def test_bad_values(name):
    assert values(*BAD_VALUES[name]).contradictions() != []


@pytest.mark.parametrize("name", GOOD_NUMBERS)
def test_good_numbers(name):
    assert numbers(*GOOD_NUMBERS[name]).contradictions() == []


@pytest.mark.parametrize("name", BAD_NUMBERS)
def test_bad_numbers(name):
    assert numbers(*BAD_NUMBERS[name]).contradictions() != []


def explains(observations, order):
    """Whether calls that are made in an order give what was seen; written for itself, without a thought for speed."""
    value = "a"
    for kind, _, _, seen in order:
        if kind == "write":
            value = seen
        elif value != seen:
            return False
    return all(
        order.index(one) < order.index(other) for one in order for other in order if one[2] < other[1]
    )


@pytest.mark.parametrize("seed", range(300))
def test_small_histories_are_judged_as_by_trying_all_orders(seed):
    chance = random.Random(seed)
    moments = [(begin, begin + chance.uniform(0, 6)) for begin in (chance.uniform(0, 10) for _ in range(5))]
    kinds = ["write", "write", "read", "read", "read"]
    names = iter("bc")
    observations = [
        (kind, begin, end, next(names) if kind == "write" else chance.choice("abc"))
        for kind, (begin, end) in zip(kinds, moments)
    ]
    possible = any(explains(observations, order) for order in itertools.permutations(observations))
    assert (values(*observations).contradictions() == []) == possible
