"""A student's name that is like a step's, and what a sheet tells of a function at a point."""

from __future__ import annotations

import pytest

from grader.answers.document import SheetFile
from grader.answers.sheet import Sheet, read_sheet
from grader.answers.sheet.likeness import SAME, likeness
from tests.sheet.test_corpus import asked_in
from tests.sheet.test_reader import asked_by

QUEUE = """
title: A queue
questions:
  "1":
    title: One server
    parameters: {lam: 18, mu: 24}
    steps:
      rho: {points: 1, formula: lam / mu}
      P0: {points: 1, formula: 1 - rho}
      P3: {points: 1, formula: rho^3 P0}
      w_1n: {points: 1, formula: rho / 7}
      lmin: {points: 1, formula: mu - lam / 7}
"""


def read(text: str, asked) -> Sheet:
    return read_sheet([SheetFile(name="s.md", data=text.encode())], asked, explains=True)


@pytest.mark.parametrize(
    "own, step, least, most",
    [
        ("w_1_n", "w_1n", SAME, SAME),
        ("p0", "P0", SAME, SAME),
        ("lambda_min", "lmin", SAME, SAME),
        ("m2_hat", "mhat2", SAME, SAME),
        ("out_y2", "y2_hat", 0.6, 0.7),
        ("f_x0", "f0", 0.7, 0.9),
        ("q1", "h1", 0.0, 0.0),
        ("a", "b", 0.0, 0.0),
    ],
)
def test_names_are_alike_by_the_letters_and_figures_that_they_share(own, step, least, most):
    assert least <= likeness(own, step) <= most
    assert likeness(step, own) == likeness(own, step)


@pytest.mark.parametrize(
    "label, step",
    [("p_0", "P0"), ("w_{1,n}", "w_1n"), (r"\lambda_{min}", "lmin"), ("P(3)", "P3"), ("P 3", "P3")],
)
def test_a_wrong_value_under_a_name_of_the_same_letters_is_that_steps(label, step):
    sheet = read(f"# 1\n\n${label} = 0.7193$\n", asked_by(QUEUE))
    assert [(a.step, a.sure) for a in sheet.answers] == [(step, False)]


def test_a_name_that_shares_an_index_alone_says_nothing():
    assert read("# 1\n\n$q_3 = 0.7193$\n", asked_by(QUEUE)).answers == ()


@pytest.mark.parametrize(
    "text, wanted",
    [
        (r"$\sigma'(0) = \frac12\cdot\frac12 = \frac14$", {"max": r"\frac14", "argmax": "0"}),
        (r"Das Maximum liegt bei $x = 0$.", {"argmax": "0"}),
        (r"$x^* = 0$ and $\sigma'(0) = 0.25$", {"argmax": "0", "max": "0.25"}),
        (r"$\lim_{x\to\pm\infty}\sigma'(x) = 0$", {"inf": "0"}),
        (r"$\sigma(0) = \frac12$", {}),
        (r"$x = 3$", {}),
    ],
)
def test_a_function_at_a_point_tells_its_constants_and_the_point_their_place(text, wanted):
    asked = [one for one in asked_in("hw3") if one.key == "2a"]
    found = {a.step: a.text for a in read(f"# 2a\n\n{text}\n", asked).answers}
    assert found == wanted


RATIOS = """title: T
questions:
  "1":
    title: A project
    parameters: {C: 5000, V: 7407.96}
    steps:
      npv: {label: what is gained, points: 1, formula: V - C}
      pi_index: {label: what each unit earns, points: 1, formula: V / C}
"""


def test_what_is_said_of_a_step_that_nothing_else_is_said_of_is_it_in_doubt():
    """A wrong value under a name that is a little like the step's is shown to people."""
    sheet = read("NPV = 2407.96\n\nPI = NPV / C = 2407.96 / 5000 = 0.4816", asked_by(RATIOS))
    found = {one.step: (one.text, one.sure) for one in sheet.answers}
    assert found["pi_index"] == ("0.4816", False)
    other = read("NPV = 2407.96\n\nV / C = 1.4816\n\nPI = 0.4816", asked_by(RATIOS))
    assert {one.step: one.text for one in other.answers}["pi_index"] == "1.4816"
