"""Rules that jump: the sides of a tie, and what lies between two sides and is never reached."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from grader.agreement.followed import Range
from grader.agreement.reached import reaches
from grader.agreement.step_values import Function, Stated, step_function
from grader.agreement.tolerance_as_written import FLOAT, Precision, loosest_ranges
from grader.agreement.written_entries import AsWritten
from grader.graph import Graph
from grader.model import Array, Tolerance

if TYPE_CHECKING:
    from grader.mathlang import WrittenMatrix

HAIR = 1e-10
"""How far beside a value a jump is looked for, as a share of it or of one."""
JUMP = 1e-4
"""A change by such a share over two hairs is a jump: no slope worked by hand is so steep."""
MAX_JUMPS = 24
"""In so many entries of an array a jump is looked for."""


def other_sides(
    graph: Graph, parameters: Mapping[str, Array], answers: Mapping[str, Stated], name: str
) -> list[Array]:
    """What a rule gives on either side of a jump that the values lie on, if they do.

    Where two scores are equal, or a pre-activation is 0 but for float noise, the larger one or the
    slope of a ReLU is a matter of the last digit, and neither side is wrong. A value is on a jump
    if the rule gives other things a hair below and a hair above it. Whole parameters are labels
    and sizes, and stay.
    """
    function, moving = step_function(graph, parameters, answers, name)
    used = {argument for rule in function.rules for argument in rule.arguments}
    givens = [name for name in graph.givens if name in used and name in parameters]
    found: list[Array] = []
    with np.errstate(all="ignore"):
        for source in (*moving, *givens):
            whole = np.asarray(function.values[source])
            places = [i for i, v in enumerate(whole.flat) if source in moving or v != round(v)]
            for place in places[:MAX_JUMPS]:
                below, above = (_nudged(function, source, whole, place, s) for s in (-1, 1))
                if below is not None and above is not None and _jumps(below, above):
                    found += [below, above]
    return found


def _nudged(function: Function, source: str, value: Array, place: int, side: int) -> Array | None:
    moved = np.array(value)
    moved.flat[place] += side * HAIR * max(abs(float(moved.flat[place])), 1.0)
    found = function({source: moved[()]})
    return None if found is None else np.asarray(found)


def _jumps(below: Array, above: Array) -> bool:
    size = max(float(np.abs(below).max(initial=0.0)), float(np.abs(above).max(initial=0.0)))
    return below.shape == above.shape and bool((np.abs(below - above) > JUMP * size).any())


def unless_jumped(
    written: WrittenMatrix,
    followed: Range,
    found: tuple[AsWritten, ...],
    tolerance: Tolerance,
    precision: Precision,
) -> tuple[AsWritten, ...]:
    """What each entry is worth, off where the rule jumps over it: between its bounds, but never
    there."""
    if followed.probes is None or found.count(AsWritten.OFF) == len(found):
        return found
    ranges, shape = loosest_ranges(written, precision), written.value.shape
    if not shape and _is_met(written.entries[0].value, followed, ranges[0], tolerance):
        return found
    if not (followed.high > followed.low).any():
        return found
    lows, highs = zip(*ranges, strict=True)
    with np.errstate(all="ignore"):
        spare = tolerance.atol + (tolerance.rtol + FLOAT) * np.abs(followed.centre) + FLOAT
        low = np.minimum(np.reshape(lows, shape), written.value - spare)
        high = np.maximum(np.reshape(highs, shape), written.value + spare)
        reached = reaches(followed.probes, low.ravel(), high.ravel()).tolist()
    return tuple(e if is_met else AsWritten.OFF for e, is_met in zip(found, reached, strict=True))


def _is_met(
    value: float, followed: Range, stands_for: tuple[float, float], tolerance: Tolerance
) -> bool:
    """Whether a single number is surely not jumped over: a probe gave it, or there is but one
    value."""
    low, high, centre = float(followed.low), float(followed.high), float(followed.centre)
    if not math.isfinite(low + high + centre) or followed.probes is None:
        return False
    spare = tolerance.atol + (tolerance.rtol + FLOAT) * abs(centre) + FLOAT
    low_met, high_met = min(stands_for[0], value - spare), max(stands_for[1], value + spare)
    return low == high or followed.probes.have_met(low_met, high_met)
