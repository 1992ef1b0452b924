"""Values that belong to another question than the one in which they were read."""

from __future__ import annotations

from collections.abc import Mapping

from grader.answers.sheet.claims import Claim
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.telling import figures

ENOUGH = 2
"""Figures from which on a value is not another's by luck: doubt costs little."""


def is_of_another(claim: Claim, readings: Mapping[str, Reading]) -> bool:
    """Whether a value is wrong where it was read, and right for the step of that name in another
    question: where one ends and the next begins may have been read wrongly."""
    side = claim.heard.weighed.sides[claim.candidate.value]
    if claim.fits or side.value is None or figures(side.text) < ENOUGH:
        return False
    name, value = claim.candidate.step, side.value
    truths = (
        reading.meanings.truth[name]
        for key, reading in readings.items()
        if key != claim.heard.key and name in reading.rules and name in reading.meanings.truth
    )
    return any(same_number(value, truth) for truth in truths)
