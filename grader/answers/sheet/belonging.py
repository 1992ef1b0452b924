"""Labels and content together decide which question each statement of a sheet belongs to.

A course through the questions is worth what its statements say for the question that each stands
in, less what it costs to be in another question than the label says, and to pass to another one
where no label does. A step that a course has stated already is worth little there: the forward
pass that stands a second time belongs to the question that has not had it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.answers.sheet.candidates import Context, weighed_in
from grader.answers.sheet.evidence import Evidence, Weighed
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.where import Section

MOST = 4.0
"""What a statement says for its question at most: one alone is no ground to pass to another."""
UNASKED = 0.2
"""What a statement about a value that a question uses and does not ask for says for it."""
_FORWARD, _BACKWARD = 2.5, 3.5
"""What it costs to pass to a later question without a label, and back to an earlier one."""
_AGREES = 2.0
"""What it is worth that a value is right there, or made of that question's numbers: names alone are
the same in every part."""
_VALUES = (Evidence.VALUE, Evidence.FOLLOWS, Evidence.NUMBERS)
_SAME = 0.5
"""What it is worth that the section before was about a question as well."""
_AGAIN = 0.5
"""The share that a step is worth which its question has had."""
_BORNE_OUT = 1.0
"""How much its value must tell for a statement to belong where no label puts it: two figures."""
NOWHERE = ""
"""The question of what stands below a label that no question has."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """What a statement says for a question: the step that it states there, and its worth."""

    worth: float = 0.0
    step: str = ""
    is_borne_out: bool = False


@dataclass(frozen=True, slots=True)
class _Course:
    """A way through the questions: what it is worth so far, the question that it is in, the way
    before, and the steps that it has stated."""

    worth: float
    key: str
    before: _Course | None = None
    stated: frozenset[tuple[str, str]] = frozenset()


def questions_of(
    parts: Sequence[tuple[Section, Sequence[Statement]]], readings: Mapping[str, Reading]
) -> list[list[str]]:
    """The question of each statement of each section: the likeliest course; "" where a statement
    answers what is not asked."""
    courses = [_Course(0.0, NOWHERE)]
    for section, statements in parts:
        passing = _Passing(section, readings)
        for number, statement in enumerate(statements):
            fits = {key: _fit(statement, readings[key], key in section.candidates)
                    for key in passing.keys if key}  # fmt: skip
            courses = [
                passing.gone_on(courses, key, fits.get(key, _Fit()), is_first=not number)
                for key in passing.keys
            ]
    traced = iter(_traced(max(courses, key=lambda course: course.worth)))
    return [[next(traced) for _ in statements] for _, statements in parts]


class _Passing:
    """How courses go on within a section."""

    def __init__(self, section: Section, order: Iterable[str]) -> None:
        self.open = section.candidates or (NOWHERE,)
        self.costs = {**section.costs, **dict.fromkeys(self.open, 0.0)}
        self.keys = tuple(self.costs)
        self.order = {key: place for place, key in enumerate(order)}

    def gone_on(self, courses: Sequence[_Course], key: str, fit: _Fit, is_first: bool) -> _Course:
        """The best course that is in a question with the next statement."""
        cost = self._to_later if is_first else self._within
        before = max(courses, key=lambda course: course.worth - cost(course.key, key))
        worth = before.worth - cost(before.key, key) + self._worth(fit, key, before)
        stated = before.stated
        if fit.step and (key, fit.step) not in stated:
            stated |= {(key, fit.step)}
        return _Course(worth, key, before, stated)

    def _worth(self, fit: _Fit, key: str, before: _Course) -> float:
        if self.costs[key] and not fit.is_borne_out:
            return min(fit.worth, 0.0)
        is_told = self.open == (key,)
        return fit.worth * (_AGAIN if not is_told and (key, fit.step) in before.stated else 1.0)

    def _to_later(self, start: str, end: str) -> float:
        """What it costs to pass to a question at a label."""
        return self.costs[end] or -_SAME * (start == end)

    def _within(self, start: str, end: str) -> float:
        if start == end:
            return 0.0
        if NOWHERE in (start, end):
            return self.costs[end]
        way = _FORWARD if self.order[end] > self.order[start] else _BACKWARD
        return way + self.costs[end]


def _traced(course: _Course) -> list[str]:
    """The questions of a course from its beginning."""
    found: list[str] = []
    here: _Course | None = course
    while here is not None and here.before is not None:
        found.append(here.key)
        here = here.before
    return found[::-1]


def _fit(statement: Statement, reading: Reading, is_open: bool) -> _Fit:
    """How well a statement fits a question: the odds of its likeliest step there."""
    found = weighed_in(statement, reading, Context())
    best = found.best
    if best is None:
        return _Fit(_of_given(found, reading))
    number = found.sides[best.value].value if best.value >= 0 else None
    told = min(best.score, MOST)
    if number is not None:
        told += _AGREES * any(one in best.evidence for one in _VALUES)
        if is_open:
            reading.state(best.step, number)
    if reading.asked.step(best.step) is None:
        told = UNASKED
    step = best.step if best.value >= 0 else ""
    return _Fit(told, step, best.evidence.get(Evidence.VALUE, 0.0) >= _BORNE_OUT)


def _of_given(found: Weighed, reading: Reading) -> float:
    """What a statement about a value that the question gives says for that question."""
    label = found.sides[0]
    truth = reading.given(label.name) if label.name else None
    if truth is None:
        return 0.0 if reading.is_given(label.name) else -0.1
    stated = [side.value for side in found.sides if side.value is not None]
    return 3.0 if stated and same_number(stated[-1], truth, is_exact=True) else 0.0
