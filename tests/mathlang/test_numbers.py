"""Numbers and matrices as they are written: value, decimals, significant figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.mathlang import parse_matrix, parse_number

WRITTEN = (
    # text, value, decimals, figures
    ("0.540", 0.54, 3, 3),
    ("0.54", 0.54, 2, 2),
    (".5", 0.5, 1, 1),
    ("5.", 5.0, 0, 1),
    ("1200", 1200.0, 0, 4),
    ("-0.0590", -0.059, 4, 3),
    ("−0.5", -0.5, 1, 1),
    ("+ 3", 3.0, 0, 1),
    ("0.00", 0.0, 2, 2),
    ("0", 0.0, 0, 1),
    ("2.50e-3", 0.0025, 5, 3),
    ("1.2e5", 120000.0, -4, 2),
    ("1E+2", 100.0, -2, 1),
    ("2.5 \\times 10^{-3}", 0.0025, 4, 2),
    ("2.5*10^-3", 0.0025, 4, 2),
    ("2.5 · 10^(-3)", 0.0025, 4, 2),
    ("3.0*10^8", 3e8, -7, 2),
    ("3x10^8", 3e8, -8, 1),
    ("3.00x10**-8", 3e-8, 10, 3),
    ("50%", 0.5, 2, 2),
    ("12.5\\%", 0.125, 3, 3),
    ("1,234.5", 1234.5, 1, 5),
    ("1{,}234", 1234.0, 0, 4),
    ("1,000,000", 1e6, 0, 7),
    ("12 345.678 9", 12345.6789, 4, 9),
    ("2\\,345", 2345.0, 0, 4),
    ("12\u2009345", 12345.0, 0, 5),
    ("$0.41$", 0.41, 2, 2),
    ("≈ 0.41", 0.41, 2, 2),
)


@pytest.mark.parametrize("text, value, decimals, figures", WRITTEN)
def test_a_plain_number_says_how_precise_it_is(text, value, decimals, figures):
    read = parse_number(text)
    assert read.value == value
    assert (read.decimals, read.figures) == (decimals, figures)
    assert read.text == text


COMPUTED = (
    ("1/4", 0.25),
    ("\\frac14", 0.25),
    ("2*(0.38-128)*0.49", -125.0676),
    ("-\\ln(0.41)", 0.8915981192837836),
    ("e^{-1}", np.exp(-1)),
    ("2pi", 2 * np.pi),
    ("\\sigma(0)", 0.5),
    ("\\infty", np.inf),
    ("-∞", -np.inf),
    ("sqrt(2)/2", np.sqrt(0.5)),
)


@pytest.mark.parametrize("text, value", COMPUTED)
def test_an_expression_has_its_value_and_no_precision(text, value):
    read = parse_number(text)
    assert read.value == pytest.approx(value, rel=1e-14)
    assert read.decimals is None
    assert read.figures is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_reading_a_float_as_python_writes_it_gives_it_back(value):
    assert parse_number(repr(value)).value == value


@given(st.integers(-(10**6), 10**6), st.integers(0, 6))
def test_a_decimal_has_the_decimals_it_was_written_with(whole, decimals):
    text = f"{whole / 10**decimals:.{decimals}f}"
    assert parse_number(text).decimals == decimals


ARRAYS = (
    ("[[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
    ("[1 2; 3 4]", [[1, 2], [3, 4]]),
    ("[1, 2; 3, 4]", [[1, 2], [3, 4]]),
    ("1 2; 3 4", [[1, 2], [3, 4]]),
    ("1 2\n3 4", [[1, 2], [3, 4]]),
    ("1, 2\n3, 4\n", [[1, 2], [3, 4]]),
    ("1 & 2 \\\\ 3 & 4", [[1, 2], [3, 4]]),
    ("array([[1., 2.],\n       [3., 4.]])", [[1, 2], [3, 4]]),
    ("np.array([[1, 2], [3, 4]])", [[1, 2], [3, 4]]),
    ("[[1. 2.]\n [3. 4.]]", [[1, 2], [3, 4]]),
    ("[[ 1. -2.]\n [-3.  4.]]", [[1, -2], [-3, 4]]),
    ("((1, 2), (3, 4))", [[1, 2], [3, 4]]),
    ("\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", [[1, 2], [3, 4]]),
    ("\\begin{bmatrix} 1 & 2 \\\\[4pt] 3 & 4 \\\\ \\end{bmatrix}", [[1, 2], [3, 4]]),
    ("$$\\left(\\begin{array}{c|c} 1 & 2 \\\\ 3 & 4 \\end{array}\\right)$$", [[1, 2], [3, 4]]),
    ("\\left[\\begin{matrix} \\frac{1}{2} & -\\frac12 \\end{matrix}\\right]", [[0.5, -0.5]]),
    ("-0.1 \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}", [[-0.1], [-0.2]]),
    ("2*[1, 2] + [0.5, 0]", [2.5, 4]),
    ("[[1, 2], [3, 4]]^T", [[1, 3], [2, 4]]),
    ("[1,234]", [1, 234]),
    ("[1 -2]", [1, -2]),
    ("[1 - 2]", [-1]),
    ("[2*3, 1/4, \\sqrt{4}]", [6, 0.25, 2]),
    ("[[[1, 2]], [[3, 4]]]", [[[1, 2]], [[3, 4]]]),
    ("[5]", [5]),
    ("0.5", 0.5),
    ("1 2 3", [1, 2, 3]),
)


@pytest.mark.parametrize("text, expected", ARRAYS)
def test_all_spellings_of_an_array_are_read(text, expected):
    read = parse_matrix(text)
    assert read.shape == np.shape(expected)
    np.testing.assert_allclose(read.value, expected)
    assert [entry.value for entry in read.entries] == read.value.ravel().tolist()


def test_each_entry_keeps_how_it_was_written():
    read = parse_matrix("\\begin{pmatrix} 0.30 & 0.5 \\\\ 1/4 & -2e-3 \\end{pmatrix}")
    assert [entry.decimals for entry in read.entries] == [2, 1, None, 3]
    assert read.entries[0].text == "0.30"


def test_a_read_matrix_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        parse_matrix("[1, 2]").value[0] = 3


@given(arrays(float, (2, 3), elements=st.floats(-1e6, 1e6, allow_subnormal=False)))
def test_numpy_prints_are_read_back(array):
    with np.printoptions(precision=17, floatmode="unique"):
        for text in (str(array), repr(array), str(array.tolist())):
            np.testing.assert_array_equal(parse_matrix(text).value, array)
