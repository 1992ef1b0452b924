"""A normal vector by Cramer's rule, an eigenvalue by its equation."""

from __future__ import annotations

import math
from typing import Any


def question_1(_: Any) -> dict[str, Any]:
    a, b, P = (1, 1, -2), (-1, 3, -1), (1, 0, 2)
    n = [a[i] * b[j] - a[j] * b[i] for i, j in ((1, 2), (2, 0), (0, 1))]
    far = abs(sum(x * y for x, y in zip(n, P, strict=True))) / math.hypot(*n)
    return {"a": a, "b": b, "n": n, "far": far}


def question_2(_: Any) -> dict[str, Any]:
    largest = (7 + math.sqrt(49 - 40)) / 2
    return {"domain": [-1, 4, 4, 6], "largest": largest, "v": [2, 1]}
