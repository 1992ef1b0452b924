"""Where names are drawn at random: a range, whole numbers, a few values, rows of shares."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader import record
from grader.errors import RubricError
from grader.mathlang.repeatable_draws import Draws

Array = NDArray[np.float64]


@record(frozen=True, slots=True)
class Domain:
    """Numbers from low to high, or the listed values alone.

    gap: no closer to zero than this, for zero hides slips (and divides).
    rows: "one_hot" or "distribution": what lies along the last axis, shares whose sum is 1.
    """

    low: float = -2.0
    high: float = 2.0
    whole: bool = False
    values: tuple[float, ...] = ()
    gap: float = 0.2
    rows: str = ""


ANYWHERE = Domain()
NAMED: dict[str, Domain] = {
    "any": ANYWHERE,
    "positive": Domain(0.2, 3.0, gap=0.0),
    "negative": Domain(-3.0, -0.2, gap=0.0),
    "probability": Domain(0.05, 0.95, gap=0.0),
    "integer": Domain(-5, 5, whole=True, gap=0.0),
    "count": Domain(1, 6, whole=True, gap=0.0),
    "label": Domain(values=(0.0, 1.0)),
    "boolean": Domain(values=(0.0, 1.0)),
    "one_hot": Domain(rows="one_hot"),
    "distribution": Domain(rows="distribution"),
}
"""The domains that have a name."""


def domain(spec: Any) -> Domain:
    """The domain that a rubric describes: `[-3, 3]`, `positive`, `{values: [0, 1]}`,
    `{low: 1, high: 9, integer: true}`.

    Errors: RubricError.
    """
    if isinstance(spec, Domain):
        return spec
    if isinstance(spec, str) and spec in NAMED:
        return NAMED[spec]
    if isinstance(spec, Mapping) and "values" in spec:
        return Domain(values=tuple(float(value) for value in spec["values"]))
    if isinstance(spec, Mapping) and {"low", "high"} <= set(spec) <= {"low", "high", "integer"}:
        return _range(spec["low"], spec["high"], bool(spec.get("integer")))
    if isinstance(spec, (list, tuple)) and len(spec) == 2:
        return _range(*spec)
    known = ", ".join(NAMED)
    raise RubricError(f"{spec!r} is no domain; write [low, high], {{values: [...]}} or {known}")


def _range(low: Any, high: Any, whole: bool = False) -> Domain:
    if not all(isinstance(bound, (int, float)) for bound in (low, high)) or not low < high:
        raise RubricError(f"[{low}, {high}] is no range: two numbers, the smaller first")
    return Domain(float(low), float(high), whole=whole, gap=0.0)


def sizes(dimensions: Mapping[str, Sequence[str | int]], generator: Draws) -> dict[str, int]:
    """A size for each named dimension, all of them different, from 2 up."""
    names = dict.fromkeys(
        size for shape in dimensions.values() for size in shape if isinstance(size, str)
    )
    numbers = 2 + generator.order(len(names))
    return {name: int(number) for name, number in zip(names, numbers, strict=True)}


def drawn(
    source: Domain,
    named: Sequence[str | int],
    sign: int,
    generator: Draws,
    size: Mapping[str, int] = MappingProxyType({}),
) -> Array:
    """Random numbers of a domain. sign: that of a single number, where the domain has both.

    named: the shape, in lengths and in names that `size` has.
    Single numbers have few decimals, so that a message can give them as they are.
    Errors: RubricError for rows of a single number.
    """
    shape = tuple(size[length] if isinstance(length, str) else length for length in named)
    if source.rows:
        return _shares(source.rows, shape, generator)
    if source.values:
        return generator.choice(source.values, shape)
    if source.whole:
        return np.asarray(generator.integers(int(source.low), int(source.high) + 1, shape), float)
    if not shape:
        single: Array = np.float64(_single(source, sign, float(generator.random())))
        return single
    found = generator.uniform(source.low, source.high, shape)
    if source.gap:
        small = np.abs(found) < source.gap
        found = np.where(small, np.where(found < 0, found - source.gap, found + source.gap), found)
    return found


def _shares(rows: str, shape: tuple[int, ...], generator: Draws) -> Array:
    """Numbers that sum to 1 along the last axis: a single 1, or all positive."""
    if not shape:
        raise RubricError(f"{rows} is a domain of vectors and matrices; name its dimensions")
    if rows == "one_hot":
        places = generator.integers(0, shape[-1], shape[:-1])
        return np.asarray(np.eye(shape[-1])[places])
    parts = generator.uniform(0.1, 1, shape)
    return np.asarray(parts / parts.sum(axis=-1, keepdims=True))


def _single(source: Domain, sign: int, share: float) -> float:
    """One number, a share of the way through the domain, on the side of zero that is asked for."""
    low, high = source.low, source.high
    if low < -source.gap and high > source.gap:
        low, high = (source.gap, high) if sign > 0 else (low, -source.gap)
    value = low + (high - low) * share
    decimals = 2 if high - low > 0.5 else 4
    rounded = round(value, decimals)
    return rounded if low <= rounded <= high else value
