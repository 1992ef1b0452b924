"""Routes are other ways to the same value, and misconceptions ways to another one. Are they?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from grader.graph import Rule
from grader.model import Array
from grader.question import AnswerKind, Question, Step, random_points, special_draws
from grader.review.findings import Finding, are_equal, given_values, rule_of, value_of
from grader.words import shown

POINTS = 4
MAX_SHOWN = 60
"""The longest pair of values, in characters, that a message holds."""
Pair = tuple[Array, Array]
"""What the rule gives, and what another formula gives in its place."""


def findings(question: Question) -> Iterator[Finding]:
    """Routes that are not equal to their step's rule, and misconceptions that are."""
    for step in question.steps:
        rule = rule_of(question, step)
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
    given = given_values(question)
    at_given = _pair(rule, route, given)
    if at_given is None and value_of(rule, given) is not None:
        return f"this route has no value at the given numbers; {_REMOVE}", False
    if at_given and not are_equal(*at_given):
        return f"{_NOT_ONE}{_differing(at_given)}; {_ADVICE}", False
    pairs = list(_pairs(question, rule, route, random_points(question)))
    off = next((pair for pair in pairs if not are_equal(*pair)), None)
    if off is None:
        return None if pairs or at_given else (_NO_VALUE, False)
    for alike in special_draws(question):
        special = list(_pairs(question, rule, route, random_points(question, alike)))
        if special and all(are_equal(*pair) for pair in special):
            return None
    if at_given:
        message = f"{_NOT_ONE}{_differing(off)} at random parameters, though at the given ones"
        return f"{message} both agree; remove it unless that is meant", True
    return f"{_NOT_ONE}{_differing(off)} at random parameters; {_ADVICE}", False


_NOT_ONE = "a route is another way to the same value; this one gives "
_ADVICE = "remove it, or give it under misconceptions if it is a known mistake"
_REMOVE = "remove it"
_NO_VALUE = f"this route has no value wherever it was tried; {_REMOVE}"


def _pairs(
    question: Question, rule: Rule, other: Rule, among: Iterable[dict[str, Array]]
) -> Iterator[Pair]:
    found = 0
    for point in among:
        pair = _pair(rule, other, question.values_at(point))
        if pair is not None:
            yield pair
            found += 1
        if found == POINTS:
            return


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
    if step.answer is not AnswerKind.NUMBER:
        return
    for place, wrong in enumerate(step.misconceptions):
        pair = _pair(rule, wrong.rule, given_values(question))
        if pair and are_equal(*pair):
            path = ("steps", step.name, "misconceptions", place, "formula")
            message = "at the given numbers it gives the right value, so it is never recognised"
            yield Finding(path=path, message=message)
