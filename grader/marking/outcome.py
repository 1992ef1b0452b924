"""A verdict with the credit it earns."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A verdict with the credit it earns; the fields mean what they mean in Mark."""

    verdict: Verdict
    credit: float = 0.0
    share: float = 0.0
    follows_own: bool = False
    reason: str | None = None
    detail: str | None = None


def right() -> Outcome:
    """The outcome of a right answer."""
    return Outcome(verdict=Verdict.CORRECT, credit=1.0, share=1.0)


def in_part(share: float, reason: str | None = None) -> Outcome:
    """The outcome of an answer of which a share is right, perhaps none."""
    verdict = Verdict.PARTIAL if share > 0 else Verdict.INCORRECT
    return Outcome(verdict=verdict, credit=share, share=share, reason=reason)
