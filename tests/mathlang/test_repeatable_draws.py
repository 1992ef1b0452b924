"""Random numbers that are the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from grader.mathlang import Draws

MANY = 20_000
SEEDS = range(40)


def test_the_first_numbers_of_a_seed_are_these_for_ever() -> None:
    """Points that a formula was tried at stand in messages that TAs compare between versions."""
    state = (3 * 0xBF58476D1CE4E5B9 + 0x9E3779B97F4A7C15) % 2**64
    expected = []
    for _ in range(5):  # SplitMix64 as its paper writes it, one number at a time
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
        expected.append(((z ^ (z >> 31)) >> 11) / 2**53)
    assert Draws(3).random(5).tolist() == expected


def test_a_stream_goes_on_where_it_stopped() -> None:
    whole, parts = Draws(7), Draws(7)
    joined = np.concatenate(
        [parts.random(3), parts.random(()).reshape(1), parts.random((2, 2)).ravel()]
    )
    assert whole.random(8).tolist() == joined.tolist()


@pytest.mark.parametrize("seed", [0, 1, 2, 1000])
def test_numbers_are_spread_evenly_and_say_nothing_of_the_next(seed: int) -> None:
    found = Draws(seed).random(MANY)
    counts, _ = np.histogram(found, bins=20, range=(0, 1))
    assert found.min() >= 0
    assert found.max() < 1
    assert ((counts - MANY / 20) ** 2 / (MANY / 20)).sum() < 43.8  # chi-square, 0.1% of 19
    assert abs(np.corrcoef(found[:-1], found[1:])[0, 1]) < 0.03


def test_seeds_that_follow_each_other_are_not_alike() -> None:
    first = np.array([Draws(seed).random(50) for seed in SEEDS])
    others = np.corrcoef(first) - np.eye(len(SEEDS))
    assert abs(others).max() < 0.6
    assert abs(first[:, 0].mean() - 0.5) < 0.15


def test_whole_numbers_and_choices_have_all_values_and_no_others() -> None:
    draws = Draws(1)
    assert set(draws.integers(-2, 3, (50, 40)).ravel().tolist()) == {-2, -1, 0, 1, 2}
    assert set(draws.choice([0.5, 7.0], MANY).tolist()) == {0.5, 7.0}
    assert set(draws.choice((1.0,), (2, 2)).ravel().tolist()) == {1.0}


def test_a_range_is_kept_and_a_shape_too() -> None:
    found = Draws(2).uniform(-3, -1, (3, 0, 2))
    assert found.shape == (3, 0, 2)
    single = Draws(2).uniform(-3, -1)
    assert single.shape == ()
    assert -3 <= single < -1


def test_every_order_is_met() -> None:
    draws = Draws(5)
    assert {tuple(draws.order(3).tolist()) for _ in range(200)} == {
        (0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0),
    }  # fmt: skip
