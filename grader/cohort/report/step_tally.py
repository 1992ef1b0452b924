"""What is counted of one step while a class is read through, submission by submission."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import field

import numpy as np

from grader import record
from grader.cohort.graded_records import Graded, StepRow
from grader.cohort.near_misses import NearMiss
from grader.cohort.report.report_records import Common, StepFigures
from grader.cohort.report.spreads import discrimination_of
from grader.cohort.same_answers import Group, equal_groups
from grader.model import Array, Verdict
from grader.question import AnswerKind, Question, Step

MOST_SHOWN = 5
"""Slips, and wrong answers, that are kept of a step."""
MOST_TEXTS = 2_000
"""Different wrong answers to a step that are kept: what is common comes up before."""
MOST_COMPARED = 300
"""Of these the commonest, which are compared as mathematics."""
_WRONG = frozenset({Verdict.PARTIAL, Verdict.INCORRECT, Verdict.UNREADABLE})
_UNJUDGED = frozenset({Verdict.REVIEW, Verdict.FAULT})
NAN = math.nan


@record(slots=True, kw_only=True)
class _Seen:
    """Something that students did alike: how often, whose was the first, how it was marked."""

    example: int
    row: StepRow
    count: int = 0


@record(slots=True, kw_only=True)
class StepTally:
    """One step over a class. credits: of every submission that was graded, nan where
    it was not judged."""

    question: Question
    step: Step
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    credits: array[float] = field(default_factory=lambda: array("d"))
    found: Counter[str] = field(default_factory=Counter)
    slips: dict[str, _Seen] = field(default_factory=dict)
    texts: dict[str, _Seen] = field(default_factory=dict)
    near: list[NearMiss] = field(default_factory=list)
    first: int = 0
    carried: int = 0
    lost: float = 0.0

    def take(self, place: int, row: StepRow | None) -> None:
        """Count what became of the step in one submission, the number of which is `place`."""
        is_judged = row is not None and row.verdict not in _UNJUDGED
        self.credits.append(row.credit if row is not None and is_judged else NAN)
        if row is None:
            return
        self.verdicts[row.verdict] += 1
        self.found[found_in(row)] += 1
        if row.slip or row.slip_words:
            _note(self.slips, _slip(row), place, row)
        if row.verdict in _WRONG and row.read and self.step.answer is not AnswerKind.REVIEW:
            _note(self.texts, row.read, place, row)

    def figures(self, totals: Array) -> StepFigures:
        """The figures of the step. totals: of every submission that was graded."""
        credits = np.asarray(self.credits, dtype=np.float64)
        judged = credits[np.isfinite(credits)]
        points = self.step.points
        return StepFigures(
            question=self.question.key,
            step=self.step.name,
            label=self.step.label,
            called=self.question.called.get(self.step.name, self.step.name),
            points=points,
            verdicts=dict(self.verdicts),
            mean=float(judged.mean()) if points and judged.size else None,
            discrimination=discrimination_of(credits, totals, points) if points else None,
            first=self.first,
            carried=self.carried,
            lost=self.lost,
            slips=_commonest(self.slips),
            answers=self._answers(),
            found=dict(self.found),
            near=tuple(sorted(self.near, key=lambda one: (one.reach, one.submission))),
        )

    def _answers(self) -> tuple[Common, ...]:
        """The commonest wrong answers; those that are equal as mathematics are one."""
        often = sorted(self.texts.values(), key=lambda seen: -seen.count)[:MOST_COMPARED]
        alone = [Graded(name=seen.row.read, results="", steps=(seen.row,)) for seen in often]
        groups = equal_groups(self.question, self.step, alone)
        found = [_together([self.texts[text] for text in group.texts], group) for group in groups]
        return tuple(sorted(found, key=lambda one: -one.count)[:MOST_SHOWN])


def found_in(row: StepRow) -> str:
    """Where an answer was found, and how surely it was read: a key of `FOUND`."""
    if row.verdict is Verdict.UNREADABLE or (row.verdict is Verdict.FAULT and not row.read):
        return "unreadable"
    if row.is_unsure:
        return "unsure"
    if row.verdict is Verdict.REVIEW and not row.read:
        return "sheet"  # which may hold the text that people look for
    if row.verdict is Verdict.MISSING or not row.read:
        return "missing"
    return "sheet" if row.how else "template"


FOUND = {
    "template": "in the template",
    "sheet": "in a sheet",
    "unsure": "in a sheet, not surely",
    "unreadable": "unreadable",
    "missing": "missing",
}
"""Where answers come from, and what that is called."""


def _slip(row: StepRow) -> str:
    """A slip in words: what all of them begin with is said once, above them."""
    return (row.slip_words or row.slip).removeprefix("this is what you get ")


def _note(seen: dict[str, _Seen], text: str, place: int, row: StepRow) -> None:
    if text not in seen and len(seen) >= MOST_TEXTS:
        return
    seen.setdefault(text, _Seen(example=place, row=row)).count += 1


def _commonest(seen: dict[str, _Seen]) -> tuple[Common, ...]:
    often = sorted(seen.items(), key=lambda item: -item[1].count)[:MOST_SHOWN]
    return tuple(
        Common(text=text, count=one.count, example=one.example, marked=one.row.verdict)
        for text, one in often
    )


def _together(seen: Sequence[_Seen], group: Group) -> Common:
    most = max(seen, key=lambda one: one.count)
    return Common(
        text=most.row.read or group.text,
        count=sum(one.count for one in seen),
        example=most.example,
        marked=most.row.verdict,
    )
