"""Which conventions a sheet holds: those under which its answers earn most, throughout.

A convention is the sheet's and no single answer's: one that several questions name is held in all
of them, and what belongs to another one is a mixture, which is told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from grader.model import Answers, Mark, Verdict
from grader.question import Assignment, Question, together, under

Marks = tuple[Mark, ...]
Marker = Callable[[Question, Answers], Marks]
"""What marks one question as it stands."""
LEAST = 1e-9
"""Points by which a convention has to explain more than none: on a tie the rubric's own counts."""


@dataclass(eq=False)
class _Sheet:
    """The questions of an assignment as they are marked under conventions."""

    questions: Sequence[Question]
    answers: Answers
    marked: Marker
    found: dict[tuple[str, frozenset[str]], Marks] = field(default_factory=dict)

    def marks(self, question: Question, held: frozenset[str]) -> Marks:
        own = held & {one.name for one in question.conventions}
        key = (question.key, own)
        if key not in self.found:
            as_held = under(question, own)
            found = self.marked(as_held, self.answers)
            self.found[key] = tuple(replace(m, conventions=as_held.held) for m in found)
        return self.found[key]

    def earned(self, held: frozenset[str]) -> tuple[float, int]:
        """The points under some conventions, and how many answers they make right."""
        marks = [mark for question in self.questions for mark in self.marks(question, held)]
        right = sum(mark.verdict is Verdict.CORRECT for mark in marks)
        return sum(mark.earned for mark in marks), right


def conventional_marks(
    assignment: Assignment, answers: Answers, marked: Marker
) -> dict[str, Marks]:
    """The marks of the questions that name conventions, under those that the sheet holds.

    marked: marks one question. Of conventions that explain no more than the rubric's own rules
    none is held.
    """
    questions = [question for question in assignment.questions if question.conventions]
    sheet = _Sheet(questions=questions, answers=answers, marked=marked)
    names = dict.fromkeys(one.name for question in questions for one in question.conventions)
    held = frozenset[str]()
    most = sheet.earned(held)
    while most[0] < sum(question.points for question in questions):
        more = [held | {name} for name in names if name not in held]
        more = [one for one in more if all(together(question, one) for question in questions)]
        best = max(more, key=sheet.earned, default=held)
        earned = sheet.earned(best)
        if earned[0] <= most[0] + LEAST:
            break
        held, most = best, earned
    return {question.key: sheet.marks(question, held) for question in questions}
