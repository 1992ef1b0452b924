"""`grader explain --as-python`: a question's formulas as the functions of a solver."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from types import FunctionType

from grader.draws import random_points
from grader.errors import UsageError
from grader.graph import Rule
from grader.mathlang.pythonise import as_python, python_imports
from grader.question import Question


def solver_source(question: Question) -> str:
    """The source of a solver module that gives what the question's formulas give.

    Steps of the question's own solver are printed as they stand there. Raises UsageError where a
    formula has no value that shows which product it means, and where a step has the name of a
    function that a formula uses.
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
    rules = question.graph.rules
    written = {n: as_python(n, r.tree, values) for n, r in rules.items() if r.tree is not None}
    helpers = dict.fromkeys(
        helper for n, rule in rules.items() if n not in written for helper in _helpers(rule)
    )
    sources = [
        *map(inspect.getsource, helpers),
        *(written.get(name) or inspect.getsource(rule.function) for name, rule in rules.items()),
    ]
    imports = python_imports(_without_heads(sources))
    _refuse_shadows(question, imports)
    head = f'"""{question.key}: {question.title}."""\n\n{imports}'
    return "\n\n".join([head, *sources])


def _is_whole(question: Question, values: dict[str, object]) -> bool:
    return set(question.graph.rules) <= set(values)


def _helpers(rule: Rule) -> Iterator[FunctionType]:
    """The functions of a solver's own module that a step calls and that are no steps."""
    function = rule.function
    assert isinstance(function, FunctionType)
    for name in function.__code__.co_names:
        found = function.__globals__.get(name)
        if isinstance(found, FunctionType) and found.__module__ == function.__module__:
            yield found


def _without_heads(sources: list[str]) -> list[str]:
    """Sources without the lines that say what they define, which call nothing."""
    return [re.sub(r"(?m)^def .*", "", source) for source in sources]


def _refuse_shadows(question: Question, imports: str) -> None:
    """A step called as a function that formulas use would stand in that function's place."""
    imported = imports.rstrip().rpartition("import ")[2].split(", ")
    taken = [name for name in question.graph.rules if name in imported]
    if taken:
        raise UsageError(
            f"{question.key}.{taken[0]} has the name of a function that a formula uses; give the"
            " step another name to print the question as Python"
        )
