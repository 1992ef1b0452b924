"""Every rubric in the manual lints clean, and every key stands in it."""

from __future__ import annotations

import re

import pytest
from project import PROJECT

from grader.assignment import read_assignment
from grader.lint import lint_problems
from grader.rubric_model import MisconceptionKeys, QuestionKeys, RubricKeys, ShowWorkKeys, StepKeys

MANUAL = (PROJECT / "docs" / "rubric.md").read_text(encoding="utf-8")
RUBRICS = re.findall(r"^```yaml\n(.*?)^```$", MANUAL, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", RUBRICS, ids=lambda text: text.splitlines()[0])
def test_a_rubric_of_the_manual_lints_clean(text: str) -> None:
    assignment = read_assignment(text, "manual.yaml")
    assert [str(problem) for problem in lint_problems(assignment)] == []


@pytest.mark.parametrize(
    "model", [RubricKeys, QuestionKeys, StepKeys, ShowWorkKeys, MisconceptionKeys]
)
def test_every_key_stands_in_the_manual(model: type) -> None:
    missing = [key for key in model.model_fields if not re.search(rf"\b{key}\b", MANUAL)]
    assert missing == []
