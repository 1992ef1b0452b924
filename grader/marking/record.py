"""An outcome and what was read -> the mark, with all that the words for it need."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import numpy as np

from grader.marking.case import Case
from grader.marking.outcome import Outcome
from grader.marking.plain_form import plain_form
from grader.marking.read_answer import Reading, once_read
from grader.model import Mark, NoValue, Value, Verdict
from grader.question import Question, Reveal, Step, once
from grader.words import shown, with_unit

_OF_OUTCOME = (
    "verdict", "credit", "share", "route", "slip", "slip_words", "is_misconception", "deducted",
    "reason", "detail",
)  # fmt: skip
_OF_ANSWER = ("line", "where", "how", "is_unsure")
"""Fields that mean in a mark what they mean there."""
_of_outcome, _of_answer = attrgetter(*_OF_OUTCOME), attrgetter(*_OF_ANSWER)
_REVEALED = (Reveal.EXPECTED, Reveal.SOLUTION)


def marked(
    case: Case, step: Step, found: Outcome, inputs: Sequence[str] = (), rests_on: Sequence[str] = ()
) -> Mark:
    """The mark of one step, with what was read for it.

    inputs: the student's own answers that it rests on. rests_on: those that are not right.
    """
    read = case.readings[step.name]
    if found.verdict is Verdict.CORRECT and not rests_on:
        return right_as_read(read, case.question, step, found, tuple(inputs))
    return _mark(
        case.question,
        step,
        read,
        found,
        searched=case.sheets if read.answer.is_blank else (),
        inputs=tuple(inputs),
        rests_on=tuple(rests_on),
        carried={name: case.readings[name].answer.text for name in rests_on},
        **_solutions(case.question, step, case if rests_on else None),
    )


@once_read
def right_as_read(
    read: Reading, question: Question, step: Step, found: Outcome, inputs: tuple[str, ...]
) -> Mark:
    """The mark of a right answer, the same for all who write it so."""
    return _mark(question, step, read, found, inputs=inputs, **_solutions(question, step))


def _mark(question: Question, step: Step, read: Reading, found: Outcome, **more: Any) -> Mark:
    solution = question.solution.get(step.name, NoValue(reason=""))
    has_value = step.answer.has_value and not isinstance(solution, NoValue)
    reveal = step.policy.reveal is Reveal.EXPECTED and has_value
    shape = None if read.number is None else _compared(step, read.number.shape, solution)
    due = np.asarray(solution).shape if has_value else None
    off: Sequence[int] = found.off
    if step.is_complex:  # the parts of a number are no entries
        shape, due = (one if one is None else one[:-1] for one in (shape, due))
        off = sorted({place // 2 for place in off})
    return blank_mark(
        question,
        step,
        found,
        read=read.answer.text or None,
        plain=plain_form(read, step),
        shape=shape,
        expected_shape=due,
        off=_places(off, shape),
        expected=_shown(step, solution) if reveal else None,
        reveal_when=step.policy.reveal_when if step.policy.reveal in _REVEALED else None,
        **dict(zip(_OF_ANSWER, _of_answer(read.answer), strict=True)),
        **more,
    )


def _solutions(
    question: Question, step: Step, own: Case | None = None
) -> dict[str, tuple[str, ...]]:
    """How a step is worked out, where that is revealed; with own values where some are wrong."""
    if step.policy.reveal is not Reveal.SOLUTION:
        return {}
    try:
        from grader.marking.worked import own_solution_of, solution_of

        with_own = own_solution_of(own, step) if own else ()
        return {"solution": solution_of(question, step), "own_solution": with_own}
    except Exception:  # our own failure to show it must not cost the step
        return {}


def _compared(step: Step, own: tuple[int, ...], solution: Value) -> tuple[int, ...]:
    """The shape in which an answer was compared: of parts that may lack or be too many, all."""
    if not step.has_any_length or isinstance(solution, NoValue):
        return own
    if len(own) == solution.ndim == 2:  # tuples
        return (max(own[0], solution.shape[0]), own[1])
    return (max(*own, solution.size),) if len(own) == 1 else own


def _shown(step: Step, solution: Value) -> str:
    words = None if isinstance(solution, NoValue) else step.in_words(solution)
    return with_unit(shown(solution) if words is None else words, step.unit)


def blank_mark(question: Question, step: Step, found: Outcome, **read: Any) -> Mark:
    """The mark of a step; of which nothing was read, where nothing more is given."""
    outcome = zip(_OF_OUTCOME, _of_outcome(found), strict=True)
    return Mark(**_of_step(question, step), **dict(outcome), **read)


@once
def _of_step(question: Question, step: Step) -> dict[str, Any]:
    """What a mark says of its step, whatever was answered."""
    return {
        "question": question.key,
        "step": step.name,
        "label": step.label,
        "names": question.called,
        "points": step.points,
        "people_points": step.people_points,
        "visibility": step.visibility,
        "quotes": step.policy.reveal is not Reveal.NOTHING,
        "entry_names": step.entry_names,
        "is_formula": step.answer.is_formula,
        "asked": step.answer.in_words,
    }


def _places(off: Sequence[int], shape: tuple[int, ...] | None) -> tuple[tuple[int, ...], ...]:
    """The places of entries in an array of that shape, from their count row after row."""
    if not shape or (off and max(off) >= np.prod(shape)):
        return ()
    return tuple(tuple(map(int, np.unravel_index(place, shape))) for place in off)
