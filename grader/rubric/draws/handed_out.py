"""Which numbers were handed out to whom: `hw4.handout.json`, beside `hw4.yaml`.

The key alone gives everybody's numbers, as long as nothing changes by which they were drawn: a
range, a constraint, or a rule or tolerance that decides whether two answers are alike. What was
handed out is remembered, so that a rubric can be mended afterwards and marks nobody by numbers
that were not theirs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader import record
from grader.errors import RubricError
from grader.rubric.draws.students import KINDS, Student, first_of_group


@record(frozen=True, slots=True, kw_only=True, eq=False)
class OwnNumbers:
    """What one student was given. numbers: question key -> parameter -> plain value."""

    student: Student
    numbers: Mapping[str, Mapping[str, Any]]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Handout:
    """The sheets that were handed out. kind: what the students are known by, email or sid."""

    sheets: tuple[OwnNumbers, ...]
    kind: str

    def of(self, students: Iterable[Student]) -> OwnNumbers | None:
        """The sheet of a student, or the one that counts for a group.

        Each is looked for by what the rubric knows students by, and then by the other, for a
        roster's e-mails are not always the platform's.
        """
        found = [sheet for student in students if (sheet := self._of_one(student))]
        first = first_of_group([sheet.student for sheet in found], self.kind)
        return next((sheet for sheet in found if sheet.student is first), None)

    def _of_one(self, student: Student) -> OwnNumbers | None:
        for kind in sorted(KINDS, key=lambda kind: kind != self.kind):
            wanted = student.id(kind)
            found = [s for s in self.sheets if wanted and s.student.id(kind) == wanted]
            if len(found) == 1:
                return found[0]
        return None


def handout_path(rubric: Path) -> Path:
    """Where it is remembered what was handed out."""
    return rubric.with_suffix(".handout.json")


def read_handout(rubric: Path, kind: str) -> Handout | None:
    """What was handed out; None where nothing is remembered. Raises RubricError for a file that is
    not as it was written."""
    path = handout_path(rubric)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise RubricError(f"{path} cannot be read: {error}") from None
    try:
        sheets = [_sheet(one) for one in json.loads(text)["sheets"]]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise RubricError(
            f"{path} is not as grader handout wrote it: restore it, or hand out again"
        ) from None
    return Handout(sheets=tuple(sheets), kind=kind)


def _sheet(given: Mapping[str, Any]) -> OwnNumbers:
    who = Student(**{name: str(given.get(name) or "") for name in ("email", "sid", "name")})
    numbers = {key: dict(values) for key, values in given["numbers"].items()}
    return OwnNumbers(student=who, numbers=numbers)


def write_handout(rubric: Path, sheets: Sequence[OwnNumbers]) -> Path:
    """Remember what was handed out, a student a line."""
    path = handout_path(rubric)
    lines = ",\n".join(
        json.dumps(
            {
                "email": sheet.student.email,
                "sid": sheet.student.sid,
                "name": sheet.student.name,
                "numbers": sheet.numbers,
            },
            ensure_ascii=False,
        )
        for sheet in sheets
    )
    draft = path.with_name(f".{path.name}")
    draft.write_text(f'{{"sheets": [\n{lines}\n]}}\n', encoding="utf-8")
    draft.replace(path)
    return path
