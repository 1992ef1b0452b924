"""What may be wrong with a constraint on drawn numbers before its names are looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from grader.mathlang import MathError, parse
from grader.mathlang.tree import Comparison
from grader.rubric.plain_values import Path
from grader.rubric.quoting import quoted

_EQUATION = re.compile(r"(?<![<>!=~:≤≥≠])=(?![=>])")
"""The sign that gives a value to a name, where one that compares was meant."""


def constraints_of(question: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """The constraints of a question, each with its place in it."""
    given = question.get("constraints")
    for place, text in enumerate(given if isinstance(given, list) else ()):
        yield ("constraints", place), str(text)


def said_of_constraint(text: str) -> str:
    """What to say of a constraint that compares nothing; "" where it does."""
    if _EQUATION.search(text):
        return f"a constraint compares, and = does not; write {quoted(_EQUATION.sub('==', text))}"
    try:
        tree = parse(text)
    except MathError:
        return ""  # told when it is read with the question's names
    if isinstance(tree, Comparison):
        return ""
    return f"a constraint compares two sides; write {quoted(f'{text} != 0')}, or with <, > or =="
