"""`grader left`: what a class's grading left to people, and their decisions on it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.cohort import Graded, GradedClass, Left, graded_class, left_answers
from grader.commands.deciding_person import today, who_decides
from grader.commands.left_dialogue import Dialogue
from grader.commands.overrides_file import OverridesFile, file_of_class
from grader.commands.terminal import Terminal, literal, table
from grader.commands.which_rubric import rubric_file
from grader.errors import UsageError
from grader.rubric import Decisions, decisions_of, load_assignment
from grader.words import counted, printable

MOST_NAMED = 3


def left(
    out: Path, rubric: str | None, by: str | None, is_deciding: bool, console: Terminal
) -> int:
    """List what is left to people; then, where that is wished, ask for decisions on it."""
    done = graded_class(out)
    graded = list(done.graded())
    found = list(left_answers(done.assignment, graded, _decided(done, rubric)))
    _print(found, [one for one in graded if one.trouble], console)
    open_ = [one for one in found if not one.is_unread]
    if open_ and (is_deciding or _is_wished(console)):
        return _decide(open_, file_of_class(done, rubric), by, console)
    return 0


def _decided(done: GradedClass, rubric: str | None) -> Decisions:
    """The decisions as they stand now; where the rubric is not found, as it was graded by them."""
    try:
        path = rubric_file(rubric or done.rubric.name)
    except UsageError:
        if rubric:
            raise
        path = done.rubric
    return decisions_of(path, load_assignment(path)) or Decisions()


def _is_wished(console: Terminal) -> bool:
    if not (sys.stdin.isatty() and console.is_terminal):
        return False
    console.print(literal("Decide on them now? (y/n)", "bold"), end=" ")
    return input().strip().casefold().startswith("y")


def _decide(found: Sequence[Left], file: OverridesFile, by: str | None, console: Terminal) -> int:
    asking = Dialogue(
        file=file, by=who_decides() if by is None else by, today=today(), console=console
    )
    status = 0
    try:
        asking.run(found)
    except KeyboardInterrupt:
        console.print()
        status = 130
    made = counted(len(file.written), "decision")
    console.print(f"{file.path}: {made} written; grade again to have them hold", soft_wrap=True)
    return status


def _print(found: Sequence[Left], troubled: Sequence[Graded], console: Terminal) -> None:
    told_of = [one for one in found if not one.is_unread]
    if told_of:
        console.print(_table(told_of))
    for line in _unread(found):
        console.print(literal(line, "yellow"), soft_wrap=True)
    for one in troubled:
        told = f"{one.name}: not graded: {printable(one.trouble, 200)}"
        console.print(literal(told, "red"), soft_wrap=True)
    steps = sum(len(one.rows) for one in found)
    console.print(
        f"{counted(steps, 'step')} left to people, {counted(len(found), 'different answer')}"
        + (f"; {counted(len(troubled), 'submission')} not graded" if troubled else "")
    )


def _unread(found: Sequence[Left]) -> Iterator[str]:
    """A line for each submission of which steps are left since a file could not be read: nobody can
    decide on them one by one, and whoever mends the file has them graded."""
    whose = {graded.name: graded for one in found if one.is_unread for graded in one.submissions}
    counts = Counter(graded.name for one in found if one.is_unread for graded in one.submissions)
    for name, graded in whose.items():
        said = graded.notes[0].strip("* ") if graded.notes else ""
        note = f": {printable(said, 200)}" if said else ""
        yield f"{name}: {counted(counts[name], 'step')} may stand in what could not be read{note}"


def _table(found: Sequence[Left]) -> object:
    made = table("Step", title="Left to people")
    for heading in ("Why", "Count", "Read", "Where", "Submissions"):
        made.add_column(heading, overflow="fold")
    rows: dict[object, list[Left]] = {}
    for place, one in enumerate(found):  # those of whom nothing was found differ in nothing else
        rows.setdefault(place if one.text else (one.step, one.why), []).append(one)
    for alike in rows.values():
        one = alike[0]
        names = [submission.name for part in alike for submission in part.submissions]
        more = ", …" if len(names) > MOST_NAMED else ""
        made.add_row(
            f"{one.question.key}.{one.step.name}",
            one.why,
            str(len(names)),
            printable(one.text, 120) or "(not found in the sheet)",
            printable(one.rows[0].where, 60),
            ", ".join(names[:MOST_NAMED]) + more,
        )
    return made
