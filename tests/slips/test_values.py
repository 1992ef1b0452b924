"""Slips of the pen: which numbers could have been meant."""

import numpy as np
import pytest
from slip_questions import Question

from grader.slips.values import digits_exchanged

DIGITS = [
    (0.41, [0.14]),
    (12, [21.0]),
    (-95.0, [-59.0]),
    (7, []),
    (0.412, [0.142, 0.421]),
    (-0.5935, [-0.9535, -0.5395, -0.5953]),
    (410.5, [140.5, 401.5]),
    (0.0551, [0.5051, 0.0515]),
    (123, [213, 132]),
    (1223, [2123, 1232]),
    (0.00123, [0.01023, 0.00213, 0.00132]),
    (777.0, []),
    (1e-20, []),
]


@pytest.mark.parametrize(("number", "meant"), DIGITS)
def test_neighbouring_digits_may_have_been_exchanged(number, meant):
    """Different ones, from the zero before the first figure on, but no zero across the point."""
    assert digits_exchanged(number) == meant


VECTOR = Question({"v": [1.37, -2.46, 0.85, 3.12]}, {"u": "v + 0"})
PEN = [
    ([1.37, 2.46, 0.85, 3.12], "entry_sign", "entry 2"),
    ([1.37, -2.46, 8.5, 3.12], "entry_decimal_point", "entry 3"),
    ([0.0137, -2.46, 0.85, 3.12], "entry_decimal_point", "entry 1"),
    ([3.12, -2.46, 0.85, 1.37], "entries_swapped", "entry 1 and entry 4"),
    ([1.37, -2.64, 0.85, 3.12], "digits_swapped", ""),
    ([-1.37, 2.46, 0.85, 3.12], None, None),
    ([3.12, -2.46, 0.85, 1.38], None, None),
    ([1.37, -2.46, 850, 3.12], None, None),
]


@pytest.mark.parametrize(("answer", "kind", "place"), PEN)
def test_a_slip_of_the_pen_in_a_vector_is_told_with_its_place(answer, kind, place):
    """One entry, or two that took each other's place; all others must be right."""
    slip = VECTOR.slip("u", np.array(answer), 4)
    assert (slip and slip.kind, slip and slip.place) == (kind, place)
