"""Two classes step by step: two sections, or two years, whose rubrics may differ."""

from __future__ import annotations

from collections.abc import Iterator

from grader import record
from grader.cohort.report.report_records import ClassFigures, StepFigures


@record(frozen=True, slots=True, kw_only=True)
class Beside:
    """One step in two classes; None where a class was not asked for it."""

    id: str
    here: StepFigures | None
    there: StepFigures | None

    @property
    def step(self) -> StepFigures:
        """The step of the class that was asked for it, the first before the other."""
        found = self.here or self.there
        assert found is not None
        return found

    @property
    def change(self) -> float | None:
        """By how much more of the credit was earned here than there."""
        if self.here is None or self.there is None:
            return None
        if self.here.mean is None or self.there.mean is None:
            return None
        return self.here.mean - self.there.mean

    @property
    def has_credit(self) -> bool:
        """Whether any credit was given here for it, to either class."""
        return any(one is not None and one.mean is not None for one in (self.here, self.there))

    @property
    def is_other(self) -> bool:
        """Whether the two classes were asked for something else under one name, as far as the
        label and the points say."""
        if self.here is None or self.there is None:
            return False
        return (self.here.label, self.here.points) != (self.there.label, self.there.points)


def side_by_side(here: ClassFigures, there: ClassFigures) -> Iterator[Beside]:
    """The steps of two classes, matched by their names: first those of `here`, in its order."""
    first, second = ({step.id: step for step in one.steps} for one in (here, there))
    for name in dict.fromkeys((*first, *second)):
        yield Beside(id=name, here=first.get(name), there=second.get(name))
