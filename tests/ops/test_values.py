"""What the operations give, by small examples that can be checked by hand."""

import contextlib
import math

import numpy as np
import pytest

from grader.errors import GraderError
from grader.ops import FUNCTIONS

nan = math.nan
A = [[1, 2, 3], [4, 5, 6]]
S = [[2, 1], [1, 2]]
CUBE = np.arange(8).reshape(2, 2, 2)

VALUES = [
    # elementary
    ("abs", (-2,), {}, 2),
    ("ceil", (1.2,), {}, 2),
    ("erf", ([0, 30],), {}, [0, 1]),
    ("exp", (1,), {}, math.e),
    ("binomial", ([5, 5, 0, 1000, 3, -1, 0.5], [2, 5, 0, 3, 4, 1, 1]), {},
     [10, 1, 1, 166167000, 0, nan, nan]),
    ("factorial", ([0, 5, 171, -1, 0.5],), {}, [1, 120, math.inf, nan, nan]),
    ("floor", (-1.2,), {}, -2),
    ("ln", (math.e,), {}, 1),
    ("log", ([1, 0, -1],), {}, [0, -math.inf, nan]),
    ("log10", (1000,), {}, 3),
    ("log2", (8,), {}, 3),
    ("reciprocal", (4,), {}, 0.25),
    ("round", ([0.5, 1.5, -2.7],), {}, [0, 2, -3]),
    ("sign", ([-3, 0, 3],), {}, [-1, 0, 1]),
    ("sqrt", (9,), {}, 3),
    ("square", (-3,), {}, 9),
    ("asin", (1,), {}, math.pi / 2),
    ("acosh", (1,), {}, 0),
    ("atan", (1,), {}, math.pi / 4),
    ("cosh", (0,), {}, 1),
    # arithmetic
    ("add", (A, [1, 0, -1]), {}, [[2, 2, 2], [5, 5, 5]]),
    ("subtract", (1, [1, 2]), {}, [0, -1]),
    ("hadamard", ([1, 2], [3, 4]), {}, [3, 8]),
    ("divide", ([1, 1, 0], [2, 0, 0]), {}, [0.5, math.inf, nan]),
    ("power", ([2, -8], [3, 1 / 3]), {}, [8, nan]),
    ("maximum", ([1, 5], 3), {}, [3, 5]),
    ("minimum", ([1, 5], 3), {}, [1, 3]),
    ("clip", ([-2, 0.5, 9], 0, 1), {}, [0, 0.5, 1]),
    ("step", ([-1, 0, 1], 0.5), {}, [0, 0.5, 1]),
    ("where", ([1, 0], [10, 20], -1), {}, [10, -1]),
    ("less", ([1, 2, nan], 2), {}, [1, 0, nan]),
    ("less_equal", ([1, 2, 3], 2), {}, [1, 1, 0]),
    ("greater", ([1, 2, 3], 2), {}, [0, 0, 1]),
    ("greater_equal", ([1, 2, 3], 2), {}, [0, 1, 1]),
    ("equal", ([1, 2, 3], 2), {}, [0, 1, 0]),
    ("not_equal", ([1, 2, 3], 2), {}, [1, 0, 1]),
    ("logical_and", ([0, 1, 2], [1, 0, 3]), {}, [0, 0, 1]),
    ("logical_or", ([0, 1, 0], [0, 0, 3]), {}, [0, 1, 1]),
    ("logical_not", ([0, 2],), {}, [1, 0]),
    # activations
    ("sigmoid", (0.38,), {}, 1 / (1 + math.exp(-0.38))),
    ("logistic", (0,), {}, 0.5),
    ("leaky_relu", ([-2, 3], 0.1), {}, [-0.2, 3]),
    ("gelu", (1,), {}, 0.5 * (1 + math.erf(1 / math.sqrt(2)))),
    ("drelu", ([-1, 0, 1],), {}, [0, 0, 1]),
    ("softmax", ([[0, math.log(3)]],), {}, [[0.25, 0.75]]),
    ("softmax", ([[0], [math.log(3)]], 0), {}, [[0.25], [0.75]]),
    ("log_softmax", ([0, 0],), {}, [-math.log(2)] * 2),
    ("logsumexp", ([[0, 0], [0, 0]],), {}, [math.log(2)] * 2),
    # reductions
    ("sum", (A,), {}, 21),
    ("sum", (A, 0), {}, [5, 7, 9]),
    ("sum", (A,), {"axis": -1, "keepdims": True}, [[6], [15]]),
    ("sum", (CUBE, (0, 2)), {}, [10, 18]),
    ("prod", (A, 1), {}, [6, 120]),
    ("mean", (A, 1.0), {}, [2, 5]),
    ("var", ([1, 2, 3, 6],), {}, 3.5),
    ("var", ([1, 2, 3, 6],), {"ddof": 1}, 14 / 3),
    ("var", (A, 0), {}, [2.25] * 3),
    ("std", ([1, 2, 3, 6],), {}, math.sqrt(3.5)),
    ("max", (A,), {"axis": 0}, [4, 5, 6]),
    ("max", (0, [-1, 2]), {}, [0, 2]),
    ("min", (A,), {}, 1),
    ("min", (3, [1, 4], 2), {}, [1, 2]),
    ("argmax", ([3, 7, 7],), {}, 1),
    ("argmin", (A, 1), {}, [0, 0]),
    ("argmax", (A,), {"axis": 1, "keepdims": True}, [[2], [2]]),
    ("argmax", ([1, nan],), {}, nan),
    ("cumsum", (A, 1), {}, [[1, 3, 6], [4, 9, 15]]),
    ("cumprod", ([0.9, 0.5],), {}, [0.9, 0.45]),
    ("norm", ([[3, 0], [0, 4]],), {}, 5),
    ("norm", ([[3, 0], [0, -4]], 1), {}, 7),
    ("norm", ([[3, 0], [0, -4]], math.inf), {}, 4),
    ("norm", ([[3, 0], [0, 4]], "fro"), {}, 5),
    ("norm", ([1, 2], 3), {}, 9 ** (1 / 3)),
    ("norm", ([[3, 4], [0, 1]],), {"axis": 1}, [5, 1]),
    # linear algebra
    ("matmul", (A, [1, 0, 1]), {}, [4, 10]),
    ("matmul", ([1, 1], A), {}, [5, 7, 9]),
    ("matmul", (A, [[1], [0], [1]]), {}, [[4], [10]]),
    ("matmul", (CUBE, CUBE), {}, [[[2, 3], [6, 11]], [[46, 55], [66, 79]]]),
    ("dot", ([1, 2], [3, 4]), {}, 11),
    ("inner", (A, A), {}, 91),
    ("outer", ([1, 2], [[3], [4]]), {}, [[3, 4], [6, 8]]),
    ("kron", ([[1, 2]], [[1], [1]]), {}, [[1, 2], [1, 2]]),
    ("trace", (S,), {}, 4),
    ("det", (S,), {}, 3),
    ("inv", (S,), {}, [[2 / 3, -1 / 3], [-1 / 3, 2 / 3]]),
    ("solve", (S, [3, 3]), {}, [1, 1]),
    ("eigenvalues", (S,), {}, [3, 1]),
    ("eigenvectors", ([[1, 0], [0, 4]],), {}, [[0, 1], [1, 0]]),
    ("eigenvectors", (S,), {}, np.array([[1, 1], [1, -1]]) / math.sqrt(2)),
    ("eigenvectors", ([[0, -2], [-2, 3]],), {}, np.array([[-1, 2], [2, 1]]) / math.sqrt(5)),
    # making
    ("zeros", (2,), {}, [0, 0]),
    ("zeros", ((1, 2),), {}, [[0, 0]]),
    ("ones", (1, 2), {}, [[1, 1]]),
    ("full", (0.5, 2), {}, [0.5, 0.5]),
    ("identity", (2,), {}, [[1, 0], [0, 1]]),
    ("arange", (3,), {}, [0, 1, 2]),
    ("diag", ([1, 2],), {}, [[1, 0], [0, 2]]),
    ("diag", (A,), {}, [1, 5]),
    ("one_hot", ([2, 0], 3), {}, [[0, 0, 1], [1, 0, 0]]),
    ("one_hot", (1, 2), {}, [0, 1]),
    ("ones_column", (2,), {}, [[1], [1]]),
    ("prepend_ones", ([[5, 6], [7, 8]],), {}, [[1, 5, 6], [1, 7, 8]]),
    ("prepend_ones", ([5, 6],), {}, [1, 5, 6]),
    ("prepend_ones", ([[5, 6]],), {"axis": 0}, [[1, 1], [5, 6]]),
    ("append_ones", ([[5, 6]],), {}, [[5, 6, 1]]),
    ("concatenate", ([1], [2, 3]), {}, [1, 2, 3]),
    ("concatenate", ([1, 2], 3, [4, 5]), {}, [1, 2, 3, 4, 5]),
    ("concatenate", ([[1], [2]], [[3], [4]]), {"axis": 1}, [[1, 3], [2, 4]]),
    ("stack", (1, 2, 3), {}, [1, 2, 3]),
    ("stack", ([1, 2], [3, 4]), {"axis": 1}, [[1, 3], [2, 4]]),
    # reshaping
    ("transpose", (A,), {}, [[1, 4], [2, 5], [3, 6]]),
    ("transpose", ([1, 2],), {}, [1, 2]),
    ("transpose", (CUBE,), {}, [[[0, 2], [1, 3]], [[4, 6], [5, 7]]]),
    ("transpose", (CUBE, (2, 1, 0)), {}, CUBE.T),
    ("reshape", (A, 3, -1), {}, [[1, 2], [3, 4], [5, 6]]),
    ("reshape", ([7], ()), {}, 7),
    ("flatten", (A,), {}, [1, 2, 3, 4, 5, 6]),
    ("vec", (A,), {}, [1, 4, 2, 5, 3, 6]),
    ("column_vector", ([1, 2],), {}, [[1], [2]]),
    ("row_vector", ([1, 2],), {}, [[1, 2]]),
    ("flip", (A,), {}, [[6, 5, 4], [3, 2, 1]]),
    ("rot180", (A,), {}, [[6, 5, 4], [3, 2, 1]]),
    ("rot180", ([A, A],), {}, [[[6, 5, 4], [3, 2, 1]]] * 2),
    ("flip", (A, 0), {}, [[4, 5, 6], [1, 2, 3]]),
    ("sort", ([3, 1, 2],), {}, [1, 2, 3]),
    ("repeat", ([1, 2], 2), {}, [1, 1, 2, 2]),
    ("pad", ([1, 2], 1), {}, [0, 1, 2, 0]),
    ("pad", ([[1]], (0, 1), 9), {}, [[9, 1, 9]]),
    ("tril", (S,), {}, [[2, 0], [1, 2]]),
    ("triu", (S,), {}, [[2, 1], [0, 2]]),
    ("convolve", ([1, 2, 3], [0, 1, 0.5]), {}, [0, 1, 2.5, 4, 1.5]),
    ("convolve", ([2], [3, 4]), {}, [6, 8]),
    # indexing
    ("entry", (A, 0, 1), {}, 2),
    ("entry", ([1, 2, 3], -1), {}, 3),
    ("row", (A, 1), {}, [4, 5, 6]),
    ("column", (A, 0), {}, [1, 4]),
    ("part", ([1, 2, 3, 4], 1, 3), {}, [2, 3]),
    ("part", (A, -2), {"axis": 1}, [[2, 3], [5, 6]]),
    ("rows", (A, 1), {}, [[4, 5, 6]]),
    ("columns", (A, 1, 2), {}, [[2], [5]]),
    ("pick", (A, [2, 0]), {}, [3, 4]),
    ("pick", ([5, 6], 1), {}, 6),
    ("embedding", (A, [1, 1, 0]), {}, [[4, 5, 6], [4, 5, 6], [1, 2, 3]]),
    ("embedding_gradient", ([[1, 1], [2, 2]], [1, 1], 2), {}, [[0, 0], [3, 3]]),
    # losses and distributions
    ("squared_error", ([[1.5, 1.1], [1.2, 0]], [[0.5, 1], [1, -1.5]]), {}, 3.3),
    ("mean_squared_error", ([1, 3], [0, 0]), {}, 5),
    ("binary_cross_entropy", (1, 0.41), {}, -math.log(0.41)),
    ("cross_entropy", ([0, 1, 0], [0.2, 0.5, 0.3]), {}, math.log(2)),
    ("cross_entropy", ([[0, 1], [1, 0]], [[0.5, 0.5], [0.25, 0.75]]), {},
     [math.log(2), math.log(4)]),
    ("entropy", ([0.5, 0.5],), {}, math.log(2)),
    ("kl_divergence", ([0.5, 0.5], [0.25, 0.75]), {}, 0.5 * math.log(2) + 0.5 * math.log(2 / 3)),
    ("sigmoid_cross_entropy", ([0, 1000], [1, 0]), {}, [math.log(2), 1000]),
    ("softmax_cross_entropy", ([0, 0], [1, 0]), {}, math.log(2)),
    ("hinge", ([0.5, 2, -1], [1, 1, 1]), {}, [0.5, 0, 2]),
    ("multiclass_hinge", ([3, 2.5, -1], 0), {}, 0.5),
    ("multiclass_hinge_gradient", ([3, 2.5, 4], 0), {}, [-2, 1, 1]),
    ("huber", ([0.5, -3], 1), {}, [0.125, 2.5]),
    ("covariance", ([[1, 2], [3, 6]],), {}, [[1, 2], [2, 4]]),
    ("covariance", ([[1, 2], [3, 6]], 1), {}, [[2, 4], [4, 8]]),
    # normalisation, attention, distances
    ("batch_mean", ([[1, 2], [3, 6]],), {}, [2, 4]),
    ("batch_var", ([[1, 2], [3, 6]],), {}, [1, 4]),
    ("normalise", ([5, 7], 5, 4, 0), {}, [0, 1]),
    ("batch_norm", ([[1, 2], [3, 6]], [1, 2], 10), {"eps": 0}, [[9, 8], [11, 12]]),
    ("layer_norm", ([[1, 3], [2, 6]],), {"eps": 0}, [[-1, 1], [-1, 1]]),
    ("rms_norm", ([1, 7],), {"eps": 0}, [0.2, 1.4]),
    ("causal_mask", (2,), {}, [[1, 0], [1, 1]]),
    ("attention_scores", ([[2, 0, 0, 0]], [[3, 0, 0, 0], [0, 1, 0, 0]]), {}, [[3, 0]]),
    ("attention_weights", ([[0], [0]], [[1], [2]], True), {}, [[1, 0], [0.5, 0.5]]),
    ("scaled_dot_product_attention", ([[0]], [[1], [2]], [[4, 0], [0, 8]]), {}, [[2, 4]]),
    ("positional_encoding", (2, 2), {}, [[0, 1], [math.sin(1), math.cos(1)]]),
    ("squared_distances", ([[0, 0], [3, 4]], [[0, 0], [0, 4]]), {}, [[0, 16], [25, 9]]),
    ("assignments", ([[0, 0], [3, 4]], [[0, 0], [0, 4]]), {}, [0, 1]),
    ("cluster_means", ([[0, 0], [2, 4], [9, 9]], [0, 0, 1], 3), {}, [[1, 2], [9, 9], [nan, nan]]),
    ("cosine_similarity", ([1, 0], [1, 1]), {}, 1 / math.sqrt(2)),
    ("unit_vectors", ([[3, 4]],), {}, [[0.6, 0.8]]),
]  # fmt: skip


