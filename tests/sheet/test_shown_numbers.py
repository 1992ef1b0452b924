"""Numbers as people show them: with powers of ten, in other units, rounded, and before a noun."""

from __future__ import annotations

import numpy as np
import pytest

from grader.answers.document import SheetFile
from grader.answers.from_sheets import sheet_of
from grader.answers.sheet.sides import Side
from grader.answers.sheet.telling import figures, value_side
from grader.rubric.load import read_assignment

RUBRIC = """
title: N
tolerance: {rtol: 0.01}
questions:
  "1":
    title: Numbers
    parameters: {a: 2.5, m: 7}
    domains: {y: positive}
    steps:
      E: {label: "(a) the energy", points: 1, unit: J, formula: 1.234 a / 10^4}
      C: {label: "(b) the capacitance", points: 1, unit: pF, formula: 33.08 a}
      price: {label: "the price of the bond", points: 1, formula: 40.9012345 a}
      hits: {label: "hits of the small cache", points: 1, formula: m - 2}
      faults: {label: "page faults", points: 1, formula: m + 4}
      rate: {label: "photons in a second", points: 1, formula: 5.43168 a 10^6}
      output: {label: "the best output y", points: 1, formula: m - 1}
      t_half: {label: "half-life", points: 1, formula: 96 a}
      lambda_0: {label: "the rate of decay", points: 1, formula: 1.4 a}
      slope: {label: "slope", points: 1, answer: formula, formula: 3 y, symbols: [y]}
      both: {label: "P(S ∧ T)", points: 1, formula: 1 / (m + 9)}
      F: {label: F, points: 1, unit: N, formula: 6.4 a}
      v_0: {label: v_0, points: 1, unit: m/s, formula: 4 a}
      K: {label: the energy K, points: 1, unit: J, formula: 4 m}
"""
ASSIGNMENT = read_assignment(RUBRIC, "numbers.yaml")


def found(text: str) -> dict[str, tuple[str, bool]]:
    sheet = sheet_of([SheetFile(name="s.md", data=f"# 1\n\n{text}\n".encode())], ASSIGNMENT)
    return {answer.step: (answer.text, answer.sure) for answer in sheet.answers}


SHOWN = [
    ("E", r"(a) $3.085\times10^{-4}J$", r"3.085\times 10^{-4} J"),
    ("E", r"(a) $3.085 \cdot 10^{-4}$ J", r"3.085 \cdot 10^{-4} J"),
    ("C", r"(b) $8.27\times10^{-11}$ F", r"8.27\times 10^{-11} F"),
    ("price", r"price = 98.5 + 3.7530863 = 102.2530863 $\approx 102.253125\%$", "102.2530863"),
    ("price", "price = 105 - 2.7469137 = 102.2530863 = 102.25", "102.25"),
    ("price", "price = 105 - 2.7469137 = 102.2530863 = 102", "102.2530863"),
    ("hits", "We have 5 hits and 11 faults.", "5"),
    ("faults", "We have 5 hits and 11 faults.", "11"),
    ("faults", "There were 11 page faults, 5 hits.", "11"),
    ("faults", "There are 9 page faults in theory.", "9"),
    ("faults", "Then 9 page tables fill the memory.", None),
    ("faults", "Then 11 page faults follow.", "11"),
    ("rate", "That corresponds to 1.35800E+07 of them.", "1.35800E+07"),
    ("rate", "That corresponds to 1.36E+07 of them.", None),
    ("output", "$2y = 12$, so $y^* = 6$", "6"),
    ("output", "$y^{*} = 5$", "5"),
    ("t_half", r"$t_{1/2} = 0.693/k = 240$ s", "240"),
    ("t_half", "t1/2 = 0.693/k = 241 s", "241"),
    ("lambda_0", "lamda_0 = 7/2 = 3.5", "3.5"),
    ("both", r"$P(S∧T) = 1/16 = 0.0625$", "0.0625"),
    ("both", r"$P(S \wedge T) = 0.5$", "0.5"),
    ("F", "$F = 16$\n$F = qvB$", "16"),  # F, a farad, begins another line
    ("F", "F = 32 / 2 = 16 N\nF(2) = 3", "16 N"),
    ("v_0", r"$x(t) = 5 - 10 t + 10 t^2$ and $v_0 = 10$", "10"),  # and t no tonne
    ("v_0", r"$v_0 = 12 - 10 = 2$ m/s", "2 m/s"),
    ("K", "K = 0,5 . 4,0 . 14,0 = 28,0 J", "28.0 J"),
    ("hits", "- $\\frac{20}{4}$\n- $= 2.5 \\times 2$\n- $= 1 + 4$\n- $= 5$ hits", "5"),
]  # fmt: skip


@pytest.mark.parametrize("step, text, shown", SHOWN)
def test_a_number_is_read_however_it_is_shown(step: str, text: str, shown: str | None) -> None:
    assert found(text).get(step, (None,))[0] == shown


def test_a_final_value_in_another_unit_makes_a_slip_in_the_work_before_it_uncertain() -> None:
    """8.27e-11 F are right: 8.27 pF under its name is not called wrong for certain."""
    text = "(b)\n\n$C = 33.08 · 2.5 / 10 = 8.27$ pF\n\nAnswer:\n\n(b) $8.27\\times 10^{-11}$ F"
    assert found(text)["C"][1] is False


@pytest.mark.parametrize(
    "text, count",
    [(r"2.16\times 10^{-4}", 3), ("2.16 × 10^5", 3), ("2.16e5", 4), ("0.0140", 3), (r"10^4", 3)],
)
def test_the_power_of_ten_is_no_figure_of_a_number(text: str, count: int) -> None:
    assert figures(text) == count


def test_a_sign_of_per_cent_that_only_dresses_a_number_does_not_make_it_a_hundredth() -> None:
    """Whatever the true value is, 98.5 + 3.7 = 102.2 ≈ 102.2% states 102.2, and 0.25 = 25% is 25%."""
    whole = Side(text="102.2", value=np.array(102.2), is_plain=True)
    dressed = Side(text="102.2\\%", value=np.array(1.022), is_plain=True)
    share = Side(text="0.25", value=np.array(0.25), is_plain=True)
    cent = Side(text="25\\%", value=np.array(0.25), is_plain=True)
    assert (value_side([whole, dressed]), value_side([share, cent])) == (0, 1)
