"""Content decides: which question each statement of an unlabelled section belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.answers.sheet.definitions import learn
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.recognition import recognition
from grader.answers.sheet.records import How
from grader.answers.sheet.statements import Statement

_FORWARD, _BACKWARD = 2.5, 3.5
"""What it costs to pass to a later question without a label, and back to an earlier one."""
_LIKELY = 2.0


def questions_of(
    statements: Sequence[Statement],
    candidates: Sequence[str],
    readings: Mapping[str, Reading],
    likely: str = "",
    before: str = "",
) -> list[str]:
    """The question of each statement: the likeliest course through the candidates.

    likely: the question that a numbering hints at. before: the question of the section before.
    """
    if len(candidates) == 1:
        return [candidates[0]] * len(statements)
    totals = {key: _LIKELY * (key == likely) + 0.5 * (key == before) for key in candidates}
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
    sides = [reading.side(text) for text in statement.chain.members]
    learn(sides, reading)
    if found is None:
        contradicts = (
            sides[0].name and reading.is_given(sides[0].name) and sides[-1].value is not None
        )
        return -3.0 if contradicts else -0.1
    number = found.number
    if found.is_given:
        return 3.0 if number is not None else 0.0
    step = reading.asked.step(found.step)
    if step is None:
        return 0.2
    total = 1.0 + 0.5 * (found.how in (How.DERIVATIVE, How.MEANING))
    if step.is_formula:
        exact = any(side.is_symbolic and not side.name and reading.meant(side) == found.step
                    for side in found.sides)  # fmt: skip
        return total + 2.0 * exact - 1.0 * (number is not None and not exact)
    if number is None:
        return total - 0.7
    truth = reading.meanings.truth.get(found.step)
    if truth is not None and truth.shape != number.shape and truth.size != number.size:
        return total - 2.0
    reading.state(found.step, number)
    return total + 2.0 * reading.is_near(number, found.step)
