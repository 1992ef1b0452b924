"""Promises of the language, each tried on many random formulas and texts."""

import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import GraderError
from grader.mathlang import Vocabulary, evaluate, parse, parse_matrix, parse_number, parse_relation
from grader.mathlang.printing.printer import printed
from grader.mathlang.sampling.equivalence import Agreement, CounterExample, same_function
from grader.mathlang.tree import (
    Call,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Transpose,
    children,
    walk,
    with_children,
)

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from latex_writer import latex
from trees import NAMES, trees

KNOWN = Vocabulary(names=NAMES, matrices=frozenset())


@given(trees)
def test_reading_what_was_printed_gives_the_same_tree(tree):
    assert parse(printed(tree), KNOWN) == tree


@given(trees)
def test_reading_latex_gives_the_same_tree(tree):
    assert parse(latex(tree), KNOWN) == tree


@given(trees)
def test_a_tree_is_its_children_put_together_again(tree):
    for part in walk(tree):
        assert with_children(part, children(part)) == part


@given(st.text(max_size=60))
def test_whatever_is_written_only_our_errors_come(text):
    for read in (parse, parse_relation, parse_number, parse_matrix):
        with suppress(GraderError):
            read(text)


SIGNS = st.sampled_from(
    [*"()[]{}_^'|&,;=+-*/0.x2eT", "\\frac", "\\sum_k", "\\sigma", "W", "X_{ik}", "\\hat", "dL/dw"]
)


@given(st.lists(SIGNS, max_size=25).map("".join))
def test_whatever_signs_are_strung_together_only_our_errors_come(text):
    values = {"W": np.ones((2, 3)), "X": np.ones((3, 2)), "x": 0.5}
    with suppress(GraderError):
        evaluate(parse(text), values)


@settings(max_examples=60)
@given(trees)
def test_a_formula_is_the_same_function_as_itself_in_other_spelling(tree):
    names = {part.name for part in walk(tree) if isinstance(part, Name)}
    try:
        found = same_function(parse(latex(tree), KNOWN), tree, names=names)
    except GraderError:
        return
    assert isinstance(found, Agreement)


GRADIENTS = (
    "2*(y - y_hat) * w3 * softplus'(z2) * h1",
    "(y - y_hat) * h2 + b",
    "-(y_hat/y) * exp(-z2) * w3",
    "dL_dY X^T",
    "W^T dL_dY",
    "2 (Y - W X) X^T",
    "(Y - W X)^T W",
)
SHAPES = {"W": ["m", "d"], "X": ["d", "n"], "Y": ["m", "n"], "dL_dY": ["m", "n"]}


def neighbours(tree):
    """Every tree that is one edit away: a sign, a factor, a term, a transpose, a derivative."""
    for place, child in enumerate(children(tree)):
        for other in neighbours(child):
            kept = children(tree)
            yield with_children(tree, (*kept[:place], other, *kept[place + 1 :]))
    if isinstance(tree, (Sum, Product)):
        for place in range(1, len(tree.operands)):
            operands = (*tree.operands[:place], *tree.operands[place + 1 :])
            signs = (*tree.signs[: place - 1], *tree.signs[place:])
            yield type(tree)(operands, signs) if signs else operands[0]
    if isinstance(tree, Sum):
        flip = {"+": "-", "-": "+"}
        for place, sign in enumerate(tree.signs):
            yield Sum(tree.operands, (*tree.signs[:place], flip[sign], *tree.signs[place + 1 :]))
    if isinstance(tree, Transpose):
        yield tree.operand
    if isinstance(tree, Name):
        yield Negative(tree)
        yield Product((Number(2.0), tree), ("@",))
        if tree.name in SHAPES:
            yield Transpose(tree)
    if isinstance(tree, Power):
        yield tree.base
    if isinstance(tree, Call) and tree.primes:
        yield Call(tree.function, tree.arguments)


@pytest.mark.parametrize("text", GRADIENTS)
def test_a_formula_is_never_equal_to_a_neighbour(text):
    tree = parse(text)
    shapes = {name: shape for name, shape in SHAPES.items() if name in text}
    edited = list(neighbours(tree))
    assert len(edited) > 5
    for other in edited:
        found = same_function(other, tree, dimensions=shapes)
        assert isinstance(found, CounterExample), printed(other)


@pytest.mark.parametrize("text", GRADIENTS)
def test_no_message_tells_an_expected_value(text):
    tree = parse(text)
    shapes = {name: shape for name, shape in SHAPES.items() if name in text}
    seen = []

    def rule(values):
        seen.append(np.asarray(evaluate(tree, values)))
        return seen[-1]

    drawn = {part.name for part in walk(tree) if isinstance(part, Name)}
    for other in neighbours(tree):
        seen.clear()
        found = same_function(other, rule, names=sorted(drawn - set(shapes)), dimensions=shapes)
        for expected in seen:
            for entry in expected.ravel():
                assert f"{entry:.4g}" not in found.words
