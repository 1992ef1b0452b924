"""Worked solutions: each rule, then the numbers put in, then the value.

Of the key, or with a student's own values in place of those that it rests on.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.graph import evaluate
from grader.marking.case import Case
from grader.marking.rule_routes import tree_of, true_values
from grader.mathlang import Tree, free_names, on_paper
from grader.mathlang.tree import Comparison, List, Name, Negative, Number, substituted
from grader.model import Array, NoValue
from grader.question import AnswerKind, Question, Step
from grader.words import nested, with_unit

FIGURES = 6
"""Significant figures of the numbers put in and of the value: enough to go on with."""
MAX_ENTRIES = 12
"""Entries of an array that is written out; a longer one is left as its name."""
MAX_PUT_IN = 240
"""Characters of a rule with its numbers; in a longer one only single numbers are put in."""

Values = Mapping[str, Any]


def solution_of(question: Question, step: Step) -> tuple[str, ...]:
    """How the step's value is worked out, a line for each rule: those that nobody is asked for,
    then its own. Nothing for a text that people read."""
    return tuple(_lines(question, step, true_values(question)))


def own_solution_of(case: Case, step: Step) -> tuple[str, ...]:
    """The same with the student's own answers where the step rests on them."""
    return tuple(_lines(case.question, step, own_values(case)))


def own_values(case: Case) -> dict[str, Any]:
    """What every name stands for, to a student: the own answers, and what follows from them."""
    question = case.question
    solved = evaluate(question.graph, question.parameters, case.values)
    found = {name: value for name, value in solved.items() if not isinstance(value, NoValue)}
    return {**question.parameters, **found, **case.values}


def worked_line(question: Question, name: str, values: Values) -> str:
    """`h1 = σ(z1) = σ(0.1575) = 0.539294`, what the rule of a name gives for some values.

    values: what the names of its rule stand for; where one has no value, the rule stands alone.
    """
    rule = question.graph.rules[name]
    if _is_statement(question, name):
        return f"{on_paper(Name(name))}: {rule.in_words}"
    tree = tree_of(question.graph, name)
    parts = [on_paper(Name(name)), rule.in_words if tree is None else _written(tree)]
    if all(one in values for one in rule.arguments):
        if tree is not None:
            parts.append(_put_in(question, tree, values))
        parts.append(_value(question, name, values))
    told = [part for place, part in enumerate(parts) if part and part != parts[place - 1]]
    return " = ".join(told)


def _is_statement(question: Question, name: str) -> bool:
    """Whether a name stands for an equation or a formula of logic, which has no value."""
    kinds = (AnswerKind.EQUATION, AnswerKind.LOGIC)
    return any(step.name == name and step.answer in kinds for step in question.steps)


def _lines(question: Question, step: Step, values: Values) -> Iterator[str]:
    if step.answer is AnswerKind.REVIEW:
        return
    asked = {one.name for one in (*question.steps, *question.beside)}
    between = question.graph.nearest(question.graph.rules[step.name], asked)[1]
    for name in (*(one for one in question.graph.order if one in between), step.name):
        is_formula = name == step.name and step.answer.is_formula
        yield worked_line(question, name, {} if is_formula else values)


def _put_in(question: Question, tree: Tree, values: Values) -> str:
    """The rule with the numbers in place of the names, as far as that can be read."""
    numbers = {name: np.asarray(values[name]) for name in free_names(tree) if name in values}
    small = {n: _tree_of(question, n, x) for n, x in numbers.items() if x.size <= MAX_ENTRIES}
    written = _written(substituted(tree, small))
    if len(written) <= MAX_PUT_IN:
        return written
    single = {name: one for name, one in small.items() if not isinstance(one, List)}
    return _written(substituted(tree, single))


def _written(tree: Tree) -> str:
    """A formula on paper; its own relation sign must not look like one between two of them."""
    text = on_paper(tree)
    return f"({text})" if isinstance(tree, Comparison) else text


def _tree_of(question: Question, name: str, value: Array) -> Tree:
    """A value as it would be written, pairs as the complex numbers that they are."""
    if name not in (question.complexes or ()):
        return _as_tree(value)
    from grader.question import complex_tree  # few questions need it

    rounded = np.array([float(_figures(float(one))) for one in np.ravel(value)])
    return complex_tree(rounded.reshape(value.shape), question.unit_letter)


def _as_tree(value: Array) -> Tree:
    """A number or an array as it would be written."""
    if value.ndim:
        return List(tuple(_as_tree(part) for part in value))
    if not np.isfinite(value):
        return Name("none" if np.isnan(value) else "infinity" if value > 0 else "-infinity")
    number = float(_figures(abs(float(value))))
    return Negative(Number(number)) if value < 0 else Number(number)


def _value(question: Question, name: str, values: Values) -> str:
    """What the rule gives, in the words of its step."""
    rule = question.graph.rules[name]
    given = {argument: values[argument] for argument in rule.arguments}
    roots = {one: value for one, value in given.items() if one in question.graph.parameters}
    found = evaluate(question.graph, {**question.parameters, **roots}, given)[name]
    if isinstance(found, NoValue):
        return f"no value ({found.reason})"
    step = next((step for step in question.steps if step.name == name), None)
    words = question.value_in_words(name, found)
    told = words or nested(np.asarray(found), (_figures(float(x)) for x in np.ravel(found)))
    return with_unit(told, "" if step is None else step.unit)


def _figures(value: float) -> str:
    return "none" if math.isnan(value) else f"{value + 0.0:.{FIGURES}g}"
