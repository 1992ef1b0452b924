"""Whose row of a course's own table each grade belongs into.

A grade in the wrong row is the worst that an export can do. So a student is found by what names one
person (a student id, a login, an e-mail, the number that the platform itself put into the name of
a downloaded file), never by a name; and where two rows, or two submissions, could be meant, none
is filled in and the TA is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from grader import record
from grader.cohort.exports.export_records import MAX_NAME, Grade
from grader.rubric import Student
from grader.words import counted, printable

MOST_NAMED = 10
"""Of those without a grade, for whom usually nothing is to be done."""
UNKNOWN = "nothing says whose it is"

Key = tuple[str, str]
"""By what somebody is known, and the value: ("email", "ada@x.org")."""


@record(frozen=True, slots=True, kw_only=True)
class Placed:
    """Row -> the grade that belongs into it; of all other grades, who and why not.

    without: rows of students for whom there is no grade.
    """

    grades: Mapping[int, Grade]
    missing: Sequence[str]
    without: Sequence[int]


def known_by(kind: str, text: str) -> list[Key]:
    """A key as it is compared: capitals, blanks and zeros in front of a number do not count."""
    student = Student(sid=text) if kind == "sid" else Student(email=text)
    value = student.id("sid" if kind == "sid" else "email")
    return [(kind, value)] if value else []


def keys_of(student: Student) -> list[Key]:
    """By what a student is known; nothing where that is nobody."""
    return [*known_by("sid", student.sid), *known_by("email", student.email)]


def placed(
    grades: Iterable[tuple[Grade, Sequence[Key]]], rows: Mapping[int, Sequence[Key]]
) -> Placed:
    """Find each grade's row; what is told counts rows from 1, as a spreadsheet does."""
    known: dict[Key, set[int]] = defaultdict(set)
    for row, keys in rows.items():
        for key in keys:
            known[key].add(row)
    meant: dict[int, list[Grade]] = defaultdict(list)
    missing = []
    for grade, keys in grades:
        found = {row for key in keys for row in known.get(key, ())}
        if len(found) == 1:
            meant[found.pop()].append(grade)
        else:
            missing.append(f"{grade.called}: {_why_not(keys, found)}")
    for row, several in meant.items():
        if len(several) > 1:
            names = ", ".join(grade.called for grade in several)
            missing.append(f"{names}: all of them are row {row + 1} of the gradebook; none is in")
    return Placed(
        grades={row: own[0] for row, own in meant.items() if len(own) == 1},
        missing=missing,
        without=[row for row, keys in rows.items() if keys and row not in meant],
    )


def without_grade(found: Placed, rows: Sequence[Sequence[str]], name: int) -> Iterator[str]:
    """Who of a gradebook has no grade here, in a sentence. name: the column that says who it is."""
    if found.without:
        named = [rows[row][name] for row in found.without[:MOST_NAMED] if name < len(rows[row])]
        more = ", …" if len(found.without) > len(named) else ""
        who = "; ".join(printable(one, MAX_NAME) for one in named)
        count = counted(len(found.without), "row")
        yield f"{count} of the gradebook without a grade here: {who}{more}"


def once(
    grades: Iterable[tuple[Grade, Sequence[Key]]], missing: list[str]
) -> Iterator[tuple[Grade, Sequence[Key]]]:
    """The grades of those who are known and have one alone; of all others, who and why not."""
    listed = list(grades)
    names: dict[Key, dict[str, None]] = defaultdict(dict)
    for grade, keys in listed:
        for key in keys:
            names[key][grade.graded.name] = None
    for grade, keys in listed:
        own = list(dict.fromkeys(name for key in keys for name in names[key]))
        if len(own) == 1:
            yield grade, keys
        elif own:
            missing.append(f"{grade.called}: has {counted(len(own), 'submission')}; none is in")
        else:
            missing.append(f"{grade.called}: {UNKNOWN}")


def _why_not(keys: Sequence[Key], found: set[int]) -> str:
    if found:
        several = " and ".join(str(row + 1) for row in sorted(found))
        return f"may be rows {several} of the gradebook; neither is filled in"
    return f"not in the gradebook ({', '.join(dict.fromkeys(value for _, value in keys))})"
