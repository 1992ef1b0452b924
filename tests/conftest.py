"""What every test may use: quick properties, and Homework 3 with its bundled rubric."""

from pathlib import Path

import pytest
from hypothesis import settings

from grader.question import Assignment, load_assignment

settings.register_profile("quick", max_examples=40, deadline=None, derandomize=True)
settings.load_profile("quick")

PROJECT = Path(__file__).resolve().parent.parent
HOMEWORK = PROJECT / "rubrics" / "hw3.yaml"


@pytest.fixture(scope="session")
def hw3() -> Assignment:
    return load_assignment(HOMEWORK)
