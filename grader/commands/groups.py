"""`grader groups`: what a class wrote at one step, equal answers together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.cohort import Group, equal_groups, graded_class
from grader.commands.explain import chosen
from grader.commands.terminal import Terminal, table
from grader.errors import UsageError
from grader.graph import did_you_mean
from grader.model import Verdict
from grader.question import Assignment, Question, Step
from grader.words import counted, points, printable

MOST_NAMED = 3
"""Submissions of a group that are named, for an example of it."""


def groups(out: Path, asked: str, console: Terminal, every: bool = False) -> int:
    """Print the groups of a step; every: name all submissions of each."""
    done = graded_class(out)
    question, step = asked_step(done.assignment, asked)
    found = equal_groups(question, step, done.graded())
    if not found:
        raise UsageError(f"nothing in {out} was graded at {asked}: every submission has a trouble")
    console.print(_table(found, step, every))
    people = sum(len(group.names) for group in found)
    console.print(f"{counted(people, 'submission')}, {counted(len(found), 'different answer')}")
    return 0


def asked_step(assignment: Assignment, asked: str) -> tuple[Question, Step]:
    """The step that `2b.h1` names. Raises UsageError for what is none."""
    key, _, name = asked.rpartition(".")
    (question,) = chosen(assignment, key or asked)
    names = [step.name for step in question.steps]
    if name not in names:
        hint = did_you_mean(name, names) or ";"
        raise UsageError(f"question {key} has no step {name}{hint} it has {', '.join(names)}")
    return question, question.steps[names.index(name)]


def _table(found: Sequence[Group], step: Step, every: bool) -> object:
    made = table("Count", title=step.label)
    for heading in ("Written", "Marked", "Why", "Submissions"):
        made.add_column(heading, overflow="fold")
    for group in found:
        named = group.names if every else group.names[:MOST_NAMED]
        more = ", …" if len(named) < len(group.names) else ""
        made.add_row(
            str(len(group.names)),
            printable(group.text, 120) or "(nothing)",
            "\n".join(_mark(step, *mark) for mark in group.marks),
            group.slip,
            ", ".join(named) + more,
        )
    return made


def _mark(step: Step, verdict: Verdict, credit: float, count: int) -> str:
    """`partial 1.5/3 (4)`, with how often where it is not the only one."""
    return f"{verdict.value} {points(credit * step.points)}/{points(step.points)} ({count})"
