"""The assignment with the numbers of a student whom a TA names, or whom a submission is of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.errors import UsageError
from grader.gradescope import Own, own_assignment
from grader.question import Assignment
from grader.rubric import Student, student_named


def of_named(assignment: Assignment, rubric: Path, student: str) -> Own:
    """The assignment with the numbers of a student.

    Raises UsageError where the rubric draws none, or none were handed out to them.
    """
    if not assignment.students:
        raise UsageError(
            f"{rubric} draws no numbers: every student has the same; leave out --student"
        )
    own = of_students(assignment, rubric, [student_named(student)])
    if own.unknown:
        raise UsageError(f"{rubric}: {own.unknown}")
    return own


def of_students(assignment: Assignment, rubric: Path, students: Sequence[Student]) -> Own:
    """The assignment with the numbers of those who hand in; as it is where none are drawn."""
    if not assignment.students:
        return Own(assignment=assignment, note="")
    return own_assignment(assignment, rubric, students)
