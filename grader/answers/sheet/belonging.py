"""Content decides: which question each statement of an unlabelled section belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.answers.sheet.candidates import Context, weighed_in
from grader.answers.sheet.evidence import Evidence, Weighed
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.statements import Statement

MOST = 4.0
"""What a statement says for its question at most: one alone is no ground to pass to another."""
UNASKED = 0.2
"""What a statement about a value that a question uses and does not ask for says for it."""
_FORWARD, _BACKWARD = 2.5, 3.5
"""What it costs to pass to a later question without a label, and back to an earlier one."""
_AGREES = 2.0
"""What it is worth that a value is right there, or made of that question's numbers: names alone are
the same in every part."""
_VALUES = (Evidence.VALUE, Evidence.FOLLOWS, Evidence.NUMBERS)
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
    order = {key: place for place, key in enumerate(readings)}
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
    """How well a statement fits a question: the odds of its likeliest step there."""
    found = weighed_in(statement, reading, Context())
    best = found.best
    if best is None:
        return _of_given(found, reading)
    number = found.sides[best.value].value if best.value >= 0 else None
    told = min(best.score, MOST)
    if number is not None:
        told += _AGREES * any(one in best.evidence for one in _VALUES)
        reading.state(best.step, number)
    return told if reading.asked.step(best.step) is not None else UNASKED


def _of_given(found: Weighed, reading: Reading) -> float:
    """What a statement about a value that the question gives says for that question."""
    label = found.sides[0]
    truth = reading.given(label.name) if label.name else None
    if truth is None:
        return 0.0 if reading.is_given(label.name) else -0.1
    stated = [side.value for side in found.sides if side.value is not None]
    return 3.0 if stated and same_number(stated[-1], truth, is_exact=True) else 0.0
