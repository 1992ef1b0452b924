"""`grader handout`: a sheet for every student, with numbers of their own."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from grader import record
from grader.commands import handout_sheets
from grader.commands.roster import read_roster
from grader.commands.template import template
from grader.commands.terminal import Terminal
from grader.errors import UsageError
from grader.question import Assignment
from grader.rubric import (
    NumberSource,
    OwnNumbers,
    Student,
    load_assignment,
    number_source,
    rubric_values,
    student_named,
    write_handout,
    write_new_key,
)
from grader.words import counted


@record(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a TA asked for. roster, students: for whom. anew: whatever was handed out before."""

    roster: Path | None = None
    students: tuple[str, ...] = ()
    folder: Path | None = None
    key_csv: Path | None = None
    new_key: bool = False
    anew: bool = False
    groups: bool = False


def handout(rubric: Path, wanted: Wanted, console: Terminal) -> int:
    """Write the sheets that are wanted, and remember what was handed out to whom."""
    assignment = load_assignment(rubric)
    if not assignment.students:
        raise UsageError(f"{rubric} draws no numbers, so there is one sheet for all: its template")
    if wanted.new_key:
        path = write_new_key(rubric, assignment.title)
        console.print(f"{path}: made; keep it beside the rubric, and from students", soft_wrap=True)
    if wanted.roster is None and not wanted.students:
        if wanted.new_key:
            return 0
        raise UsageError("hand out to whom? name a roster with --roster, or --student ID")
    if wanted.folder is None and wanted.key_csv is None:
        raise UsageError("where to? name a folder with -o, or a file for the answer key, --key-csv")
    numbers = number_source(rubric_values(rubric), rubric)
    sheets = [_sheet(numbers, one, wanted.anew) for one in _students(wanted, numbers.kind)]
    _write(assignment, sheets, wanted)
    told = f"{counted(len(sheets), 'student')}"
    if wanted.folder is not None:
        path = _remember(rubric, numbers, sheets)
        told = f"{wanted.folder}: sheets for {told}, remembered in {path}; make the bundle after it"
    console.print(told, soft_wrap=True)
    return 0


def _students(wanted: Wanted, kind: str) -> list[Student]:
    """For whom sheets are wanted: all of a roster, or those of it that are named."""
    if wanted.roster is None:
        return [student_named(text) for text in wanted.students]
    roster = read_roster(wanted.roster, kind)
    found = [_named(text, roster, wanted.roster) for text in wanted.students]
    return found or list(roster)


def _named(text: str, roster: Sequence[Student], path: Path) -> Student:
    named = student_named(text)
    kind = "email" if named.email else "sid"
    for student in roster:
        if student.id(kind) == named.id(kind):
            return student
    raise UsageError(f"{path}: there is no student {text}")


def _sheet(numbers: NumberSource, student: Student, anew: bool) -> OwnNumbers:
    """A student's sheet: what was handed out before, or what the key gives."""
    if anew or numbers.handout is None or numbers.handout.of([student]) is None:
        return numbers.drawn(student)
    return replace(numbers.of([student]), student=student)


def _remember(rubric: Path, numbers: NumberSource, sheets: Sequence[OwnNumbers]) -> Path:
    """Write down all that was handed out by now; new sheets in place of a student's old one."""
    handout = numbers.handout
    if handout is None:
        return write_handout(rubric, sheets)
    old = {id(handout.of([sheet.student])) for sheet in sheets}
    others = [sheet for sheet in handout.sheets if id(sheet) not in old]
    return write_handout(rubric, [*others, *sheets])


def _write(assignment: Assignment, sheets: Sequence[OwnNumbers], wanted: Wanted) -> None:
    """The sheets, one folder a student, and the answer key of all."""
    group = handout_sheets.group_line(assignment) if wanted.groups else ""
    rows: list[tuple[str, ...]] = []
    names = _folder_names()
    for sheet in sheets:
        own = handout_sheets.with_own(assignment, sheet)
        if wanted.folder is not None:
            folder = wanted.folder / names(sheet.student.id(assignment.students))
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in _files(own, sheet, group).items():
                (folder / name).write_text(text, encoding="utf-8")
        if wanted.key_csv is not None:
            rows += handout_sheets.key_rows(own, sheet)
    if wanted.key_csv is not None:
        with wanted.key_csv.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([handout_sheets.KEY_HEAD, *rows])


def _files(own: Assignment, sheet: OwnNumbers, group: str) -> dict[str, str]:
    """What a student gets: the sheet to read, to print, and to fill in."""
    given = handout_sheets.given_lines(own)
    return {
        "sheet.md": handout_sheets.markdown(own, sheet, group),
        "sheet.tex": handout_sheets.latex(own, sheet, group),
        "answers.yaml": template(own, handout_sheets.about(sheet), given),
    }


def _folder_names() -> Callable[[str], str]:
    """Folders of their own for ids, also for those that a file system would take for one."""
    taken: set[str] = set()

    def name(student: str) -> str:
        plain = re.sub(r"[^a-z0-9@._+-]", "_", student).lstrip(".") or "_"
        found, place = plain, 2
        while found in taken:
            found, place = f"{plain}-{place}", place + 1
        taken.add(found)
        return found

    return name
