"""Values in a terminal: eight figures, rows in brackets, the reason where there is no value."""

from __future__ import annotations

import numpy as np
import pytest

from grader.model import NoValue
from grader.show import number, shown

NUMBERS = [
    (0.5934957063, "0.59349571"),
    (16287.26377, "16287.264"),
    (1e-12, "1e-12"),
    (-0.0, "0"),
    (-3.0, "-3"),
]


@pytest.mark.parametrize("value, text", NUMBERS)
def test_a_number_has_eight_significant_figures(value: float, text: str) -> None:
    assert number(value) == text


def test_a_matrix_is_shown_as_an_answer_file_writes_it() -> None:
    assert shown(np.array([[1.5, -0.06], [0.0, 1 / 3]])) == "[[1.5, -0.06], [0, 0.33333333]]"
    assert shown(np.array([2.0])) == "[2]"
    assert shown(np.array(2.0)) == "2"


def test_what_has_no_value_is_shown_with_its_reason() -> None:
    assert shown(NoValue(reason="y is negative")) == "no value: y is negative"
