"""Why a sheet was read so: its statements with the steps they may be about, for people."""

from __future__ import annotations

from collections import defaultdict

from grader.answers.sheet.claims import Heard
from grader.answers.sheet.evidence import WEIGHTS, Candidate
from grader.answers.sheet.placing import Placing
from grader.answers.sheet.records import Chance, Considered


def considered(placing: Placing) -> tuple[Considered, ...]:
    """All statements in the order of the sheet, with what was weighed for each."""
    taken: dict[int, list[str]] = defaultdict(list)
    for (_, step), claim in placing.taken.items():
        taken[claim.heard.number].append(step)
    return tuple(_considered(heard, tuple(taken[heard.number])) for heard in placing.heard)


def _considered(heard: Heard, taken: tuple[str, ...]) -> Considered:
    found = heard.weighed
    return Considered(
        question=heard.key,
        number=heard.number,
        text=" = ".join(heard.statement.chain.members),
        place=heard.statement.place,
        chances=tuple(
            Chance(step=candidate.step, share=share, evidence=_evidence(candidate))
            for candidate, share in zip(found.candidates, found.shares, strict=True)
        ),
        taken=taken,
    )


def _evidence(candidate: Candidate) -> tuple[tuple[str, float], ...]:
    """What speaks for a step and against it, the weightiest first."""
    weights = ((one.value, WEIGHTS[one] * much) for one, much in candidate.evidence.items())
    return tuple(sorted(weights, key=lambda pair: -abs(pair[1])))
