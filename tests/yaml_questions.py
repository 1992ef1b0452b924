"""Questions that a TA writes in YAML alone, beside their values worked out with plain numpy."""

from __future__ import annotations

import importlib.util
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from grader.commands.pythonise import solver_source
from grader.graph import evaluate, graph_of, rule_of
from grader.question import Assignment, Question
from grader.review.checks import rubric_problems
from grader.rubric.load import read_assignment
from grader.rubric.plain_values import RubricSource, read_source

Values = dict[str, Any]
_HEAD = 'title: T\nquestions:\n  "1":\n    title: Q\n    tolerance: {rtol: 0.01}\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question's YAML text, and the values of its steps from its parameters.

    is_printable: whether its formulas can be printed as Python functions.
    """

    text: str
    values: Callable[[SimpleNamespace], Values]
    is_printable: bool = True


def collector(cases: dict[str, Case]) -> Callable[..., Callable[[Any], Any]]:
    """A decorator for a function of the parameters that puts it into a table, with its question."""

    def question(text: str, is_printable: bool = True) -> Callable[[Any], Any]:
        def taken(values: Callable[[SimpleNamespace], Values]) -> Any:
            case = Case(text=text, values=values, is_printable=is_printable)
            cases[values.__name__] = case
            return values

        return taken

    return question


def assignment(text: str) -> Assignment:
    """A rubric with the one question that a text writes, its keys from `parameters` on."""
    return read_assignment(_rubric(text), "q.yaml")


def _rubric(text: str) -> str:
    return _HEAD + textwrap.indent(textwrap.dedent(text), " " * 4)


def source(text: str) -> RubricSource:
    """The values and lines of such a rubric."""
    return read_source(_rubric(text), "q.yaml")


def mistakes(text: str) -> list[str]:
    """What lint finds wrong with such a rubric, warnings left out."""
    problems = rubric_problems(_rubric(text), "q.yaml")[1]
    return [str(problem) for problem in problems if not problem.is_warning]


def check(case: Case, folder: Path) -> None:
    """The question has nothing wrong, proves its gradients, and has the values of plain numpy:
    as it stands and, unless it says otherwise, printed as the functions of a solver."""
    rubric = assignment(case.text)
    assert mistakes(case.text) == []
    [question] = rubric.questions
    values = case.values(SimpleNamespace(**question.parameters))
    assert set(values) == {step.name for step in question.steps}
    solutions = [question.solution]
    if case.is_printable:
        solutions.append(_printed_solution(question, folder))
    for solution in solutions:
        for name, value in values.items():
            np.testing.assert_allclose(solution[name], value, atol=1e-9, err_msg=name)


def _printed_solution(question: Question, folder: Path) -> Any:
    file = folder / "printed.py"
    file.write_text(solver_source(question), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("printed", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rules = [rule_of(getattr(module, name)) for name in question.graph.rules]
    return evaluate(graph_of(rules, question.parameters), question.parameters)
