"""What a rule over complex numbers may call: each takes and gives numbers of numpy.

`number`, `pair` and `real` pass between pairs of real numbers in the last axis and complex ones.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.errors import NoValueError
from grader.ops.shapes import MAX_PRODUCTS, ShapeError

Numbers = NDArray[Any]
Function = Callable[..., Any]
NOISE = 1e-13
"""The share of a complex number that arithmetic may leave in a part of it that is zero."""
MOST = 100
"""Rows of a matrix, and coefficients of a polynomial, of which values are sought."""


def _number(pair: Numbers) -> Numbers:
    if pair.ndim == 0 or pair.shape[-1] != 2:
        raise ShapeError(f"an array of shape {pair.shape} is no pair of a complex number")
    found: Numbers = np.asarray(pair[..., 0] + 1j * pair[..., 1])[()]
    return found


def pair(value: Any) -> NDArray[np.float64]:
    """A complex number as the pair of its parts, without what arithmetic left in one of them.

    Shapes: value (...) -> (..., 2)
    """
    found = tidied(np.asarray(value, dtype=np.complex128))
    return np.stack([found.real, found.imag], axis=-1)


def tidied(value: Numbers) -> Numbers:
    """Numbers whose parts are zero where nothing but rounding made them something else."""
    with np.errstate(all="ignore"):
        size = np.abs(value)
        least = np.maximum(NOISE * size, 1e-15 * np.max(size, initial=0.0))
        real, imaginary = (
            np.where(np.abs(part) <= least, 0.0, part) for part in (value.real, value.imag)
        )
    return np.asarray(real + 1j * imaginary)


def _real(value: Any) -> Numbers:
    found = tidied(np.asarray(value, dtype=np.complex128))
    if found.imag.any():
        raise NoValueError("a real number belongs here, and this one is complex")
    real: Numbers = found.real[()]
    return real


def _wide(value: Any) -> Numbers:
    return np.asarray(value, dtype=np.complex128)[()]


def _degrees(value: Any) -> Numbers:
    return np.asarray(np.degrees(_angle(value)))[()]


def _angle(value: Any) -> Numbers:
    return np.asarray(np.angle(tidied(_wide(value))))[()]


def _polar(modulus: Any, angle: Any) -> Numbers:
    return np.asarray(modulus * np.exp(1j * np.asarray(angle)))[()]


def _polar_degrees(modulus: Any, angle: Any) -> Numbers:
    return _polar(modulus, np.radians(_real(angle)))


def _parallel(*impedances: Any) -> Numbers:
    total = sum(1.0 / _wide(one) for one in impedances)
    return np.asarray(1.0 / total)[()]


def _in_order(values: Numbers) -> Numbers:
    """Values by their real parts, the greatest first, then by their imaginary ones."""
    scale = float(np.max(np.abs(values), initial=0.0)) or 1.0
    keys = [np.round(part / scale, 9) for part in (-values.imag, -values.real)]
    return np.asarray(tidied(values)[np.lexsort(keys)])


def _roots(coefficients: Any) -> Numbers:
    given = np.ravel(_wide(coefficients))
    if not 2 <= given.size <= MOST:
        raise ShapeError("roots: a polynomial has from 2 to 100 coefficients, the highest first")
    if given[0] == 0:
        raise NoValueError("roots: the first coefficient is 0")
    return _in_order(np.roots(given))


def _matrix(name: str, value: Any) -> Numbers:
    found = _wide(value)
    if found.ndim != 2 or found.shape[0] != found.shape[1] or len(found) > MOST:
        raise ShapeError(f"{name}: a square matrix was expected, of at most {MOST} rows")
    return found


def _linear(function: Callable[..., Any], *given: Any) -> Numbers:
    try:
        return np.asarray(function(*given))[()]
    except np.linalg.LinAlgError as problem:
        raise NoValueError(str(problem)) from None
    except ValueError as problem:
        raise ShapeError(str(problem)) from None


def _eigenvalues(matrix: Any) -> Numbers:
    return _in_order(_linear(np.linalg.eigvals, _matrix("eigenvalues", matrix)))


def _transformed(function: Callable[..., Any]) -> Function:
    def found(values: Any) -> Numbers:
        given = _wide(values)
        if given.ndim != 1 or given.size * given.size > MAX_PRODUCTS:
            raise ShapeError("a transform takes one vector")
        return np.asarray(function(given))

    return found


def _solve(matrix: Any, right: Any) -> Numbers:
    return _linear(np.linalg.solve, _matrix("solve", matrix), _wide(right))


_PLAIN: dict[str, Function] = {
    "abs": np.abs, "re": np.real, "im": np.imag, "conj": np.conj, "exp": np.exp,
    "arg": _angle, "arg_deg": _degrees, "polar": _polar, "polar_deg": _polar_degrees,
    "cis": lambda angle: _polar(1.0, angle), "cis_deg": lambda angle: _polar_degrees(1.0, angle),
    "parallel": _parallel, "roots": _roots, "eigenvalues": _eigenvalues,
    "fft": _transformed(np.fft.fft), "ifft": _transformed(np.fft.ifft),
    "inv": lambda x: _linear(np.linalg.inv, _matrix("inv", x)),
    "det": lambda x: _linear(np.linalg.det, _matrix("det", x)), "solve": _solve,
    "sum": np.sum, "mean": np.mean, "prod": np.prod, "size": np.size,
}  # fmt: skip
_OF_COMPLEX: dict[str, Function] = {
    "sqrt": np.sqrt, "log": np.log, "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
}  # fmt: skip
"""Functions that have a value everywhere only among the complex numbers."""


def _widely(function: Function) -> Function:
    return lambda x: function(_wide(x))


FUNCTIONS: dict[str, Function] = {
    "number": _number, "pair": pair, "real": _real, "wide": _wide,
    "i": lambda: np.complex128(1j), "j": lambda: np.complex128(1j), **_PLAIN,
    **{name: _widely(function) for name, function in _OF_COMPLEX.items()},
}  # fmt: skip
"""The functions by name, `complex.` before it in a tree."""
