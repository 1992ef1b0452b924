"""Slips with functions: the derivative for the function, another logarithm, mean for sum."""

from collections.abc import Iterator

from grader.mathlang.functions import slope
from grader.mathlang.tree import Call, Name, Negative, Number, Power, Product, Tree
from grader.slips.context import ACTIVATIONS, Context
from grader.slips.edit import Edit

_AVERAGES = {"sum": "mean", "mean": "sum"}
_NAMED_SLOPES = {
    "dsigmoid": "sigmoid",
    "dtanh": "tanh",
    "drelu": "relu",
    "dleaky_relu": "leaky_relu",
}
_FORGOTTEN = ACTIVATIONS | {"sqrt", "exp", "log", "square"}


def call_edits(tree: Call, context: Context) -> Iterator[Edit]:
    """The neighbours of a call: another function, or the same of something else."""
    single = len(tree.arguments) == 1
    function = _NAMED_SLOPES.get(tree.function, tree.function)
    if (tree.primes or tree.function in _NAMED_SLOPES) and single:
        yield Edit("value_for_derivative", Call(function, tree.arguments), tree)
        yield from _wrong_argument(tree, context)
        return
    if function in ("log", "ln"):
        for base in ("10", "2"):
            yield Edit("log_base", Call(f"log{base}", tree.arguments), tree, base)
    if function in _AVERAGES:
        other = _AVERAGES[function]
        kind = f"{other}_for_{function}"
        yield Edit(kind, Call(other, tree.arguments, tree.keywords), tree)
        yield from _other_axis(tree)
    if not single or tree.keywords:
        return
    if function in ACTIVATIONS:
        yield Edit("inner_sign", Call(function, (Negative(tree.arguments[0]),)), tree)
        if slope(function):
            yield Edit("derivative_for_value", Call(function, tree.arguments, primes=1), tree)
    if function in _FORGOTTEN:
        yield Edit("missing_function", tree.arguments[0], tree)


def _wrong_argument(tree: Call, context: Context) -> Iterator[Edit]:
    """σ'(h1) for σ'(z1): the derivative taken at the activation."""
    inner = tree.arguments[0]
    if isinstance(inner, Name):
        for other in context.activations(inner.name):
            arguments = (Name(other),)
            yield Edit(
                "derivative_of_value", Call(tree.function, arguments, primes=tree.primes), tree
            )


def _other_axis(tree: Call) -> Iterator[Edit]:
    """A sum over the columns for one over the rows."""
    keywords = dict(tree.keywords)
    axis = keywords.get("axis")
    if isinstance(axis, Number) and axis.value in (0.0, 1.0):
        keywords["axis"] = Number(1.0 - axis.value)
        yield Edit("other_axis", Call(tree.function, tree.arguments, tuple(keywords.items())), tree)


def power_edits(tree: Power, context: Context) -> Iterator[Edit]:  # noqa: ARG001 - one of a table
    """A square forgotten, or taken for twice the value."""
    if tree.exponent == Number(2.0):
        yield Edit("not_squared", tree.base, tree)
        yield Edit("twice_for_squared", Product((Number(2.0), tree.base), ("*",)), tree)
