"""A class read through once, and its figures: what is kept of a submission is a few numbers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from grader import record
from grader.cohort.graded_records import Graded, StepRow
from grader.cohort.near_misses import ToleranceBounds
from grader.cohort.report.first_errors import descendants, goes_wrong_first
from grader.cohort.report.report_records import ClassFigures, ForPeople, QuestionFigures
from grader.cohort.report.spreads import spread_of
from grader.cohort.report.step_tally import StepTally
from grader.model import Array, Verdict
from grader.question import Assignment, Question


@record(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A submission as graded, with its number in the class, from 1."""

    place: int
    graded: Graded


def class_figures(
    assignment: Assignment, graded: Iterable[Numbered], handed_in: int
) -> ClassFigures:
    """The figures of a class. graded: in the order of the class; handed_in: how many there are."""
    tallies = {
        (question.key, step.name): StepTally(question=question, step=step)
        for question in assignment.questions
        for step in question.steps
    }
    bounds = ToleranceBounds(assignment=assignment)
    totals = array("d")
    people: list[ForPeople] = []
    for one in graded:
        person = _for_people(one)
        if person is not None:
            people.append(person)
        if one.graded.trouble:
            continue
        totals.append(one.graded.earned)
        _take(tallies, one)
        for miss in bounds.near(one.graded):
            key, _, name = miss.step.rpartition(".")
            tallies[key, name].near.append(miss)
    values = np.asarray(totals, dtype=np.float64)
    return ClassFigures(
        title=assignment.title,
        submissions=handed_in,
        spread=spread_of(totals, assignment.points),
        questions=tuple(_question(q, tallies, values) for q in assignment.questions),
        people=tuple(people),
        has_shared_numbers=bounds.is_shared,
    )


Tallies = Mapping[tuple[str, str], StepTally]


def _take(tallies: Tallies, one: Numbered) -> None:
    by_question: dict[str, list[StepRow]] = {}
    rows = {(row.question, row.step): row for row in one.graded.steps}
    for key, tally in tallies.items():
        row = rows.get(key)
        tally.take(one.place, row)
        if row is not None:
            by_question.setdefault(row.question, []).append(row)
            tally.first += goes_wrong_first(row)
    for question, steps in by_question.items():
        for row, roots in descendants(steps):
            for root in roots:
                tallies[question, root].carried += row.verdict is Verdict.FOLLOWS
                tallies[question, root].lost += row.points - row.earned


def _for_people(one: Numbered) -> ForPeople | None:
    """What of a submission was left to people; None where nothing was."""
    rows = one.graded.steps
    unsure = sum(row.verdict is Verdict.REVIEW and row.is_unsure for row in rows)
    found = ForPeople(
        submission=one.place,
        texts=sum(row.verdict is Verdict.REVIEW for row in rows) - unsure,
        unsure=unsure,
        unreadable=sum(row.verdict is Verdict.UNREADABLE for row in rows),
        faults=sum(row.verdict is Verdict.FAULT for row in rows),
        trouble=one.graded.trouble,
    )
    return None if found == ForPeople(submission=one.place) else found


def _question(question: Question, tallies: Tallies, totals: Array) -> QuestionFigures:
    steps = tuple(tallies[question.key, step.name].figures(totals) for step in question.steps)
    judged = [(step.mean, step.points) for step in steps if step.mean is not None]
    return QuestionFigures(
        key=question.key,
        title=question.title,
        points=question.points,
        mean=sum(mean * points for mean, points in judged) if judged else None,
        steps=steps,
        edges=_edges(question),
    )


def _edges(question: Question) -> tuple[tuple[str, str], ...]:
    """Which asked step leads to which, through those that are not asked."""
    graph = question.graph
    asked: Sequence[str] = [step.name for step in question.steps if step.name in graph.rules]
    return tuple(
        (source, name)
        for name in asked
        for source in graph.nearest(graph.rules[name], [n for n in asked if n != name])[0]
    )
