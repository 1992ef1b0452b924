"""Walks through a question's steps, each after those that it rests on, and marks them."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, islice

import numpy as np

from grader.marking.case import Case
from grader.marking.numbers import Followed, follows_outcome, number_outcome
from grader.marking.outcome import Outcome, best
from grader.marking.reading import Reading
from grader.marking.record import blank_mark, marked
from grader.mathlang import WrittenMatrix
from grader.model import Answers, Mark, NoValue, Tolerance, Verdict
from grader.policy import Unsure
from grader.precision import NOISE, Rounding
from grader.question import AnswerKind, Assignment, Question, Step

_NONE = Tolerance()
FINE = tuple(
    Rounding(figures=figures, decimals=decimals, cut=cut)
    for figures, decimals in ((2, 0), (3, 0), (4, 0), (None, 3), (None, 4))
    for cut in (False, True)
)
ROUGH = tuple(
    Rounding(figures=figures, decimals=decimals, cut=cut)
    for figures, decimals in ((1, 0), (None, 1), (None, 2))
    for cut in (False, True)
)
_SHAPES = ("shape", "transposed")
"""Slips that say no more than that the shape is wrong: what is behind it may still be found."""
_NARROW = 0.25
"""The share of the truth up to which a tolerance is for rounding; a wider one asks for a size."""
_RIGHT = (Verdict.CORRECT, Verdict.FOLLOWS)
_DOUBTFUL = (Verdict.FOLLOWS, Verdict.PARTIAL, Verdict.INCORRECT)
"""Only beside one of these may a credit have taken no work."""


def marks(assignment: Assignment, answers: Answers) -> tuple[Mark, ...]:
    """The marks of all questions, in the rubric's order."""
    return tuple(
        mark for question in assignment.questions for mark in question_marks(question, answers)
    )


def question_marks(question: Question, answers: Answers) -> tuple[Mark, ...]:
    """The marks of one question's steps, in the rubric's order.

    A failure of our own in one step is marked as a fault there; the other steps are unharmed.
    """
    marking = _Marking(Case(question, answers))
    in_order = sorted(question.steps, key=lambda step: question.graph.place(step.name))
    for step in in_order:
        marking.take(step)
    marks = marking.marks
    if any(mark.verdict in _DOUBTFUL for mark in marks.values()):
        from grader.marking.work import with_work  # costs what right work need not pay

        marks = with_work(marking.case, marks)
    return tuple(marks[step.name] for step in question.steps)


def unmarked(
    assignment: Assignment, verdict: Verdict, reason: str | None = None
) -> tuple[Mark, ...]:
    """Marks without credit for every step, for a submission that could not be read at all."""
    return tuple(
        blank_mark(question, step, Outcome(verdict=verdict, reason=reason))
        for question in assignment.questions
        for step in question.steps
    )


def _exactly(step: Step) -> Tolerance:
    """No tolerance; but where the rubric bounds what may stand for zero, that bounds the noise."""
    return Tolerance(atol=min(step.tolerance.atol, NOISE))


