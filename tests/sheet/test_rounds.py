"""One name stated for several steps: what stands around it tells them apart, not its value alone."""

from __future__ import annotations

from functools import cache

import pytest

from grader.answers.document import SheetFile
from grader.answers.sheet import read_sheet
from tests.sheet.test_reader import asked_by

ROOT_OF_7 = """
title: Newton
questions:
  "1":
    title: Newton's method for the root of 7
    parameters: {x0: 2.9}
    steps:
"""
NEWTON = f"""{ROOT_OF_7}
      x: {{label: "x, iteration 1", points: 1, formula: x0 - (x0^2 - 7) / (2 x0)}}
      e: {{label: "e, iteration 1", points: 1, formula: x^2 - 7}}
      x_2: {{label: "x, iteration 2", points: 1, formula: x - (x^2 - 7) / (2 x)}}
      e_2: {{label: "e, iteration 2", points: 1, formula: x_2^2 - 7}}
"""
UPDATES = """
title: Learning
questions:
  "1":
    title: Temporal differences
    parameters: {q0: 0.53, r1: 1.27, r2: 2.61, rate: 0.31}
    steps:
      target1: {label: the first target, points: 1, formula: r1 + 0.9 q0}
      value1: {label: the first update, points: 1, formula: q0 + rate (target1 - q0)}
      target2: {label: the second target, points: 1, formula: r2 + 0.9 value1}
      value2: {label: the second update, points: 1, formula: value1 + rate (target2 - value1)}
      target3: {label: the third target, points: 1, formula: r1 + 0.9 value2}
"""
CHANGES = """
title: Perceptron
questions:
  "1":
    title: Perceptron
    parameters: {t: [1, 0], y: [0.31, 0.62], x: [1.73, 2.41]}
    steps:
      dw_1: {label: "change of w (sample 1)", points: 1, formula: "(t[0] - y[0]) x[0]"}
      dw_2: {label: "change of w (sample 2)", points: 1, formula: "(t[1] - y[1]) x[1]"}
"""


@cache
def asked(rubric: str):
    return asked_by(rubric)


def said(text: str, rubric: str) -> str:
    sheet = read_sheet([SheetFile(name="s.md", data=text.encode())], asked(rubric))
    found = {answer.step: answer.text for answer in sheet.answers}
    return " ".join(f"{step.name}:{found.get(step.name, '-')}" for step in asked(rubric)[0].steps)


def blocks(*rounds: tuple[str, ...]) -> str:
    return "\n\n".join("\n\n".join((head, *(f"$${one}$$" for one in own))) for head, *own in rounds)


HEADED = [
    ("### Iteration 1", "### Iteration 2"),
    ("**Iteration 1**", "**Iteration 2**"),
    ("Iteration 1:", "Iteration 2:"),
    ("### Work of iteration 1", "### Work of iteration 2"),
]


@pytest.mark.parametrize("first, second", HEADED)
def test_a_heading_tells_the_round_whatever_the_values_are(first, second):
    text = blocks((first, "x = 5.11", "e = 6.22"), (second, "x = 7.33", "e = 8.44"))
    assert said(text, NEWTON) == "x:5.11 e:6.22 x_2:7.33 e_2:8.44"


def test_rounds_may_stand_in_any_order_below_headings():
    text = blocks(("### Iteration 2", "x = 7.33"), ("### Iteration 1", "x = 5.11"))
    assert said(text, NEWTON) == "x:5.11 e:- x_2:7.33 e_2:-"


def test_a_round_that_is_not_asked_for_goes_nowhere():
    text = blocks(*((f"### Iteration {n}", f"x = {n}.11", f"e = {n}.22") for n in (1, 2, 3, 4)))
    assert said(text, NEWTON) == "x:1.11 e:1.22 x_2:2.11 e_2:2.22"


def test_names_of_ones_own_that_come_again_are_the_next_steps_of_a_series():
    text = "$y = 1.747$\n\n$q = 0.9073$\n\n$y = 3.427$\n\n$q = 1.688$\n\n$y = 9.111$"
    assert said(text, UPDATES) == (
        "target1:1.747 value1:0.9073 target2:3.427 value2:1.688 target3:9.111"
    )


def test_one_wrong_value_does_not_decide_what_a_name_stands_for():
    text = "$y = 1.747$\n\n$q = 0.9073$\n\n$y = 3.555$\n\n$q = 1.688$\n\n$y = 2.789$"
    assert said(text, UPDATES) == (
        "target1:1.747 value1:0.9073 target2:3.555 value2:1.688 target3:2.789"
    )


