"""`grader compare`: whose grade another rubric changes, by how much, at which steps and why."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from grader import record
from grader.cohort import (
    Comparison,
    Engine,
    Graded,
    GradedClass,
    ReadRubric,
    StepChange,
    Submission,
    SubmissionChange,
    ToleranceBounds,
    both_sides,
    cell,
    changed_tolerances,
    compared,
    graded_class,
    read_rubric,
    submissions_of,
)
from grader.commands.terminal import Terminal, literal, table
from grader.commands.which_rubric import rubric_file
from grader.errors import UsageError
from grader.question import Assignment
from grader.rubric import decisions_of
from grader.words import counted, points, printable

MOST_SHOWN = 40
"""Submissions that are listed; `--csv` has all."""
COLUMNS = (
    "submission", "name", "email", "total_before", "total_after", "step", "verdict_before",
    "verdict_after", "earned_before", "earned_after", "read", "slip_before", "slip_after",
    "decision_before", "decision_after",
)  # fmt: skip

People = Mapping[str, Submission]


@record(frozen=True, slots=True, kw_only=True)
class _Side:
    """One of two gradings: by which rubric, and what became of each submission."""

    assignment: Assignment
    graded: Sequence[Graded]


def compare(
    before: str,
    after: str,
    submissions: Path | None,
    engine: Engine,
    as_csv: bool,
    console: Terminal,
) -> int:
    """Grade what has to be graded and tell what changes; 1 where anyone loses points."""
    people: dict[str, Submission] = {}
    old, new = (_opened(name, submissions) for name in (before, after))
    sides = _sides(old, new, submissions, engine, people)
    found = compared(*(side.graded for side in sides))
    if not found.changes:
        raise UsageError(f"{before} and {after} have no submission in common")
    if as_csv:
        _write_csv(found, people)
    else:
        _tell(found, people, console)
        near = _near_misses(*sides)
        if near:
            console.print(near, soft_wrap=True)
    return int(bool(found.losers))


def _opened(name: str, submissions: Path | None) -> GradedClass | ReadRubric:
    """One side: a folder that `grader grade` wrote, or a rubric by which a class can be graded."""
    if Path(name).is_dir():
        return graded_class(Path(name))
    rubric = rubric_file(name)
    if submissions is None:
        raise UsageError(f"name the submissions to grade by {rubric}, after the two rubrics")
    read = read_rubric(rubric)
    decisions_of(rubric, read.assignment)
    return read


def _sides(
    before: GradedClass | ReadRubric,
    after: GradedClass | ReadRubric,
    submissions: Path | None,
    engine: Engine,
    people: dict[str, Submission],
) -> tuple[_Side, _Side]:
    """Both sides graded; people: filled with those of the submissions, where these are needed."""
    are_graded = isinstance(before, GradedClass) and isinstance(after, GradedClass)
    nobody: AbstractContextManager[Sequence[Submission]] = nullcontext([])
    with submissions_of(submissions) if submissions and not are_graded else nobody as found:
        people.update({one.name: one for one in found})
        first, second = both_sides(before, after, found, engine)
    return (
        _Side(assignment=before.assignment, graded=first),
        _Side(assignment=after.assignment, graded=second),
    )


def _near_misses(before: _Side, after: _Side) -> str:
    """How many answers are near the bounds of tolerances that change; "" where there are none."""
    changed = changed_tolerances(before.assignment, after.assignment)
    bounds = ToleranceBounds(assignment=after.assignment, only=changed)
    near = [miss for one in after.graded for miss in bounds.near(one)] if changed else []
    if not near:
        return ""
    within = sum(one.is_within for one in near)
    return (
        f"near the new tolerances: {counted(within, 'right answer')} just within (more than half),"
        f" {counted(len(near) - within, 'wrong answer')} just beyond (less than twice)"
    )


def _tell(found: Comparison, people: People, console: Terminal) -> None:
    changed = found.changed
    if changed:
        console.print(_table(changed[:MOST_SHOWN], people))
    if len(changed) > MOST_SHOWN:
        console.print(f"and {len(changed) - MOST_SHOWN} more; --csv has all")
    if changed:
        console.print(_by_step(changed))
    for names, when in ((found.only_before, "before"), (found.only_after, "after")):
        if names:
            console.print(f"only {when}: {', '.join(names)}", soft_wrap=True)
    console.print(_in_short(found), soft_wrap=True)


def _in_short(found: Comparison) -> str:
    gain = sum(one.gains for one in found.changes)
    count = len(found.changes)
    before, after = (total / count for total in found.totals)
    decided = sum(step.is_decided for one in found.changes for step in one.steps)
    due = f"; {counted(decided, 'step')} changed by decisions" if decided else ""
    return (
        f"{counted(count, 'submission')}: {len(found.losers)} lose, {gain} gain,"
        f" {count - len(found.losers) - gain} keep their points;"
        f" mean {points(before)} before, {points(after)} after{due}"
    )


def _table(changed: Sequence[SubmissionChange], people: People) -> object:
    made = table("Submission", title="Whose grade changes")
    for heading in ("Before", "After", "Change"):
        made.add_column(heading, justify="right")
    made.add_column("Why", overflow="fold")
    for one in changed:
        style = "bold red" if one.loses else "green" if one.gains else ""
        why = [literal(one.trouble, "bold red")] if one.trouble else []
        why += [literal(_why(step)) for step in one.steps]
        made.add_row(
            _called(one.name, people),
            points(one.before),
            points(one.after),
            literal(_signed(one.points), style),
            literal("\n").join(why),
        )
    return made


def _called(name: str, people: People) -> str:
    students = people[name].students if name in people else ()
    who = ", ".join(student.called for student in students)
    return f"{name} ({who})" if who else name


def _why(step: StepChange) -> str:
    """2b.loss: follows 4 -> incorrect 0 (read 0.41)."""
    if step.before is None or step.after is None:
        return f"{step.id}: " + ("not asked any more" if step.after is None else "newly asked")
    sides = (step.before, step.after)
    told = " -> ".join(f"{side.verdict.value} {points(side.earned)}" for side in sides)
    reason = next((side.slip_words or side.slip for side in sides if side.slip), "")
    reason = f", {reason}" if reason else ""
    return f"{step.id}: {told} (read {printable(step.after.read, 60)}{reason}){_decided(step)}"


def _decided(step: StepChange) -> str:
    """What a person decided, where the change is due to that."""
    if not step.is_decided or step.after is None:
        return ""
    reason = printable(step.after.decision, 100)
    return f", decided by a person: {reason}" if reason else ", a decision is taken back"


def _by_step(changed: Sequence[SubmissionChange]) -> object:
    """At which steps: how many gain, how many lose, and how much together."""
    steps = [step for one in changed for step in one.steps]
    made = table("Step", title="Where")
    for heading in ("Gain", "Lose", "Points"):
        made.add_column(heading, justify="right")
    gains = Counter(step.id for step in steps if step.points > 0)
    losses = Counter(step.id for step in steps if step.points < 0)
    for name in sorted({step.id for step in steps}):
        total = sum(step.points for step in steps if step.id == name)
        made.add_row(name, str(gains[name]), str(losses[name]), _signed(total))
    return made


def _signed(change: float) -> str:
    return f"{'+' if change > 0 else ''}{points(change)}"


def _write_csv(found: Comparison, people: People) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in found.changes:
        writer.writerows(_csv_rows(one, people))


def _csv_rows(one: SubmissionChange, people: People) -> Iterator[tuple[object, ...]]:
    students = people[one.name].students if one.name in people else ()
    who = ("; ".join(s.name for s in students), "; ".join(s.email for s in students))
    for step in one.steps:
        sides = (step.before, step.after)
        yield (
            *map(cell, (one.name, *who)),
            round(one.before, 4),
            round(one.after, 4),
            step.id,
            *(side.verdict.value if side else "" for side in sides),
            *(round(side.earned, 4) if side else "" for side in sides),
            cell(next((side.read for side in sides if side), "")),
            *(side.slip if side else "" for side in sides),
            *(cell(side.decision if side else "") for side in sides),
        )
