"""What was the slip? The change of a rule that gives just what a student wrote.

A value explains an answer when it lies within the range that was written and is apart from what
would be right by more than that range is wide. Of several explanations stand, in this order,

1. those from the values as they are, before those that need the student's values rounded;
2. slips in the working, before slips of writing down (entries or digits exchanged);
3. of two that are the same function (`without the factor 2`, `half`), the one that says more;
4. parts that no step answered rightly has (`sound`): who wrote σ'(z2) rightly in one gradient
   hardly forgot it in the next;
5. common kinds before rare ones (`kinds.KINDS`), where their values really differ.

If more than one is left and they read differently, neither is named.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grader.mathlang.tree import Product, Tree, free_names, walk
from grader.slips.attempt import Attempt, Target
from grader.slips.edit import Edit
from grader.slips.edits import Neighbourhood
from grader.slips.evaluation import Array, Evaluation, Values
from grader.slips.rounding import Rounding
from grader.slips.values import MAX_ENTRIES, miswritten
from grader.slips.kinds import KINDS
from grader.slips.words import Slip, ambiguous, slip_in_words

EQUAL = 1e-9
"""Two values that differ by a smaller share are the same."""
MAX_SPREAD = 0.25
"""The greatest share by which rounding of a student's values may move a result."""


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """A formula that gives the answer, with the value that it has."""

    edit: Edit
    value: Array


_Narrowing = Callable[[list[Explanation]], list[Explanation]]


def slip_of(near: Neighbourhood, attempt: Attempt, sound: Sequence[Tree] = ()) -> Slip | None:
    """The slip that explains a wrong answer; None if none does, or if the answer is right.

    near: the step's rule with its neighbours. sound: the rules of steps that were answered
    rightly. The slip is `ambiguous` where several explain the answer equally well.
    """
    with np.errstate(all="ignore"):
        search = _Search(near.rule, attempt)
        if not search.is_open:
            return None
        found = search.explanations(near.edits)
        if found:
            return _told(found, near, attempt, sound)
        written = search.written()
        if written:
            return written[0] if len(set(written)) == 1 else _mixed(written)
        found = search.rounded(near.edits)
        return _told(found, near, attempt, sound) if found else None


def misconceptions_of(
    rule: Tree, attempt: Attempt, candidates: Sequence[tuple[str, Tree]]
) -> tuple[str, ...]:
    """The names of those known wrong formulas that explain a wrong answer, in their order.

    They are tried as found slips are; a caller lets them stand before any found slip.
    """
    edits = [Edit(name, tree) for name, tree in candidates]
    with np.errstate(all="ignore"):
        search = _Search(rule, attempt)
        if not search.is_open:
            return ()
        found = search.explanations(edits) or search.rounded(edits)
    return tuple(dict.fromkeys(one.edit.kind for one in found))


class _Search:
    """One attempt against many formulas. To be used within `np.errstate(all="ignore")`."""

    def __init__(self, rule: Tree, attempt: Attempt) -> None:
        self.rule = rule
        self.attempt = attempt
        self.target = Target(attempt)
        self.sources = [Evaluation(values) for values in attempt.given]
        values = [source.result(rule) for source in self.sources]
        self.right = [value for value in values if value is not None]
        self.own = values[-1] if values else None

    @property
    def is_open(self) -> bool:
        """Whether there is anything to explain, by a rule that gives what is expected."""
        expected = self.attempt.expected
        if expected is not None and not self._gives(np.asarray(expected, dtype=np.float64)):
            return False
        return bool(self.right) and not any(self.target.meets(value) for value in self.right)

    def _gives(self, expected: Array) -> bool:
        value = self.right[0] if self.right else None
        return (
            value is not None
            and value.shape == expected.shape
            and bool((np.abs(value - expected) <= 1e-6 * np.max(np.abs(expected))).all())
        )

    def explanations(self, edits: Sequence[Edit]) -> list[Explanation]:
        """The edits that give the answer from the values as they are."""
        found = []
        meets = self.target.meets
        for edit in edits:
            for source in self.sources:
                value = source.result(edit.tree)
                if value is not None and meets(value) and self.target.is_apart(value, self.right):
                    found.append(Explanation(edit, value))
                    break
        return found

    def written(self) -> list[Slip]:
        """Slips of writing down what would be right."""
        found = []
        for right in self.right:
            off = self.target.off(right) if right.size <= MAX_ENTRIES else None
            if off is None:
                continue
            for one in miswritten(right, self.target.value, off):
                if self.target.meets(one.value) and self.target.is_apart(one.value, self.right):
                    found.append(one.slip)
        return found

    def rounded(self, edits: Sequence[Edit]) -> list[Explanation]:
        """The edits that give the answer when the student's own values were rounded so."""
        if not self.attempt.ranges or self.own is None:
            return []
        share = self._spread()
        source, target = self.sources[-1], self.target
        near = [
            (edit, value)
            for edit in edits
            if target.is_near(value := source.result(edit.tree), share) and value is not None
        ]
        return list(self._moved(near)) if near else []

    def _spread(self) -> float:
        """A share by which rounding may move a formula: that of all its names together."""
        total = 0.0
        given = self.attempt.given[-1]
        for name in free_names(self.rule) & self.attempt.ranges.keys():
            bounds = self.attempt.ranges[name]
            size = np.max(np.abs(given[name]))
            total += float(np.max(bounds.high - bounds.low) / size) if size > 0 else 1.0
        return min(MAX_SPREAD, 2.0 * total)

    def _moved(self, near: Sequence[tuple[Edit, Array]]) -> Iterator[Explanation]:
        rounding = Rounding(self.attempt.given[-1], self.attempt.ranges)
        for edit, value in near:
            span = rounding.span(edit.tree, value)
            if span is None:
                continue
            low, high = span
            met = ((low <= self.target.high) & (self.target.low <= high)).all()
            if met and self.target.is_apart(value, self.right, high - low):
                yield Explanation(edit, value)


