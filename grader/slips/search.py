"""Tries formulas on an attempt: which of them give what was written?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grader.mathlang.tree import Tree, free_names
from grader.slips.attempt import Attempt, Target
from grader.slips.edit import Edit
from grader.slips.evaluation import Array, Evaluation
from grader.slips.rounding import Rounding
from grader.slips.values import MAX_ENTRIES, miswritten
from grader.slips.words import Slip

MAX_SPREAD = 0.25
"""The greatest share by which rounding of a student's values may move a result."""


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """An edit that gives the answer, with its value."""

    edit: Edit
    value: Array


class Search:
    """One attempt against many formulas. To be used within `np.errstate(all="ignore")`."""

    def __init__(self, rule: Tree, attempt: Attempt) -> None:
        self.rule = rule
        self.attempt = attempt
        self.target = Target(attempt)
        self.sources = [Evaluation(values) for values in attempt.given]
        self.values = [source.result(rule) for source in self.sources]
        self.own: list[Explanation] = []
        self.right = [value for value in self.values if value is not None]

    @property
    def is_open(self) -> bool:
        """Whether there is anything to explain, by a rule that gives what is expected."""
        expected = self.attempt.expected
        if expected is not None and not self._gives(np.asarray(expected, dtype=np.float64)):
            return False
        return bool(self.right) and not any(self.target.meets(value) for value in self.right)

    def _gives(self, expected: Array) -> bool:
        value = self.values[0]
        return (
            value is not None
            and value.shape == expected.shape
            and bool((np.abs(value - expected) <= 1e-6 * np.max(np.abs(expected))).all())
        )

    def explanations(self, edits: Sequence[Edit]) -> list[Explanation]:
        """The edits that give the answer from the values as they are."""
        found: dict[Edit, Explanation] = {}
        for source in self.sources:
            values = ((edit, source.result(self.rule, edit.path, edit.new)) for edit in edits)
            self.own = [Explanation(edit, value) for edit, value in values if value is not None]
            for one in self.own:
                if self._fits(one.value):
                    found.setdefault(one.edit, one)
        return list(found.values())

    def written(self) -> list[Slip]:
        """Slips of writing down what would be right."""
        found: list[Slip] = []
        for right in self.right:
            off = self.target.off(right) if right.size <= MAX_ENTRIES else None
            if off is not None:
                ways = miswritten(right, self.target.value, off)
                found += [way.slip for way in ways if self._fits(way.value)]
        return found

    def _fits(self, value: Array) -> bool:
        return self.target.meets(value) and self.target.is_apart(value, self.right)

    def rounded(self) -> list[Explanation]:
        """The edits tried that give the answer when the student's own values were rounded so."""
        if not self.attempt.ranges or self.values[-1] is None:
            return []
        share = self._spread()
        near = [one for one in self.own if self.target.is_near(one.value, share)]
        return list(self._moved(near)) if near else []

    def _spread(self) -> float:
        """A share by which rounding may move a formula: that of all its names together."""
        total = 0.0
        given = self.attempt.given[-1]
        for name in free_names(self.rule) & self.attempt.ranges.keys():
            bounds = self.attempt.ranges[name]
            size = float(np.max(np.abs(given[name])))
            total += float(np.max(bounds.high - bounds.low)) / size if size > 0 else 1.0
        return min(MAX_SPREAD, 2.0 * total)

    def _moved(self, near: Sequence[Explanation]) -> Iterator[Explanation]:
        rounding = Rounding(self.attempt.given[-1], self.attempt.ranges)
        for one in near:
            span = rounding.span(self.rule, one.edit, one.value)
            if span is None:
                continue
            low, high = span
            met = ((low <= self.target.high) & (self.target.low <= high)).all()
            if met and self.target.is_apart(one.value, self.right, high - low):
                yield one
