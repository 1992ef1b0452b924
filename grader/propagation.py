"""The range in which a step may lie, given what the student wrote for the steps before it.

A written answer stands for a range, so what follows from it is a range as well: whether rounded
values were carried on, the calculator's full ones or a mixture, the step lies in the range of its
rule over the box of what was written. Steps that were not stated are computed from those that
were, and from the parameters.

The range is found by evaluating the rule in its box: every entry moved to both of its bounds,
and then entries moved together to where each raises (or lowers) the result most.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from grader.compare import SLACK
from grader.graph import Graph, evaluate
from grader.model import Array, NoValue, Tolerance, Value
from grader.precision import (
    FLOAT,
    AsWritten,
    Box,
    Precision,
    as_written,
    better,
    box,
    entries_as_written,
)
from grader.probes import Function, Probes, probed

if TYPE_CHECKING:
    from grader.mathlang.matrices import WrittenMatrix

EXACT = 1e-11
"""An entry whose range is a smaller share of it is not moved: it was written in full."""
Stated = tuple[Array, Box]
"""What a student wrote for a step, and the box of what it stands for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


def followed_range(
    graph: Graph, parameters: Mapping[str, Array], answers: Mapping[str, Stated], name: str
) -> Range | NoValue:
    """The range of the rule for `name` over the box of the nearest answers it rests on.

    Exact up to rounding where the rule is monotone in each entry over the box, which small boxes
    are. An extremum inside the box is looked for where the parabola through three values turns,
    so a kink may be met only in part. With more than 64 inexact entries the range is an estimate:
    1.3 times the widest of 64 moves of all entries at once in patternless directions, which is
    beyond what independent roundings reach. NoValue, with the reason, where the rule has no value
    for the numbers written.
    """
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


def followed_ranges(
    graph: Graph,
    parameters: Mapping[str, Array],
    solution: Mapping[str, Value],
    answers: Mapping[str, Stated],
    tolerances: Mapping[str, Tolerance],
) -> dict[str, Range | NoValue]:
    """The ranges of all steps, each from the answers before it, as `carried` narrows them.

    Answers must have the shape of their step.
    """
    narrowed = dict(answers)
    found: dict[str, Range | NoValue] = {}
    for name in graph.order:
        found[name] = here = followed_range(graph, parameters, narrowed, name)
        if name in answers and not isinstance(here, NoValue):
            tolerance = tolerances.get(name, Tolerance())
            narrowed[name] = carried(answers[name], here, solution[name], tolerance)
    return found


def carried(stated: Stated, followed: Range, solution: Value, tolerance: Tolerance) -> Stated:
    """What a student may have carried on from a step, given the range in which it had to lie.

    Where all entries agree with that range, however vaguely, each is something between the number
    written and the part of the range that is written so: exact values stay exact. Where one does
    not, another rule was at work, and the boxes say all there is to know. The true value counts
    as well where it is written so.
    """
    value, box = stated
    if followed.centre.shape != value.shape:
        return stated
    wide, box = box.loosest or box, box.coarse or box
    low, high = np.maximum(wide.low, followed.low), np.minimum(wide.high, followed.high)
    apart = low > high + _float_noise(followed)
    spare = tolerance.atol + tolerance.rtol * np.abs(followed.centre)
    beside = apart & (value >= followed.low - spare) & (value <= followed.high + spare)
    if (apart & ~beside).any():
        low, high = box.low, box.high
    low, high = np.where(beside, followed.low, low), np.where(beside, followed.high, high)
    narrowed = Box(low=np.minimum(low, high), high=high).including(value)
    if isinstance(solution, NoValue):
        return value, narrowed
    written_so = (wide.low <= solution) & (solution <= wide.high)
    return value, narrowed.including(np.where(written_so, solution, value))


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


def agreements(
    graph: Graph,
    parameters: Mapping[str, Array],
    solution: Mapping[str, Value],
    answers: Mapping[str, WrittenMatrix],
    tolerances: Mapping[str, Tolerance],
    precisions: Mapping[str, Precision],
) -> dict[str, tuple[AsWritten, ...]]:
    """How each answer stands, entry by entry: beside the true value, and beside what its own
    earlier answers give; the better counts. Answers must have the shape of their step. Steps
    without a tolerance have none, those without a precision the usual one.
    """
    stated = {
        name: (written.value, box(written, precisions.get(name, Precision())))
        for name, written in answers.items()
    }
    ranges = followed_ranges(graph, parameters, solution, stated, tolerances)
    found = {}
    for name, written in answers.items():
        true, own = solution[name], ranges[name]
        rules = tolerances.get(name, Tolerance()), precisions.get(name, Precision())
        off = (AsWritten.OFF,) * written.value.size
        by_truth = by_own = off
        if not isinstance(true, NoValue):
            by_truth = as_written(written, true, *rules) or off
        if not isinstance(own, NoValue):
            by_own = follows(written, own, *rules) or off
        found[name] = tuple(map(better, by_truth, by_own))
    return found


def covers(followed: Range, box: Box, slack: float = 0.0) -> NDArray[np.bool_] | None:
    """Where the range that was written meets the range that follows, entry by entry.

    slack: how far apart they may be, beside float noise. None where the shapes differ.
    """
    if followed.centre.shape != box.low.shape:
        return None
    spare = slack * (1 + SLACK) + _float_noise(followed)
    return np.asarray((box.low <= followed.high + spare) & (box.high >= followed.low - spare))


def _float_noise(followed: Range) -> Array:
    return np.asarray(FLOAT * np.maximum(np.abs(followed.low), np.abs(followed.high)))


def step_function(
    graph: Graph, parameters: Mapping[str, Array], answers: Mapping[str, Stated], name: str
) -> tuple[Function, list[str]]:
    """The step as a function of the nearest answers it rests on, and their names."""
    needed, nearest, waiting = {name}, dict[str, None](), [name]
    while waiting:
        for argument in graph.rules[waiting.pop()].arguments:
            if argument in answers:
                nearest[argument] = None
            elif argument in graph.rules and argument not in needed:
                needed.add(argument)
                waiting.append(argument)
    rules = [graph.rules[step] for step in graph.order if step in needed and step != name]
    rules.append(graph.rules[name])  # last, for another rule may rest on what stands after it
    values = {source: answers[source][0] for source in nearest}
    return Function(rules, {**parameters, **values}), list(nearest)


def _spreads(value: Array, box: Box) -> list[tuple[int, float, float]]:
    """The entries of an answer that are not exact: place, how far down, how far up."""
    triples = zip(np.ravel(value), box.low.flat, box.high.flat, strict=True)
    return [
        (place, float(low - centre), float(high - centre))
        for place, (centre, low, high) in enumerate(triples)
        if high - low > EXACT * abs(centre)
    ]
