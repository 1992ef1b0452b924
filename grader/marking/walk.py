"""Walks through a question's steps, each after those that it rests on, and marks them."""

import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from grader.agreement import AsWritten
from grader.marking.case import Case, case_of
from grader.marking.earlier_marks import EarlierMarks
from grader.marking.judgement import Judgement
from grader.marking.marked_before import once_marked
from grader.marking.numeric_answers import follows_outcome, standing
from grader.marking.outcome import RIGHT, Outcome
from grader.marking.read_answer import NOTHING, Reading
from grader.marking.record import blank_mark, marked
from grader.marking.right_numbers import right_mark
from grader.marking.shown_work import after_work_shown, is_shown
from grader.mathlang import WrittenMatrix
from grader.model import Answer, Answers, Mark, NoValue, Verdict
from grader.question import AnswerKind, Assignment, Carried, Question, Step, Unsure, once

_DOUBTFUL = frozenset({Verdict.FOLLOWS, Verdict.PARTIAL, Verdict.INCORRECT})
"""Only beside one of these may a credit have taken no work."""


def marks(assignment: Assignment, answers: Answers) -> tuple[Mark, ...]:
    found: Marked = {}
    if any(question.conventions for question in assignment.questions):
        from grader.marking.held_conventions import conventional_marks

        found |= conventional_marks(assignment, answers, question_marks)
    for question in assignment.questions:
        found[question.key] = found.get(question.key) or question_marks(question, answers, found)
    return tuple(mark for question in assignment.questions for mark in found[question.key])


Marked = dict[str, tuple[Mark, ...]]
"""The marks of questions by their key."""


def question_marks(
    question: Question, answers: Answers, known: Marked | None = None
) -> tuple[Mark, ...]:
    """The marks of one question's steps, in the rubric's order.

    A failure of our own in one step is marked as a fault there; the other steps are unharmed.
    known: marks of other questions, to which those are added whose values this one goes on with.
    """
    others = {} if known is None else known
    return once_marked(question, answers, lambda: _marked_anew(question, answers, others))


def _marked_anew(question: Question, answers: Answers, known: Marked) -> tuple[Mark, ...]:
    marking = _Marking(case_of(question, answers))
    marking.begin_with(_marks_elsewhere(question, answers, known))
    marks = marking.all_marks()
    if not _DOUBTFUL.isdisjoint({mark.verdict for mark in marks.values()}):
        from grader.marking.work import with_work  # costs what right work need not pay

        marks = with_work(marking.case, marks)
    return tuple([marks[step.name] for step in question.steps])


def rejudged(
    question: Question, answers: Answers, known: Marked, name: str
) -> tuple[Judgement, Outcome | None]:
    """One step's answer beside the marks before it, once more, and what became of it.

    known: the marks of other questions. None where there is nothing to judge: nothing was read, or
    the true value is not known.
    """
    marking = _Marking(case_of(question, answers))
    marking.begin_with(_marks_elsewhere(question, answers, dict(known)))
    step = marking.walk_to(name)
    judgement = marking.judgement(
        step, marking.case.stated_inputs(step) if step.answer is not AnswerKind.REVIEW else ()
    )
    solution = marking.case.question.solution.get(name)
    is_unknown = step.answer.has_value and isinstance(solution, NoValue)
    if is_unknown or _unjudged(marking.case, step, judgement.read) is not None:
        return judgement, None
    return judgement, _judged(judgement)


def _marks_elsewhere(
    question: Question, answers: Answers, known: Marked
) -> Iterator[tuple[str, Mark]]:
    """The marks of the steps that a question goes on with, under the names that they have here."""
    for one in question.carried:
        key = one.question.key
        if key not in known:
            known[key] = question_marks(one.question, answers, known)
        there = [(mark.step, mark) for mark in known[key]]
        for name, mark in (*there, *_marks_elsewhere(one.question, answers, known)):
            yield one.called_here(name), _as_here(one, mark, name)


