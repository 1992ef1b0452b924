"""A formula against the rule of its step: is it the same function?"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial

import numpy as np

from grader.errors import NoValueError
from grader.graph import Rule
from grader.marking.formula_forms import in_form_of
from grader.marking.formula_points import (
    Own,
    points_of,
    points_with_givens,
    source_with,
    source_with_numbers,
)
from grader.marking.outcome import Basis, Outcome, right, slipped
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
    free_names,
)
from grader.mathlang.tree import Number, walk
from grader.model import Lapse, Verdict
from grader.question import AnswerKind, Formula, Question, Step

MAX_KEPT = 4_096
"""Formulas that are remembered beside their step's rule: many students write the same one."""


def formula_outcome(
    question: Question,
    step: Step,
    formula: Formula,
    own: Own,
    basis: Basis,
) -> Outcome:
    """Whether a formula is the step's rule, or what follows from the student's earlier answers.

    own: the student's formulas and values by step. basis: those that are not the key's. The reason
    of an outcome that is not right says in words where the functions differ, or
    which function of the formula nothing defines.
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
        reason = f"in your {step.answer.in_words}, {found.words}"
        return Outcome(verdict=Verdict.UNREADABLE, reason=reason)
    if basis.is_own and follows_own(question, step, formula, own):
        return basis.followed(step.follow_through)
    for place, one in enumerate(step.misconceptions):
        if _is_misconception(question, step, place, formula):
            return slipped(one.credit, one.name, one.feedback, is_misconception=True)
    return Outcome(verdict=Verdict.INCORRECT, reason=_said_of(step, found))


@lru_cache(maxsize=MAX_KEPT)
def is_also(question: Question, step: Step, place: int, formula: Formula) -> bool:
    """Whether a formula is another one that the rubric takes for right."""
    return is_of_rule(question, step, step.also[place], formula)


@lru_cache(maxsize=MAX_KEPT)
def _is_misconception(question: Question, step: Step, place: int, formula: Formula) -> bool:
    """Whether a formula is a wrong one that the rubric knows."""
    rule = replace(step.misconceptions[place].rule, name=step.name)
    return is_of_rule(question, step, rule, formula)


def is_of_rule(question: Question, step: Step, rule: Rule, formula: Formula) -> bool:
    """Whether a formula is what another rule gives, with the numbers put in or not."""
    own = replace(question, graph=question.graph.with_rule(step.name, rule))
    try:
        return _agrees(own, step, formula) or is_right_with_givens(own, step, formula)
    except NoValueError:
        return False


@lru_cache(maxsize=MAX_KEPT)
def is_right_with_givens(question: Question, step: Step, formula: Formula) -> bool:
    """Whether a formula is right where the given numbers were put in: 30 - Q/4 for (a - Q)/b with
    a = 120 and b = 4. Something must be left that has no number."""
    given = question.parameters
    if not given or not question.has_symbols or not free_names(formula.tree) - given.keys():
        return False
    try:
        points = points_with_givens(question, step)
    except NoValueError:
        return False
    return isinstance(_compared(step, formula, points), Agreement)


def _said_of(step: Step, found: CounterExample) -> str | None:
    """What differs, for the student; the sides of an equation differ nearly everywhere."""
    is_said = step.answer is AnswerKind.FORMULA or found.kind in ("no value", "shape")
    return found.words if is_said else None


def _restated(asked: str) -> Outcome:
    words = f"{asked} is the question itself, a derivative still to be done: work it out"
    return Outcome(verdict=Verdict.INCORRECT, slip=Lapse.RESTATED, slip_words=words)


@lru_cache(maxsize=MAX_KEPT)
def _agrees(question: Question, step: Step, formula: Formula) -> bool:
    return isinstance(_compared(step, formula, points_of(question, step)), Agreement)


@lru_cache(maxsize=MAX_KEPT)
def _left_to_do(question: Question, step: Step, formula: Formula) -> str | None:
    """The derivative that a right formula leaves to be done though it is what is asked."""
    rule = tree_of(question.graph, step.name)
    return restated(formula.tree, rule, [point.values for point in points_of(question, step)])


@lru_cache(maxsize=MAX_KEPT)
def beside_rule(question: Question, step: Step, formula: Formula) -> Agreement | CounterExample:
    """Whether a formula is the rule of its step, and where they differ."""
    more = partial(points_of, question, step, MORE_DRAWS)
    return _compared(step, formula, points_of(question, step), more)


def _compared(
    step: Step,
    formula: Formula,
    points: list[Point],
    more: Callable[[frozenset[str]], list[Point]] | None = None,
    rtol: float = 0.0,
) -> Agreement | CounterExample:
    """A formula beside the values of its rule at some points, brought into its form."""
    brought, rtol = in_form_of(step, formula, points), max(rtol, rtol_of(step, formula))
    return compared(
        formula.tree,
        brought,
        axes=formula.axes,
        rtol=rtol,
        atol=_atol(step, brought, rtol),
        more=more and (lambda counts: in_form_of(step, formula, more(counts))),
    )


def _atol(step: Step, points: list[Point], rtol: float) -> float:
    """By how much the sides of an equation may miss each other where coefficients are rounded.

    Their difference may be near zero where they are not, and says nothing of its own precision.
    """
    if step.answer is not AnswerKind.EQUATION or rtol <= EXACT:
        return 0.0
    return rtol * float(np.median([np.abs(point.expected).max(initial=0.0) for point in points]))


def rtol_of(step: Step, formula: Formula) -> float:
    """How far a formula may lie from its rule at a point, as a share.

    A coefficient that a student has rounded, `0.333 x^2`, is as near as the step's tolerance asks.
    """
    is_rounded = any(
        isinstance(part, Number) and not part.value.is_integer() for part in walk(formula.tree)
    )
    return max(EXACT, step.tolerance.rtol) if is_rounded else EXACT


def follows_own(question: Question, step: Step, formula: Formula, own: Own) -> bool:
    """Whether a formula is what a rule of the step, its own or that of another right answer, gives
    from the student's own answers before it."""
    if _follows_rule(question, step, formula, own):
        return True
    rules = (replace(rule, name=step.name) for rule in step.also)
    graphs = (question.graph.with_rule(step.name, rule) for rule in rules)
    return any(_follows_rule(replace(question, graph=g), step, formula, own) for g in graphs)


def _follows_rule(question: Question, step: Step, formula: Formula, own: Own) -> bool:
    carried = {name: earlier for name, earlier in own.items() if name != step.name}
    formulas = {name: one for name, one in carried.items() if isinstance(one, Formula)}
    sources = [source_with(question, step, formulas)] if formulas else []
    if len(carried) > len(formulas):
        sources.append(source_with_numbers(question, step, carried))
        # own values were rounded, whatever is made of them
        return any(_is_from(step, formula, one, step.tolerance.rtol) for one in sources)
    return any(_is_from(step, formula, one) for one in sources)


def _is_from(step: Step, formula: Formula, source: Source, rtol: float = 0.0) -> bool:
    try:
        points, more = source.points(6, 0), partial(source.points, MORE_DRAWS, 1)
        found = _compared(step, formula, points, more, rtol)
    except NoValueError:
        return False
    return isinstance(found, Agreement)
