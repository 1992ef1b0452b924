"""Information of two variables, and how mixed the labels of a set are.

Logarithms are natural unless a base is given; with base=2 a result is in bits. A joint table has
the first variable in its rows, the second in its columns; its entries are probabilities or counts.
"""

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.probability import unit_of_information
from grader.ops.shapes import Array, Axis, ShapeError, array, axes, dimensional, matrix, value

__all__ = (
    "conditional_entropy",
    "contingency_table",
    "gini_gain",
    "gini_impurity",
    "information_gain",
    "joint_entropy",
    "label_entropy",
    "label_shares",
    "mutual_information",
)


def joint_entropy(table: ArrayLike, base: ArrayLike | None = None) -> Array:
    """Joint entropy H(X, Y) of a joint table: in nats, or in bits with base=2.

    Shapes: table (n, m) -> ()
    Convention: counts are divided by their sum
    """
    joint = _joint("joint_entropy", table)
    return value(_entropy(joint, None) / unit_of_information("joint_entropy", base))


def conditional_entropy(table: ArrayLike, base: ArrayLike | None = None) -> Array:
    """Conditional entropy H(Y | X) of a joint table, X in its rows and Y in its columns.

    Shapes: table (n, m) -> ()
    Convention: H(X, Y) - H(X); for H(X | Y) give the transpose; counts are divided by their sum
    """
    joint = _joint("conditional_entropy", table)
    found = _entropy(joint, None) - _entropy(joint.sum(axis=1), None)
    return value(found / unit_of_information("conditional_entropy", base))


def mutual_information(table: ArrayLike, base: ArrayLike | None = None) -> Array:
    """Mutual information I(X; Y) = H(X) + H(Y) - H(X, Y) of a joint table.

    Shapes: table (n, m) -> ()
    Convention: counts are divided by their sum
    """
    found = _shared(_joint("mutual_information", table))
    return value(found / unit_of_information("mutual_information", base))


def information_gain(labels: ArrayLike, groups: ArrayLike, base: ArrayLike | None = None) -> Array:
    """How much the entropy of the labels falls on average when they are split into groups.

    Shapes: labels (n), groups (n) -> ()
    Convention: in nats; give base=2 for bits, as decision trees have them. Of counts take
        mutual_information(table)
    Errors: ShapeError for sizes that differ
    """
    found = _shared(_table("information_gain", labels, groups))
    return value(found / unit_of_information("information_gain", base))


def gini_gain(labels: ArrayLike, groups: ArrayLike) -> Array:
    """How much the Gini impurity of the labels falls on average when they are split into groups.

    Shapes: labels (n), groups (n) -> ()
    Errors: ShapeError for sizes that differ
    """
    joint = _table("gini_gain", labels, groups)
    before = _gini(joint.sum(axis=1), None)
    shares = joint.sum(axis=0)
    return value(before - np.sum(shares * _gini(joint / shares, 0)))


def gini_impurity(p: ArrayLike, axis: Axis = -1) -> Array:
    """Gini impurity of class shares or class counts, 1 - sum p^2.

    Shapes: p (k) -> (); p (n, k) -> (n)
    Convention: divided by their sum first; of labels take gini_impurity(label_shares(labels))
    """
    p = array("gini_impurity", p)
    along = axes("gini_impurity", axis, p.shape)
    with np.errstate(all="ignore"):
        return value(_gini(p / np.sum(p, axis=along, keepdims=True), along))


def label_shares(labels: ArrayLike) -> Array:
    """The share of each label, from the least label on.

    Shapes: labels (n) -> (number of different labels)
    """
    counts = np.unique(array("label_shares", labels), return_counts=True)[1]
    return value(counts / counts.sum())


def label_entropy(labels: ArrayLike, base: ArrayLike | None = None) -> Array:
    """Entropy of the labels of a set: in nats, or in bits with base=2.

    Shapes: labels (n) -> ()
    """
    counts = np.unique(array("label_entropy", labels), return_counts=True)[1]
    found = _entropy(counts / counts.sum(), None)
    return value(found / unit_of_information("label_entropy", base))


def contingency_table(a: ArrayLike, b: ArrayLike) -> Array:
    """How often each label of a occurs together with each label of b.

    Shapes: a (n), b (n) -> (different labels of a, different labels of b)
    Convention: rows and columns from the least label on
    Errors: ShapeError for sizes that differ
    """
    a, b = _two("contingency_table", a, b)
    return _counts(a, b)


def _two(name: str, a: ArrayLike, b: ArrayLike) -> tuple[Array, Array]:
    first, second = dimensional(name, "labels", a, 1), dimensional(name, "groups", b, 1)
    if len(first) != len(second):
        raise ShapeError(f"{name}: {len(first)} labels and {len(second)} groups: one for each")
    return first, second


def _counts(a: Array, b: Array) -> Array:
    rows, columns = np.unique(a, return_inverse=True), np.unique(b, return_inverse=True)
    found = np.zeros((len(rows[0]), len(columns[0])))
    np.add.at(found, (rows[1].ravel(), columns[1].ravel()), 1.0)
    return found


def _table(name: str, labels: ArrayLike, groups: ArrayLike) -> Array:
    counts = _counts(*_two(name, labels, groups))
    return value(counts / counts.sum())


def _joint(name: str, table: ArrayLike) -> Array:
    found = matrix(name, "table", table)
    with np.errstate(all="ignore"):
        return value(found / found.sum())


def _entropy(p: Array, axis: int | None) -> Array:
    with np.errstate(all="ignore"):
        return value(0.0 - np.sum(np.where(p == 0, 0.0, p * np.log(p)), axis=axis))


def _shared(joint: Array) -> Array:
    """Mutual information in nats; what rounding leaves below 0 is 0."""
    apart = _entropy(joint.sum(axis=0), None) + _entropy(joint.sum(axis=1), None)
    found = apart - _entropy(joint, None)
    return value(np.where(np.abs(found) < 1e-15 * np.maximum(1.0, apart), 0.0, found))


def _gini(p: Array, axis: tuple[int, ...] | int | None) -> Array:
    return value(1.0 - np.sum(p * p, axis=axis))
