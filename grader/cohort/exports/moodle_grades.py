"""Moodle: a table for its grade import, and the offline grading worksheet of an assignment.

By MoodleDocs, "Grade import" and "Assignment settings" (feedback types, offline grading worksheet).
The import maps columns to grade items by hand; it takes an empty grade for a grade to be deleted
and a row without a known student for a reason to stop, so such rows are left out. The worksheet is
filled in as it was downloaded, and Moodle passes over its empty grades.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from grader.cohort.class_tables import cell
from grader.cohort.exports.export_records import (
    Asked,
    Grade,
    Table,
    by_question,
    decimal,
    earned,
    number_in,
)
from grader.cohort.exports.gradebook_match import (
    Key,
    keys_of,
    known_by,
    once,
    placed,
    without_grade,
)
from grader.cohort.exports.shown_results import shown
from grader.cohort.foreign_csv import ForeignCsv
from grader.cohort.graded_folder import GradedClass
from grader.errors import UsageError

WHO = ("Full name", "ID number", "Email address")
IDENTIFIER, GRADE, MOST = "Identifier", "Grade", "Maximum Grade"
CHANGEABLE, FEEDBACK = "Grade can be changed", "Feedback comments"
MAX_FEEDBACK = 20_000
"""Characters; a cell of a spreadsheet takes 32,767."""
_DOWNLOADED = re.compile(r".*_(\d+)_assignsubmission_")
"""The participant's number in a folder's name: Ada Lovelace_4711_assignsubmission_file."""


def moodle_table(asked: Asked) -> Table:
    """The assignment's worksheet filled in; without one, a table for the grade import."""
    book = asked.gradebook
    return _import_table(asked) if book is None else _worksheet(asked, book)


def _import_table(asked: Asked) -> Table:
    title = asked.called
    questions = [question.key for question in asked.done.assignment.questions]
    items = [f"{title}: {key}" for key in questions]
    table = Table(rows=[[*WHO, title, f"{title} (feedback)", *items]])
    without = {"ID number": 0, "Email address": 0}
    grades = ((grade, keys_of(grade.student)) for grade in asked.grades())
    for grade, _ in once(grades, table.missing):
        who, points = grade.student, by_question(grade.graded)
        table.rows.append([
            *map(cell, (who.name, who.sid, who.email)),
            decimal(earned(grade.graded)),
            feedback(asked.done, grade),
            *(decimal(points[key][0]) if key in points else "" for key in questions),
        ])  # fmt: skip
        without["ID number"] += not who.sid
        without["Email address"] += not who.email
    for column, count in without.items():
        if count and len(table.rows) > 1:
            table.told.append(
                f"{count} without {column}: Moodle stops at such a row, so map the other"
            )
    return table


def _worksheet(asked: Asked, book: ForeignCsv) -> Table:
    head = [name.strip() for name in book.rows[0]]
    places = {name: place for place, name in enumerate(head)}
    if not {IDENTIFIER, GRADE} <= set(places):
        raise UsageError(
            f"{book.path} is no grading worksheet of Moodle: its first row has no columns"
            f" {IDENTIFIER} and {GRADE}; download it in the assignment, with Moodle in English"
        )
    if asked.column:
        raise UsageError(f"a grading worksheet has its column {GRADE}; leave out --column")
    table = Table(rows=[list(row) for row in book.rows])
    grades = ((grade, _keys(grade)) for grade in asked.grades())
    found = placed(once(grades, table.missing), _participants(book.rows, places))
    table.missing += found.missing
    table.told += without_grade(found, book.rows, places.get("Full name", places[IDENTIFIER]))
    for row, grade in found.grades.items():
        _fill(asked, table, row, places, grade)
    return table


def _fill(asked: Asked, table: Table, row: int, places: Mapping[str, int], grade: Grade) -> None:
    def at(name: str) -> str:
        return table.at(row, places[name]) if name in places else ""

    table.put_points(row, places[GRADE], grade)
    points, most = earned(grade.graded), number_in(at(MOST))
    if most is not None and points > most:
        table.told.append(
            f"{grade.called}: Moodle takes no {decimal(points)}, but {at(MOST)} at most"
        )
    if at(CHANGEABLE).lower() == "no":
        table.told.append(f"{grade.called}: Moodle says that this grade cannot be changed")
    if at(FEEDBACK):
        table.told.append(f"{grade.called}: has a comment already, which stays")
    elif FEEDBACK in places:
        table.put(row, places[FEEDBACK], feedback(asked.done, grade))


def _participants(
    rows: Sequence[Sequence[str]], places: Mapping[str, int]
) -> Mapping[int, Sequence[Key]]:
    found: dict[int, Sequence[Key]] = {}
    for number, row in enumerate(rows[1:], 1):
        own = {name: row[place] for name, place in places.items() if place < len(row)}
        identifier = re.search(r"\d+$", own.get(IDENTIFIER, "").strip())
        found[number] = [
            *known_by("participant", identifier[0] if identifier else ""),
            *known_by("sid", own.get("ID number", "")),
            *known_by("email", own.get("Email address", "")),
        ]
    return found


def _keys(grade: Grade) -> Sequence[Key]:
    """By what a student is known: the number that Moodle gave counts more than what a student may
    have put into the folder."""
    match = _DOWNLOADED.match(grade.graded.name)
    return known_by("participant", match[1]) if match else keys_of(grade.student)


def feedback(done: GradedClass, grade: Grade) -> str:
    """What the student reads at the top, as the HTML that Moodle keeps feedback in."""
    text = shown(done, grade.graded.name).top[:MAX_FEEDBACK]
    return cell(html.escape(text, quote=False).replace("\n", "<br>"))
