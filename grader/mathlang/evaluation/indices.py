"""Index notation: entries with letters, sums over them, free letters as axes of the result.

Every letter has an axis of its own; what stands between the sums is computed for all indices at
once by broadcasting, so that a formula means what it says, whatever its letters and shapes.
"""

import math
from collections.abc import Iterator
from functools import reduce
from typing import Any

import numpy as np

from grader.mathlang import tree as nodes
from grader.mathlang.evaluation.products import COMPARED, Array, settled
from grader.mathlang.evaluation.scope import Scope, with_axes
from grader.mathlang.evaluation.weights import weighed
from grader.mathlang.known_functions import COMPLEX_ELEMENTWISE, ELEMENTWISE, known_function
from grader.mathlang.math_errors import ShapeClashError, TooLargeError
from grader.mathlang.tree import Tree, children, letters_in, walk


class LettersError(ShapeClashError):
    """Index letters stand where whole arrays are computed: compute index by index instead."""


MAX_GRID = 200_000
"""Combinations of indices that are computed at once."""


def free_indices(tree: Tree) -> tuple[str, ...]:
    """The index letters that no sum binds, in the order in which they appear."""
    return tuple(dict.fromkeys(_free(tree, frozenset())))


def _free(tree: Tree, bound: frozenset[str]) -> Iterator[str]:
    if isinstance(tree, nodes.IndexSum):
        *bounds, body = children(tree)
        for part in bounds:
            yield from _free(part, bound)
        yield from _free(body, bound | {tree.letter})
        return
    below = (tree.base,) if isinstance(tree, nodes.Entry) else children(tree)
    for child in below:
        yield from _free(child, bound)
    if isinstance(tree, nodes.Entry):
        letters = (letter for index in tree.indices for letter in letters_in(index))
        yield from (letter for letter in letters if letter not in bound)


def indexed(tree: Tree, evaluator: Scope, axes: tuple[str, ...]) -> Array:
    """The value of a tree with index letters; its free letters are the axes of the result.

    axes: the letters in order; those that are free and not listed follow.
    Errors: ShapeClashError where sizes do not fit or an index is missing; TooLargeError.
    """
    free = free_indices(tree)
    letters = tuple(dict.fromkeys((*(a for a in axes if a in free), *free)))
    letters = tuple(x for x in letters if not _is_value(x, evaluator))
    grid = _Grid(evaluator, len(letters) + _nesting(tree))
    for place, letter in enumerate(letters):
        low, high = grid.range_by_shape(tree, letter)
        grid.open(letter, place, low, high)
    value = grid.value(tree)
    sizes = tuple(grid.letters[letter].size for letter in letters)
    if value.ndim == 0:
        return np.broadcast_to(value, sizes)[()] + 0.0 if sizes else value
    full = np.broadcast_to(value, sizes + value.shape[len(sizes) :])
    found: Array = full.reshape(sizes)[()]
    return found


def _is_value(letter: str, evaluator: Scope) -> bool:
    """Whether a free letter has a whole number for its value, and so is no axis."""
    if letter not in evaluator.given:
        return False
    value = np.asarray(evaluator.given[letter], dtype=np.float64)
    return value.ndim == 0 and float(value).is_integer()


def _nesting(tree: Tree) -> int:
    """How many sums stand within one another at most."""
    here = 1 if isinstance(tree, nodes.IndexSum) else 0
    return here + max((_nesting(child) for child in children(tree)), default=0)


