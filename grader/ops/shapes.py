"""What every operation checks before it computes: numbers, shapes, axes and sizes, in words.

Students' text can reach the operations with anything at all, so nothing here trusts a caller:
arrays are turned into float64, may not be empty and are bounded; sizes and axes must be whole
numbers. A result of shape () is an `np.float64`, any other an array.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.errors import NoValueError

Array = NDArray[np.float64]
Axis = int | Sequence[int] | None

MAX_ENTRIES = 100_000
"""The most entries that an argument or a result may have."""
MAX_PRODUCTS = 2_000_000
"""The most products that one operation may add up."""
MAX_DIMENSIONS = 8
"""The most axes that an array may have."""
MAX_WHOLE = 10**9
"""The greatest size, index or axis that is looked at."""


class ShapeError(NoValueError):
    """An operation does not fit its arguments: shapes that clash, sizes or axes that cannot be."""


def array(name: str, given: ArrayLike) -> Array:
    """`given` as float64, for the operation `name`.

    Errors: ShapeError for what is not numbers, is ragged, is empty or too large.
    """
    try:
        found = np.asarray(given)
    except (ValueError, TypeError, OverflowError):
        raise ShapeError(f"{name}: rows of unequal length are not an array") from None
    if found.dtype != np.float64:
        if found.dtype.kind not in "biuf":
            raise ShapeError(f"{name}: real numbers were expected")
        found = found.astype(np.float64)
    if not 0 < found.size <= MAX_ENTRIES or found.ndim > MAX_DIMENSIONS:
        check_size(name, found.shape)
    return found


def value(result: Any) -> Array:
    """What was computed, as float64: an `np.float64` for shape (), else an array."""
    found: Array = np.asarray(result, dtype=np.float64)[()]
    return found


def check_size(name: str, shape: Sequence[int]) -> None:
    """Refuse a shape without entries, with too many, or with too many axes."""
    entries = math.prod(shape)
    if entries == 0:
        raise ShapeError(f"{name}: an array of shape {tuple(shape)} has no entries")
    if entries > MAX_ENTRIES:
        raise ShapeError(f"{name}: {entries} entries are too many; at most {MAX_ENTRIES} can be")
    if len(shape) > MAX_DIMENSIONS:
        raise ShapeError(f"{name}: {len(shape)} axes are too many; at most {MAX_DIMENSIONS} can be")


def check_products(name: str, *factors: int) -> None:
    """Refuse an operation that would add up more products than the bound."""
    if math.prod(factors) > MAX_PRODUCTS:
        raise ShapeError(f"{name}: arrays of these sizes are too large to compute")


def dimensional(name: str, what: str, given: ArrayLike, *dimensions: int) -> Array:
    """`given` as an array which has one of these numbers of axes; `what` it is called."""
    found = array(name, given)
    if found.ndim not in dimensions:
        wanted = " or ".join(str(n) for n in dimensions)
        noun = "axis" if dimensions[-1] == 1 else "axes"
        raise ShapeError(f"{name}: {what} has shape {found.shape}; {wanted} {noun} expected")
    return found


def matrix(name: str, what: str, given: ArrayLike) -> Array:
    """`given` as an array of two axes."""
    found = array(name, given)
    if found.ndim != 2:
        raise ShapeError(f"{name}: {what} has shape {found.shape}; a matrix was expected")
    return found


def shaped(name: str, what: str, given: ArrayLike, shape: tuple[int, ...]) -> Array:
    """`given` as an array of exactly this shape."""
    found = array(name, given)
    if found.shape != shape:
        raise ShapeError(f"{name}: {what} has shape {found.shape}; {shape} was expected")
    return found


def fitting(name: str, what: str, given: ArrayLike, shape: tuple[int, ...]) -> Array:
    """`given` as an array that broadcasts to this shape without enlarging it."""
    found = array(name, given)
    sizes = zip(reversed(found.shape), reversed(shape), strict=False)
    if found.ndim > len(shape) or any(own not in (1, size) for own, size in sizes):
        raise ShapeError(f"{name}: {what} has shape {found.shape}, which does not fit {shape}")
    return found


def several(given: Any) -> bool:
    """Whether `given` is a row of values rather than one."""
    return isinstance(given, list | tuple) or (isinstance(given, np.ndarray) and given.ndim > 0)


def real(given: Any) -> float:
    """`given` as a float, nan when it is not one real number."""
    if isinstance(given, np.ndarray) and given.ndim == 0:
        given = given[()]
    if not isinstance(given, int | float | np.integer | np.floating | np.bool_):
        return math.nan
    try:
        return float(given)
    except OverflowError:
        return math.inf


def shown(given: Any) -> str:
    """`given` in a few characters, for a message."""
    if isinstance(given, np.ndarray) and given.ndim > 0:
        return f"an array of shape {given.shape}"
    number = real(given)
    if math.isnan(number):
        return "several values" if several(given) else str(given)[:40]
    return f"{number:g}"


def whole(name: str, what: str, given: Any, least: int | None = None) -> int:
    """`given` as an int, be it an int, a float or an array of shape ().

    Errors: ShapeError for anything with a fraction, not finite, or below `least`.
    """
    number = real(given)
    if not number.is_integer() or (least is not None and number < least):
        bound = "" if least is None else f" from {least} on"
        raise ShapeError(f"{name}: {what} must be a whole number{bound}, not {shown(given)}")
    if abs(number) > MAX_WHOLE:
        raise ShapeError(f"{name}: {what} {number:g} is too large")
    return int(number)


def flag(name: str, what: str, given: Any) -> bool:
    """`given` as yes or no: True and False, 1 and 0."""
    number = real(given)
    if number not in (0.0, 1.0):
        raise ShapeError(f"{name}: {what} must be True or False, not {shown(given)}")
    return number == 1.0


def whole_array(name: str, what: str, given: ArrayLike, size: int) -> NDArray[np.intp]:
    """`given` as indices: whole numbers from 0 to size - 1."""
    found = array(name, given)
    wrong = found[~((found >= 0) & (found < size) & (found == np.floor(found)))]
    if wrong.size:
        raise ShapeError(
            f"{name}: {what} must be whole numbers from 0 to {size - 1}; one is {wrong[0]:g}"
        )
    return found.astype(np.intp)


def few(name: str, what: str, given: tuple[Any, ...]) -> Sequence[Any]:
    """Values given one by one, or as one row of them; no more than there can be axes."""
    listed = given[0] if len(given) == 1 and several(given[0]) else given
    if len(listed) > MAX_DIMENSIONS:
        raise ShapeError(f"{name}: {len(listed)} {what} are too many; at most {MAX_DIMENSIONS}")
    found: Sequence[Any] = listed
    return found


def pair(name: str, what: str, given: Any, least: int) -> tuple[int, int]:
    """One whole number for both directions, or two: down, then across."""
    if not several(given):
        number = whole(name, what, given, least)
        return number, number
    if len(given) != 2:
        raise ShapeError(f"{name}: {what} is one number or a pair, not {len(given)} values")
    return whole(name, what, given[0], least), whole(name, what, given[1], least)


def sizes(name: str, shape: tuple[Any, ...]) -> tuple[int, ...]:
    """A shape given as sizes one by one or as one sequence, checked and bounded."""
    found = tuple(whole(name, "size", size, least=1) for size in few(name, "sizes", shape))
    check_size(name, found)
    return found


def one_axis(name: str, axis: Any, shape: tuple[int, ...]) -> int:
    """The axis, counted from 0; a negative one counts from the end."""
    number = whole(name, "axis", axis)
    if not -len(shape) <= number < len(shape):
        held = {0: "a number has no axes", 1: "0 is the only axis"}
        choice = held.get(len(shape), f"axes 0 to {len(shape) - 1} exist")
        raise ShapeError(f"{name}: no axis {number} in shape {shape}; {choice}")
    return number % len(shape)


def axes(name: str, axis: Any, shape: tuple[int, ...]) -> tuple[int, ...] | None:
    """The axes of one reduction, counted from 0; None stands for all of them."""
    if axis is None:
        return None
    found = tuple(one_axis(name, one, shape) for one in few(name, "axes", (axis,)))
    if len(set(found)) < len(found):
        raise ShapeError(f"{name}: axes {found} name one axis twice")
    return found


def check_broadcast(name: str, arrays: Sequence[Array]) -> None:
    """Refuse shapes that do not go together entry by entry, or make too large a result."""
    shapes = [one.shape for one in arrays if one.ndim]
    if len(set(shapes)) < 2:
        return
    try:
        check_size(name, np.broadcast_shapes(*shapes))
    except ValueError:
        listed = " and ".join(str(shape) for shape in shapes)
        raise ShapeError(
            f"{name}: {listed} do not fit entry by entry; sizes must be equal, or 1"
        ) from None


def elementwise(name: str, function: Callable[..., Any], *values: ArrayLike) -> Array:
    """`function` of the values entry by entry, broadcasting as numpy does, without warnings."""
    arrays = [array(name, given) for given in values]
    if len(arrays) > 1:
        check_broadcast(name, arrays)
    with np.errstate(all="ignore"):
        return value(function(*arrays))
