"""Equations below each other, in every environment and fence that students lay them out in."""

from __future__ import annotations

import pytest

from grader.answers.sheet.chains import chains
from grader.answers.sheet.clean import cleaned

LAYING = ("aligned", "cases", "array", "matrix", "pmatrix")
FENCES = [("", ""), (r"\left\{", r"\right."), (r"\left.", r"\right\}"), (r"\left[", r"\right]"),
          (r"\{", "")]  # fmt: skip


def laid(environment: str, *rows: str) -> str:
    columns = "{l}" if environment == "array" else ""
    inner = r" \\ ".join(rows)
    return rf"\begin{{{environment}}}{columns} {inner} \end{{{environment}}}"


@pytest.mark.parametrize("opens, closes", FENCES)
@pytest.mark.parametrize("environment", LAYING)
def test_rows_of_equations_are_statements_whatever_is_around_them(environment, opens, closes):
    inner = laid(environment, "a = 1", "b = 2.5", "c = 3")
    found = chains(f"{opens}{inner}{closes}")
    assert [tuple(map(str.strip, one.members)) for one in found] == [
        ("a", "1"), ("b", "2.5"), ("c", "3")
    ]  # fmt: skip


@pytest.mark.parametrize("opens, closes", FENCES[1:4])
@pytest.mark.parametrize("environment", LAYING[1:])
def test_an_environment_behind_an_equals_sign_is_a_value(environment, opens, closes):
    text = f"x = {opens}{laid(environment, '1', '2.5', '3')}{closes}"
    assert cleaned(text) == text
    (found,) = chains(text)
    assert found.members[0].strip() == "x"
