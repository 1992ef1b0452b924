"""`grader dry-run`: grades submissions on this machine and prints what students would get."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from rich.progress import track
from rich.table import Table
from rich.text import Text

from grader import record
from grader.cohort import submitters_on_disk
from grader.commands.explain import SAMPLE
from grader.commands.marked_here import marked_here, people_of
from grader.commands.own_numbers_of import of_named, of_students
from grader.commands.stories import Story, differences
from grader.commands.terminal import Terminal, literal, table
from grader.commands.which_rubric import rubric_file
from grader.errors import UsageError
from grader.gradescope import Marked, Own, as_json, results, told, with_decisions
from grader.model import Mark, Verdict
from grader.question import Assignment
from grader.rubric import Decisions, decisions_of, load_assignment
from grader.words import COLOURS, counted, explanation, plain, points, printable


@record(frozen=True, slots=True, kw_only=True)
class Graded:
    """One submission as graded by a rubric, and where that differs from what its story says.

    whose: with whose numbers, in Markdown, where the rubric draws some.
    """

    story: Story
    rubric: str
    outcome: Marked
    seconds: float
    differences: list[str]
    whose: str = ""

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
    console: Terminal,
    student: str | None = None,
) -> int:
    """Grade the stories, print a table each and a line each; 1 where one is not as told.

    student: with whose numbers all are graded, where the rubric draws some.
    """
    if folder is not None:
        _refuse_doubles(found)
    _decisions.cache_clear()
    _assignment.cache_clear()  # between two calls a rubric may have been edited
    graded = []
    for story in _progress(found, console):
        graded.append(_graded(story, rubric, student))
        if folder is not None:
            _write(graded[-1], folder / story.name)
        if not brief:
            _print(graded[-1], console)
    console.print(_overview(graded))
    return int(not all(one.is_as_told for one in graded))


def _graded(story: Story, rubric: str | None, student: str | None) -> Graded:
    file = rubric_file(rubric or story.rubric)
    own = _own(file, story, student)
    decisions = _decisions(file)
    started = time.perf_counter()
    if own.unknown:
        outcome = Marked(marks=(), note=f"{own.note} ({own.unknown})")
    else:
        outcome = marked_here(own.assignment, story.path)
    if decisions is not None:
        people = people_of(story.path, student or story.student)
        outcome = with_decisions(outcome, own.assignment, decisions, people, story.name)
    return Graded(
        story=story,
        rubric=str(file),
        outcome=outcome,
        seconds=time.perf_counter() - started,
        differences=differences(story, outcome.marks),
        whose=own.note,
    )


def _own(rubric: Path, story: Story, student: str | None) -> Own:
    """The assignment with the numbers of a submission's student; a sample's where no one is named.

    Raises UsageError for a student who was named and has no numbers.
    """
    assignment = _assignment(rubric)
    named = student or story.student
    if named is not None:
        return of_named(assignment, rubric, named)
    found = submitters_on_disk(story.path) if assignment.students else ()
    if found:
        return of_students(assignment, rubric, found)
    sample = f"Marked with {SAMPLE}." if assignment.students else ""
    return Own(assignment=assignment, note=sample)


def _refuse_doubles(found: Sequence[Story]) -> None:
    names = [story.name for story in found]
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        raise UsageError(
            f"two submissions are called {double}, and the results of one would overwrite the"
            " other's; write them into different folders"
        )


@cache
def _assignment(rubric: Path) -> Assignment:
    return load_assignment(rubric)


@cache
def _decisions(rubric: Path) -> Decisions | None:
    return decisions_of(rubric, _assignment(rubric))


def _progress(found: Sequence[Story], console: Terminal) -> Iterator[Story]:
    if len(found) > 30 and console.is_terminal:
        yield from track(found, "Grading", console=console, transient=True)
    else:
        yield from found


def _write(graded: Graded, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    outcome = graded.outcome
    notes = (graded.whose, outcome.note)
    data = results(outcome.marks, outcome.answers, notes=notes, seconds=graded.seconds)
    (folder / "results.json").write_text(as_json(data), encoding="utf-8")


def _print(graded: Graded, console: Terminal) -> None:
    marks = graded.outcome.marks
    console.print(literal(f"{graded.story.name}: {_score(marks)}", "bold"))
    if graded.whose and graded.outcome.marks:
        console.print(literal(plain(graded.whose), "magenta"))
    if graded.outcome.note:
        console.print(literal(plain(graded.outcome.note)))
    else:
        for note in graded.outcome.answers.notes if graded.outcome.answers else ():
            console.print(literal(printable(note, 500), "magenta"))
        console.print(_table(marks))
    for detail in graded.outcome.details:
        _tell(console, "A file could not be read in full:", detail)
    for mark in graded.faults:
        _tell(console, f"{mark.id} could not be marked:", mark.detail or "")
    for line in graded.differences:
        console.print(literal(f"not as expected: {line}", "bold red"))
    console.print()


def _tell(console: Terminal, heading: str, text: str) -> None:
    for line in told(heading, text):
        console.print(literal(line, "red"))


def _table(marks: Sequence[Mark]) -> Table:
    made = table("Step")
    made.add_column("Read", overflow="fold", max_width=28)
    made.add_column("Verdict")
    made.add_column("Points", justify="right")
    made.add_column("Feedback", overflow="fold")
    for mark in marks:
        made.add_row(
            mark.id,
            printable(mark.read or "", 120),
            literal(mark.verdict.value, COLOURS[mark.verdict]),
            f"{points(mark.earned)}/{points(mark.points)}",
            plain(explanation(mark)),
        )
    return made


def _overview(graded: Sequence[Graded]) -> Table:
    made = table("Submission", title="Submissions")
    made.add_column("Points", justify="right")
    made.add_column("As expected")
    made.add_column("Rubric", overflow="fold")
    for one in graded:
        made.add_row(one.story.name, _score(one.outcome.marks), _told(one), one.rubric)
    return made


def _told(graded: Graded) -> Text:
    if graded.faults:
        return literal(f"no: {counted(len(graded.faults), 'step')} could not be marked", "bold red")
    if graded.differences:
        return literal(f"no: {counted(len(graded.differences), 'difference')}", "bold red")
    return literal("yes", "green") if graded.story.credit is not None else literal("-")


def _score(marks: Sequence[Mark]) -> str:
    earned, possible = sum(m.earned for m in marks), sum(m.points for m in marks)
    return f"{points(earned)} of {points(possible)}"
