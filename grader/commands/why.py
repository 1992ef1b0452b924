"""`grader why`: why one step of one submission was marked as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import fill

from grader import record
from grader.commands.groups import asked_step
from grader.commands.one_submission import OneSubmission, whose
from grader.commands.terminal import Terminal, literal
from grader.commands.why_tables import entries_table, tried_table
from grader.gradescope import Marked, marked_files, with_decisions
from grader.model import Answers, Mark, NoValue, StepId
from grader.question import Assignment, all_under
from grader.review import (
    Account,
    MayBe,
    account_json,
    account_of,
    allowed,
    credit_reasons,
    figures,
    held_in,
    in_range,
    may_be,
    own_words,
    step_place,
    true_value,
)
from grader.rubric import RubricSource, decisions_of, examined_text, load_assignment, rubric_text
from grader.words import COLOURS, counted, listed, plain, points, printable

MOST_READ = 400
MOST_STATEMENTS = 4
MOST_STEPS = 4
"""Steps that are shown for one statement of a sheet."""
INDENT = "  "


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """What is told of a step: the account, where the rubric says it, what a sheet may mean.

    decided: the mark with what a person decided, where one did.
    """

    account: Account
    source: RubricSource
    may_be: tuple[MayBe, ...]
    file: str
    note: str
    decided: Mark | None


def why(
    one: OneSubmission,
    rubric: Path,
    asked: str,
    console: Terminal,
    *,
    student: str | None = None,
    as_json: bool = False,
    every: bool = False,
) -> int:
    """Print why a step was marked as it is; every: all that was tried.

    Raises UsageError where there is no such step, or nobody knows whose numbers are asked for.
    """
    told = _told(one, rubric, asked, student)
    if as_json:
        data: dict[str, object] = {"submission": one.name, "file": told.file, "note": told.note}
        data |= account_json(told.account, told.source, told.may_be)
        data["decision"] = _decision_json(told.decided)
        print(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))
        return 0
    _print(told, one.name, console, every)
    return 0


def _told(one: OneSubmission, rubric: Path, asked: str, student: str | None) -> Told:
    plainly = load_assignment(rubric)
    asked_step(plainly, asked)  # before anything is marked
    own = whose(plainly, rubric, one, student)
    question, step = asked_step(own.assignment, asked)
    done = marked_files(own.assignment, one.files)
    answers = done.answers or Answers(by_step={})
    account = account_of(own.assignment, answers, done.marks, question, step)
    as_held = all_under(own.assignment, held_in(own.assignment, done.marks))
    is_of_sheet = account.mark.where is not None or account.mark.searched
    sheets = answers.sheets if is_of_sheet else ()
    return Told(
        account=account,
        source=examined_text(rubric_text(rubric), str(rubric)).source,
        may_be=may_be(one.files, sheets, as_held, question.key, step.name),
        file=answers.source or "",
        note=plain("\n".join(filter(None, (own.note, done.note)))),
        decided=_decided(rubric, own.assignment, done, one, (question.key, step.name)),
    )


def _decided(
    rubric: Path, assignment: Assignment, done: Marked, one: OneSubmission, step: StepId
) -> Mark | None:
    """The step's mark with what people decided of it, if they did."""
    decisions = decisions_of(rubric, assignment)
    if decisions is None:
        return None
    marks = with_decisions(done, assignment, decisions, one.students, one.name).marks
    return next((m for m in marks if (m.question, m.step) == step and m.decision), None)


def _decision_json(mark: Mark | None) -> dict[str, object] | None:
    if mark is None or mark.decision is None:
        return None
    by, date = mark.decision.by, mark.decision.date
    told = {"reason": mark.decision.reason, "by": by, "date": date}
    return {**told, "credit": mark.credit, "earned": mark.earned, "points": mark.points}


def _decision(mark: Mark) -> Iterator[str]:
    if mark.decision is not None:
        yield f"{points(mark.earned)} of {counted(mark.points, 'point')}: {mark.decision.reason}"
        said = " on ".join(filter(None, (mark.decision.by, mark.decision.date)))
        if said:
            yield f"by {said}"


