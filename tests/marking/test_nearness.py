"""How far an answer is off, and how far it may be: beside what marking says of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.agreement import GOOD, AsWritten, Digits, Nearness, Precision, Range, how_near
from grader.agreement.followed import follows
from grader.agreement.tolerance_in_digits import KINDS, entry_to_digits
from grader.agreement.written_entries import agreement, entries_as_written
from grader.marking import Trial, Way, nearest_first
from grader.mathlang import Written, parse_matrix, parse_number
from grader.model import Tolerance

FEW = (AsWritten.VAGUE, AsWritten.EMPTY, AsWritten.LONG)
numbers = st.one_of(
    st.integers(-200, 200).map(lambda count: count / 100),
    st.sampled_from([0.0, 0.44, 0.0437, -0.94, 1e-6, 1e-13]),
    st.floats(-2e3, 2e3).filter(lambda x: x == 0 or abs(x) > 1e-4),
)
shares = st.sampled_from([0.0, 1e-9, 0.001, 0.0049, 0.005, 0.0051, 0.01, 0.3, -2.0])
tolerances = st.builds(
    Tolerance, rtol=st.sampled_from([0.0, 0.005, 0.1]), atol=st.sampled_from([0.0, 1e-12, 0.05])
)
precisions = st.builds(Precision, truncation=st.booleans(), minimum_figures=st.integers(1, 4))


def written(value: float, places: int) -> Written:
    return parse_number(f"{value:.{places}f}")


def point(low: float, high: float, centre: float) -> Range:
    return Range(low=np.array(low), high=np.array(high), centre=np.array(centre))


def matrix(entry: Written):  # type: ignore[no-untyped-def]
    return parse_matrix(entry.text)


@given(numbers, shares, st.integers(0, 5), shares.map(abs), tolerances, precisions)
def test_a_number_is_within_what_is_allowed_exactly_where_it_is_right(
    true: float, off: float, places: int, width: float, tolerance: Tolerance, precision: Precision
) -> None:
    entry = written(true * (1 + off), places)
    low, high = sorted((true * (1 - width), true * (1 + width)))
    worth = agreement(entry, low, high, true, tolerance, precision)
    (near,) = how_near(matrix(entry), point(low, high, true), [worth], tolerance, precision)
    assert near.is_within == (worth in GOOD)
    assert near.distance >= 0
    assert (near.ratio <= 1) == near.is_within


@given(st.lists(numbers, min_size=2, max_size=4), shares, st.integers(0, 4), tolerances, precisions)
def test_what_is_right_by_the_figures_of_an_entry_beside_it_is_within(
    true: list[float], off: float, places: int, tolerance: Tolerance, precision: Precision
) -> None:
    number = parse_matrix(str([f"{x * (1 + off):.{places}f}" for x in true]).replace("'", ""))
    right = Range(low=np.array(true), high=np.array(true), centre=np.array(true))
    worths = entries_as_written(number, [(x, x, x) for x in true], tolerance, precision)
    for near in how_near(number, right, worths, tolerance, precision):
        assert near.is_within == (near.worth in GOOD)


@given(numbers, shares, st.integers(0, 5), st.sampled_from(KINDS), st.integers(1, 4), st.booleans())
def test_digits_that_are_asked_for_agree_exactly_where_nothing_is_off(
    true: float, off: float, places: int, kind: str, count: int, cut: bool
) -> None:
    """Digits that lack, or that are too many, are another matter than how far a number is off."""
    entry = written(true * (1 + off), places)
    digits = Digits(kind=kind, count=count, truncation=cut)
    worth = entry_to_digits(entry, true, digits)
    there = (Tolerance(), Precision(), digits)
    (near,) = how_near(matrix(entry), point(true, true, true), [worth], *there)
    if worth not in FEW:
        assert near.is_within == (worth in GOOD)


def test_what_lends_an_entry_its_figures_lends_it_their_room() -> None:
    """0.004 beside 0.123 has three decimals as well, and stands for 0.0035 to 0.005."""
    number = parse_matrix("[0.123, 0.004]")
    true = np.array([0.1234, 0.0047])
    right = Range(low=true, high=true, centre=true)
    worths = entries_as_written(number, [(x, x, x) for x in true], Tolerance(), Precision())
    near = how_near(number, right, worths, Tolerance(), Precision(minimum_decimals=4))
    assert [one.worth for one in near] == [AsWritten.RIGHT, AsWritten.RIGHT]
    assert near[1].allowed == pytest.approx(0.001, rel=1e-3)


def test_the_likeliest_explanation_stands_before_a_nearer_one_and_before_what_explains_nothing():
    def trial(name: str, share: float, distance: float) -> Trial:
        near = Nearness(low=0, high=0, distance=distance, allowed=1, worth=AsWritten.RIGHT)
        return Trial(way=Way.SLIP, name=name, near=(near,), explains=share > 0, share=share)

    trials = [trial("far", 0, 9), trial("less", 0.1, 0), trial("near", 0, 2), trial("more", 0.9, 1)]
    assert [one.name for one in nearest_first(trials)] == ["more", "less", "near", "far"]


ROWS = [
    # written, what is right, tolerance, distance, allowed
    ("0.41", (0.5, 0.5, 0.5), Tolerance(), 0.09, 0.01),
    ("0.41", (0.3, 0.3, 0.3), Tolerance(), 0.11, 0.005),
    ("0.41", (0.3, 0.3, 0.3), Tolerance(atol=0.2), 0.11, 0.2),
    ("0.41", (0.38, 0.4, 0.39), Tolerance(rtol=0.1), 0.01, 0.039),
    ("0", (1e-6, 1e-6, 1e-6), Tolerance(), 1e-6, 0.0),
    ("0.4", (0.44, 0.44, 0.44), Tolerance(), 0.04, 0.01),  # too few figures let no more pass
    ("0.0", (-0.1, 0.2, 0.05), Tolerance(), 0.05, 0.0),  # a zero says nothing of a range
    ("0", (1e-15, 1e-15, 1e-15), Tolerance(), 1e-15, 1e-14),  # what arithmetic may leave
    ("1/3", (0.3333, 0.3333, 0.3333), Tolerance(), 1 / 3 - 0.3333, 0.0),
]


@pytest.mark.parametrize("text, right, tolerance, distance, allowed", ROWS)
def test_a_distance_counts_from_the_end_of_the_range_and_rounding_has_two_sides(
    text: str, right: tuple[float, ...], tolerance: Tolerance, distance: float, allowed: float
) -> None:
    number = parse_matrix(text)
    worths = follows(number, point(*right), tolerance, Precision())
    (near,) = how_near(number, point(*right), worths or (), tolerance, Precision())
    assert near.distance == pytest.approx(distance)
    assert near.allowed == pytest.approx(allowed, abs=1e-16 if allowed == 1e-14 else 1e-7, rel=1e-3)
