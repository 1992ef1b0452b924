"""Eigenvalues and eigenvectors of matrices whose eigenvalues are real.

An eigenvector is told up to its length and its sign: here it has length 1, and its first entry of
greatest size is positive. Where an eigenvalue counts twice, any two vectors that span its space
would do; do not ask for these entry by entry.
"""

import numpy as np
from numpy.typing import ArrayLike

from grader.errors import NoValueError
from grader.ops.shapes import Array, value
from grader.ops.square_matrices import is_symmetric, led_by_positive, small, tidied

__all__ = (
    "characteristic_polynomial",
    "eigenvalues",
    "eigenvectors",
    "spectral_radius",
)

_SPLIT = 1e-7
"""By what share of the matrix a double eigenvalue may split by rounding: it moves by the root of a
float's precision, 1.5e-8, and may come out as a complex pair."""
_PARALLEL = 1e-6
"""Eigenvectors whose smallest singular value is below this are one and the same by rounding."""


def eigenvalues(x: ArrayLike) -> Array:
    """Eigenvalues of a matrix, the greatest first; each as often as it counts.

    Shapes: x (n, n) -> (n)
    Convention: real eigenvalues alone, also of a matrix that is not symmetric
    Errors: ShapeError for what is not square, or beyond 100 rows; NoValueError when some are
        complex
    """
    return _eigen("eigenvalues", x)[0]


def eigenvectors(x: ArrayLike) -> Array:
    """Eigenvectors of a matrix as columns, in the order of `eigenvalues`.

    Shapes: x (n, n) -> (n, n)
    Convention: of length 1; in each the first entry of greatest size is positive. The first is
        column(eigenvectors(A), 0)
    Errors: ShapeError for what is not square, or beyond 100 rows; NoValueError when eigenvalues
        are complex, or when there are fewer than n independent eigenvectors
    """
    found = _eigen("eigenvectors", x)[1]
    if np.isfinite(found).all():
        smallest = np.linalg.svd(found, compute_uv=False)[-1]
        if smallest < _PARALLEL:
            raise NoValueError(
                f"eigenvectors: the matrix has fewer than {len(found)} independent eigenvectors"
            )
    return found


def spectral_radius(x: ArrayLike) -> Array:
    """Greatest absolute value of the eigenvalues, complex ones among them.

    Shapes: x (n, n) -> ()
    Errors: ShapeError for what is not square, or beyond 100 rows
    """
    x = small("spectral_radius", x)
    if not np.isfinite(x).all():
        return value(np.nan)
    return value(np.abs(np.linalg.eigvals(x)).max())


def characteristic_polynomial(x: ArrayLike) -> Array:
    """Coefficients of det(lambda I - x), the highest power first: 1 is the first of them.

    Shapes: x (n, n) -> (n + 1)
    Convention: lambda I - x, not x - lambda I: for odd n the signs differ
    Errors: ShapeError for what is not square, or beyond 100 rows
    """
    x = small("characteristic_polynomial", x)
    found, power = [1.0], np.eye(len(x))
    with np.errstate(all="ignore"):
        for k in range(1, len(x) + 1):  # Faddeev and LeVerrier: exact for whole numbers
            power = x @ power if k == 1 else x @ (power + found[-1] * np.eye(len(x)))
            found.append(float(-np.trace(power) / k))
    return value(found)


def _eigen(name: str, x: ArrayLike) -> tuple[Array, Array]:
    """Eigenvalues from the greatest on, and their eigenvectors of the agreed signs."""
    x = small(name, x)
    if not np.isfinite(x).all():
        return np.full(len(x), np.nan), np.full(x.shape, np.nan)
    if is_symmetric(x):
        values, vectors = np.linalg.eigh(x)
    else:
        values, vectors = _of_any(name, x)
    order = np.arange(len(x))[::-1] if is_symmetric(x) else np.argsort(-values, kind="stable")
    vectors = vectors[:, order]
    return tidied(values[order]), tidied(vectors * led_by_positive(vectors))


def _of_any(name: str, x: Array) -> tuple[Array, Array]:
    values, vectors = np.linalg.eig(x)
    if np.abs(values.imag).max() > _SPLIT * max(1.0, float(np.abs(x).max())):
        raise NoValueError(f"{name}: some eigenvalues are complex; only real ones can be given")
    real = vectors.real
    return values.real, real / np.sqrt(np.sum(real * real, axis=0))
