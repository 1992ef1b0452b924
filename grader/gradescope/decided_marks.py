"""Marks with what people decided: the platform, a whole class and a dry run all come here."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from grader.gradescope.submission import Marked
from grader.gradescope.whose import METADATA, submitters
from grader.marking import said_in, say_the_same
from grader.model import Decided, Mark
from grader.question import Assignment, Question, Step
from grader.rubric import Decision, Decisions, Student, worth


def decided_on_platform(
    outcome: Marked, assignment: Assignment, decisions: Decisions, root: Path
) -> Marked:
    """Marks with the decisions about those whom the platform's metadata names, in its folder."""
    return with_decisions(outcome, assignment, decisions, submitters(root / METADATA))


def with_decisions(
    outcome: Marked,
    assignment: Assignment,
    decisions: Decisions,
    students: Sequence[Student],
    name: str = "",
) -> Marked:
    """Marks with the decisions that are about them.

    students: who handed in; name: of the submission, where it has one.

    What rests on a step was followed from what the student wrote there, whatever a person gives
    for it; so a decision changes its own step and no other.
    """
    keys = decisions.keys(students, name)
    steps = {(q.key, step.name): (q, step) for q in assignment.questions for step in q.steps}
    marks = []
    for mark in outcome.marks:
        about = decisions.about(mark.question, mark.step, keys)
        marks.append(_decided(mark, about, *steps[mark.question, mark.step]) if about else mark)
    return replace(outcome, marks=tuple(marks))


def _decided(mark: Mark, about: Sequence[Decision], question: Question, step: Step) -> Mark:
    """A mark with what the decisions about it give, where one of them fits what was written."""
    try:
        found = deciding(about, question, step, mark.read or "")
    except Exception:  # our own failure to compare one answer must not cost the others
        return replace(mark, detail=mark.detail or traceback.format_exc())
    return mark if found is None else _with_decision(mark, found)


def deciding(
    about: Sequence[Decision], question: Question, step: Step, read: str
) -> Decision | None:
    """Which of the decisions about a step and its student counts, by what was written.

    The narrowest does; of several, as for members of one group, the one that gives most.
    """
    said = None
    fitting = []
    for one in about:
        if one.wrote is not None:
            said = said_in(question, step, read) if said is None else said
            if not say_the_same(question, step, said_in(question, step, one.wrote), said):
                continue
        fitting.append(one)
    most = worth(step)
    return max(fitting, key=lambda one: (one.narrowness, one.share_of(most)), default=None)


def _with_decision(mark: Mark, decision: Decision) -> Mark:
    """A mark with what a person gives; of a text, the points of people are then part of the score.

    Nothing is lost any more for work not shown: whoever decided has seen it.
    """
    points = mark.points or mark.people_points
    told = Decided(
        reason=decision.reason,
        by=decision.by,
        date=decision.date,
        credit_before=mark.credit,
    )
    return replace(
        mark,
        points=points,
        people_points=0.0,
        credit=decision.share_of(points),
        deducted=0.0,
        decision=told,
    )
