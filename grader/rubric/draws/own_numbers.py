"""A rubric's plain values with a student's own numbers in place of its draws.

This is the one place where drawn numbers enter: what is made of the plain values afterwards, and
all of marking, knows nothing of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from grader.errors import RubricError
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
    for key in keys:
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
    found = ((key, question_draws(rubric, key)) for key in rubric["questions"])
    return {key: draws for key, draws in found if draws is not None}


def numbers_of(draws: Mapping[str, QuestionDraws], urn: Urn) -> dict[str, dict[str, Any]]:
    """A student's numbers. Raises RubricError where none were found that can be asked."""
    numbers = {}
    for key, question in draws.items():
        drawn = question.drawn(urn)
        if not drawn.is_usable:
            raise RubricError(
                f"questions.{key}: no numbers that meet its constraints were found in"
                f" {MAX_ATTEMPTS:,} draws: widen the ranges, or loosen the constraints"
            )
        numbers[key] = dict(drawn.numbers)
    return numbers
