"""Labels and content together decide which question each statement of a sheet belongs to.

A course through the questions is worth what its statements say for the question that each stands
in, less what it costs to be in another question than the label says, and to pass to another one
where no label does. A step that a course has stated already is worth little there: the forward
pass that stands a second time belongs to the question that has not had it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grader.answers.sheet.candidates import Context, weighed_in
from grader.answers.sheet.evidence import Evidence, Weighed
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.sides import Side
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.telling import figures, telling, value_side
from grader.answers.sheet.titles import Titles
from grader.answers.sheet.where import Section

MOST = 4.0
"""What a statement says for its question at most: one alone is no ground to pass to another."""
UNASKED = 0.2
"""What a statement about a value that a question uses and does not ask for says for it."""
_FORWARD, _BACKWARD = 2.5, 3.5
"""What it costs to pass to a later question without a label, and back to an earlier one."""
_HEADED, _LIKE = 1.0, 3.0
"""What it costs at a heading, and what it is worth that all of its words are those of a title."""
_TOLD = 1.0
"""What it costs where labels leave several open to be in one that has a section of its own."""
_AGREES = 2.0
"""What it is worth that a value is right there, or made of that question's numbers: names alone are
the same in every part."""
_VALUES = (Evidence.VALUE, Evidence.FOLLOWS, Evidence.NUMBERS)
_SAME = 0.5
"""What it is worth that the section before was about a question as well."""
_AGAIN = 0.7
"""The share that a step is worth which its question has had."""
_BORNE_OUT, _BY_VALUE = 1.0, 1.8
"""How much its value must tell for a statement to belong where no label puts it: two figures, and
three where nothing else speaks for it; halves and fifths are everywhere."""
_FOREIGN, _ALONG = -0.4, 0.4
"""What all else says against a question that no label gives, whose work is more than one value;
and what a step says for it by its name that it has not had."""
_LAST_FIGURE = 11.0
"""How far apart a value and itself rounded or cut off are at most, as a share, in units of the
last figure."""
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
    fitting = _Fitting(readings)
    titles = Titles({key: reading.asked.title for key, reading in readings.items()})
    told = {s.candidates[0] for s, items in parts if len(s.candidates) == 1 and items}
    for section, statements in parts:
        found = fitting.of(section, statements)
        passing = _Passing(section, readings, titles, told)
        keys = dict.fromkeys((*passing.open, *(key for fits in found for key in fits)))
        for number, fits in enumerate(found):
            courses = [
                passing.gone_on(courses, key, fits.get(key, _Fit()), is_first=not number)
                for key in keys
            ]
    traced = iter(_traced(max(courses, key=lambda course: course.worth)))
    return [[next(traced) for _ in statements] for _, statements in parts]


class _Fitting:
    """How well statements fit the questions that they may be in.

    Elsewhere than a label says only what has a value of that question is weighed, and that only
    where all of it together may be worth what it costs: most sections are as they are labelled.
    """

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self.readings = readings
        self.truths = {key: _Truths(reading) for key, reading in readings.items()}

    def of(self, section: Section, statements: Sequence[Statement]) -> list[dict[str, _Fit]]:
        """For each statement of a section how well it fits each question."""
        fits: list[dict[str, _Fit]] = [{} for _ in statements]
        at_home = self.readings[next(iter((*section.candidates, *self.readings)))]
        values = [_value(one, at_home) for one in statements]
        found = {
            key: [n for n, value in enumerate(values) if self.truths[key].has(value)]
            for key in section.costs.keys() - section.candidates
        }
        is_told = len(section.candidates) == 1
        seen = {n for at in found.values() for n in at} if is_told else range(len(statements))
        self._weigh(statements, section.candidates, sorted(seen), fits)
        for key, at in found.items():
            least = [max((fit.worth for fit in fits[n].values()), default=0.0) for n in at]
            if sum(MOST + _AGREES - worth for worth in least) > section.costs[key]:
                self._weigh(statements, section.candidates, range(len(statements)), fits)
                self._weigh(statements, (key,), at, fits, is_open=False)
                for n, one in enumerate(statements):
                    fits[n].setdefault(key, _named(one, self.readings[key]))
        return fits

    def _weigh(
        self,
        statements: Sequence[Statement],
        keys: Sequence[str],
        at: Iterable[int],
        fits: Sequence[dict[str, _Fit]],
        is_open: bool = True,
    ) -> None:
        for n in at:
            for key in keys:
                if key not in fits[n]:
                    fits[n][key] = _fit(statements[n], self.readings[key], is_open)


def _value(statement: Statement, reading: Reading) -> Side | None:
    """The side that gives a statement's value, where that has figures enough to tell anything."""
    sides = [reading.side(text) for text in statement.chain.members]
    at = value_side(sides)
    return sides[at] if at >= 0 and telling(sides[at]) >= _BORNE_OUT else None


