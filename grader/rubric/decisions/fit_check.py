"""What of some decisions does not go with their rubric, or with each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.errors import Problem, RubricErrors
from grader.graph import did_you_mean
from grader.question import Assignment, Step
from grader.rubric.decisions.decision_records import EVERYONE, Decision, Decisions, worth
from grader.rubric.decisions.strict_reading import decisions_in
from grader.words import counted, points


def usable_decisions(path: Path, assignment: Assignment) -> Decisions:
    """The decisions of a file, all of which go with the rubric.

    Raises RubricErrors with everything wrong with them.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        message = f"the decisions cannot be read: {reason}"
        raise RubricErrors([Problem(file=str(path), message=message)]) from None
    found = decisions_in(text, str(path))
    problems = list(unfit_decisions(found, assignment))
    if problems:
        raise RubricErrors(problems)
    return found


def unfit_decisions(decisions: Decisions, assignment: Assignment) -> Iterator[Problem]:
    """Steps that the rubric has not, more points than they have, and what is decided twice."""
    steps = {(q.key, step.name): step for q in assignment.questions for step in q.steps}
    for one in decisions.every:
        step = steps.get((one.question, one.step))
        key, message = ("step", _unknown(one, assignment)) if step is None else _unfit(one, step)
        if message:
            yield problem_with(decisions, one, message, key)
    yield from _twice(decisions)


def problem_with(decisions: Decisions, one: Decision, message: str, key: str = "") -> Problem:
    """What is wrong with one decision, where it stands."""
    path = (f"decision {one.place}", key) if key else (f"decision {one.place}",)
    return Problem(file=decisions.file, message=message, path=path, line=one.line)


def _unknown(one: Decision, assignment: Assignment) -> str:
    names = assignment.asked()
    if one.question not in names:
        hint = did_you_mean(one.question, names) or f" (there are {', '.join(names)})"
        return f"there is no question {one.question}{hint}"
    own = names[one.question]
    hint = did_you_mean(one.step, own) or f" (it has {', '.join(own)})"
    return f"question {one.question} has no step {one.step}{hint}"


def _unfit(one: Decision, step: Step) -> tuple[str, str]:
    """What of a decision does not go with its step, and the key that says it."""
    key, most = "credit" if one.points is None else "points", worth(step)
    if not most:
        return key, "the step is worth no points in the rubric; give it points there first"
    if one.points is not None and one.points > most + 1e-9:
        return key, f"{points(one.points)} is more than the step's {counted(most, 'point')}"
    return key, ""


def _twice(decisions: Decisions) -> Iterator[Problem]:
    """Two decisions about the same: one step of one student, or of all who wrote the same."""
    known: dict[tuple[str, ...], Decision] = {}
    for one in decisions.every:
        wrote = "" if one.wrote is None else f"wrote {' '.join(one.wrote.split()).casefold()}"
        for who in decisions.named_in(one) if one.students else (EVERYONE,):
            first = known.setdefault((one.id, who, wrote), one)
            if first is not one:
                yield problem_with(decisions, one, decided_twice(one, first))
                break


def decided_twice(one: Decision, first: Decision) -> str:
    """What is said where two decisions are about the same."""
    where = f"line {first.line}" if first.line else f"decision {first.place}"
    return f"the same of {one.id} is decided in {where} already; keep one of the two"