def test_what_is_stated_twice_in_a_row_is_corrected():
    text = "$y = 1.747$\n\n$y = 3.555$"
    assert "target2:-" in said(text, UPDATES)


def test_a_value_that_is_stated_again_begins_no_round():
    first = "$y = 1.747$\n\n$q = 0.9073$\n\n$y = 1.747$\n\n$k = 3$"
    then = "$y = 3.555$\n\n$q = 1.688$\n\n$y = 2.789$"
    assert said(f"{first}\n\n{then}", UPDATES) == (
        "target1:1.747 value1:0.9073 target2:3.555 value2:1.688 target3:2.789"
    )


def test_a_name_stands_for_no_series_of_which_most_values_differ():
    text = "$y = 1.747$\n\n$q = 0.9073$\n\n$y = 8.113$\n\n$q = 7.224$\n\n$y = 6.335$"
    assert said(text, UPDATES).startswith("target1:1.747 value1:0.9073 target2:- ")
    assert said(text, UPDATES).endswith(" target3:-")


def test_below_another_heading_a_round_has_ended():
    text = blocks(
        ("### Iteration 1", "x = 5.11"),
        ("### Iteration 2", "x = 7.33"),
        ("### A wild guess", "x = 9.99"),
    )
    assert said(text, NEWTON) == "x:5.11 e:- x_2:7.33 e_2:-"


UNTOLD = f"""{ROOT_OF_7}
      x: {{points: 1, formula: x0 - (x0^2 - 7) / (2 x0)}}
      x_2: {{points: 1, formula: x - (x^2 - 7) / (2 x)}}
      x_3: {{points: 1, formula: x_2 - (x_2^2 - 7) / (2 x_2)}}
"""


def test_a_name_without_a_figure_is_the_first_of_its_series():
    text = "$x = 2.656897$\n\n$k = 4$\n\n$x = 2.641111$\n\n$k = 5$\n\n$x = 2.645751$"
    assert said(text, UNTOLD) == "x:2.656897 x_2:2.641111 x_3:2.645751"


ONE = """
title: Perceptron
questions:
  "1":
    title: Perceptron
    parameters: {t: 1, y: 0.31, x: 1.73}
    steps:
      dw: {label: "change of w (sample 1)", points: 1, formula: (t - y) x}
      b: {label: the new bias, points: 1, formula: t - y}
"""


def test_one_number_alone_counts_nothing():
    text = blocks(
        ("### The work for sample 2", "dw = 0.55"), ("### The work for sample 3", "dw = 0.66")
    )
    assert said(text, ONE) == "dw:0.66 b:-"


@pytest.mark.parametrize("name", [r"\Delta w", r"\triangle w", "Δw"])
def test_the_change_of_a_value_is_a_name(name):
    text = blocks(
        ("### The work for sample 1", f"{name} = 0.55"),
        ("### The work for sample 2", f"{name} = 0.66"),
    )
    assert said(text, CHANGES) == "dw_1:0.55 dw_2:0.66"


PLANES = """
title: Planes
questions:
  "1":
    title: A plane
    parameters: {a: 0.6, u: 3, v: 0.1, b: -2.3}
    steps:
      f_u: {label: f(u), points: 1, formula: a u + b}
      v_2: {label: twice v, points: 1, formula: 2 v}
"""


def test_a_name_applied_to_what_its_step_does_not_rest_on_is_another_value():
    assert said("$f(u) = 0.4$\n\n$f(v) = 0.55$", PLANES) == "f_u:0.4 v_2:-"
    assert said("$f(u) = 0.7$\n\n$f(u) = 0.9$", PLANES) == "f_u:0.9 v_2:-"


def test_an_index_behind_a_blank_is_an_index():
    assert said("$dw 1 = 3.33$\n\n$dw 2 = 4.44$", CHANGES) == "dw_1:3.33 dw_2:4.44"


CURVES = """
title: Curves
questions:
  "1":
    title: The areas under three curves
    parameters: {p: [0.31, 0.48], q: [0.22, 0.61], r: [0.17, 0.49]}
    steps:
      auc1: {label: AUC, points: 1, formula: "p[0] + p[1]"}
      auc2: {label: the area under the second curve, points: 1, formula: "q[0] + q[1]"}
      auc3: {label: the area under the third curve, points: 1, formula: "r[0] + r[1]"}
"""


def test_a_name_that_one_label_has_may_be_that_of_a_series():
    text = "AUC = 0.79\n\nAUC = 0.83\n\nAUC = 0.71"
    assert said(text, CURVES) == "auc1:0.79 auc2:0.83 auc3:0.71"
