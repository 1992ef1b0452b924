"""Values as a TA reads them in a terminal: eight significant figures, matrices row by row."""

from typing import Any

import numpy as np

from grader.model import Array, NoValue

FIGURES = 8


def number(value: float) -> str:
    """A number with eight significant figures: 0.59349571, 16287.264, 1e-12."""
    return f"{value + 0.0:.{FIGURES}g}"


def shown(value: Array | NoValue) -> str:
    """A value as it could be written in an answer file."""
    if isinstance(value, NoValue):
        return f"no value: {value.reason}"
    return _nested(np.asarray(value).tolist())


def _nested(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_nested(item) for item in value) + "]"
    return number(value)
