"""A verdict with the credit it earns."""

from collections.abc import Iterable

from grader import record
from grader.model import BY_OWN, BY_TRUTH, Route, Verdict

RIGHT = (Verdict.CORRECT, Verdict.FOLLOWS)


@record(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A verdict with the credit it earns; the fields mean what they mean in Mark.

    `off` counts the entries row after row. `is_copy` is set where a slip leaves nothing of the
    step's own work: then entries that happen to be right are none either.
    """

    verdict: Verdict
    credit: float = 0.0
    share: float = 0.0
    route: Route = BY_TRUTH
    rests_on: tuple[str, ...] = ()
    slip: str | None = None
    slip_words: str | None = None
    deducted: float = 0.0
    is_misconception: bool = False
    is_copy: bool = False
    off: tuple[int, ...] = ()
    reason: str | None = None
    detail: str | None = None

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong with the answer itself: it is right, or it follows."""
        return self.verdict in RIGHT


@record(frozen=True, slots=True, kw_only=True)
class Basis:
    """The own answers that a step rests on and that are not the key's: those that are not right,
    and those that are right as well (`others`), with which right work goes on."""

    wrong: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def is_own(self) -> bool:
        return bool(self.wrong or self.others)

    def followed(self, credit: float) -> Outcome:
        """What an answer earns that follows from them; credit: where one of them is wrong."""
        if not self.wrong:
            return right()
        return Outcome(verdict=Verdict.FOLLOWS, credit=credit, share=1.0, route=BY_OWN)


def right() -> Outcome:
    return Outcome(verdict=Verdict.CORRECT, credit=1.0, share=1.0)


def in_part(credit: float, share: float, reason: str | None = None) -> Outcome:
    """The outcome of an answer of which a share is right, perhaps none, and not all of it fully."""
    verdict = Verdict.PARTIAL if credit > 0 else Verdict.INCORRECT
    return Outcome(verdict=verdict, credit=credit, share=share, reason=reason)


def slipped(credit: float, kind: str, words: str | None, is_misconception: bool = False) -> Outcome:
    """The outcome of an answer that a known slip explains; no words where it is not named."""
    verdict = Verdict.PARTIAL if credit > 0 else Verdict.INCORRECT
    return Outcome(
        verdict=verdict,
        credit=credit,
        slip=kind,
        slip_words=words,
        is_misconception=is_misconception,
    )


def best(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome with the greatest credit; of equal ones the first."""
    return max(outcomes, key=lambda outcome: outcome.credit)
