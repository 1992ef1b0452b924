"""`grader lint`: everything wrong with rubrics, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from grader.commands.terminal import Terminal, literal
from grader.errors import Problem, RubricErrors
from grader.question import Assignment
from grader.review import rubric_problems, untested_steps
from grader.rubric import rubric_text
from grader.words import counted, points


def lint(paths: Sequence[Path], console: Terminal, untested: bool = False) -> int:
    """Print what is wrong with each rubric; 0 where nothing is but warnings, else 1.

    untested: whether the steps are named as well of which no test of the rubric's speaks.
    """
    failed = False
    for path in paths:
        assignment, problems = linted(path)
        for problem in problems:
            style = "yellow" if problem.is_warning else "red"
            console.print(literal(str(problem), style), soft_wrap=True)
        if untested and assignment is not None:
            _print_untested(path, console)
        errors = sum(not problem.is_warning for problem in problems)
        failed = failed or errors > 0
        console.print(f"{path}: {verdict(assignment, errors)}", soft_wrap=True)
    return int(failed)


def _print_untested(path: Path, console: Terminal) -> None:
    for found in untested_steps(rubric_text(path), str(path)):
        noted = replace(found, message=f"note: {found.message}")
        console.print(literal(str(noted), "dim"), soft_wrap=True)


def linted(path: Path) -> tuple[Assignment | None, tuple[Problem, ...]]:
    """The assignment of a rubric, if it can be loaded, and everything wrong with it."""
    try:
        text = rubric_text(path)
    except RubricErrors as error:
        return None, error.problems
    assignment, problems = rubric_problems(text, str(path))
    if assignment is not None and assignment.students:
        from grader.commands.own_files import own_file_problems

        problems = (*problems, *own_file_problems(path))
        assignment = None if any(not one.is_warning for one in problems) else assignment
    return _with_decisions(path, assignment, problems)


def _with_decisions(
    path: Path, assignment: Assignment | None, problems: tuple[Problem, ...]
) -> tuple[Assignment | None, tuple[Problem, ...]]:
    """What is wrong with the decisions beside a rubric in which nothing else is."""
    if assignment is None:
        return assignment, problems
    from grader.review import decision_problems

    found = tuple(decision_problems(path, assignment))
    return (None if found else assignment), (*problems, *found)


def verdict(assignment: Assignment | None, errors: int) -> str:
    if errors or assignment is None:
        return counted(errors, "error")
    steps = sum(len(question.steps) for question in assignment.questions)
    questions = len(assignment.questions)
    told = (questions, "question"), (steps, "step"), (assignment.points, "point")
    said = ", ".join(counted(number, noun) for number, noun in told)
    by_people = assignment.people_points
    return f"fine ({said}{f', and {points(by_people)} by people' if by_people else ''})"
