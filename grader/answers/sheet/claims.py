"""Which of several statements about one step counts, and what is certain of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from grader import record
from grader.answers.sheet.evidence import VALUES, WEIGHTS, Candidate, Evidence, Weighed
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.sides import is_exact
from grader.answers.sheet.statements import Statement
from grader.model import Array

StepKey = tuple[str, str]
SURE = 0.9
"""The share from which on a reading is certain: of those on fitting sheets 0.5% were wrong."""
LEFT = -2.0
"""Of scores: a statement that has no step may be about one of which nothing else is said."""
EQUAL = 1.0
"""Of scores: two statements that are told so alike count as told alike, and the later counts."""
TOLD_WELL = 1.9
"""Of scores: a name, a formula by meaning or more of them: what is told so is told well enough."""
BY_FAR = 3.0
"""Of scores: what its numbers and its value say so much louder than a name counts before the name:
`s(x_i) = 2` when the observation has a cluster of its own."""
ANOTHERS = 1.8
"""How much it tells, three figures, that a value is another step's: the name serves twice."""
FITTING = (Evidence.VALUE, Evidence.FOLLOWS)
"""The value of a statement is the step's, true or as it follows."""
_NOT_SAID = (
    *VALUES, Evidence.OTHER_VALUE, Evidence.NEXT, Evidence.BACK, Evidence.COMPANY, Evidence.LUCK,
)  # fmt: skip
"""Evidence that is no word of the student's on which step is meant."""
_OF_OTHERS = {Evidence.SHAPE, Evidence.GIVEN, Evidence.OTHER_NAME, Evidence.OTHER_VALUE}
_NAMES = (
    Evidence.OTHER_NAME, Evidence.OTHER_USUAL, Evidence.OTHER_LIKE, Evidence.OTHER_LEARNED,
    Evidence.OTHER_MEANING, Evidence.OTHER_NUMBERS,
)  # fmt: skip
_CERTAIN = (Evidence.NAME, Evidence.MEANING, Evidence.NUMBERS, Evidence.LEARNED)
"""Evidence without which nothing is certain: words and values may fit by luck."""


@record(frozen=True, slots=True, kw_only=True)
class Heard:
    """A statement with its question and its weighed readings there.

    is_tried: it stands below another value of a given, `check with g = 0.6`.
    """

    number: int
    statement: Statement
    key: str
    weighed: Weighed
    is_tried: bool = False

    @property
    def unnamed(self) -> int:
        """The side of the last value of a statement that answers and names nothing known; or 0."""
        sides = self.weighed.sides
        if sides[0].name or self.statement.asks:
            return 0
        return max((n for n, side in enumerate(sides) if side.value is not None), default=0)

    def value(self, candidate: Candidate) -> Array | None:
        return self.weighed.sides[candidate.value].value if candidate.value >= 0 else None


