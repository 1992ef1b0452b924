"""`grader dry-run`: grades submissions on this machine and prints what students would get."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rich import box
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from grader.assignment import load_assignment
from grader.commands.rubrics import rubric_file
from grader.commands.stories import EXPECTED, Story, differences
from grader.feedback import explanation, points
from grader.gradescope import results
from grader.markdown import plain, printable
from grader.model import Mark, Verdict
from grader.question import Assignment
from grader.submission import Marked, marked

STYLES = {
    Verdict.CORRECT: "green",
    Verdict.FOLLOWS: "green",
    Verdict.PARTIAL: "yellow",
    Verdict.INCORRECT: "red",
    Verdict.MISSING: "dim",
    Verdict.UNREADABLE: "magenta",
    Verdict.FAULT: "bold red",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """One submission as graded, and where that differs from what its story says."""

    story: Story
    outcome: Marked
    seconds: float
    differences: list[str]

    @property
    def faults(self) -> list[Mark]:
        return [mark for mark in self.outcome.marks if mark.verdict is Verdict.FAULT]

    @property
    def is_as_told(self) -> bool:
        return not self.differences and not self.faults


def dry_run(
    found: Sequence[Story],
    rubric: str | None,
    folder: Path | None,
    brief: bool,
    console: Console,
) -> int:
    """Grade the stories, print a table each and a line each; 1 where one is not as told."""
    graded = []
    for story in _progress(found, console):
        graded.append(_graded(story, rubric))
        if folder is not None:
            _write(graded[-1], folder / story.name)
        if not brief:
            _print(graded[-1], console)
    console.print(_overview(graded))
    return int(not all(one.is_as_told for one in graded))


def _graded(story: Story, rubric: str | None) -> Graded:
    assignment = _assignment(rubric or story.rubric)
    started = time.perf_counter()
    outcome = marked(assignment, story.folder, ignored=(EXPECTED,))
    seconds = time.perf_counter() - started
    told = differences(story, outcome.marks)
    return Graded(story=story, outcome=outcome, seconds=seconds, differences=told)


@cache
def _assignment(rubric: str | None) -> Assignment:
    return load_assignment(rubric_file(rubric))


def _progress(found: Sequence[Story], console: Console) -> Iterator[Story]:
    if len(found) > 30 and console.is_terminal:
        yield from track(found, "Grading", console=console, transient=True)
    else:
        yield from found


def _write(graded: Graded, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    outcome = graded.outcome
    data = results(outcome.marks, outcome.answers, note=outcome.note, seconds=graded.seconds)
    text = json.dumps(data, indent=1, allow_nan=False)
    (folder / "results.json").write_text(text + "\n", encoding="utf-8")


def _print(graded: Graded, console: Console) -> None:
    marks = graded.outcome.marks
    console.print(Text(f"{graded.story.name}: {_score(marks)}", style="bold"))
    if graded.outcome.note:
        console.print(Text(plain(graded.outcome.note)))
    else:
        for note in graded.outcome.answers.notes if graded.outcome.answers else ():
            console.print(Text(printable(note, 500), style="magenta"))
        console.print(_table(marks))
    for mark in graded.faults:
        console.print(Text(f"{mark.id}: {mark.detail}", style="red"))
    for line in graded.differences:
        console.print(Text(f"not as expected: {line}", style="bold red"))
    console.print()


def _table(marks: Sequence[Mark]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Step", overflow="fold")
    table.add_column("Read", overflow="fold", max_width=28)
    table.add_column("Verdict")
    table.add_column("Points", justify="right")
    table.add_column("Feedback", overflow="fold")
    for mark in marks:
        table.add_row(
            Text(mark.id),
            Text(printable(mark.read or "", 120)),
            Text(mark.verdict.value, style=STYLES[mark.verdict]),
            f"{points(mark.earned)}/{points(mark.points)}",
            Text(plain(explanation(mark))),
        )
    return table


def _overview(graded: Sequence[Graded]) -> Table:
    table = Table(title="Submissions", title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("Submission", overflow="fold")
    table.add_column("Points", justify="right")
    table.add_column("As expected")
    for one in graded:
        table.add_row(Text(one.story.name), _score(one.outcome.marks), _told(one))
    return table


def _told(graded: Graded) -> Text:
    if graded.faults:
        return Text(f"no: {len(graded.faults)} steps could not be marked", style="bold red")
    if graded.differences:
        return Text(f"no: {len(graded.differences)} differences", style="bold red")
    return Text("yes", style="green") if graded.story.credit is not None else Text("-")


def _score(marks: Sequence[Mark]) -> str:
    earned, possible = sum(m.earned for m in marks), sum(m.points for m in marks)
    return f"{points(earned)} of {points(possible)}"
