"""What one answer was tried against: a value or a range, how near it came, what it would earn."""

from collections.abc import Sequence
from enum import Enum
from math import inf

from grader import record
from grader.agreement import Nearness, Range
from grader.marking.outcome import Outcome
from grader.model import NoValue


class Way(str, Enum):
    """By what an answer was tried to be explained."""

    TRUTH = "truth"
    OWN = "own"
    LISTED = "route"
    ALSO = "also"
    OTHER_SLOPE = "other slope"
    CARRIED = "carried otherwise"
    MISCONCEPTION = "misconception"
    CONVENTION = "convention"
    SLIP = "slip"


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Trial:
    """One way to an answer, with how near the answer came to what it gives.

    name: which of its kind: the place in the rubric, a misconception, a slip in words. rule: the
    rule as the rubric has it, or as it is with the slip. right: what it gives; None where that is
    not computed. near: for each entry, in the form in which it was compared; none where the shapes
    differ. credit: what the answer would earn by it alone. share: of all that explains the answer,
    where that is weighed. reason: why there is nothing to compare.
    """

    way: Way
    name: str = ""
    rule: str = ""
    right: Range | NoValue | None = None
    near: tuple[Nearness, ...] = ()
    rests_on: tuple[str, ...] = ()
    outcome: Outcome | None = None
    credit: float = 0.0
    explains: bool = False
    share: float = 0.0
    is_taken: bool = False
    reason: str = ""

    @property
    def worst(self) -> Nearness | None:
        """The entry that is furthest off; None where nothing was compared."""
        return max(self.near, key=lambda one: (one.ratio, one.distance), default=None)

    @property
    def ratio(self) -> float:
        """The distance of the worst entry as a multiple of what is allowed."""
        worst = self.worst
        return inf if worst is None else worst.ratio


def nearest_first(trials: Sequence[Trial]) -> tuple[Trial, ...]:
    """What explains the answer, the likeliest first, then all else, the nearest first."""

    def key(trial: Trial) -> tuple[bool, float, float]:
        return not trial.explains, -trial.share if trial.explains else 0.0, trial.ratio

    return tuple(sorted(trials, key=key))
