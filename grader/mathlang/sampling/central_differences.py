"""Gradients by central differences: what a rule for a gradient must agree with."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.errors import NoValueError

MAX_ENTRIES = 400
"""Entries of the value that a gradient is taken by."""


def numerical_gradient(
    function: Callable[[dict[str, Any]], ArrayLike],
    values: Mapping[str, ArrayLike],
    name: str,
    step: float = 1e-4,
) -> NDArray[np.float64]:
    """The gradient of a number by one named value, by differences of fourth order.

    Shapes: values[name] any -> the same
    function: of the values by name, gives one number.
    Errors: NoValueError if the function is not one finite number near the point, or the value has
        more than MAX_ENTRIES entries.
    """
    at = np.asarray(values[name], dtype=np.float64)
    if at.size > MAX_ENTRIES:
        raise NoValueError(
            f"{name} has {at.size} entries; a gradient by {MAX_ENTRIES} can be tried"
        )
    gradient: NDArray[np.float64] = np.empty_like(at)
    for place in np.ndindex(at.shape):
        width = step * max(1.0, abs(float(at[place])))
        near, far = (
            _value(function, values, name, _moved(at, place, k * width))
            - _value(function, values, name, _moved(at, place, -k * width))
            for k in (1, 2)
        )
        gradient[place] = (8 * near - far) / (12 * width)
    return gradient


def _moved(at: NDArray[np.float64], place: tuple[int, ...], by: float) -> NDArray[np.float64]:
    moved: NDArray[np.float64] = at.copy()
    moved[place] += by
    return moved


def _value(
    function: Callable[[dict[str, Any]], ArrayLike],
    values: Mapping[str, ArrayLike],
    name: str,
    moved: NDArray[np.float64],
) -> float:
    found = np.asarray(function({**values, name: moved}), dtype=np.float64)
    if found.size != 1 or not np.isfinite(found).all():
        raise NoValueError(f"near this {name} the value is not one finite number")
    return float(found.reshape(()))
