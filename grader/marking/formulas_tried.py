"""A formula beside the rule of its step and beside each other way, as marking compares it."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from grader.errors import NoValueError
from grader.marking.formula_answers import (
    beside_rule,
    follows_own,
    is_also,
    is_right_with_givens,
)
from grader.marking.formula_points import points_of
from grader.marking.judgement import Judgement
from grader.marking.outcome import Outcome
from grader.marking.slip_verdict import formula_slip_outcome
from grader.marking.trial import Trial, Way
from grader.mathlang import Agreement, Point, evaluate
from grader.model import Lapse
from grader.question import AnswerKind, Formula
from grader.words import number

_RULE = "the rule, as a function"
_WITH_GIVENS = "the rule with the given numbers put in"
_FIRST = 3
"""Symbols of a point that are named: more help nobody."""


def formula_trials(judgement: Judgement, formula: Formula, judged: Outcome) -> list[Trial]:
    """What a formula was tried against; judged: what became of it."""
    question, step = judgement.case.question, judgement.step
    if step.answer is AnswerKind.LOGIC:  # a truth table is right or is not, and none lies near
        return [_by_table(judgement, judged)]
    found = beside_rule(question, step, formula)
    is_same = isinstance(found, Agreement)
    words = (
        ""
        if isinstance(found, Agreement)
        else "; ".join(filter(None, (found.words, _furthest(judgement, formula))))
    )
    rule = question.graph.rules[step.name].in_words
    is_right = is_same and judged.slip is not Lapse.RESTATED
    trials = [
        Trial(
            way=Way.TRUTH,
            name=_RULE,
            rule=rule,
            credit=float(is_right),
            explains=is_right,
            reason=words,
        )
    ]
    if not is_same:
        trials += _others(judgement, formula)
    first = next((one for one in trials if one.explains), None)
    taken = [
        replace(one, is_taken=True) if one is first and judged.is_right else one for one in trials
    ]
    return taken if judged.is_right else [*taken, *_slip(judgement, formula, judged)]


def _by_table(judgement: Judgement, judged: Outcome) -> Trial:
    """A formula of logic beside the truth table of its rule, or what follows from own answers."""
    return Trial(
        way=Way.OWN if judged.rests_on else Way.TRUTH,
        name="the truth table of the rule",
        rule=judgement.case.question.graph.rules[judgement.step.name].in_words,
        credit=judged.credit,
        explains=judged.is_right,
        is_taken=judged.is_right,
        rests_on=judged.rests_on,
        reason=judged.slip_words or judged.reason or "",
    )


def _others(judgement: Judgement, formula: Formula) -> Iterator[Trial]:
    question, step = judgement.case.question, judgement.step
    for place, rule in enumerate(step.also):
        fits = is_also(question, step, place, formula)
        yield Trial(
            way=Way.ALSO, name=str(place + 1), rule=rule.in_words, credit=float(fits), explains=fits
        )
    given = is_right_with_givens(question, step, formula)
    yield Trial(way=Way.TRUTH, name=_WITH_GIVENS, credit=float(given), explains=given)
    basis = judgement.basis
    if basis.is_own:
        follows = follows_own(question, step, formula, judgement.own)
        yield Trial(
            way=Way.OWN,
            rule=question.graph.rules[step.name].in_words,
            credit=basis.followed(step.follow_through).credit * follows,
            explains=follows,
            rests_on=basis.wrong or basis.others,
        )


def _slip(judgement: Judgement, formula: Formula, judged: Outcome) -> Iterator[Trial]:
    sound = judgement.earlier.sound()
    found = formula_slip_outcome(judgement.case.question, judgement.step, formula, sound)
    if found is not None and found.slip_words:
        yield Trial(
            way=Way.SLIP,
            name=found.slip_words.removeprefix("this is what you get "),
            credit=found.credit,
            explains=True,
            is_taken=found.slip_words == judged.slip_words,
        )


def _furthest(judgement: Judgement, formula: Formula) -> str:
    """Both values at the point where they differ most, for TAs: `at x = 2: 3.5, the rule 4`."""
    tried = [
        (apart, point, own)
        for point in points_of(judgement.case.question, judgement.step)
        for own, apart in _apart(point, formula)
    ]
    if not tried:
        return ""
    _, point, own = max(tried, key=lambda one: one[0])
    symbols = [f"{n} = {number(float(v))}" for n, v in point.drawn.items() if np.ndim(v) == 0]
    where = ", ".join(symbols[:_FIRST])
    return f"at {where}: {number(own)}, the rule gives {number(float(point.expected))}"


def _apart(point: Point, formula: Formula) -> Iterator[tuple[float, float]]:
    """The value of a formula at a point and its distance as a share, where both are numbers."""
    try:
        own = np.asarray(evaluate(formula.tree, point.values, axes=formula.axes))
    except NoValueError:
        return
    if own.ndim == np.ndim(point.expected) == 0 and np.isfinite(own):
        size = max(abs(float(point.expected)), np.finfo(np.float64).tiny)
        yield float(own), abs(float(own) - float(point.expected)) / size
