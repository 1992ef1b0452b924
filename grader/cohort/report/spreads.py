"""How numbers of a class lie: totals in quarters and bars, and what a step says of the rest."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from grader.cohort.report.report_records import Spread
from grader.model import Array

MOST_BARS = 20
LEAST_FOR_CORRELATION = 10
"""Students below whom a correlation says more of chance than of the step."""
LOW = 0.2
"""Discrimination below which a step is looked at: what books on testing recommend.
Source: Ebel and Frisbie, Essentials of Educational Measurement, 1991"""


def spread_of(totals: Sequence[float], possible: float) -> Spread:
    """The spread of some totals; of none, all figures are 0."""
    values = np.asarray(totals, dtype=np.float64)
    edges = bar_edges(max(possible, float(values.max(initial=0.0))))
    counts, _ = np.histogram(values, bins=np.asarray(edges))
    is_there = values.size > 0
    quartiles = np.percentile(values, (0, 25, 50, 75, 100)) if is_there else np.zeros(5)
    least, low, middle, high, most = (float(one) for one in quartiles)
    return Spread(
        totals=tuple(float(one) for one in values),
        possible=possible,
        mean=float(values.mean()) if is_there else 0.0,
        deviation=float(values.std(ddof=1)) if values.size > 1 else 0.0,
        quartiles=(least, low, middle, high, most),
        edges=edges,
        counts=tuple(int(one) for one in counts),
    )


def bar_edges(most: float) -> tuple[float, ...]:
    """The bounds of bars from 0 on, as wide as people count: 1, 2, 5, 10 and so on, at most 20."""
    if most <= 0:
        return (0.0, 1.0)
    least = most / MOST_BARS
    power = 10.0 ** math.floor(math.log10(least))
    width = next(n * power for n in (1, 2, 5, 10, 20) if n * power >= least * (1 - 1e-9))
    return tuple(width * i for i in range(math.ceil(most / width - 1e-9) + 1))


def discrimination_of(credits: Array, totals: Array, points: float) -> float | None:
    """The correlation of a step's credit with the rest of the total, over those who have both.

    Shapes: credits (n), totals (n), nan where a student was not judged
    None where too few were judged, or all earned the same.
    """
    judged = np.isfinite(credits) & np.isfinite(totals)
    if int(judged.sum()) < LEAST_FOR_CORRELATION:
        return None
    own = credits[judged]
    rest = totals[judged] - points * own
    if np.ptp(own) < 1e-9 or np.ptp(rest) < 1e-9:
        return None
    return float(np.corrcoef(own, rest)[0, 1])
