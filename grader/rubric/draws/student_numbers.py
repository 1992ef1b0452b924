"""Whose numbers a submission is marked with, and which these are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader import record
from grader.errors import GraderError, RubricError
from grader.rubric.draws.handed_out import Handout, OwnNumbers, read_handout
from grader.rubric.draws.key_file import Key, read_key
from grader.rubric.draws.linked_draws import LinkedDraws, linked_draws
from grader.rubric.draws.own_numbers import numbers_of
from grader.rubric.draws.students import KINDS, Student, first_of_group


class UnknownStudentError(GraderError):
    """For staff: no numbers are known for the people who handed something in."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class NumberSource:
    """How the students of one rubric get their numbers: what was handed out, and else the key."""

    draws: Sequence[LinkedDraws]
    kind: str
    key: Key | None
    handout: Handout | None

    def of(self, students: Sequence[Student]) -> OwnNumbers:
        """The numbers of a student, or those that count for a group.

        Raises UnknownStudentError where none are known: where something was handed out, nobody is
        marked with numbers that were not.
        """
        if self.handout is not None:
            sheet = self.handout.of(students)
            if sheet is None:
                raise UnknownStudentError(
                    f"{_listed(students)}: no numbers were handed out to them"
                )
            return self._fitting(sheet)
        student = first_of_group(students, self.kind)
        if student is None:
            what = "an e-mail" if self.kind == "email" else "a student id (sid)"
            raise UnknownStudentError(
                f"{_listed(students)}: {what} is needed to know their numbers"
            )
        return self.drawn(student)

    def drawn(self, student: Student) -> OwnNumbers:
        """A student's numbers as the key gives them, whatever was handed out."""
        if self.key is None:
            raise RubricError("there is no key to draw students' numbers with")
        urn = self.key.urn(student, self.kind)
        return OwnNumbers(student=student, numbers=numbers_of(self.draws, urn))

    def _fitting(self, sheet: OwnNumbers) -> OwnNumbers:
        """A sheet with all that is drawn now. Raises RubricError where it lacks some of it."""
        members = [member for linked in self.draws for member in linked.members.items()]
        for key, question in members:
            for name in question.draws:
                if name not in sheet.numbers.get(key, {}):
                    raise RubricError(
                        f"questions.{key}.parameters.{name}: it is drawn, and no value of it was"
                        " handed out; give it a number, or hand out again"
                    )
        return sheet


def number_source(rubric: Mapping[str, Any], path: Path) -> NumberSource:
    """How the students of a rubric, whose plain values have been checked, get their numbers.

    path: the rubric's file, beside which the key lies and what was handed out. Raises RubricError
    where there is neither.
    """
    kind = rubric.get("students") or KINDS[0]
    handout = read_handout(path, kind)
    try:
        key = read_key(path)
    except RubricError:
        if handout is None:
            raise
        key = None
    return NumberSource(
        draws=linked_draws(rubric, rubric["questions"]), kind=kind, key=key, handout=handout
    )


def _listed(students: Sequence[Student]) -> str:
    names = [" ".join(filter(None, (s.name, s.email, s.sid))) for s in students]
    return ", ".join(filter(None, names)) or "nobody is named"
