"""What passes between the parts of a class's grading, all of it plain enough to travel."""

from __future__ import annotations

from grader import record
from grader.answers import FilesInMemory
from grader.model import Verdict
from grader.rubric import Student


@record(frozen=True, slots=True, kw_only=True)
class Task:
    """One submission to be graded: what it is called, whose it is, and its files as bytes."""

    name: str
    students: tuple[Student, ...]
    files: FilesInMemory


@record(frozen=True, slots=True, kw_only=True)
class StepRow:
    """What became of one step of one submission.

    credit: a share of the points; earned: points. slip: what went wrong, by its name, in words.
    read: what was read, as written; where: the line or sheet it stands in; how: how it was
    recognised in a sheet. is_unsure: whether it may be something else. rests_on: the student's own
    wrong answers below it. decision: the reason that a person gave who decided on the credit.
    """

    question: str
    step: str
    label: str
    points: float
    verdict: Verdict
    credit: float
    earned: float
    slip: str = ""
    slip_words: str = ""
    route: str = ""
    read: str = ""
    where: str = ""
    how: str = ""
    is_unsure: bool = False
    rests_on: tuple[str, ...] = ()
    conventions: tuple[str, ...] = ()
    people_points: float = 0.0
    decision: str = ""

    @property
    def id(self) -> str:
        return f"{self.question}.{self.step}"

    @property
    def is_left_to_people(self) -> bool:
        """Whether a person has to look at it, and none has decided on it yet."""
        asks = (Verdict.REVIEW, Verdict.UNREADABLE, Verdict.FAULT)
        return not self.decision and self.verdict in asks


@record(frozen=True, slots=True, kw_only=True)
class Graded:
    """One submission as graded: whose it is, and the text of its results.json in results.

    trouble: for staff, in a sentence, why it was not graded. notes: what the student is told of the
    files as a whole. details: for staff, of what failed. seconds: what it took.
    """

    name: str
    results: str
    students: tuple[Student, ...] = ()
    steps: tuple[StepRow, ...] = ()
    trouble: str = ""
    notes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def is_graded(self) -> bool:
        """Whether anything was judged: what was not has no points, and never 0."""
        return bool(self.steps) or not self.trouble

    @property
    def earned(self) -> float:
        return sum(step.earned for step in self.steps)

    @property
    def possible(self) -> float:
        return sum(step.points for step in self.steps)
