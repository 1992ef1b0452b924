"""Vectors and matrices are read however their entries stand: under names, in lists, in tables."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.answers.document import SheetFile
from grader.answers.document.formats import blocks_of
from grader.answers.sheet import Sheet, read_sheet
from grader.answers.sheet.evidence import Evidence
from grader.answers.sheet.families import by_name, entries
from grader.answers.sheet.lists import listed, numbers
from grader.answers.sheet.literals import same_entries
from grader.answers.sheet.meaning import Meanings
from grader.answers.sheet.own_names import OwnNames
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.statements import statements
from grader.answers.sheet.telling import telling_size
from grader.gradescope import marked
from grader.mathlang import evaluate, parse
from grader.rubric.load import read_assignment
from tests.sheet.test_reader import asked_by

CHAIN = """\
title: T
questions:
  "1":
    title: Weather
    parameters: {P: [[0.81, 0.14, 0.05], [0.33, 0.4, 0.27], [0.2, 0.3, 0.5]], a: [0.13, 0.7, 0.17]}
    steps:
      mu1: {label: the distribution after one day, points: 1, formula: a P}
      mu2: {label: the distribution after two days, points: 1, formula: mu1 P}
      mu3: {label: the distribution after three days, points: 1, formula: mu2 P}
"""
WEIGHTS = """\
title: T
questions:
  "1":
    title: One step
    parameters: {w1: 0.61, w2: -0.43, x1: 1.53, x2: 2.07, t: 1.7, eta: 0.2}
    steps:
      z: {label: z, points: 1, formula: w1 x1 + w2 x2}
      dL_dw1: {label: "the first gradient", points: 1, formula: (z - t) x1}
      dL_dw2: {label: "the second gradient", points: 1, formula: (z - t) x2}
      w1_new: {label: w1 after the update, points: 1, formula: w1 - eta dL_dw1}
      w2_new: {label: w2 after the update, points: 1, formula: w2 - eta dL_dw2}
"""
MATRIX = """\
title: T
questions:
  "1":
    title: Two layers
    parameters: {A: [[1.51, 2.23], [3.17, 4.29]], x: [0.53, 0.29]}
    steps:
      S: {label: the scores, points: 1, formula: A A}
      v: {label: the output, points: 1, formula: S x}
