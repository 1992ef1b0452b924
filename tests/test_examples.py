"""The example rubrics: YAML alone, with the values that somebody works out in another way.

`tests/gallery/` has a module for each rubric, and in it a function for each question: from the
question's parameters to the values of its steps, without the language of rubrics.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from project import RUBRICS

from grader.question import Assignment, Step
from grader.review.checks import rubric_problems
from grader.rubric.load import load_assignment
from grader.rubric.plain_values import read_source

EXAMPLES = sorted((RUBRICS / "examples").glob("*.yaml"))
Values = dict[str, Any]


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.stem)
def file(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def example(file: Path) -> Assignment:
    return load_assignment(file)


def test_lint_finds_nothing_wrong_with_an_example(file: Path) -> None:
    problems = rubric_problems(file.read_text(encoding="utf-8"), file.name)[1]
    assert [str(problem) for problem in problems] == []


def test_an_example_needs_no_solver_and_enters_every_number_twice(
    file: Path, example: Assignment
) -> None:
    source = read_source(file.read_text(encoding="utf-8"), file.name)
    for question in example.questions:
        assert "solver" not in source.mapping("questions", question.key)
        assert all(s.expected is not None for s in question.steps if s.answer.has_value)


def test_every_gradient_of_an_example_is_proved(example: Assignment) -> None:
    for question in example.questions:
        for step in question.steps:
            by = re.match(r"d[A-Z]\w*?_d(\w+)$", step.name)
            if by:
                assert step.gradient_of is not None, f"{question.key}.{step.name}"
                assert step.with_respect_to is not None


def test_every_example_tests_itself(file: Path) -> None:
    source = read_source(file.read_text(encoding="utf-8"), file.name)
    tests = [source.mapping("questions", key).get("tests") for key in source.mapping("questions")]
    assert sum(len(one) for one in tests if one) >= 2


def in_another_way(stem: str, key: str) -> Callable[[Mapping[str, Any]], Values]:
    found: Callable[[Mapping[str, Any]], Values] = getattr(
        importlib.import_module(f"gallery.{stem}"), f"question_{key}"
    )
    return found


def test_formulas_give_what_another_way_gives(file: Path, example: Assignment) -> None:
    for question in example.questions:
        found = in_another_way(file.stem, question.key)(question.parameters)
        for step in question.steps:
            if step.answer.has_value:
                agree(step, np.asarray(question.solution[step.name]), found[step.name])


def agree(step: Step, own: Any, value: Any) -> None:
    """Words are the same, and numbers but for what central differences are off."""
    if np.asarray(value).dtype.kind == "U":
        words = re.split(r"[\[\]{}]+|, ", step.in_words(own) or "")
        assert [word for word in words if word] == np.ravel(value).tolist(), step.name
    else:
        np.testing.assert_allclose(own, value, rtol=1e-6, atol=1e-7, err_msg=step.name)
