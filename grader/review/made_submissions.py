"""Submissions made from a rubric's own values: a perfect one, one with each likely slip carried on
faithfully, one for each convention, one half empty.

What each must earn is known before it is marked; where marking says something else, a TA should
look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from grader import record
from grader.marking import likely_slips, marks
from grader.model import Mark, StepId, Verdict
from grader.question import AnswerKind, Assignment, Question, Step, all_under
from grader.review.faithful_work import as_answers, handed_in, in_kind
from grader.words import explanation, listed, plain, points

SLIPS = 1
"""Slips of a step that are made beside the rubric's misconceptions, where no number is named."""


@record(frozen=True, slots=True, kw_only=True)
class Made:
    """A submission with what it earns; surprises: where it should have earned something else."""

    name: str
    story: str
    texts: Mapping[StepId, str]
    marks: Sequence[Mark]
    surprises: Sequence[str] = ()


@record(frozen=True, slots=True, kw_only=True)
class _Slip:
    """A slip in one step: what is written there, and what it should earn."""

    question: Question
    step: Step
    name: str
    words: str
    text: str
    credit: float

    @property
    def id(self) -> StepId:
        return self.question.key, self.step.name


def submissions_made(assignment: Assignment, slips: int = SLIPS) -> Iterator[Made]:
    """The submissions of an assignment, the perfect one first."""
    yield _made(assignment, "perfect", "Everything is right.", {}, ())
    taken: Counter[str] = Counter()
    for question in assignment.questions:
        for step in question.steps:
            for slip in _slips(question, step, slips):
                made = _with_slips(assignment, [slip])
                if not _is_right(made, slip):
                    taken[made.name] += 1
                    count = f"_{taken[made.name]}" if taken[made.name] > 1 else ""
                    yield replace(made, name=f"{made.name}{count}")
    yield from _by_conventions(assignment)
    yield half_empty(assignment)


def _by_conventions(assignment: Assignment) -> Iterator[Made]:
    """For each convention a submission that holds it in all questions that name it, and earns
    everything.
    """
    labels = {one.name: one.label for q in assignment.questions for one in q.conventions}
    for name, label in labels.items():
        named = [q.key for q in assignment.questions if name in {one.name for one in q.conventions}]
        given = handed_in(all_under(assignment, frozenset({name})))
        folder = f"{'_and_'.join(named)}_with_{_folder(name)}"
        story = f"All of {listed(named)} is worked out with {label}."
        yield _made(assignment, folder, story, {}, (), given)


def _is_right(made: Made, slip: _Slip) -> bool:
    """Whether what looked like a slip is right as well, as a vector's other sign may be."""
    own = next(mark for mark in made.marks if (mark.question, mark.step) == slip.id)
    return own.verdict is Verdict.CORRECT


