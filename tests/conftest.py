"""What every test may use: quick properties, the project's helpers, Homework 3's rubric."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import settings

from grader.question import Assignment
from grader.rubric.load import load_assignment

sys.path.insert(0, str(Path(__file__).parent))

from project import RUBRICS

settings.register_profile("quick", max_examples=40, deadline=None, derandomize=True)
settings.register_profile("few", settings.get_profile("quick"), max_examples=10)
settings.load_profile("quick")

HOMEWORK = RUBRICS / "hw3.yaml"


@pytest.fixture(scope="session")
def hw3() -> Assignment:
    return load_assignment(HOMEWORK)
