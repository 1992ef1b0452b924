"""Canvas: the gradebook as it is exported and imported, one column of it filled in.

By the Canvas Instructor Guide, "How do I import grades in the Gradebook?" and "How do I export
grades in the Gradebook?". The number in brackets behind a title tells Canvas which assignment a
column is; a column without one becomes a new assignment. Canvas takes an empty cell for a grade to
be deleted, so that a submission that was not graded has no row in a new table, and in a gradebook
its cell stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from grader.cohort.class_tables import cell
from grader.cohort.exports.export_records import Asked, Grade, Table, decimal, earned, number_in
from grader.cohort.exports.gradebook_match import (
    Key,
    keys_of,
    known_by,
    once,
    placed,
    without_grade,
)
from grader.cohort.foreign_csv import ForeignCsv
from grader.errors import UsageError
from grader.words import listed

WHO = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS = "Points Possible"
TEST_STUDENT = "student, test"
KEPT = ("ex", "n/a")
"""What says of somebody that there is to be no grade: excused, and not assigned."""
_WITH_ID = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)")
_DOWNLOADED = re.compile(r".*?_(\d+)_\d+_")
"""The user's number in the name of a file: lovelaceada_LATE_7001_99_hw3.pdf."""


def canvas_table(asked: Asked) -> Table:
    """The course's gradebook with the points filled in; without one, a table to import."""
    book = asked.gradebook
    return _new_table(asked) if book is None else _filled(asked, book)


def _new_table(asked: Asked) -> Table:
    possible = decimal(asked.done.assignment.points)
    table = Table(rows=[[*WHO, asked.called], [f"    {POINTS}", "", "", "", "", possible]])
    if _WITH_ID.fullmatch(asked.called):
        table.told.append(
            f"Canvas takes the number in {asked.called!r} for that of an assignment; --column names"
            " the column otherwise"
        )
    grades = ((grade, _keys(grade)) for grade in asked.grades())
    for grade, _ in once(grades, table.missing):
        who, points = grade.student, decimal(earned(grade.graded))
        table.rows.append([*map(cell, (who.name, _own_id(grade), who.sid, who.email)), "", points])
    return table


def _filled(asked: Asked, book: ForeignCsv) -> Table:
    head = [name.strip() for name in book.rows[0]]
    places = {name: head.index(name) for name in WHO if name in head}
    if not {"ID", "Section"} <= set(places):
        raise UsageError(
            f"{book.path} is no gradebook of Canvas: its first row has no columns ID and Section;"
            " export it there, Grades, Export"
        )
    place = _column(asked, book, head)
    table = Table(rows=[list(row) for row in book.rows], told=[f"filled in: {head[place]}"])
    grades = ((grade, _keys(grade)) for grade in asked.grades())
    found = placed(once(grades, table.missing), _students(book.rows, places))
    table.missing += found.missing
    table.told += without_grade(found, book.rows, 0)
    for row, grade in found.grades.items():
        _fill(table, row, place, grade)
    _compare_points(asked, table, place)
    return table


def _fill(table: Table, row: int, place: int, grade: Grade) -> None:
    before = table.at(row, place)
    if before.lower() in KEPT:
        table.told.append(f"{grade.called}: stays {before}, as the gradebook has it")
    else:
        table.put_points(row, place, grade)


def _column(asked: Asked, book: ForeignCsv, head: Sequence[str]) -> int:
    """The assignment's column. Raises UsageError where the gradebook leaves open which it is."""
    known = {
        place: match["title"]
        for place, name in enumerate(head)
        if (match := _WITH_ID.fullmatch(name)) and not _is_read_only(book, place)
    }
    own = asked.called.strip().casefold()
    readings = (
        [place for place in known if head[place].casefold() == own],
        [place for place, title in known.items() if title.strip().casefold() == own],
        [] if asked.column else list(known),
    )
    for meant in readings:
        if len(meant) == 1:
            return meant[0]
    raise UsageError(
        f"{book.path} has no single assignment {asked.called!r}; it has"
        f" {listed([head[place] for place in known]) or 'no assignments'}; name the column with"
        " --column"
    )


def _is_read_only(book: ForeignCsv, place: int) -> bool:
    """Whether a column is one that Canvas works out, as Current Score (2026)."""
    rows = (row for row in book.rows[1:] if row and POINTS in row[0])
    return any(place < len(row) and "read only" in row[place] for row in rows)


def _students(
    rows: Sequence[Sequence[str]], places: Mapping[str, int]
) -> Mapping[int, Sequence[Key]]:
    """Line -> by what its student is known; lines without one are nobody's."""
    found = {}
    for number, row in enumerate(rows):
        if number and row and POINTS not in row[0] and row[0].strip().lower() != TEST_STUDENT:
            own = {name: row[place] for name, place in places.items() if place < len(row)}
            login = own.get("SIS Login ID", "")
            found[number] = [
                *known_by("canvas", own.get("ID", "")),
                *known_by("sid", own.get("SIS User ID", "")),
                *known_by("sid", login),
                *known_by("email", login),
            ]
    return found


def _keys(grade: Grade) -> Sequence[Key]:
    return keys_of(grade.student) or known_by("canvas", _own_id(grade))


def _own_id(grade: Grade) -> str:
    """The student's number in Canvas, by the file's name, where nothing else tells who it is."""
    match = None if keys_of(grade.student) else _DOWNLOADED.match(grade.graded.name)
    return match[1] if match else ""


def _compare_points(asked: Asked, table: Table, place: int) -> None:
    """The row of points possible stays as it is: Canvas would change the assignment by it."""
    possible = asked.done.assignment.points
    for number, row in enumerate(table.rows):
        theirs = table.at(number, place)
        if row and POINTS in row[0] and theirs and number_in(theirs) != possible:
            table.told.append(
                f"Canvas has {theirs} points possible, the rubric {decimal(possible)}"
            )
