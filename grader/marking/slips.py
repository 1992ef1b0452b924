"""What was the slip? Known misconceptions first, then single changes of the step's own rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any

import numpy as np

from grader.draws import random_points
from grader.errors import NoValueError
from grader.formulas import Formula
from grader.graph import Graph, Rule, evaluate
from grader.marking.outcome import Outcome, slipped
from grader.mathlang import Tree, free_names
from grader.model import Array, NoValue
from grader.propagation import Stated
from grader.question import Question, Step
from grader.slips import (
    AMBIGUOUS,
    Attempt,
    Neighbourhood,
    Slip,
    context_of,
    formula_of,
    formula_slip,
    misconceptions_of,
    neighbourhood,
    possible_slips,
    slip_of,
)

POINTS = 4


def number_slip(
    question: Question, step: Step, stated: Mapping[str, Stated], sound: Sequence[str]
) -> Outcome | None:
    """The slip that explains a wrong number, or None.

    stated: the student's answers with their boxes, this one among them. sound: the steps that
    were answered rightly.
    """
    near = neighbours(question, step.name)
    if near is None:
        return None
    value, box = stated[step.name]
    own = {name: answer for name, answer in stated.items() if name != step.name}
    attempt = Attempt(
        value=value,
        box=box,
        given=[_values(question, {}), _values(question, {n: v for n, (v, _) in own.items()})],
        ranges={name: box for name, (_, box) in own.items()},
        expected=_known(question.solution[step.name]),
    )
    known = {one.name: one for one in step.misconceptions}
    candidates = [(one.name, one.rule.tree) for one in known.values()]
    named = misconceptions_of(near.rule, attempt, candidates) if candidates else ()
    if named:
        one = max((known[name] for name in named), key=lambda found: found.credit)
        return slipped(one.credit, one.name, one.feedback)
    return _told(step, slip_of(near, attempt, _rules(question, sound)))


def formula_slip_outcome(
    question: Question, step: Step, formula: Formula, sound: Sequence[str]
) -> Outcome | None:
    """The slip that makes the step's rule the student's formula, or None."""
    near = neighbours(question, step.name)
    if near is None:
        return None
    found = formula_slip(near, formula.tree, _points(question), sound=_rules(question, sound))
    return _told(step, found)


@cache
def _points(question: Question) -> list[dict[str, Any]]:
    return [question.values_at(point) for point in islice(random_points(question), POINTS)]


def recognised(question: Question, step: Step) -> dict[str, Array]:
    """What would be recognised in a numeric step: words -> the value that the slip gives."""
    near = neighbours(question, step.name)
    values = _values(question, {})
    if near is None or any(name not in values for name in free_names(near.rule)):
        return {}
    known = {one.name: one.rule for one in step.misconceptions}
    found = {name: _rule_value(rule, values) for name, rule in known.items()}
    found |= {slip.words: value for slip, value in possible_slips(near, values)}
    return {words: value for words, value in found.items() if value is not None}


def _rule_value(rule: Rule, values: Mapping[str, Any]) -> Array | None:
    with np.errstate(all="ignore"):
        try:
            return np.asarray(rule.function(*(values[name] for name in rule.arguments)))
        except NoValueError:
            return None


def _told(step: Step, slip: Slip | None) -> Outcome | None:
    if slip is None:
        return None
    words = None if slip.kind == AMBIGUOUS else slip.words
    return slipped(step.policy.slip_credit, slip.kind, words)


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


def _rules(question: Question, names: Sequence[str]) -> list[Tree]:
    trees = (tree_of(question.graph, name) for name in names)
    return [tree for tree in trees if tree is not None]


def _values(question: Question, stated: Mapping[str, Array]) -> dict[str, Any]:
    """What every name stands for when the stated values are taken as they are."""
    solved = evaluate(question.graph, question.parameters, stated) if stated else question.solution
    known = {name: value for name, value in solved.items() if not isinstance(value, NoValue)}
    return {**question.parameters, **known, **stated}


def _known(value: Array | NoValue) -> Array | None:
    return None if isinstance(value, NoValue) else value
