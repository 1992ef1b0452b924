"""Labels and content together decide which question each statement of a sheet belongs to.

A course through the questions is worth what its statements say for the question that each stands
in, less what it costs to be in another question than the label says, and to pass to another one
where no label does. A step that a course has stated already is worth little there: the forward
pass that stands a second time belongs to the question that has not had it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from grader import record
from grader.answers.document.blocks import Kind
from grader.answers.sheet.fitting import Fit, Fitting
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.titles import Titles
from grader.answers.sheet.where import Section

_FORWARD, _BACKWARD = 2.5, 3.5
"""What it costs to pass to a later question without a label, and back to an earlier one."""
_HEADED, _LIKE = 1.0, 3.0
"""What it costs at a heading, and what it is worth that all of its words are those of a title."""
_TOLD = 1.0
"""What it costs where labels leave several open to be in one that has a section of its own."""
_SAME = 0.5
"""What it is worth that the section before was about a question as well."""
_AGAIN = 0.7
"""The share that a step is worth which its question has had."""
_FOREIGN, _ALONG = -0.4, 0.4
"""What all else says against a question that no label gives, whose work is more than one value;
and what a step says for it by its name that it has not had."""
NOWHERE = ""
"""The question of what stands below a label that no question has."""


@record(frozen=True, slots=True)
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
    fitting = Fitting(readings)
    titles = Titles({key: reading.asked.title for key, reading in readings.items()})
    told = {s.candidates[0] for s, items in parts if len(s.candidates) == 1 and items}
    for section, statements in parts:
        order = _order(section, statements)
        found = fitting.of(section, [statements[n] for n in order])
        passing = _Passing(section, readings, titles, told)
        keys = dict.fromkeys((*passing.open, *(key for fits in found for key in fits)))
        for number, fits in enumerate(found):
            courses = [
                passing.gone_on(courses, key, fits.get(key, Fit()), is_first=not number)
                for key in keys
            ]
    traced = iter(_traced(max(courses, key=lambda course: course.worth)))
    placed = [dict(zip(_order(*part), traced, strict=False)) for part in parts]
    return [[keys[n] for n in range(len(keys))] for keys in placed]


def _order(section: Section, statements: Sequence[Statement]) -> Sequence[int]:
    """The places of the statements in the order in which one question follows another."""
    return _by_columns(statements) if len(section.candidates) > 1 else range(len(statements))


def _by_columns(statements: Sequence[Statement]) -> list[int]:
    """The places of the statements, a table's column by column: two questions may stand side by
    side in it. The words before a cell that its row names are those of its column."""
    order: list[int] = []
    columns: dict[str, list[int]] = {}
    cells: set[tuple[str, str]] = set()
    for n, one in enumerate(statements):
        cell = (one.chain.lead, one.chain.members[0])
        if one.kind is not Kind.ROW or cell in cells:
            order += [place for column in columns.values() for place in column]
            columns, cells = {}, set()
        if one.kind is Kind.ROW:
            columns.setdefault(one.chain.lead, []).append(n)
            cells.add(cell)
        else:
            order.append(n)
    return order + [place for column in columns.values() for place in column]


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

    def gone_on(self, courses: Sequence[_Course], key: str, fit: Fit, is_first: bool) -> _Course:
        """The best course that is in a question with the next statement."""
        cost = self._to_later if is_first else self._within
        before = max(courses, key=lambda course: course.worth - cost(course.key, key))
        worth = before.worth - cost(before.key, key) + self._worth(fit, key, before)
        stated = before.stated
        if fit.step and (key, fit.step) not in stated:
            stated |= {(key, fit.step)}
        return _Course(worth, key, before, stated)

    def _worth(self, fit: Fit, key: str, before: _Course) -> float:
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
