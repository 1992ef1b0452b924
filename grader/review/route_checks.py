"""Routes are other ways to the same value, and misconceptions ways to another one. Are they?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.graph import Rule
from grader.model import Array
from grader.question import Question, Step, random_points
from grader.review.findings import Finding, Pair, are_equal, are_one_where_alike, pairs, value_of
from grader.words import shown

POINTS = 4
MAX_SHOWN = 60
"""The longest pair of values, in characters, that a message holds."""


def findings(question: Question) -> Iterator[Finding]:
    """Routes that are not equal to their step's rule, and misconceptions that are."""
    for step in question.steps:
        rule = question.graph.rules.get(step.name)
        if rule is None:
            continue
        for place, route in enumerate(step.routes):
            found = _said_of_route(question, rule, route)
            if found:
                message, is_warning = found
                path = ("steps", step.name, "routes", place)
                yield Finding(path=path, message=message, is_warning=is_warning)
        yield from _misconceptions(question, step, rule)


def _said_of_route(question: Question, rule: Rule, route: Rule) -> tuple[str, bool] | None:
    """What to say of a route that is not another way to its rule's value, and whether it may
    stand all the same, because at the given numbers it is."""
    given = question.values_at(question.parameters)
    at_given = _pair(rule, route, given)
    if at_given is None and value_of(rule, given) is not None:
        return f"this route has no value at the given numbers; {_REMOVE}", False
    if at_given and not are_equal(*at_given):
        return f"{_NOT_ONE}{_differing(at_given)}; {_ADVICE}", False

    def pair_at(point: dict[str, Array]) -> Pair | None:
        return _pair(rule, route, question.values_at(point))

    found = list(pairs(random_points(question), pair_at, POINTS))
    off = next((pair for pair in found if not are_equal(*pair)), None)
    if off is None:
        return None if found or at_given else (_NO_VALUE, False)
    if are_one_where_alike(question, pair_at, POINTS):
        return None
    if at_given:
        message = f"{_NOT_ONE}{_differing(off)} at random parameters, though at the given ones"
        return f"{message} both agree; remove it unless that is meant", True
    return f"{_NOT_ONE}{_differing(off)} at random parameters; {_ADVICE}", False


_NOT_ONE = "a route is another way to the same value; this one gives "
_ADVICE = "remove it, or give it under misconceptions if it is a known mistake"
_REMOVE = "remove it"
_NO_VALUE = f"this route has no value wherever it was tried; {_REMOVE}"


def _pair(rule: Rule, other: Rule, values: dict[str, Any]) -> Pair | None:
    true, found = value_of(rule, values), value_of(other, values)
    return None if true is None or found is None else (true, found)


def _differing(pair: Pair) -> str:
    true, found = pair
    if true.shape != found.shape:
        return f"shape {found.shape} where the rule gives {true.shape}"
    words = f"{shown(found)} where the rule gives {shown(true)}"
    return words if len(words) <= MAX_SHOWN else "other values than the rule"


def _misconceptions(question: Question, step: Step, rule: Rule) -> Iterator[Finding]:
    """Known wrong rules that give the right value, so that no answer can ever show them."""
    if not step.answer.has_value:
        return
    for place, wrong in enumerate(step.misconceptions):
        pair = _pair(rule, wrong.rule, question.values_at(question.parameters))
        if pair and are_equal(*pair):
            path = ("steps", step.name, "misconceptions", place, "formula")
            message = "at the given numbers it gives the right value, so it is never recognised"
            yield Finding(path=path, message=message)
