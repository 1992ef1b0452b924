"""Reads a rubric file into an assignment, or reports everything wrong with it at once."""

from __future__ import annotations

from pathlib import Path

from grader.errors import Problem, RubricErrors
from grader.question import Assignment, question_of
from grader.rubric import RubricSource, read_source


def load_assignment(path: Path, checked: bool = False) -> Assignment:
    """The assignment of a rubric file. Raises RubricErrors with everything wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        message = f"the rubric cannot be read: {reason}"
        raise RubricErrors([Problem(file=str(path), message=message)]) from None
    return read_assignment(text, str(path), checked)


def read_assignment(text: str, file: str, checked: bool = False) -> Assignment:
    """The assignment that a rubric's text makes; `file` is the name used in messages.

    `checked` says that this very text was found right before, so that nothing is checked again.
    Raises RubricErrors with everything wrong with it, in the order of its lines.
    """
    source = read_source(text, file)
    if not checked:
        _check_source(source)
    rubric = source.data
    assignment = Assignment(
        title=rubric["title"],
        questions=tuple(question_of(rubric, key) for key in rubric["questions"]),
        total_points=rubric.get("total_points"),
        source=source,
    )
    if not checked:
        _check_values(assignment)
    return assignment


def _check_source(source: RubricSource) -> None:
    # imported here because they cost time that marking with a checked rubric does not have
    from grader.rubric_check import shape_problems
    from grader.rubric_names import name_problems

    problems = [*source.problems, *shape_problems(source)]
    for key in source.mapping("questions"):
        problems += name_problems(source, key)
    if problems:
        raise RubricErrors(problems)


def _check_values(assignment: Assignment) -> None:
    from grader.rubric_values import value_problems

    problems = [
        problem
        for question in assignment.questions
        for problem in value_problems(assignment.source, question)
    ]
    if problems:
        raise RubricErrors(problems)
