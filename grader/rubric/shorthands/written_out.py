"""All shorthands of a rubric's plain values written out, question by question."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from grader.errors import Problem
from grader.rubric.plain_values import Path, RubricSource
from grader.rubric.shorthands.expansion import Expansion, Keys
from grader.rubric.shorthands.function_calls import with_functions_written_out
from grader.rubric.shorthands.repeats import repeated
from grader.rubric.sound_parts import within, without


def write_out(
    source: RubricSource, broken: Collection[Path] = ()
) -> tuple[list[Problem], list[Path]]:
    """Write out the shorthands in a rubric's plain values: what is wrong, and what is lost for it.

    broken: where something is wrong already, as it was written; it is not told again.
    """
    problems, lost = list[Problem](), list[Path]()
    questions: dict[str, Any] = {}
    for key, question in source.mapping("questions").items():
        if not isinstance(question, dict):
            questions[key] = question
            continue
        expansion = Expansion(source, key)
        questions[key] = _question(expansion, question, within(broken, key))
        problems += expansion.problems
        lost += expansion.lost
    source.data = {**source.data, "questions": questions}
    return problems, lost


_WHOLE = ("repeat", "functions", "data", "parameters")
"""Keys of which nothing can be used where something is wrong with them as a whole."""


def _question(expansion: Expansion, question: Keys, broken: Collection[Path]) -> Keys:
    """A question with its shorthands written out, as far as nothing is wrong with them."""
    whole = [path for path in broken if path[:1] and path[0] in _WHOLE and len(path) < 3]
    found = {key: value for key, value in without(question, broken).items() if value is not None}
    if () in broken or ("repeat" in question and any(path[0] == "repeat" for path in whole)):
        expansion.give_up()
        found.pop("repeat", None)
    if "repeat" in found:
        found = repeated(expansion, found)
    return with_functions_written_out(expansion, found)
