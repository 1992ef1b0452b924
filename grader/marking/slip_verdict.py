"""What was the slip? Known misconceptions first, then single changes of the step's own rule."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grader import record
from grader.agreement import GOOD, Box, Range, Stated, as_written
from grader.errors import NoValueError
from grader.graph import Rule, evaluate
from grader.marking.equal_answers import in_one_shape
from grader.marking.guessing import is_guessed
from grader.marking.outcome import Outcome, slipped
from grader.marking.rule_routes import neighbourhoods, neighbours, own_tree, true_values
from grader.mathlang import Tree, WrittenMatrix, free_names
from grader.model import Array, Lapse, NoValue
from grader.question import AnswerKind, Formula, Misconception, Question, Step, drawn_values, once
from grader.slips import (
    Attempt,
    Edit,
    Kind,
    Neighbourhood,
    Slip,
    edit_values,
    formula_slip,
    misconceptions_of,
    possible_slips,
    slip_of,
)

POINTS = 4
"""Places at which a formula is compared with a rule in which there is a slip."""
SIDE = 3
"""The length of every axis where shapes are not to matter."""
EXACTLY = 1e-9
"""A slip gives just what was written if it differs by no greater share."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class WrongNumber:
    """A number that is not right, with what its step may have been worked out from.

    answer: the number with its box, of whatever shape. stated: the student's answers with theirs.
    sound: the steps that were answered rightly. slipped: those this one rests on that are wrong
    and follow from nothing. followed: what its rule gives from these.
    """

    question: Question
    step: Step
    answer: Stated
    stated: Mapping[str, Stated]
    sound: Sequence[str]
    slipped: Collection[str]
    followed: Range | NoValue


def number_slip(
    wrong: WrongNumber, off: tuple[int, ...] = (), strictly: bool = False
) -> Outcome | None:
    """The slip that explains a wrong number, or None.

    off: the entries that are not right, where the slip need explain no others. strictly: only
    what gives the answer without rounding on the way.

    Zeros are explained by nothing: they are what is left when anything is zero; nor is a value
    that can be guessed. An answer of nothing but few figures is explained by a slip that gives
    just this number, or by one that gives it in the figures asked for and has no rival however
    vaguely it is read.
    """
    tries = attempts(wrong, off)
    if not tries:
        return None
    first, *others = tries
    found = explanation(wrong, first, strictly)
    if found is not None or not others:
        return found
    vaguely = explanation(wrong, others[0], strictly)
    is_named = vaguely is not None and vaguely.slip != Lapse.AMBIGUOUS
    return vaguely if is_named and vaguely == explanation(wrong, others[1], strictly) else None


def attempts(wrong: WrongNumber, off: tuple[int, ...] = ()) -> list[Attempt]:
    """The ways to read a wrong number in which a slip may give it, in the order of trying: one, or
    for few figures just this number, then as vague as it is, then in the figures asked for."""
    value, box = wrong.answer
    if not value.any() and not wrong.step.has_words:
        return []
    if box.loosest is None or _has_figures(value, box, box.loosest):
        return [replace(_attempt(wrong, box.loosest or box), off=off)]
    reach = EXACTLY * np.abs(value)
    exactly = _attempt(wrong, Box(low=value - reach, high=value + reach))
    tries = [replace(exactly, said=box), _attempt(wrong, box.loosest), _attempt(wrong, box)]
    return [replace(one, off=off) for one in tries]


def _has_figures(value: Array, counted: Box, loosest: Box) -> bool:
    """Whether some entry was written in figures enough; the small ones beside it then count."""
    is_few = loosest.high - loosest.low > 1.5 * (counted.high - counted.low)
    return not bool(is_few[value != 0].all())


def explanation(wrong: WrongNumber, attempt: Attempt, strictly: bool) -> Outcome | None:
    """The first named slip by any route, or that there are several; misconceptions come first."""
    question, step = wrong.question, wrong.step
    routes = [*neighbourhoods(question, step, wrong.slipped)]
    for near in routes:
        found = _misconception(step, near, attempt, strictly)
        if found is not None:
            return found
    if routes and is_guessed(question, step.name):
        return None
    unclear, sound = None, rules_of(question, wrong.sound)
    for near in routes:
        found = _told(step, slip_of(near, attempt, sound, strictly, at_truth(question, near)))
        if found is not None and found.slip != Lapse.AMBIGUOUS:
            return found
        unclear = unclear or found
    return unclear


@once
def at_truth(question: Question, near: Neighbourhood) -> Mapping[Edit, Array | None]:
    """What the slips in a rule give for the true values: the same for every student."""
    return edit_values(near, true_values(question))


def _attempt(wrong: WrongNumber, box: Box) -> Attempt:
    question, name = wrong.question, wrong.step.name
    own = {other: answer for other, answer in wrong.stated.items() if other != name}
    expected = question.solution[name]
    return Attempt(
        value=wrong.answer[0],
        box=box,
        given=[true_values(question), _values(question, {n: v for n, (v, _) in own.items()})],
        ranges={other: box for other, (_, box) in own.items()},
        expected=None if isinstance(expected, NoValue) else expected,
        right=() if isinstance(wrong.followed, NoValue) else (wrong.followed,),
    )


def _misconception(
    step: Step, near: Neighbourhood, attempt: Attempt, strictly: bool
) -> Outcome | None:
    """The rubric's misconception that explains a wrong number; of several the kindest.

    A number within the tolerance is none by a rule of another convention: who changed twice is
    back at the right value, and conventions that the tolerance does not part are one.
    """
    among = [one for one in step.misconceptions if not (strictly and one.of_convention)]
    known = [(one, one.rule.tree) for one in among]
    return _kindest(misconceptions_of(near.rule, attempt, known, strictly) if known else ())