def _as_here(one: Carried[Question], mark: Mark, name: str) -> Mark:
    """A mark of another question's step in the names of this one."""
    return replace(
        mark,
        step=one.called_here(name),
        inputs=tuple(map(one.called_here, mark.inputs)),
        rests_on=tuple(map(one.called_here, mark.rests_on)),
        carried={one.called_here(n): text for n, text in mark.carried.items()},
    )


@once
def _in_order(question: Question) -> tuple[Step, ...]:
    """The steps of a question, each after those that it rests on.

    One of which any valid answer is right rests on what its condition names, which is no part of
    the graph of rules.
    """
    found = sorted(question.steps, key=lambda step: question.graph.place(step.name))
    if all(step.valid is None for step in found):
        return tuple(found)
    by_name = {step.name: step for step in found}
    below = {step.name: _below(question, step) & by_name.keys() for step in found}
    try:
        return tuple(by_name[name] for name in TopologicalSorter(below).static_order())
    except CycleError:  # conditions that name each other: the graph's order is as good as any
        return tuple(found)


def _below(question: Question, step: Step) -> frozenset[str]:
    """All that a step rests on, by its rule and by its condition."""
    graph = question.graph
    named = step.valid.arguments if step.valid is not None else ()
    found = graph.ancestors(step.name).union(named, *map(graph.ancestors, named))
    return found - {step.name}


@once
def _of_nothing(question: Question) -> dict[str, Mark]:
    """The marks where nothing was handed in: most students leave out something, some nearly all."""
    marking = _Marking(Case(question=question, readings={s.name: NOTHING for s in question.steps}))
    for step in question.steps:
        marking.take(step)
    return marking.earlier.by_step


def unmarked(
    assignment: Assignment, verdict: Verdict, reason: str | None = None
) -> tuple[Mark, ...]:
    """Marks without credit for every step, for a submission that could not be read at all."""
    found = Outcome(verdict=verdict, reason=reason)
    return tuple(
        blank_mark(question, step, found)
        for question in assignment.questions
        for step in question.steps
    )


def standings(
    question: Question, written: Mapping[str, WrittenMatrix]
) -> dict[str, tuple[AsWritten, ...]]:
    """How right each of some numbers is, entry by entry, where no rule but the right one was used.

    Beside the true value, and beside what the numbers before it give; the better counts.
    """
    nothing = Answer(text="")
    readings = {
        step.name: Reading(answer=nothing, number=written.get(step.name)) for step in question.steps
    }
    case = Case(question=question, readings=readings)
    return {
        name: standing(
            case.steps[name], number, question.solution[name], case.by_rule(case.steps[name])
        )
        for name, number in written.items()
    }


