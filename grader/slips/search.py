"""Tries formulas on an attempt: which of them give what was written?"""

from collections.abc import Iterator, Mapping, Sequence
from math import fsum
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from grader.mathlang.tree import Tree, free_names
from grader.slips.attempt import Attempt, Target
from grader.slips.edit import Edit
from grader.slips.rounding import Rounding
from grader.slips.shared_evaluation import Array, Evaluation, Values

MAX_SPREAD = 0.25
"""The greatest share by which rounding of a student's values may move a result."""


class Explanation(NamedTuple):
    """An edit that gives the answer, with its value.

    room: how far rounding of the student's values may move it. is_blurred: whether it must.
    """

    edit: Edit
    value: Array
    room: Array | float = 0.0
    is_blurred: bool = False


def _different(given: Sequence[Values], names: frozenset[str]) -> list[Values]:
    """The values by name, without those that give every name what the first ones give it."""
    first, *others = given
    return [first, *(one for one in others if any(_differs(first, one, name) for name in names))]


def _differs(first: Values, other: Values, name: str) -> bool:
    one, two = first.get(name), other.get(name)
    return one is not two and not np.array_equal(np.asarray(one), np.asarray(two))


class Search:
    """One attempt against many formulas. To be used within `np.errstate(all="ignore")`.

    names: those that the rule and the formulas may use; values that agree in them are one.
    at_truth: what edits give for the true values, as far as that is known.
    """

    def __init__(
        self,
        rule: Tree,
        attempt: Attempt,
        names: frozenset[str],
        at_truth: Mapping[Edit, Array | None] = MappingProxyType({}),
    ) -> None:
        self.rule = rule
        self.at_truth = at_truth
        self.attempt = attempt
        self.target = Target(attempt)
        self.sources = [Evaluation(values) for values in _different(attempt.given, names)]
        self.values = [source.result(rule) for source in self.sources]
        self.own: list[tuple[Edit, Array | None]] = []
        self.right = [value for value in self.values if value is not None]

    @property
    def is_open(self) -> bool:
        """Whether there is anything to explain, by a rule that gives what is expected."""
        if self.attempt.expected is not None and not self.is_expected(self.values[0]):
            return False
        return bool(self.right) and not any(self.target.meets(value) for value in self.right)

    def is_expected(self, value: Array | None) -> bool:
        """Whether a value is the expected one, where that is known."""
        if value is None or self.attempt.expected is None:
            return False
        expected = np.asarray(self.attempt.expected, dtype=np.float64)
        if value.ndim == expected.ndim == 0:
            return bool(abs(value - expected) <= 1e-6 * abs(expected))
        if value.shape != expected.shape:
            return False
        return bool((np.abs(value - expected) <= 1e-6 * np.max(np.abs(expected))).all())

    def explanations(self, edits: Sequence[Edit]) -> list[Explanation]:
        """The edits that give the answer from the values as they are."""
        found: dict[Edit, Explanation] = {}
        meets, known = self.target.meets, self.at_truth
        for source in self.sources:
            self.own = [
                (
                    edit,
                    known[edit] if edit in known else source.result(self.rule, edit.path, edit.new),
                )
                for edit in edits
            ]
            known = {}
            for edit, value in self.own:
                if value is not None and meets(value):
                    found.setdefault(edit, Explanation(edit, value))
        return list(found.values())

    def _value(self, source: Evaluation, edit: Edit) -> Array | None:
        return source.result(self.rule, edit.path, edit.new)

    def rounded(self, found: Sequence[Explanation] = ()) -> list[Explanation]:
        """Further edits that give the answer when the student's own values were rounded so."""
        if not self.attempt.ranges or self.values[-1] is None:
            return []
        share = self._spread()
        is_near = self.target.is_near
        known = {one.edit for one in found}
        near = [
            Explanation(edit, value)
            for edit, value in self.own
            if value is not None and edit not in known and is_near(value, share)
        ]
        return list(self._moved(near)) if near else []

    def _spread(self) -> float:
        """A share by which rounding may move a formula: that of all its names together."""
        given = self.attempt.given[-1]
        moves = [0.0]
        for name in free_names(self.rule) & self.attempt.ranges.keys():
            bounds = self.attempt.ranges[name]
            size = float(np.max(np.abs(given[name])))
            moves.append(float(np.max(bounds.high - bounds.low)) / size if size > 0 else 1.0)
        return min(MAX_SPREAD, 2.0 * fsum(moves))

    def _moved(self, near: Sequence[Explanation]) -> Iterator[Explanation]:
        rounding = Rounding(self.attempt.given[-1], self.attempt.ranges)
        for one in near:
            span = rounding.span(self.rule, one.edit, one.value)
            if span is None:
                continue
            low, high = span
            met = ((low <= self.target.high) & (self.target.low <= high)).all()
            if met and self.target.is_apart(one.value, self.right, high - low):
                yield Explanation(one.edit, one.value, high - low, True)
