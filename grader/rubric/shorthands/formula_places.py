"""Where the formulas of a question stand, and each of them changed in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from grader.errors import RubricError
from grader.question import CALLED
from grader.rubric.plain_values import Path
from grader.rubric.shorthands.expansion import Expansion, Keys

Rewriter = Callable[[str], str]
"""A formula -> the same without a shorthand. Raises RubricError where it cannot be done."""
Place = Path
_LISTS = ("routes", "also")
"""Keys of a step that hold formulas beside its own."""


def formulas_of(question: Keys) -> Iterator[str]:
    """Every formula of a question."""
    yield from (text for _, text in _places(question) if isinstance(text, str))


def rewritten(expansion: Expansion, question: Keys, change: Rewriter) -> Keys:
    """The question with every formula changed; one that cannot be is told of and left out."""
    found = dict(question)
    for path, text in _places(question):
        if not isinstance(text, str):
            continue
        try:
            _put(found, path, change(text))
        except RubricError as error:
            expansion.say(path, str(error))
            expansion.lose(path)
    return found


def _put(question: Keys, path: Place, text: str) -> None:
    """Put a formula in its place; what is on the way there is not changed but replaced."""
    inside: Any = question
    for part in path[:-1]:
        inside[part] = inside[part].copy()
        inside = inside[part]
    inside[path[-1]] = text


def _places(question: Keys) -> Iterator[tuple[Place, Any]]:
    """Where formulas may stand in a question, with what stands there."""
    for name, text in _mapping(question, "definitions").items():
        yield ("definitions", name), text
    for name, step in _mapping(question, "steps").items():
        for path, text in _in_step(step) if isinstance(step, dict) else ():
            yield ("steps", name, *path), text
    for name, rules in _mapping(question, "conventions").items():
        for value, text in rules.items() if isinstance(rules, dict) else ():
            if value != CALLED:
                yield ("conventions", name, value), text
    constraints = question.get("constraints")
    for place, text in enumerate(constraints if isinstance(constraints, list) else ()):
        yield ("constraints", place), text


def _mapping(question: Keys, key: str) -> Keys:
    given = question.get(key)
    return given if isinstance(given, dict) else {}


def _in_step(step: Keys) -> Iterator[tuple[Place, Any]]:
    yield ("formula",), step.get("formula")
    for key in _LISTS:
        for place, text in enumerate(step.get(key) or ()):
            yield (key, place), text
    for place, wrong in enumerate(step.get("misconceptions") or ()):
        if isinstance(wrong, dict):
            yield ("misconceptions", place, "formula"), wrong.get("formula")
