"""`grader grade`: a whole class into a folder of results and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from grader.cohort import (
    MARKS,
    STEPS,
    ClassGraded,
    Engine,
    Graded,
    Told,
    format_named,
    grade_class,
    needs,
    rubric_with_files,
    submissions_of,
)
from grader.commands.bundle import refuse_without_key
from grader.commands.export_marks import export_marks
from grader.commands.terminal import Terminal, literal, table
from grader.errors import UsageError
from grader.rubric import decisions_of, load_assignment
from grader.words import counted, printable

MOST_NAMED = 20
"""Submissions that need a person and are named at the end; all of them stand in marks.csv."""


def grade(
    path: Path,
    rubric: Path,
    out: Path,
    engine: Engine,
    timeout: float,
    console: Terminal,
    formats: Sequence[str] = (),
) -> int:
    """Grade what a path holds; 1 where something was not graded at all, or has no row in a format
    of another platform that is asked for."""
    for name in formats:
        format_named(name)
    if path.is_dir() and path.resolve() in (out.resolve(), *out.resolve().parents):
        raise UsageError(
            f"{out} lies in {path}, and would be graded next time; name another folder"
        )
    assignment = load_assignment(rubric)
    if assignment.students:
        refuse_without_key(rubric)
    decisions_of(rubric, assignment)  # what is wrong with them is told before anything is graded
    files = rubric_with_files(rubric)
    with submissions_of(path) as found, _progress(len(found), console) as told:
        try:
            done = grade_class(found, assignment, files, engine, out, told, timeout)
        except KeyboardInterrupt:
            console.print(literal("stopped; the same command goes on where it stopped", "yellow"))
            return 130
    _tell(done, out, console)
    is_whole = [export_marks(out, name, None, "", None, console) == 0 for name in formats]
    return int(any(one.trouble for one in done.needing) or not all(is_whole))


@contextmanager
def _progress(total: int, console: Terminal) -> Iterator[Told]:
    """A bar with a rate and an end on a terminal; elsewhere a line at each tenth."""
    if not console.is_terminal:
        yield _lines(total, console)
        return
    columns = (
        TextColumn("Grading"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("", total=total)
        yield lambda done, _before: progress.update(bar, completed=done)


class _Rate(ProgressColumn):
    """Submissions a second, as they are done now."""

    def render(self, task: Task) -> Text:
        return literal(f"{task.speed:.1f}/s" if task.speed else "", "green")


def _lines(total: int, console: Terminal) -> Told:
    step = max(1, total // 10)

    def told(done: int, _before: int) -> None:
        if done % step == 0 and done < total:
            console.print(f"{done} of {total}")

    return told


def _tell(done: ClassGraded, out: Path, console: Terminal) -> None:
    before = done.total - done.graded_now
    unchanged = f", {before} unchanged since they were graded" if before else ""
    console.print(
        f"{counted(done.total, 'submission')}: {done.graded_now} graded{unchanged}", soft_wrap=True
    )
    urgent = [one for one in done.needing if one.trouble or set(_needed(one)) != {"review"}]
    if urgent:
        console.print(_needing(urgent))
    if len(urgent) > MOST_NAMED:
        console.print(f"and {len(urgent) - MOST_NAMED} more to look at")
    texts = [count for one in done.needing if (count := needs(one)["review"])]
    if texts:
        whose = counted(len(texts), "submission")
        told = f"{counted(sum(texts), 'text')} for people to read in {whose}: grader left {out}"
        console.print(told, soft_wrap=True)
    console.print(f"{out / MARKS}, {out / STEPS} and a results.json each", soft_wrap=True)


def _needing(needing: Sequence[Graded]) -> object:
    made = table("Submission", title=f"{counted(len(needing), 'submission')} to look at")
    made.add_column("What for", overflow="fold")
    ordered = sorted(
        needing, key=lambda one: (not one.trouble, -sum(_needed(one).values()), one.name)
    )
    for one in ordered[:MOST_NAMED]:
        made.add_row(one.name, literal("; ".join(_reasons(one)), "bold red" if one.trouble else ""))
    return made


_WORDS = {
    "review": ("text for people", "texts for people"),
    "unsure": ("value read without certainty", "values read without certainty"),
    "unreadable": ("step that could not be read", "steps that could not be read"),
    "faults": ("step that we failed to mark", "steps that we failed to mark"),
}


def _needed(one: Graded) -> dict[str, int]:
    """What a submission needs a person for, without what it does not."""
    return {name: count for name, count in needs(one).items() if count}


def _reasons(one: Graded) -> Iterator[str]:
    if one.trouble:
        yield f"not graded: {printable(one.trouble, 200)}"
    for name, count in _needed(one).items():
        yield f"{count} {_WORDS[name][count != 1]}"