@record(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement's claim to answer a step."""

    heard: Heard
    candidate: Candidate
    share: float

    @property
    def told(self) -> float:
        """How well the statement says which step it is about, whatever its value: a student who
        names many values for a step gets the last, not the right one."""
        found = self.candidate
        return found.score - sum(WEIGHTS[e] * found.evidence.get(e, 0.0) for e in _NOT_SAID)

    @property
    def fits(self) -> bool:
        """Whether its value is the step's, true or as it follows."""
        return _fit(self) > 0

    @property
    def is_worked_out(self) -> bool:
        """Whether its value is a number, and no calculation that has one."""
        side = self.heard.weighed.sides[self.candidate.value]
        return side.is_plain or is_exact(side.tree)

    @property
    def is_begun(self) -> bool:
        return self.candidate.value < 0


def chosen(group: Sequence[Claim]) -> tuple[Claim, list[Claim]]:
    """The claim that counts for a step, and others that were told as well with other values.

    It is the last of those that are told best. A value that fits the step counts before it where
    that is no luck among so many values, and the last is told by words alone (`a change of -14.00`
    may be about another change), or other work stands between, an iteration or a check. One of
    another shape, an entry or a vector of it, is none beside one that fits.
    """
    whole = _untried(_whole(group))
    most = max(claim.told for claim in whole)
    equals = [claim for claim in whole if claim.told >= most - EQUAL]
    chosen = equals[-1]
    others = [claim for claim in equals if not agree(claim, chosen)]
    fitting = [claim for claim in whole if _may_precede(claim, chosen)]
    best = max(fitting, key=lambda claim: claim.candidate.score, default=None)
    if best is None or _is_luck(best, whole):
        return chosen, others
    return best, [chosen]


def _whole(group: Sequence[Claim]) -> Sequence[Claim]:
    """The claims with a value; of them those of the step's shape, where one of those fits."""
    whole = [claim for claim in group if not claim.is_begun] or list(group)
    whole = [one for one in whole if not any(_works_out(other, one) for other in whole)]
    shaped = [claim for claim in whole if Evidence.SHAPE not in claim.candidate.evidence]
    return shaped if any(claim.fits for claim in shaped) else whole


def _untried(group: Sequence[Claim]) -> Sequence[Claim]:
    """The claims without those for another value of a given, where one that fits as well is left:
    one figure of a value may be luck, but not where the sheet says that it goes on to another."""
    at_home = [claim for claim in group if not claim.heard.is_tried]
    fits = max((_fit(claim) for claim in at_home), default=0)
    return at_home if fits and fits >= max(map(_fit, group)) else group


def _works_out(later: Claim, claim: Claim) -> bool:
    """Whether a claim gives what the calculation comes to that stands above under the same name,
    `P = 0.4^7 0.6^3`."""
    is_behind = later.heard.number > claim.heard.number >= 0
    return (
        is_behind
        and later.is_worked_out
        and not claim.is_worked_out
        and claim.heard.value(claim.candidate) is not None
        and later.heard.weighed.sides[0].text == claim.heard.weighed.sides[0].text
    )


def _may_precede(claim: Claim, chosen: Claim) -> bool:
    """Whether a claim may count before the last one of those that are told best."""
    if _fit(claim) <= _fit(chosen) or claim.candidate.score < chosen.candidate.score:
        return False
    if chosen.told < TOLD_WELL:
        return True
    is_told = claim.told >= TOLD_WELL or claim.candidate.score > chosen.candidate.score + BY_FAR
    is_later = claim.heard.number > chosen.heard.number
    is_anothers = chosen.candidate.evidence.get(Evidence.OTHER_VALUE, 0.0) >= ANOTHERS
    return is_told and (is_later or is_anothers or _are_apart(claim, chosen))


def _is_luck(claim: Claim, group: Sequence[Claim]) -> bool:
    """Whether so many values are given for a step that one of them may well fit by luck."""
    different: list[Claim] = []
    for other in group:
        if not any(agree(other, one) for one in different):
            different.append(other)
    told = max(claim.candidate.evidence.get(one, 0.0) for one in FITTING)
    return told <= math.log(len(different))


def doubted(chosen: Claim, group: Sequence[Claim]) -> Claim:
    """The claim, uncertain where its value does not fit and that of another statement does.

    `medium: 3 of 5 ... = 0.971` names what it is about, and 3 is not its value.
    """
    fitting = any(claim.fits and not agree(claim, chosen) for claim in group)
    is_doubtful = fitting and not chosen.fits
    return replace(chosen, share=min(chosen.share, SURE / 2)) if is_doubtful else chosen


def _fit(claim: Claim) -> int:
    """2 of the step's true value, 1 of what follows from own values, a check's perhaps, else 0."""
    found = claim.candidate.evidence
    return 2 if Evidence.VALUE in found else int(Evidence.FOLLOWS in found)


def _are_apart(one: Claim, other: Claim) -> bool:
    """Whether other statements or a paragraph of words stand between two statements, or a heading:
    blocks are counted from each anew."""
    first, second = one.heard.statement, other.heard.statement
    return abs(second.block - first.block) > 1 or first.above != second.above


def first_claims(heard: Heard) -> Iterator[Claim]:
    """The claims of a statement: its likeliest step, and others that it names as well, as
    `y = z_3 = 0.38` does."""
    best = heard.weighed.best
    for candidate, share in zip(heard.weighed.candidates, heard.weighed.shares, strict=True):
        is_named = candidate.evidence.get(Evidence.NAME, 0.0) > 0.5
        if candidate is best or (best is not None and is_named and _is_named(best)):
            yield Claim(heard=heard, candidate=candidate, share=share)


def is_certain(claim: Claim) -> bool:
    """Whether more than words and values say so, and the value is not just that of another step. A
    number alone, 3/9 in a table, is made of a question's numbers by luck."""
    found = claim.candidate.evidence
    is_alone = len(claim.heard.weighed.sides) == 1
    said = [e for e in _CERTAIN if e in found and not (is_alone and e is Evidence.NUMBERS)]
    return bool(said) and Evidence.OTHER_VALUE not in found


def _is_named(candidate: Candidate) -> bool:
    return candidate.evidence.get(Evidence.NAME, 0.0) > 0.5


def is_torn(claim: Claim) -> bool:
    """Whether a statement is as likely about another step, whose value is the same: of two columns
    of the same numbers each may be one of two gradients."""
    scores = [one.score for one in claim.heard.weighed.candidates[:2]]
    return len(scores) > 1 and scores[1] > scores[0] - EQUAL


def _is_called(candidate: Candidate) -> bool:
    """Whether a name of the student's own, or one like it, speaks for a step, and nothing for
    another: more than one that many others of many loose numbers share."""
    found = candidate.evidence.keys()
    is_called = bool(found & {Evidence.LIKE, Evidence.LEARNED}) and not candidate.is_by_value
    return is_called and not found & _OF_OTHERS


def next_claims(heard: Heard, taken: Mapping[StepKey, Claim]) -> Iterator[Claim]:
    """The claim of a statement that has no step to one that no statement has, where more than its
    value speaks for that, or what speaks against it is a name that has its own value elsewhere."""
    is_silent = heard.weighed.best is None
    for candidate in heard.weighed.candidates[: 1 if is_silent else None]:
        is_free = (heard.key, candidate.step) not in taken
        if is_free and candidate.score > (LEFT if is_silent and _is_called(candidate) else 0.0):
            yield Claim(heard=heard, candidate=candidate, share=min(0.5, heard.weighed.shares[0]))
            return
    yield from _named_alike(heard, taken)


def _named_alike(heard: Heard, taken: Mapping[StepKey, Claim]) -> Iterator[Claim]:
    """The claim of a statement under a name that stands for one step with its value, and here for
    another, by its value: `E = 6.11e-19` and, in another unit, `E = 3.82`."""
    candidates = heard.weighed.candidates
    first = taken.get((heard.key, candidates[0].step)) if candidates else None
    if first is None or not first.fits:
        return
    free = [
        one
        for one in candidates
        if (heard.key, one.step) not in taken and one.evidence.keys() & {*FITTING}
    ]
    best = max(free, key=_apart_from_names, default=None)
    if best is not None and _apart_from_names(best) > 0.0:
        yield Claim(heard=heard, candidate=best, share=0.5)


def _apart_from_names(candidate: Candidate) -> float:
    """What is left of a score where a name for another step, and what it means, is no matter."""
    return candidate.score - sum(WEIGHTS[e] * candidate.evidence.get(e, 0.0) for e in _NAMES)


def agree(one: Claim, other: Claim) -> bool:
    """Whether two claims give the same value, or formulas, which are compared where they count."""
    first, second = (claim.heard.value(claim.candidate) for claim in (one, other))
    if first is None or second is None:
        return True
    return same_number(first, second)
