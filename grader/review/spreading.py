"""A column and a flat vector in one sum spread into a matrix, without a word: W x + c."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.errors import GraderError
from grader.mathlang import Tree, evaluate, printed
from grader.mathlang.tree import Comparison, Entry, IndexSum, Product, Subscript, Sum, Transpose
from grader.mathlang.tree import children as children_of
from grader.model import Array
from grader.question import Question, drawn_values
from grader.review.findings import Finding

MAX_PART = 40
"""The longest part of a formula, in characters, that a message repeats."""
_DELIBERATE = (Transpose, Entry, Subscript)
"""Operands whose shape was chosen by the one who wrote the formula: x - x^T is meant so."""


def findings(question: Question) -> Iterator[Finding]:
    """Formulas in which values of two shapes become one of a third, larger than both."""
    values: Mapping[str, Any] = question.values_at(question.parameters)
    if question.has_symbols:
        values = drawn_values(question, 1)[0]
    expected = {step.name: step.expected for step in question.steps}
    asked = set(expected)
    for name, rule in question.graph.rules.items():
        if rule.tree is None or expected.get(name) is not None:
            continue  # the TA's own number has the shape that the TA has in mind
        found = _spread(rule.tree, values)
        if found:
            path = ("steps", name, "formula") if name in asked else ("definitions", name)
            yield Finding(path=path, message=found)


def _spread(tree: Tree, values: Mapping[str, Any]) -> str | None:
    """What to say of the first operands that spread into a larger shape, or None."""
    if isinstance(tree, IndexSum | Entry):
        return None
    for inner in children_of(tree):
        found = _spread(inner, values)
        if found:
            return found
    if not isinstance(tree, Sum | Product | Comparison):
        return None
    if isinstance(tree, Product) and "@" in tree.signs:
        return None  # a matrix product has shapes of its own
    return _said_of(tree.operands, values)


def _said_of(operands: tuple[Tree, ...], values: Mapping[str, Any]) -> str | None:
    shapes: list[tuple[Tree, tuple[int, ...]]] = []
    for operand in operands:
        value = _value(operand, values)
        if value is None:
            return None
        shapes.append((operand, value.shape))
    for place, (other, shape) in enumerate(shapes):
        for one, before in shapes[:place]:
            both = _broadcast(before, shape)
            is_meant = _is_deliberate(one, before) or _is_deliberate(other, shape)
            if both and not is_meant and np.prod(both) > max(np.prod(before), np.prod(shape)):
                return _words(one, before, other, shape, both)
    return None


def _is_deliberate(tree: Tree, shape: tuple[int, ...]) -> bool:
    """Whether a shape was chosen: to transpose a flat vector leaves it flat."""
    return isinstance(tree, _DELIBERATE) and len(shape) > 1


def _words(
    one: Tree, shape: tuple[int, ...], other: Tree, second: tuple[int, ...], both: tuple[int, ...]
) -> str:
    first, last = (_in_words(tree, of) for tree, of in ((one, shape), (other, second)))
    return (
        f"{first} and {last} spread into a matrix of shape {both}; give both one shape, a column"
        " as [[1], [2]] and a flat vector as [1, 2], or write the shape that you mean as expected"
    )


def _in_words(tree: Tree, shape: tuple[int, ...]) -> str:
    text = printed(tree)
    named = text if len(text) <= MAX_PART else "a part"
    kind = "a flat vector" if len(shape) == 1 else f"of shape {shape}"
    if len(shape) == 2 and shape[1] == 1:
        kind = "a column"
    elif len(shape) == 2 and shape[0] == 1:
        kind = "a row"
    return f"{named} ({kind} of {max(shape)})" if not kind.startswith("of") else f"{named} ({kind})"


def _value(tree: Tree, values: Mapping[str, Any]) -> Array | None:
    with np.errstate(all="ignore"):
        try:
            return np.asarray(evaluate(tree, values))
        except GraderError:  # it has no value here, which is told elsewhere
            return None


def _broadcast(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...] | None:
    try:
        return np.broadcast_shapes(one, other)
    except ValueError:
        return None
