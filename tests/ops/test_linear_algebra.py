"""Matrices taken apart: textbook examples, and what each factor promises at random matrices."""

import math

import numpy as np
import pytest

from grader import ops
from grader.errors import GraderError
from grader.ops import FUNCTIONS

S = [[2, 1], [1, 2]]
STRANG = [[1, 2, 2, 4], [2, 4, 6, 8], [3, 6, 8, 12]]
THIRD = [[2, 1, -1], [-3, -1, 2], [-2, 1, 2]]
MAGIC = [[8, 1, 6], [3, 5, 7], [4, 9, 2]]
r2, r5 = math.sqrt(2), math.sqrt(5)

VALUES = [
    # eigenvalues of what is not symmetric, from the greatest on
    ("eigenvalues", ([[4, 1], [2, 3]],), [5, 2]),
    ("eigenvalues", ([[0.8, 0.3], [0.2, 0.7]],), [1, 0.5]),
    ("eigenvalues", ([[1, 2], [2, 4]],), [5, 0]),
    ("eigenvalues", ([[2, 1], [0, 2]],), [2, 2]),
    ("eigenvalues", ([[2, 1, 0], [0, 2, 1], [0, 0, 2]],), [2, 2, 2]),
    ("eigenvectors", ([[4, 1], [2, 3]],), [[1 / r2, -1 / r5], [1 / r2, 2 / r5]]),
    ("eigenvectors", ([[0, 1], [-2, -3]],), [[1 / r2, -1 / r5], [-1 / r2, 2 / r5]]),
    ("spectral_radius", ([[0, -2], [2, 0]],), 2),
    ("characteristic_polynomial", ([[1, 2], [3, 4]],), [1, -5, -2]),
    ("characteristic_polynomial", ([[2, 0, 0], [0, 3, 4], [0, 4, 9]],), [1, -14, 35, -22]),
    # factors
    ("lu_lower", (THIRD,), [[1, 0, 0], [-1.5, 1, 0], [-1, 4, 1]]),
    ("lu_upper", (THIRD,), [[2, 1, -1], [0, 0.5, 0.5], [0, 0, -1]]),
    ("lu_permutation", (THIRD,), [[0, 1, 0], [0, 0, 1], [1, 0, 0]]),
    ("lu_lower", (THIRD, 1), [[1, 0, 0], [2 / 3, 1, 0], [-2 / 3, 0.2, 1]]),
    ("lu_upper", (THIRD, 1), [[-3, -1, 2], [0, 5 / 3, 2 / 3], [0, 0, 0.2]]),
    ("lu_permutation", ([[1, 2], [3, 4]],), [[0, 1], [1, 0]]),
    ("lu_lower", ([[1, 2], [3, 4]], 1), [[1, 0], [1 / 3, 1]]),
    ("lu_upper", ([[7]],), [[7]]),
    ("lu_upper", ([[0, 0], [0, 3]],), [[0, 0], [0, 3]]),
    ("cholesky", ([[4, 12, -16], [12, 37, -43], [-16, -43, 98]],),
     [[2, 0, 0], [6, 1, 0], [-8, 5, 3]]),
    ("qr_q", ([[12, -51, 4], [6, 167, -68], [-4, 24, -41]],),
     np.array([[150, -69, -58], [75, 158, 6], [-50, 30, -165]]) / 175),
    ("qr_r", ([[12, -51, 4], [6, 167, -68], [-4, 24, -41]],),
     [[14, 21, -14], [0, 175, -70], [0, 0, 35]]),
    ("qr_q", ([[3], [4]],), [[0.6], [0.8]]),
    ("singular_values", ([[3, 0], [4, 5]],), [3 * r5, r5]),
    ("svd_v", ([[3, 0], [4, 5]],), [[1 / r2, 1 / r2], [1 / r2, -1 / r2]]),
    ("svd_u", ([[3, 0], [4, 5]],), np.array([[1, 3], [3, -1]]) / math.sqrt(10)),
    # systems
    ("rref", ([[1, 2, -1, -4], [2, 3, -1, -11], [-2, 0, -3, 22]],),
     [[1, 0, 0, -8], [0, 1, 0, 1], [0, 0, 1, -2]]),
    ("rref", (STRANG,), [[1, 2, 0, 4], [0, 0, 1, 0], [0, 0, 0, 0]]),
    ("row_echelon", (STRANG,), [[1, 2, 2, 4], [0, 0, 2, 0], [0, 0, 0, 0]]),
    ("row_echelon", ([[0, 2], [3, 4]],), [[3, 4], [0, 2]]),
    ("row_echelon", ([[1, 3], [2, 4]],), [[1, 3], [0, -2]]),
    ("matrix_rank", (STRANG,), 2),
    ("matrix_rank", ([[1e12, 1], [0, 5]],), 2),
    ("matrix_rank", ([[0.1, 0.3], [0.2, 0.6]],), 1),
    ("matrix_rank", ([[0, 0]],), 0),
    ("nullity", (STRANG,), 2),
    ("null_space", (STRANG,), [[-2, -4], [1, 0], [0, 0], [0, 1]]),
    ("column_space", (STRANG,), [[1, 2], [2, 6], [3, 8]]),
    ("least_squares", ([[1, 0], [1, 1], [1, 2]], [6, 0, 0]), [5, -3]),
    ("least_squares", ([[1, 0], [1, 1], [1, 2]], [[6], [0], [0]]), [[5], [-3]]),
    ("pinv", ([[1], [2]],), [[0.2, 0.4]]),
    ("pinv", ([[1, 0], [0, 0]],), [[1, 0], [0, 0]]),
    ("projection_matrix", ([1, 1],), [[0.5, 0.5], [0.5, 0.5]]),
    ("vector_projection", ([6, 0, 0], [[1, 0], [1, 1], [1, 2]]), [5, 2, -1]),
    ("vector_projection", ([1, 2], [3, 0]), [1, 0]),
    ("matrix_norm", ([[1, -7], [-2, -3]], 1), 10),
    ("matrix_norm", ([[1, -7], [-2, -3]], math.inf), 8),
    ("matrix_norm", ([[3, 0], [4, 5]],), 3 * r5),
    ("matrix_norm", ([[3, 0], [4, 5]], "fro"), math.sqrt(50)),
    ("condition_number", ([[1, 2], [3, 4]], 1), 21),
    ("condition_number", ([[2, 0], [0, 8]],), 4),
    ("condition_number", ([[1, 2], [2, 4]],), math.inf),
    # determinants
    ("det", ([[1, 2, 3], [4, 5, 6], [7, 8, 9]],), 0),
    ("cofactors", (MAGIC,), [[-53, 22, 7], [52, -8, -68], [-23, -38, 37]]),
    ("cofactors", ([[1, 2], [2, 4]],), [[4, -2], [-2, 1]]),
    ("adjugate", ([[-3, 2, -5], [-1, 0, -2], [3, -4, 1]],),
     [[-8, 18, -4], [-5, 12, -1], [4, -6, 2]]),
    ("cross", ([1, 2, 3], [4, 5, 6]), [-3, 6, -3]),
]  # fmt: skip


