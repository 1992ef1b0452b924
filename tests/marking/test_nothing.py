"""Steps of which nothing was handed in, and values that rest on no answer."""

from __future__ import annotations

import numpy as np
import pytest
from project import RUBRICS

from grader.agreement import followed_or_true, followed_range
from grader.marking import marks
from grader.model import Answer, Answers, NoValue
from grader.question import AnswerKind
from grader.rubric.load import load_assignment

SHIPPED = sorted(RUBRICS.rglob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_left_out_is_marked_as_what_is_left_blank(path):
    """The marks of what was not handed in are kept for all students; they are those of one who
    hands in the template as it is, and one student's never become another's."""
    assignment = load_assignment(path)
    ids = [(q.key, step.name) for q in assignment.questions for step in q.steps]
    blank = Answers(by_step={one: Answer(text="") for one in ids})
    left_out = marks(assignment, Answers(by_step={}))
    assert left_out == marks(assignment, blank)
    in_sheet = Answers(by_step={}, sheets=("homework.md",))
    assert {m.searched for m in marks(assignment, in_sheet)} == {("homework.md",)}
    assert marks(assignment, Answers(by_step={})) == left_out


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_step_that_rests_on_no_answer_follows_to_its_true_value(path):
    for question in load_assignment(path).questions:
        for step in question.steps:
            true = question.solution.get(step.name)
            if step.answer is not AnswerKind.NUMBER or isinstance(true, NoValue):
                continue
            given = (question.graph, question.parameters)
            worked_out = followed_range(*given, {}, step.name)
            kept = followed_or_true(*given, question.solution, {}, step.name)
            assert not isinstance(kept, NoValue)
            assert not isinstance(worked_out, NoValue)
            for bound in ("low", "high", "centre"):
                np.testing.assert_array_equal(getattr(kept, bound), getattr(worked_out, bound))
