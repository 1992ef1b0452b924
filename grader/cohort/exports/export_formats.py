"""The formats of other platforms: a table of them, and how marks are written in one.

A new one is a function from a graded class to a table, or from a submission to a text, and a line
in FORMATS. `tests/cohort/test_exports.py` asks every one for the same promises, and for a row in
docs/platforms.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from grader import record
from grader.cohort.exports.autolab_autoresult import autolab_output
from grader.cohort.exports.canvas_gradebook import canvas_table
from grader.cohort.exports.export_records import MAX_NAME, Asked, Exported, Grade, Table
from grader.cohort.exports.moodle_grades import moodle_table
from grader.cohort.exports.otter_grades import otter_table
from grader.cohort.exports.prairielearn_results import prairielearn_results
from grader.cohort.graded_folder import GradedClass
from grader.cohort.graded_records import Graded
from grader.errors import UsageError
from grader.graph import did_you_mean
from grader.rubric import Student
from grader.words import counted, printable

MAX_REASON = 200
"""Characters of a reason in what a TA is told."""


@record(frozen=True, slots=True, kw_only=True)
class TableFormat:
    """A platform that takes a class as one table.

    file: what it is called. gradebook: what `--gradebook` may be, "" where there is no such thing.
    """

    about: str
    file: str
    table: Callable[[Asked], Table]
    gradebook: str = ""


@record(frozen=True, slots=True, kw_only=True)
class EachFormat:
    """A platform that takes each submission's results by themselves, in a file with this ending."""

    about: str
    ending: str
    text: Callable[[GradedClass, Graded], str]


FORMATS: Mapping[str, TableFormat | EachFormat] = {
    "canvas": TableFormat(
        about="the gradebook of Canvas, to be imported",
        file="canvas.csv",
        table=canvas_table,
        gradebook="the gradebook that Canvas exported",
    ),
    "moodle": TableFormat(
        about="a table for Moodle's grade import, or its grading worksheet",
        file="moodle.csv",
        table=moodle_table,
        gradebook="the grading worksheet of the assignment",
    ),
    "prairielearn": EachFormat(
        about="what PrairieLearn takes from an external grader",
        ending=".json",
        text=prairielearn_results,
    ),
    "autolab": EachFormat(
        about="what Autolab takes from an autograder", ending=".txt", text=autolab_output
    ),
    "otter": TableFormat(
        about="the table that Otter-Grader writes", file="final_grades.csv", table=otter_table
    ),
}


def format_named(name: str) -> TableFormat | EachFormat:
    """A format by its name. Raises UsageError for a name that none has."""
    if name not in FORMATS:
        hint = did_you_mean(name, list(FORMATS)) or ";"
        raise UsageError(f"there is no format {name}{hint} there are {', '.join(FORMATS)}")
    return FORMATS[name]


def export(name: str, asked: Asked, target: Path | None = None) -> Exported:
    """Write a graded class in a format, into the folder of its results where no target is named.

    Raises UsageError for what a format has not: a gradebook, a column, several results in one file.
    """
    made = format_named(name)
    if (asked.gradebook or asked.column) and not (isinstance(made, TableFormat) and made.gradebook):
        raise UsageError(f"{name} has no gradebook; leave out --gradebook and --column")
    if isinstance(made, TableFormat):
        return _table(made, asked, target or asked.done.folder / made.file)
    return _each(name, made, asked.done, target or asked.done.folder / name)


def _table(made: TableFormat, asked: Asked, target: Path) -> Exported:
    if target.is_dir():
        target = target / made.file
    if asked.gradebook and target.resolve() == asked.gradebook.path.resolve():
        raise UsageError(f"{target} is the gradebook itself; name another file with -o")
    table = made.table(asked)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(table.written(asked.gradebook))
    missing = (*_not_graded(asked.done), *table.missing)
    return Exported(path=target, missing=missing, told=table.told)


def _each(name: str, made: EachFormat, done: GradedClass, target: Path) -> Exported:
    """Write a file for each submission, or one file where the target is called like one."""
    is_file = target.suffix.lower() == made.ending
    if is_file and len(done.names) != 1:
        raise UsageError(
            f"{target} is one file, and {done.folder} has {counted(len(done.names), 'submission')};"
            f" name a folder: {name} has a file for each"
        )
    for one in done.graded():
        path = (
            target if is_file else target / f"{done.results_of(one.name).parent.name}{made.ending}"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made.text(done, one), encoding="utf-8")
    return Exported(path=target, missing=tuple(_not_graded(done)))


def _not_graded(done: GradedClass) -> list[str]:
    """Who has no grade at all, and why: an empty cell must not pass for a forgotten one."""
    known = {one.name: one for one in done.graded()}
    told = []
    for name in done.names:
        one = known.get(name)
        if one is None:
            told.append(f"{printable(name, MAX_NAME)}: not graded yet; grade again to go on")
        elif not one.is_graded:
            told.append(f"{_called(one)}: not graded: {printable(one.trouble, MAX_REASON)}")
    return told


def _called(one: Graded) -> str:
    named = (Grade(student=student, graded=one).called for student in one.students or (Student(),))
    return ", ".join(named)
