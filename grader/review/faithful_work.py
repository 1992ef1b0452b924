"""What somebody hands in who goes on faithfully from some answers: the steps' own rules give the
rest, written as people write what each step asks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from grader.agreement import Digits
from grader.graph import evaluate
from grader.marking import case_of
from grader.mathlang import Tree, free_names, printed
from grader.mathlang.tree import List, Negative, Number, substituted
from grader.model import Answer, Answers, Array, NoValue, StepId, Value
from grader.question import (
    AnswerKind,
    Assignment,
    Question,
    Step,
    complex_tree,
    formula_text,
)
from grader.slips import formula_of
from grader.words import nested, number, shown, with_unit

IN_WORDS = "In my own words."
"""What stands for a text that people read."""


def handed_in(
    assignment: Assignment,
    given: Mapping[StepId, str] | None = None,
    blank: Collection[StepId] = (),
) -> dict[StepId, str]:
    """What is handed in for every step of an assignment, in its order, blank steps left out."""
    found: dict[StepId, str] = {}
    for question in assignment.questions:
        worked = worked_out(question, given or {}, blank)
        found |= {(question.key, name): text for name, text in worked.items()}
    return found


def worked_out(
    question: Question, given: Mapping[StepId, str], blank: Collection[StepId] = ()
) -> dict[str, str]:
    """What is handed in for the steps of a question, by name, where some answers are given.

    A step that is neither given nor blank is what its own rule gives from the answers before it,
    in other questions as well where this one goes on with them; one whose rule has no value there
    is left out.
    """
    case = case_of(question, as_answers(given))
    values = evaluate(case.question.graph, case.question.parameters, case.values)
    found = {}
    for step in question.steps:
        text = given.get((question.key, step.name))
        if text is None:
            text = _worked_out(question, step, values)
        if text is not None and (question.key, step.name) not in blank:
            found[step.name] = text
    return found


def as_answers(texts: Mapping[StepId, str]) -> Answers:
    """Texts as the answers of a submission."""
    return Answers(by_step={step: Answer(text=text) for step, text in texts.items()})


def in_kind(step: Step, value: Array) -> str:
    """A value as somebody writes it who is asked for it: in words, or in the digits asked for,
    with the step's unit."""
    if step.answer is AnswerKind.INTERVAL and np.ndim(value):
        value = np.sort(value)  # from a negative deviation too, nobody writes the upper end first
    words = step.in_words(value)
    return with_unit(_in_figures(step, value) if words is None else words, step.unit)


def _in_figures(step: Step, value: Array) -> str:
    if step.digits is None or step.digits.form == "at_least":
        return shown(value)
    digits = step.digits
    return nested(np.asarray(value), (_to_digits(float(x), digits) for x in np.ravel(value)))


def _worked_out(question: Question, step: Step, values: Mapping[str, Value]) -> str | None:
    if step.answer is AnswerKind.REVIEW:
        return IN_WORDS
    if step.answer.is_formula:
        return _formula(question, step, values)
    value = values.get(step.name)
    return None if value is None or isinstance(value, NoValue) else in_kind(step, value)


def _formula(question: Question, step: Step, values: Mapping[str, Value]) -> str | None:
    """The rule of a step in the symbols that its answer may use; None where there is none.

    values: of the names that are numbers, which are put in where the answer may not use them.
    """
    tree = _tree(question, step.name)
    if tree is None:
        return None
    for name in reversed(question.graph.order):
        value = values.get(name)
        is_number = value is not None and not isinstance(value, NoValue)
        inner = None if name in step.symbols or is_number else _tree(question, name)
        if inner is not None and name in free_names(tree):
            tree = substituted(tree, {name: inner})
    known = {**values, **question.parameters}
    numbers = {
        n: v for n, v in known.items() if n not in step.symbols and isinstance(v, np.ndarray)
    }
    tree = substituted(tree, {n: _put_in(question, n, value) for n, value in numbers.items()})
    return formula_text(step.answer, tree, printed)


def _put_in(question: Question, name: str, value: Array) -> Tree:
    if name in (question.complexes or ()):
        return complex_tree(value, question.unit_letter)
    return _as_tree(value)


def _as_tree(value: Array) -> Tree:
    """A number or an array as it would be written, in all of its digits."""
    if value.ndim:
        return List(tuple(_as_tree(np.asarray(part)) for part in value))
    number = Number(abs(float(value)))
    return Negative(number) if value < 0 else number


def _tree(question: Question, name: str) -> Tree | None:
    rule = question.graph.rules[name]
    return rule.tree if rule.tree is not None else formula_of(rule.function)


def _to_digits(value: float, digits: Digits) -> str:
    if not np.isfinite(value):
        return number(value)
    if digits.kind == "decimals":
        return f"{value:.{digits.count}f}"
    return f"{value:#.{digits.count}g}".removesuffix(".")