@pytest.mark.parametrize("name, args, expected", VALUES)
def test_the_value_is_that_of_the_textbook(name, args, expected) -> None:
    found = FUNCTIONS[name](*args)
    assert found.dtype == np.float64
    assert np.shape(found) == np.shape(expected)
    assert np.allclose(found, expected, rtol=1e-11, atol=1e-12)
    exact = np.asarray(expected) == 0
    assert (np.asarray(found)[exact] == 0).all(), "what is 0 on paper is 0, not 4e-17"


MESSAGES = [
    ("eigenvalues", ([[0, 1], [-1, 0]],),
     "some eigenvalues are complex; only real ones can be given"),
    ("eigenvectors", ([[2, 1], [0, 2]],),
     "the matrix has fewer than 2 independent eigenvectors"),
    ("eigenvectors", ([[1, 2, 3]],), "(1, 3) is not square"),
    ("lu_lower", ([[0, 1], [1, 0]],),
     "the pivot in row 1 is 0; rows must change places: pivoting=1"),
    ("lu_lower", (S, 2), "pivoting must be True or False, not 2"),
    ("cholesky", ([[1, 2], [2, 1]],), "the matrix is not positive definite"),
    ("cholesky", ([[1, 2], [0, 1]],), "the matrix is not symmetric"),
    ("null_space", (S,), "the columns are independent, only the zero vector is in it"),
    ("column_space", ([[0, 0]],), "a matrix of zeros has only the zero vector in it"),
    ("matrix_norm", (S, 3), 'the order is 1, 2, inf or "fro", not 3'),
    ("least_squares", (S, [1, 2, 3]), "(2, 2) and (3,): the sizes 2 and 3 differ"),
    ("vector_projection", ([1, 2], [1, 2, 3]), "(2,) and (3, 1): the sizes 2 and 3 differ"),
    ("rref", (np.ones((2, 101)),),
     "(2, 101) is too large; at most 100 rows and columns can be"),
    ("cross", ([1, 2], [3, 4]), "a has shape (2,); (3,) was expected"),
    ("inv_gradient", (S, [[1, 2], [2, 4]]), "the matrix is singular, it has no inverse"),
]  # fmt: skip


