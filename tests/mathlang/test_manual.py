"""Every example of the manual page does what the page says."""

import re
from pathlib import Path

import numpy as np
import pytest

from grader.errors import GraderError, NoValueError
from grader.mathlang import (
    MathError,
    Vocabulary,
    complex_numbers,
    evaluate,
    logic_on_paper,
    on_paper,
    parse,
    parse_logic,
    parse_matrix,
    parse_number,
    parse_relation,
)

PAGE = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")


def blocks(kind):
    found = re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert found, f"no block of kind {kind}"
    return [line for block in found for line in block.splitlines()]


def pairs(kind):
    return [tuple(line.rsplit(" -> ", 1)) for line in blocks(kind)]


GIVEN = {
    name: parse_matrix(value).value
    for name, value in (line.split(" = ") for line in blocks("given"))
}
KNOWN = Vocabulary(
    names=GIVEN, matrices=frozenset(name for name, value in GIVEN.items() if value.ndim)
)


@pytest.mark.parametrize("text, expected", pairs("number"))
def test_numbers_read_as_the_page_says(text, expected):
    assert parse_number(text).value == float(expected.replace("infinity", "inf"))


@pytest.mark.parametrize("text, expected", pairs("complex"))
def test_complex_numbers_read_as_the_page_says(text, expected):
    found, wanted = complex_numbers(text), complex_numbers(expected)
    np.testing.assert_allclose(found, wanted, atol=1e-9)


@pytest.mark.parametrize("text, expected", pairs("value"))
def test_formulas_have_the_values_of_the_page(text, expected):
    value = evaluate(parse(text, KNOWN), GIVEN)
    wanted = parse_matrix(expected).value
    assert value.shape == wanted.shape
    np.testing.assert_allclose(value, wanted, atol=1e-12)


@pytest.mark.parametrize("line", blocks("same"))
def test_spellings_on_one_line_are_one_name(line):
    first, *others = (parse(text) for text in line.split(" ~ "))
    assert others == [first] * len(others)


@pytest.mark.parametrize("text, expected", pairs("matrix"))
def test_matrices_read_as_the_page_says(text, expected):
    value = parse_matrix(text.replace("\\n", "\n")).value
    wanted = parse_matrix(expected).value
    assert value.shape == wanted.shape
    np.testing.assert_allclose(value, wanted, atol=1e-12)


@pytest.mark.parametrize("text, signs", pairs("chain"))
def test_chains_keep_their_signs(text, signs):
    assert list(parse_relation(text).signs) == signs.split()


@pytest.mark.parametrize("text, shown", pairs("logic"))
def test_formulas_of_logic_are_shown_as_the_page_says(text, shown):
    tree = parse_logic(text, Vocabulary(names=("p", "q", "r")))
    assert logic_on_paper(tree, on_paper) == shown


@pytest.mark.parametrize("text, message", pairs("error"))
def test_messages_are_those_of_the_page(text, message):
    with pytest.raises(MathError) as problem:
        parse(text, KNOWN)
    assert str(problem.value) == message


@pytest.mark.parametrize("text, message", pairs("novalue"))
def test_formulas_without_a_value_say_why(text, message):
    with pytest.raises(NoValueError) as problem:
        evaluate(parse(text, KNOWN), GIVEN)
    assert str(problem.value) == message


@pytest.mark.parametrize("text", blocks("toolarge"))
def test_what_is_too_large_is_refused(text):
    with pytest.raises(GraderError):
        evaluate(parse(text), {})


def test_every_function_of_the_table_exists():
    table = PAGE[PAGE.index("| for | functions") : PAGE.index("## Matrices, entries")]
    names = re.findall(r"`(\w+)(?:\(\w+\))?`", table)
    words = Vocabulary(names=())
    assert [n for n in names if words.function(n) is None] == ["axis", "keepdims"]
