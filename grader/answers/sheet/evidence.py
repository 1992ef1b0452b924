"""What speaks for a statement being about a step, and how much: one table, fitted on sheets.

A statement that could be about several steps is decided by the sum of all that speaks for each and
against it; no single piece of evidence decides alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import Enum

from grader import record
from grader.answers.sheet.records import How
from grader.answers.sheet.sides import Side


class Evidence(str, Enum):
    """What speaks for a step or against it; OTHER: it speaks for another step instead."""

    BIAS = "most of what a sheet says is no answer"
    NAME = "its name"
    USUAL = "what it is often called"
    LEARNED = "what you called it elsewhere"
    LIKE = "a name like it"
    OTHER_NAME = "the name of another value"
    OTHER_USUAL = "what another value is often called"
    OTHER_LIKE = "a name more like another value's"
    OTHER_LEARNED = "what you called another value elsewhere"
    GIVEN = "the name of a given"
    RENEWED = "the name of the given that it renews"
    POINT = "the place that it asks for"
    MEANING = "a formula of it"
    OTHER_MEANING = "a formula of another value"
    NUMBERS = "the numbers it is made of"
    OTHER_NUMBERS = "the numbers that another value is made of"
    WORDS = "the words before it"
    OTHER_WORDS = "words for another value"
    ABOVE = "the words above it"
    OTHER_ABOVE = "words above it for another value"
    VALUE = "its value"
    FOLLOWS = "what follows from your earlier values"
    PARTLY = "most of its entries"
    CARRIED = "a later value that follows from it"
    SLIP = "its value but for a sign or a factor"
    OTHER_VALUE = "another step's value"
    PLACE = "its place among others that are right"
    SHAPE = "another shape"
    NEXT = "it comes next"
    BACK = "it comes before what was stated last"
    ASKS = "a question asks for it"
    PROSE = "a number within a sentence"
    TOLD = "a sentence that names it in words"
    PART = "the part that it stands in"
    OTHER_PART = "the part of another value"
    PUT_IN = "a formula that it is put into"
    COMPANY = "the values of other steps stand beside it in order"
    LUCK = "one of so many loose numbers fits by luck"


WEIGHTS: Mapping[Evidence, float] = {
    Evidence.BIAS: -2.3,
    Evidence.NAME: 4.6,
    Evidence.USUAL: 3.0,
    Evidence.LEARNED: 2.2,
    Evidence.LIKE: 1.3,
    Evidence.OTHER_LIKE: -0.9,
    Evidence.OTHER_NAME: -2.9,
    Evidence.OTHER_USUAL: -1.5,
    Evidence.OTHER_LEARNED: -0.8,
    Evidence.GIVEN: -2.3,
    Evidence.RENEWED: 2.0,
    Evidence.POINT: 2.2,
    Evidence.MEANING: 4.2,
    Evidence.OTHER_MEANING: -2.9,
    Evidence.NUMBERS: 2.9,
    Evidence.OTHER_NUMBERS: -1.2,
    Evidence.WORDS: 1.1,
    Evidence.OTHER_WORDS: -1.6,
    Evidence.ABOVE: 0.3,
    Evidence.OTHER_ABOVE: -0.5,
    Evidence.VALUE: 2.9,
    Evidence.FOLLOWS: 1.7,
    Evidence.PARTLY: 1.4,
    Evidence.CARRIED: 1.5,
    Evidence.SLIP: 0.3,
    Evidence.OTHER_VALUE: -1.4,
    Evidence.PLACE: 2.4,
    Evidence.SHAPE: -2.1,
    Evidence.NEXT: 0.1,
    Evidence.BACK: -0.2,
    Evidence.ASKS: -1.5,
    Evidence.PROSE: -0.9,
    Evidence.TOLD: 0.3,
    Evidence.PART: 2.0,
    Evidence.OTHER_PART: -0.6,
    Evidence.PUT_IN: 2.4,
    Evidence.COMPANY: 3.0,
    Evidence.LUCK: -1.0,
}
"""Logarithms of odds for each unit of evidence, fitted by benchmarks/fit_weights.py. That of LUCK
is -1, for it is a logarithm of odds itself; BIAS, NAME and MEANING are such that a name alone is
certain, so that a wrong value under it can be called wrong; PARTLY, PLACE and PUT_IN are not
fitted yet. COMPANY is less than fits honest sheets; PART is such that a number which ends its part
is placed in doubt, and one on the way to it only where it fits."""
VALUES = (
    Evidence.VALUE, Evidence.FOLLOWS, Evidence.PARTLY, Evidence.CARRIED, Evidence.SLIP,
)  # fmt: skip
"""What a number itself says, which it may by luck, and which is no word of the student's."""

WORTH = -0.8
"""Of scores: from here on a step is taken for what a statement is about, if not with certainty."""

_HOW: Sequence[tuple[Evidence, How | None]] = (
    (Evidence.NAME, None),
    (Evidence.MEANING, None),
    (Evidence.LEARNED, How.ALIAS),
    (Evidence.USUAL, How.ALIAS),
    (Evidence.LIKE, How.ALIAS),
    (Evidence.RENEWED, How.ALIAS),
    (Evidence.NUMBERS, How.MEANING),
    (Evidence.POINT, How.MEANING),
    (Evidence.WORDS, How.PROSE),
    (Evidence.PART, How.PROSE),
    (Evidence.PUT_IN, How.PUT_IN),
)
"""How a step was recognised, by what speaks for it first; None where the candidate says it."""


@record(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A step that a statement may be about, with what speaks for it.

    value: the side that holds the value; -1 where the step is only begun. how: how a name or a
    formula of it makes it known.
    """

    step: str
    value: int
    how: How = How.NAME
    evidence: Mapping[Evidence, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """The logarithm of the odds of this step against no step at all."""
        return sum(WEIGHTS[one] * amount for one, amount in self.evidence.items())

    @property
    def recognised(self) -> How:
        """How the step was recognised, by the first of what speaks for it."""
        for one, how in _HOW:
            if one in self.evidence:
                return how or self.how
        return How.VALUE

    @property
    def is_by_value(self) -> bool:
        """Whether nothing but its value speaks for the step."""
        return Evidence.LUCK in self.evidence


def shares(candidates: Sequence[Candidate]) -> list[float]:
    """How likely each candidate is; what they lack to 1 is that it is about none of them."""
    scores = [candidate.score for candidate in candidates]
    most = max([0.0, *scores])
    weights = [math.exp(score - most) for score in scores]
    total = sum(weights) + math.exp(-most)
    return [weight / total for weight in weights]


@record(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A statement as read in one question, with the steps it may be about, the likeliest first."""

    sides: tuple[Side, ...]
    candidates: tuple[Candidate, ...] = ()
    shares: tuple[float, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """The likeliest step, where that is likely enough to be worth a look."""
        if not self.candidates or self.candidates[0].score <= WORTH:
            return None
        return self.candidates[0]


def weighed(sides: tuple[Side, ...], candidates: Sequence[Candidate]) -> Weighed:
    """The candidates with their shares, in order."""
    pairs = sorted(zip(shares(candidates), candidates, strict=True), key=lambda p: -p[0])
    return Weighed(
        sides=sides,
        candidates=tuple(candidate for _, candidate in pairs),
        shares=tuple(share for share, _ in pairs),
    )
