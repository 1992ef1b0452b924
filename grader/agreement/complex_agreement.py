"""Is this complex number that one, as it was written: by its parts, or by modulus and angle?

A number is right or wrong as a whole. A tolerance bounds how far two numbers lie apart, the modulus
of their difference; what is written in figures must agree in each part, or in modulus and angle,
whose whole turns do not count.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from grader.agreement.tolerance_as_written import FLOAT, Precision, idle_zeros
from grader.agreement.tolerance_by_distance import SLACK
from grader.agreement.tolerance_in_digits import Digits, entry_to_digits
from grader.agreement.written_entries import (
    NOISE,
    AsWritten,
    agreement,
    entries_as_written,
    is_beyond,
    worst,
)
from grader.model import Array, Tolerance

if TYPE_CHECKING:
    from grader.mathlang import Written, WrittenMatrix

Span = tuple[float, float, float]
"""The least, the greatest and the likeliest that a number may be."""
Compare = Callable[["Written", Span], AsWritten]
_EXACT = Tolerance()
_FEW = (AsWritten.VAGUE, AsWritten.EMPTY, AsWritten.COARSE)


def complex_as_written(
    written: WrittenMatrix,
    bounds: tuple[Array, Array, Array],
    tolerance: Tolerance,
    precision: Precision,
    digits: Digits | None = None,
) -> tuple[AsWritten, ...] | None:
    """What each number is worth, twice: once for each of its parts. None where the shapes differ.

    bounds: the least, the greatest and the likeliest that the parts may be. digits: in how many
    digits it must agree, in place of the tolerance.
    """
    low, high, centre = bounds
    if written.value.shape != centre.shape:
        return None
    spans = [*zip(*(one.ravel().tolist() for one in (low, high, centre)), strict=True)]
    by_parts = _by_parts(written, spans, precision, digits)
    found: list[AsWritten] = []
    for place in range(0, len(spans), 2):
        parts, entries = spans[place : place + 2], written.entries[place : place + 2]
        worth = worst(tuple(by_parts[place : place + 2]))
        if not all(map(math.isfinite, (*chain(*parts), *(e.value for e in entries)))):
            worth = _beyond(entries, parts)
        elif digits is None and _is_within(entries, parts, tolerance):
            worth = AsWritten.RIGHT
        elif entries[0].polar is not None:
            worth = _by_angle(entries[0], parts, precision, digits)
        found += [worth, worth]
    return tuple(found)


def _by_parts(
    written: WrittenMatrix, spans: Sequence[Span], precision: Precision, digits: Digits | None
) -> tuple[AsWritten, ...]:
    """What each part is worth by itself; of small ones those beside it say that it is enough."""
    if digits is None:
        return entries_as_written(written, spans, _EXACT, precision)
    pairs = zip(written.entries, spans, strict=True)
    return tuple(_to_digits(entry, span, digits) for entry, span in pairs)


def _to_digits(entry: Written, span: Span, digits: Digits) -> AsWritten:
    low, high, centre = span
    if entry.value == 0 and abs(centre) <= NOISE:
        return AsWritten.RIGHT  # a part that is not there needs no zeros
    return entry_to_digits(entry, low, digits, high)


def _beyond(entries: Sequence[Written], parts: Sequence[Span]) -> AsWritten:
    said = all(is_beyond(entry, part[2]) for entry, part in zip(entries, parts, strict=True))
    return AsWritten.RIGHT if said else AsWritten.OFF


def _is_within(entries: Sequence[Written], parts: Sequence[Span], tolerance: Tolerance) -> bool:
    """Whether a number lies as near to what is right as the tolerance lets it."""
    size = math.hypot(*(part[2] for part in parts))
    apart = [
        max(part[0] - entry.value, entry.value - part[1], 0.0)
        for entry, part in zip(entries, parts, strict=True)
    ]
    allowed = tolerance.atol + tolerance.rtol * size
    is_nothing = not any(entry.value for entry in entries) and size > NOISE
    if is_nothing and tolerance == _EXACT:
        return False
    return math.hypot(*apart) <= allowed * (1 + SLACK) + FLOAT * size


def _by_angle(
    entry: Written, parts: Sequence[Span], precision: Precision, digits: Digits | None
) -> AsWritten:
    """A number that was written by its modulus and its angle."""
    polar = entry.polar
    modulus, angle = polar.modulus, polar.angle
    if modulus.value < 0:
        modulus = replace(modulus, value=-modulus.value)
        angle = replace(angle, value=angle.value + polar.turn / 2)
    sizes, angles = _moduli(parts), _angles(parts, polar.turn)

    def worth(one: Written, span: Span) -> AsWritten:
        if digits is not None:
            return _to_digits(one, span, digits)
        return agreement(one, *span, _EXACT, precision)

    found = worth(modulus, sizes)
    if angles is None:
        return found
    turns = round((angle.value - angles[2]) / polar.turn)
    angle = replace(angle, value=angle.value - turns * polar.turn)
    turned = worth(angle, angles)
    if digits is None and turned in _FEW and _is_fine(angle, polar.turn, precision):
        turned = AsWritten.RIGHT
    return worst((found, turned))


def _is_fine(angle: Written, turn: float, precision: Precision) -> bool:
    """Whether an angle is written finely beside the figures that a modulus needs: 9° says more of a
    number than two figures do."""
    unit = 10.0 ** (idle_zeros(angle) - (angle.decimals or 0)) * 2 * math.pi / turn
    return unit <= 10.0 ** (1 - precision.minimum_figures)


def _moduli(parts: Sequence[Span]) -> Span:
    nearest = [max(low, -high, 0.0) for low, high, _ in parts]
    furthest = [max(abs(low), abs(high)) for low, high, _ in parts]
    return math.hypot(*nearest), math.hypot(*furthest), math.hypot(*(c for *_, c in parts))


def _angles(parts: Sequence[Span], turn: float) -> Span | None:
    """The angles of the numbers that may be right; None where it may be any."""
    (left, right, real), (bottom, top, imaginary) = parts
    size = math.hypot(real, imaginary)
    if size <= NOISE or (left <= 0 <= right and bottom <= 0 <= top):
        return None
    centre = math.atan2(imaginary, real)
    corners = [math.atan2(y, x) - centre for x in (left, right) for y in (bottom, top)]
    apart = [(one + math.pi) % (2 * math.pi) - math.pi for one in corners]
    scale = turn / (2 * math.pi)
    return (centre + min(apart)) * scale, (centre + max(apart)) * scale, centre * scale
