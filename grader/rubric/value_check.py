"""Has every step of a rubric's question a value that a student can reach?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from grader.errors import Problem
from grader.graph import evaluate
from grader.model import NoValue, Value
from grader.question import AnswerKind, Question, random_points
from grader.rubric.formula_check import vectors_side_by_side
from grader.rubric.plain_values import Path, RubricSource
from grader.words import number

ROUNDING = 1e-9
"""By so much the sides of an equation may differ where they are one formula in two spellings."""


def value_problems(source: RubricSource, question: Question) -> Iterator[Problem]:
    """Steps that have no value for the given parameters: nobody could ever earn their points."""
    here = ("questions", question.key)
    numbers = {step.name for step in question.steps if step.answer.has_value}
    needed = numbers.union(*(question.graph.ancestors(name) for name in numbers))
    known = {**question.parameters, **question.solution}
    for name in question.solution:
        inputs = question.graph.rules[name].arguments
        symbols = [a for a in inputs if a not in known]
        if name in needed and symbols:
            message = f"it rests on {symbols[0]}, which has no number; write answer: formula, or"
            message += f" give {symbols[0]} under parameters"
            yield source.problem((*here, "steps", name), message)
            return
    for name, value in question.solution.items():
        inputs = question.graph.rules[name].arguments
        is_first = not any(isinstance(known.get(a), NoValue) for a in inputs)
        if name in needed and isinstance(value, NoValue) and is_first:
            message = f"{name} has no value for these parameters{_inputs_in_words(inputs, known)}"
            message += f": {_reason(question, name, value)}"
            yield source.problem(_formula_path(source, here, name), message)
        elif name in needed:
            yield from _product_problems(source, question, name, known)
    yield from _formula_value_problems(source, question)
    yield from _trivial_equations(source, question)


def _inputs_in_words(inputs: Sequence[str], known: Mapping[str, Value]) -> str:
    """What a rule was tried on: numbers as they are, arrays by their shapes."""
    values = {name: np.asarray(known[name]) for name in inputs}
    words = [
        f"{name} of shape {value.shape}" if value.ndim else f"{name} = {number(float(value))}"
        for name, value in values.items()
    ]
    return f" ({', '.join(words)})" if words else ""


def _reason(question: Question, name: str, value: NoValue) -> str:
    """Why a rule has no value; what numpy says of a solver's is no word for a TA."""
    if question.graph.rules[name].tree is None and "failed" in value.reason:
        return "its rule does not take values of these shapes"
    if "not a finite number" in value.reason:
        return f"{value.reason}; where infinity is right, write inf, and none for no value"
    return value.reason


def _formula_path(source: RubricSource, here: Path, name: str) -> Path:
    """Where the formula of a value stands, or the parameters where a solver gives it."""
    for path in ((*here, "steps", name, "formula"), (*here, "definitions", name)):
        if source.as_written(path)[0] in source.lines:
            return path
    return (*here, "parameters")


def _product_problems(
    source: RubricSource, question: Question, name: str, known: dict[str, Value]
) -> Iterator[Problem]:
    """A formula whose product may mean several things; `@` is taken to be meant."""
    rule = question.graph.rules[name]
    if rule.tree is not None and "@" not in rule.description:
        values = {n: value for n, value in known.items() if not isinstance(value, NoValue)}
        message = vectors_side_by_side(rule.tree, values)
        if message:
            yield source.problem(_formula_path(source, ("questions", question.key), name), message)


def _formula_value_problems(source: RubricSource, question: Question) -> Iterator[Problem]:
    """Formulas that are asked for and have no value wherever their symbols are drawn."""
    reasons = {s.name: "" for s in question.steps if s.answer.is_formula}
    for point in random_points(question):
        if not reasons:
            return
        solved = evaluate(question.graph, point)
        found = {name: solved[name] for name in reasons}
        reasons = {n: v.reason for n, v in found.items() if isinstance(v, NoValue)}
    for name, reason in reasons.items():
        message = f"it has no value at any point that was tried: {reason}"
        yield source.problem(("questions", question.key, "steps", name), message)


def _trivial_equations(source: RubricSource, question: Question) -> Iterator[Problem]:
    """Equations that hold whatever their unknowns are: everything or nothing would be right."""
    asked = {step.name for step in question.steps if step.answer is AnswerKind.EQUATION}
    for point in random_points(question) if asked else ():
        solved = evaluate(question.graph, {**point, **question.parameters})
        held = {name for name in asked if not isinstance(solved[name], NoValue)}
        asked -= {name for name in held if np.any(np.abs(np.asarray(solved[name])) > ROUNDING)}
    for name in sorted(asked):
        message = "its sides are the same at every point that was tried, so it says nothing"
        yield source.problem(("questions", question.key, "steps", name, "formula"), message)
