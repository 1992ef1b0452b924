"""Which conventions a sheet holds: those under which its answers earn most, throughout.

A convention is the sheet's and no single answer's: one that several questions name is held in all
of them, and what belongs to another one is a mixture, which is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from itertools import chain, combinations
from typing import Protocol

from grader import record
from grader.model import Answers, Mark, Verdict
from grader.question import Assignment, Question, conventions_of, together, under

Marks = tuple[Mark, ...]
Earned = tuple[float, int, int]


class Marker(Protocol):
    """What marks one question as it stands; known: the marks of those that it goes on with."""

    def __call__(
        self, question: Question, answers: Answers, known: dict[str, Marks], /
    ) -> Marks: ...


DIGITS = 9
"""Decimals of points that are compared: sums of shares differ in the last ones."""
AT_ONCE = 2
"""Conventions that are tried together: two may be held of which neither alone makes an answer
right, as a loss that is halved and averaged as well."""


@record(eq=False)
class _Sheet:
    """The questions of an assignment as they are marked under conventions."""

    questions: Sequence[Question]
    answers: Answers
    marked: Marker
    found: dict[tuple[str, frozenset[str]], Marks] = field(default_factory=dict)

    def marks(self, question: Question, held: frozenset[str]) -> Marks:
        own = held & conventions_of(question)
        key = (question.key, own)
        if key not in self.found:
            as_held = under(question, own)
            known = {one.question.key: self.marks(one.question, held) for one in question.carried}
            found = self.marked(as_held, self.answers, known)
            self.found[key] = tuple(replace(m, conventions=as_held.held) for m in found)
        return self.found[key]

    def earned(self, held: frozenset[str]) -> Earned:
        """The points under some conventions, how many answers they explain and make right.

        Equal points are common: a slip that another convention explains half costs what a mixture
        does. What explains more answers is then the likelier one.
        """
        marks = [mark for question in self.questions for mark in self.marks(question, held)]
        explained = sum(mark.is_right for mark in marks)
        right = sum(mark.verdict is Verdict.CORRECT for mark in marks)
        return round(sum(mark.earned for mark in marks), DIGITS), explained, right

    def with_more(self, held: frozenset[str]) -> Iterator[frozenset[str]]:
        """What may be held as well, the fewest first."""
        names = dict.fromkeys(
            one.name for question in self.questions for one in question.conventions
        )
        others = [name for name in names if name not in held]
        counts = range(1, AT_ONCE + 1)
        for more in chain.from_iterable(combinations(others, count) for count in counts):
            if all(together(question, held | {*more}) for question in self.questions):
                yield held | {*more}


def conventional_marks(
    assignment: Assignment, answers: Answers, marked: Marker
) -> dict[str, Marks]:
    """The marks of the questions that conventions concern, under those that the sheet holds.

    marked: marks one question. Of conventions that explain no more than the rubric's own rules
    none is held.
    """
    questions = [question for question in assignment.questions if conventions_of(question)]
    sheet = _Sheet(questions=questions, answers=answers, marked=marked)
    whole = round(sum(question.points for question in questions), DIGITS)
    held = frozenset[str]()
    most = sheet.earned(held)
    while most[0] < whole:
        best = max(sheet.with_more(held), key=sheet.earned, default=held)
        if sheet.earned(best) <= most:
            break
        held, most = best, sheet.earned(best)
    return {question.key: sheet.marks(question, held) for question in questions}
