"""The single-edit neighbours of a rule: what it would be with one slip in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from grader import record
from grader.mathlang.tree import (
    Call,
    Entry,
    IndexSum,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Subscript,
    Sum,
    Transpose,
    Tree,
    children,
    free_names,
)
from grader.slips.complex_slips import complex_edits
from grader.slips.context import Context
from grader.slips.edit import TWO, Edit, Path
from grader.slips.entry_slips import entry_edits, index_sum_edits, subscript_edits
from grader.slips.exchange_slips import exchanges
from grader.slips.factor_slips import factor_edits
from grader.slips.flat import flattened
from grader.slips.function_slips import call_edits, extra_functions, power_edits
from grader.slips.kinds_told import Kind
from grader.slips.sum_slips import negative_edits, other_labels, sum_edits, transpose_edits

MAX_EDITS = 120
"""The most neighbours of one rule; likely ones come first, then changes near its root."""
_SAY_LESS = frozenset({Kind.OTHER_ORDER})
"""Of a vector, `W d` for `W^T d` is `d W^T`, too: the transpose says what was forgotten."""
_LOCAL: dict[type, Callable[[Any, Path, Context], Iterator[Edit]]] = {
    Product: factor_edits,
    Sum: sum_edits,
    Negative: negative_edits,
    Transpose: transpose_edits,
    Call: call_edits,
    Power: power_edits,
    Entry: entry_edits,
    Subscript: subscript_edits,
    IndexSum: index_sum_edits,
}


@record(frozen=True, slots=True, eq=False)
class Neighbourhood:
    """A rule with its single-edit neighbours, built once and used for many answers.

    shares: how often each edit is made, as shares of a hundred slips; only ratios count.
    places: their order by how much they say: those of a part before those of the whole.
    """

    rule: Tree
    edits: tuple[Edit, ...]
    context: Context
    shares: Mapping[Edit, float]
    places: Mapping[Edit, tuple[bool, int]]

    @property
    def names(self) -> frozenset[str]:
        """Every name that the rule or one of its neighbours may use."""
        return free_names(self.rule).union(self.context.names)


def neighbourhood(rule: Tree, context: Context | None = None) -> Neighbourhood:
    """A rule with its neighbours, at most `MAX_EDITS`.

    Neighbours may be equal as functions (`without the factor 2` and `half of it`); the one that
    says more comes first.
    """
    context = context or Context()
    rule = flattened(rule)
    has_arrays = not context.arrays.isdisjoint(free_names(rule))
    whole = [*_whole(rule, has_arrays), *complex_edits(rule)]
    found = [
        *_within(rule, (), context),
        *exchanges(rule, context),
        *other_labels(rule, context),
        *extra_functions(rule, context),
        *whole,
    ]
    shares = _shares(found)
    likely_first = sorted(found, key=shares.__getitem__, reverse=True)[:MAX_EDITS]
    last = len(found) - len(whole)
    places = {
        edit: (place >= last or edit.kind in _SAY_LESS, place) for place, edit in enumerate(found)
    }
    return Neighbourhood(rule, tuple(likely_first), context, shares, places)


def _shares(edits: Iterable[Edit]) -> dict[Edit, float]:
    """How often each edit is made: the share of its kind, divided among the edits of the kind."""
    weights: dict[Kind, float] = {}
    for edit in edits:
        weights[edit.kind] = weights.get(edit.kind, 0.0) + edit.weight
    return {edit: edit.kind.share * edit.weight / weights[edit.kind] for edit in edits}


def _within(tree: Tree, path: Path, context: Context) -> Iterator[Edit]:
    """The neighbours by an edit of this node, then of each node below it."""
    local = _LOCAL.get(type(tree))
    if local is not None:
        yield from local(tree, path, context)
    for place, child in enumerate(children(tree)):
        if not isinstance(child, (Name, Number)):
            yield from _within(child, (*path, place), context)


def _whole(rule: Tree, has_arrays: bool) -> Iterator[Edit]:
    yield Edit(Kind.SIGN, (), Negative(rule))
    if has_arrays:
        yield Edit(Kind.TRANSPOSED, (), Transpose(rule))
    yield Edit(Kind.TWICE, (), Product((TWO, rule), ("*",)))
    yield Edit(Kind.HALF, (), Product((rule, TWO), ("/",)))
    for places, factor, weight in (("1", 10.0, 0.4), ("2", 100.0, 0.1)):
        for sign in "*/":
            moved = Product((rule, Number(factor)), (sign,))
            yield Edit(Kind.DECIMAL_POINT, (), moved, other=places, weight=weight)
