"""The range in which a step may lie, given what the student wrote for the steps before it.

A written answer stands for a range, so what follows from it is a range as well: whether rounded
values were carried on, the calculator's full ones or a mixture, the step lies in the range of its
rule over the box of what was written. Steps that were not stated are computed from those that
were, and from the parameters.

The range is found by evaluating the rule in its box: every entry moved to both of its bounds,
and then entries moved together to where each raises (or lowers) the result most.
"""

from __future__ import annotations

import math
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from grader import record
from grader.agreement.boxes import Probes, probed
from grader.agreement.step_values import Function, Stated, step_function
from grader.agreement.tolerance_as_written import FLOAT, Box, Precision
from grader.agreement.written_entries import AsWritten, entries_as_written
from grader.graph import Graph, evaluate
from grader.model import Array, NoValue, Tolerance, Value

if TYPE_CHECKING:
    from grader.mathlang import WrittenMatrix

EXACT = 1e-11
"""An entry whose range is a smaller share of it is not moved: it was written in full."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Range:
    """The bounds between which the entries of a step may lie, and the value at the box's centre.

    Shapes: low, high, centre as the step; low <= centre <= high
    `in_part` is set where the rule has no value in some part of the box, which is left out.
    `probes` are what was met, where the rule may jump from one bound to the other.
    """

    low: Array
    high: Array
    centre: Array
    in_part: bool = False
    probes: Probes | None = None


Follow = Callable[[Mapping[str, Stated], str], Range | NoValue]
"""The range of a step, by its name, from some answers."""


def followed_range(
    graph: Graph, parameters: Mapping[str, Array], answers: Mapping[str, Stated], name: str
) -> Range | NoValue:
    """The range of the rule for `name` over the box of the nearest answers it rests on.

    Exact up to rounding where the rule is monotone in each entry over the box, which small boxes
    are. An extremum inside the box is looked for where the parabola through three values turns,
    so a kink may be met only in part. With more than 64 inexact entries the range is an estimate:
    1.3 times the widest of 64 moves of all entries at once in patternless directions, which is
    beyond what independent roundings reach. NoValue, with the reason, where the rule has no value
    for the numbers written; a failure of ours is that step's alone.
    """
    try:
        return _range_in_box(graph, parameters, answers, name)
    except Exception:
        return NoValue(reason=f"{name} could not be followed", fault=traceback.format_exc())


def _range_in_box(
    graph: Graph, parameters: Mapping[str, Array], answers: Mapping[str, Stated], name: str
) -> Range | NoValue:
    function, moving = step_function(graph, parameters, answers, name)
    boxes = {source: answers[source][1] for source in moving}
    with np.errstate(all="ignore"):
        centre = function({})
        is_centred = centre is not None
        if centre is None:
            centre = _beside_the_centre(function, boxes)
        if centre is None:
            return _without_value(graph, parameters, answers, name)
        coordinates = [
            (source, place, below, above)
            for source in moving
            for place, below, above in _spreads(function.values[source], boxes[source])
        ]
        probes = probed(function, coordinates, centre)
    low, high = probes.bounds()
    shape = np.shape(centre)
    return Range(
        low=low.reshape(shape),
        high=high.reshape(shape),
        centre=np.asarray(centre),
        in_part=probes.in_part or not is_centred,
        probes=probes if coordinates else None,
    )


def _beside_the_centre(function: Function, boxes: Mapping[str, Box]) -> Any:
    """The value at a corner of the box, to which the function's centre is moved; None if none.

    For a y of 1.0000 that was a little less, where the logarithm of 1 - y is asked for.
    """
    written = function.values
    lows = {name: one.low[()] for name, one in boxes.items()}
    highs = {name: one.high[()] for name, one in boxes.items()}
    for corner in (lows, highs):
        function.values = {**written, **corner}
        found = function({})
        if found is not None:
            return found
    function.values = written
    return None


def _without_value(
    graph: Graph, parameters: Mapping[str, Array], answers: Mapping[str, Stated], name: str
) -> NoValue:
    stated = {source: value for source, (value, _) in answers.items() if source != name}
    found = evaluate(graph, parameters, stated)[name]
    return found if isinstance(found, NoValue) else NoValue(reason=f"{name} has no value here")


class Narrowed(Mapping[str, Stated]):
    """The stated answers, each as `carried` narrows it, and what each step's rule gives from them.

    Only steps with a tolerance are narrowed, and each when it is first asked for, after those that
    it rests on. Answers must have the shape of their step.
    follow: gives what `followed_or_true` gives from some answers, where that is remembered.
    """

    def __init__(
        self,
        graph: Graph,
        parameters: Mapping[str, Array],
        solution: Mapping[str, Value],
        answers: Mapping[str, Stated],
        tolerances: Mapping[str, Tolerance],
        follow: Follow | None = None,
    ) -> None:
        self.graph, self.solution, self.tolerances = graph, solution, tolerances
        self.answers = answers
        self.follow = follow or partial(followed_or_true, graph, parameters, solution)
        self._ranges: dict[str, Range | NoValue] = {}
        self._narrowed: dict[str, Stated] = {}

    def range_of(self, name: str) -> Range | NoValue:
        """What the rule of a step gives from the answers before it."""
        if name not in self._ranges:
            self._walk_to(name)
            self._ranges[name] = self.follow(self, name)
        return self._ranges[name]

    def _walk_to(self, name: str) -> None:
        """Narrows what a step rests on in the order of the graph: chains may be long."""
        below = self.graph.ancestors(name)
        for one in self.graph.order if len(below) > 1 else ():
            if one in below and one in self.answers:
                self[one]

    def __getitem__(self, name: str) -> Stated:
        if name not in self._narrowed:
            self._narrowed[name] = self._carried(name)
        return self._narrowed[name]

    def _carried(self, name: str) -> Stated:
        stated = self.answers[name]
        if name not in self.tolerances or name not in self.graph.rules:
            return stated
        here = self.range_of(name)
        if isinstance(here, NoValue):
            return stated
        return carried(stated, here, self.solution[name], self.tolerances[name])

    def __contains__(self, name: object) -> bool:
        return name in self.answers

    def __iter__(self) -> Iterator[str]:
        return iter(self.answers)

    def __len__(self) -> int:
        return len(self.answers)


def followed_or_true(
    graph: Graph,
    parameters: Mapping[str, Array],
    solution: Mapping[str, Value],
    answers: Mapping[str, Stated],
    name: str,
) -> Range | NoValue:
    """The range of the rule for `name`: the true value where it rests on no answer."""
    true = solution[name]
    if isinstance(true, NoValue) or graph.nearest(graph.rules[name], answers)[0]:
        return followed_range(graph, parameters, answers, name)
    return Range(low=true, high=true, centre=true)


def carried(stated: Stated, followed: Range, solution: Value, tolerance: Tolerance) -> Stated:
    """What a student may have carried on from a step, given the range in which it had to lie.

    Where all entries agree with that range, however vaguely, each is something between the number
    written and the part of the range that is written so: exact values stay exact. Where one does
    not, another rule was at work, and the boxes say all there is to know. The true value counts
    as well where it is written so.
    """
    if followed.centre.shape != stated[0].shape:
        return stated
    if stated[0].ndim == 0:
        single = _single_carried(stated, followed, solution, tolerance)
        if single is not None:
            return single
    with np.errstate(invalid="ignore"):  # between infinity and infinity lies nothing
        return _carried(stated, followed, solution, tolerance)


def _carried(stated: Stated, followed: Range, solution: Value, tolerance: Tolerance) -> Stated:
    value, box = stated
    wide, box = box.loosest or box, box.coarse or box
    low, high = np.maximum(wide.low, followed.low), np.minimum(wide.high, followed.high)
    apart = low > high + _float_noise(followed)
    spare = tolerance.atol + tolerance.rtol * np.abs(followed.centre)
    with np.errstate(over="ignore"):  # what is carried on from 1e-300 may be as much as a float is
        beside = apart & (value >= followed.low - spare) & (value <= followed.high + spare)
    if (apart & ~beside).any():
        low, high = box.low, box.high
    low, high = np.where(beside, followed.low, low), np.where(beside, followed.high, high)
    narrowed = Box(low=np.minimum(low, high), high=high).including(value)
    if isinstance(solution, NoValue):
        return value, narrowed
    written_so = (wide.low <= solution) & (solution <= wide.high)
    return value, narrowed.including(np.where(written_so, solution, value))


def _single_carried(
    stated: Stated, followed: Range, solution: Value, tolerance: Tolerance
) -> Stated | None:
    """The same for a single number, without arrays; None where something is not finite."""
    box = stated[1]
    wide, box = box.loosest or box, box.coarse or box
    bounds = (stated[0], wide.low, wide.high, box.low, box.high)
    value, least, most, box_low, box_high = map(float, bounds)
    below, above, centre = map(float, (followed.low, followed.high, followed.centre))
    true = value if isinstance(solution, NoValue) else float(solution)
    if not math.isfinite(least + most + box_low + box_high + below + above + centre + true):
        return None
    low, high = max(least, below), min(most, above)
    if low > high + FLOAT * max(abs(below), abs(above)):
        spare = tolerance.atol + tolerance.rtol * abs(centre)
        beside = below - spare <= value <= above + spare
        low, high = (below, above) if beside else (box_low, box_high)
    true = true if least <= true <= most else value
    low, high = min(low, high, value, true), max(high, value, true)
    return stated[0], Box(low=np.array(low), high=np.array(high))


def follows(
    written: WrittenMatrix, followed: Range, tolerance: Tolerance, precision: Precision
) -> tuple[AsWritten, ...] | None:
    """Whether each entry, row after row, is what its own earlier answers give, as it was written.

    None where the shapes differ.
    """
    if written.value.shape != followed.centre.shape:
        return None
    bounds = (followed.low, followed.high, followed.centre)
    ranges = zip(*[bound.ravel().tolist() for bound in bounds], strict=True)
    return entries_as_written(written, ranges, tolerance, precision)


def _float_noise(followed: Range) -> Array:
    return np.asarray(FLOAT * np.maximum(np.abs(followed.low), np.abs(followed.high)))


def _spreads(value: Array, box: Box) -> list[tuple[int, float, float]]:
    """The entries of an answer that are not exact: place, how far down, how far up."""
    if not box.low.ndim:
        centre, low, high = float(value), float(box.low), float(box.high)
        return [(0, low - centre, high - centre)] if high - low > EXACT * abs(centre) else []
    bounds = (np.ravel(one).tolist() for one in (value, box.low, box.high))
    triples = zip(*bounds, strict=True)
    return [
        (place, low - centre, high - centre)
        for place, (centre, low, high) in enumerate(triples)
        if high - low > EXACT * abs(centre)
    ]
