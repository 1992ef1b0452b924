"""`grader read`: what is read from a sheet, without marking it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.answers.sheet import Sheet, SheetFile
from grader.errors import UsageError
from grader.markdown import printable
from grader.question import Assignment
from grader.sheets import HOW, sheet_of

MAX_SHOWN = 400


def read(paths: Sequence[Path], assignment: Assignment, console: Console) -> int:
    """Print what is read from sheets, where it stands and how it was recognised.

    0 where everything that looked like an answer was placed, else 1.
    """
    files = [SheetFile(name=path.name, data=_bytes(path)) for path in paths]
    sheet = sheet_of(files, assignment)
    console.print(_table(sheet, assignment))
    for one in sheet.unplaced:
        text = f"{one.place}: {one.text} was not used: {one.reason}"
        console.print(Text(printable(text, MAX_SHOWN), style="magenta"))
    for note in sheet.notes:
        console.print(Text(printable(note, MAX_SHOWN), style="magenta"))
    asked = sum(len(steps) for steps in assignment.asked().values())
    console.print(Text(f"{len(sheet.answers)} of {asked} steps found"))
    return int(bool(sheet.unplaced))


def _table(sheet: Sheet, assignment: Assignment) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("Step", "Read", "Where", "Recognised"):
        table.add_column(heading, overflow="fold")
    for key, steps in assignment.asked().items():
        for step in steps:
            answer = sheet.answer(key, step)
            if answer is not None:
                how = HOW.get(answer.how, answer.how) + ("" if answer.sure else ", not certain")
                read = printable(answer.text, MAX_SHOWN)
                table.add_row(f"{key}.{step}", Text(read), Text(str(answer.place)), Text(how))
    return table


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
