"""The formulas of a step that asks for an equation, `y = 2 x + 1`, as the difference of their
sides."""

from __future__ import annotations

import re

from grader.errors import RubricError
from grader.question import AnswerKind, Shortened
from grader.rubric.shorthands.expansion import Expansion, Keys
from grader.rubric.shorthands.formula_places import rewritten
from grader.rubric.shorthands.outside_brackets import split_outside
from grader.rubric.shorthands.own_symbols import asked_as, with_own_symbols

_EQUALS = re.compile(r"(?<![<>!=:])==?(?![=>])")
_ELSE = re.compile(r"[<>≤≥≠]|\\(?:leq?|geq?|neq?|lt|gt)\b|!=")


def with_equations_written_out(expansion: Expansion, question: Keys) -> Keys:
    """The question with its equations as differences; shown is what was written."""
    asked = asked_as(question, AnswerKind.EQUATION)
    if not asked:
        return question
    found = with_own_symbols(expansion, question, asked, "any")
    changed = rewritten(expansion, {"steps": asked}, _difference)
    return {**found, "steps": {**found["steps"], **changed["steps"]}}


def _difference(text: str) -> str:
    """An equation as the difference of its sides. Raises RubricError for what is none."""
    written = text.written if isinstance(text, Shortened) else text
    parts = split_outside(text, _EQUALS)
    if len(parts) != 2 or not all(part.strip() for part in parts) or _ELSE.search(text):
        raise RubricError(
            f"an equation has two sides with one = between them; write 2 x + 3 y = 6 (in"
            f" '{written}')"
        )
    left, right = (part.strip() for part in parts)
    return Shortened(f"({left}) - ({right})", written)
