"""The parts of a written computation that are numbers alone, each with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator

from grader.answers.sheet.sides import symbols
from grader.mathlang import Tree
from grader.mathlang.tree import (
    Call,
    Entry,
    IndexSum,
    List,
    Name,
    Negative,
    Number,
    Product,
    Subscript,
    Sum,
    children,
    walk,
    with_children,
)

MAX_PARTS = 24
"""Parts of one computation: of one that has more the single numbers are looked at, if these are no
more."""


def is_single(part: Tree) -> bool:
    """Whether a part is one number, and nothing is left to compute."""
    bare = part.operand if isinstance(part, Negative) else part
    return isinstance(bare, Number)


def is_arithmetic(part: Tree) -> bool:
    """Whether a part is made of numbers by arithmetic and roots alone: what is worked out in a
    function within a function is a way, and states nothing on it."""
    return all(one.function == "sqrt" for one in walk(part) if isinstance(one, Call))


def number_parts(tree: Tree, name: str) -> list[tuple[Tree, Tree]]:
    """The parts of a tree that are numbers alone, the smallest first, each with the tree in which
    a name stands in its place: at that place, and where it comes several times at all of them."""
    if any(isinstance(part, (Entry, Subscript, IndexSum)) for part in walk(tree)):
        return []
    hole = Name(name)
    found = [*_parts(tree, hole)]
    counted = {part: sum(part == other for other, _ in found) for part, _ in found}
    found += [(part, _everywhere(tree, part, hole)) for part, n in counted.items() if n > 1]
    if len(found) > MAX_PARTS:
        found = [one for one in found if is_single(one[0])]
    found.sort(key=lambda one: sum(1 for _ in walk(one[0])))
    return found if len(found) <= MAX_PARTS else []


def _parts(tree: Tree, hole: Name) -> Iterator[tuple[Tree, Tree]]:
    below = children(tree)
    for at, child in enumerate(below):
        front, back = below[:at], below[at + 1 :]
        has_number = any(isinstance(one, Number) for one in walk(child))
        if not symbols(child) and has_number and is_arithmetic(child):
            yield child, with_children(tree, (*front, hole, *back))
        if not isinstance(child, List):
            for part, around in _parts(child, hole):
                yield part, with_children(tree, (*front, around, *back))
    if isinstance(tree, (Sum, Product)):
        yield from _runs(tree, hole)


def _runs(tree: Sum | Product, hole: Name) -> Iterator[tuple[Tree, Tree]]:
    """The operands side by side that are a part of their own: those in front, `0.4 · 0.25` of
    `0.4 · 0.25 / 0.16`, and those behind a plus or a times."""
    count = len(tree.operands)
    for start in range(count - 1):
        if start and tree.signs[start - 1] in "-/":
            continue
        for end in range(start + 2, count + (start > 0)):
            part = type(tree)(tree.operands[start:end], tree.signs[start : end - 1])
            if not symbols(part) and is_arithmetic(part):
                operands = (*tree.operands[:start], hole, *tree.operands[end:])
                signs = (*tree.signs[:start], *tree.signs[end - 1 :])
                yield part, type(tree)(operands, signs)


def _everywhere(tree: Tree, part: Tree, hole: Name) -> Tree:
    if tree == part:
        return hole
    return with_children(tree, tuple(_everywhere(child, part, hole) for child in children(tree)))