def half_empty(assignment: Assignment) -> Made:
    """The first half of each question, and nothing after it."""
    blank = [
        (question.key, step.name)
        for question in assignment.questions
        for step in question.steps[(len(question.steps) + 1) // 2 :]
    ]
    story = "The first half of each question is right, the rest is blank."
    return _made(assignment, "half_empty", story, {}, blank)


def one_of_all(assignment: Assignment) -> Made:
    """A likely slip in each question, carried on faithfully, and the last step left blank."""
    first = [next(_slips_of(question), None) for question in assignment.questions]
    last = assignment.questions[-1]
    blank = [(last.key, last.steps[-1].name)] if len(last.steps) > 1 else []
    return _with_slips(assignment, [one for one in first if one is not None], blank)


def _slips_of(question: Question) -> Iterator[_Slip]:
    for step in question.steps:
        yield from _slips(question, step, SLIPS)


def _with_slips(
    assignment: Assignment, slips: Sequence[_Slip], blank: Collection[StepId] = ()
) -> Made:
    again = [copy for one in slips for copy in _asked_again(assignment, one)]
    names = [f"{one.question.key}_{one.step.name}_{_folder(one.name)}" for one in slips]
    told = [f"{one.question.key}.{one.step.name}: {one.words.rstrip('.')}." for one in slips]
    if again:
        told.append(f"It is written down again in {listed([one.question.key for one in again])}.")
    story = " ".join([*told, "All else is worked out faithfully from it."])
    everywhere = {one.id: one for one in (*again, *slips)}
    return _made(assignment, "_and_".join(names) or "perfect", story, everywhere, blank)


def _asked_again(assignment: Assignment, slip: _Slip) -> Iterator[_Slip]:
    """A slip in the other questions that ask for the very same value: nobody works it out twice.

    Where the rubric does not say that it is carried on, it is lost there as well.
    """
    for question in assignment.questions:
        for step in question.steps:
            is_other = question is not slip.question and step.name == slip.step.name
            if is_other and _is_same(slip.question, question, step.name):
                known = {one.name: one for one in step.misconceptions}
                credit = known[slip.name].credit if slip.name in known else step.policy.slip_credit
                yield replace(slip, question=question, step=step, credit=credit)


def _is_same(one: Question, other: Question, name: str) -> bool:
    """Whether a value has the same rule and the same givens in two questions."""
    if name in one.parameters or name in other.parameters:
        both = [q.parameters[name] for q in (one, other) if name in q.parameters]
        return len(both) == 2 and np.array_equal(both[0], both[1])
    here, there = one.graph.rules.get(name), other.graph.rules.get(name)
    if here is None or there is None or here.arguments != there.arguments:
        return False
    is_rule = here.tree == there.tree if here.tree else here.function is there.function
    return is_rule and all(_is_same(one, other, argument) for argument in here.arguments)


def _made(
    assignment: Assignment,
    name: str,
    story: str,
    slips: Mapping[StepId, _Slip],
    blank: Collection[StepId],
    given: Mapping[StepId, str] | None = None,
) -> Made:
    """A submission with slips, blank steps and other given answers, all else faithful work."""
    answers = {**(given or {}), **{step: one.text for step, one in slips.items()}}
    texts = handed_in(assignment, answers, blank)
    found = marks(assignment, as_answers(texts))
    steps = {(q.key, s.name): s for q in assignment.questions for s in q.steps}
    surprises = []
    for mark in found:
        at = (mark.question, mark.step)
        due = _due(steps[at], mark, slips.get(at), at in texts)
        if mark.points and abs(mark.credit - due) > 1e-4:
            came = f"{points(mark.earned)} of {points(mark.points)}"
            came += f" and not {points(due * mark.points)}"
            surprises.append(f"{mark.id} earns {came}: {plain(explanation(mark))}")
    return Made(name=name, story=story, texts=texts, marks=found, surprises=surprises)


def _due(step: Step, mark: Mark, slip: _Slip | None, is_given: bool) -> float:
    """What a step should earn: the slip its credit, what follows its share, the rest all."""
    if slip is not None:
        return slip.credit
    if mark.verdict is Verdict.FOLLOWS:
        return step.follow_through
    return float(is_given)


_WITH_SLIPS = (AnswerKind.NUMBER, AnswerKind.COMPLEX)


def _slips(question: Question, step: Step, most: int) -> Iterator[_Slip]:
    """The rubric's misconceptions of a step, and the likeliest of other slips."""
    if not step.answer.has_value:
        return
    known = {one.name: one for one in step.misconceptions}
    others = 0
    for name, words, value in likely_slips(question, step):
        if not np.any(value) and not step.has_words:
            continue  # zeros are what is left when anything is zero: no slip is seen in them
        others += name not in known
        if name not in known and (others > most or step.answer not in _WITH_SLIPS):
            continue
        one = known.get(name)
        yield _Slip(
            question=question,
            step=step,
            name=name,
            words=one.feedback if one else words.removeprefix("this is what you get "),
            text=in_kind(step, value),
            credit=one.credit if one else step.policy.slip_credit,
        )


def _folder(name: str) -> str:
    """A name as part of a folder's."""
    return re.sub(r"\W+", "_", name).strip("_").lower()
