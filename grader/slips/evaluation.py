"""The values of many formulas that share most of their parts, each part computed once."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.errors import NoValueError
from grader.mathlang.evaluate import Evaluator
from grader.mathlang.functions import Function
from grader.mathlang.indices import LettersError, indexed
from grader.mathlang.products import settled
from grader.mathlang.tree import Product, Sum, Tree

Array = NDArray[np.float64]
Values = Mapping[str, ArrayLike]
_NONE: Mapping[str, Function] = MappingProxyType({})
_SINGLE = np.float64
_ZERO, _ONE = np.float64(0.0), np.float64(1.0)


class Evaluation(Evaluator):
    """Formulas over the same values; the meaning is that of `mathlang.evaluate`.

    Parts are told apart by identity, so the trees must outlive the evaluation.
    """

    __slots__ = ("done",)

    def __init__(self, values: Values, functions: Mapping[str, Function] = _NONE) -> None:
        super().__init__(values, False, functions)
        self.done: dict[int, Array] = {}

    def value(self, tree: Tree) -> Array:
        """The value of a tree, computed only the first time."""
        key = id(tree)
        found = self.done.get(key)
        if found is None:
            shortcut = _SHORTCUTS.get(type(tree))
            found = shortcut(self, tree) if shortcut else super().value(tree)
            self.done[key] = found
        return found

    def result(self, tree: Tree) -> Array | None:
        """The value of a whole formula, None if it has none or it is not finite.

        To be called within `np.errstate(all="ignore")`.
        """
        self.work = 0
        try:
            found = self.value(tree)
        except LettersError:
            found = self._by_index(tree)
        except (NoValueError, OverflowError, MemoryError):
            return None
        if type(found) is _SINGLE:
            return found if math.isfinite(found) else None
        found = settled(found)
        return found if np.isfinite(found).all() else None

    def _by_index(self, tree: Tree) -> Array:
        try:
            return indexed(tree, self, ())
        except (NoValueError, OverflowError, MemoryError):
            return np.float64(np.nan)

    def short_product(self, tree: Product) -> Array:
        """A product; of single numbers without looking at shapes."""
        done, total = self.done, _ONE
        for sign, operand in zip(("*", *tree.signs), tree.operands, strict=True):
            value = done.get(id(operand))
            if value is None:
                value = self.value(operand)
            if type(value) is not _SINGLE:
                return self.product(tree)
            total = total / value if sign == "/" else total * value
        return total

    def short_sum(self, tree: Sum) -> Array:
        """A sum; of single numbers without looking at shapes."""
        done, total = self.done, _ZERO
        for sign, operand in zip(("+", *tree.signs), tree.operands, strict=True):
            value = done.get(id(operand))
            if value is None:
                value = self.value(operand)
            if type(value) is not _SINGLE:
                return self.sum(tree)
            total = total + value if sign == "+" else total - value
        return total


_SHORTCUTS: dict[type, Callable[..., Array]] = {
    Product: Evaluation.short_product,
    Sum: Evaluation.short_sum,
}