def beyond_slip(question: Question, step: Step, number: WrittenMatrix) -> Outcome | None:
    """The rubric's misconception that gives an answer where infinity or `none` is said or right,
    or None. Only the value itself explains such an answer, as it was written."""
    values = true_values(question)
    known = [(one, rule_value(one.rule, values)) for one in step.misconceptions]
    return _kindest([one for one, v in known if v is not None and gives(step, v, number)])


def gives(step: Step, value: Array, number: WrittenMatrix) -> bool:
    number, (value,) = in_one_shape(number, value)
    found = as_written(number, value, step.tolerance, step.policy.precision)
    return found is not None and set(found) <= set(GOOD)


def _kindest(found: Sequence[Misconception]) -> Outcome | None:
    if not found:
        return None
    one = max(found, key=lambda found: found.credit)
    return slipped(one.credit, one.name, one.feedback, is_misconception=True)


def formula_slip_outcome(
    question: Question, step: Step, formula: Formula, sound: Sequence[str]
) -> Outcome | None:
    """The slip that makes the step's rule the student's formula, or None."""
    near = neighbours(question, step.name)
    if near is None:
        return None
    loose = step.answer is AnswerKind.EQUATION
    if loose and not _has_its_symbols(question, step, formula):
        return None
    # with the question's own numbers put in, a line with small whole numbers is a slip by chance
    for points in (drawn_values(question, POINTS), _square_points(question)):
        rules = rules_of(question, sound)
        found = formula_slip(near, formula.tree, points, sound=rules, up_to_scale=loose)
        if found is not None:
            return _told(step, found)
    return None


def _has_its_symbols(question: Question, step: Step, formula: Formula) -> bool:
    """Whether an equation has the unknowns of its step: `x = 3` is no line with a slip in it."""
    unknown = question.graph.parameters - question.parameters.keys()
    return question.graph.under(step.name) & unknown <= free_names(formula.tree)


@once
def _square_points(question: Question) -> Sequence[dict[str, Any]]:
    """Points at which every axis is as long as any other: there `G A^T` has a value like `A^T G`.

    A transpose forgotten or factors in the other order seldom fit the shapes of a question, and
    are one slip all the same. None where no value has an axis.
    """
    shapes = {name: (SIDE,) * len(shape) for name, shape in question.shapes.items()}
    if not any(shapes.values()):
        return ()
    return drawn_values(replace(question, dimensions=shapes), POINTS)


def recognised(question: Question, step: Step) -> dict[str, Array]:
    """What would be recognised in a numeric step: words -> the value that the slip gives."""
    return {words: value for _, words, value in _recognised(question, step)}


def likely_slips(question: Question, step: Step) -> list[tuple[str, str, Array]]:
    """The name, the words and the value of what would be recognised, the likeliest first.

    The rubric's misconceptions come first, whatever they are; what leaves nothing of the step's
    own work is left out.
    """
    found = _recognised(question, step)
    return [
        (slip if isinstance(slip, str) else slip.kind.value, words, value)
        for slip, words, value in sorted(found, key=lambda one: _rank(one[0]))
        if isinstance(slip, str) or not slip.is_copy
    ]


def _rank(slip: str | Slip) -> float:
    return -slip.kind.share if isinstance(slip, Slip) and isinstance(slip.kind, Kind) else -100.0


def _recognised(question: Question, step: Step) -> list[tuple[str | Slip, str, Array]]:
    """The rubric's misconceptions by their names, then single slips, with words and values."""
    near = neighbours(question, step.name)
    values = true_values(question)
    if near is None or any(name not in values for name in free_names(near.rule)):
        return []
    known = [(one.name, one.name, rule_value(one.rule, values)) for one in step.misconceptions]
    found: dict[str, tuple[str | Slip, str, Array]] = {
        words: (name, words, value) for name, words, value in known if value is not None
    }
    for slip, value in possible_slips(near, values):
        found[slip.words] = (slip, slip.words, value)
    return [*found.values()]


def rule_value(rule: Rule, values: Mapping[str, Any]) -> Array | None:
    with np.errstate(all="ignore"):
        try:
            found = np.asarray(rule.function(*(values[name] for name in rule.arguments)))
        except NoValueError:
            return None
    return None if np.isnan(found).any() else found


def _told(step: Step, slip: Slip | None) -> Outcome | None:
    if slip is None:
        return None
    credit = 0.0 if slip.is_copy else step.policy.slip_credit
    if slip.kind == Lapse.AMBIGUOUS:
        return slipped(credit, slip.kind, None)
    words = slip.words
    if step.is_complex:
        from grader.question import of_parts  # few questions need it

        words = of_parts(words)
    return replace(slipped(credit, slip.kind, words), is_copy=slip.is_copy)


def rules_of(question: Question, names: Sequence[str]) -> list[Tree]:
    trees = (own_tree(question, name) for name in names)
    return [tree for tree in trees if tree is not None]


def _values(question: Question, stated: Mapping[str, Array]) -> dict[str, Any]:
    """What every name stands for when the stated values are taken as they are."""
    solved = evaluate(question.graph, question.parameters, stated, known=stated)
    known = {name: value for name, value in solved.items() if not isinstance(value, NoValue)}
    return {**question.parameters, **known, **stated}
