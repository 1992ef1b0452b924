"""Scaled dot-product attention, its mask and its weights."""

import math

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.linear import product
from grader.ops.shapes import Array, ShapeError, array, flag, sizes
from grader.ops.softmaxes import masked_softmax, softmax

__all__ = (
    "attention_scores",
    "attention_weights",
    "causal_mask",
    "positional_encoding",
    "scaled_dot_product_attention",
)


def causal_mask(n: int) -> Array:
    """1 where position i (row) may attend to position j (column), j <= i, else 0.

    Shapes: n -> (n, n)
    Errors: ShapeError for a size that is not a whole number from 1 on, or too large
    """
    return np.tri(sizes("causal_mask", (n, n))[0])


def attention_scores(Q: ArrayLike, K: ArrayLike) -> Array:
    """Scores before the softmax, Q K^T / sqrt(d).

    Shapes: Q (n, d), K (m, d) -> (n, m); stacks with the same leading sizes
    Errors: ShapeError for queries and keys of different length
    """
    return _scores("attention_scores", array("attention_scores", Q), array("attention_scores", K))


def _scores(name: str, Q: Array, K: Array) -> Array:
    if min(Q.ndim, K.ndim) < 2 or Q.shape[:-2] != K.shape[:-2]:
        raise ShapeError(f"{name}: Q {Q.shape} and K {K.shape}; (n, d) and (m, d) were expected")
    if Q.shape[-1] != K.shape[-1]:
        raise ShapeError(
            f"{name}: Q {Q.shape} and K {K.shape}: "
            f"the lengths {Q.shape[-1]} and {K.shape[-1]} differ"
        )
    return product(name, Q, np.swapaxes(K, -1, -2)) / math.sqrt(Q.shape[-1])


def attention_weights(Q: ArrayLike, K: ArrayLike, causal: bool = False) -> Array:
    """How much each query attends to each key: the softmax of the scores, row by row.

    Shapes: Q (n, d), K (m, d) -> (n, m); stacks with the same leading sizes
    Convention: with `causal` query i sees the keys 0 to i only
    Errors: ShapeError for sizes that differ; causal needs as many queries as keys
    """
    return _weights("attention_weights", Q, K, causal)


def _weights(name: str, Q: ArrayLike, K: ArrayLike, causal: bool) -> Array:
    scores = _scores(name, array(name, Q), array(name, K))
    if not flag(name, "causal", causal):
        return softmax(scores)
    if scores.shape[-1] != scores.shape[-2]:
        raise ShapeError(
            f"{name}: causal attention needs as many queries as keys, "
            f"not {scores.shape[-2]} and {scores.shape[-1]}"
        )
    return masked_softmax(scores, causal_mask(scores.shape[-1]))


def scaled_dot_product_attention(
    Q: ArrayLike, K: ArrayLike, V: ArrayLike, causal: bool = False
) -> Array:
    """Attention output, softmax(Q K^T / sqrt(d)) V.

    Shapes: Q (n, d), K (m, d), V (m, v) -> (n, v); stacks with the same leading sizes
    Convention: with `causal` query i sees the keys 0 to i only
    Errors: ShapeError for sizes that differ; causal needs as many queries as keys
    """
    name = "scaled_dot_product_attention"
    K, V = array(name, K), array(name, V)
    if V.ndim < 2 or V.shape[:-1] != K.shape[:-1]:
        raise ShapeError(f"{name}: K {K.shape} and V {V.shape}; each key needs one value")
    return product(name, _weights(name, Q, K, causal), V)


def positional_encoding(n: int, d: int) -> Array:
    """Sinusoidal positions: sin(i / 10000^(2k/d)) in column 2k, the cosine in column 2k + 1.

    Shapes: n, d -> (n, d)
    Convention: positions i count from 0
    Errors: ShapeError for sizes that are not whole numbers from 1 on, or too large
    """
    n, d = sizes("positional_encoding", (n, d))
    columns = np.arange(d)
    angles = np.arange(n)[:, None] / 10000.0 ** ((columns - columns % 2) / d)
    return np.where(columns % 2 == 0, np.sin(angles), np.cos(angles))
