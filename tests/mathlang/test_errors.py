"""The exact words of every message about a text that does not read."""

import contextlib
import time

import pytest

from grader.mathlang import MathError, Vocabulary, parse, parse_matrix, parse_number, parse_relation

MESSAGES = (
    ("", "character 1: nothing is written; write a formula"),
    ("   ", "character 1: nothing is written; write a formula"),
    ("2*(x+1", "character 3: a closing ) is missing"),
    ("(x+1]", "character 5: a closing ) was expected here, not ]"),
    ("x+1)", "character 4: this ) closes nothing; an opening ( is missing"),
    ("x +", "character 4: the text ends where a value was expected"),
    ("()", "character 2: a value was expected here, not ); the brackets are empty"),
    ("2 * * 3", "character 5: a value was expected here, not *"),
    ("x^", "character 2: an exponent is missing"),
    ("x_", "character 3: an index or a label was expected here, not the end"),
    ("2 3", "character 3: two numbers side by side; write * between them"),
    ("0,52", "character 2: a comma inside a number; write a decimal point, 0.52"),
    ("(0,002*x)", "character 3: a comma inside a number; write a decimal point, 0.002"),
    ("x, y", "character 2: a comma with nothing to separate"),
    ("y = 3", "character 3: an expression was expected, not an equation; write one side alone"),
    ("\\frac{d}{dx} x^2", "character 1: a derivative still to be done; write the answer itself"),
    ("d/dx x^2", "character 1: a derivative still to be done; write the answer itself"),
    ("∂/∂x x^2", "character 1: a derivative still to be done; write the answer itself"),
    ("\\frac{d \\sigma(x) x}{dx}",
     "character 1: a derivative still to be done; write the answer itself"),
    ("\\int x", "character 1: an integral still to be done; write the answer"),
    ("\\lim x", "character 1: a limit still to be done; write the answer"),
    ("\\nabla L", "character 1: ∇ by what?; name it below, as in \\nabla_{W} L"),
    ("x + \\dots", "character 5: dots leave terms out; write all terms, or a sum over an index"),
    ("\\farc{1}{2}", "character 1: \\farc is not known here; did you mean \\frac?"),
    ("\\begin{cases} 1 \\end{cases}",
     "character 17: a case needs a condition; write it as in x > 0, or otherwise"),
    ("\\begin{foo} 1 \\end{foo}", "character 1: \\begin{foo} is not known here; pmatrix is"),
    ("\\begin{tikz} 1 \\end{tikz}", "character 1: \\begin{tikz} is not known here; pmatrix is"),
    ("\\max_x x^2", "character 5: an index below max is not read here;"
     " write max(x) over all entries; max(x, axis=0) along an axis"),
    ("1 + \\min\\limits_{x} x", "character 16: an index below min is not read here;"
     " write min(x) over all entries; min(x, axis=0) along an axis"),
    ("\\tanh_1 x", "character 6: an index below tanh is not read here; write tanh(x)"),
    ("\\arg\\max_x x", "character 1: \\arg is not known here; write argmax(x) or argmin(x)"),
    ("\\begin{pmatrix} 1 & 2", "character 1: \\end{pmatrix} is missing"),
    ("\\begin{pmatrix} 1 & \\\\ 3 & 4 \\end{pmatrix}",
     "character 21: row 1, entry 2 of the matrix is empty"),
    ("\\begin{pmatrix} 1 & 2 \\\\ 3 \\end{pmatrix}",
     "character 1: row 2 has 1 entry, row 1 has 2; every row needs the same number"),
    ("[[0], [max(1, 2) 180]]", "character 1: row 2 has 2 entries, row 1 has 1; a blank parts"
     " entries in it; where a product is meant write *"),
    ("[[0], [max(1, 2), 180]]",
     "character 1: row 2 has 2 entries, row 1 has 1; every row needs the same number"),
    ("\\sin", "character 5: sin needs an argument; as in sin(x)"),
    ("\\sigma^{-1}(x)",

     "character 1: the inverse of sigmoid is not known here; "
     "write 1/sigmoid(...) for the reciprocal"),
    ("x^2^{3}^4", "character 8: a second exponent; put parentheses around the first power"),
    ("|x", "character 1: a closing | is missing"),
    ("\\sum_{k} ", "character 10: the text ends where a value was expected"),
    ("\\sum^n k", "character 1: a sum up to a bound, over no index; as in \\sum_{k=1}^{n}"),
    ("\\sum_{3} k", "character 7: a letter to sum over was expected here"),
    ("x £ y", "character 3: £ has no meaning in a formula"),
    ("x\x00", "character 2: U+0000 has no meaning in a formula"),
    ("1e999", "character 1: a number too large"),
    ("sum(x, axis=0, 2)",
     "character 16: a value after one with a keyword; write keyword=value last"),
    ("[1, 2", "character 1: a closing ] is missing"),
    ("[1, , 2]", "character 5: nothing stands between two commas"),
    ("W[1:2:3:4]", "character 9: more than two : in one slice"),
    ("½" * 900, "character 802: more than 4000 signs; write it in several steps"),
    ("x" + "²" * 99, "character 43: too many figures above or below"),
    ("2 ½", "character 1: 2 ½ can be read in two ways; write 2 + 1/2 or 2 * 1/2"),
    ("2\\frac{1}{2}",
     "character 1: 2 \\frac{1}{2} can be read in two ways; write 2 + 1/2 or 2 * 1/2"),
    ("2\\frac12 x",
     "character 1: 2 \\frac{1}{2} can be read in two ways; write 2 + 1/2 or 2 * 1/2"),
    ("2 1/2", "character 1: 2 1/2 can be read in two ways; write 2 + 1/2 or 2 * 1/2"),
    ("\\log_2^{-1} x",
     "character 1: the inverse of log is exp; write 1/log for the reciprocal"),
)  # fmt: skip


