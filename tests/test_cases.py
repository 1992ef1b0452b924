"""Small submissions and rubrics, each an instance of a kind that once went wrong or must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import Case, cases, failures


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in cases()])
def test_a_case_holds(case: Case, tmp_path: Path) -> None:
    assert failures(case, tmp_path) == [], case["why"]
