"""One answer judged: the better of what it earns as it stands and what a found slip earns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, tee
from typing import TYPE_CHECKING

import numpy as np

from grader import record
from grader.marking.carried_on import FINE, ROUGH, followed_at_jumps, followed_rounded
from grader.marking.case import Case
from grader.marking.earlier_marks import EarlierMarks
from grader.marking.numeric_answers import Followed, number_outcome
from grader.marking.outcome import Basis, Outcome, best
from grader.marking.read_answer import Reading
from grader.marking.right_numbers import exact, right_alone
from grader.mathlang import WrittenMatrix
from grader.model import Array, Lapse, Tolerance, Verdict
from grader.question import AnswerKind, Formula, Step

if TYPE_CHECKING:
    from grader.marking.slip_verdict import WrongNumber

NARROW = 0.25
"""The share of the truth up to which a tolerance is for rounding; a wider one asks for a size.
Held by tests/marking/test_within.py."""
_NONE = Tolerance()
_SHAPES = (Lapse.SHAPE, Lapse.TRANSPOSED)
"""Slips that say no more than that the shape is wrong: what is behind it may still be found."""


@record(frozen=True, kw_only=True, eq=False)
class Judgement:
    """An answer that was read, beside the marks of the steps before it.

    rests_on: those of the answers before it that are not right. others: those that are right and
    yet other than the key's.
    """

    case: Case
    step: Step
    read: Reading
    earlier: EarlierMarks
    rests_on: tuple[str, ...]
    others: tuple[str, ...] = ()

    def outcome(self) -> Outcome:
        number = self.read.number
        if number is None:
            found = self._of_formula()
        elif self.step.valid is not None:
            from grader.marking.valid_answers import valid_outcome  # costs what few steps need

            return valid_outcome(self.case, self.step, number, self.basis)
        else:
            alone = right_alone(self.read, self.case.question, self.step)
            found = alone or self._of_number(number)
        is_settled = found.is_right or found.verdict is Verdict.FAULT
        return found if is_settled else self._with_slip(found)

    def _with_slip(self, found: Outcome) -> Outcome:
        """What is not right, told by the slip that gives it where there is one."""
        has_shape = found.slip not in _SHAPES
        if found.slip and has_shape:
            return found
        slip = self._slip
        if slip is None and found.off and not self.step.has_equal_forms:
            return self._improved(found)
        if slip is None or not (has_shape or slip.slip_words):
            return found
        return replace(
            slip if slip.is_copy else best([slip, found]),
            slip=slip.slip,
            slip_words=slip.slip_words,
            is_misconception=slip.is_misconception,
        )

    @property
    def routes(self) -> Iterator[Followed]:
        """What each way to the step gives from the answers before it, in the order of trying."""
        return self.case.followed(
            self.step, self.earlier.wrong(), self._slipped, self.earlier.others()
        )

    @property
    def own(self) -> dict[str, Formula | Array]:
        """The student's own formulas and values, which a formula may follow from."""
        return {**self.case.formulas, **self.case.values}

    @property
    def basis(self) -> Basis:
        return Basis(wrong=self.rests_on, others=self.others)

    @property
    def tolerance(self) -> Tolerance:
        """The tolerance that decides: none where an answer within it is a slip's own value."""
        number = self.read.number
        if number is None or self.outcome().is_right or self.step.tolerance == _NONE:
            return self.step.tolerance
        is_within = self._beside(number, self.step.tolerance).is_right
        return exact(self.step) if is_within else self.step.tolerance

    def is_right_as(self, number: WrittenMatrix) -> bool:
        """Whether another number in place of the answer's were right, or would follow."""
        return self._of_number(number, with_slips=False).is_right

    def _of_formula(self) -> Outcome:
        formula, question = self.read.formula, self.case.question
        assert formula is not None
        own = self.own
        if self.step.answer is AnswerKind.LOGIC:
            from grader.marking.logic_answers import logic_outcome

            return logic_outcome(question, self.step, formula, own, self.basis)
        from grader.marking.formula_answers import formula_outcome

        return formula_outcome(question, self.step, formula, own, self.basis)

    def _of_number(self, number: WrittenMatrix, with_slips: bool = True) -> Outcome:
        """What a number earns; one that only the tolerance lets pass may be a slip's own value."""
        found = self._beside(number, exact(self.step))
        if found.is_right:
            return found
        if self.step.tolerance != _NONE:
            found = self._beside(number, self.step.tolerance)
            if found.is_right:
                return (self._slip_within() if with_slips else None) or found
        if found.slip is Lapse.SHAPE:
            return self._terms(number) or found
        if found.verdict is Verdict.FAULT or found.slip in _SHAPES:
            return found
        return (self._rounded(number) if with_slips else None) or found

    def _beside(
        self, number: WrittenMatrix, tolerance: Tolerance, followed: Iterable[Followed] = ()
    ) -> Outcome:
        """What a number earns beside the truth and what it may follow from."""
        followed = followed or self.routes
        solution = np.asarray(self.case.question.solution[self.step.name])
        return number_outcome(self.step, number, solution, followed, tolerance)

    def _rounded(self, number: WrittenMatrix) -> Outcome | None:
        """What the answer earns if earlier ones were carried on in fewer figures than typed.

        Typed digits are no proof of what was carried: who types 0.5935 may have gone on with
        0.59, and must not lose by typing the better number. What that gives exactly is faithful
        work. Where figures that nobody should keep would do, or only within the tolerance, a slip
        that gives what was written is likelier.
        """
        fine, again = tee(self._finely(number))
        exactly = self._beside(number, exact(self.step), chain(self._at_jumps(), fine))
        if exactly.is_right or not number.value.any():
            return exactly if exactly.is_right else None
        rough = chain(again, () if self._is_at_hand(number) else self._roughly())
        roughly = self._beside(number, self.step.tolerance, rough)
        # what is vague beside a value rounded to one figure shows nothing
        return roughly if roughly.is_right and self._slip is None else None

    def _is_at_hand(self, number: WrittenMatrix) -> bool:
        """Whether a number is what the step's rule takes as it was: a given, or an own answer.

        Coarse figures lead there from many values: from y = 2.4, carried on as 2, y - t is t = 1.
        """
        given, own = self.case.question.parameters, self.case.values
        taken = self.case.question.graph.rules[self.step.name].arguments
        known = (given.get(name, own.get(name)) for name in taken)
        return any(one is not None and np.array_equal(one, number.value) for one in known)

    def carried_on(self, number: WrittenMatrix, roughly: bool = False) -> Iterator[Followed]:
        """What the step may be if earlier answers were carried on in fewer figures, or over a tie.

        roughly: also in figures that nobody should keep.
        """
        finely = self._finely(number)
        return chain(finely, self._roughly()) if roughly else chain(self._at_jumps(), finely)

    def _at_jumps(self) -> Iterator[Followed]:
        return followed_at_jumps(self.case, self.step, self.rests_on)

    def _finely(self, number: WrittenMatrix) -> Iterator[Followed]:
        habits = FINE if number.value.any() else ()
        return followed_rounded(self.case, self.step, habits, self.rests_on)

    def _roughly(self) -> Iterator[Followed]:
        # a decision turns at the next figure: 12 carried on as 10 is no work that leads to it
        habits = () if self.step.has_words else ROUGH
        return followed_rounded(self.case, self.step, habits, self.rests_on)

    def _terms(self, number: WrittenMatrix) -> Outcome | None:
        """What the answer earns if it is the terms of a sum that was not taken."""
        from grader.marking.listed_terms import terms_outcome
        from grader.marking.rule_routes import tree_of, true_values

        question = self.case.question
        rule = tree_of(question.graph, self.step.name)
        return terms_outcome(self.step, rule, number, true_values(question))

    def _improved(self, found: Outcome) -> Outcome:
        """What an answer earns of which some entries are right, and one slip explains the others.

        To put one entry right must not cost what the slip alone would earn; the slip is not named,
        for who makes it makes it in every entry.
        """
        slip = self._slip_of(found.off)
        if slip is None or slip.credit <= found.credit:
            return found
        return replace(
            found,
            verdict=Verdict.PARTIAL,
            credit=slip.credit,
            slip=Lapse.IN_THE_OTHERS,
            slip_words="one slip explains the entries that are not right",
        )

    def _slip_within(self) -> Outcome | None:
        """The slip of a rule that an answer is which only the tolerance lets pass, if one counts.

        A misconception is the rubric's own word, as the tolerance is, and says more.
        """
        slip = self._slip_of(strictly=True)
        if slip is None or slip.is_misconception:
            return slip
        solution = np.asarray(self.case.question.solution[self.step.name])
        share = NARROW - self.step.tolerance.rtol
        size = float(np.max(np.abs(solution), initial=0.0))
        return slip if self.step.tolerance.atol <= share * size else None

    def is_beyond(self, number: WrittenMatrix) -> bool:
        """Whether infinity or `none` is what was written, or what is right."""
        true = self.case.question.solution[self.step.name]
        said = any(np.isinf(one.value) or one.is_none for one in number.entries)
        return said or (isinstance(true, np.ndarray) and not np.isfinite(true).all())

    @cached_property
    def _slipped(self) -> Sequence[str]:
        return self.earlier.slipped(self.step)

    @cached_property
    def _slip(self) -> Outcome | None:
        return self._slip_of()

    def _slip_of(self, off: tuple[int, ...] = (), strictly: bool = False) -> Outcome | None:
        """The slip that explains the answer, or its entries that are off. strictly: see there."""
        from grader.marking import slip_verdict as slips

        case, step = self.case, self.step
        if step.answer is AnswerKind.LOGIC:
            return None
        if self.read.formula is not None:
            sound = self.earlier.sound()
            return slips.formula_slip_outcome(case.question, step, self.read.formula, sound)
        if self.read.number is not None and self.is_beyond(self.read.number):
            return slips.beyond_slip(case.question, step, self.read.number)
        wrong = self.as_wrong()
        return None if wrong is None else slips.number_slip(wrong, off, strictly)

    def as_wrong(self) -> WrongNumber | None:
        """The number with what it may have been worked out from; None where none was read."""
        from grader.marking.slip_verdict import WrongNumber  # costs what right work need not pay

        case, step = self.case, self.step
        own = case.answered(step.name)
        if own is None:
            return None
        return WrongNumber(
            question=case.question,
            step=step,
            answer=own,
            stated=case.stated,
            sound=self.earlier.sound(),
            slipped=self._slipped,
            followed=case.by_rule(step),
        )
