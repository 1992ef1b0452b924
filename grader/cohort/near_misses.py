"""Numeric answers just within their tolerance, and just beyond it: what another would decide.

An answer's reach is the factor by which its step's tolerance would have to be multiplied to let it
just pass, asked of the code that marks: beside the truth, and beside what follows from the
student's own answers before it. At most 1 is within the tolerance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from grader import record
from grader.agreement import GOOD, Range
from grader.cohort.graded_records import Graded, StepRow
from grader.marking import Case, Reading, case_of, readings, standing
from grader.model import Answer, Answers, NoValue, Tolerance, Value, Verdict
from grader.question import Assignment, Question, Step, conventions_of, under

NEAREST, BOUND, FARTHEST = 0.5, 1.0, 2.0
"""Reaches between which an answer is just within its tolerance, and just beyond it."""
HALVINGS = 6
"""How closely a reach is sought: to about a hundredth."""
_RIGHT = frozenset({Verdict.CORRECT, Verdict.FOLLOWS})
_WRONG = frozenset({Verdict.PARTIAL, Verdict.INCORRECT})
_NO_TRUTH = NoValue(reason="")


@record(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """An answer near the bound of its tolerance: whose, at which step, what was read, its reach."""

    submission: str
    step: str
    read: str
    reach: float

    @property
    def is_within(self) -> bool:
        return self.reach <= BOUND


@record(frozen=True, kw_only=True, eq=False)
class ToleranceBounds:
    """Looks for answers near the bounds of an assignment's tolerances, submission by submission.

    only: the steps that are looked at, by their ids; None for all. What is decided beside the truth
    alone is the same for every student, and is remembered.
    """

    assignment: Assignment
    only: frozenset[str] | None = None
    _beside_truth: dict[tuple[str, tuple[str, ...], str, str], bool] = field(
        default_factory=dict, init=False
    )

    @property
    def is_shared(self) -> bool:
        """Whether all have the same numbers: where each has their own, the truth is not one."""
        return not self.assignment.students

    def near(self, one: Graded) -> Iterator[NearMiss]:
        """The answers of a submission that are near the bounds, as it was marked."""
        if not self.is_shared:
            return
        rows = {(row.question, row.step): row for row in one.steps}
        given = {key: Answer(text=row.read) for key, row in rows.items() if row.read}
        answers = Answers(by_step=given)
        for question in self.assignment.questions:
            yield from self._of_question(one.name, question, rows, answers)

    def _of_question(
        self,
        name: str,
        question: Question,
        rows: Mapping[tuple[str, str], StepRow],
        answers: Answers,
    ) -> Iterator[NearMiss]:
        case: Case | None = None
        for step in question.steps:
            row = rows.get((question.key, step.name))
            if row is None or not _is_asked(step, row) or not self._is_meant(row):
                continue
            held = _as_held(question, row)
            if self._is_well_within(held, row):
                continue
            case = case or case_of(held, answers)
            reach = _reach(case, step)
            if reach is not None and (reach <= BOUND) is (row.verdict in _RIGHT):
                yield NearMiss(submission=name, step=row.id, read=row.read, reach=reach)

    def _is_meant(self, row: StepRow) -> bool:
        return self.only is None or row.id in self.only

    def _is_well_within(self, question: Question, row: StepRow) -> bool:
        """Whether an answer is so near to the truth that nothing else has to be asked."""
        key = (question.key, question.held, row.step, row.read)
        if key not in self._beside_truth:
            one = Answers(by_step={key[:1] + key[2:3]: Answer(text=row.read)})
            read = readings(question, one)[row.step]
            step = next(step for step in question.steps if step.name == row.step)
            solution = question.solution.get(row.step, _NO_TRUTH)
            self._beside_truth[key] = isinstance(solution, NoValue) or _passes(
                step, read, solution, _NO_TRUTH, NEAREST
            )
        return self._beside_truth[key]


def changed_tolerances(before: Assignment, after: Assignment) -> frozenset[str]:
    """The steps, by their ids, that have another tolerance after than before."""
    first, second = (
        {f"{q.key}.{step.name}": step.tolerance for q in one.questions for step in q.steps}
        for one in (before, after)
    )
    return frozenset(name for name in first.keys() & second.keys() if first[name] != second[name])


def _is_asked(step: Step, row: StepRow) -> bool:
    """Whether an answer was judged by a tolerance that may be another."""
    has_tolerance = step.tolerance != Tolerance() and step.digits is None and not step.has_words
    is_judged = row.verdict in _RIGHT or row.verdict in _WRONG
    return step.answer.has_value and has_tolerance and is_judged and bool(row.read)


def _as_held(question: Question, row: StepRow) -> Question:
    """The question under the conventions that a submission was marked by."""
    if not row.conventions:
        return question
    labels = {one.label: one.name for one in question.conventions}
    held = frozenset(labels[label] for label in row.conventions if label in labels)
    return under(question, held & conventions_of(question))


def _reach(case: Case, step: Step) -> float | None:
    """The reach of an answer; None where it is not near the bound of its tolerance."""
    read = case.readings[step.name]
    own = case.by_rule(case.steps[step.name])
    truth = case.question.solution.get(step.name, _NO_TRUTH)

    def passes(factor: float) -> bool:
        return _passes(step, read, truth, own, factor)

    if passes(NEAREST) or not passes(FARTHEST):
        return None
    low, high = (NEAREST, BOUND) if passes(BOUND) else (BOUND, FARTHEST)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if passes(middle) else (middle, high)
    return high


def _passes(
    step: Step,
    read: Reading,
    truth: Value,
    own: Range | NoValue,
    factor: float,
) -> bool:
    """Whether an answer is right in every entry under a multiple of its step's tolerance."""
    if read.number is None:
        return False
    wide = Tolerance(rtol=step.tolerance.rtol * factor, atol=step.tolerance.atol * factor)
    found = standing(replace(step, tolerance=wide), read.number, truth, own)
    return all(entry in GOOD for entry in found)