"""


def read(text: str, rubric: str = CHAIN) -> Sheet:
    return read_sheet([SheetFile(name="s.md", data=f"# 1\n\n{text}".encode())], asked_by(rubric))


def values(sheet: Sheet) -> dict[str, np.ndarray]:
    return {one.step: np.asarray(evaluate(parse(one.text), {}), float) for one in sheet.answers}


def truth(rubric: str = CHAIN) -> dict[str, np.ndarray]:
    question = read_assignment(rubric, "r.yaml").questions[0]
    return {step.name: np.asarray(question.solution[step.name]) for step in question.steps}


DAYS = [[f"{x:.4f}" for x in truth()[f"mu{day}"]] for day in (1, 2, 3)]
STATES = ("sun", "cloud", "rain")


def table(head: str, rows: list[list[str]]) -> str:
    line = "|".join("---" for _ in head.split("|"))
    return "\n".join([f"| {head} |", f"| {line} |", *(f"| {' | '.join(row)} |" for row in rows)])


def each_day(line: str, between: str = "\n\n") -> str:
    """A line for each day with its number and its three values."""
    return between.join(line.format(n, *day) for n, day in enumerate(DAYS, 1))


LAYOUTS = {
    "letters with the day": each_day("$S_{0} = {1}$, $C_{0} = {2}$, $R_{0} = {3}$"),
    "names of states applied": each_day("$p_{0}(S) = {1}$, $p_{0}(C) = {2}$, $p_{0}(R) = {3}$"),
    "arrows as indices": each_day(
        r"$p_{0}^\uparrow = {1}$, $p_{0}^\to = {2}$, $p_{0}^\downarrow = {3}$"
    ),
    "numbers with another index": each_day(
        "$m_1^{{({0})}} = {1}$, $m_2^{{({0})}} = {2}$, $m_3^{{({0})}} = {3}$"
    ),
    "lines of a list": each_day("Day {0}:\n\n- sun: {1}\n- cloud: {2}\n- rain: {3}"),
    "work in lines of a list": each_day(
        "Day {0}:\n\n- sun 1 * 0.1 + {1} - 0.1 = {1}\n- cloud 0.2 + {2} - 0.2 = {2}"
        "\n- rain 3 - 3 + {3} = {3}"
    ),
    "words in a sentence": each_day("After {0} days there is sun {1}, cloud {2} and rain {3}."),
    "a list in a sentence": each_day("After {0} days the chances are {1}, {2} and {3}."),
    "per cent": "\n\n".join(
        f"Day {n}: sun {float(s):.2%}, cloud {float(c):.2%} and rain {float(r):.2%}"
        for n, (s, c, r) in enumerate(DAYS, 1)
    ),
    "a list in long words": each_day(
        "In the morning it is sunny with a chance of {1}, there are clouds of all kinds with {2}"
        " and it rains all day long with {3}."
    ),
    "other numbers in each paragraph": each_day("Day {0} of 12: {1} then {2} then {3}, sum 1.0000"),
    "the same letters every day": each_day("s = {1}\n\nc = {2}\n\nr = {3}"),
    "indices of another thing": each_day("from d{0} to s1: {1}, to s2: {2}, to s3: {3}"),
    "a list alone": each_day("{1}, {2}, {3}"),
    "rows of a table": table(
        "day | sun | cloud | rain", [[str(n), *day] for n, day in enumerate(DAYS, 1)]
    ),
    "columns of a table": table(
        "state | first day | second day | third day",
        [[state, *day] for state, *day in zip(STATES, *DAYS, strict=True)],
    ),
    "counted columns": table(
        "state | 1 | 2 | 3", [[state, *day] for state, *day in zip(STATES, *DAYS, strict=True)]
    ),
    "columns set to a number": table(
        "state | $t = 1$ | $t = 2$ | $t = 3$",
        [[f"$p_t({s})$", *day] for s, *day in zip("SCR", *DAYS, strict=True)],
    ),
    "work and remarks in cells": table(
        "day | sun | cloud | rain",
        [[str(n), *(f"1 * {x} = {x} [ok]" for x in day)] for n, day in enumerate(DAYS, 1)],
    ),
    "a vector in each row": table(
        "day | distribution", [[str(n), f"({', '.join(day)})"] for n, day in enumerate(DAYS, 1)]
    ),
    "with other columns and a foot": table(
        "day | hours | sun | cloud | rain | sum",
        [[str(n), "24", *day, "1.0000"] for n, day in enumerate(DAYS, 1)]
        + [["all", "72", "1.2897", "0.8959", "0.8144", "3.0000"]],
    ),
    "one matrix": "$M = " + "[" + ", ".join(f"[{', '.join(day)}]" for day in DAYS) + "]$",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_vectors_are_read_however_their_entries_stand(layout):
    found = values(read(LAYOUTS[layout]))
    assert found.keys() == {"mu1", "mu2", "mu3"}
    assert all(np.allclose(found[name], value, atol=1e-4) for name, value in truth().items())


BOUND = ("letters with the day", "names of states applied", "rows of a table", "counted columns",
         "one matrix", "a vector in each row", "columns of a table")  # fmt: skip


@pytest.mark.parametrize("layout", BOUND)
def test_one_wrong_entry_does_not_lose_the_others(layout):
    wrong = LAYOUTS[layout].replace(DAYS[1][1], "0.3333")
    found = values(read(wrong))
    assert found.keys() >= {"mu1", "mu2"}
    assert found["mu2"] == pytest.approx([float(DAYS[1][0]), 0.3333, float(DAYS[1][2])])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_right_in_no_entry_and_named_by_nothing_is_not_taken(layout):
    lot = random.Random(3)
    text = re.sub(r"\b\d+\.\d{2,4}\b", lambda _: f"{lot.uniform(2, 9):.4f}", LAYOUTS[layout])
    assert not read(text).answers


ITERATES = [
    "$x^{{({0})}} = {1}$, $y^{{({0})}} = {2}$, $z^{{({0})}} = {3}$",
    "$mu_1 = {1}$, $mu_2 = {2}$, $mu_3 = {3}$",
    "the distribution: sun is {1}, cloud is {2} and rain is {3}",
]


@pytest.mark.parametrize("line", ITERATES)
def test_a_number_under_the_name_of_a_vector_does_not_stand_in_its_way(line):
    found = values(read(each_day(line)))
    assert all(np.allclose(found[name], value, atol=1e-4) for name, value in truth().items())


def test_a_display_of_greek_letters_below_a_heading_keeps_all_its_equations():
    shown = r"$$\nu_\uparrow = 0.3703 \qquad \nu_\to = 0.3492 \qquad \nu_\downarrow = 0.2805$$"
    assert values(read(f"## Day\n\n{shown}")).keys() == {"mu1"}


def test_entries_are_taken_in_the_order_in_which_their_names_were_introduced():
    start = "$S_0 = 0.13$, $C_0 = 0.7$, $R_0 = 0.17$\n\n"
    found = values(read(start + each_day("$R_{0} = {3}$, $C_{0} = {2}$, $S_{0} = {1}$")))
    assert np.allclose(found["mu2"], truth()["mu2"], atol=1e-4)


ONE_BY_ONE = [
    (r"$\nabla_w L = (-2.535, -3.430)$", "dL_dw1 dL_dw2"),
    (r"$w \leftarrow (1.117, 0.256)$", "w1_new w2_new"),
    (r"$w^{new} = \begin{pmatrix}1.117 \\ 0.256\end{pmatrix}$", "w1_new w2_new"),
    ("$g = (-2.535, -3.430)^T$", "dL_dw1 dL_dw2"),
    ("The gradient is (-2.535, -3.430).", "dL_dw1 dL_dw2"),
    ("The new weights are 1.117 and 0.256.", "w1_new w2_new"),
    (table("what | first | second", [["gradient", "-2.535", "-3.430"]]), "dL_dw1 dL_dw2"),
]


@pytest.mark.parametrize("text, steps", ONE_BY_ONE)
def test_a_vector_answers_the_steps_that_ask_for_its_entries_one_by_one(text, steps):
    found = values(read(text, WEIGHTS))
    expected = truth(WEIGHTS)
    assert found.keys() == set(steps.split())
    assert all(found[name] == pytest.approx(expected[name], abs=1e-3) for name in found)


SPACED = """\
run    seconds     slope             gradient
1      $1,250      12 - 14.535 = {}  {}
2      $1,310      2 - 5.430   = {}  {}
"""


STATIONARY = """\
title: T
questions:
  "1":
    title: Q
    parameters: {a: 0.2, b: 0.3}
    steps:
      pi_s: {label: the share of s, points: 1, formula: a / (a + b)}
      pi_t: {label: the share of t, points: 1, formula: b / (a + b)}
