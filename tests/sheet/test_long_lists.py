"""Among very many numbers some are right by luck: in a row, under any letter, in all their figures."""

from __future__ import annotations

import random
import string

import numpy as np
import pytest

from grader.answers.document import SheetFile
from grader.answers.sheet import read_sheet
from grader.answers.sheet.claims import Heard, next_claims
from grader.answers.sheet.evidence import Candidate, Evidence, weighed
from grader.answers.sheet.sides import Side
from grader.answers.sheet.telling import telling, telling_as
from tests.sheet.test_reader import asked_by

RUBRIC = """\
title: T
questions:
  "1":
    title: Two numbers one behind the other
    parameters: {a: 0.7822, b: 0.225, c: 1.1}
    steps:
      total: {label: the sum, points: 1, formula: a + c}
      gain: {label: the gain, points: 1, formula: a}
      loss: {label: the loss, points: 1, formula: -b}
      whole: {label: the product, points: 1, formula: a c}
"""


def found(text: str, rubric: str = RUBRIC) -> dict[str, str]:
    files = [SheetFile(name="s.md", data=f"# 1\n\n{text}".encode())]
    sheet = read_sheet(files, asked_by(rubric))
    return {one.step: one.text for one in sheet.answers}


def rows(count: int) -> str:
    """Rows of five numbers, none of them right but two that stand one below the other."""
    lot = random.Random(1)
    made = [[f"{lot.uniform(3, 9):.2f}" for _ in range(5)] for _ in range(count)]
    made[1][2], made[2][2] = "0.78", "-0.22"
    return "\n\n".join(map(", ".join, made))


@pytest.mark.parametrize(("count", "is_read"), [(3, True), (8, True), (40, False)])
def test_a_few_figures_one_below_the_other_are_right_by_luck_among_many(count, is_read):
    assert found(rows(count)) == ({"gain": "0.78", "loss": "-0.22"} if is_read else {})


def test_values_near_each_other_stand_side_by_side_in_a_list_that_goes_on_in_small_steps():
    near = RUBRIC.replace("0.7822", "1.3871").replace("b: 0.225", "b: -1.3788")
    assert found("\n\n".join(f"{x:.3g}" for x in np.linspace(0, 1.99, 200)), near) == {}


def test_a_pair_in_brackets_is_one_value_among_however_many():
    assert found(f"so $(0.78, -0.22)$\n\n{rows(40)}") == {"gain": "0.78", "loss": "-0.22"}


def letters(count: int, right: dict[int, str], figures: int) -> str:
    """Numbers under one letter after the other, some of which are right."""
    lot = random.Random(1)
    made = [right.get(at, f"{lot.uniform(3, 9):.{figures}g}") for at in range(count)]
    names = string.ascii_lowercase[3:].replace("l", "").replace("t", "")
    return "\n\n".join(f"${names[at % len(names)]} = {x}$" for at, x in enumerate(made))


@pytest.mark.parametrize(
    ("right", "figures"),
    [
        ({20: "0.78", 90: "-0.23"}, 2),
        ({20: "1.88", 90: "0.782"}, 3),
        ({20: "1.88", 90: "0.782", 150: "0.860"}, 3),
    ],
    ids=["two figures", "three figures", "in order"],
)
def test_as_many_values_as_luck_gives_are_no_answers_under_letters(right, figures):
    assert found(letters(200, right, figures)) == {}


def test_a_value_that_nobody_is_asked_for_vouches_for_none():
    """What a rubric only names on the way is met by luck as well."""
    named = RUBRIC.replace("    steps:", "    definitions: {m: 2 a, n: 3 a, o: 4 a}\n    steps:")
    met = {20: "1.88", 90: "0.782", 150: "1.56", 170: "2.35", 190: "3.13"}
    assert found(letters(200, met, 3), named) == {}


def test_values_that_few_others_stand_beside_are_answers_under_letters():
    right = {2: "1.88", 5: "0.782", 8: "0.860"}
    assert found(letters(12, right, 3)) == {"total": "1.88", "gain": "0.782", "whole": "0.860"}


def test_a_number_that_is_right_in_two_of_its_figures_alone_is_no_answer_among_many():
    coarse = RUBRIC.replace("0.7822", "0.76")
    assert found(letters(100, {20: "0.7569"}, 4), coarse) == {}
    assert found(letters(3, {2: "0.76"}, 4), coarse) == {"gain": "0.76"}


@pytest.mark.parametrize(("luck", "count"), [({}, 1), ({Evidence.LUCK: 0.0}, 0)])
def test_a_letter_calls_a_step_only_where_it_says_more_than_the_value_does(luck, count):
    said = {Evidence.BIAS: 1.0, Evidence.LEARNED: 0.05, Evidence.VALUE: 0.2, **luck}
    side = Side(text="0.8", value=np.asarray(0.8), is_plain=True)
    heard = weighed((side,), [Candidate(step="gain", value=0, evidence=said)])
    one = Heard(number=1, statement=None, key="1", weighed=heard)
    assert len([*next_claims(one, {})]) == count


IN_COMMON = [
    ("0.76", 0.76, "0.76"),
    ("0.7569", 0.76, "0.76"),
    ("0.7569", 0.75694, "0.7569"),
    ("0.757", 0.75694, "0.757"),
    ("0.756", 0.75694, "0.756"),
    ("-1.388", -1.3, "-1.3"),
    ("0.0", 0.0, "0.0"),
    ("75.694%", 75.694, "75.694%"),
]


@pytest.mark.parametrize(("written", "true", "as_much_as"), IN_COMMON)
def test_a_value_tells_as_much_as_the_figures_that_it_has_in_common(written, true, as_much_as):
    value = float(written.rstrip("%")) / (100 if "%" in written else 1)
    side = Side(text=written, value=np.asarray(value), is_plain=True)
    assert telling_as(side, np.asarray(true)) == telling(Side(text=as_much_as))
