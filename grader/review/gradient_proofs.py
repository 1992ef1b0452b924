"""Is the rule of a gradient the gradient? Tried against numerical derivatives of the loss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from grader.errors import GraphError, NoValueError, Problem
from grader.graph import evaluate
from grader.mathlang import numerical_gradient
from grader.model import Array, NoValue
from grader.question import Assignment, Question, Step, joined, random_points, under
from grader.review.findings import Pair, are_equal, are_one_where_alike, entry
from grader.rubric import Path, RubricSource
from grader.words import number, shown

POINTS = 3
RTOL = 1e-5
WIDTH, NEARER = 1e-4, 1e-5
"""Steps of the numerical derivative, and of another beside it, in shares of the value."""
MAX_SHOWN = 8
"""How many entries are shown, of a value or of all parameters."""
MAX_WHOLE = 3
"""Of more whole numbers among the parameters, none is more likely a count than the others."""


def gradient_problems(assignment: Assignment, source: RubricSource) -> Iterator[Problem]:
    """Steps that say `gradient_of` and whose rule is not that gradient, with both values."""
    for question in assignment.questions:
        path: Path = ("questions", question.key)
        for step, message in _wrong_gradients(question):
            yield source.problem((*path, "steps", step, "gradient_of"), message)
        for one in question.conventions:
            try:
                held = under(question, frozenset({one.name}))
            except GraphError:  # told where its rules were read
                continue
            for step, message in _wrong_gradients(held):
                told = f"{step}, held so: {message}"
                yield source.problem((*path, "conventions", one.name), told)


def _wrong_gradients(question: Question) -> Iterator[tuple[str, str]]:
    """The steps whose rule is not the gradient that they say, with what is wrong.

    The loss, and what it rests on, may be worked out in another question and carried on here.
    """
    question = joined(question) if question.carried else question
    for step in question.steps:
        if step.gradient_of and step.with_respect_to:
            message = difference(question, step, step.gradient_of, step.with_respect_to)
            if message:
                yield step.name, message


def difference(question: Question, step: Step, loss: str, by: str) -> str | None:
    """What is wrong with a step's rule as the gradient of `loss` by `by`, or None.

    Tried at random parameters, and at the given ones where random ones have no value. Where the
    given parameters are special (one-hot targets, distributions, symmetric matrices), a rule that
    is right for all that are special in this way is right.
    """
    message = _difference_at(random_points(question), question, step, loss, by)

    def pair_at(point: dict[str, Array]) -> Pair | None:
        try:
            return _rule_and_slope(question, step.name, loss, by, point)
        except NoValueError:
            return None

    if not message or are_one_where_alike(question, pair_at, 2 * POINTS, rtol=RTOL, moved=(by,)):
        return None
    return message + _advice(question, step, loss, by)


def _advice(question: Question, step: Step, loss: str, by: str) -> str:
    """What to do where the rule is right at the given numbers: some of them may be no variables."""
    if question.has_symbols:
        return ""
    if _difference_at([dict(question.parameters)], question, step, loss, by):
        return ""
    whole = [n for n, given in question.parameters.items() if _is_whole(given) and n != by]
    told = "; at the given numbers both agree"
    if not whole or len(whole) > MAX_WHOLE:
        return told
    one = whole[0]
    return (
        f"{told}: if {' or '.join(whole)} is a count or a label, which stays as it is, write it"
        f" under definitions ({one}: {number(float(question.parameters[one]))}) or give it domains"
    )


def _is_whole(given: Array) -> bool:
    return given.ndim == 0 and float(given) == round(float(given))


def _difference_at(
    among: Iterable[dict[str, Array]], question: Question, step: Step, loss: str, by: str
) -> str | None:
    tried = 0
    reason = "no point was tried"
    for point in among:
        try:
            rule, slope = _rule_and_slope(question, step.name, loss, by, point)
        except NoValueError as error:
            reason = str(error)
            continue
        if not are_equal(rule, slope, RTOL):
            if _has_kink(slope, question, step.name, loss, by, point):
                reason = f"{loss} has a kink too near to each of them"
                continue
            between = f"{_in_words(rule, slope)}{_shown_point(point)}"
            return f"the rule is not the gradient of {loss} with respect to {by}: {between}"
        tried += 1
        if tried == POINTS:
            break
    if not tried:
        return f"{loss} has no derivative by {by} at any point that was tried ({reason})"
    return None


def _has_kink(
    slope: Array, question: Question, name: str, loss: str, by: str, point: Mapping[str, Array]
) -> bool:
    """Whether a numerical derivative is none, as a nearer one differs: a maximum changes its place
    within the step, as it may where two of many entries lie close together."""
    try:
        _, nearer = _rule_and_slope(question, name, loss, by, point, NEARER)
    except NoValueError:
        return True
    return not are_equal(nearer, slope, RTOL)


def _in_words(rule: Array, slope: Array) -> str:
    """Where a rule and the numerical derivative differ, and by what if it is that simple."""
    if rule.shape != slope.shape:
        hint = "; is it the transpose?" if are_equal(rule.T, slope, RTOL) else ""
        return f"it has shape {rule.shape}, and the numerical derivative {slope.shape}{hint}"
    if rule.size <= MAX_SHOWN:
        found = f"it gives {shown(rule)}, and the numerical derivative is {shown(slope)}"
    else:
        place = np.unravel_index(np.argmax(np.abs(rule - slope)), rule.shape)
        one, other = number(float(rule[place])), number(float(slope[place]))
        found = f"in entry {entry(place)} it gives {one}, and the numerical derivative is {other}"
    return found + _hint(rule, slope)


def _hint(rule: Array, slope: Array) -> str:
    if are_equal(rule.T, slope, RTOL):
        return ", its transpose"
    if are_equal(-rule, slope, RTOL):
        return ": its sign is wrong"
    weight = float(np.vdot(slope, slope))
    factor = float(np.vdot(rule, slope)) / weight if weight else 0.0
    if not factor or not are_equal(rule / factor, slope, RTOL):
        return ""
    if rule.size > 1:
        return f": everywhere {number(round(factor, 6))} times that"
    return f": {number(round(factor, 6))} times that" if _is_plain(factor) else ""


def _is_plain(factor: float) -> bool:
    """Whether one number is so many times another that it can be no accident: 2, 1/2, 3."""
    large = max(abs(factor), 1 / abs(factor))
    return large < 100 and abs(large - round(large)) < RTOL


def _shown_point(point: Mapping[str, Array]) -> str:
    """Where a rule was tried, if that is short enough to be read."""
    if sum(value.size for value in point.values()) > MAX_SHOWN:
        return " (at random parameters)"
    return f" (at {', '.join(f'{n} = {shown(value)}' for n, value in point.items())})"


def _rule_and_slope(
    question: Question,
    name: str,
    loss: str,
    by: str,
    point: Mapping[str, Array],
    width: float = WIDTH,
) -> tuple[Array, Array]:
    solved = {**point, **evaluate(question.graph, point)}
    rule, at = solved[name], solved[by]
    for value in (rule, at):
        if isinstance(value, NoValue):
            raise NoValueError(value.reason)

    def value_of_loss(values: dict[str, Any]) -> Any:
        moved = np.asarray(values[by])
        if by in point:
            given, changed = {**point, by: moved}, {}
        else:
            given, changed = {**point}, {by: moved}
        found = {**given, **evaluate(question.graph, given, changed)}[loss]
        if isinstance(found, NoValue):
            raise NoValueError(found.reason)
        return found

    return np.asarray(rule), numerical_gradient(value_of_loss, {by: np.asarray(at)}, by, width)
