"""Whose submission it is, and the assignment with that student's own numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader import record
from grader.question import Assignment
from grader.rubric import (
    Student,
    UnknownStudentError,
    load_assignment,
    number_source,
    rubric_values,
)
from grader.words import code

METADATA = "submission_metadata.json"
MAX_USERS = 200
"""People of one submission that are looked at; a group has a handful."""

UNKNOWN = (
    "**Your submission is stored and has not been judged.** In this assignment everybody has"
    " numbers of their own, and which are yours could not be found out. That costs you nothing: the"
    " course staff will see to it, and your submission will then be marked."
)


@record(frozen=True, slots=True, kw_only=True)
class Own:
    """An assignment with a student's own numbers, or why it has not got them.

    note: for the student, in Markdown. unknown: for staff, where nobody's numbers were found.
    """

    assignment: Assignment
    note: str
    unknown: str = ""


def own_assignment(assignment: Assignment, rubric: Path, students: Sequence[Student]) -> Own:
    """The assignment of a checked rubric with the numbers of those who hand in.

    Raises RubricError where the key is missing, or numbers that should have been handed out.
    """
    data = rubric_values(rubric)
    try:
        sheet = number_source(data, rubric).of(students)
    except UnknownStudentError as error:
        return Own(assignment=assignment, note=UNKNOWN, unknown=str(error))
    own = load_assignment(rubric, checked=True, numbers=sheet.numbers)
    kind = assignment.students
    note = f"Marked with the numbers of {code(sheet.student.id(kind) or sheet.student.called)}"
    if len(students) > 1:
        by = "e-mail" if kind == "email" else "student id"
        note += f": of a group, those of the member count whose {by} comes first in the alphabet"
    return Own(assignment=own, note=f"{note}.")


def submitters(metadata: Path) -> tuple[Student, ...]:
    """Who handed in, by the platform's metadata; nobody where it is missing or says nothing."""
    try:
        return submitters_of(metadata.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()


def submitters_of(text: str) -> tuple[Student, ...]:
    """Who handed in, by the text of the platform's metadata; nobody where it says nothing."""
    try:
        users = json.loads(text)["users"]
    except (ValueError, KeyError, TypeError):
        return ()
    listed = users if isinstance(users, list) else []
    return tuple(_student(user) for user in listed[:MAX_USERS] if isinstance(user, dict))


def _student(user: dict[str, Any]) -> Student:
    said = {name: user.get(name) for name in ("email", "sid", "name")}
    texts = {name: str(one) for name, one in said.items() if isinstance(one, str | int)}
    return Student(**texts)
