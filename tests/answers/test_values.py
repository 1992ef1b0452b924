"""Spellings of numbers and matrices, and what a student hears where one cannot be read."""

import contextlib
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.values import MAX_ENTRIES, MAX_LENGTH, value
from grader.errors import UnreadableError

M = [[1.0, 2.0], [3.0, 4.0]]
NO_NUMBER = "is not a number I can read; write a decimal like 0.52, 2.5e-3 or 1/4"
ROWS = "write a matrix as [[1, 2], [3, 4]]"

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
    ("1/2 -1/ 4", [0.5, -0.25]),
    ("[1, - 2]", [1.0, -2.0]),
    ("1, 2, 3", [1.0, 2.0, 3.0]),
    ("[1,2]", [1.0, 2.0]),
    ("[5]", [5.0]),
    ("[[5]]", [[5.0]]),
    ("1; 2", [[1.0], [2.0]]),
    ("[[[1, 2]], [[3, 4]]]", [[[1.0, 2.0]], [[3.0, 4.0]]]),
]

UNREADABLE = [
    ("", "it holds no number"),
    ("[]", "it holds no number"),
    (";", "it holds no number"),
    ("abc", f'"abc" {NO_NUMBER}'),
    ("w1 * x", f'"w1" {NO_NUMBER}'),
    ("0.5.1", f'"0.5.1" {NO_NUMBER}'),
    ("1_000", f'"1_000" {NO_NUMBER}'),
    ("0x10", f'"0x10" {NO_NUMBER}'),
    ("+-2", f'"+-2" {NO_NUMBER}'),
    ("1 - 2", f'"-" {NO_NUMBER}'),
    ("1/2/3", f'"1/2/3" {NO_NUMBER}'),
    ("true", f'"true" {NO_NUMBER}'),
    ("x" * 60, f'"{"x" * 40}…" {NO_NUMBER}'),
    ("nan", '"nan" is not a finite number; write a decimal like 0.52'),
    (".NaN", '".NaN" is not a finite number; write a decimal like 0.52'),
    ("-inf", '"-inf" is not a finite number; write a decimal like 0.52'),
    ("\u2212inf", '"-inf" is not a finite number; write a decimal like 0.52'),
    ("∞", '"∞" is not a finite number; write a decimal like 0.52'),
    ("[1, nan]", '"nan" is not a finite number; write a decimal like 0.52'),
    ("1e999", '"1e999" is too large a number'),
    ("1/0", '"1/0" divides by zero'),
    ("1e300/1e-300", '"1e300/1e-300" is too large a number'),
    (
        "0,52",
        "write a decimal point, 0.52 (or brackets if you mean two numbers, [0, 52])",
    ),
    (
        "0,5 1,5",
        '"0,5" could be one number or two; write a decimal point (0.5), and a space after a comma'
        " between entries",
    ),
    (
        "[1,5 2; 3 4]",
        '"1,5" could be one number or two; write a decimal point (1.5), and a space after a comma'
        " between entries",
    ),
    (
        "16,287.26",
        "write a large number without commas, 16287.26; put several numbers in brackets",
    ),
    (
        "-1,234,567",
        "write a large number without commas, -1234567; put several numbers in brackets",
    ),
    (
        "16,287",
        "write a large number without commas, 16287 (or a decimal point, 16.287); put several"
        " numbers in brackets",
    ),
    ("1,,2", "an entry between two commas is empty"),
    ("[, 2]", "an entry between two commas is empty"),
    ("[1 2; 3]", "its rows differ in length: row 1 has 2 entries, row 2 has 1"),
    ("1 2 3\n4 5 6\n7 8", "its rows differ in length: row 1 has 3 entries, row 3 has 2"),
    ("[[1], [2, 3]]", "its rows differ in length: row 1 has 1 entry, row 2 has 2"),
    ("[[1, 2], [[3, 4]]]", "its rows differ in length: row 1 has 2 entries, row 2 has 1"),
    ("[[1, 2], [3, 4]", f"a [ has no ] that closes it; {ROWS}"),
    ("[1, 2", f"a [ has no ] that closes it; {ROWS}"),
    ("[1]]", f"a ] has no [ before it; {ROWS}"),
    ("[1, [2]]", f'"1" stands between the rows; {ROWS}'),
    ("[1] + [2]", f'"+" stands between the rows; {ROWS}'),
    ("[[[[[1]]]]]", "its brackets are nested deeper than 4 levels"),
    ("1 " * (MAX_ENTRIES + 1), "it has more than 2,000 entries"),
    ("9" * (MAX_LENGTH + 1), "it is longer than 20,000 characters; write the number only"),
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
    started = time.perf_counter()
    with pytest.raises(UnreadableError):
        value(text)
    assert time.perf_counter() - started < 0.5


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
def test_any_text_is_a_finite_value_or_unreadable(text):
    with contextlib.suppress(UnreadableError):
        assert np.isfinite(value(text)).all()
