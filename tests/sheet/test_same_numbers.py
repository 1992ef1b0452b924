"""When a number as written is another: with fewer figures or more, alone and among entries."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.sheet.literals import same_entries, same_number

FIGURES = st.integers(1_003, 9_997).filter(lambda n: n % 10)


def same(value: float, other: float) -> list[bool]:
    """Both ways of asking: alone, and as an entry beside one that is the same in any case."""
    a, b = np.asarray([value, 2.75]), np.asarray([other, 2.75])
    entries = same_entries(a, b).tolist()
    assert entries[1]
    return [same_number(np.asarray(value), np.asarray(other)), entries[0]]


@given(FIGURES, st.integers(0, 3), st.booleans())
def test_a_number_is_the_same_with_the_figures_behind_left_out(figures, point, is_negative):
    full = (-1 if is_negative else 1) * figures / 10 ** (point + 1)
    for decimals in range(1, point + 1):
        short = round(full, decimals)
        kept = abs(round(short * 10**decimals))
        if kept >= 10 and kept % 10:  # it prints with two figures or more, and all of them
            assert same(short, full) == [True, True]


@given(FIGURES, st.integers(2, 4), st.integers(2, 9), st.booleans())
def test_a_number_that_is_off_by_units_of_its_last_figure_is_another(
    figures, decimals, units, is_less
):
    true = figures / 10**decimals
    off = (figures - units if is_less else figures + units) / 10**decimals
    if round(off * 10**decimals) % 10:
        assert same(off, true) == [False, False]


@pytest.mark.parametrize(
    "written, true, alone, among",
    [
        (1.16, 1.2, True, False),
        (2.625, 2.7, False, False),
        (1.19, 1.2, True, True),
        (0.37, 0.3703, True, True),
        (0.3704, 0.37, True, False),
        (0.3703, 0.3703, True, True),
        (-0.37, 0.37, False, False),
        (2.0, 2.0, True, True),
        (3.0, 2.0, False, False),
        (0.02, 0.018, False, False),
    ],
)
def test_among_entries_a_number_counts_in_all_the_figures_that_are_written(
    written, true, alone, among
):
    assert same(written, true) == [alone, among]
