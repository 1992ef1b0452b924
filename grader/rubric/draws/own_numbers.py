"""A rubric's plain values with a student's own numbers in place of its draws.

This is the one place where drawn numbers enter: what is made of the plain values afterwards, and
all of marking, knows nothing of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from grader.errors import RubricError
from grader.model import Array, Value
from grader.question import carried_first
from grader.rubric.draws.question_draws import (
    MAX_ATTEMPTS,
    QuestionDraws,
    question_draws,
    with_parameters,
)
from grader.rubric.draws.spec import draw_of, is_draw
from grader.rubric.draws.urn import SAMPLE_URN, Urn

Numbers = Mapping[str, Mapping[str, Any]]
"""Question key -> parameter -> its plain value."""


def filled(
    rubric: Mapping[str, Any], keys: Collection[str], numbers: Numbers | None = None
) -> dict[str, Any]:
    """A rubric with a student's numbers, or the sample's, in place of the draws of some questions.

    The sample's are given whatever is wrong with them.
    """
    full = dict(rubric)
    for key in carried_first(rubric["questions"], keys):
        given = rubric["questions"][key].get("parameters") or {}
        draws = {name: draw_of(value) for name, value in given.items() if is_draw(value)}
        if numbers is not None and draws:
            own = {name: numbers[key][name] for name in draws}
            full = with_parameters(full, key, own, draws)
        elif draws:
            full = with_parameters(full, key, _sample(full, key), draws)
    return full


def _sample(rubric: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    draws = question_draws(rubric, key)
    return draws.drawn(SAMPLE_URN).numbers if draws else {}


def rubric_draws(rubric: Mapping[str, Any]) -> dict[str, QuestionDraws]:
    """The questions of a rubric whose numbers are drawn, by their key."""
    keys = carried_first(rubric["questions"], rubric["questions"])
    found = ((key, question_draws(rubric, key)) for key in keys)
    return {key: draws for key, draws in found if draws is not None}


def numbers_of(draws: Mapping[str, QuestionDraws], urn: Urn) -> dict[str, dict[str, Any]]:
    """A student's numbers. Raises RubricError where none were found that can be asked."""
    numbers = {}
    known: dict[str, Mapping[str, Value]] = {}
    for key, question in draws.items():
        elsewhere: dict[str, Array] = {}
        for one in question.question.carried:
            elsewhere |= one.values(known.get(one.question.key))
        drawn = question.drawn(urn, elsewhere)
        if not drawn.is_usable:
            raise RubricError(
                f"questions.{key}: no numbers that meet its constraints were found in"
                f" {MAX_ATTEMPTS:,} draws: widen the ranges, or loosen the constraints"
            )
        numbers[key] = dict(drawn.numbers)
        own = {name: np.array(value, dtype=np.float64) for name, value in drawn.numbers.items()}
        known[key] = {**question.question.parameters, **elsewhere, **own, **drawn.solution}
    return numbers
