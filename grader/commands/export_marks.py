"""`grader export`: the marks of a class in the format of another platform."""

from __future__ import annotations

from pathlib import Path

from grader.cohort import Asked, export, graded_class, read_csv
from grader.commands.terminal import Terminal, literal


def export_marks(
    out: Path,
    name: str,
    gradebook: Path | None,
    column: str,
    output: Path | None,
    console: Terminal,
) -> int:
    """Write a graded class in a format; 1 where somebody's marks are not in it."""
    book = (
        read_csv(gradebook, "a gradebook has a row of names, then students") if gradebook else None
    )
    asked = Asked(done=graded_class(out), gradebook=book, column=column)
    made = export(name, asked, output)
    for line in made.missing:
        console.print(literal(line, "bold red"), soft_wrap=True)
    for line in made.told:
        console.print(literal(line, "yellow"), soft_wrap=True)
    console.print(f"{made.path}: written for {name}", soft_wrap=True)
    return int(bool(made.missing))
