"""The rules by which a step may be worked out, as formulas, each with its single changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.graph import Graph, Rule
from grader.mathlang import Tree, free_names
from grader.mathlang import evaluate as evaluated
from grader.mathlang.tree import names_in_order
from grader.model import NoValue
from grader.question import Question, Step, once, random_points
from grader.slips import context_of, formula_of, roles_of

if TYPE_CHECKING:
    from grader.slips import Neighbourhood, Roles


class Derived(NamedTuple):
    """A rule with σ'(z) in place of `h (1 - h)`, or the other way round, and the h concerned."""

    rule: Rule
    activations: frozenset[str]


def derived_routes(question: Question, name: str, slipped: Collection[str]) -> tuple[Rule, ...]:
    """The other spelling of the derivatives in a step's rule, where an own slip makes it differ.

    slipped: the student's answers that are wrong and follow from nothing. Where none of them is
    an activation in question, both spellings give the same.
    """
    found = _derived(question, name) if slipped else None
    if found is None or found.activations.isdisjoint(slipped):
        return ()
    return (found.rule,)


@once
def _derived(question: Question, name: str) -> Derived | None:
    from grader.slips import with_other_slopes  # what only an own slip makes of use

    near = neighbours(question, name)
    tree = None if near is None else with_other_slopes(near.rule, near.context)
    if near is None or tree is None:
        return None
    known = question.graph.parameters | set(question.graph.rules)
    names = tuple(name for name in names_in_order(tree) if name in known)
    rule = Rule(name=name, arguments=names, function=partial(_value, tree, names), tree=tree)
    context = near.context
    inside = free_names(tree) | free_names(near.rule)
    found = frozenset(h for z in inside for h in context.activations(z))
    return Derived(rule, found)


def _value(tree: Tree, names: tuple[str, ...], *values: Any) -> Any:
    return evaluated(tree, dict(zip(names, values, strict=True)))


def neighbourhoods(
    question: Question, step: Step, slipped: Collection[str]
) -> Iterator[Neighbourhood]:
    """The step's rule with its single changes, then each other route with its own.

    slipped: the student's answers that are wrong and follow from nothing; without any, all
    routes give the same, and only the first is of use.
    """
    near = neighbours(question, step.name)
    if near is None:
        return
    yield near
    if slipped:
        for route in (*step.routes, *derived_routes(question, step.name, slipped)):
            if route.tree is not None:
                yield _around(question, step.name, route)


@once
def _around(question: Question, name: str, route: Rule) -> Neighbourhood:
    from grader.slips import neighbourhood  # what only an answer that is off makes of use

    near = neighbours(question, name)
    return neighbourhood(route.tree, None if near is None else near.context)


@once
def neighbours(question: Question, name: str) -> Neighbourhood | None:
    """The rule of a step with its single changes; None for a rule that is not a formula, and where
    infinity or `none` is right: nobody comes to these by a factor, nor away from them."""
    from grader.slips import neighbourhood  # what only an answer that is off makes of use

    rule, true = tree_of(question.graph, name), question.solution.get(name)
    if rule is None or (isinstance(true, np.ndarray) and not np.isfinite(true).all()):
        return None
    values = true_values(question)
    if len(question.parameters) < len(question.graph.parameters):
        values = question.values_at(next(random_points(question)))
    asked = [step.name for step in question.steps]
    context = context_of(question.graph, name, _formulas(question), _roles(question), values, asked)
    return neighbourhood(rule, context)


@once
def _formulas(question: Question) -> dict[str, Tree]:
    """The rules of a question that are formulas, in the order in which they are defined."""
    found = ((name, tree_of(question.graph, name)) for name in question.graph.rules)
    return {name: tree for name, tree in found if tree is not None}


@once
def _roles(question: Question) -> Roles:
    return roles_of(question.graph.rules, _formulas(question))


@once
def true_values(question: Question) -> dict[str, Any]:
    """The parameters of a question and the true values of its steps, as far as they have one."""
    known = {n: value for n, value in question.solution.items() if not isinstance(value, NoValue)}
    return {**question.parameters, **known}


@once
def own_tree(question: Question, name: str) -> Tree | None:
    """The question's own rule of a step as a formula."""
    return tree_of(question.graph, name)


def tree_of(graph: Graph, name: str) -> Tree | None:
    """The rule of a step as a formula, whether it was written as one or as a function."""
    rule = graph.rules[name]
    return rule.tree if rule.tree is not None else formula_of(rule.function)