def _told(
    found: list[Explanation], near: Neighbourhood, attempt: Attempt, sound: Sequence[Tree]
) -> Slip:
    """The one slip that stands when explanations are weighed, or that there are several."""
    kept = found
    for narrowed in (_distinct(near, attempt), _unpractised(sound), _common):
        if len(kept) == 1:
            break
        kept = narrowed(kept)
    slips = list(dict.fromkeys(slip_in_words(one.edit, near.context) for one in kept))
    if len({slip.words for slip in slips}) == 1:
        return slips[0]
    return _mixed(slips)


def _distinct(near: Neighbourhood, attempt: Attempt) -> _Narrowing:
    """Of edits that are the same function, seen at other values, the first."""

    def narrowed(found: list[Explanation]) -> list[Explanation]:
        elsewhere = Evaluation(_shaken(attempt.given[0]))
        kept: list[tuple[Explanation, Array | None]] = []
        for one in found:
            value = elsewhere.result(one.edit.tree)
            if value is None or not any(v is not None and _same(v, value) for _, v in kept):
                kept.append((one, value))
        return [one for one, _ in kept]

    return narrowed


def _shaken(values: Values) -> dict[str, Array]:
    """Other values of the same shapes, of the same signs and sizes."""
    generator = np.random.default_rng(0)
    arrays = {name: np.asarray(value, dtype=np.float64) for name, value in values.items()}
    return {
        name: np.asarray(value * generator.uniform(0.8, 1.2, value.shape))
        for name, value in sorted(arrays.items())
    }


def _unpractised(sound: Sequence[Tree]) -> _Narrowing:
    """Edits of parts that no step answered rightly has, if there are any."""

    def narrowed(found: list[Explanation]) -> list[Explanation]:
        parts = {part for tree in sound for part in walk(tree)}
        new = [one for one in found if not _is_practised(one.edit.part, parts)]
        return new or found

    return narrowed


def _is_practised(part: Tree | None, parts: set[Tree]) -> bool:
    if part is None:
        return False
    factors = part.operands if isinstance(part, Product) else (part,)
    return all(factor in parts for factor in factors)


def _common(found: list[Explanation]) -> list[Explanation]:
    """Edits of the commonest kind among them, with those that give the very same value."""
    best = min(KINDS[one.edit.kind].rank for one in found)
    first = [one for one in found if KINDS[one.edit.kind].rank == best]
    return [
        one
        for one in found
        if KINDS[one.edit.kind].rank == best
        or any(_same(one.value, other.value) for other in first)
    ]


def _mixed(slips: Sequence[Slip]) -> Slip:
    return ambiguous(frozenset(slip.kind for slip in slips))


def _same(one: Array, other: Array) -> bool:
    return one.shape == other.shape and bool((np.abs(one - other) <= EQUAL * np.abs(one)).all())
