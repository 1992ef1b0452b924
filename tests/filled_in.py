"""What a student filled in for the steps of one question, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping

from grader.marking import marks, question_marks
from grader.model import Answer, Answers, Mark
from grader.question import Assignment, Question


def filled_in(texts: Mapping[str, str], question: str = "q") -> Answers:
    """The answers to a question by its steps' names."""
    return Answers(by_step={(question, step): Answer(text=text) for step, text in texts.items()})


def judged(asked: Assignment | Question, texts: Mapping[str, str]) -> dict[str, Mark]:
    """The marks by step of what was filled in for a question, or for an assignment's first."""
    if isinstance(asked, Question):
        found = question_marks(asked, filled_in(texts, asked.key))
    else:
        found = marks(asked, filled_in(texts, asked.questions[0].key))
    return {mark.step: mark for mark in found}