class _Truths:
    """The values of a question's steps, for a quick look."""

    def __init__(self, reading: Reading) -> None:
        truth = reading.meanings.truth
        known = [truth[step.name] for step in reading.asked.steps if step.name in truth]
        self.numbers = np.array([value.item() for value in known if value.size == 1])
        self.arrays = [value for value in known if value.size > 1]

    def has(self, side: Side | None) -> bool:
        """Whether a value may be that of a step, in as many figures as it is written with."""
        if side is None or side.value is None:
            return False
        if side.value.size > 1:
            return any(same_number(side.value, one) for one in self.arrays)
        near = _LAST_FIGURE * 10.0 ** -figures(side.text) * np.abs(self.numbers)
        return bool((np.abs(self.numbers - side.value.item()) <= near).any())


class _Passing:
    """How courses go on within a section."""

    def __init__(
        self, section: Section, order: Iterable[str], titles: Titles, told: Container[str]
    ) -> None:
        self.open = section.candidates or (NOWHERE,)
        self.costs = {**section.costs, **dict.fromkeys(self.open, 0.0)}
        self.order = {key: place for place, key in enumerate(order)}
        self.likeness = titles.likeness(section.heading) if section.heading else {}
        is_told = len(self.open) == 1
        self.entering = {
            key: self.costs[key] or _TOLD * (key in told and not is_told) for key in self.costs
        }

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
        is_new = (key, fit.step) not in before.stated
        if self.costs[key] and not fit.is_borne_out:
            return _ALONG if is_new and fit.step else _FOREIGN
        is_told = self.open == (key,)
        return fit.worth * (1.0 if is_told or is_new else _AGAIN)

    def _to_later(self, start: str, end: str) -> float:
        """What it costs to pass to a question at a label, or at a heading."""
        if not self.likeness or self.costs[end]:
            return self.entering[end] - _SAME * (start == end and not self.costs[end])
        like = _LIKE * self.likeness.get(end, 0.0)
        return (self.entering[end] + _HEADED) * (start != end) - like

    def _within(self, start: str, end: str) -> float:
        if start == end:
            return 0.0
        if NOWHERE in (start, end):
            return self.entering[end]
        way = _FORWARD if self.order[end] > self.order[start] else _BACKWARD
        return way + self.entering[end]


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
        told += _AGREES * min(max(best.evidence.get(one, 0.0) for one in _VALUES), 1.0)
        if is_open:
            reading.state(best.step, number)
    if reading.asked.step(best.step) is None:
        told = UNASKED
    step = best.step if best.value >= 0 else ""
    enough = _BY_VALUE if best.is_by_value else _BORNE_OUT
    return _Fit(told, step, best.evidence.get(Evidence.VALUE, 0.0) >= enough)


def _named(statement: Statement, reading: Reading) -> _Fit:
    """A statement with a value that a question does not have: the step of it that it names."""
    members = statement.chain.members
    first, last = reading.side(members[0]), reading.side(members[-1])
    is_step = last.value is not None and reading.asked.step(first.name) is not None
    return _Fit(step=first.name if is_step else "")


def _of_given(found: Weighed, reading: Reading) -> float:
    """What a statement about a value that the question gives says for that question."""
    label = found.sides[0]
    truth = reading.given(label.name) if label.name else None
    if truth is None:
        return 0.0 if reading.is_given(label.name) else -0.1
    stated = [side.value for side in found.sides if side.value is not None]
    return 3.0 if stated and same_number(stated[-1], truth, is_exact=True) else 0.0