@pytest.mark.parametrize("text, message", MESSAGES)
def test_a_message_says_where_what_and_what_would_be_right(text, message):
    with pytest.raises(MathError) as problem:
        parse(text)
    assert str(problem.value) == message


def test_letters_run_together_below_a_slash_are_refused_where_they_are_two_names():
    with pytest.raises(MathError) as problem:
        parse("1/ab", Vocabulary(names=["a", "b"]))
    expected = "character 3: /ab can be read in two ways; write it as in 1/(a b) or 1/a * b"
    assert str(problem.value) == expected


HOSTILE = (
    "½" * 3900, "𝐱" * 3900, "a[" * 1900, "²" * 3900, "x" + "₁" * 3900, "a<b" * 1300, "[" * 19_000,
    "[1," * 6_600, "½" * 19_000, "[" + "²" * 19_000, "-" * 19_000, "'" * 19_000, "1 " * 9_900,
    "\\frac" * 3_900, "1,000," * 3_300, "&" * 19_000, "1" * 19_000, "([" * 9_000, "\\frac1" * 600,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: f"{text[:6]}...")
@pytest.mark.parametrize("read", [parse, parse_number, parse_matrix])
def test_a_hostile_text_is_refused_or_read_at_once(read, text):
    start = time.process_time()
    with contextlib.suppress(MathError):
        read(text)
    assert time.process_time() - start < 3  # a guard; benchmarks/fuzz_mathlang.py measures


NUMBERS = (
    ("", "character 1: nothing is written; write a number"),
    ("0,52", "character 2: a comma inside a number; write a decimal point, 0.52"),
    ("-12,5", "character 4: a comma inside a number; write a decimal point, -12.5"),
    ("fish", "character 1: fish is not a number; write the value"),
    ("1/0", "character 1: this has no finite value"),
    ("\\log(-1)", "character 1: this has no finite value"),
    ("[1, 2]", "character 1: an array of shape (2,); write one number"),
    ("1e999", "character 1: a number too large"),
    ("0.4.1", "character 4: two numbers side by side; write * between them"),
    ("nan", "character 1: nan is not a number; write the value"),
)


@pytest.mark.parametrize("text, message", NUMBERS)
def test_what_is_no_number_is_told(text, message):
    with pytest.raises(MathError) as problem:
        parse_number(text)
    assert str(problem.value) == message


MATRICES = (
    (
        "[[1, 2], [3]]",
        "character 10: row 2 has 1 entry, row 1 has 2; every row needs the same number",
    ),
    ("[1 2; 3]", "character 7: row 2 has 1 entry, row 1 has 2; every row needs the same number"),
    ("1 2\n3", "character 5: row 2 has 1 entry, row 1 has 2; every row needs the same number"),
    ("[[1, 2], [3, x]]", "character 14: row 2, entry 2: x is not a number; write the value"),
    ("[0.1, 0..2]", "character 9: entry 2: two numbers side by side; write * between them"),
    ("[]", "character 1: the brackets are empty"),
    ("[[]]", "character 2: row 1 is empty"),
    ("[1, , 2]", "character 5: entry 2 is empty"),
    ("[1 2] 3", "character 1: a number beside a matrix; write * between them"),
    ("[[1, 2], 3]", "character 10: row 2 is not in brackets as row 1 is"),
    ("\\begin{pmatrix} 1 & \\\\ 3 & 4 \\end{pmatrix}", "character 21: row 1, entry 2 is empty"),
)  # fmt: skip


@pytest.mark.parametrize("text, message", MATRICES)
def test_what_is_no_matrix_is_told_by_row_and_entry(text, message):
    with pytest.raises(MathError) as problem:
        parse_matrix(text)
    assert str(problem.value) == message


def test_a_chain_that_breaks_off_is_told():
    with pytest.raises(MathError, match="ends where a value was expected"):
        parse_relation("a = ")


BOUNDS = (
    "x" * 4001, "(" * 100, "[" * 100, "-" * 100 + "x", "\\frac" * 50,
    "x^" * 100 + "x", "x" + "'" * 50,
    "x" + "!" * 50, "a" * 100, "\\sin" * 100 + "x", "x" + "^T" * 40, "[1," * 90, "\\left(" * 90,
)  # fmt: skip


@pytest.mark.parametrize("text", BOUNDS, ids=[text[:8] for text in BOUNDS])
def test_texts_beyond_the_bounds_are_refused(text):
    with pytest.raises(MathError):
        parse(text)


def test_long_sums_and_products_are_no_deep_trees():
    from grader.mathlang import evaluate

    assert evaluate(parse("1" + "+1" * 1900), {}) == 1901
    assert evaluate(parse("1" + "/1*1" * 900), {}) == 1
