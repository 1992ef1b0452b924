"""Content decides: which question each statement of an unlabelled section belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.recognition import recognition
from grader.answers.sheet.statements import Statement

_FORWARD, _BACKWARD = 2.5, 3.5
"""What it costs to pass to a later question without a label, and back to an earlier one."""
_SAME = 0.5
"""What it is worth that the section before was about a question as well."""


def questions_of(
    statements: Sequence[Statement],
    candidates: Sequence[str],
    readings: Mapping[str, Reading],
    before: str = "",
) -> list[str]:
    """The question of each statement: the likeliest course through the candidates.

    before: the question of the section before.
    """
    if len(candidates) == 1:
        return [candidates[0]] * len(statements)
    totals = {key: _SAME * (key == before) for key in candidates}
    order = {key: place for place, key in enumerate(candidates)}
    steps: list[dict[str, str]] = []
    for statement in statements:
        scores = {key: score(statement, readings[key]) for key in candidates}
        came: dict[str, str] = {}
        next_totals: dict[str, float] = {}
        for key in candidates:
            best = max(candidates, key=lambda k, to=key: totals[k] - _cost(order[k], order[to]))  # type: ignore[misc]
            came[key] = best
            next_totals[key] = totals[best] - _cost(order[best], order[key]) + scores[key]
        totals = next_totals
        steps.append(came)
    return _traced(steps, max(candidates, key=lambda key: totals[key]))


def _cost(start: int, end: int) -> float:
    if start == end:
        return 0.0
    return _FORWARD if end > start else _BACKWARD


def _traced(steps: Sequence[Mapping[str, str]], last: str) -> list[str]:
    found = [last]
    for came in reversed(steps):
        found.append(came[found[-1]])
    return found[-2::-1] if len(found) > 1 else []


def score(statement: Statement, reading: Reading) -> float:
    """How well a statement fits a question."""
    found = recognition(statement, reading)
    if found is None:
        return -0.1
    if found.is_given:
        return 3.0 if found.number is not None else 0.0
    step = reading.asked.step(found.step)
    if step is None:
        return 0.2
    if step.is_formula:
        return 1.0 + 2.0 * any(
            side.is_symbolic and not side.name and reading.meant(side) == found.step
            for side in found.sides
        )
    if found.number is None:
        return 1.0
    reading.state(found.step, found.number)
    return 1.0 + 2.0 * reading.is_near(found.number, found.step)
