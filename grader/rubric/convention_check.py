"""Are the conventions of a question rules of its own values, and others than the rubric's?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.errors import GraphError, Problem
from grader.model import NoValue
from grader.question import Convention, Question, under
from grader.rubric.plain_values import Path, RubricSource


def convention_problems(source: RubricSource, question: Question) -> Iterator[Problem]:
    """Conventions that rest on themselves, have no value, or change nothing."""
    for one in question.conventions:
        path = ("questions", question.key, "conventions", one.name)
        for name, message in _said(question, one):
            yield source.problem((*path, name) if name else path, message)


def _said(question: Question, one: Convention) -> Iterator[tuple[str, str]]:
    """What is wrong with a convention: the name of the value, or none, and the message."""
    try:
        held = under(question, frozenset({one.name}))
    except GraphError as error:
        yield "", str(error)
        return
    is_other = question.has_symbols
    for rule in one.rules:
        value, own = held.solution[rule.name], question.solution[rule.name]
        if isinstance(value, NoValue) and not isinstance(own, NoValue):
            yield rule.name, f"it has no value for these parameters: {value.reason}"
            return
        is_other = is_other or not np.array_equal(np.asarray(value), np.asarray(own))
    if not is_other:
        yield "", "it gives the same values as the rubric's own rules; remove it"


def places(question: dict[str, object]) -> Iterator[tuple[Path, str, object]]:
    """Where the formulas of the conventions stand, whose rules they are, and their texts."""
    given = question.get("conventions")
    for name, rules in (given if isinstance(given, dict) else {}).items():
        for step, text in (rules if isinstance(rules, dict) else {}).items():
            yield ("conventions", name, step), step, text
