"""Otter-Grader: the final_grades.csv that `otter grade` writes.

By its documentation, "Grading Locally" and the tutorial, and as version 6 writes it: a row of the
points possible, then a row for each submission, questions in the order of their names. Otter knows
files and not people, so a group has one row. Where it failed to grade a submission it writes 0
points; here the cells are empty, and its column for the status says why.
"""

from __future__ import annotations

from grader.cohort.class_tables import cell
from grader.cohort.exports.export_records import Asked, Table, by_question, decimal, earned
from grader.cohort.graded_records import Graded

POSSIBLE = "points-per-question"
COMPLETED, NO_STATUS = "Completed", "--"


def otter_table(asked: Asked) -> Table:
    """A row for each submission, whoever handed it in."""
    assignment = asked.done.assignment
    points = {question.key: question.points for question in assignment.questions}
    keys = sorted(points)
    possible = [decimal(points[key]) for key in keys]
    head = ["file", *keys, "total_points_earned", "percent_correct", "grading_status"]
    first = [POSSIBLE, *possible, decimal(assignment.points), "1", NO_STATUS]
    rows = [_row(one, keys, assignment.points) for one in asked.done.graded()]
    return Table(rows=[head, first, *rows])


def _row(one: Graded, keys: list[str], possible: float) -> list[str]:
    if not one.is_graded:
        return [cell(one.name), *([""] * (len(keys) + 2)), cell(one.trouble)]
    points, total = by_question(one), earned(one)
    own = [decimal(points[key][0]) if key in points else "" for key in keys]
    share = repr(total / possible) if possible else ""
    return [cell(one.name), *own, decimal(total), share, COMPLETED]