"""


@pytest.mark.parametrize("text", ["(2/5, 3/5)", "(0.4, 0.7)", "[0.1; 0.9]"])
def test_a_vector_has_the_name_that_its_entries_have_in_common(text):
    found = values(read(rf"$\pi = {text}$", STATIONARY))
    assert found.keys() == {"pi_s", "pi_t"}


def test_columns_with_the_same_values_are_told_apart_by_their_names():
    rows = [[state, x, x] for state, x in zip(STATES, DAYS[0], strict=True)]
    sheet = read(table("state | tomorrow | if it is as yesterday", rows))
    assert values(sheet).keys() == {"mu1"}


TWICE = (
    CHAIN
    + """\
      nu1: {label: the same again, points: 1, formula: mu1}
"""
)


def test_of_two_statements_with_one_value_each_answers_one_of_two_steps_that_have_it():
    rows = [[state, x, x] for state, x in zip(STATES, DAYS[0], strict=True)]
    sheet = read(table("state | once | again", rows), TWICE)
    assert values(sheet).keys() == {"mu1", "nu1"}
    assert len(read(table("state | once", [row[:2] for row in rows]), TWICE).answers) == 1


def test_a_few_figures_in_a_row_are_right_by_luck():
    hot = CHAIN.replace("mu2:", "hot: {label: coded, points: 1, formula: '[0, 1]'}\n      mu2:")
    assert not read("Of the 3 people 0 or 1 came.\n\n| a | b |\n|--|--|\n| 0 | 1 |", hot).answers


def test_an_entry_is_anothers_in_all_its_figures():
    written, true = np.array([1.16, 0.37, 0.3704, 2.0]), np.array([1.2, 0.3703, 0.37, 2.0])
    assert same_entries(written, true).tolist() == [False, True, False, True]


def test_entries_that_are_all_right_tell_the_more_the_more_there_are():
    found = [telling_size(np.zeros(count)) for count in (1, 2, 4, 40)]
    assert found[0] == 1.0
    assert found == sorted(set(found))


def test_a_plain_table_with_work_in_its_cells_is_read_by_columns():
    text = "# 1\n\n" + SPACED.format("-2.535", "-2.535", "-3.430", "-3.430")
    sheet = read_sheet([SheetFile(name="s.txt", data=text.encode())], asked_by(WEIGHTS))
    assert values(sheet).keys() == {"dL_dw1", "dL_dw2"}


def test_numbers_that_a_printed_table_holds_in_one_cell_are_cells():
    text = table("query | keys u, v", [["a", "9.3492 12.934"], ["b", "18.386 25.473"]])
    assert values(read(text, MATRIX))["S"] == pytest.approx(truth(MATRIX)["S"], rel=1e-3)


def test_a_column_is_known_by_most_of_it_and_its_wrong_entry_is_read_in_its_place():
    rows = [[f"day {n}", *day] for n, day in enumerate(DAYS, 1)]
    rows[2][1:] = ["0.9", "0.05", "0.05"]
    found = values(read(table("day | sun | cloud | rain", rows)))
    assert found["mu3"] == pytest.approx([0.9, 0.05, 0.05])


def kinds(text: str, step: str, rubric: str) -> set[str]:
    """The kinds of evidence for a step in any statement of a sheet."""
    file = SheetFile(name="s.md", data=f"# 1\n\n{text}".encode())
    sheet = read_sheet([file], asked_by(rubric), explains=True)
    chances = [one for said in sheet.considered for one in said.chances if one.step == step]
    return {kind for one in chances for kind, weight in one.evidence if weight > 0}


def test_entries_that_are_right_speak_for_a_step_though_not_all_are():
    some = "$q = (0.3703, 0.3492, 9.1)$"
    assert Evidence.PARTLY.value in kinds(some, "mu1", CHAIN)
    assert Evidence.PARTLY.value not in kinds("$q = (0.3703, 7.2, 9.1)$", "mu1", CHAIN)
    assert Evidence.VALUE.value not in kinds(some, "mu1", CHAIN)


def test_its_place_among_others_speaks_for_what_is_asked_one_by_one():
    assert Evidence.PLACE.value in kinds("$g = (-2.535, -3.430)$", "dL_dw2", WEIGHTS)


def test_a_wrong_entry_of_a_named_vector_is_read_as_well():
    found = values(read(r"$\nabla_w L = (-2.535, 7.5)$", WEIGHTS))
    assert found["dL_dw2"] == pytest.approx(7.5)


MATRICES = [
    "$g_{11} = 9.3492$, $g_{12} = 12.934$, $g_{21} = 18.386$, $g_{22} = 25.473$",
    "$g_1 = (9.3492, 12.934)$\n\n$g_2 = (18.386, 25.473)$",
    "$c_1 = (9.3492, 18.386)$\n\n$c_2 = (12.934, 25.473)$",
    "$S_{2,1} = 18.386$, $S_{2,2} = 25.473$, $S_{1,1} = 9.3492$, $S_{1,2} = 12.934$",
    table("query | by u | by v", [["a", "9.3492", "12.934"], ["b", "18.386", "25.473"]]),
    table("key | a | b", [["u", "9.3492", "18.386"], ["v", "12.934", "25.473"]]),
    table("pair | score", [["au", "9.3492"], ["av", "12.934"], ["bu", "18.386"], ["bv", "25.473"]]),
    table("query | takes", [["a", "(9.3492, 12.934)"], ["b", "(18.386, 25.473)"]]),
]


@pytest.mark.parametrize("text", MATRICES)
def test_a_matrix_is_read_by_entries_rows_and_columns(text):
    found = values(read(text, MATRIX))
    assert found["S"] == pytest.approx(truth(MATRIX)["S"], rel=1e-3)


def test_of_a_matrix_with_a_missing_entry_it_is_said():
    sheet = read("$S_{1,1} = 9.3492$, $S_{1,2} = 12.934$, $S_{2,1} = 18.386$", MATRIX)
    assert not sheet.answers
    assert [(one.step, one.reason) for one in sheet.unplaced] == [
        ("S", "entries of it are stated, but not all")
    ]


def test_what_is_given_is_not_an_answer_when_it_is_restated_one_by_one():
    points = "The scores of the rows $s_1 = (1.51, 2.23)$ and $s_2 = (3.17, 4.29)$"
    assert not read(points, MATRIX).answers


LINES = ("{}, {}, {}, {}, {}", "| {} | {} | {} | {} | {} |", "$q = ({}, {}, {}, {}, {})$",
         "$q_1 = {}$, $q_2 = {}$, $q_3 = {}$, $r = {}$, $s = {}$")  # fmt: skip


@settings(max_examples=12)
@given(st.integers(0, 10_000), st.sampled_from(LINES), st.sampled_from((1, 2, 3)))
def test_many_loose_numbers_in_rows_earn_nothing_by_luck(tmp_path_factory, seed, line, figures):
    lot = random.Random(seed)
    rows = [line.format(*(f"{lot.uniform(0, 1):.{figures}f}" for _ in range(5))) for _ in range(40)]
    head = "| a | b | c | d | e |\n|---|---|---|---|---|\n" if line[0] == "|" else ""
    text = "# 1\n\n" + head + ("\n" if head else "\n\n").join(rows)
    folder = tmp_path_factory.mktemp("loose")
    (folder / "s.md").write_text(text, encoding="utf-8")
    found = marked(read_assignment(CHAIN, "r.yaml"), folder)
    assert sum(mark.credit for mark in found.marks) <= (0.5 if figures > 1 else 1.0)


FAMILIES = [
    ("$a_1 = 1$, $a_2 = 2$", [("a", "1 2")]),
    ("$a_2 = 2$, $a_1 = 1$", [("a", "1 2")]),
    ("$a_2 = 2$, $a_3 = 1$", []),
    ("$s1 = 1$, $s2 = 2$", [("s", "1 2")]),
    (r"$\nu_\uparrow = 1$, $\nu_\downarrow = 2$", [(r"\nu", "1 2")]),
    (
        r"$\frac{\partial L}{\partial w_1} = 1$, $\frac{\partial L}{\partial w_2} = 2$",
        [(r"\frac{\partial L}{\partial w}", "1 2")],
    ),
    ("$z_1^{[2]} = 1$, $z_2^{[2]} = 2$, $y = 3$", [("z^{[2]}", "1 2"), ("z", "1 2")]),
    ("$b_1 = 1$, $m_1 = 2$", [("bandm_1", "1 2")]),
    ("$k(R) = 1$, $k(S) = 2$, $k(R) = 3$, $k(S) = 4$", [("k", "1 2"), ("k", "3 4")]),
]


@pytest.mark.parametrize("text, families", FAMILIES)
def test_names_that_differ_in_one_sign_are_a_family(text, families):
    (asked,) = asked_by(CHAIN)
    reading = Reading(Meanings(asked), OwnNames())
    said = statements(
        blocks_of(SheetFile(name="s.md", data=text.encode())), frozenset().__contains__
    )
    found = by_name(entries(list(enumerate(said)), reading))
    assert [(one.label, " ".join(e.text for e in one.entries)) for one in found] == families


LISTS = [
    ("the chances are 0.3, 0.5 and 0.2", ["0.3", "0.5", "0.2"], []),
    ("0.3, 0.5 and 0.2", ["0.3", "0.5", "0.2"], ["0.3", "0.5", "0.2"]),
    ("-0.3; 1e-3; .5", ["-0.3", "1e-3", ".5"], ["-0.3", "1e-3", ".5"]),
    ("1/6, 5 % and 1,250.50", ["1/6", "5 %", "1250.50"], ["1/6", "5 %", "1250.50"]),
    ("on 1/2/2024, f(1)x", ["1"], []),
    ("sun1 and x2, f(0.3) and 1,250", ["0.3", "1250"], []),
]


@pytest.mark.parametrize("text, found, whole", LISTS)
def test_the_numbers_of_a_text_are_told_from_names_and_a_list_from_a_sentence(text, found, whole):
    assert numbers(text) == found
    assert list(listed(text)) == whole


ENDS = """title: T
questions:
  "1":
    title: An interval
    parameters: {m: 6, s: 0.6, n: 9}
    steps:
      error: {label: the standard error, points: 1, formula: s / sqrt(n)}
      low: {label: where it begins, points: 1, formula: m - 1.96 error}
      top: {label: where it ends, points: 1, formula: m + 1.96 error}
"""
INTERVALS = [
    "so the interval is $(5.608, 6.392)$", "CI: [5.608, 6.392]", "$5.608 < \\mu < 6.392$",
    "we find $[5.608, 6.392]$ and are done",
]  # fmt: skip


@pytest.mark.parametrize("text", INTERVALS)
def test_an_interval_answers_the_steps_that_ask_for_its_ends(text):
    found = {one.step: one.text for one in read(text, ENDS).answers}
    assert found == {"low": "5.608", "top": "6.392"}


@pytest.mark.parametrize(
    "text", ["the points (5.608, 7.1)", "the point is (6, 6)", "(6.392, 5.608)"]
)
def test_numbers_of_a_pair_that_are_no_ends_answer_nothing(text):
    assert "top" not in {one.step for one in read(text, ENDS).answers}