@pytest.mark.parametrize("name, args, options, expected", VALUES)
def test_the_value_is_the_one_worked_by_hand(name, args, options, expected) -> None:
    found = FUNCTIONS[name](*args, **options)
    assert found.dtype == np.float64
    assert np.shape(found) == np.shape(expected)
    assert np.allclose(found, expected, rtol=1e-14, atol=1e-15, equal_nan=True)


STANDARD = {
    "arccos": math.acos, "arcsin": math.asin, "arctan": math.atan, "arctanh": math.atanh,
    "arcsinh": math.asinh, "cos": math.cos, "cosh": math.cosh, "erf": math.erf, "exp": math.exp,
    "sin": math.sin, "sinh": math.sinh, "tan": math.tan, "tanh": math.tanh,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(STANDARD))
def test_a_standard_function_is_the_one_of_that_name(name: str) -> None:
    for x in (-0.9, -0.1, 0.0, 0.3, 0.8):
        assert math.isclose(FUNCTIONS[name](x), STANDARD[name](x), rel_tol=1e-14)
    assert math.isclose(FUNCTIONS["arccosh"](1.5), math.acosh(1.5))


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_arguments_are_left_as_they_were(name: str) -> None:
    given, other = np.random.default_rng(0).normal(size=(2, 3, 3))
    kept = given.copy(), other.copy()
    with contextlib.suppress(GraderError, TypeError):
        FUNCTIONS[name](given)
    with contextlib.suppress(GraderError, TypeError):
        FUNCTIONS[name](given, other)
    assert np.array_equal((given, other), kept)


def test_bool_masks_and_negative_zero_come_out_as_plain_numbers() -> None:
    assert FUNCTIONS["multiply"](np.array([True, False]), 2).tolist() == [2, 0]
    assert math.copysign(1, FUNCTIONS["entropy"]([1, 0])) == 1
    assert math.copysign(1, FUNCTIONS["binary_cross_entropy"](1, 1)) == 1
