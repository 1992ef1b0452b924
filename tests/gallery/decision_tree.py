"""Information gain from counts of rows, in bits."""

from __future__ import annotations

import math
from typing import Any

# sleep, notes, early, passed
ROWS = ["yyyy", "ynyy", "ynyy", "nyny", "nnyn", "nnnn", "ynnn", "nyyy", "nnyn", "yyny"]
NAMES = ("sleep", "notes", "early")


def entropy(rows: list[str]) -> float:
    passed = sum(row[3] == "y" for row in rows) / len(rows)
    return -sum(p * math.log2(p) for p in (passed, 1 - passed) if p)


def after(rows: list[str], column: int) -> float:
    parts = [[row for row in rows if row[column] == word] for word in "yn"]
    return sum(len(part) / len(rows) * entropy(part) for part in parts)


def question_1(_: Any) -> dict[str, Any]:
    whole = entropy(ROWS)
    left = {name: after(ROWS, column) for column, name in enumerate(NAMES)}
    return {
        "H": whole, "root": min(left, key=lambda name: left[name]),
        **{f"H_{name}": value for name, value in left.items()},
        **{f"gain_{name}": whole - value for name, value in left.items()},
    }  # fmt: skip


def question_2(_: Any) -> dict[str, Any]:
    rows = [row for row in ROWS if row[1] == "n"]
    left = {name: after(rows, NAMES.index(name)) for name in ("sleep", "early")}
    slept = [row[3] for row in rows if row[0] == "y"]
    return {
        "next": min(left, key=lambda name: left[name]),
        "verdict": "pass" if slept.count("y") > slept.count("n") else "fail",
        **{f"H_{name}": value for name, value in left.items()},
    }
