"""Slips with functions: the derivative for the function, another logarithm, mean for sum."""

import inspect
from collections.abc import Iterator
from functools import cache

import numpy as np

from grader.errors import NoValueError
from grader.mathlang import COMPLEX, evaluate, known_function, on_paper, slope
from grader.mathlang.tree import (
    Call,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Tree,
    free_names,
)
from grader.ops import FUNCTIONS
from grader.slips.complex_slips import complex_call_edits
from grader.slips.context import SLOPES, Context
from grader.slips.edit import ONE, TWO, ZERO, Edit, Path
from grader.slips.kindred_slips import kindred_edits
from grader.slips.kinds_told import Kind

_AVERAGES = {"sum": ("mean", Kind.MEAN_FOR_SUM), "mean": ("sum", Kind.SUM_FOR_MEAN)}
_USUAL = ("sigmoid", "tanh", "relu")


def call_edits(tree: Call, path: Path, context: Context) -> Iterator[Edit]:
    """The neighbours of a call: another function, or the same of something else."""
    single = len(tree.arguments) == 1
    if tree.function.startswith(COMPLEX):
        yield from complex_call_edits(tree, path)
    elif single and (tree.primes or tree.function in SLOPES):
        function = SLOPES.get(tree.function, tree.function)
        yield Edit(Kind.VALUE_FOR_DERIVATIVE, path, Call(function, tree.arguments), tree)
        yield from _wrong_argument(tree, path, context)
    elif tree.function in _AVERAGES:
        other, kind = _AVERAGES[tree.function]
        yield Edit(kind, path, Call(other, tree.arguments, tree.keywords), tree)
        if tree.function == "mean" and single:
            yield _mean_by_one_less(tree, path)
    elif single:
        yield from _of_one_value(tree, path, context)
    yield from _other_axis(tree, path)
    yield from kindred_edits(tree, path)


def _of_one_value(tree: Call, path: Path, context: Context) -> Iterator[Edit]:
    function, inner = tree.function, tree.arguments[0]
    if function in ("log", "ln"):
        if isinstance(inner, Name):
            rest = Sum((ONE, inner), ("-",))
            yield Edit(Kind.OTHER_LABEL, path, Call(function, (rest,)), tree)
        elif isinstance(inner, Sum) and inner.operands[0] == ONE and inner.signs == ("-",):
            yield Edit(Kind.OTHER_LABEL, path, Call(function, (inner.operands[1],)), tree)
    yield Edit(Kind.INNER_SIGN, path, Call(function, (Negative(inner),), tree.keywords), tree)
    if slope(function) and not tree.keywords:
        yield Edit(Kind.DERIVATIVE_FOR_VALUE, path, Call(function, (inner,), primes=1), tree)
    yield Edit(Kind.MISSING_FUNCTION, path, inner, tree)
    if function in context.roles.functions or function in _USUAL:
        yield Edit(Kind.DOUBLED_FUNCTION, path, Call(function, (tree,), tree.keywords), tree)
        for other in dict.fromkeys((*context.roles.functions, *_USUAL)):
            if other != function and slope(function) and slope(other):
                yield Edit(Kind.OTHER_FUNCTION, path, Call(other, (inner,)), tree, other)


def _wrong_argument(tree: Call, path: Path, context: Context) -> Iterator[Edit]:
    """σ'(h1) for σ'(z1): the derivative taken at the activation."""
    inner = tree.arguments[0]
    if isinstance(inner, Name):
        for other in context.activations(inner.name):
            there = Call(tree.function, (Name(other),), primes=tree.primes)
            yield Edit(Kind.DERIVATIVE_OF_VALUE, path, there, tree)


def _other_axis(tree: Call, path: Path) -> Iterator[Edit]:
    """A sum over the columns for one over the rows; softmax down the columns."""
    keywords = dict(tree.keywords)
    usual = _usual_axis(tree.function)
    axis = keywords.get("axis", None if usual is None else Number(usual))
    value = _whole_number(axis)
    if value in _TURNED:
        keywords["axis"] = Number(_TURNED[value])
        there = Call(tree.function, tree.arguments, tuple(keywords.items()))
        yield Edit(Kind.OTHER_AXIS, path, there, tree)


_TURNED = {0.0: 1.0, 1.0: 0.0, -1.0: 0.0, -2.0: 1.0}
"""The other axis of a matrix."""


def _whole_number(tree: Tree | None) -> float | None:
    if isinstance(tree, Negative) and isinstance(tree.operand, Number):
        return -tree.operand.value
    return tree.value if isinstance(tree, Number) else None


@cache
def _usual_axis(function: str) -> float | None:
    """Along which axis a function works unless told otherwise; None where it takes no axis."""
    known = known_function(function)
    if known is None:
        return None
    found = inspect.signature(FUNCTIONS[known]).parameters.get("axis")
    return float(found.default) if found is not None and isinstance(found.default, int) else None


def _mean_by_one_less(tree: Call, path: Path) -> Edit:
    """The sum divided by n - 1; n is the sum of as many ones, whatever the axis and the shape."""
    inner = tree.arguments[0]
    ones = Sum((Product((inner, ZERO), ("*",)), ONE), ("+",))
    total, count = (Call("sum", (each,), tree.keywords) for each in (inner, ones))
    there = Product((total, Sum((count, ONE), ("-",))), ("/",))
    return Edit(Kind.ONE_LESS, path, there, Name("n"))


def extra_functions(rule: Tree, context: Context) -> Iterator[Edit]:
    """An activation of the question taken of a result that has none.

    Of numbers that count a blind guess would soon hit one: `argmax` is none.
    """
    if isinstance(rule, Call) and rule.function in context.roles.functions:
        return
    for function in context.roles.functions:
        if not function.startswith(COMPLEX) and not _counts(function):
            yield Edit(Kind.EXTRA_FUNCTION, (), Call(function, (rule,)), other=function)


@cache
def _counts(function: str) -> bool:
    """Whether a function gives whole numbers only, wherever it is tried: places, flags, signs."""
    tree = Call(function, (Name("x"),))
    try:
        values = [np.asarray(evaluate(tree, {"x": np.array(tried)})) for tried in _TRIED]
    except NoValueError:
        return False
    return all(np.array_equal(value, np.round(value)) for value in values)


_TRIED = ([0.37, -1.46, 2.19], [-0.83, 0.52, -2.71])
"""Vectors without a whole number."""


def power_edits(tree: Power, path: Path, _: Context) -> Iterator[Edit]:
    """A square forgotten, or taken for twice the value."""
    if tree.exponent == TWO:
        yield Edit(Kind.NOT_SQUARED, (*path, 1), ONE, tree)
        if isinstance(tree.base, Sum) and tree.base.signs == ("-",):
            # squared, y - t and t - y are one, so who forgets to square may have either
            yield Edit(Kind.NOT_SQUARED, path, Negative(tree.base), tree)
        yield Edit(Kind.TWICE_FOR_SQUARED, path, Product((TWO, tree.base), ("*",)), tree)
    elif not isinstance(tree.base, Number):
        written = on_paper(tree.exponent)
        yield Edit(Kind.MISSING_POWER, (*path, 1), _bare_exponent(tree.exponent), tree, written)


def _bare_exponent(exponent: Tree) -> Tree:
    """What is left of an exponent that is forgotten: of `v^(-3/2)` at least the division."""
    if free_names(exponent):
        return ONE
    power = np.asarray(evaluate(exponent, {}))  # of (1 + r)^[1, 2, 3] a vector
    return Negative(ONE) if (power < 0).all() and (power != -1).any() else ONE
