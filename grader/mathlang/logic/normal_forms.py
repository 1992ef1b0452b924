"""Sums of products and products of sums, and how many literals a formula has."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from grader.mathlang.logic.connectives import AND, OR, logic_parts, negand
from grader.mathlang.tree import Number, Tree


class LogicForm(str, Enum):
    """The form that a formula of logic may be asked for in."""

    CNF = "cnf"
    DNF = "dnf"
    NAND = "nand"
    NOR = "nor"

    @property
    def in_words(self) -> str:
        return {
            LogicForm.CNF: "a product of sums: clauses (p ∨ ¬q) joined by ∧",
            LogicForm.DNF: "a sum of products: terms p ∧ ¬q joined by ∨",
            LogicForm.NAND: "nand alone, p ↑ q",
            LogicForm.NOR: "nor alone, p ↓ q",
        }[self]


def has_form(tree: Tree, form: LogicForm) -> bool:
    """Whether a formula is a sum of products (dnf), a product of sums (cnf), or made of nand, or
    of nor, alone."""
    if form in (LogicForm.NAND, LogicForm.NOR):
        return _is_alone(tree, AND if form is LogicForm.NAND else OR)
    outer, inner = (AND, OR) if form is LogicForm.CNF else (OR, AND)
    return all(_is_literal(one) for part in _flat(tree, outer) for one in _flat(part, inner))


def _is_alone(tree: Tree, word: str) -> bool:
    """Whether a formula is made of variables and of one connective negated, as nand is ¬(p ∧ q)."""
    inside = negand(tree)
    if inside is None:
        return _is_literal(tree)
    parts = list(_flat(inside, word))
    return len(parts) > 1 and all(_is_alone(part, word) for part in parts)


def literal_count(tree: Tree) -> int:
    """How often variables and statements stand in a formula, negated or not."""
    inside, joined = negand(tree), logic_parts(tree)
    if inside is not None:
        return literal_count(inside)
    if joined is not None:
        return literal_count(joined[1]) + literal_count(joined[2])
    return 0 if isinstance(tree, Number) else 1


def _flat(tree: Tree, word: str) -> Iterator[Tree]:
    """The parts that one connective joins, in whatever brackets."""
    joined = logic_parts(tree)
    if joined is not None and joined[0] == word:
        yield from _flat(joined[1], word)
        yield from _flat(joined[2], word)
    else:
        yield tree


def _is_literal(tree: Tree) -> bool:
    """Whether a part is a variable or its negation."""
    inside = negand(tree)
    bare = tree if inside is None else inside
    return logic_parts(bare) is None and negand(bare) is None
