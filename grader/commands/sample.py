"""`grader sample`: submissions made from a rubric's own values, each with what it must earn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.cohort import EXPECTED
from grader.commands.template import template
from grader.commands.terminal import Terminal, literal
from grader.commands.which_rubric import name_of
from grader.model import Mark
from grader.question import Assignment
from grader.review import Made, submissions_made
from grader.rubric import load_assignment
from grader.words import counted, visible


def sample(rubric: Path, folder: Path, slips: int, anew: bool, console: Terminal) -> int:
    """Write the submissions of a rubric, a folder each; those that are there stay, unless anew."""
    assignment = load_assignment(rubric)
    written, kept = 0, 0
    for made in submissions_made(assignment, slips):
        home = folder / f"{rubric.stem}_{made.name}"
        if home.exists() and not anew:
            kept += 1
            continue
        home.mkdir(parents=True, exist_ok=True)
        _write(home / "answers.yaml", template(assignment, filled=made.texts))
        _write(home / EXPECTED, _expected(name_of(rubric), assignment, made))
        written += 1
        for line in made.surprises:
            console.print(literal(f"{home.name}: look at it: {line}", "yellow"), soft_wrap=True)
    stayed = f"; {kept} are there already and stay (--anew writes them again)" if kept else ""
    console.print(f"{folder}: {counted(written, 'submission')} written{stayed}", soft_wrap=True)
    return 0


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _expected(rubric: str, assignment: Assignment, made: Made) -> str:
    """What the submission must earn, as an expected.yaml."""
    lines = [f"rubric: {_quoted(rubric)}", f"story: {_quoted(made.story)}", "credit:"]
    for question in assignment.questions:
        marks = [one for one in made.marks if one.question == question.key and one.points]
        lines += _credit(question.key, marks)
    return "\n".join(lines) + "\n"


def _credit(key: str, marks: Sequence[Mark]) -> Iterator[str]:
    """The credit of a question: one number where all its steps earn the same."""
    shares = {mark.step: round(mark.credit, 4) for mark in marks}
    if len(set(shares.values())) == 1:
        yield f"  {_quoted(key)}: {next(iter(shares.values())):g}"
    elif shares:
        each = ", ".join(f"{_quoted(name)}: {credit:g}" for name, credit in shares.items())
        yield f"  {_quoted(key)}: {{{each}}}"


def _quoted(text: str) -> str:
    """A text in single quotes where YAML would see something else in it than a name."""
    is_name = text.replace("_", "").isalnum() and text[0].isalpha()
    told = " ".join(visible(text).split()).replace("'", "''")
    return text if is_name else f"'{told}'"