class _Marking:
    """One question as it is marked."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.earlier = EarlierMarks(case)

    def all_marks(self) -> dict[str, Mark]:
        """The mark of every step."""
        nothing = {} if self.case.sheets else _of_nothing(self.case.question)
        for step in _in_order(self.case.question):
            if step.name in nothing and self.case.readings[step.name] is NOTHING:
                self.earlier.by_step[step.name] = nothing[step.name]
            else:
                self.take(step)
        return self.earlier.by_step

    def begin_with(self, marks: Iterable[tuple[str, Mark]]) -> None:
        """Take the marks of other questions' steps, under the names that they have here."""
        known = self.case.readings
        self.earlier.by_step |= {name: mark for name, mark in marks if name in known}

    def take(self, step: Step) -> None:
        """Marks a step, those that it rests on being marked."""
        try:
            mark = self._judged(step)
            if mark.verdict is Verdict.UNREADABLE:
                self.case.formulas.pop(step.name, None)  # so it is not carried
        except Exception:  # our own failure in one step must not cost the others
            fault = Outcome(verdict=Verdict.FAULT, detail=traceback.format_exc())
            mark = blank_mark(self.case.question, step, fault)
        self.earlier.by_step[step.name] = mark

    def _judged(self, step: Step) -> Mark:
        case, read = self.case, self.case.readings[step.name]
        solution = case.question.solution.get(step.name)
        if step.answer.has_value and isinstance(solution, NoValue):
            return self._without_truth(step, read, solution)
        unjudged = _unjudged(case, step, read)
        if unjudged is not None:
            return marked(case, step, unjudged)
        inputs = case.stated_inputs(step)
        judgement = self.judgement(step, inputs)
        if not judgement.rests_on and is_shown(case, step):
            alone = right_mark(read, case.question, step, tuple(inputs))
            if alone is not None:
                return alone
        found = _sure(step, read, _judged(judgement))
        others = [name for name in found.rests_on if name not in inputs]
        rests_on = found.rests_on or judgement.rests_on
        return marked(case, step, after_work_shown(case, step, found), [*inputs, *others], rests_on)

    def judgement(self, step: Step, inputs: Sequence[str]) -> Judgement:
        """A step's answer beside the marks so far; inputs: the own answers that it rests on."""
        return Judgement(
            case=self.case,
            step=step,
            read=self.case.readings[step.name],
            earlier=self.earlier,
            rests_on=tuple([name for name in inputs if self.earlier.is_wrong(name)]),
            others=tuple([name for name in inputs if self.earlier.is_other(name)]),
        )

    def walk_to(self, name: str) -> Step:
        """Mark what stands before a step in the order of the graph, and give the step."""
        for step in _in_order(self.case.question):
            if step.name == name:
                return step
            self.take(step)
        raise KeyError(name)

    def _without_truth(self, step: Step, read: Reading, solution: NoValue) -> Mark:
        """A step whose true value is not known: it may follow from the student's own answers."""
        if read.number is not None:
            inputs = self.case.stated_inputs(step)
            found = follows_outcome(step, read.number, next(self.case.followed(step, inputs, ())))
            if inputs and found is not None:
                if step.unit:
                    from grader.marking.unit_verdict import without_unit

                    found = without_unit(step, read, found)
                return marked(self.case, step, _sure(step, read, found), inputs, inputs)
        detail = solution.fault or solution.reason
        return marked(self.case, step, Outcome(verdict=Verdict.FAULT, detail=detail))


def _judged(judgement: Judgement) -> Outcome:
    """What becomes of an answer that was read, before anything but the answer counts."""
    outcome = judgement.outcome()
    if judgement.step.unit:
        from grader.marking.unit_verdict import in_its_unit  # costs what others need not pay

        outcome = in_its_unit(judgement, outcome)
    if judgement.step.ends_matter:
        from grader.marking.end_verdict import with_its_ends  # costs what others need not pay

        outcome = with_its_ends(judgement, outcome)
    return outcome


def _unjudged(case: Case, step: Step, read: Reading) -> Outcome | None:
    """What is said of a step where nothing was read that could be judged; else None."""
    if step.answer is AnswerKind.REVIEW and read.problem is None:
        is_there = case.sheets or not read.answer.is_blank  # a sheet may hold the text
        return Outcome(verdict=Verdict.REVIEW if is_there else Verdict.MISSING)
    if read.fault is not None:
        return Outcome(verdict=Verdict.FAULT, detail=read.fault)
    if read.problem is not None:
        return Outcome(verdict=Verdict.UNREADABLE, reason=read.problem)
    if read.number is None and read.formula is None:
        return Outcome(verdict=Verdict.MISSING, reason=read.lost)
    return None


def _sure(step: Step, read: Reading, found: Outcome) -> Outcome:
    """A reading that is not sure must not cost a student: people look at it instead."""
    rule = step.policy.unsure
    is_fine = rule is Unsure.ACCEPT or (rule is Unsure.IF_RIGHT and found.verdict in RIGHT)
    return found if is_fine or not read.answer.is_unsure else Outcome(verdict=Verdict.REVIEW)
