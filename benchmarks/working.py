"""A question's lines worked out: what each gives from the numbers that it is handed."""

from __future__ import annotations

import ast
import math
import warnings
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from by_hand import STEPS, TOOLS
from fair_questions import Posed

Values = dict[str, Any]


class NoWayOnError(Exception):
    """A line that gives no number from the numbers that a student has."""


@cache
def lines_of(homework: str, question: str) -> tuple[tuple[str, bool, tuple[ast.expr, ...]], ...]:
    """The lines of a question: name, whether it is asked, and the ways to its value."""
    found = []
    for row in STEPS[homework][question].strip().splitlines():
        if not row.strip():
            continue
        name, _, text = row.partition(" = ")
        ways = tuple(ast.parse(way.strip(), mode="eval").body for way in text.split(" | "))
        found.append((name.removeprefix("let "), not name.startswith("let "), ways))
    return tuple(found)


def exchanged(value: Any) -> Any:
    """A vector or matrix with its first two entries that differ exchanged."""
    flat = np.array(value, dtype=float).ravel()
    for i in range(flat.size - 1):
        if flat[i] != flat[i + 1]:
            flat[[i, i + 1]] = flat[[i + 1, i]]
            break
    return flat.reshape(np.shape(value))


_NAMESPACE = {**TOOLS, "exchanged": exchanged, "roll": np.roll, "__builtins__": {}}


def value_of(line: ast.expr, values: Mapping[str, Any]) -> Any:
    """What a line gives. Raises NoWayOnError where that is no finite number."""
    code = _code(ast.unparse(line))
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            value = np.asarray(eval(code, _NAMESPACE, dict(values)), dtype=float)
    except (ValueError, TypeError, IndexError, AttributeError, OverflowError, NameError):
        raise NoWayOnError("the shapes do not go together") from None
    if not np.isfinite(value).all() or np.abs(value).max(initial=0) > 1e9:
        raise NoWayOnError("no finite number comes out")
    return value


@cache
def _code(text: str) -> Any:
    return compile(text, "<line>", "eval")


def truths(posed: Posed) -> Values:
    """The true values of a question, unrounded."""
    values: Values = dict(posed.parameters)
    for name, _, ways in lines_of(posed.homework, posed.key):
        values[name] = value_of(ways[0], values)
    return values


def figures(text_value: float, reach: float) -> float:
    """How many significant figures a number has whose last place reaches so far."""
    if reach == 0 or text_value == 0:
        return math.inf
    return math.floor(math.log10(abs(text_value)) + 1e-9) - round(math.log10(reach)) + 1
