"""Steps whose labels begin with a part of their question: the labels of a sheet tell them."""

from __future__ import annotations

import pytest

from tests.sheet.test_evidence import read
from tests.sheet.test_reader import asked_by

RUBRIC = """
title: Homework
questions:
  "1":
    title: Conversions
    parameters: {length: 16.3, current: 0.03, voltage: 36}
    steps:
      a: {label: "a) in mm", points: 1, formula: 1000 length}
      b: {label: "b) in µA", points: 1, formula: 1000 current}
      c: {label: "c) in MV", points: 1, formula: voltage}
"""
ITEMS = "16.3 m = 16300 mm", "0.03 mA = 30 µA", "3.6e7 V = 36 MV"
SHEETS = [
    "\n".join(f"({letter}) {item}\n" for letter, item in zip("abc", ITEMS, strict=True)),
    "\n\n".join(f"### {letter})\n\n{item}" for letter, item in zip("abc", ITEMS, strict=True)),
]


@pytest.mark.parametrize("text", SHEETS)
def test_the_label_that_a_value_stands_below_tells_its_step(text):
    sheet = read(
        f"# 1\n\nIt has 4 nodes, 12 lines, 7 pages, 5 knots, 9 ends.\n\n{text}", asked_by(RUBRIC)
    )
    assert {a.step: a.text for a in sheet.answers} == {"a": "16300", "b": "30", "c": "36"}


def test_a_number_in_the_words_below_a_label_is_not_its_step_for_that_alone():
    sheet = read("# 1\n\nb) There are 17 of them.", asked_by(RUBRIC))
    assert sheet.answers == ()
