"""Rosters as Gradescope, Canvas and others export them: a CSV file to students.

Columns are found by their names, whatever their order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.cohort import read_csv
from grader.errors import UsageError
from grader.rubric import Student

_NAMES: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "emailaddress", "mail", "studentemail", "sisloginid", "loginid", "login"),
    "sid": (
        "sid", "studentid", "sisuserid", "studentnumber", "idnumber", "matriculationnumber",
        "matrikelnummer", "id",
    ),
    "name": ("name", "fullname", "student", "studentname"),
    "first": ("firstname", "givenname", "vorname"),
    "last": ("lastname", "surname", "familyname", "nachname"),
    "role": ("role",),
}  # fmt: skip
"""What a column may be called, small letters alone; the first that there is counts."""
_STAFF = ("instructor", "ta", "teacher", "reader", "grader", "observer", "designer")
_NO_STUDENTS = ("points possible", "student, test", "test student")
"""What Canvas writes in place of a name in rows that are nobody's."""


def read_roster(path: Path, kind: str) -> tuple[Student, ...]:
    """The students of a roster, in its order.

    kind: what they must be known by, email or sid. Raises UsageError for a file without such a
    column, and for rows without a value in it or with one that another student has.
    """
    rows = read_csv(path, "a roster has a row of names, then students").rows
    columns = _columns(rows[0])
    if kind not in columns:
        wanted = "Email" if kind == "email" else "SID"
        raise UsageError(
            f"{path}:1: there is no column {wanted}; there are {', '.join(filter(None, rows[0]))}"
        )
    found: dict[str, Student] = {}
    for line, row in enumerate(rows[1:], 2):
        student = _student(row, columns)
        if student is None:
            continue
        known = found.setdefault(_id(student, kind, f"{path}:{line}"), student)
        if known != student:
            raise UsageError(f"{path}:{line}: {student.id(kind)} stands twice; keep one row")
    if not found:
        raise UsageError(f"{path}: there are no students in it")
    return tuple(found.values())


def _columns(head: Sequence[str]) -> dict[str, int]:
    """Which column holds what."""
    plain = [re.sub(r"[^a-z]", "", name.lower()) for name in head]
    found = {}
    for what, names in _NAMES.items():
        places = [plain.index(name) for name in names if name in plain]
        if places:
            found[what] = places[0]
    return found


def _student(row: Sequence[str], columns: Mapping[str, int]) -> Student | None:
    """The student of a row; None for staff and for rows that are nobody's."""

    def cell(what: str) -> str:
        place = columns.get(what, len(row))
        return " ".join(row[place].split()) if place < len(row) else ""

    name = cell("name") or " ".join(filter(None, (cell("first"), cell("last"))))
    is_nobody = name.lower() in _NO_STUDENTS or cell("role").lower() in _STAFF
    student = Student(email=cell("email"), sid=cell("sid"), name=name)
    return None if is_nobody or not any((student.email, student.sid, name)) else student


def _id(student: Student, kind: str, where: str) -> str:
    found = student.id(kind)
    if not found:
        what = "an e-mail" if kind == "email" else "a student id"
        raise UsageError(f"{where}: {student.called} has not {what}, which numbers are drawn by")
    return found
