"""A formula against the rule of its step: is it the same function?"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import numpy as np

from grader.errors import BrokenRuleError, NoValueError
from grader.graph import evaluate as solved
from grader.marking.formula_forms import in_form_of
from grader.marking.outcome import Outcome, right
from grader.marking.restated import restated
from grader.marking.rule_routes import tree_of
from grader.mathlang import (
    EXACT,
    MORE_DRAWS,
    Agreement,
    CounterExample,
    Point,
    Source,
    compared,
    evaluate,
    free_names,
)
from grader.mathlang.tree import Number, walk
from grader.model import BY_OWN, Lapse, NoValue, Verdict
from grader.question import Formula, Question, Step, once

MAX_KEPT = 4_096
"""Formulas that are remembered beside their step's rule: many students write the same one."""


def formula_outcome(
    question: Question,
    step: Step,
    formula: Formula,
    own: Mapping[str, Formula],
    rests_on: tuple[str, ...],
) -> Outcome:
    """Whether a formula is the step's rule, or what follows from the student's earlier formulas.

    own: the student's formulas by step. rests_on: those this step rests on that are not right.
    The reason of an outcome that is not right says in words where the functions differ, or which
    function of the formula nothing defines.
    """
    found = beside_rule(question, step, formula)
    if isinstance(found, Agreement):
        asked = _left_to_do(question, step, formula)
        return right() if asked is None else _restated(asked)
    if any(is_also(question, step, place, formula) for place in range(len(step.also))):
        return right()
    if is_right_with_givens(question, step, formula):
        return right()
    if found.kind == "undefined":
        return Outcome(verdict=Verdict.UNREADABLE, reason=f"in your formula, {found.words}")
    if rests_on and follows_own(question, step, formula, own):
        credit = step.follow_through
        return Outcome(verdict=Verdict.FOLLOWS, credit=credit, share=1.0, route=BY_OWN)
    return Outcome(verdict=Verdict.INCORRECT, reason=found.words)


@lru_cache(maxsize=MAX_KEPT)
def is_also(question: Question, step: Step, place: int, formula: Formula) -> bool:
    """Whether a formula is another one that the rubric takes for right."""
    graph = question.graph.with_rule(step.name, step.also[place])
    own = replace(question, graph=graph)
    return _agrees(own, step, formula)


@lru_cache(maxsize=MAX_KEPT)
def is_right_with_givens(question: Question, step: Step, formula: Formula) -> bool:
    """Whether a formula is right where the given numbers were put in: 30 - Q/4 for (a - Q)/b with
    a = 120 and b = 4. Something must be left that has no number."""
    given = {n: float(v) for n, v in question.parameters.items() if v.ndim == 0}
    if not given or not question.has_symbols or not free_names(formula.tree) - given.keys():
        return False
    fixed = {name: {"values": [value]} for name, value in given.items()}
    own = replace(question, domains={**question.domains, **fixed})
    return _agrees(own, step, formula)


def _restated(asked: str) -> Outcome:
    words = f"{asked} is the question itself, a derivative still to be done: work it out"
    return Outcome(verdict=Verdict.INCORRECT, slip=Lapse.RESTATED, slip_words=words)


@lru_cache(maxsize=MAX_KEPT)
def _agrees(question: Question, step: Step, formula: Formula) -> bool:
    points = in_form_of(step, formula, points_of(question, step))
    found = compared(formula.tree, points, axes=formula.axes, rtol=rtol_of(step, formula))
    return isinstance(found, Agreement)


@lru_cache(maxsize=MAX_KEPT)
def _left_to_do(question: Question, step: Step, formula: Formula) -> str | None:
    """The derivative that a right formula leaves to be done though it is what is asked."""
    rule = tree_of(question.graph, step.name)
    return restated(formula.tree, rule, [point.values for point in points_of(question, step)])


@lru_cache(maxsize=MAX_KEPT)
def beside_rule(question: Question, step: Step, formula: Formula) -> Agreement | CounterExample:
    """Whether a formula is the rule of its step, and where they differ."""
    return compared(
        formula.tree,
        in_form_of(step, formula, points_of(question, step)),
        axes=formula.axes,
        rtol=rtol_of(step, formula),
        more=lambda counts: in_form_of(
            step, formula, points_of(question, step, MORE_DRAWS, counts)
        ),
    )


def rtol_of(step: Step, formula: Formula) -> float:
    """How far a formula may lie from its rule at a point, as a share.

    A coefficient that a student has rounded, `0.333 x^2`, is as near as the step's tolerance asks.
    """
    is_rounded = any(
        isinstance(part, Number) and not part.value.is_integer() for part in walk(formula.tree)
    )
    return max(EXACT, step.tolerance.rtol) if is_rounded else EXACT


@once
def points_of(
    question: Question, step: Step, draws: int = 6, counts: frozenset[str] = frozenset()
) -> list[Point]:
    """Where the step's rule is tried: the same points for every student."""
    source = Source(
        reference=lambda values: _value_of(step, values),
        names=question.graph.givens,
        domains=question.domains,
        dimensions=question.shapes,
        complete=partial(_values_at, question),
        tree=question.graph.rules[step.name].tree,
    )
    return source.points(draws, int(draws == MORE_DRAWS), counts)


def follows_own(
    question: Question, step: Step, formula: Formula, own: Mapping[str, Formula]
) -> bool:
    """Whether a formula is what the step's rule gives from the student's own ones before it."""
    carried = {name: earlier for name, earlier in own.items() if name != step.name}
    try:
        source = Source(
            reference=partial(_followed, question, step, carried),
            names=question.graph.givens,
            domains=question.domains,
            dimensions=question.shapes,
            complete=partial(_values_at, question),
        )
        found = compared(
            formula.tree,
            in_form_of(step, formula, source.points(6, 0)),
            axes=formula.axes,
            rtol=rtol_of(step, formula),
            more=lambda counts: in_form_of(step, formula, source.points(MORE_DRAWS, 1, counts)),
        )
    except NoValueError:
        return False
    return isinstance(found, Agreement)


def _values_at(question: Question, point: Mapping[str, Any]) -> dict[str, Any]:
    """All values at a point, and the sizes of its arrays by the names that the question gives."""
    sizes = {
        size: np.float64(length)
        for name, shape in question.dimensions.items()
        for size, length in zip(shape, np.shape(point[name]), strict=True)
        if isinstance(size, str)
    }
    return sizes | question.values_at(point)


def _value_of(step: Step, values: Mapping[str, Any]) -> Any:
    if step.name not in values:
        raise NoValueError(f"{step.name} has no value here")
    return values[step.name]


def _followed(
    question: Question, step: Step, carried: Mapping[str, Formula], values: Mapping[str, Any]
) -> Any:
    """What the step's rule gives where the student's own formulas stand for earlier steps."""
    given = {name: values[name] for name in question.graph.parameters}
    own = {name: evaluate(f.tree, values, axes=f.axes) for name, f in carried.items()}
    value = solved(question.graph, given, own)[step.name]
    if isinstance(value, NoValue):
        if value.fault is not None:
            raise BrokenRuleError(value.fault)
        raise NoValueError(value.reason)
    return value
