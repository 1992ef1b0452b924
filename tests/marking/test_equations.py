"""Equations as answers: one equation in all of its multiples."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.rubric.load import read_assignment
from grader.words import explanation
from tests.answer_kinds import judged_by

RUBRIC = """
title: Equations
tolerance: {rtol: 0.005}
questions:
  "1":
    title: A line
    parameters: {x1: 1, y1: 3, x2: 3, y2: 7, w: [0.5, -1], b: 0.2}
    steps:
      m: {label: the slope, points: 1, formula: (y2 - y1) / (x2 - x1)}
      line:
        label: the line through the points
        points: 2
        answer: equation
        symbols: [x, y]
        formula: y - y1 = m (x - x1)
        misconceptions: [{formula: x - x1 = m (y - y1), feedback: Upside down., credit: 0.25}]
      border: {points: 2, answer: equation, symbols: [u, v], formula: 'w · [u, v] + b = 0'}
  "2":
    title: More
    steps:
      plane: {points: 2, answer: equation, symbols: [r, s, t], formula: t = 2 r + 3 s - 5}
      chi: {label: χ, points: 2, answer: equation, symbols: [L], formula: L^2 - 5 L + 6 = 0}
      circle:
        points: 2
        answer: equation
        symbols: [p, q]
        formula: p^2 + q^2 = 25
        also: ["sqrt(p^2 + q^2) = 5"]
      seventh: {points: 2, answer: equation, symbols: [p, q], formula: p / 3 + q / 7 = 0.1}
      third: {points: 2, answer: equation, symbols: [p, q], formula: q = p / 3 + 1}
