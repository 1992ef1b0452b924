"""Walks through a question's steps, each after those that it rests on, and marks them."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

import numpy as np

from grader.marking.case import Case
from grader.marking.numbers import Followed, follows_outcome, number_outcome
from grader.marking.outcome import Outcome, best
from grader.marking.reading import Reading
from grader.marking.record import blank_mark, marked
from grader.mathlang import WrittenMatrix
from grader.model import IN_THE_OTHERS, Answers, Mark, NoValue, Tolerance, Verdict
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
    Rounding(figures=figures, decimals=d) for figures, d in ((1, 0), (None, 1), (None, 2))
)
"""Nobody cuts to one figure what was typed in more: -102, which is -120 with two digits exchanged,
would follow from a 0.48 cut to 0.4."""
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
        others = [name for name in found.rests_on if name not in inputs]
        return self._mark(
            step,
            self._work_shown(step, found),
            inputs=(*inputs, *others),
            rests_on=found.rests_on or wrong,
        )

    def _without_truth(self, step: Step, read: Reading, solution: NoValue) -> Mark:
        """A step whose true value is not known: it may follow from the student's own answers."""
        if read.number is not None:
            inputs = self.case.stated_inputs(step)
            found = follows_outcome(step, read.number, next(self.case.followed(step, inputs, ())))
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
        slip = self._slip(step, read)
        if slip is None and found.off:
            return self._improved(step, read, found)
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
        found = self._within(step, number, _exactly(step))
        if found.is_right:
            return found
        if step.tolerance != _NONE:
            found = self._within(step, number, step.tolerance)
            if found.is_right:
                return self._slip_within(step, read) or found
        return self._rounded(step, read, rests_on, found)

    def _improved(self, step: Step, read: Reading, found: Outcome) -> Outcome:
        """What an answer earns of which some entries are right, and one slip explains the others.

        To put one entry right must not cost what the slip alone would earn; the slip is not named,
        for who makes it makes it in every entry.
        """
        slip = self._slip(step, read, found.off)
        if slip is None or slip.credit <= found.credit:
            return found
        return replace(
            found,
            verdict=Verdict.PARTIAL,
            credit=slip.credit,
            slip=IN_THE_OTHERS,
            slip_words="one slip explains the entries that are not right",
        )

    def _slip_within(self, step: Step, read: Reading) -> Outcome | None:
        """The slip of a rule that an answer is which only the tolerance lets pass, if one counts.

        A misconception is the rubric's own word, as the tolerance is, and says more.
        """
        slip = self._slip(step, read, strictly=True)
        if slip is None or slip.is_misconception:
            return slip
        size = float(np.max(np.abs(np.asarray(self.question.solution[step.name])), initial=0.0))
        share = _NARROW - step.tolerance.rtol
        return slip if step.tolerance.atol <= share * size else None

    def _within(
        self,
        step: Step,
        number: WrittenMatrix,
        tolerance: Tolerance,
        followed: Iterable[Followed] | None = None,
    ) -> Outcome:
        """What a number earns beside the truth and what it may follow from."""
        if followed is None:
            wrong = [name for name in self.marks if self._is_wrong(name)]
            followed = self.case.followed(step, wrong, self._slipped(step))
        solution = np.asarray(self.question.solution[step.name])
        return number_outcome(step, number, solution, followed, tolerance)

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
        sides = self.case.followed_at_jumps(step, rests_on)
        is_zero = not number.value.any()
        followed = () if is_zero else self.case.followed_rounded(step, FINE, rests_on)
        exactly = self._within(step, number, _exactly(step), chain(sides, followed))
        if exactly.is_right or is_zero:
            return exactly if exactly.is_right else found
        followed = self.case.followed_rounded(step, FINE + ROUGH, rests_on)
        roughly = self._within(step, number, step.tolerance, followed)
        if not roughly.is_right or self._slip(step, read) is not None:
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
        self, step: Step, read: Reading, off: tuple[int, ...] = (), strictly: bool = False
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
            slipped=self._slipped(step),
            followed=self.case.by_rule(step),
            off=off,
            strictly=strictly,
        )

    def _is_wrong(self, name: str) -> bool:
        """Whether an answer is more than wanting in figures; a zero has nothing to it."""
        mark, number = self.marks[name], self.case.readings[name].number
        has_value = number is not None and bool(number.value.any())
        is_vague = mark.lacks_figures and not mark.follows_own and has_value
        return mark.verdict is not Verdict.CORRECT and not is_vague

    def _slipped(self, step: Step) -> tuple[str, ...]:
        """The answers that any way to a step may use, and that are wrong and follow from nothing.

        A way may use what the step's own rule does not: `y (1 - y)` where that has σ'(z).
        """
        wrong = [
            name
            for name, mark in self.marks.items()
            if mark.verdict not in _RIGHT and not mark.lacks_figures and name in self.case.values
        ]
        if not wrong:
            return ()
        from grader.marking.routes import derived_routes

        own = self.question.graph.rules[step.name]
        ways = (own, *step.routes, *derived_routes(self.question, step.name, wrong))
        used = {name for way in ways for name in self.case.stated_inputs(step, way)}
        return tuple(name for name in wrong if name in used)

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
