"""What a written number stands for, and whether it is right, vague or off."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from grader.agreement.tolerance_as_written import Precision, box, magnitude
from grader.agreement.written_entries import AsWritten, agreement, as_written, better, worst
from grader.marking.carried_on import Rounding
from grader.mathlang.written.written_matrix import parse_matrix
from grader.model import Tolerance
from grader.review.rounding_habits import Habit, spelled, written_by

EXACT = Tolerance()
DEFAULT = Precision()
ROUNDING = Precision(truncation=False)
RIGHT, COARSE, _, VAGUE, EMPTY, OFF = AsWritten

RANGES = [
    ("0.54", 0.535, 0.55),
    ("0.540", 0.5395, 0.541),
    ("-0.059", -0.060, -0.0585),
    ("0.00", -0.01, 0.01),
    ("0.0", -0.01, 0.01),
    ("0", 0.0, 0.0),
    ("0%", -0.01, 0.01),
    ("0.0e-3", -0.0001, 0.0001),
    ("128", 127.5, 129.0),
    ("128.", 127.5, 129.0),
    ("3", 2.95, 3.1),
    ("0.5", 0.495, 0.51),
    ("16300", 16250.0, 16400.0),
    ("16300.", 16299.5, 16301.0),
    ("16000", 15500.0, 17000.0),
    ("-16300", -16400.0, -16250.0),
    ("20000", 19500.0, 21000.0),
    ("1.6e4", 15500.0, 17000.0),
    ("1.60e4", 15950.0, 16100.0),
    ("-1.2e-5", -1.3e-5, -1.15e-5),
    ("50%", 0.495, 0.51),
    ("1/4", 0.25, 0.25),
    ("2*(0.38-128)", -255.24, -255.24),
]


@pytest.mark.parametrize("text, low, high", RANGES)
def test_a_written_number_stands_for_what_rounds_or_is_cut_to_it(
    text: str, low: float, high: float
) -> None:
    found = box(parse_matrix(text), DEFAULT)
    unit = max(high - low, 1e-12)
    assert found.low == pytest.approx(low, abs=1e-5 * unit)
    assert found.high == pytest.approx(high, abs=1e-5 * unit)


ROUNDED = [("0.54", 0.535, 0.545), ("-0.059", -0.0595, -0.0585), ("0.00", -0.005, 0.005)]


@pytest.mark.parametrize("text, low, high", ROUNDED)
def test_without_truncation_it_is_half_a_unit_to_both_sides(
    text: str, low: float, high: float
) -> None:
    found = box(parse_matrix(text), ROUNDING)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


def test_a_box_has_the_shape_of_the_answer_and_each_entry_its_own_width() -> None:
    found = box(parse_matrix("[[1.50, 1.1], [1/4, 0]]"), ROUNDING)
    np.testing.assert_allclose(found.low, [[1.495, 1.05], [0.25, 0.0]])
    np.testing.assert_allclose(found.high, [[1.505, 1.15], [0.25, 0.0]])


def test_a_vague_answer_remembers_how_vague_it_was() -> None:
    found = box(parse_matrix("0.5"), ROUNDING)
    assert found.loosest is not None
    assert (found.loosest.low, found.loosest.high) == (0.45, 0.55)
    assert box(parse_matrix("0.50"), ROUNDING).loosest is None


VERDICTS = [
    ("0.54", 0.5393, RIGHT),
    ("0.53", 0.5393, RIGHT),  # cut off
    ("0.55", 0.5393, OFF),
    ("0.52", 0.5393, OFF),
    ("0.539", 0.5393, RIGHT),
    ("0.5393000", 0.5393, RIGHT),
    ("-0.059", -0.05932, RIGHT),
    ("0.059", -0.05932, OFF),
    ("1.0", 1.1, OFF),  # one unit off an exact value is not a cut
    ("1.1", 1.1, RIGHT),
    ("0.5", 0.4938, VAGUE),
    ("0.4", 0.4938, VAGUE),
    ("0.6", 0.4938, OFF),
    ("0.4", 0.4, RIGHT),
    ("0.4", 0.398, RIGHT),  # 0.40
    ("0.4", 0.3949, VAGUE),
    ("3", 3.0, RIGHT),
    ("3", 2.87, VAGUE),
    ("2", 2.87, VAGUE),
    ("4", 2.87, OFF),
    ("10", 9.8, RIGHT),
    ("0.1", 0.0996, RIGHT),
    ("0.1", 0.0965, VAGUE),
    ("100", 99.7, RIGHT),
    ("100", 128.0, VAGUE),
    ("128", 128.49, RIGHT),
    ("16000", 16287.26, RIGHT),
    ("16300", 16287.26, RIGHT),
    ("16290", 16287.26, RIGHT),
    ("16287", 16287.26, RIGHT),
    ("16300.", 16287.26, OFF),
    ("20000", 16287.26, VAGUE),
    ("10000", 16287.26, VAGUE),
    ("1.6e4", 16287.26, RIGHT),
    ("2e4", 16287.26, VAGUE),
    ("0.00", 0.0013636, EMPTY),
    ("0.001", 0.0013636, COARSE),
    ("-0.001", -0.0013636, COARSE),
    ("0.002", 0.0013636, OFF),
    ("-0.001", 0.0013636, OFF),
    ("0.01", 0.0136, VAGUE),  # two decimals are not enough
    ("0.000", 0.0003, EMPTY),  # a zero is nothing
    ("1e-3", 0.0013636, COARSE),  # as good as 0.001
    ("0.1%", 0.0013636, COARSE),
    ("0.001%", 0.000013636, COARSE),
    ("100", 128.0, VAGUE),
    ("0.0014", 0.0013636, RIGHT),
    ("0.0013", 0.0013636, RIGHT),
    ("0", 0.0013636, OFF),
    ("0", 0.0, RIGHT),
    ("0.00", 0.0, RIGHT),
    ("0", 1e-17, RIGHT),  # what arithmetic leaves of zero
    ("1e-17", 0.0, RIGHT),
    ("0.01", 0.0, OFF),
    ("2.0e-15", 1e-15, OFF),  # nothing here is meant to be zero
    ("1/4", 0.25, RIGHT),
    ("1/3", 0.3333, OFF),
    ("0.1575", 0.25 * 0.63, RIGHT),
    ("0.3", 0.1 + 0.2, RIGHT),
    ("0.5", math.nan, OFF),
]


@pytest.mark.parametrize("text, expected, verdict", VERDICTS)
def test_one_number_beside_its_expected_value(
    text: str, expected: float, verdict: AsWritten
) -> None:
    assert as_written(parse_matrix(text), np.array(expected), EXACT, DEFAULT) == (verdict,)


@pytest.mark.parametrize("text, verdict", [("0.00", RIGHT), ("0", RIGHT), ("0.02", OFF)])
def test_what_lies_within_a_tolerance_is_right_however_vague(text: str, verdict: AsWritten) -> None:
    found = as_written(parse_matrix(text), np.array(0.0014), Tolerance(atol=0.01), DEFAULT)
    assert found == (verdict,)


def test_a_policy_without_truncation_refuses_digits_cut_off() -> None:
    assert as_written(parse_matrix("0.53"), np.array(0.5393), EXACT, ROUNDING) == (OFF,)


def test_a_policy_may_ask_for_more_figures() -> None:
    strict = Precision(minimum_figures=4)
    assert as_written(parse_matrix("0.539"), np.array(0.53929), EXACT, strict) == (VAGUE,)
    assert as_written(parse_matrix("0.5393"), np.array(0.53929), EXACT, strict) == (RIGHT,)


@pytest.mark.parametrize(
    "decimals, verdict", [(None, COARSE), (3, COARSE), (4, VAGUE), (0, COARSE)]
)
def test_a_policy_says_how_many_decimals_make_up_for_few_figures(
    decimals: int | None, verdict: AsWritten
) -> None:
    policy = Precision(minimum_decimals=decimals)
    assert as_written(parse_matrix("0.001"), np.array(0.0013636), EXACT, policy) == (verdict,)


def test_a_zero_is_empty_however_far_the_range_reaches_unless_it_is_centred_there() -> None:
    (zero,) = parse_matrix("0.000").entries
    assert agreement(zero, -0.01, 0.01, 0.0004, EXACT, DEFAULT) is EMPTY
    assert agreement(zero, -0.01, 0.01, 0.0, EXACT, DEFAULT) is RIGHT


MATRICES = [
    ("[0.123, 0.004]", [0.1232, 0.0043], (RIGHT, RIGHT)),  # three decimals throughout
    ("[0.123, 0.000]", [0.1232, 0.0003], (RIGHT, RIGHT)),
    ("[0.12, 0.0]", [0.1232, 0.0043], (RIGHT, EMPTY)),
    ("[0.999, 0.004]", [0.1232, 0.0043], (OFF, COARSE)),
    ("[0.001, 0.000]", [0.0012, 0.0003], (COARSE, COARSE)),  # of what three decimals are
    ("[0.01, 0.00]", [0.0123, 0.0003], (VAGUE, EMPTY)),
    ("[0.999, 0.000]", [0.1232, 0.0003], (OFF, EMPTY)),
    ("[0.000, 0.000]", [0.0004, -0.0003], (EMPTY, EMPTY)),
    ("[0.000, 0.000]", [0.0, 0.0003], (RIGHT, EMPTY)),  # a right zero shows no figures to lend
    ("[0.123, 0]", [0.1232, 0.0043], (RIGHT, OFF)),
]


@pytest.mark.parametrize("text, expected, verdicts", MATRICES)
def test_small_entries_are_as_precise_as_the_larger_ones_beside_them(
    text: str, expected: list[float], verdicts: tuple[AsWritten, ...]
) -> None:
    assert as_written(parse_matrix(text), np.array(expected), EXACT, DEFAULT) == verdicts


def test_nothing_is_compared_where_shapes_differ() -> None:
    assert as_written(parse_matrix("5.0"), np.full((2, 2), 5.0), EXACT, DEFAULT) is None


@pytest.mark.parametrize("first, second", [*itertools.combinations(AsWritten, 2)])
def test_what_is_said_first_is_worth_more(first: AsWritten, second: AsWritten) -> None:
    """An answer of several entries is worth its worst; of two readings the better counts."""
    assert worst((first, second)) is worst((second, first)) is second
    assert better(first, second) is better(second, first) is first


def test_an_answer_without_entries_has_nothing_wrong() -> None:
    assert worst(()) is RIGHT


numbers = st.floats(1e-9, 1e9).flatmap(lambda size: st.sampled_from([size, -size]))
habits = st.builds(Habit, figures=st.integers(2, 6))


@given(numbers, habits, st.booleans())
@example(99.97, Habit(figures=3), False)
@example(9.996, Habit(figures=2), True)
def test_any_value_rounded_or_cut_to_two_figures_or_more_is_right(
    value: float, habit: Habit, cut: bool
) -> None:
    written = written_by(np.array(value), habit, cut)
    assert as_written(written, np.array(value), EXACT, DEFAULT) == (RIGHT,)


@given(numbers, habits, st.sampled_from([-1, 1]))
def test_an_answer_a_unit_beyond_is_off(value: float, habit: Habit, side: int) -> None:
    assert habit.figures is not None
    unit = 10.0 ** (magnitude(value) - habit.figures + 1)
    beyond = value + side * math.copysign(2.01 if side < 0 else 1.01, value) * unit
    assume(magnitude(beyond) == magnitude(value))
    text = f"{beyond:.{habit.figures - 1}e}"
    assert as_written(parse_matrix(text), np.array(value), EXACT, DEFAULT) == (OFF,)


@given(numbers, st.integers(0, 6), st.booleans())
def test_what_is_written_lies_in_its_own_box(value: float, decimals: int, cut: bool) -> None:
    written = parse_matrix(spelled(np.array(value), Habit(decimals=decimals), cut))
    found = box(written, Precision(truncation=cut))
    assert found.low <= written.value <= found.high


@given(numbers, habits, st.booleans())
def test_the_value_lies_in_the_box_of_what_was_written_for_it(
    value: float, habit: Habit, cut: bool
) -> None:
    found = box(written_by(np.array(value), habit, cut), DEFAULT)
    reach = 1e-5 * float(found.high - found.low) + 1e-12 * abs(value)
    assert found.low - reach <= value <= found.high + reach


@given(numbers, st.floats(0, 0.5))
def test_exactly_at_the_tolerance_is_right_and_just_beyond_is_off(
    value: float, rtol: float
) -> None:
    assume(rtol > 1e-6)
    edge = value * (1 + rtol)
    exact = parse_matrix(f"({edge!r})*1")
    beyond = parse_matrix(f"({value * (1 + 1.001 * rtol)!r})*1")
    tolerance = Tolerance(rtol=rtol)
    bounds = (value, value, value)
    assert agreement(exact.entries[0], *bounds, tolerance, DEFAULT) is RIGHT
    assert agreement(beyond.entries[0], *bounds, tolerance, DEFAULT) is OFF


@pytest.mark.parametrize(
    "habit, value, kept",
    [
        (Rounding(figures=2), 0.297, 0.3),
        (Rounding(figures=2, cut=True), 0.297, 0.29),
        (Rounding(figures=2, cut=True), 0.29, 0.29),  # 0.29 * 100 is just below 29
        (Rounding(figures=2), 12345.0, 12000.0),
        (Rounding(decimals=1, cut=True), -0.19, -0.1),
        (Rounding(decimals=1), 0.04, 0.04),
    ],
)
def test_a_habit_carries_on_what_a_person_would_write(
    habit: Rounding, value: float, kept: float
) -> None:
    """Cutting never takes a digit that was written, whatever floats make of it."""
    assert float(habit.of(np.array(value))) == pytest.approx(kept, rel=1e-12)