class _Marking:
    """The marks of one question as they grow, each step after those that it rests on."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.question = case.question
        self.marks: dict[str, Mark] = {}

    def take(self, step: Step) -> None:
        try:
            mark = self.marks[step.name] = self._judged(step)
            if mark.verdict is Verdict.UNREADABLE:
                self.case.formulas.pop(step.name, None)  # so it is not carried
        except Exception:  # our own failure in one step must not cost the others
            fault = Outcome(verdict=Verdict.FAULT, detail=traceback.format_exc())
            self.marks[step.name] = blank_mark(self.question, step, fault)

    def _judged(self, step: Step) -> Mark:
        read = self.case.readings[step.name]
        solution = self.case.question.solution.get(step.name)
        if step.answer is AnswerKind.REVIEW and read.problem is None:
            is_there = self.case.sheets or not read.answer.is_blank  # a sheet may hold the text
            verdict = Verdict.REVIEW if is_there else Verdict.MISSING
            return self._mark(step, Outcome(verdict=verdict))
        if step.answer is AnswerKind.NUMBER and isinstance(solution, NoValue):
            return self._without_truth(step, read, solution)
        if read.fault is not None:
            return self._mark(step, Outcome(verdict=Verdict.FAULT, detail=read.fault))
        if read.problem is not None:
            return self._mark(step, Outcome(verdict=Verdict.UNREADABLE, reason=read.problem))
        if read.number is None and read.formula is None:
            return self._mark(step, Outcome(verdict=Verdict.MISSING, reason=read.lost))
        inputs = self.case.stated_inputs(step)
        wrong = tuple(name for name in inputs if self._is_wrong(name))
        found = self._sure(step, read, self._outcome(step, read, wrong))
        return self._mark(step, self._work_shown(step, found), inputs=inputs, rests_on=wrong)

    def _without_truth(self, step: Step, read: Reading, solution: NoValue) -> Mark:
        """A step whose true value is not known: it may follow from the student's own answers."""
        if read.number is not None:
            inputs = self.case.stated_inputs(step)
            found = follows_outcome(step, read.number, next(self.case.followed(step, ())))
            if inputs and found is not None:
                return self._mark(step, self._sure(step, read, found), inputs, inputs)
        detail = solution.fault or solution.reason
        return self._mark(step, Outcome(verdict=Verdict.FAULT, detail=detail))

    def _sure(self, step: Step, read: Reading, found: Outcome) -> Outcome:
        """A reading that is not sure must not cost a student: people look at it instead."""
        rule = step.policy.unsure
        is_fine = rule is Unsure.ACCEPT or (rule is Unsure.IF_RIGHT and found.verdict in _RIGHT)
        if not read.answer.is_unsure or is_fine:
            return found
        return Outcome(verdict=Verdict.REVIEW)

    def _outcome(self, step: Step, read: Reading, rests_on: tuple[str, ...]) -> Outcome:
        """The better of what the answer earns as it stands and what a found slip earns."""
        if read.formula is not None:
            from grader.marking.formulas import formula_outcome

            found = formula_outcome(self.question, step, read.formula, self.case.formulas, rests_on)
        else:
            found = self._number_outcome(step, read, rests_on)
            if found.slip == "shape":
                found = self._terms(step, read) or found
        has_shape = found.slip not in _SHAPES
        if found.is_right or found.verdict is Verdict.FAULT or (found.slip and has_shape):
            return found
        slip = self._slip(step, read, rests_on)
        if slip is None or not (has_shape or slip.slip_words):
            return found
        return replace(
            slip if slip.is_copy else best([slip, found]),
            slip=slip.slip,
            slip_words=slip.slip_words,
            is_misconception=slip.is_misconception,
        )

    def _number_outcome(self, step: Step, read: Reading, rests_on: tuple[str, ...]) -> Outcome:
        """What a number earns; one that only the tolerance lets pass may be a slip's own value."""
        number = read.number
        assert number is not None
        found = self._within(step, number, rests_on, _exactly(step))
        if found.is_right:
            return found
        if step.tolerance != _NONE:
            found = self._within(step, number, rests_on, step.tolerance)
            if found.is_right:
                return self._slip_within(step, read, rests_on) or found
        return self._rounded(step, read, rests_on, found)

    def _slip_within(self, step: Step, read: Reading, rests_on: tuple[str, ...]) -> Outcome | None:
        """The slip of a rule that an answer is which only the tolerance lets pass, if one counts.

        A misconception is the rubric's own word, as the tolerance is, and says more.
        """
        slip = self._slip(step, read, rests_on, strictly=True)
        if slip is None or slip.is_misconception:
            return slip
        size = float(np.max(np.abs(np.asarray(self.question.solution[step.name])), initial=0.0))
        share = _NARROW - step.tolerance.rtol
        return slip if step.tolerance.atol <= share * size else None

    def _within(
        self,
        step: Step,
        number: WrittenMatrix,
        rests_on: tuple[str, ...],
        tolerance: Tolerance,
        followed: Iterable[Followed] | None = None,
    ) -> Outcome:
        """What a number earns beside the truth and what it may follow from."""
        if followed is None:  # where no earlier answer is wrong all routes give the same
            routes = self.case.followed(step, self._slipped(rests_on))
            followed = routes if rests_on else islice(routes, 1)
        solution = np.asarray(self.question.solution[step.name])
        return number_outcome(step, number, solution, followed, rests_on, tolerance)

    def _rounded(
        self, step: Step, read: Reading, rests_on: tuple[str, ...], found: Outcome
    ) -> Outcome:
        """What the answer earns if earlier ones were carried on in fewer figures than typed.

        Typed digits are no proof of what was carried: who types 0.5935 may have gone on with
        0.59, and must not lose by typing the better number. What that gives exactly is faithful
        work. Where figures that nobody should keep would do, or only within the tolerance, a slip
        that gives what was written is likelier.
        """
        number = read.number
        assert number is not None
        if found.verdict is Verdict.FAULT or found.slip in _SHAPES:
            return found
        sides = self.case.followed_at_jumps(step)
        followed = self.case.followed_rounded(step, FINE) if number.value.any() else ()
        exactly = self._within(step, number, rests_on, _exactly(step), chain(sides, followed))
        if exactly.is_right or not number.value.any():
            return exactly if exactly.is_right else found
        followed = self.case.followed_rounded(step, FINE + ROUGH)
        roughly = self._within(step, number, rests_on, step.tolerance, followed)
        if not roughly.is_right or self._slip(step, read, rests_on) is not None:
            return found  # what is vague beside a value rounded to one figure shows nothing
        return roughly

    def _terms(self, step: Step, read: Reading) -> Outcome | None:
        """What the answer earns if it is the terms of a sum that was not taken."""
        from grader.marking.routes import tree_of
        from grader.marking.terms import terms_outcome

        assert read.number is not None
        known = {n: v for n, v in self.question.solution.items() if not isinstance(v, NoValue)}
        values = {**self.question.parameters, **known}
        return terms_outcome(step, tree_of(self.question.graph, step.name), read.number, values)

    def _slip(
        self, step: Step, read: Reading, rests_on: tuple[str, ...], strictly: bool = False
    ) -> Outcome | None:
        from grader.marking.slips import formula_slip_outcome, infinite_slip, number_slip

        sound = [name for name, mark in self.marks.items() if mark.verdict in _RIGHT]
        if read.formula is not None:
            return formula_slip_outcome(self.question, step, read.formula, sound)
        if read.number is not None and np.isinf(read.number.value).any():
            return infinite_slip(self.question, step, read.number.value)
        own = self.case.answered(step.name)
        if own is None:
            return None
        return number_slip(
            self.question,
            step,
            own,
            self.case.stated,
            sound,
            slipped=self._slipped(rests_on),
            strictly=strictly,
        )

    def _is_wrong(self, name: str) -> bool:
        """Whether an answer is more than wanting in figures; a zero has nothing to it."""
        mark, number = self.marks[name], self.case.readings[name].number
        has_value = number is not None and bool(number.value.any())
        is_vague = mark.lacks_figures and not mark.follows_own and has_value
        return mark.verdict is not Verdict.CORRECT and not is_vague

    def _slipped(self, rests_on: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some answers that are wrong and do not follow from earlier ones."""
        marks = {name: self.marks[name] for name in rests_on}
        return tuple(n for n, m in marks.items() if m.verdict not in _RIGHT and not m.lacks_figures)

    def _work_shown(self, step: Step, found: Outcome) -> Outcome:
        """What is left of the credit where most of the way to the step was not handed in."""
        rule = step.policy.show_work
        if not (rule.deduct and found.credit) or step.name in rule.unless:
            return found
        from grader.marking.shown_work import is_bare, is_worked_out

        below = self.question.graph.ancestors(step.name)
        others = [name for name in self.case.steps if name != step.name]
        blank = [name for name in others if self._is_nowhere(name)]
        way = [name for name in others if name in below]
        known = {*self.question.graph.rules, *self.question.graph.parameters}
        answer = self.case.readings[step.name].answer
        if not is_bare(way, others, blank, self.case.unplaced) or is_worked_out(answer, known):
            return found
        return replace(found, credit=found.credit * (1 - rule.deduct), deducted=rule.deduct)

    def _is_nowhere(self, name: str) -> bool:
        """Whether a step was left blank, here and under its name in every other question."""
        is_blank = self.case.readings[name].answer.is_blank
        return is_blank and name not in self.case.shown_elsewhere

    def _mark(
        self,
        step: Step,
        found: Outcome,
        inputs: tuple[str, ...] = (),
        rests_on: tuple[str, ...] = (),
    ) -> Mark:
        return marked(self.case, step, found, inputs, rests_on)
