"""Sizes as people write them, `4x4` and `3 × 3 × 64`: a vector, where a question asks for one."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from grader.model import Array

_CROSS = r"\s*(?:[xX×]|\\times(?![a-zA-Z]))\s*"
SIZE = re.compile(rf"(?<![\w.])[1-9]\d{{0,5}}(?:{_CROSS}[1-9]\d{{0,5}}){{1,3}}(?![\w.^])")


def size(text: str, lengths: Iterable[int]) -> str:
    """`(4, 4)` for `4x4` where a size of two is asked for; "" where it is a product."""
    if SIZE.fullmatch(text.strip()) is None:
        return ""
    found = re.split(_CROSS, text.strip())
    return f"({', '.join(found)})" if len(found) in lengths else ""


def lengths(values: Iterable[Array]) -> frozenset[int]:
    """How many entries the values have that may be sizes: vectors of whole positive numbers."""
    return frozenset(
        one.size for one in values if one.ndim == 1 and np.all(one > 0) and not np.any(one % 1)
    )
