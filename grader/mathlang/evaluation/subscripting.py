"""Parts of arrays counted from 0, as in numpy: `W[1:, 0]`, `X[a == 1]`."""

from typing import Any

import numpy as np

from grader.mathlang.evaluation.products import Array, settled
from grader.mathlang.evaluation.scope import Scope, whole
from grader.mathlang.math_errors import ShapeClashError
from grader.mathlang.tree import Comparison, Slice, Subscript, Tree


def subscripted(scope: Scope, tree: Subscript) -> Array:
    """The entries, rows or slices that brackets take of a value."""
    value = settled(scope.value(tree.base))
    if len(tree.items) == 1 and isinstance(tree.items[0], Comparison):
        return _where(scope, value, settled(scope.value(tree.items[0])))
    if len(tree.items) > value.ndim:
        told = f"{len(tree.items)} indices in [...] for shape {value.shape}"
        raise ShapeClashError(told)
    scope.spend(value.size)
    places = tuple(_place(scope, item) for item in tree.items)
    try:
        found: Array = value[places]
    except IndexError:
        raise ShapeClashError(f"no such entry in shape {value.shape}; [0] is the first") from None
    if found.size == 0:
        raise ShapeClashError(f"nothing is left of shape {value.shape} between these bounds")
    return np.asarray(found)[()]


def _where(scope: Scope, value: Array, mask: Array) -> Array:
    """`X[a == 1]`: the rows or entries where it holds; a number is kept or made zero."""
    if value.ndim == 0 or mask.ndim == 0:
        return value * mask
    scope.spend(value.size)
    if value.shape[: mask.ndim] != mask.shape:
        told = f"a condition of shape {mask.shape} in [...] for shape {value.shape}"
        raise ShapeClashError(f"{told}: it chooses along the first axes; sizes must be equal")
    found: Array = value[mask != 0]
    if found.size == 0:
        raise ShapeClashError(f"the condition in [...] holds nowhere in shape {value.shape}")
    return found


def _place(scope: Scope, tree: Tree) -> Any:
    if isinstance(tree, Slice):
        parts = (tree.start, tree.stop, tree.step)
        start, stop, step = (None if part is None else whole(scope.value(part)) for part in parts)
        if step == 0:
            raise ShapeClashError("a slice cannot step by 0")
        return slice(start, stop, step)
    value = settled(scope.value(tree))
    if isinstance(tree, Comparison) and value.ndim:
        return np.flatnonzero(value)
    if value.ndim == 0:
        return whole(value)
    return np.array([whole(np.asarray(one)) for one in value.ravel()])
