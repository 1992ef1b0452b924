"""Spellings of numbers and matrices, and what a student hears where one cannot be read."""

import contextlib
import math
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.step_value import value
from grader.errors import UnreadableError
from grader.mathlang.parser.tokens import MAX_MATRIX_LENGTH

M = [[1.0, 2.0], [3.0, 4.0]]
MAX_LENGTH = MAX_MATRIX_LENGTH
TOO_LONG = (
    "character 20001: the text has 20001 characters; 20000 are allowed; write it in several steps"
)

NUMBERS = [
    ("0.5", 0.5),
    (".5", 0.5),
    ("5.", 5.0),
    ("0.50", 0.5),
    ("  3.3\n", 3.3),
    ("-0.0593", -0.0593),
    ("+7", 7.0),
    ("- 0.5", -0.5),
    ("2.5e-3", 0.0025),
    ("2.5E+3", 2500.0),
    ("1e-3", 0.001),
    ("012", 12.0),
    ("1/4", 0.25),
    ("-1/4", -0.25),
    ("1 / -4", -0.25),
    ("1.5/2e1", 0.075),
    ("\u22120.5", -0.5),
    ("\u20130.5", -0.5),
    ("\uff0d0.5", -0.5),
    ("\u22122.5e\u22123", -0.0025),
    ("\u00a00.5\u202f", 0.5),
    ("\ufeff0.5\u200b", 0.5),
    ("0.5,", 0.5),
    ("-0", 0.0),
    ("1e-999", 0.0),
    ("1 - 2", -1.0),
    ("1/2 -1/ 4", 0.25),
    ("16,287.26", 16287.26),
    ("-1,234,567", -1234567.0),
    ("2*(0.38-128)*0.49", 2 * (0.38 - 128) * 0.49),
    ("-\\ln(0.41)", -math.log(0.41)),
    ("2.5 \\times 10^{-3}", 0.0025),
    ("50%", 0.5),
    ("\\frac14", 0.25),
    ("-\\infty", -math.inf),
]

MATRICES = [
    ("[1, 2; 3, 4]", M),
    ("[1 2; 3 4]", M),
    ("1 2; 3 4", M),
    ("1, 2; 3, 4;", M),
    ("1 2\n3 4", M),
    ("1 2\r\n3 4\r\n", M),
    ("[1, 2\n3, 4]", M),
    ("[[1, 2], [3, 4]]", M),
    ("[[1,2],[3,4]]", M),
    ("[[1 2]\n [3 4]]", M),
    ("[[1.00, 2.0], [3, 4.],]", M),
    ("[1, 2], [3, 4]", M),
    ("[1, 2]\n[3, 4]", M),
    ("[1\u00a02;\u20093\u00a04]", M),
    ("1.5 1.1; 1.2 0", [[1.5, 1.1], [1.2, 0.0]]),
    ("[1 -2]", [1.0, -2.0]),
    ("1 -2", [1.0, -2.0]),
    ("1 \u22122", [1.0, -2.0]),
    ("- 1 -2", [-1.0, -2.0]),
    ("[1, - 2]", [1.0, -2.0]),
    ("1, 2, 3", [1.0, 2.0, 3.0]),
    ("[1,2]", [1.0, 2.0]),
    ("[5]", [5.0]),
    ("[[5]]", [[5.0]]),
    ("1; 2", [[1.0], [2.0]]),
    ("2 \\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}", [[2.0, 4.0], [6.0, 8.0]]),
    ("array([[1., 2.],\n       [3., 4.]])", M),
    ("[[[1, 2]], [[3, 4]]]", [[[1.0, 2.0]], [[3.0, 4.0]]]),
]

