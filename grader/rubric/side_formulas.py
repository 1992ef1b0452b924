"""The formulas of a step beside its own, and rules that rest on themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.graph import Rule
from grader.mathlang import known_function
from grader.rubric.plain_values import Path
from grader.rubric.sound_parts import Keys


def side_formulas(step: Keys) -> Iterator[tuple[Path, Any]]:
    """The formulas of routes, other right answers, misconceptions and what must hold of an answer,
    each at its place."""
    if step.get("valid") is not None:
        yield ("valid",), step["valid"]
    for key in ("routes", "also"):
        texts = step.get(key)
        for place, text in enumerate(texts if isinstance(texts, list) else []):
            yield (key, place), text
    wrong = step.get("misconceptions")
    for place, one in enumerate(wrong if isinstance(wrong, list) else []):
        if isinstance(one, dict) and "formula" in one:
            yield ("misconceptions", place, "formula"), one["formula"]


def said_of_itself(rule: Rule, step: Keys) -> str:
    """What is wrong with a rule that takes its own value, "" for any other; step: its keys."""
    name = rule.name
    if name not in rule.arguments:
        return ""
    if known_function(name):
        hint = f"for the function write what it is of, {name}(x)"
    elif step.get("answer") == "table":
        hint = (
            "for rows that follow from earlier rows, write what is in them under repeat, as"
            " definitions that are counted, x_k: x_{k-1} / 2, and the table of these,"
            " [[x_1], [x_2]]"
        )
    else:
        hint = f"for values that follow from the one before, write repeat, with {name}_k"
    return f"its formula names {name} itself, which it is to give; {hint}"
