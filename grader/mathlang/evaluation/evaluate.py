"""Syntax tree to numbers, by numpy.

Everything is bounded: no array of more than `MAX_ENTRIES` entries, no more than `MAX_WORK`
operations on entries in one formula.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.mathlang import tree as nodes
from grader.mathlang.evaluation import indices
from grader.mathlang.evaluation.products import (
    COMPARED,
    PRODUCTS,
    Array,
    Row,
    Unit,
    check_together,
    power,
    row,
    settled,
    sized,
    unit_product,
    unit_sum,
)
from grader.mathlang.evaluation.scope import Scope, whole, with_axes
from grader.mathlang.evaluation.subscripting import subscripted
from grader.mathlang.evaluation.weights import weighed
from grader.mathlang.math_errors import ShapeClashError, TooLargeError
from grader.mathlang.tree import NOTHING, Tree

_JOINING = frozenset({"concatenate", "stack", "concat"})
"""The functions whose first argument may be a list of arrays."""


def evaluate(
    tree: Tree,
    values: Mapping[str, ArrayLike],
    *,
    star: str = "elementwise",
    axes: Sequence[str] = (),
    unit_size: int = 0,
) -> Array:
    """The value of a tree: an array, or an `np.float64` for a single number.

    values: by name. `e`, `pi` and `infinity` have a value unless one is given.
    star: what `*` and `^2` mean between and of matrices: "elementwise" as in numpy, or "matrix".
    axes: the order of the free indices (`ij` for `dL/dW_{ij}`) as axes of the result; those not
        named follow in the order in which they appear.
    unit_size: how large `I` is where the tree is nothing but a multiple of it.
    A value outside a function's domain is nan or infinite, without a warning.
    Errors: UndefinedNameError, ShapeClashError, TooLargeError, all of them NoValueError.
    """
    return evaluated(tree, Evaluator(values, star == "matrix"), axes, unit_size)


def evaluated(
    tree: Tree, evaluator: "Evaluator", axes: Sequence[str] = (), unit_size: int = 0
) -> Array:
    """The value of a tree as an evaluator sees it; errors as of `evaluate`."""
    with np.errstate(all="ignore"):
        try:
            try:
                value = evaluator.value(tree)
                if unit_size and isinstance(value, Unit):
                    return sized(value, unit_size)
                return settled(value)
            except indices.LettersError:
                return indices.indexed(tree, evaluator, tuple(axes))
        except RecursionError:
            raise TooLargeError("the formula is nested too deeply") from None
        except (OverflowError, MemoryError, FloatingPointError) as problem:
            raise TooLargeError(f"a number is too large: {problem}") from None


class Evaluator(Scope):
    """The values, and how the signs are read, while one tree is evaluated."""

    __slots__ = ("as_matrix",)

    def __init__(self, values: Mapping[str, ArrayLike], as_matrix: bool) -> None:
        super().__init__(values)
        self.as_matrix = as_matrix

    def value(self, tree: Tree) -> Array:
        return _RULES[type(tree)](self, tree)

    def negative(self, tree: nodes.Negative) -> Array:
        return -self.value(tree.operand)

    def transpose(self, tree: nodes.Transpose) -> Array:
        value = self.value(tree.operand)
        if value.ndim == 1:
            return row(value)
        if isinstance(value, Row):
            return settled(value)
        return value.T if value.ndim <= 2 else np.swapaxes(value, -1, -2)

    def sum(self, tree: nodes.Sum) -> Array:
        total = self.value(tree.operands[0])
        for sign, operand in zip(tree.signs, tree.operands[1:], strict=True):
            value = self.value(operand)
            if total.ndim or value.ndim:
                total, value = _alike(total, value)
                if isinstance(total, Unit) or isinstance(value, Unit):
                    total, value = unit_sum(total, value)
                check_together(total, value, "plus" if sign == "+" else "minus")
                self.spend(max(total.size, value.size))
            total = total + value if sign == "+" else total - value
        return total

    def product(self, tree: nodes.Product) -> Array:
        total = self.value(tree.operands[0])
        for place, sign in enumerate(tree.signs, 1):
            value = self.value(tree.operands[place])
            factor = total
            if total.ndim == 0 and value.ndim == 0:
                total = total / value if sign == "/" else total * value
                if total - total != 0:  # not finite, be it real or complex
                    total = weighed(tree, place, "/" if sign == "/" else "⊙", factor, value, total)
                continue
            if sign == "*" and self.as_matrix:
                sign = "@"
            if isinstance(total, Unit) or isinstance(value, Unit):
                total = unit_product(sign, total, value)
                continue
            if sign in "*⊙/":
                total, value = _alike(total, value)
            self.spend(
                max(total.size, value.size) + total.size * value.shape[-1] * (sign in "@·")
                if value.ndim
                else total.size
            )
            factor = total
            total = PRODUCTS[sign](total, value)
            total = weighed(tree, place, sign, factor, value, total)
        return total

    def power(self, tree: nodes.Power) -> Array:
        base, exponent = tree.base, tree.exponent
        if isinstance(base, nodes.Name) and base.name == "e" and "e" not in self.given:
            value = self.value(exponent)
            self.spend(value.size)
            return np.exp(value)
        value, raised = self.value(base), self.value(exponent)
        self.spend(max(value.size, raised.size) * 4)
        if value.ndim == 2 and self.as_matrix:
            self.spend(
                value.size * len(value) * min(64, int(abs(raised.flat[0]))) // 4
                if raised.size == 1 and np.isfinite(raised)
                else 0
            )
        return power(value, raised, self.as_matrix)

    def comparison(self, tree: nodes.Comparison) -> Array:
        values = [self.value(operand) for operand in tree.operands]
        found: Array = np.float64(1.0)
        for sign, left, right in zip(tree.signs, values, values[1:], strict=False):
            check_together(left, right, "beside")
            self.spend(max(left.size, right.size))
            found = found * COMPARED[sign](settled(left), settled(right))
        return found

    def listed(self, tree: nodes.List) -> Array:
        parts = [settled(self.value(item)) for item in tree.items]
        if not _are_alike(parts):
            shapes = ", ".join(str(part.shape) for part in parts[:4])
            raise ShapeClashError(f"the entries of a list have different shapes: {shapes}")
        self.spend(parts[0].size * len(parts))
        return np.array(parts)

    def entry(self, tree: nodes.Entry) -> Array:
        if not all(isinstance(index, nodes.Number) for index in tree.indices):
            raise indices.LettersError("an index letter inside a matrix product")
        places = tuple(whole(self.value(index)) - 1 for index in tree.indices)
        value = with_axes(self.value(tree.base), len(places))
        for place, size in zip(places, value.shape, strict=True):
            if not 0 <= place < size:
                raise ShapeClashError(f"there is no entry {place + 1} among {size}")
        found: Array = value[places]
        return found

    def call(self, tree: nodes.Call) -> Array:
        if len(tree.arguments) == 1 and tree.function == "inv" and not tree.primes:
            only = self.value(tree.arguments[0])
            if isinstance(only, Unit):
                return power(only, np.float64(-1.0), False)
        function = self.function(tree)
        arguments = [self.argument(argument) for argument in tree.arguments]
        keywords = {name: self.keyword(value) for name, value in tree.keywords}
        if tree.function in _JOINING and isinstance(tree.arguments[0], nodes.List):
            arguments = _joined(arguments, keywords)
        self.spend(
            sum(np.size(argument) for argument in arguments if not isinstance(argument, list)) * 8
        )
        return self.called(tree, function, arguments, keywords)

    def keyword(self, tree: Tree) -> Any:
        """The value of a keyword, which may be None."""
        return None if tree == NOTHING else self.argument(tree)

    def argument(self, tree: Tree) -> Any:
        """The value of an argument; a list whose entries differ in shape stays a list."""
        if not isinstance(tree, nodes.List):
            return settled(self.value(tree))
        parts = [settled(self.value(item)) for item in tree.items]
        return np.array(parts) if _are_alike(parts) else parts

    def sliced(self, _: nodes.Slice) -> Array:
        raise ShapeClashError("a slice stands outside of [...]")

    def index_sum(self, tree: nodes.IndexSum) -> Array:
        if not indices.free_indices(tree):
            return indices.indexed(tree, self, ())
        raise indices.LettersError("a sum over an index inside a matrix product")


def _are_alike(parts: list[Array]) -> bool:
    return all(part.shape == parts[0].shape for part in parts)


def _alike(a: Array, b: Array) -> tuple[Array, Array]:
    """Two values for an operation by entries: a row beside a vector that stands is one too."""
    if isinstance(a, Row) and b.ndim == 1:
        return settled(a), b
    if isinstance(b, Row) and a.ndim == 1:
        return a, settled(b)
    return a, b


_RULES: dict[type, Callable[[Evaluator, Any], Array]] = {
    nodes.Number: lambda _, tree: np.float64(tree.value),
    nodes.Name: Evaluator.name,
    nodes.Negative: Evaluator.negative,
    nodes.Transpose: Evaluator.transpose,
    nodes.Sum: Evaluator.sum,
    nodes.Product: Evaluator.product,
    nodes.Power: Evaluator.power,
    nodes.Comparison: Evaluator.comparison,
    nodes.List: Evaluator.listed,
    nodes.Entry: Evaluator.entry,
    nodes.Subscript: subscripted,
    nodes.Slice: Evaluator.sliced,
    nodes.Call: Evaluator.call,
    nodes.IndexSum: Evaluator.index_sum,
}


def _joined(arguments: list[Any], keywords: dict[str, Any]) -> list[Any]:
    """What is joined where a list comes first: its arrays, perhaps with the axis behind it as in
    numpy, or the list as one vector beside others."""
    first, *others = arguments
    if not others:
        return list(first)
    is_axis = len(others) == 1 and np.ndim(others[0]) == 0
    if is_axis and all(np.ndim(part) for part in first):
        keywords.setdefault("axis", others[0])
        return list(first)
    return arguments
