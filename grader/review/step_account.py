"""Why a step was marked so: what was read, what is right, what was tried, what became of it.

Nothing is decided here: the answer is judged once more by what marks it, and all that it was
tried against is kept. It holds true values, and is for staff alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from grader import record
from grader.agreement import Stated
from grader.marking import (
    Judgement,
    Outcome,
    Trial,
    Way,
    formula_trials,
    nearest_first,
    rejudged,
    route_trials,
    slip_trials,
)
from grader.model import Answers, Mark, Tolerance, Value
from grader.question import Assignment, Question, Step, under


@record(frozen=True, slots=True, kw_only=True, eq=False)
class OwnAnswer:
    """An earlier answer that a step rests on, the range that it stands for, and its mark."""

    name: str
    text: str
    stated: Stated | None
    mark: Mark | None


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Account:
    """One step of one submission, as marking went about it.

    question: as it is under the conventions that the student holds. judged: what became of the
    answer as such, before it counted how it was found and what stands around it; None where there
    was nothing to judge. true: None for a formula and for a text. routes: the truth and what
    follows, in the order of trying; slips: what was tried where none of these explains the answer,
    and what explains it first, with the reason why no more was. tolerance: the one that decided.
    """

    question: Question
    step: Step
    mark: Mark
    judgement: Judgement
    judged: Outcome | None = None
    true: Value | None = None
    own_answers: tuple[OwnAnswer, ...] = ()
    routes: tuple[Trial, ...] = ()
    slips: tuple[Trial, ...] = ()
    why_no_slip: str = ""
    tolerance: Tolerance = field(default_factory=Tolerance)

    @property
    def nearest_first(self) -> tuple[Trial, ...]:
        """All that was tried: what was taken, what explains the answer as well, then the nearest.

        Of slips that explain it the likelier ones come first.
        """
        trials = (*self.routes, *self.slips)
        taken = [trial for trial in trials if trial.is_taken]
        return (*taken, *nearest_first([trial for trial in trials if not trial.is_taken]))

    @property
    def followed(self) -> Trial | None:
        """What the step's own rule gives from the answers before it, where it rests on any."""
        own = next((trial for trial in self.routes if trial.way is Way.OWN), None)
        return own if self.own_answers else None

    @property
    def decisive(self) -> Trial | None:
        """The way that the verdict is for; the nearest one where none explains the answer."""
        taken = [trial for trial in self.routes if trial.is_taken]
        others = [trial for trial in self.routes if trial.way is not Way.CARRIED]
        return min(taken or others, key=lambda trial: trial.ratio, default=None)

    @property
    def is_beside_a_slip(self) -> bool:
        """Whether the answer lies within the tolerance and is a slip's own value all the same."""
        return self.tolerance != self.step.tolerance


def account_of(
    assignment: Assignment, answers: Answers, marks: Sequence[Mark], question: Question, step: Step
) -> Account:
    """Why a step of a submission was marked as it is; marks: those of the whole submission."""
    as_held = under(question, held_in(assignment, marks))
    known = {
        key: tuple(mark for mark in marks if mark.question == key) for key in assignment.asked()
    }
    judgement, judged = rejudged(as_held, answers, known, step.name)
    mark = next(mark for mark in known[question.key] if mark.step == step.name)
    found = Account(
        question=judgement.case.question,
        step=judgement.step,
        mark=mark,
        judgement=judgement,
        judged=judged,
        true=judgement.case.question.solution.get(step.name) if step.answer.has_value else None,
        own_answers=_own_answers(judgement, mark),
        tolerance=judgement.step.tolerance,
    )
    return found if judged is None else _with_trials(found, judged)


def held_in(assignment: Assignment, marks: Sequence[Mark]) -> frozenset[str]:
    """The names of the conventions that marks were made under."""
    labels = {(mark.question, label) for mark in marks for label in mark.conventions}
    return frozenset(
        one.name
        for question in assignment.questions
        for one in question.conventions
        if (question.key, one.label) in labels
    )


def _with_trials(account: Account, judged: Outcome) -> Account:
    judgement, read = account.judgement, account.judgement.read
    if read.formula is not None:
        return replace(account, routes=tuple(formula_trials(judgement, read.formula, judged)))
    if read.number is None:
        return account
    if account.step.valid is not None:  # its rule is one example of many, and none is near another
        return replace(account, routes=(_by_condition(judgement, judged),))
    slips = slip_trials(judgement, judged)
    return replace(
        account,
        routes=tuple(route_trials(judgement, read.number, judged)),
        slips=slips.trials,
        why_no_slip=slips.reason,
        tolerance=judgement.tolerance,
    )


def _by_condition(judgement: Judgement, judged: Outcome) -> Trial:
    valid = judgement.step.valid
    assert valid is not None
    return Trial(
        way=Way.OWN if judged.rests_on else Way.TRUTH,
        name="what must hold of any right answer",
        rule=valid.in_words,
        credit=judged.credit,
        explains=judged.is_right,
        is_taken=judged.is_right,
        rests_on=judged.rests_on,
    )


def _own_answers(judgement: Judgement, mark: Mark) -> tuple[OwnAnswer, ...]:
    case, marks = judgement.case, judgement.earlier.by_step
    return tuple(
        OwnAnswer(
            name=name,
            text=case.readings[name].answer.text,
            stated=case.narrowed.get(name),
            mark=marks.get(name),
        )
        for name in mark.inputs
    )
