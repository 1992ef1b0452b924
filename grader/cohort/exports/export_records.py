"""What passes between the exports: who is to get a grade, what is asked for, what was made."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path

from grader import record
from grader.cohort.foreign_csv import ForeignCsv, csv_bytes
from grader.cohort.graded_folder import GradedClass
from grader.cohort.graded_records import Graded
from grader.gradescope import clean
from grader.rubric import Student
from grader.words import printable

MAX_NAME = 60
"""Characters of a name in what a TA is told."""


@record(frozen=True, slots=True, kw_only=True)
class Grade:
    """What one student of a submission gets: each member of a group the same."""

    student: Student
    graded: Graded

    @property
    def called(self) -> str:
        """The student and the submission, as a TA is told of them."""
        own = printable(self.graded.name, MAX_NAME)
        who = printable(self.student.called, MAX_NAME)
        return f"{who} ({own})" if who else own


@record(frozen=True, slots=True, kw_only=True)
class Asked:
    """A graded class that is to be exported, and where into.

    gradebook: the course's own table, for a platform whose tables are filled in. column: the one
    of it that the points go to, or what the column of a new table is called; "" where the rubric's
    title tells.
    """

    done: GradedClass
    gradebook: ForeignCsv | None = None
    column: str = ""

    @property
    def called(self) -> str:
        return self.column or self.done.assignment.title

    def grades(self) -> Iterator[Grade]:
        """A grade for each student, of what was graded alone."""
        for one in self.done.graded():
            if one.is_graded:
                for student in one.students or (Student(),):
                    yield Grade(student=student, graded=one)


@record(slots=True, kw_only=True)
class Table:
    """The rows of a table, and what a TA has to know of it.

    missing: whose grade stands in no row, and why. told: what else is to be seen to.
    """

    rows: list[list[str]]
    missing: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def at(self, row: int, place: int) -> str:
        """What stands in a cell, "" where the row ends before it."""
        cells = self.rows[row]
        return cells[place].strip() if place < len(cells) else ""

    def put(self, row: int, place: int, text: str) -> None:
        """Fill in a cell; a row that ends before it is made longer."""
        cells = self.rows[row]
        cells += [""] * (place + 1 - len(cells))
        cells[place] = text

    def put_points(self, row: int, place: int, grade: Grade) -> None:
        """Fill in points, and tell which other ones they replace."""
        before, points = self.at(row, place), earned(grade.graded)
        if before and number_in(before) != points:
            self.told.append(f"{grade.called}: {decimal(points)} in place of {before}")
        self.put(row, place, decimal(points))

    def written(self, like: ForeignCsv | None) -> bytes:
        """The file's bytes: as the gradebook was written, where one was filled in."""
        return like.written(self.rows) if like else csv_bytes(self.rows)


@record(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written, and what a TA has to know of it; see `Table`."""

    path: Path
    missing: Sequence[str] = ()
    told: Sequence[str] = ()


def decimal(value: float) -> str:
    """Points in a cell: 2 and 1.5, with four decimals at most."""
    text = repr(clean(value))
    return text.removesuffix(".0")


def number_in(text: str) -> float | None:
    """The number of a cell, with a decimal point or comma; None where it is none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def by_question(one: Graded) -> dict[str, tuple[float, float]]:
    """Question key -> points earned and possible, in the order of the rubric."""
    keys = dict.fromkeys(step.question for step in one.steps)
    steps = {key: [step for step in one.steps if step.question == key] for key in keys}
    return {
        key: (math.fsum(s.earned for s in own), math.fsum(s.points for s in own))
        for key, own in steps.items()
    }


def earned(one: Graded) -> float:
    """The points of a submission, as its results.json sums them up."""
    return clean(math.fsum(clean(step.earned) for step in one.steps))
