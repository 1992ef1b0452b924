"""Answers with few possible values (a class, a count, a flag): a blind guess often hits."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from grader.model import Array
from grader.question import AnswerKind, Question, drawn_values
from grader.review.findings import Finding

DRAWS = 30
FEW = 6
"""So many values or fewer: a guess then earns a sixth of the points or more."""
_FLAGS = (-1.0, 0.0, 1.0)


def findings(question: Question, columns: Collection[str] = ()) -> Iterator[Finding]:
    """Steps whose value, wherever the parameters are drawn, is one of a few.

    columns: of a table of the question's. What is counted there can be guessed, and that is what
    such a question asks for.
    """
    drawn = drawn_values(question, DRAWS)
    for step in question.steps:
        if step.answer is not AnswerKind.NUMBER or step.name not in question.solution:
            continue
        if step.valid is not None:  # one of many, tried in valid_checks
            continue
        if not question.graph.under(step.name).isdisjoint(columns):
            continue
        found = [np.ravel(values[step.name]) for values in drawn if step.name in values]
        count = _few(found, np.ravel(np.asarray(question.solution[step.name])))
        if count:
            whole = "each of its entries" if found[0].size > 1 else "the answer"
            message = (
                f"{whole} is one of {count} values, so a guess is right one time in {count}; ask"
                " for the numbers that it rests on as well, and give most of the points to them"
            )
            yield Finding(path=("steps", step.name), message=message)


def _few(found: list[Array], own: Array) -> int:
    """How many values there are among all that were found, if they are few and not one alone.

    A value that clips at zero is continuous elsewhere: of a few values each comes up again. An
    inverse modulo 2772 is among few values only where all that is given is small. Constants vary
    nowhere, and nobody guesses the entries of [2, 13, 8, 10]: only flags and signs.

    own: the question's own value.
    """
    if len(found) < DRAWS // 2:
        return 0
    values, counts = np.unique(np.round(np.concatenate(found), 9), return_counts=True)
    if not np.isin(np.round(own, 9), values).all():
        return 0
    if all(np.array_equal(one, found[0]) for one in found) and not np.isin(values, _FLAGS).all():
        return 0
    is_whole = bool((values == np.round(values)).all())
    is_few = 1 < len(values) <= FEW and (is_whole or bool((counts > 1).all()))
    return len(values) if is_few else 0
