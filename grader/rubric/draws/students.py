"""Who a student is: what rosters and the platform's metadata say, spelled in one way."""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader import record
from grader.alphabet import plain

KINDS = ("email", "sid")
"""What numbers may be drawn by: the key `students` of a rubric. The first is the default."""


@record(frozen=True, slots=True, kw_only=True)
class Student:
    """One student as a roster or the platform knows them; what is not known is empty."""

    email: str = ""
    sid: str = ""
    name: str = ""

    def id(self, kind: str) -> str:
        """The e-mail or the student id, spelled in one way; "" where it is not known.

        Capitals and spaces do not count, nor do zeros in front of a number, which spreadsheets
        drop.
        """
        text = self.sid if kind == "sid" else self.email
        own = re.sub(r"\s", "", plain(text)).casefold()
        return (own.lstrip("0") or "0") if kind == "sid" and own.isdigit() else own

    @property
    def called(self) -> str:
        return self.name or self.email or self.sid


def student_named(text: str) -> Student:
    """The student that a TA names: an e-mail if there is an @ in it, else a student id."""
    return Student(email=text) if "@" in text else Student(sid=text)


def first_of_group(students: Iterable[Student], kind: str) -> Student | None:
    """The student whose numbers count for a group: whose id comes first in the alphabet."""
    known = [student for student in students if student.id(kind)]
    return min(known, key=lambda student: student.id(kind), default=None)
