"""Whether two answers to one step say the same: equal as numbers, words, functions or texts."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from grader.errors import NoValueError
from grader.marking.equal_statements import same_statement
from grader.marking.read_answer import readings
from grader.mathlang import Agreement, same_function
from grader.model import Answer, Answers
from grader.question import AnswerKind, Formula, Question, Step

FIGURES = 9
"""Figures in which numbers are compared: 1/3 is 0.3333333333 and is not 0.33."""


def said_in(question: Question, step: Step, text: str) -> Hashable | Formula:
    """What a text says, as what can be compared: a formula, the entries of a value, or a text.

    What cannot be read is equal where it is written alike.
    """
    alike = " ".join(text.split()).casefold()
    if step.answer is AnswerKind.REVIEW:
        return alike
    answers = Answers(by_step={(question.key, step.name): Answer(text=text)})
    reading = readings(question, answers)[step.name]
    if reading.formula is not None:
        return reading.formula
    if reading.number is None:
        return alike
    value = np.asarray(reading.number.value, dtype=np.float64)
    if step.answer is AnswerKind.SET:  # of numbers, or of tuples in rows
        rows = value.reshape(len(value), -1) if value.ndim else value.reshape(1, 1)
        value = rows[np.lexsort(rows.T[::-1])]
    return (value.shape, *(f"{x + 0.0:.{FIGURES}g}" for x in value.ravel()))


def say_the_same(
    question: Question, step: Step, one: Hashable | Formula, other: Hashable | Formula
) -> bool:
    """Whether two answers that were read by `said_in` are equal."""
    if isinstance(one, Formula) and isinstance(other, Formula):
        if one.tree != other.tree and step.answer.is_statement:
            return same_statement(question, step, one, other)
        return _are_one_function(question, one, other)
    is_formula = isinstance(one, Formula) or isinstance(other, Formula)
    return not is_formula and one == other


def _are_one_function(question: Question, one: Formula, other: Formula) -> bool:
    if one.tree == other.tree:
        return True
    try:
        found = same_function(
            one.tree,
            other.tree,
            names=question.graph.givens,
            domains=question.domains,
            dimensions=question.shapes,
            axes=one.axes,
        )
    except NoValueError:
        return False
    return isinstance(found, Agreement)
