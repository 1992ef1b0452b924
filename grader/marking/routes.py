"""The rules by which a step may be worked out, as formulas, each with its single changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any

import numpy as np

from grader.draws import random_points
from grader.graph import Graph, Rule
from grader.mathlang import Tree, free_names
from grader.mathlang import evaluate as evaluated
from grader.model import NoValue
from grader.question import Question, Step
from grader.slips import (
    Neighbourhood,
    context_of,
    formula_of,
    neighbourhood,
    with_other_slopes,
)


@cache
def derived_routes(question: Question, name: str) -> tuple[Rule, ...]:
    """A step's rule with σ'(z) in place of `h (1 - h)`, or the other way round, if it has any.

    With a wrong h the two differ, and both are faithful work.
    """
    near = neighbours(question, name)
    tree = None if near is None else with_other_slopes(near.rule, near.context)
    if tree is None:
        return ()
    names = tuple(
        sorted(free_names(tree) & (set(question.graph.rules) | question.graph.parameters))
    )
    return (Rule(name=name, arguments=names, function=partial(_value, tree, names), tree=tree),)


def _value(tree: Tree, names: tuple[str, ...], *values: Any) -> Any:
    return evaluated(tree, dict(zip(names, values, strict=True)))


def neighbourhoods(question: Question, step: Step, own_differ: bool) -> Iterator[Neighbourhood]:
    """The step's rule with its single changes, then each other route with its own.

    own_differ: whether the student's values that the step rests on are wrong; if not, all routes
    give the same, and only the first is of use.
    """
    near = neighbours(question, step.name)
    if near is None:
        return
    yield near
    if own_differ:
        for route in (*step.routes, *derived_routes(question, step.name)):
            if route.tree is not None:
                yield _around(near, route)


@cache
def _around(near: Neighbourhood, route: Rule) -> Neighbourhood:
    return neighbourhood(route.tree, near.context)


@cache
def neighbours(question: Question, name: str) -> Neighbourhood | None:
    """The rule of a step with its single changes; None for a rule that is not a formula."""
    rule = tree_of(question.graph, name)
    if rule is None:
        return None
    values: Mapping[str, Any] = question.solution
    if len(question.parameters) < len(question.graph.parameters):
        values = question.values_at(next(random_points(question)))
    arrays = {n for n, shape in question.shapes.items() if shape}
    arrays |= {n for n, v in values.items() if not isinstance(v, NoValue) and np.ndim(v) > 0}
    context = context_of(
        question.graph, name, lambda other: tree_of(question.graph, other), arrays=arrays
    )
    return neighbourhood(rule, context)


def tree_of(graph: Graph, name: str) -> Tree | None:
    """The rule of a step as a formula, whether it was written as one or as a function."""
    rule = graph.rules[name]
    return rule.tree if rule.tree is not None else formula_of(rule.function)
