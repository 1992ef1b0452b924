"""Two gradings of one class side by side: whose points change, by how much, where and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field

from grader import record
from grader.cohort.graded_records import Graded, StepRow

LEAST = 5e-5
"""Points below which nothing has changed: results carry four decimals."""


@record(frozen=True, slots=True, kw_only=True)
class StepChange:
    """What became of one step, before and after; None where a rubric does not ask for it."""

    id: str
    before: StepRow | None
    after: StepRow | None

    @property
    def points(self) -> float:
        """Points gained; negative where some are lost."""
        return (self.after.earned if self.after else 0.0) - (
            self.before.earned if self.before else 0.0
        )

    @property
    def is_other(self) -> bool:
        """Whether anything that a student sees of the step's mark is another."""
        if self.before is None or self.after is None:
            return True
        return (
            abs(self.points) >= LEAST
            or self.before.verdict is not self.after.verdict
            or self.before.decision != self.after.decision
        )

    @property
    def is_decided(self) -> bool:
        """Whether it is due to what a person decided, made now or taken back."""
        sides = [side.decision if side else "" for side in (self.before, self.after)]
        return sides[0] != sides[1]


@record(frozen=True, slots=True, kw_only=True)
class SubmissionChange:
    """What became of one submission, before and after.

    trouble: why it was not graded on one side, where it was not: then no points are compared.
    """

    name: str
    before: float
    after: float
    steps: tuple[StepChange, ...] = ()
    trouble: str = ""

    @property
    def points(self) -> float:
        """Points gained; negative where some are lost."""
        return 0.0 if self.trouble else self.after - self.before

    @property
    def gains(self) -> bool:
        return self.points >= LEAST

    @property
    def loses(self) -> bool:
        return self.points <= -LEAST


@record(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All submissions of a class that are on both sides, those that change first by how much.

    only_before, only_after: names of submissions that are on one side alone.
    """

    changes: tuple[SubmissionChange, ...]
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    totals: tuple[float, float] = field(default=(0.0, 0.0))

    @property
    def changed(self) -> tuple[SubmissionChange, ...]:
        return tuple(one for one in self.changes if one.steps or one.trouble)

    @property
    def losers(self) -> tuple[SubmissionChange, ...]:
        return tuple(one for one in self.changes if one.loses)


def compared(before: Iterable[Graded], after: Iterable[Graded]) -> Comparison:
    """Two gradings, submission by submission and step by step."""
    first = {one.name: one for one in before}
    second = {one.name: one for one in after}
    both = [name for name in first if name in second]
    changes = [_change(first[name], second[name]) for name in both]
    return Comparison(
        changes=tuple(sorted(changes, key=lambda one: (one.points, one.name))),
        only_before=tuple(name for name in first if name not in second),
        only_after=tuple(name for name in second if name not in first),
        totals=(sum(one.before for one in changes), sum(one.after for one in changes)),
    )


def _change(before: Graded, after: Graded) -> SubmissionChange:
    told = ((before.trouble, "before"), (after.trouble, "after"))
    trouble = next((f"not graded {when}: {text}" for text, when in told if text), "")
    steps = () if trouble else tuple(one for one in _steps(before, after) if one.is_other)
    return SubmissionChange(
        name=before.name, before=before.earned, after=after.earned, steps=steps, trouble=trouble
    )


def _steps(before: Graded, after: Graded) -> Iterator[StepChange]:
    first = {step.id: step for step in before.steps}
    second = {step.id: step for step in after.steps}
    for name in dict.fromkeys((*first, *second)):
        yield StepChange(id=name, before=first.get(name), after=second.get(name))
