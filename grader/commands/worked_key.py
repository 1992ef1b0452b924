"""`grader explain --worked`: each rule, then the numbers put in, then the value."""

from __future__ import annotations

from pathlib import Path

from grader.commands.explain import chosen
from grader.commands.marked_here import marked_here
from grader.commands.terminal import Terminal, literal
from grader.marking import case_of, own_values, question_marks, worked_line
from grader.model import Answers, NoValue
from grader.question import Assignment, Question
from grader.words import counted, points, printable

MOST_READ = 60
"""Characters of an answer that a line repeats."""


def worked_key(
    assignment: Assignment, key: str | None, submission: Path | None, console: Terminal
) -> int:
    """Print how the values of the questions are worked out.

    submission: whose own values are put in, so that each line is what follows from them.
    """
    answers = None if submission is None else _answers(assignment, submission)
    told = f"{assignment.title}: {counted(assignment.points, 'point')}"
    console.print(literal(told if submission is None else f"{told}, {submission}", "bold"))
    for question in chosen(assignment, key):
        console.print()
        console.print(literal(f"{question.key}  {question.title}", "bold"))
        for line in _lines(question, answers):
            console.print(literal(f"  {line}"), soft_wrap=True)
    return 0


def _answers(assignment: Assignment, submission: Path) -> Answers:
    return marked_here(assignment, submission).answers or Answers(by_step={})


def _lines(question: Question, answers: Answers | None) -> list[str]:
    """A line for each rule, in an order in which each has what it rests on."""
    values = dict(question.parameters)
    own = {}
    if answers is None:
        known = question.solution.items()
        values |= {name: value for name, value in known if not isinstance(value, NoValue)}
    else:
        values |= own_values(case_of(question, answers))
        own = {mark.step: mark for mark in question_marks(question, answers)}
    formulas = {step.name for step in question.steps if step.answer.is_formula}
    found = []
    for name in question.graph.order:
        line = worked_line(question, name, {} if name in formulas else values)
        mark = own.get(name)
        if mark is not None:
            read = f"handed in: {printable(mark.read, MOST_READ)}, " if mark.read else ""
            line += f"   ({read}{mark.verdict.value}, {points(mark.earned)}/{points(mark.points)})"
        found.append(line)
    return found