@pytest.mark.parametrize("name, args, told", MESSAGES)
def test_what_has_no_value_is_told(name, args, told) -> None:
    with pytest.raises(GraderError) as refused:
        FUNCTIONS[name](*args)
    assert str(refused.value) == f"{name}: {told}"


RANDOM = np.random.default_rng(11)
MATRICES = [RANDOM.normal(size=shape) for shape in [(1, 1), (2, 2), (3, 3), (6, 6)]]
OBLONG = [*MATRICES, RANDOM.normal(size=(4, 2)), RANDOM.normal(size=(2, 5))]


@pytest.mark.parametrize("x", MATRICES)
def test_lu_gives_the_matrix_back(x) -> None:
    assert np.allclose(ops.lu_lower(x) @ ops.lu_upper(x), x)
    lower, upper = ops.lu_lower(x, True), ops.lu_upper(x, True)
    assert np.allclose(lower @ upper, ops.lu_permutation(x) @ x)
    assert (np.abs(lower) <= 1).all()
    assert np.array_equal(np.tril(lower), lower)
    assert np.array_equal(np.triu(upper), upper)


@pytest.mark.parametrize("x", OBLONG)
def test_qr_and_the_singular_values_give_the_matrix_back(x) -> None:
    q, r = ops.qr_q(x), ops.qr_r(x)
    assert np.allclose(q @ r, x)
    assert np.allclose(q.T @ q, np.eye(q.shape[1]))
    assert (np.diagonal(r) >= 0).all()
    u, s, v = ops.svd_u(x), ops.singular_values(x), ops.svd_v(x)
    assert np.allclose(u @ np.diag(s) @ v.T, x)
    assert (np.diff(s) <= 0).all()
    assert all(column[np.argmax(np.abs(column))] > 0 for column in v.T)


@pytest.mark.parametrize("x", OBLONG)
def test_row_reduction_keeps_the_row_space_and_finds_the_null_space(x) -> None:
    x = np.vstack([x, x[0] + x[-1]])
    for form in (ops.rref(x), ops.row_echelon(x)):
        assert np.linalg.matrix_rank(np.vstack([x, form])) == ops.matrix_rank(x)
    if ops.nullity(x):
        assert np.allclose(x @ ops.null_space(x), 0)
        assert ops.null_space(x).shape == (x.shape[1], ops.nullity(x))


@pytest.mark.parametrize("x", MATRICES)
def test_eigenvectors_are_only_scaled_by_a_matrix_that_is_not_symmetric(x) -> None:
    own = np.arange(len(x), 0, -1.0)
    made = x @ np.diag(own) @ np.linalg.inv(x)
    vectors = ops.eigenvectors(made)
    assert np.allclose(ops.eigenvalues(made), own)
    assert np.allclose(made @ vectors, vectors * own)
    assert np.allclose(np.sum(vectors**2, axis=0), 1)
    assert all(column[np.argmax(np.abs(column))] > 0 for column in vectors.T)


@pytest.mark.parametrize("x", MATRICES)
def test_a_polynomial_is_0_at_the_eigenvalues(x) -> None:
    made = x + x.T
    assert np.allclose(np.polyval(ops.characteristic_polynomial(made), ops.eigenvalues(made)), 0)


@pytest.mark.parametrize("name", ["eigenvalues", "eigenvectors", "lu_upper", "qr_q", "svd_u",
    "singular_values", "cholesky", "rref", "pinv", "matrix_rank", "cofactors", "matrix_norm",
    "condition_number", "spectral_radius"])  # fmt: skip
def test_of_a_matrix_that_holds_nan_nothing_is_known(name) -> None:
    assert np.isnan(FUNCTIONS[name]([[1, math.nan], [math.nan, 2]])).all()
