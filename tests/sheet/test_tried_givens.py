"""What a sheet works out for another value of a given replaces nothing that fits."""

from __future__ import annotations

import pytest

from grader.answers.document import SheetFile
from grader.answers.from_sheets import asked_of
from grader.answers.sheet import read_sheet
from grader.rubric.load import read_assignment

RUBRIC = """
title: A lens
questions:
  "2":
    title: An image
    parameters: {f: 0.12, g: 0.3}
    steps:
      b: {label: the distance b of the image, points: 3, formula: 1 / (1/f - 1/g)}
      m: {label: "the magnification m = b / g", points: 2, formula: b / g}
"""
OWN = "# 2\n\n$b = 0.2$\n\n$m = 0.667$\n\n"


def said(text: str) -> dict[str, str]:
    asked = [asked_of(one) for one in read_assignment(RUBRIC, "rubric.yaml").questions]
    sheet = read_sheet([SheetFile(name="s.md", data=text.encode())], asked)
    return {one.step: one.text for one in sheet.answers}


@pytest.mark.parametrize(
    "words", ["Test with g = 0.6:", "For comparison, g = 0.6:", "Now $g = 0.6$."]
)
def test_a_try_with_another_given_replaces_no_value_that_fits(words: str) -> None:
    assert said(f"{OWN}{words}\n\n$b = 0.15$\n\n$m = 0.25$") == {"b": "0.2", "m": "0.667"}


@pytest.mark.parametrize(
    "text, b",
    [
        ("# 2\n\n$g = 0.6$\n\n$b = 0.15$", "0.15"),  # misread, and worked on from there
        ("# 2\n\n$b = 0.5$\n\nwith $g = 0.6$:\n\n$b = 0.15$", "0.15"),  # neither fits
        (f"{OWN}$g = 0.6$\n\n$b = 0.15$\n\n$g = 0.3$\n\n$b = 0.21$", "0.21"),  # back to its own
        ("# 2\n\n$b = 0.15$ with $g = 0.6$\n\nno, $g = 0.3$:\n\n$b = 0.2$", "0.2"),
    ],
)
def test_other_values_count_as_they_did(text: str, b: str) -> None:
    assert said(text)["b"] == b
