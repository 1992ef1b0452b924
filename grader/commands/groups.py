"""`grader groups`: what a class wrote at one step, equal answers together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader import record
from grader.cohort import Group, equal_groups, graded_class, is_telling, name_for_decision
from grader.commands.deciding_person import today, who_decides
from grader.commands.explain import chosen
from grader.commands.left_dialogue import Given
from grader.commands.overrides_file import file_of_class
from grader.commands.terminal import Terminal, table
from grader.errors import UsageError
from grader.graph import did_you_mean
from grader.model import Verdict
from grader.question import Assignment, Question, Step
from grader.rubric import Decision, worth
from grader.words import counted, points, printable

MOST_NAMED = 3
"""Submissions of a group that are named, for an example of it."""


@record(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be decided of a group: its number in the table, what is given, and why."""

    group: int
    given: Given
    reason: str
    by: str
    rubric: str | None = None


def asked_of(
    group: int | None,
    credit: float | None,
    points: float | None,
    reason: str | None,
    by: str | None,
    rubric: str | None,
) -> Asked | None:
    """What is to be decided, by the options; None for nothing. Raises UsageError for half of it."""
    given = [one for one in (credit, points) if one is not None]
    if group is None:
        if given or reason:
            raise UsageError("which group is meant? name its number with --decide")
        return None
    if len(given) != 1 or not (reason or "").strip():
        raise UsageError("--decide needs a --reason, and one of --credit and --points")
    return Asked(
        group=group,
        given=Given(credit=credit, points=points),
        reason=(reason or "").strip(),
        by=who_decides() if by is None else by,
        rubric=rubric,
    )


def groups(
    out: Path, asked: str, console: Terminal, every: bool = False, decide: Asked | None = None
) -> int:
    """Print the groups of a step; every: name all submissions of each. Or decide on one of them."""
    done = graded_class(out)
    question, step = asked_step(done.assignment, asked)
    graded = list(done.graded())
    found = equal_groups(question, step, graded)
    if not found:
        raise UsageError(f"nothing in {out} was graded at {asked}: every submission has a trouble")
    if decide is not None:
        group = _numbered(found, decide.group)
        named = [name_for_decision(one) for one in graded if one.name in group.names]
        decision = _decision(question, step, group, named, decide)
        file = file_of_class(done, decide.rubric)
        file.add(decision)
        told = f"{file.path}: decided for {counted(len(group.names), 'submission')}"
        console.print(f"{told}; grade again to have it hold", soft_wrap=True)
        return 0
    console.print(_table(found, step, every))
    people = sum(len(group.names) for group in found)
    console.print(f"{counted(people, 'submission')}, {counted(len(found), 'different answer')}")
    return 0


def _numbered(found: Sequence[Group], number: int) -> Group:
    """The group of a number. Raises UsageError where there is none."""
    if not 1 <= number <= len(found):
        raise UsageError(f"there is no group {number}; they are numbered from 1 to {len(found)}")
    return found[number - 1]


def _decision(
    question: Question, step: Step, group: Group, named: Sequence[str], asked: Asked
) -> Decision:
    """What is decided of a group: for all who write the same, where what was read says it all."""
    is_for_all = is_telling(group.text, step)
    return Decision(
        question=question.key,
        step=step.name,
        students=() if is_for_all else tuple(dict.fromkeys(named)),
        wrote=group.text if is_for_all else None,
        credit=asked.given.credit,
        points=asked.given.points,
        reason=asked.reason,
        by=asked.by,
        date=today(),
    )


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
    made = table("No.", title=step.label)
    for heading in ("Count", "Written", "Marked", "Why", "Submissions"):
        made.add_column(heading, overflow="fold")
    for number, group in enumerate(found, 1):
        named = group.names if every else group.names[:MOST_NAMED]
        more = ", …" if len(named) < len(group.names) else ""
        made.add_row(
            str(number),
            str(len(group.names)),
            printable(group.text, 120) or "(nothing)",
            "\n".join(_mark(step, *mark) for mark in group.marks),
            printable(group.slip, 200),
            ", ".join(named) + more,
        )
    return made


def _mark(step: Step, verdict: Verdict, credit: float, count: int) -> str:
    """`partial 1.5/3 (4)`, with how often where it is not the only one."""
    most = worth(step)
    return f"{verdict.value} {points(credit * most)}/{points(most)} ({count})"
