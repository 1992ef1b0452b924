"""Intervals as mathematics writes them, `[0, 1) ∪ (2, inf)`, as a vector of their ends and a list
that says which of these belong to them."""

from __future__ import annotations

import re

from grader.errors import RubricError
from grader.question import AnswerKind, Shortened
from grader.rubric.plain_values import is_interval_notation
from grader.rubric.shorthands.expansion import Expansion, Keys
from grader.rubric.shorthands.formula_places import rewritten
from grader.rubric.shorthands.outside_brackets import split_outside
from grader.rubric.shorthands.own_symbols import asked_as

_UNION = re.compile(r"∪|\\cup\b")
_COMMA = re.compile(r",")


def with_intervals_written_out(expansion: Expansion, question: Keys) -> Keys:
    """The question with its intervals as vectors; shown is what was written."""
    asked = {
        name: step
        for name, step in asked_as(question, AnswerKind.INTERVAL).items()
        if is_interval_notation(step)
    }
    if not asked:
        return question
    changed = rewritten(expansion, {"steps": asked}, lambda text: _ends(text)[0])["steps"]
    for name, step in asked.items():
        try:
            closed = _ends(str(step.get("formula")))[1]
        except RubricError:  # told above
            continue
        changed[name] = {**changed[name], "closed": closed}
    return {**question, "steps": {**question["steps"], **changed}}


def _ends(text: str) -> tuple[str, list[bool]]:
    """The ends of the intervals of a formula as a vector, and whether each is closed."""
    written = text.written if isinstance(text, Shortened) else text
    if text.strip() == "none":
        return text, []
    ends, closed = list[str](), list[bool]()
    for part in _UNION.split(text):
        bare = part.strip()
        inner = split_outside(bare[1:-1], _COMMA)
        if not bare or bare[0] not in "[(" or bare[-1] not in "])" or len(inner) != 2:
            raise RubricError(
                f"an interval has two ends in brackets; write [0, 1) or [0, 1) ∪ (2, inf) (in"
                f" '{written}')"
            )
        ends += [end.strip() for end in inner]
        closed += [bare[0] == "[", bare[-1] == "]"]
    return Shortened(f"[{', '.join(ends)}]", written), closed
