"""Slips with functions: the derivative for the function, another logarithm, mean for sum."""

from collections.abc import Iterator

from grader.mathlang.functions import slope
from grader.mathlang.tree import Call, Name, Negative, Number, Power, Product
from grader.slips.context import ACTIVATIONS, SLOPES, Context
from grader.slips.edit import ONE, TWO, Edit

_AVERAGES = {"sum": "mean", "mean": "sum"}
_FORGOTTEN = ACTIVATIONS | {"sqrt", "exp", "log", "square"}
Path = tuple[int, ...]


def call_edits(tree: Call, path: Path, context: Context) -> Iterator[Edit]:
    """The neighbours of a call: another function, or the same of something else."""
    single = len(tree.arguments) == 1
    if single and (tree.primes or tree.function in SLOPES):
        function = SLOPES.get(tree.function, tree.function)
        yield Edit("value_for_derivative", path, Call(function, tree.arguments), tree)
        yield from _wrong_argument(tree, path, context)
    elif tree.function in _AVERAGES:
        other = _AVERAGES[tree.function]
        kind = f"{other}_for_{tree.function}"
        yield Edit(kind, path, Call(other, tree.arguments, tree.keywords), tree)
        yield from _other_axis(tree, path)
    elif single and not tree.keywords:
        yield from _of_one_value(tree, path)


def _of_one_value(tree: Call, path: Path) -> Iterator[Edit]:
    function = tree.function
    if function in ("log", "ln"):
        for base in ("10", "2"):
            yield Edit("log_base", path, Call(f"log{base}", tree.arguments), tree, base)
    if function in ACTIVATIONS:
        inner = tree.arguments[0]
        yield Edit("inner_sign", path, Call(function, (Negative(inner),)), tree)
        if slope(function):
            yield Edit("derivative_for_value", path, Call(function, (inner,), primes=1), tree)
    if function in _FORGOTTEN:
        yield Edit("missing_function", path, tree.arguments[0], tree)


def _wrong_argument(tree: Call, path: Path, context: Context) -> Iterator[Edit]:
    """σ'(h1) for σ'(z1): the derivative taken at the activation."""
    inner = tree.arguments[0]
    if isinstance(inner, Name):
        for other in context.activations(inner.name):
            there = Call(tree.function, (Name(other),), primes=tree.primes)
            yield Edit("derivative_of_value", path, there, tree)


def _other_axis(tree: Call, path: Path) -> Iterator[Edit]:
    """A sum over the columns for one over the rows."""
    keywords = dict(tree.keywords)
    axis = keywords.get("axis")
    if isinstance(axis, Number) and axis.value in (0.0, 1.0):
        keywords["axis"] = Number(1.0 - axis.value)
        there = Call(tree.function, tree.arguments, tuple(keywords.items()))
        yield Edit("other_axis", path, there, tree)


def power_edits(tree: Power, path: Path, _: Context) -> Iterator[Edit]:
    """A square forgotten, or taken for twice the value."""
    if tree.exponent == TWO:
        yield Edit("not_squared", (*path, 1), ONE, tree)
        yield Edit("twice_for_squared", path, Product((TWO, tree.base), ("*",)), tree)