"""
ASSIGNMENT = read_assignment(RUBRIC, "equations.yaml")
judged = partial(judged_by, ASSIGNMENT)

RIGHT = [
    ("line", "y = 2x + 1"),
    ("line", "2x - y + 1 = 0"),
    ("line", "4x - 2y = -2"),
    ("line", "y - 3 = 2(x - 1)"),
    ("line", r"\frac{y-1}{2} = x"),
    ("line", "$y = 2x + 1$."),
    ("line", "the line: y = 2x + 1"),
    ("line", "y == 2x + 1"),
    ("line", "y - 3 = 2(x - 1) = 2x - 2"),
    ("line", r"y - 3 = 2(x - 1) \Rightarrow y = 2x + 1"),
    ("line", r"y = 2x + 1 \Rightarrow x = 4.561, 2.439"),
    ("line", "y = 2x + 1 ⇒ x_1 = -1/2"),
    ("line", "y - 3 = 2(x - 1)\ny = 2x + 1"),
    ("line", "0 = 2x + 1 - y"),
    ("border", "0.5u - v + 0.2 = 0"),
    ("border", "v = u/2 + 1/5"),
    ("border", "5u - 10v = -2"),
    ("plane", "2r + 3s - t = 5"),
    ("chi", "(L - 2)(L - 3) = 0"),
    ("chi", r"\det(A - L I) = (2 - L)(3 - L) = 0"),
    ("chi", "p(L) = L^2 - 5L + 6 = 0"),
    ("chi", "L (L - 5) = -6"),
    ("circle", "p^2 = 25 - q^2"),
    ("circle", r"\sqrt{p^2 + q^2} = 5"),
    ("third", "q = 0.333p + 1"),
    ("third", "3q = p + 3"),
    ("seventh", "0.333p + 0.143q = 0.1"),
]
WRONG = [
    ("line", "0 = 0"),
    ("line", "x = x"),
    ("line", "x (2x - y + 1) = 0"),
    ("line", "(2x - y + 1)^2 = 0"),
    ("line", "x = 3"),
    ("line", "y = 5"),
    ("chi", "L = 3"),
    ("circle", "p + q = 5"),
    ("third", "q = 0.3p + 1"),
]


@pytest.mark.parametrize("step, text", RIGHT)
def test_an_equation_is_right_in_all_of_its_multiples(step: str, text: str) -> None:
    mark = judged(**{step: text})[step]
    assert (mark.verdict.value, mark.credit) == ("correct", 1)


@pytest.mark.parametrize("step, text", WRONG)
def test_an_equation_with_other_solutions_is_wrong_and_earns_nothing(step: str, text: str) -> None:
    mark = judged(**{step: text})[step]
    assert (mark.verdict.value, mark.credit) == ("incorrect", 0)
    assert explanation(mark).startswith("This equation does not say the same as the answer.")


@given(st.integers(-9, 9).filter(bool), st.integers(-5, 5), st.integers(-5, 5), st.integers(-5, 5))
def test_what_is_taken_to_the_other_side_and_multiplied_stays_the_same(k, a, b, c):
    """Whatever is added to both sides, and by whatever number both are multiplied."""
    added = f"{a} x + {b} y + {c}"
    mark = judged(line=f"{k} y + {added} = {k} (2 x + 1) + {added}".replace("+ -", "- "))["line"]
    assert mark.verdict.value == "correct"


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(-9, 9))
def test_a_line_is_right_only_if_it_is_the_line(a, b, c):
    mark = judged(line=f"({a}) x + ({b}) y + ({c}) = 0")["line"]
    is_multiple = (a, c) == (-2 * b, -b) and b != 0
    assert (mark.verdict.value == "correct") is is_multiple


UNREAD = [
    ("2x - y + 1", "an equation has an equals sign; write both sides"),
    ("2x + 1", "an equation has an equals sign"),
    ("= 2x + 1", "an equation has an equals sign"),
    ("y < 2x + 1", "this is an inequality"),
    ("y = 2x < 3", "this is an inequality"),
    ("y = a x + b", '"a" is not a symbol of this question'),
    ("f = 2x + 1", '"f" is not a symbol of this question'),
    ("y = x1", '"x1" may not be used in this step; you may use x, y'),
    ("y = ", "the text ends where a value was expected"),
    ("(1, 3)", ""),
]


@pytest.mark.parametrize("text, words", UNREAD)
def test_what_is_no_equation_is_told_and_not_called_wrong(text: str, words: str) -> None:
    mark = judged(line=text)["line"]
    assert mark.verdict.value == "unreadable"
    assert words in (mark.reason or "")


SLIPS = [
    ("plane", "t = 2r + 3s + 5", 0.5),
    ("plane", "t = 2r - 3s - 5", 0.5),
    ("line", "x - 1 = 2(y - 3)", 0.25),
    ("chi", "L^2 + 5L + 6 = 0", 0.5),
]


@pytest.mark.parametrize("step, text, credit", SLIPS)
def test_a_single_slip_in_an_equation_is_found_in_any_multiple(step, text, credit) -> None:
    doubled = " = ".join(f"2 ({side})" for side in text.split("="))
    for said in (text, doubled):
        mark = judged(**{step: said})[step]
        assert (mark.verdict.value, mark.credit) == ("partial", credit)


FOLLOWED = [
    ("3", "y = 3x"),
    ("3", "y - 3 = 3(x - 1)"),
    ("0.667", "y - 3 = 0.667(x - 1)"),
    ("0.667", "2x - 3y + 7 = 0"),
]


@pytest.mark.parametrize("slope, line", FOLLOWED)
def test_an_equation_follows_from_own_numbers(slope: str, line: str) -> None:
    found = judged(m=slope, line=line)
    assert found["m"].verdict.value in ("incorrect", "partial")
    assert (found["line"].verdict.value, found["line"].rests_on) == ("follows", ("m",))


def test_what_does_not_follow_from_own_numbers_is_wrong() -> None:
    found = judged(m="3", line="y = 3x + 4")["line"]
    assert found.verdict.value == "incorrect"
    assert "does not follow from your own" in explanation(found)


def test_guesses_of_small_whole_numbers_earn_what_is_right_alone() -> None:
    """Numbers put in make a slip of many a line: none is looked for there."""
    lines = [f"y = {a} x + ({b})" for a in range(-3, 4) for b in range(-3, 4)]
    earned = [judged(line=text)["line"].credit for text in lines]
    assert sorted(earned)[-2:] == [0, 1]


def test_no_word_about_a_wrong_equation_tells_the_right_one() -> None:
    for step, text in (*WRONG, *((step, text) for step, text, _ in SLIPS)):
        said = explanation(judged(**{step: text})[step])
        assert "2 x" not in said
        assert "at x =" not in said
