"""`functions` of a question: its formulas with every call written out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from grader.errors import RubricError
from grader.question import formula_rule, formula_texts, given_names, vocabulary_of
from grader.rubric.shorthands.expansion import Expansion, Keys
from grader.rubric.shorthands.own_functions import OwnFunction, OwnFunctions

Rewriter = Callable[[str], str]
"""A formula -> the same without a shorthand. Raises RubricError where it cannot be done."""
_LISTS = ("routes", "also")
"""Keys of a step that hold formulas beside its own."""


def with_functions_written_out(expansion: Expansion, question: Keys) -> Keys:
    """The question without `functions`, which are written out wherever a formula calls them."""
    given = question.get("functions")
    if not isinstance(given, dict) or not given:
        return question
    found = {key: value for key, value in question.items() if key != "functions"}
    own = _taken(expansion, question)
    return rewritten(expansion, found, own.written_out)


def _taken(expansion: Expansion, question: Keys) -> OwnFunctions:
    """The functions of a question, each checked where it stands."""
    values = tuple({*given_names(question), *formula_texts(question)})
    own = OwnFunctions(values=values)
    for head, body in question["functions"].items():
        try:
            own.add(head, str(body))
        except RubricError as error:
            expansion.say(("functions", head), str(error))
            expansion.give_up()
    for head, function in zip(question["functions"], own.by_name.copy().values(), strict=False):
        try:
            _check(own, function, values)
        except RubricError as error:
            expansion.say(("functions", head), str(error))
            expansion.give_up()
    return own


def _check(own: OwnFunctions, function: OwnFunction, values: tuple[str, ...]) -> None:
    names = tuple(dict.fromkeys([*function.arguments, *values]))
    formula_rule(function.name, own.written_out(function.body, 1), vocabulary_of(names))


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
    places = _formulas(step)
    for path, text in _changed(expansion, ("steps", name), places, change):
        inside: Any = found
        for part in path[:-1]:
            inside[part] = inside[part].copy()
            inside = inside[part]
        inside[path[-1]] = text
    return found


def _formulas(step: Keys) -> Iterator[tuple[tuple[Any, ...], Any]]:
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
    places: Any,
    change: Rewriter,
) -> Iterator[tuple[tuple[Any, ...], str]]:
    for path, text in places:
        if not isinstance(text, str):
            continue
        try:
            yield path, change(text)
        except RubricError as error:
            expansion.say((*above, *path), str(error))
            expansion.lose((*above, *path))
