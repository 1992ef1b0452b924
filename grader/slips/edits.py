"""The single-edit neighbours of a rule: what it would be with one slip in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from grader.mathlang.tree import (
    Call,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Transpose,
    Tree,
    children,
    free_names,
)
from grader.slips.context import Context
from grader.slips.edit import TWO, Edit
from grader.slips.exchanges import exchanges
from grader.slips.factors import factor_edits
from grader.slips.flat import flattened
from grader.slips.functions import call_edits, power_edits
from grader.slips.kinds import KINDS
from grader.slips.terms import negative_edits, sum_edits, transpose_edits

MAX_EDITS = 200
"""The most neighbours of one rule; common kinds come first, then changes near its root."""
_LOCAL: dict[type, Callable[[Any, tuple[int, ...], Context], Iterator[Edit]]] = {
    Product: factor_edits,
    Sum: sum_edits,
    Negative: negative_edits,
    Transpose: transpose_edits,
    Call: call_edits,
    Power: power_edits,
}


@dataclass(frozen=True, slots=True, eq=False)
class Neighbourhood:
    """A rule with its single-edit neighbours, built once and used for many answers."""

    rule: Tree
    edits: tuple[Edit, ...]
    context: Context

    @property
    def names(self) -> frozenset[str]:
        """Every name that the rule or one of its neighbours may use."""
        return free_names(self.rule) | self.context.names


def neighbourhood(rule: Tree, context: Context | None = None) -> Neighbourhood:
    """A rule with its neighbours, at most `MAX_EDITS`.

    Neighbours may be equal as functions (`without the factor 2` and `half of it`); the one that
    says more comes first.
    """
    context = context or Context()
    rule = flattened(rule)
    has_arrays = not context.arrays.isdisjoint(free_names(rule))
    found = (
        *_within(rule, (), context),
        *exchanges(rule, context),
        *_whole(rule, has_arrays),
    )
    common_first = sorted(found, key=lambda edit: KINDS[edit.kind].rank)
    return Neighbourhood(rule, tuple(common_first[:MAX_EDITS]), context)


def _within(tree: Tree, path: tuple[int, ...], context: Context) -> Iterator[Edit]:
    """The neighbours by an edit of this node, then of each node below it."""
    local = _LOCAL.get(type(tree))
    if local is not None:
        yield from local(tree, path, context)
    for place, child in enumerate(children(tree)):
        if not isinstance(child, (Name, Number)):
            yield from _within(child, (*path, place), context)


def _whole(rule: Tree, has_arrays: bool) -> Iterator[Edit]:
    """Slips of the result as a whole."""
    yield Edit("sign", (), Negative(rule))
    if has_arrays:
        yield Edit("transposed", (), Transpose(rule))
    yield Edit("twice", (), Product((TWO, rule), ("*",)))
    yield Edit("half", (), Product((rule, TWO), ("/",)))
    for places, factor in (("1", Number(10.0)), ("2", Number(100.0))):
        for sign in "*/":
            yield Edit("decimal_point", (), Product((rule, factor), (sign,)), other=places)
