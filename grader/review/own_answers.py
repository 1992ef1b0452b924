"""Words, sets and tables as the rubric's own key writes them: are they read as what they are?"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from grader.errors import Problem
from grader.marking import marks
from grader.model import Verdict
from grader.question import AnswerKind, Assignment, Step
from grader.review.faithful_work import as_answers, handed_in
from grader.rubric import Path, RubricSource


def own_answer_problems(
    assignment: Assignment, source: RubricSource, broken: Collection[Path]
) -> Iterator[Problem]:
    """Steps whose right answer, written in their own words, is not marked as right."""
    asked = {
        (question.key, step.name): step
        for question in assignment.questions
        for step in question.steps
        if _is_in_words(step)
    }
    if not asked or broken:
        return
    answers = handed_in(assignment)
    for mark in marks(assignment, as_answers(answers)):
        text = answers.get((mark.question, mark.step))
        if (mark.question, mark.step) in asked and text and mark.verdict is not Verdict.CORRECT:
            path = ("questions", mark.question, "steps", mark.step)
            why = f" ({mark.reason})" if mark.reason else ""
            yield source.problem(
                path,
                f"its right answer, written {text}, is marked {mark.verdict.value}{why}; choose"
                " words that cannot be taken for each other",
            )


def _is_in_words(step: Step) -> bool:
    table = step.table
    return step.has_words or (
        step.answer is AnswerKind.TABLE and table is not None and bool(table.choices)
    )
