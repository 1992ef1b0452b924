"""What a class's grading left to people, equal answers together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader import record
from grader.cohort.grade_task import MAX_READ
from grader.cohort.graded_records import Graded, StepRow
from grader.cohort.same_answers import Group, equal_groups
from grader.gradescope import deciding
from grader.model import Verdict
from grader.question import AnswerKind, Assignment, Question, Step
from grader.rubric import Decisions, Student


@record(frozen=True, slots=True, kw_only=True)
class Left:
    """An answer to one step that a person has to look at, and who gave it.

    others: how many wrote the same and were marked.
    """

    question: Question
    step: Step
    text: str
    submissions: tuple[Graded, ...]
    rows: tuple[StepRow, ...]
    others: int = 0

    @property
    def why(self) -> str:
        """Why it is left to people, in a word or two."""
        row = self.rows[0]
        return "unsure" if row.verdict is Verdict.REVIEW and row.is_unsure else row.verdict.value

    @property
    def is_telling(self) -> bool:
        """Whether what was read says it all, so that a decision may be about who wrote it."""
        return is_telling(self.text, self.step)

    @property
    def is_unread(self) -> bool:
        """Whether nothing was read, as a file could not be in which it may stand."""
        return not self.text and self.rows[0].verdict is Verdict.UNREADABLE

    def split(self) -> tuple[Left, Left]:
        """The first of those who gave it, and the others."""
        first, rest = slice(0, 1), slice(1, None)
        others = self.others + len(self.rows) - 1
        return self._part(first, others), self._part(rest, self.others + 1)

    def _part(self, part: slice, others: int) -> Left:
        return Left(
            question=self.question,
            step=self.step,
            text=self.text,
            submissions=self.submissions[part],
            rows=self.rows[part],
            others=others,
        )


def is_telling(text: str, step: Step) -> bool:
    """Whether the text of a row says what was written: it is there, and it was not cut."""
    return bool(text) and (step.answer is AnswerKind.REVIEW or len(text) < MAX_READ)


def left_answers(
    assignment: Assignment, graded: Sequence[Graded], decisions: Decisions
) -> Iterator[Left]:
    """What is left to people, in the order of the rubric; decisions: made since it was graded."""
    by_name = {one.name: one for one in graded}
    asking = {row.id for one in graded for row in one.steps if row.is_left_to_people}
    for question in assignment.questions:
        for step in question.steps:
            if f"{question.key}.{step.name}" not in asking:
                continue
            for group in equal_groups(question, step, graded):
                yield from _left_of(question, step, group, by_name, decisions)


def _left_of(
    question: Question,
    step: Step,
    group: Group,
    by_name: dict[str, Graded],
    decisions: Decisions,
) -> Iterator[Left]:
    """What is left of a group; each by itself where the text does not say what was written."""
    pairs = [
        (by_name[name], row)
        for name, row in zip(group.names, group.rows, strict=True)
        if row.is_left_to_people and not _is_decided(question, step, by_name[name], row, decisions)
    ]
    parts = [pairs] if is_telling(group.text, step) else [[pair] for pair in pairs]
    for part in parts:
        if part:
            yield Left(
                question=question,
                step=step,
                text=group.text,
                submissions=tuple(one for one, _ in part),
                rows=tuple(row for _, row in part),
                others=len(group.rows) - len(part),
            )


def _is_decided(
    question: Question, step: Step, one: Graded, row: StepRow, decisions: Decisions
) -> bool:
    keys = decisions.keys(one.students, one.name)
    about = decisions.about(question.key, step.name, keys)
    return bool(about) and deciding(about, question, step, row.read) is not None


def name_for_decision(one: Graded) -> str:
    """What a submission's student is named by in a decision; of a group its first."""
    known: list[Student] = [student for student in one.students if student.email or student.sid]
    if not known:
        return one.name
    first = known[0]
    return first.email if "@" in first.email else first.sid or one.name