def _print(told: Told, name: str, console: Terminal, every: bool) -> None:
    account, mark = told.account, told.account.mark
    console.print(literal(f"{mark.id}  {account.step.label}", "bold"), soft_wrap=True)
    worth = counted(mark.points or mark.people_points, "point")
    place = step_place(told.source, mark.question, mark.step)
    console.print(literal(f"{name}, {place}, {worth}", "dim"), soft_wrap=True)
    if told.note:
        console.print(literal(told.note, "magenta"))
    console.print()
    for heading, lines in _parts(told):
        _part(heading, lines, console)
    entries = entries_table(account)
    if entries is not None:
        console.print(entries)
    if account.routes or account.slips:
        console.print(tried_table(account, every))
    if account.why_no_slip:
        console.print(f"No slip: {account.why_no_slip}.\n")
    earned = f"{points(mark.earned)} of {counted(mark.points, 'point')}"
    verdict = f"{mark.verdict.value}, {earned}"
    console.print(literal(f"Verdict  {verdict}", f"bold {COLOURS[mark.verdict]}"))
    for line in credit_reasons(account):
        _line(printable(line, MOST_READ), console)
    if told.decided is not None:
        console.print(literal("A person decided", "bold"))
        for line in _decision(told.decided):
            _line(printable(line, MOST_READ), console)


def _part(heading: str, lines: Sequence[str], console: Terminal) -> None:
    if lines:
        console.print(literal(heading, "bold"))
        for line in lines:
            _line(line, console)
        console.print()


def _line(text: str, console: Terminal) -> None:
    """A line below a heading, which stays below it where it is folded."""
    own = INDENT + " " * (len(text) - len(text.lstrip()))
    more = f"{own}{INDENT}"
    console.print(fill(text.strip(), console.width, initial_indent=own, subsequent_indent=more))


def _parts(told: Told) -> Iterator[tuple[str, list[str]]]:
    yield "Rule", list(_rule(told.account))
    yield "Read", list(_read(told))
    yield "Right", list(_right(told.account))
    yield "Allowed", allowed(told.account, told.source)


def _rule(account: Account) -> Iterator[str]:
    rule = account.question.graph.rules.get(account.step.name)
    if rule is not None:
        yield printable(rule.in_words, MOST_READ)
    if account.mark.conventions:
        yield f"held throughout: {listed(account.mark.conventions)}"


def _read(told: Told) -> Iterator[str]:
    mark = told.account.mark
    if mark.read is None:
        yield "nothing"
    else:
        yield printable(mark.read, MOST_READ)
    if mark.plain is not None:
        yield f"understood as {printable(mark.plain, MOST_READ)}"
    where = mark.where or (f"{told.file}, line {mark.line}" if mark.line else told.file)
    if mark.read is not None and where:
        how = f", recognised {mark.how}" if mark.how else ""
        unsure = ", not certain" if mark.is_unsure else ""
        yield f"in {printable(where, MOST_READ)}{how}{unsure}"
    yield from figures(told.account)
    yield from _of_sheet(told)


def _of_sheet(told: Told) -> Iterator[str]:
    """The statements of a sheet that may be about the step, and what else each may be."""
    for one in told.may_be[:MOST_STATEMENTS]:
        taken = "taken" if one.is_taken else "not taken"
        yield printable(f"{one.where}: {one.text} ({taken}) may be", MOST_READ)
        for name, share, words in one.steps[:MOST_STEPS]:
            yield printable(f"{INDENT}{share:4.0%} {name}: {words}", MOST_READ)


def _right(account: Account) -> Iterator[str]:
    if account.true is not None:
        said = "true value" if account.step.valid is None else "for example"
        yield f"{said}: {true_value(account)}"
    right = None if account.followed is None else account.followed.right
    if isinstance(right, NoValue):
        yield f"from own answers: no value, {right.reason}"
    elif right is not None:
        yield f"from own answers: {in_range(account.step, right)}"
    for one in account.own_answers:
        yield f"{INDENT}{printable(own_words(account, one), MOST_READ)}"
