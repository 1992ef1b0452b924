"""What is wrong with the decisions beside a rubric, also between answers that are equal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.errors import Problem, RubricError, RubricErrors
from grader.marking import said_in, say_the_same
from grader.question import Assignment
from grader.rubric import (
    EVERYONE,
    Decision,
    Decisions,
    decided_twice,
    decisions_of,
    problem_with,
)


def decision_problems(rubric: Path, assignment: Assignment) -> Iterator[Problem]:
    """Everything wrong with the decisions of a rubric; nothing where nobody has decided."""
    try:
        decisions = decisions_of(rubric, assignment)
    except RubricErrors as error:
        yield from error.problems
    except RubricError as error:
        yield Problem(file=str(rubric), message=str(error))
    else:
        yield from equal_answers_twice(decisions, assignment) if decisions else ()


def equal_answers_twice(decisions: Decisions, assignment: Assignment) -> Iterator[Problem]:
    """Decisions on what was written differently and is one answer, 0.5 and 1/2."""
    steps = {(q.key, step.name): (q, step) for q in assignment.questions for step in q.steps}
    known: dict[tuple[str, str], list[tuple[Decision, Any]]] = {}
    for one in decisions.every:
        if one.wrote is None:
            continue
        question, step = steps[one.question, one.step]
        said = said_in(question, step, one.wrote)
        for who in decisions.named_in(one) if one.students else (EVERYONE,):
            others = known.setdefault((one.id, who), [])
            first = next(
                (o for o, other in others if say_the_same(question, step, other, said)), None
            )
            if first is not None:
                yield problem_with(decisions, one, decided_twice(one, first))
                break
            others.append((one, said))
