"""The values of many formulas that share most of their parts, each part computed once."""

import math
import operator
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.errors import NoValueError
from grader.mathlang import Evaluator, LettersError, free_indices, indexed, settled
from grader.mathlang.tree import Call, Negative, Product, Sum, Tree
from grader.slips.edit import replaced

Array = NDArray[np.float64]
Values = Mapping[str, ArrayLike]
_SINGLE = np.float64
_ZERO, _ONE = np.float64(0.0), np.float64(1.0)


class Evaluation(Evaluator):
    """Formulas over the same values; the meaning is that of `mathlang.evaluate`.

    Each part is computed once. Parts are told apart by identity, which is theirs as long as they
    live: every part whose value is kept is kept alive beside it.
    """

    __slots__ = ("done", "others")

    def __init__(self, values: Values) -> None:
        super().__init__(values, False)
        self.done: dict[int, tuple[Array, Tree]] = {}
        self.others: dict[int, tuple[list[Array] | None, Tree]] = {}

    def value(self, tree: Tree) -> Array:
        """The value of a tree, computed only the first time."""
        kept = self.done.get(id(tree))
        if kept is not None:
            return kept[0]
        chain = tree if isinstance(tree, (Product, Sum)) else None
        found = super().value(tree) if chain is None else self._chain(chain)
        self.done[id(tree)] = found, tree
        return found

    def _chain(self, tree: Product | Sum) -> Array:
        """A product or a sum; of single numbers without looking at shapes."""
        done, operands = self.done, tree.operands
        total = self.value(operands[0])
        if type(total) is not _SINGLE:
            return super().value(tree)
        for sign, operand in zip(tree.signs, operands[1:], strict=True):
            kept = done.get(id(operand))
            value = self.value(operand) if kept is None else kept[0]
            if type(value) is not _SINGLE:
                return super().value(tree)
            total = _JOINED[sign](total, value)
        return total if math.isfinite(total) else super().value(tree)  # a weight of 0 may rule

    def result(
        self, rule: Tree, path: tuple[int, ...] = (), new: Tree | None = None
    ) -> Array | None:
        """The value of a rule, with another tree at the end of a path if one is given.

        None if it has no value or it is not finite. To be called within
        `np.errstate(all="ignore")`.
        """
        self.work = 0
        try:
            found = self._changed(rule, path, new or rule)
        except LettersError:
            found = self._by_index(replaced(rule, path, new or rule), free_indices(rule))
        except (NoValueError, OverflowError, MemoryError):
            return None
        if type(found) is _SINGLE:
            return found if math.isfinite(found) else None
        found = np.asarray(settled(found))
        return found if np.isfinite(found).all() else None

    def _by_index(self, tree: Tree, axes: tuple[str, ...]) -> Array:
        """The value of a tree with free indices, its axes in the order that the rule has."""
        try:
            found = indexed(tree, self, axes)
        except (NoValueError, OverflowError, MemoryError):
            return np.asarray(np.nan)
        return found

    def _changed(self, tree: Tree, path: tuple[int, ...], new: Tree) -> Array:
        """The value of a tree with another at the end of a path; what else there is stays."""
        if not path:
            return self.value(new)
        place = path[0]
        if isinstance(tree, (Product, Sum)):
            others = self._others(tree)
            if others is not None:
                value = self._changed(tree.operands[place], path[1:], new)
                if type(value) is _SINGLE:
                    return _JOINED[_sign(tree, place)](others[place], value)
        elif isinstance(tree, Negative):
            return -self._changed(tree.operand, path[1:], new)
        elif isinstance(tree, Call) and len(tree.arguments) == 1 and not tree.keywords:
            argument = self._changed(tree.arguments[0], path[1:], new)
            return self.called(tree, self.function(tree), [settled(argument)], {})
        return self.value(replaced(tree, path, new))

    def _others(self, tree: Product | Sum) -> list[Array] | None:
        """For each place of a chain of single numbers what the others give without it."""
        kept = self.others.get(id(tree))
        if kept is None:
            values = [self.value(operand) for operand in tree.operands]
            single = all(type(value) is _SINGLE for value in values)
            kept = self.others[id(tree)] = _left_out(tree, values) if single else None, tree
        return kept[0]


def _sign(tree: Product | Sum, place: int) -> str:
    if place:
        return tree.signs[place - 1]
    return "*" if isinstance(tree, Product) else "+"


def _left_out(tree: Product | Sum, values: list[Array]) -> list[Array]:
    is_product = isinstance(tree, Product)
    join, nothing = (operator.mul, _ONE) if is_product else (operator.add, _ZERO)
    turned = [values[0]]
    for sign, value in zip(tree.signs, values[1:], strict=True):
        turned.append(_JOINED[sign](nothing, value))
    before, after = [nothing], [nothing]
    for value in turned[:-1]:
        before.append(join(before[-1], value))
    for value in turned[:0:-1]:
        after.append(join(after[-1], value))
    return [join(left, right) for left, right in zip(before, reversed(after), strict=True)]


_JOINED: dict[str, Callable[[Array, Array], Array]] = {
    "+": operator.add, "-": operator.sub, "/": operator.truediv, "@": operator.mul,
    "·": operator.mul, "*": operator.mul, "⊙": operator.mul,
}  # fmt: skip
