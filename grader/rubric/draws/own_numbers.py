"""A rubric's plain values with a student's own numbers in place of its draws.

This is the one place where drawn numbers enter: what is made of the plain values afterwards, and
all of marking, knows nothing of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from grader.errors import RubricError
from grader.rubric.draws.linked_draws import (
    MAX_ATTEMPTS,
    LinkedDraws,
    are_usable,
    linked_draws,
)
from grader.rubric.draws.question_draws import draws_of, with_parameters
from grader.rubric.draws.urn import SAMPLE_URN, Urn

Numbers = Mapping[str, Mapping[str, Any]]
"""Question key -> parameter -> its plain value."""


def filled(
    rubric: Mapping[str, Any], keys: Collection[str], numbers: Numbers | None = None
) -> dict[str, Any]:
    """A rubric with a student's numbers, or the sample's, in place of the draws of some questions
    and of those that they are linked with.

    The sample's are given whatever is wrong with them.
    """
    if numbers is None:
        linked = linked_draws(rubric, keys)
        numbers = {k: d.numbers for one in linked for k, d in one.drawn(SAMPLE_URN).items()}
    full = dict(rubric)
    for key, own in numbers.items():
        if key in full["questions"]:
            draws = draws_of(full["questions"][key])
            full = with_parameters(full, key, {name: own[name] for name in draws}, draws)
    return full


def numbers_of(draws: Sequence[LinkedDraws], urn: Urn) -> dict[str, dict[str, Any]]:
    """A student's numbers. Raises RubricError where none were found that can be asked."""
    numbers: dict[str, dict[str, Any]] = {}
    for linked in draws:
        drawn = linked.drawn(urn)
        if not are_usable(drawn):
            key = next(key for key, one in drawn.items() if not one.is_usable)
            raise RubricError(
                f"questions.{key}: no numbers that meet its constraints were found in"
                f" {MAX_ATTEMPTS:,} draws: widen the ranges, or loosen the constraints"
            )
        numbers |= {key: dict(one.numbers) for key, one in drawn.items() if one.numbers}
    return numbers
