"""The rows of a majority by counting."""

from __future__ import annotations

from itertools import product
from typing import Any


def question_1(_: Any) -> dict[str, Any]:
    return {"rows": [row for row in product((0, 1), repeat=3) if sum(row) >= 2]}


def question_2(_: Any) -> dict[str, Any]:
    return {}
