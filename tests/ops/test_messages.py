"""What does not fit is told in words: the exact text for each kind of clash."""

import numpy as np
import pytest

from grader.errors import NoValueError
from grader.ops import FUNCTIONS, MAX_ENTRIES, ShapeError

a23, a22, a33, a234 = np.ones((2, 3)), np.ones((2, 2)), np.ones((3, 3)), np.ones((2, 3, 4))

MESSAGES = [
    # matrices and vectors
    ("matmul", (a23, a22), {}, "(2, 3) by (2, 2): the inner sizes 3 and 2 differ"),
    ("matmul", (a23, [1, 2]), {}, "(2, 3) by (2,): the inner sizes 3 and 2 differ"),
    ("matmul", (2, a22), {}, "() by (2, 2): a number is not a matrix; multiply by * instead"),
    ("matmul", (a234, np.ones((4, 2))), {},
     "(2, 3, 4) by (4, 2): stacks of matrices must have the same leading sizes"),
    ("dot", ([1, 2, 3], [1, 2]), {}, "(3,) by (2,): the inner sizes 3 and 2 differ"),
    ("dot", (a234, a22), {}, "a has shape (2, 3, 4); 1 or 2 axes expected"),
    ("inner", ([1, 2], [[1, 2]]), {}, "(2,) and (1, 2) differ; entries must match"),
    ("outer", (a22, [1, 2]), {}, "a has shape (2, 2); a vector was expected"),
    ("outer", (np.ones(1000), np.ones(1000)), {},
     "1000000 entries are too many; at most 100000 can be"),
    ("rot180", ([1, 2],), {}, "x has shape (2,); a matrix was expected"),
    ("trace", (a23,), {}, "(2, 3) is not square"),
    ("inv", (a23,), {}, "(2, 3) is not square"),
    ("inv", (np.eye(101),), {}, "(101, 101) is too large; at most 100 rows can be"),
    ("solve", (a22, [1, 2, 3]), {}, "(2, 2) and (3,): the sizes 2 and 3 differ"),
    # entry by entry
    ("add", (a23, a22), {},
     "(2, 3) and (2, 2) do not fit entry by entry; sizes must be equal, or 1"),
    ("where", (1, a23, a22), {},
     "(2, 3) and (2, 2) do not fit entry by entry; sizes must be equal, or 1"),
    ("multiply", (np.ones((400, 1)), np.ones(400)), {},
     "160000 entries are too many; at most 100000 can be"),
    ("exp", ("one",), {}, "real numbers were expected"),
    ("exp", (1 + 2j,), {}, "real numbers were expected"),
    ("exp", ([1, [2, 3]],), {}, "rows of unequal length are not an array"),
    ("exp", ([],), {}, "an array of shape (0,) has no entries"),
    ("exp", (np.ones(MAX_ENTRIES + 1),), {}, "100001 entries are too many; at most 100000 can be"),
    ("exp", (np.ones((1,) * 9),), {}, "9 axes are too many; at most 8 can be"),
    # axes
    ("sum", (a23, 2), {}, "no axis 2 in shape (2, 3); axes 0 to 1 exist"),
    ("sum", ([1, 2], 1), {}, "no axis 1 in shape (2,); 0 is the only axis"),
    ("softmax", (1,), {}, "no axis -1 in shape (); a number has no axes"),
    ("sum", (a23, (0, -2)), {}, "axes (0, 0) name one axis twice"),
    ("mean", (a23, 0.5), {}, "axis must be a whole number, not 0.5"),
    ("mean", (a23, a22), {}, "axis must be a whole number, not an array of shape (2,)"),
    ("mean", (a23, 0, 2), {}, "keepdims must be True or False, not 2"),
    ("max", (a23, a23), {"axis": 0}, "an axis goes with one array, not with 2 values"),
    ("var", ([1],), {"ddof": 1}, "1 - ddof = 0 leaves nothing to divide by"),
    ("norm", ([1, 2], "nuc"), {}, 'the order is 1, 2, inf or "fro", not nuc'),
    # making and reshaping
    ("zeros", (2, -1), {}, "size must be a whole number from 1 on, not -1"),
    ("zeros", (1e300, 2), {}, "size 1e+300 is too large"),
    ("ones", (2.5,), {}, "size must be a whole number from 1 on, not 2.5"),
    ("identity", (1000,), {}, "1000000 entries are too many; at most 100000 can be"),
    ("one_hot", ([0, 3], 3), {}, "labels must be whole numbers from 0 to 2; one is 3"),
    ("concatenate", (a23, a22), {}, "(2, 3) and (2, 2) differ in more than axis 0"),
    ("concatenate", (), {}, "no arrays to put together"),
    ("stack", (a23, a22), {}, "(2, 3) and (2, 2) differ"),
    ("reshape", (a23, 4, 2), {}, "6 entries do not make the shape (4, 2)"),
    ("reshape", (a23, 4, -1), {}, "6 entries do not make the shape (4, -1)"),
    ("transpose", (a234, (0, 1)), {}, "axes (0, 1) do not name each axis of (2, 3, 4) once"),
    ("pad", (a22, (1, 2, 3)), {}, "width is one number or a pair, not 3 values"),
    ("vec", ([1, 2],), {}, "x has shape (2,); a matrix was expected"),
    # indexing
    ("entry", (a23, 2, 0), {}, "no index 2 in shape (2, 3); 0 to 1 exist"),
    ("entry", (a23, 1), {}, "1 indices for shape (2, 3); 2 expected"),
    ("rows", (a33, 2, 5), {}, "no part 2:5 along axis 0 of shape (3, 3)"),
    ("columns", (a33, 3), {}, "no part 3:3 along axis 1 of shape (3, 3)"),
    ("pick", (a23, [0, 1, 2]), {}, "labels has shape (3,); (2,) was expected"),
    ("embedding", (a23, [2]), {}, "ids must be whole numbers from 0 to 1; one is 2"),
    # images
    ("conv2d", (a22, a33), {}, "a window (3, 3) does not fit into (2, 2)"),
    ("conv1d", ([1, 2], [1, 2, 3]), {}, "a window (3,) does not fit into (2,)"),
    ("conv2d", (a234, a22), {}, "a kernel (2, 2) does not go with an input (2, 3, 4)"),
    ("conv2d", (a234, np.ones((1, 3, 2, 2))), {},
     "the input (2, 3, 4) has 2 channels, the kernel (1, 3, 2, 2) is for 3"),
    ("conv2d", (a33, a22, 0), {}, "stride must be a whole number from 1 on, not 0"),
    ("conv2d_kernel_gradient", (a33, a33, a22), {},
     "dL_dY has shape (3, 3); (2, 2) was expected"),
    ("conv_transpose2d", (a22, a22), {"padding": 2},
     "a padding of (2, 2) leaves nothing of (3, 3)"),
    ("max_pool2d", ([1, 2],), {}, "x has shape (2,); (..., H, W) was expected"),
    # models
    ("batch_norm", (a23, [1, 2]), {}, "gamma has shape (2,), which does not fit (2, 3)"),
    ("softmax_gradient", (a22, a23), {}, "dL_dp has shape (2, 2); (2, 3) was expected"),
    ("squared_error", (a23, 1), {}, "target has shape (); (2, 3) was expected"),
    ("attention_weights", (a23, a22), {},
     "Q (2, 3) and K (2, 2): the lengths 3 and 2 differ"),
    ("attention_weights", (a23, a33, True), {},
     "causal attention needs as many queries as keys, not 2 and 3"),
    ("scaled_dot_product_attention", (a23, a23, a33), {},
     "K (2, 3) and V (3, 3); each key needs one value"),
    ("squared_distances", (a23, a22), {}, "X (2, 3) and C (2, 2): the lengths 3 and 2 differ"),
    ("cosine_similarity", ([1, 2], [1, 2, 3]), {}, "b has shape (3,); (2,) was expected"),
]  # fmt: skip


@pytest.mark.parametrize("name, args, options, text", MESSAGES)
def test_a_clash_is_told_in_words(name, args, options, text: str) -> None:
    with pytest.raises(ShapeError) as caught:
        FUNCTIONS[name](*args, **options)
    assert str(caught.value) == f"{name}: {text}"


NO_VALUE = [
    ("inv", (np.ones((2, 2)),), "the matrix is singular, it has no inverse"),
    ("solve", (np.arange(9.0).reshape(3, 3), np.ones(3)),
     "the matrix is singular, it has no inverse"),
    ("eigenvalues", ([[1, 2], [-1, 1]],),
     "some eigenvalues are complex; only real ones can be given"),
]  # fmt: skip


@pytest.mark.parametrize("name, args, text", NO_VALUE)
def test_a_matrix_without_an_answer_is_told_in_words(name, args, text: str) -> None:
    with pytest.raises(NoValueError) as caught:
        FUNCTIONS[name](*args)
    assert str(caught.value) == f"{name}: {text}"
