"""Answers of which a number of digits is asked."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.agreement.tolerance_in_digits import Digits, are_one, entry_to_digits, to_digits
from grader.agreement.written_entries import AsWritten
from grader.mathlang.math_errors import MathError
from grader.mathlang.written.written_matrix import parse_matrix, parse_number

RIGHT, _, LONG, VAGUE, EMPTY, OFF = AsWritten


def agrees(text: str, expected: float, kind: str, count: int, **how: object) -> bool:
    digits = Digits(kind=kind, count=count, **how)
    return entry_to_digits(parse_number(text), expected, digits) is RIGHT


AT_LEAST = [
    ("0.33", 1 / 3, "decimals", 2, RIGHT),
    ("0.333", 1 / 3, "decimals", 2, RIGHT),
    ("0.3", 1 / 3, "decimals", 2, VAGUE),
    ("0.34", 1 / 3, "decimals", 2, OFF),
    ("0.4", 1 / 3, "decimals", 2, OFF),
    ("1/3", 1 / 3, "decimals", 2, RIGHT),
    ("-0.06", -0.0593, "decimals", 2, RIGHT),
    ("0.06", -0.0593, "decimals", 2, OFF),
    ("0.00", 0.0013, "decimals", 2, RIGHT),
    ("0", 0.0, "decimals", 2, RIGHT),  # it ends there
    ("0.0", 0.0013, "decimals", 2, EMPTY),
    ("0.12", 0.125, "decimals", 2, RIGHT),  # half to even
    ("0.13", 0.125, "decimals", 2, RIGHT),  # half away from zero
    ("0.14", 0.135, "decimals", 2, RIGHT),
    ("0.13", 0.135, "decimals", 2, OFF),
    ("12700", 12700.0, "significant_figures", 3, RIGHT),
    ("13000", 12700.0, "significant_figures", 2, RIGHT),
    ("12700", 12700.0, "significant_figures", 6, RIGHT),
    ("12700", 12700.4, "significant_figures", 6, VAGUE),
    ("2.1", 1.6 + 0.5, "decimals", 4, RIGHT),
    ("2.1", 2.1001, "decimals", 4, VAGUE),
    ("1.3e4", 12700.0, "significant_figures", 2, RIGHT),
    ("9.8", 10.0, "significant_figures", 2, RIGHT),
    ("9.5", 10.0, "significant_figures", 2, OFF),
    ("0.0499", 0.04985, "significant_figures", 3, RIGHT),
    ("0.0497", 0.04975, "significant_figures", 3, OFF),
    ("3.14", np.pi, "significant_figures", 3, RIGHT),
    ("3.141", np.pi, "significant_figures", 4, OFF),
    ("3.1", np.pi, "significant_figures", 4, VAGUE),
    ("0.0", 0.0, "significant_figures", 1, RIGHT),
    ("0.0", np.inf, "significant_figures", 1, OFF),
]


@pytest.mark.parametrize("text, expected, kind, count, verdict", AT_LEAST)
def test_an_answer_is_the_expected_value_rounded(
    text: str, expected: float, kind: str, count: int, verdict: AsWritten
) -> None:
    digits = Digits(kind=kind, count=count)
    assert to_digits(parse_matrix(text), np.array(expected), digits) == (verdict,)


FORMS = [
    ("1.27", 1.27, "exactly", LONG),
    ("1.3", 1.27, "exactly", RIGHT),
    ("1", 1.27, "exactly", VAGUE),
    ("1.3", 1.27, "at_most", RIGHT),
    ("1.27", 1.27, "at_most", LONG),
    ("13/10", 1.3, "exactly", RIGHT),
    ("26/20", 1.3, "exactly", LONG),
    ("1.50", 1.5, "exactly", LONG),
    ("2", 2.0, "exactly", VAGUE),  # just so many digits are asked for, zeros too
    ("100", 103.0, "exactly", RIGHT),  # its zeros may be figures
]


@pytest.mark.parametrize("text, expected, form, verdict", FORMS)
def test_a_rubric_may_ask_for_just_so_many_figures(
    text: str, expected: float, form: str, verdict: AsWritten
) -> None:
    digits = Digits(kind="significant_figures", count=2, form=form)
    assert to_digits(parse_matrix(text), np.array(expected), digits) == (verdict,)


def test_digits_beyond_those_asked_for_may_have_to_be_right() -> None:
    assert agrees("3.141", np.pi, "significant_figures", 3)
    assert not agrees("3.141", np.pi, "significant_figures", 3, extra=1)
    assert agrees("3.141", np.pi, "significant_figures", 3, extra=1, truncation=True)
    assert agrees("3.14159999", np.pi, "significant_figures", 3, extra=1)


@pytest.mark.parametrize("text, right", [("3.141", True), ("3.142", True), ("3.143", False)])
@pytest.mark.parametrize("sign", ["", "-"])
def test_digits_may_be_cut_off_on_either_side_of_zero(sign: str, text: str, right: bool) -> None:
    expected = float(f"{sign}{np.pi}")
    for kind, count in (("decimals", 3), ("significant_figures", 4)):
        assert agrees(sign + text, expected, kind, count, truncation=True) is right
        assert agrees(sign + text, expected, kind, count) is (text == "3.142")


def test_what_is_no_number_is_refused_and_shapes_are_not_mixed() -> None:
    with pytest.raises(MathError):
        agrees("about 3", np.pi, "decimals", 2)
    digits = Digits(kind="decimals", count=2)
    assert to_digits(parse_matrix("[1.00, 2.00]"), np.array(1.0), digits) is None
    found = to_digits(parse_matrix("[1.00, 2.1]"), np.array([1.0, 2.1]), digits)
    assert found == (RIGHT, RIGHT)


@given(st.floats(-1e6, 1e6), st.integers(0, 8))
@example(500000.64391896385, 6)  # so large that a float hardly tells a tie
def test_a_value_rounded_to_the_decimals_asked_for_is_right(value: float, count: int) -> None:
    assert agrees(f"{value:.{count}f}", value, "decimals", count, form="exactly")


@given(st.floats(1e-6, 1e6), st.integers(1, 8), st.sampled_from([-1, 1]))
def test_a_value_rounded_to_the_figures_asked_for_is_right_and_a_unit_off_is_not(
    value: float, count: int, side: int
) -> None:
    text = f"{value:.{count - 1}e}"
    assert agrees(text, value, "significant_figures", count, form="exactly")
    mantissa, _, exponent = text.partition("e")
    shifted = float(mantissa) + side * 1.5 * 10.0 ** (1 - count)
    if 1 <= shifted < 9.9:
        other = f"{shifted:.{count}f}e{exponent}"
        assert not agrees(other, value, "significant_figures", count)


FOLLOWED = [
    ("0.54", 0.5349, 0.5412, RIGHT),
    ("0.53", 0.5349, 0.5412, RIGHT),
    ("0.55", 0.5349, 0.5412, OFF),
    ("0.5", 0.5349, 0.5412, VAGUE),
    ("0.54", np.nan, 0.5412, OFF),
    ("-0.54", -0.5412, -0.5349, RIGHT),
]


@pytest.mark.parametrize("text, low, high, verdict", FOLLOWED)
def test_what_follows_is_right_in_its_digits_between_its_bounds(
    text: str, low: float, high: float, verdict: AsWritten
) -> None:
    digits = Digits(kind="decimals", count=2)
    below, above = np.array(low), np.array(high)
    assert to_digits(parse_matrix(text), below, digits, above) == (verdict,)
    assert to_digits(parse_matrix("1 2"), below, digits, above) is None


def test_two_values_are_one_where_their_digits_are() -> None:
    two = Digits(kind="decimals", count=2)
    assert are_one(np.array([0.0, 0.541]), np.array([0.0014, 0.5393]), two).tolist() == [True, True]
    figures = Digits(kind="significant_figures", count=2)
    assert are_one(np.array([0.0, 0.541]), np.array([0.0014, 0.55]), figures).tolist() == [
        False,
        False,
    ]
