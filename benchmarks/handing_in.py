"""What bots hand in and how it is marked, each different submission once, for `gaming.py`.

A question's marks rest on what stands in its own boxes and in those of the questions that it goes
on with; where a student may hold a convention, on the whole submission.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bots import Bot

from grader.gradescope.submission import marked
from grader.marking import marks, question_marks
from grader.model import Answer, Answers, Mark
from grader.question import Assignment, Question

Filled = Mapping[str, Mapping[str, str]]
"""Question -> step -> what stands in its box."""


def filled_in(bot: Bot, assignment: Assignment) -> dict[str, dict[str, str]]:
    """What a bot writes into the template; nothing into a box that it leaves blank."""
    filled: dict[str, dict[str, str]] = {}
    for question in assignment.questions:
        for step in question.steps:
            text = bot.fill(question, step) if bot.fill else None
            if text is not None and step.points:
                filled.setdefault(question.key, {})[step.name] = text
    return filled


class Office:
    """Where the submissions to one assignment are handed in."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self._known: dict[object, tuple[Mark, ...]] = {}
        self._is_whole = any(question.conventions for question in assignment.questions)

    def handed_in(self, bot: Bot) -> tuple[Mark, ...]:
        """The marks of a bot's template or sheet, marked as a student's."""
        if bot.sheet:
            return self._once(bot.name, bot.sheet(self.assignment))
        return self.filled_in(filled_in(bot, self.assignment))

    def filled_in(self, filled: Filled) -> tuple[Mark, ...]:
        """The marks of what stands in the boxes of a template."""
        by_step = {(q, n): Answer(text=text) for q, f in filled.items() for n, text in f.items()}
        answers = Answers(by_step=by_step)
        if self._is_whole:
            key = tuple(sorted((place, answer.text) for place, answer in by_step.items()))
            if key not in self._known:
                self._known[key] = marks(self.assignment, answers)
            return self._known[key]
        return tuple(
            mark for question in self.assignment.questions for mark in self._of(question, answers)
        )

    def _of(self, question: Question, answers: Answers) -> tuple[Mark, ...]:
        """The marks of one question, known where the same stood in its boxes before."""
        keys = {one.key for one in _with_carried(question)}
        texts = ((place, one.text) for place, one in answers.by_step.items() if place[0] in keys)
        key = (question.key, *sorted(texts))
        if key not in self._known:
            self._known[key] = question_marks(question, answers)
        return self._known[key]

    def _once(self, name: str, text: str) -> tuple[Mark, ...]:
        if (name, text) not in self._known:
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, "work.md").write_text(text, encoding="utf-8")
                self._known[name, text] = tuple(marked(self.assignment, Path(folder)).marks)
        return self._known[name, text]


def _with_carried(question: Question) -> Iterator[Question]:
    yield question
    for one in question.carried:
        yield from _with_carried(one.question)
