"""Where the formulas of a question stand, and each of them changed in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from grader.errors import RubricError
from grader.rubric.shorthands.expansion import Expansion, Keys

Rewriter = Callable[[str], str]
"""A formula -> the same without a shorthand. Raises RubricError where it cannot be done."""
Place = tuple[Any, ...]
_LISTS = ("routes", "also")
"""Keys of a step that hold formulas beside its own."""


def formulas_of(question: Keys) -> Iterator[str]:
    """Every formula of a question."""
    definitions, steps = question.get("definitions") or {}, question.get("steps") or {}
    inside = (formulas_in(step) for step in steps.values() if isinstance(step, dict))
    texts = [*definitions.values(), *(text for step in inside for _, text in step)]
    yield from (text for text in texts if isinstance(text, str))


def rewritten(expansion: Expansion, question: Keys, change: Rewriter) -> Keys:
    """The question with every formula changed; one that cannot be is told of and left out."""
    found = dict(question)
    definitions, steps = found.get("definitions"), found.get("steps")
    if isinstance(definitions, dict):
        places = (((name,), text) for name, text in definitions.items())
        done = dict(_changed(expansion, ("definitions",), places, change))
        found["definitions"] = {n: done.get((n,), text) for n, text in definitions.items()}
    if isinstance(steps, dict):
        found["steps"] = {
            name: _step(expansion, name, step, change) if isinstance(step, dict) else step
            for name, step in steps.items()
        }
    return found


def _step(expansion: Expansion, name: str, step: Keys, change: Rewriter) -> Keys:
    found = dict(step)
    places = formulas_in(step)
    for path, text in _changed(expansion, ("steps", name), places, change):
        inside: Any = found
        for part in path[:-1]:
            inside[part] = inside[part].copy()
            inside = inside[part]
        inside[path[-1]] = text
    return found


def formulas_in(step: Keys) -> Iterator[tuple[Place, Any]]:
    yield ("formula",), step.get("formula")
    for key in _LISTS:
        for place, text in enumerate(step.get(key) or ()):
            yield (key, place), text
    for place, wrong in enumerate(step.get("misconceptions") or ()):
        if isinstance(wrong, dict):
            yield ("misconceptions", place, "formula"), wrong.get("formula")


def _changed(
    expansion: Expansion,
    above: tuple[str, ...],
    places: Iterable[tuple[Place, Any]],
    change: Rewriter,
) -> Iterator[tuple[Place, str]]:
    for path, text in places:
        if not isinstance(text, str):
            continue
        try:
            yield path, change(text)
        except RubricError as error:
            expansion.say((*above, *path), str(error))
            expansion.lose((*above, *path))
