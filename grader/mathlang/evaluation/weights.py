"""Terms without weight: a factor of 0 makes nothing of a factor that has no value.

A cross-entropy with the label 1 has the term `0 log(1 - y)`. On paper it is dropped whatever y is,
so a student whose own y is 1.2 has a loss that can be followed.
"""

import numpy as np

from grader.mathlang.evaluation.products import PRODUCTS, Array, Row
from grader.mathlang.known_functions import known_function
from grader.mathlang.tree import Call, Product, free_names, walk

_LOGARITHMS = frozenset({"log", "log2", "log10", "log_softmax", "log_sigmoid"})
MAX_PLACE = 30
"""The factors of a term that may be without weight: all before each are read through for it."""


def weighed(tree: Product, place: int, sign: str, a: Array, b: Array, found: Array) -> Array:
    """What a product of its first factors with the next one gives, where a weight of 0 rules.

    place, sign: the factor of the tree that joins, and what its sign means. found: `a` and `b`
        joined by arithmetic, in which 0 times what has no value has none.
    Shapes: as the product's. What is not weighed by 0 stays as it is, so no nan that counts is
    lost. Of a quotient only the numerator can be such a weight.
    """
    if np.isfinite(found).all() or not _is_weight(tree, place):
        return found
    if sign == "/":
        return _like(found, np.where(np.broadcast_to(a == 0, found.shape), 0.0, found))
    lost_a, lost_b = ~np.isfinite(a), ~np.isfinite(b)
    multiplied = PRODUCTS[sign]
    kept = multiplied(_like(a, np.where(lost_a, 0.0, a)), _like(b, np.where(lost_b, 0.0, b)))
    reached = multiplied(_like(a, (a != 0) * 1.0), _like(b, lost_b * 1.0))
    reached = reached + multiplied(_like(a, lost_a * 1.0), _like(b, (b != 0) * 1.0))
    return _like(found, np.where(reached > 0, found, kept))


def _is_weight(tree: Product, place: int) -> bool:
    """Whether a factor of 0 may be the weight of a term: what it is does not bear on the other.

    The zero of `a (1 / a)` says nothing of the product, that of `t log(y)` all, and `p log(p)`
    is 0 by convention.
    """
    if place > MAX_PLACE:
        return False
    before, factor = Product(tree.operands[:place], tree.signs[: place - 1]), tree.operands[place]
    if free_names(before).isdisjoint(free_names(factor)):
        return True
    is_logarithm = any(
        isinstance(part, Call) and known_function(part.function) in _LOGARITHMS
        for part in walk(Product((before, factor), ("*",)))
    )
    return is_logarithm and tree.signs[place - 1] != "/"


def _like(model: Array, value: Array) -> Array:
    """A value of the kind of another: a row, an array or a number."""
    plain = np.asarray(value, dtype=np.float64)
    return plain.view(Row) if isinstance(model, Row) else plain[()]
