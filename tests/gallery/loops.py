"""Products and softmax by loops over entries."""

from __future__ import annotations

import math
from typing import Any


def logistic(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def product_of(A: Any, B: Any) -> Any:
    """The matrix product, entry by entry."""
    inner = range(len(B))
    return [[sum(row[k] * B[k][j] for k in inner) for j in range(len(B[0]))] for row in A]


def turned(A: Any) -> Any:
    return [list(column) for column in zip(*A, strict=True)]


def shares(row: Any) -> list[float]:
    """The softmax of a row."""
    powers = [math.exp(v) for v in row]
    return [power / sum(powers) for power in powers]
