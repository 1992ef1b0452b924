"""A matrix that MATLAB printed below its name is one value under that name, on that line."""

from __future__ import annotations

import pytest

from grader.answers.document.printed_matrices import with_matrices

PRINTED = [
    ("P =\n\n     0     1\n     1     0\n\nx", "P = [0 1; 1 0]"),
    ("x =\n\n    3.0000\n   -5.5000\n", "x = [3.0000; -5.5000]"),
    ("v =\n   1   2   3", "v = [1 2 3]"),
    ("k =\n\n   1.5e-03\n", "k = 1.5e-03"),
    ("ans =\n\n    3\n    5\n", "ans = [3; 5]"),
]


@pytest.mark.parametrize("text, read", PRINTED)
def test_rows_of_numbers_below_a_name_are_its_value(text, read):
    told = with_matrices(text)
    assert told.split("\n")[0] == read
    assert told.count("\n") == text.count("\n")


def test_what_has_no_name_is_called_by_the_line_above() -> None:
    assert with_matrices("L:\nans =\n\n   1   0\n   2   1\n") == "\nL = [1 0; 2 1]\n\n\n\n"


OTHER = [
    "P =\n\n   1.0e+03 *\n\n    1.2   0.3\n", "P =\n\n   1   2\n   3\n", "P =\n\n  a   b\n", "P =\n\n",
    "P =\n1   2\n", "z = 3\n   4   5\n", "P =\n\n   1   2\n   3   x\n",
]  # fmt: skip


@pytest.mark.parametrize("text", OTHER)
def test_what_is_no_rectangle_of_numbers_stays(text):
    assert with_matrices(text) == text
