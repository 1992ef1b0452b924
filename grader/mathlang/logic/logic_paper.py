"""A formula of logic as people write it on paper, `p ∧ ¬(q ∨ r)`."""

from __future__ import annotations

from collections.abc import Callable

from grader.mathlang.logic.connectives import AND, IFF, IMPLIES, OR, XOR, logic_parts, negand
from grader.mathlang.tree import Comparison, Number, Tree

_SIGN = {IFF: "↔", IMPLIES: "→", OR: "∨", XOR: "⊕", AND: "∧"}
_LEVEL = {IFF: 0, IMPLIES: 1, OR: 2, XOR: 3, AND: 4}
_STATEMENT, _NOT = 5, 6
"""How tightly each holds together, from loose to tight."""


def logic_on_paper(tree: Tree, written: Callable[[Tree], str]) -> str:
    """A formula of logic as text; written: what prints the statements of numbers in it."""
    return _text(tree, written)[0]


def _text(tree: Tree, written: Callable[[Tree], str]) -> tuple[str, int]:
    """The text of a tree, and how tightly it holds together."""

    def inner(part: Tree, least: int) -> str:
        text, level = _text(part, written)
        return text if level >= least else f"({text})"

    inside, joined = negand(tree), logic_parts(tree)
    if inside is not None:
        return f"¬{inner(inside, _NOT)}", _NOT
    if joined is None:
        return _alone(tree, written)
    word, left, right = joined
    level = _LEVEL[word]
    first, second = (1, 0) if word == IMPLIES else (0, 0 if word in (AND, OR) else 1)
    return f"{inner(left, level + first)} {_SIGN[word]} {inner(right, level + second)}", level


def _alone(tree: Tree, written: Callable[[Tree], str]) -> tuple[str, int]:
    """A variable, a truth value or a statement of numbers as text."""
    if isinstance(tree, Number):
        return "1" if tree.value else "0", _NOT
    text = written(tree).replace(" == ", " = ")
    return text, _STATEMENT if isinstance(tree, Comparison) else _NOT
