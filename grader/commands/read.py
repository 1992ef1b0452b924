"""`grader read`: what is read from a sheet, without marking it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.table import Table

from grader.answers import HOW, Considered, Sheet, SheetFile, sheet_of
from grader.commands.terminal import Terminal, literal, table
from grader.errors import UsageError
from grader.question import AnswerKind, Assignment
from grader.words import counted, printable

MAX_SHOWN = 400
MAX_CHANCES = 4
"""Steps that are shown for one statement: what is less likely says nothing."""


def read(
    paths: Sequence[Path], assignment: Assignment, console: Terminal, *, why: bool = False
) -> int:
    """Print what is read from sheets, where it stands and how it was recognised.

    why: also all statements, with the steps that each may be about and what speaks for them.

    0 where everything that looked like an answer was placed, else 1.
    """
    files = [SheetFile(name=path.name, data=_bytes(path)) for path in paths]
    sheet = sheet_of(files, assignment, explains=why)
    console.print(_table(sheet, assignment))
    for one in sheet.unplaced:
        text = f"{one.place}: {one.text} was not used: {one.reason}"
        console.print(literal(printable(text, MAX_SHOWN), "magenta"))
    for note in sheet.notes:
        console.print(literal(printable(note, MAX_SHOWN), "magenta"))
    looked_for = sum(len(steps) for steps in _looked_for(assignment).values())
    for statement in sheet.considered:
        for line in _why(statement):
            console.print(literal(printable(line, MAX_SHOWN)))
    console.print(f"{len(sheet.answers)} of {counted(looked_for, 'step')} found")
    read_by_people = sum(map(len, assignment.asked().values())) - looked_for
    if read_by_people:
        console.print(f"not looked for, because people read them: {read_by_people}")
    return int(bool(sheet.unplaced))


def _why(one: Considered) -> Iterator[str]:
    """A statement, what came of it, and the steps that it may be about."""
    taken = ", ".join(f"{one.question}.{step}" for step in one.taken)
    yield f"{one.place}: {one.text} -> {taken or 'no step'}"
    for chance in one.chances[:MAX_CHANCES]:
        evidence = ", ".join(f"{words} {weight:+.1f}" for words, weight in chance.evidence)
        yield f"    {chance.share:4.0%} {one.question}.{chance.step}: {evidence}"
    if not one.chances:
        yield f"    nothing in it speaks for a step of {one.question}"


def _table(sheet: Sheet, assignment: Assignment) -> Table:
    made = table("Step", "Read", "Where", "Recognised")
    for key, steps in _looked_for(assignment).items():
        for step in steps:
            answer = sheet.answer(key, step)
            if answer is not None:
                how = HOW[answer.how] + ("" if answer.sure else ", not certain")
                read = printable(answer.text, MAX_SHOWN)
                made.add_row(f"{key}.{step}", read, str(answer.place), how)
    return made


def _looked_for(assignment: Assignment) -> dict[str, list[str]]:
    """The steps that a sheet is searched for; a text for people has no form to know it by."""
    return {
        question.key: [s.name for s in question.steps if s.answer is not AnswerKind.REVIEW]
        for question in assignment.questions
    }


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name the sheets in it")
    if path.suffix.lower() == ".zip":
        raise UsageError(f"{path} is a zip file; unpack it and name the sheets in it")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
