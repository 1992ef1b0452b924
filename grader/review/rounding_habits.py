"""Students who round: a question worked without a slip, written with so many digits."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from enum import Enum

import numpy as np

from grader import record
from grader.agreement import FLOAT, magnitude
from grader.graph import Graph, evaluate
from grader.mathlang import NO_VALUE, WrittenMatrix, parse_matrix
from grader.model import Array, NoValue


class Carrying(str, Enum):
    """What is carried on: the numbers written, the calculator's full ones, now this, now that."""

    WRITTEN = "written"
    FULL = "full"
    MIXED = "mixed"


_TURNS = (True, False, False, True, False, True, True)


@record(frozen=True, slots=True, kw_only=True)
class Habit:
    """With how many digits a student writes every number; exactly one of the two is given."""

    decimals: int | None = None
    figures: int | None = None

    @property
    def words(self) -> str:
        return f"{self.decimals} decimals" if self.figures is None else f"{self.figures} figures"


HABITS = (Habit(figures=3), Habit(decimals=4), Habit(decimals=3))


def student(
    graph: Graph,
    parameters: Mapping[str, Array],
    habit: Habit,
    *,
    cut: bool = False,
    carries: Carrying = Carrying.WRITTEN,
    turns: Iterable[bool] = _TURNS,
) -> dict[str, WrittenMatrix]:
    """What a student without a slip writes for each step that has a value.

    `cut`: digits are cut off instead of rounded. `turns`: for MIXED, whether what was written
    is carried, one turn for every value used, over and over.
    """
    if carries != Carrying.MIXED:
        turns = (carries == Carrying.WRITTEN,)
    choices = itertools.cycle(turns)
    written: dict[str, WrittenMatrix] = {}
    full: dict[str, Array] = {}
    for name in graph.order:
        used = {
            source: written[source].value if next(choices) else full[source]
            for source in graph.rules[name].arguments
            if source in written
        }
        value = evaluate(graph, parameters, {**full, **used})[name]
        if not isinstance(value, NoValue):
            full[name], written[name] = value, written_by(value, habit, cut)
    return written


def written_by(value: Array, habit: Habit, cut: bool = False) -> WrittenMatrix:
    """A value as it is read when a student of some habit has written it."""
    none = np.isnan(value)
    if not none.any():
        return parse_matrix(spelled(value, habit, cut))
    read = parse_matrix(spelled(np.where(none, 0.0, value), habit, cut))
    entries = zip(read.entries, np.ravel(none), strict=True)
    told = tuple(NO_VALUE if is_none else entry for entry, is_none in entries)
    return WrittenMatrix(np.where(none, np.nan, read.value), told)


def spelled(value: Array, habit: Habit, cut: bool = False) -> str:
    """A value in a student's hand: 0.539, [[1.5, -0.06], [1.2, 0.00]], 16300."""
    if value.ndim:
        return "[" + ", ".join(spelled(np.asarray(row), habit, cut) for row in value) + "]"
    return _decimal(float(value), habit, cut)


def _decimal(value: float, habit: Habit, cut: bool) -> str:
    if math.isnan(value):
        return NO_VALUE.text
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if habit.figures is not None:
        places = habit.figures - 1 - (magnitude(value) if value else 0)
    else:
        places = habit.decimals or 0
    if cut:
        value = math.trunc(value * 10.0**places * (1 + FLOAT)) / 10.0**places
    return f"{round(value, places):.{max(places, 0)}f}"
