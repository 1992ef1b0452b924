"""`grader explain --as-python`: a question's formulas as the functions of a solver."""

from __future__ import annotations

import inspect
from types import FunctionType

from grader.commands.needed_source import Import, import_lines, imports_of, needs
from grader.errors import UsageError
from grader.graph import Rule
from grader.mathlang import as_python, python_imports
from grader.question import Question, random_points
from grader.words import visible


def solver_source(question: Question) -> str:
    """The source of a solver module that gives what the question's formulas give.

    Steps of the question's own solver are printed as they stand there. Raises UsageError where a
    formula has no value that shows which product it means, where a step has the name of a
    function that a formula uses, and for complex numbers.
    """
    if question.complexes is not None:
        raise UsageError(
            f"question {question.key} is over complex numbers, which solvers do not know; its rules"
            " stay formulas"
        )
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
    functions = [_function(rule) for name, rule in rules.items() if name not in written]
    imports, helpers = needs(functions, given=rules)
    imports |= imports_of(python_imports(written.values()))
    _refuse_shadows(question, imports)
    sources = [written.get(name) or inspect.getsource(_function(r)) for name, r in rules.items()]
    parts = [_docstring(f"{question.key}: {question.title}"), import_lines(imports)]
    return "\n\n".join(["\n".join(filter(None, parts)), *helpers, *sources])


def _is_whole(question: Question, values: dict[str, object]) -> bool:
    return set(question.graph.rules) <= set(values)


def _function(rule: Rule) -> FunctionType:
    assert isinstance(rule.function, FunctionType)
    return rule.function


def _docstring(text: str) -> str:
    """A docstring that says a text, whatever quotes and backslashes it has."""
    told = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"""{visible(told)}."""\n'


def _refuse_shadows(question: Question, imports: set[Import]) -> None:
    """A step called as a function that formulas use would stand in that function's place."""
    imported = {name.split()[-1] for module, name in imports if name and module != "numpy"}
    taken = [name for name in question.graph.rules if name in imported]
    if taken:
        raise UsageError(
            f"{question.key}.{taken[0]} has the name of a function that a formula uses; give the"
            " step another name to print the question as Python"
        )
