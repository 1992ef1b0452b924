"""A formula of logic against the rule of its step: has it the same truth table, and the form?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from grader.errors import NoValueError
from grader.graph import Rule, evaluate
from grader.marking.outcome import Basis, Outcome, right, slipped
from grader.mathlang import LogicForm, has_form, literal_count
from grader.mathlang import evaluate as evaluated
from grader.model import Array, Lapse, NoValue, Verdict
from grader.question import Formula, Question, Step, numbers_among, once, rows_of

MAX_KEPT = 4_096
"""Formulas that are remembered beside their step's rule: many students write the same one."""
Table = tuple[bool | None, ...]
"""What a formula gives in each row, None where it has no value."""


def logic_outcome(
    question: Question,
    step: Step,
    formula: Formula,
    own: Mapping[str, Any],
    basis: Basis,
) -> Outcome:
    """Whether a formula has the truth table of the step's rule, or of what follows from the own
    answers before it, and the form that is asked for.

    own: the student's formulas and values by step. basis: those that are not the key's.
    """
    table = table_of(question, step, formula)
    rules = (question.graph.rules[step.name], *step.also)
    if any(table == _truth(question, step, rule) for rule in rules):
        return _in_its_form(step, formula)
    if basis.is_own and any(table == _followed(question, step, rule, own) for rule in rules):
        found = _in_its_form(step, formula)
        return basis.followed(step.follow_through) if found.is_right else found
    for one in step.misconceptions:
        if table == _truth(question, step, one.rule):
            return slipped(one.credit, one.name, one.feedback, is_misconception=True)
    of_numbers = bool(numbers_among(step.symbols, question.parameters, question.domains))
    reason = _difference(table, _truth(question, step, rules[0]), of_numbers)
    return Outcome(verdict=Verdict.INCORRECT, reason=reason)


def _in_its_form(step: Step, formula: Formula) -> Outcome:
    """What a formula earns that says what is right."""
    form = LogicForm(step.form) if step.form else None
    words = ""
    if form is not None and not has_form(formula.tree, form):
        words = f"it says what is right, but is not in the form asked for, {form.in_words}"
    elif step.literals and literal_count(formula.tree) > step.literals:
        count = literal_count(formula.tree)
        words = (
            f"it says what is right, but in {count} variables, counted as often as they stand"
            " there; it can be said in fewer"
        )
    return slipped(step.policy.slip_credit, Lapse.OTHER_FORM, words) if words else right()


def _difference(table: Table, truth: Table, of_numbers: bool) -> str:
    """In how many rows a truth table is another one; never in which."""
    off = sum(one != other for one, other in zip(table, truth, strict=True))
    if off == len(table) > 1:
        return "it is its negation"
    among = "values that were tried" if of_numbers else "rows of the truth table"
    return f"{off} of {len(table)} {among} {'differs' if off == 1 else 'differ'}"


@lru_cache(maxsize=MAX_KEPT)
def table_of(question: Question, step: Step, formula: Formula) -> Table:
    """The truth table of a formula, a value for each row."""
    return tuple(_value(formula, values) for values in _rows(question, step))


@once
def _rows(question: Question, step: Step) -> tuple[Mapping[str, Any], ...]:
    """All values of the question in each row of the step's truth table."""
    return tuple(_values(question, row) for row in rows_of(question, step))


def _values(question: Question, row: Mapping[str, float]) -> dict[str, Any]:
    given = {**question.parameters, **{name: np.asarray(value) for name, value in row.items()}}
    known = evaluate(question.graph, given)
    values = {name: value for name, value in known.items() if not isinstance(value, NoValue)}
    return {**given, **values}


@once
def _truth(question: Question, step: Step, rule: Rule) -> Table:
    graph = question.graph.with_rule(step.name, replace(rule, name=step.name))
    return tuple(
        _holds(evaluate(graph, _givens(question, values))[step.name])
        for values in _rows(question, step)
    )


def _followed(question: Question, step: Step, rule: Rule, own: Mapping[str, Any]) -> Table:
    """What a rule for the step gives where the student's own answers stand for earlier steps."""
    graph = question.graph.with_rule(step.name, replace(rule, name=step.name))
    carried = {name: one for name, one in own.items() if name != step.name}
    formulas = {name: one for name, one in carried.items() if isinstance(one, Formula)}
    numbers = {name: one for name, one in carried.items() if name not in formulas}
    found = []
    for values in _rows(question, step):
        known = {name: _number(one, values) for name, one in formulas.items()}
        said = {name: value for name, value in known.items() if value is not None}
        solved = evaluate(graph, _givens(question, values), {**numbers, **said})
        found.append(_holds(solved[step.name]))
    return tuple(found)


def _givens(question: Question, values: Mapping[str, Any]) -> dict[str, Any]:
    return {n: np.asarray(values[n]) for n in question.graph.parameters if n in values}


def _number(formula: Formula, values: Mapping[str, Any]) -> Array | None:
    """The value of an own formula, 1 and 0 for that of one of logic."""
    try:
        return np.asarray(evaluated(formula.tree, values, axes=formula.axes), dtype=np.float64)
    except NoValueError:
        return None


def _value(formula: Formula, values: Mapping[str, Any]) -> bool | None:
    try:
        return _holds(evaluated(formula.tree, values))
    except NoValueError:
        return None


def _holds(value: Any) -> bool | None:
    """Whether what a rule gives is true."""
    return None if isinstance(value, NoValue) else bool(np.all(np.asarray(value) > 0.5))
