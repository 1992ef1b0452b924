"""Values as a TA reads them in a terminal: eight significant figures, matrices row by row."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from grader.model import Array, NoValue

FIGURES = 8


def number(value: float) -> str:
    """A number with eight significant figures: 0.59349571, 16287.264, 1e-12; inf and none."""
    return "none" if value != value else f"{value + 0.0:.{FIGURES}g}"


def shown(value: Array | NoValue) -> str:
    """A value as it could be written in an answer file."""
    if isinstance(value, NoValue):
        return f"no value: {value.reason}"
    return nested(np.asarray(value), map(number, np.ravel(value)))


def nested(array: Array, figures: Iterable[str]) -> str:
    """An array row by row, as it could be written into the template. figures: its entries."""
    each = iter(figures)

    def rows(part: Any) -> str:
        return f"[{', '.join(map(rows, part))}]" if np.ndim(part) else next(each)

    return rows(array)


_DIFFERENCES = {
    "delta_degC": ("°C", "K"),
    "delta_K": ("K", "°C"),
    "delta_degF": ("°F", "°R"),
    "delta_degree_Celsius": ("°C", "K"),
}
"""Differences of temperatures, which nobody writes as a rubric does: signs that fit."""


def with_unit(text: str, unit: str) -> str:
    """A value with the unit that it is in, if it is in any."""
    sign = _DIFFERENCES.get(unit, (unit,))[0]
    return f"{text} {sign}" if unit else text


def unit_in_words(unit: str) -> str:
    """What to write behind a number: "m/s"; "°C or K" for a difference of temperatures."""
    return " or ".join(_DIFFERENCES.get(unit, (unit,)))