class _Grid:
    """The letters that are open here, each with its axis and the indices it runs over."""

    def __init__(self, evaluator: Scope, dimensions: int) -> None:
        if dimensions > 8:
            raise TooLargeError("more than 8 indices")
        self.evaluator = evaluator
        self.dimensions = dimensions
        self.letters: dict[str, Array] = {}
        self.depth = 0
        self.bases: dict[int, Array] = {}

    def open(self, letter: str, axis: int, low: int, high: int) -> None:
        """Let a letter run from low to high, both included, along an axis."""
        if high - low + 1 > MAX_GRID:
            raise TooLargeError(f"the index {letter} runs over {high - low + 1} values")
        shape = [1] * self.dimensions
        shape[axis] = max(0, high - low + 1)
        self.letters[letter] = np.arange(low, high + 1, dtype=np.float64).reshape(shape)
        self.depth = axis + 1
        if math.prod(indices.size for indices in self.letters.values()) > MAX_GRID:
            raise TooLargeError("too many combinations of indices")

    def range_by_shape(self, tree: Tree, letter: str) -> tuple[int, int]:
        """The indices a letter runs over by the shapes of the values that carry it."""
        sizes = set(self._sizes(tree, letter))
        if not sizes:
            raise ShapeClashError(f"nothing tells how far the index {letter} runs: give its bounds")
        if len(sizes) > 1:
            told = " and ".join(str(size) for size in sorted(sizes))
            raise ShapeClashError(f"the index {letter} would run to {told}")
        return 1, sizes.pop()

    def _sizes(self, tree: Tree, letter: str) -> Iterator[int]:
        if isinstance(tree, nodes.IndexSum) and tree.letter == letter:
            return
        if isinstance(tree, nodes.Entry):
            for size, index in zip(self.base(tree).shape, tree.indices, strict=True):
                if isinstance(index, nodes.Name) and index.name == letter:
                    yield size
        for child in children(tree):
            yield from self._sizes(child, letter)

    def base(self, tree: nodes.Entry) -> Array:
        """The array that an entry is taken from."""
        if id(tree) not in self.bases:
            value = self.evaluator.value(tree.base)
            self.bases[id(tree)] = with_axes(value, len(tree.indices))
        return self.bases[id(tree)]

    def value(self, tree: Tree) -> Array:
        """The value of a tree for all open indices at once."""
        if isinstance(tree, nodes.Number):
            number: Array = np.float64(tree.value)
            return number
        if isinstance(tree, nodes.Name):
            return self._name(tree)
        if isinstance(tree, nodes.Entry):
            return self._entry(tree)
        if isinstance(tree, nodes.IndexSum):
            return self._sum_over(tree)
        if isinstance(tree, nodes.Call):
            return self._call(tree)
        self.evaluator.spend(self._grid_size())
        if isinstance(tree, (nodes.Negative, nodes.Transpose)):
            inner = self.value(tree.operand)
            return -inner if isinstance(tree, nodes.Negative) else inner
        if isinstance(tree, nodes.Power):
            return np.power(self.value(tree.base), self.value(tree.exponent))
        if isinstance(tree, (nodes.Sum, nodes.Product, nodes.Comparison)):
            return self._chain(tree)
        return self._single(self.evaluator.value(tree), "a list or a part of an array")

    def _grid_size(self) -> int:
        return math.prod(indices.size for indices in self.letters.values())

    def _name(self, tree: nodes.Name) -> Array:
        if tree.name in self.letters:
            return self.letters[tree.name]
        return self._single(self.evaluator.name(tree), tree.name)

    def _single(self, value: Array, what: str) -> Array:
        if value.ndim:
            raise ShapeClashError(f"{what} has shape {settled(value).shape}: it needs its indices")
        return value

    def _chain(self, tree: nodes.Sum | nodes.Product | nodes.Comparison) -> Array:
        values = [self.value(operand) for operand in tree.operands]
        self.evaluator.spend(self._grid_size() * len(values))
        if isinstance(tree, nodes.Comparison):
            held: Any = 1.0
            for sign, left, right in zip(tree.signs, values, values[1:], strict=False):
                held = held * COMPARED[sign](left, right)
            return np.asarray(held, dtype=np.float64)[()]
        total = values[0]
        for place, (sign, value) in enumerate(zip(tree.signs, values[1:], strict=True), 1):
            if sign in "+-":
                total = total + value if sign == "+" else total - value
                continue
            factor = total
            total = total / value if sign == "/" else total * value
            if isinstance(tree, nodes.Product):
                total = weighed(tree, place, "/" if sign == "/" else "⊙", factor, value, total)
        return total

    def _entry(self, tree: nodes.Entry) -> Array:
        base = self.base(tree)
        self.evaluator.spend(self._grid_size())
        places = []
        for index, size in zip(tree.indices, base.shape, strict=True):
            place = self.value(index)
            if place.size and not (np.all(place == np.floor(place)) and np.all(np.isfinite(place))):
                raise ShapeClashError("an index must be a whole number")
            if place.size and not (np.all(place >= 1) and np.all(place <= size)):
                raise ShapeClashError(f"an index runs outside of 1 to {size}")
            places.append(place.astype(np.intp) - 1)
        found: Array = base[tuple(places)]
        return found

    def _sum_over(self, tree: nodes.IndexSum) -> Array:
        outer, depth = self.letters.get(tree.letter), self.depth
        low, high = self._bounds(tree)
        self.letters.pop(tree.letter, None)
        is_sum = tree.kind == "sum"
        if high < low:
            value: Array = np.float64(0.0 if is_sum else 1.0)
        else:
            self.open(tree.letter, depth, low, high)
            body = self.value(tree.body)
            count = high - low + 1
            if body.ndim == 0 or body.shape[depth] == 1:
                value = body * count if is_sum else np.power(body, count)
            else:
                value = (np.sum if is_sum else np.prod)(body, axis=depth, keepdims=True)
        self.letters.pop(tree.letter, None)
        self.depth = depth
        if outer is not None:
            self.letters[tree.letter] = outer
        return value

    def _bounds(self, tree: nodes.IndexSum) -> tuple[int, int]:
        if tree.low is None:
            return self.range_by_shape(tree.body, tree.letter)
        low = self._bound(tree.low)
        if tree.high is not None:
            return low, self._bound(tree.high)
        return low, self.range_by_shape(tree.body, tree.letter)[1]

    def _bound(self, tree: Tree) -> int:
        value = self.value(tree)
        if value.size != 1 or not np.isfinite(value).all() or (value != np.floor(value)).any():
            raise ShapeClashError("a bound of a sum must be one whole number")
        return int(value.reshape(())[()])

    def _call(self, tree: nodes.Call) -> Array:
        if not any(map(self._is_of_letters, walk(tree))):
            return self._single(self.evaluator.value(tree), f"{tree.function}(...)")
        known = known_function(tree.function)
        if known in _OF_SEVERAL and len(tree.arguments) > 1:
            return reduce(_OF_SEVERAL[known], map(self.value, tree.arguments))
        if known not in ELEMENTWISE and tree.function not in COMPLEX_ELEMENTWISE:
            told = f"{tree.function} of single entries: give it the whole array"
            raise ShapeClashError(f"{told}, {tree.function}(z)_i")
        arguments: list[Any] = [self.value(argument) for argument in tree.arguments]
        self.evaluator.spend(self._grid_size() * 8)
        function = self.evaluator.function(tree)
        return self.evaluator.called(tree, function, arguments, {})

    def _is_of_letters(self, part: Tree) -> bool:
        """Whether a part is an entry by letters, a sum over one, or a letter that is open here."""
        if isinstance(part, nodes.Entry):
            return not all(isinstance(index, nodes.Number) for index in part.indices)
        is_open = isinstance(part, nodes.Name) and part.name in self.letters
        return is_open or isinstance(part, nodes.IndexSum)


_OF_SEVERAL: dict[str | None, Any] = {"max": np.maximum, "min": np.minimum}
