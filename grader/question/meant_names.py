"""Names in a formula that stand for more than a value of that name."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count, takewhile

from grader.mathlang import Tree
from grader.mathlang.tree import Call, List, Name, Negative, Number, Power, rebuilt


def rounds_of(name: str, names: Collection[str]) -> Tree | None:
    """The vector of x_1, x_2 and so on that a name x means where no value is called so.

    So a sum over rounds is written as on paper, `\\sum_k x_k`, and the best of them `max(x)`.
    None where there are not two of them.
    """
    found = [*takewhile(names.__contains__, (f"{name}_{place}" for place in count(1)))]
    return List(tuple(map(Name, found))) if len(found) > 1 else None


def with_base_e(tree: Tree, names: Collection[str]) -> Tree:
    """A formula in which `e^{-z}` is the exponential, in a question that calls a value `e` too.

    A step e = y - t is common, and so is 1 / (1 + e^{-z}) beside it. Nobody raises an error to a
    power that is not a plain number.
    """
    if "e" not in names:
        return tree

    def change(part: Tree) -> Tree:
        if not isinstance(part, Power) or _is_plain(part.exponent):
            return part
        is_e = isinstance(part.base, Name) and part.base.name == "e"
        return Call("exp", (part.exponent,)) if is_e else part

    return rebuilt(tree, change)


def _is_plain(tree: Tree) -> bool:
    return isinstance(tree.operand if isinstance(tree, Negative) else tree, Number)