UNREADABLE = [
    ("", "character 1: nothing is written; write a matrix"),
    ("[]", "character 1: the brackets are empty"),
    (";", "character 1: a value was expected here, not ;"),
    ("abc", "character 1: abc is not a number; write the value"),
    ("w1 * x", "character 1: w1 is not a number; write the value"),
    ("0.5.1", "character 4: two numbers side by side; write * between them"),
    ("1_00", "character 2: an index below something that has no entries"),
    ("0x10", "character 2: x10 is not a number; write the value"),
    ("+-2", "character 2: a value was expected here, not -"),
    ("true", "character 1: true is not a number; write the value"),
    (
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "character 1: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx is"
        " not a number; write the value",
    ),
    ("nan", "character 1: nan is not a number; write the value"),
    (".NaN", "character 1: a value was expected here, not ."),
    ("-inf", "character 1: this has no finite value"),
    ("−inf", "character 1: this has no finite value"),
    ("[1, nan]", "character 5: entry 2: nan is not a number; write the value"),
    ("1e999", "character 1: a number too large"),
    ("1/0", "character 1: this has no finite value"),
    ("1e300/1e-300", "character 1: this has no finite value"),
    (
        "0,52",
        "character 1: a comma inside a number; write 0.52, with a decimal point; two"
        " numbers are [0, 52]",
    ),
    (
        "0,5 1,5",
        "character 1: 0,5 could be one number or two; write a decimal point, 0.5, and a"
        " space after a comma between entries",
    ),
    (
        "[1,5 2; 3 4]",
        "character 2: 1,5 could be one number or two; write a decimal point, 1.5, and a"
        " space after a comma between entries",
    ),
    (
        "16,287",
        "character 1: a comma inside a number; write 16.287 or 16287, with a decimal"
        " point; two numbers are [16, 287]",
    ),
    ("1,,2", "character 2: a comma with nothing to separate"),
    ("[, 2]", "character 2: entry 1 is empty"),
    ("[1 2; 3]", "character 7: row 2 has 1 entry, row 1 has 2; every row needs the same number"),
    (
        "1 2 3\n4 5 6\n7 8",
        "character 13: row 3 has 2 entries, row 1 has 3; every row needs the same number",
    ),
    (
        "[[1], [2, 3]]",
        "character 7: row 2 has 2 entries, row 1 has 1; every row needs the same number",
    ),
    (
        "[[1, 2], [[3, 4]]]",
        "character 10: row 2 has 2 entries, row 1 has 2; every row needs the same number",
    ),
    ("[[1, 2], [3, 4]", "character 1: a closing ] is missing"),
    ("[1, 2", "character 1: a closing ] is missing"),
    ("[1]]", "character 4: this ] closes nothing; an opening [ is missing"),
    ("9" * (MAX_MATRIX_LENGTH + 1), TOO_LONG),
]


@pytest.mark.parametrize("text, number", NUMBERS)
def test_a_number_is_read_however_it_is_spelt(text, number):
    read = value(text)
    assert read.shape == ()
    assert float(read) == number


@pytest.mark.parametrize("text, matrix", MATRICES)
def test_a_matrix_is_read_however_it_is_spelt(text, matrix):
    read = value(text)
    assert read.shape == np.shape(matrix)
    assert read.tolist() == matrix


@pytest.mark.parametrize("text, message", UNREADABLE, ids=lambda text: text[:20])
def test_what_cannot_be_read_with_certainty_says_why(text, message):
    with pytest.raises(UnreadableError) as refused:
        value(text)
    assert str(refused.value) == message


def test_a_value_cannot_be_changed_once_read():
    with pytest.raises(ValueError, match="read-only"):
        value("[1, 2]")[0] = 5.0


@pytest.mark.parametrize(
    "text",
    [
        "1" * (MAX_LENGTH - 1) + "x",
        "1." * (MAX_LENGTH // 2),
        "1" * 9_000 + "." + "1" * 9_000 + "/x",
        "[" * MAX_LENGTH,
        "+" * MAX_LENGTH,
        "1," * (MAX_LENGTH // 2 - 1) + "x",
        "- " * (MAX_LENGTH // 2),
        " /" * (MAX_LENGTH // 2),
        "\n" * (MAX_LENGTH - 1) + "x",
    ],
    ids=lambda text: text[:6],
)
def test_a_hostile_text_is_refused_quickly(text):
    started = time.process_time()
    with pytest.raises(UnreadableError):
        value(text)
    assert time.process_time() - started < 3  # a guard against the square of the length


finite = st.floats(allow_nan=False, allow_infinity=False)


@given(finite)
def test_reading_a_number_we_wrote_gives_it_back(number):
    assert float(value(repr(number))) == number
    assert float(value(repr(number).replace("-", "\u2212"))) == number


@st.composite
def nested_lists(draw):
    shape = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    size = int(np.prod(shape))
    entries = draw(st.lists(finite, min_size=size, max_size=size))
    return np.reshape(entries, shape).tolist()


@given(nested_lists())
def test_reading_nested_lists_we_wrote_gives_them_back(nested):
    assert value(str(nested)).tolist() == nested


@given(st.text(max_size=60) | st.text(alphabet="0123456789.,;-+/eE[] \n", max_size=40))
def test_any_text_is_a_value_or_unreadable(text):
    with contextlib.suppress(UnreadableError):
        assert not np.isnan(value(text)).any()
