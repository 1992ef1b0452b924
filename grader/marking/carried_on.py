"""What a step may be where earlier answers were carried on otherwise than they were typed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from grader import record
from grader.agreement import FLOAT, Box, Range, other_sides
from grader.marking.case import Case
from grader.marking.numeric_answers import Followed
from grader.marking.read_answer import Reading, once_read
from grader.marking.shared_ranges import shared_range
from grader.model import BY_OWN, Array
from grader.question import Question, Step, once

CUT = 0.25
"""The share of a number by which cutting digits off may move it before it is another: who writes
1.5 may go on with 2, as nobody rounds worse, but not with 1: four ohms times 1.5 amperes are not
4 volts. Held by tests/marking/test_figures.py."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Rounding:
    """A habit of going on with so many figures or decimals, rounded or cut off."""

    figures: int | None = None
    decimals: int = 0
    cut: bool = False

    def of(self, value: Array) -> Array:
        """What a student of this habit goes on with; what would leave a zero stays as it is.

        Shapes: any -> the same
        """
        sizes = np.where(value == 0, 1.0, np.abs(value))
        places: Any = self.decimals
        if self.figures is not None:
            places = self.figures - 1 - np.floor(np.log10(sizes))
        unit = 10.0 ** np.clip(places, -300, 300)
        scaled = value * unit
        found = np.trunc(scaled * (1 + FLOAT)) if self.cut else np.rint(scaled)
        return np.where((np.abs(scaled) < 1e15) & (found != 0), found / unit, value)

    def carried(self, value: Array) -> Array:
        """The same, but what cutting would make another number (1 of 1.5) stays as it is."""
        found = self.of(value)
        return (
            np.where(np.abs(found - value) <= CUT * np.abs(value), found, value)
            if self.cut
            else found
        )


FINE = tuple(
    Rounding(figures=figures, decimals=decimals, cut=cut)
    for figures, decimals in ((2, 0), (3, 0), (4, 0), (None, 3), (None, 4))
    for cut in (False, True)
)
ROUGH = tuple(
    Rounding(figures=figures, decimals=d) for figures, d in ((1, 0), (None, 1), (None, 2))
)
"""Nobody cuts to one figure what was typed in more: -102, which is -120 with two digits exchanged,
would follow from a 0.48 cut to 0.4."""


def followed_rounded(
    case: Case, step: Step, habits: Iterable[Rounding], rests_on: tuple[str, ...]
) -> Iterator[Followed]:
    """What the step's rule gives if earlier answers were carried on in fewer figures.

    One for each habit of rounding that changes an answer; the others stand for what they may be
    as they were typed.
    """
    question, sources = case.question, list(case.stated_inputs(step))
    inputs = case.stated_inputs(step, question.graph.rules[step.name])
    known: set[tuple[tuple[str, bytes], ...]] = set()
    for way in _ways(case, sources, habits) if sources else ():
        changed = {name: moved for name, moved in way.items() if moved is not None}
        said = tuple([(name, moved.tobytes()) for name, moved in changed.items()])
        if not changed or said in known:  # what other habits carry on as well
            continue
        known.add(said)
        points = {name: (v, Box(low=v, high=v)) for name, v in changed.items()}
        others = {name: case.narrowed[name] for name in inputs if name not in points}
        found = shared_range(question, {**others, **points}, step.name)
        yield Followed(route=BY_OWN, range=found, rests_on=rests_on)


def _ways(
    case: Case, names: Sequence[str], habits: Iterable[Rounding]
) -> Iterator[dict[str, Array | None]]:
    """What each habit carries on of the answers, None where that is the answer itself: who wrote
    km/h may have rounded these too."""
    units = [name for name in names if _is_converted(case, name)]
    for habit in habits:
        rounded = {name: _carried(case.readings[name], habit) for name in names}
        yield rounded
        if units:
            yield rounded | {name: _carried_as_typed(case, name, habit) for name in units}


@once_read
def _carried(read: Reading, habit: Rounding) -> Array | None:
    """A number as a habit carries it on, for every step that rests on it; None as it was."""
    assert read.number is not None
    value = read.number.value
    found = habit.carried(value)
    return found if (found != value).any() else None


def _is_converted(case: Case, name: str) -> bool:
    number = case.readings[name].number
    return number is not None and any(entry.is_converted for entry in number.entries)


def _carried_as_typed(case: Case, name: str, habit: Rounding) -> Array | None:
    """An answer carried on in fewer figures of the unit in which it was written; None as it was."""
    number = case.readings[name].number
    assert number is not None
    typed = np.array([entry.as_typed() for entry in number.entries])
    kept = habit.carried(typed)
    scales = np.array([(entry.scale, entry.offset) for entry in number.entries])
    back = np.where(kept == typed, np.ravel(case.values[name]), kept * scales[:, 0] + scales[:, 1])
    found = back.reshape(np.shape(case.values[name]))
    return found if (found != case.values[name]).any() else None


def followed_at_jumps(case: Case, step: Step, rests_on: tuple[str, ...]) -> Iterator[Followed]:
    """What the step's rule gives on the other side of a tie that the answers are on."""
    question = case.question
    if case.stated_inputs(step):
        given = (question.graph, question.parameters, case.narrowed)
        sides: Iterable[Array] = other_sides(*given, step.name)
    else:
        sides = _sides_of_truth(question, step)
    for value in sides:
        point = Range(low=value, high=value, centre=value)
        yield Followed(route=BY_OWN, range=point, rests_on=rests_on)


@once
def _sides_of_truth(question: Question, step: Step) -> Sequence[Array]:
    """The other sides of ties that the givens are on, the same for every student."""
    return other_sides(question.graph, question.parameters, {}, step.name)
