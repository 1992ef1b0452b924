"""`grader explain --as-python`: a question's formulas as the functions of a solver."""

from __future__ import annotations

import inspect

from grader.draws import random_points
from grader.errors import UsageError
from grader.mathlang.pythonise import as_python, python_imports
from grader.question import Question


def solver_source(question: Question) -> str:
    """The source of a solver module that gives what the question's formulas give.

    Steps of the question's own solver are printed as they stand there. Raises UsageError where a
    formula has no value that shows which product it means.
    """
    values = next(
        (
            found
            for point in random_points(question)
            if _is_whole(question, found := question.values_at(point))
        ),
        None,
    )
    if values is None:
        raise UsageError(f"question {question.key} has no values at any point that was tried")
    sources = [
        as_python(rule.name, rule.tree, values)
        if rule.tree is not None
        else inspect.getsource(rule.function)
        for rule in question.graph.rules.values()
    ]
    head = f'"""{question.key}: {question.title}."""\n\n{python_imports(sources)}'
    return "\n\n".join([head, *sources])


def _is_whole(question: Question, values: dict[str, object]) -> bool:
    return set(question.graph.rules) <= set(values)
