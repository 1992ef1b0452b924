"""Few figures earn what a slip earns, more never cost, and a zero proves nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.graph import evaluate
from grader.marking.carried_on import Rounding
from grader.question import Assignment
from grader.review.rounding_habits import Habit, spelled
from grader.rubric.load import read_assignment
from grader.words.feedback import step_feedback
from tests.filled_in import judged

NETWORK = """\
title: Quiz
tolerance: {rtol: 0.002}
questions:
  q:
    title: A network
    parameters: GIVEN
    steps:
      z: {points: 1, formula: W x + b}
      h: {points: 1, formula: sigmoid(z)}
      y: {points: 1, formula: v^T h}
      loss: {points: 1, formula: (y - t)^2}
      dL_dy: {points: 1, formula: 2 (y - t)}
      dL_dv: {points: 1, formula: dL_dy h}
      dL_dz: {points: 1, formula: "dL_dy v ⊙ h ⊙ (1 - h)"}
      v_new: {points: 1, formula: v - 0.5 dL_dv}
"""
CHAIN = """\
title: Quiz
tolerance: {rtol: 0.002}
questions:
  q:
    title: A chain
    parameters: {p: 0.4, q: 0.57, c: 10}
    steps:
      u: {points: 2, formula: p q}
      v: {points: 2, formula: u^2, POLICY}
      w: {points: 2, formula: c - v}
"""


def chain(policy: str = "label: v") -> Assignment:
    return read_assignment(CHAIN.replace("POLICY", policy), "quiz.yaml")


# of 0.051984
VAGUE = [
    ("label: v", "0.05", 0.5),
    ("slip_credit: 0.8", "0.05", 0.8),
    ("slip_credit: 0", "0.05", 0),
    ("label: v", "5e-2", 0.5),
    ("tolerance: {decimals: 4}", "0.052", 0.5),
    ("tolerance: {decimals: 2, digits: at_most}", "0.052", 0.5),
    ("label: v", "0.06", 0),
    ("label: v", "0.0", 0),
    ("label: v", "0", 0),
    ("tolerance: {decimals: 4}", "0.0", 0),
]


@pytest.mark.parametrize("policy, text, credit", VAGUE)
def test_few_figures_earn_what_a_slip_earns_and_zeros_nothing(
    policy: str, text: str, credit: float
) -> None:
    mark = judged(chain(policy), {"u": "0.228", "v": text})["v"]
    assert mark.credit == pytest.approx(credit)
    if credit:
        assert "give at" in step_feedback(mark)


def test_a_wrong_value_behind_a_vague_one_follows_and_is_not_correct() -> None:
    found = judged(chain(), {"u": "0.310", "v": "0.1", "w": "9.904"})
    assert (found["v"].credit, found["v"].slip) == (0.5, "too_few_figures")
    assert found["w"].verdict.value == "follows"
    assert found["w"].rests_on == ("v",)


def test_what_a_right_but_vague_step_gives_is_correct() -> None:
    found = judged(chain(), {"u": "0.228", "v": "0.05", "w": "9.948"})
    assert found["w"].verdict.value == "correct"


def test_typed_digits_are_no_proof_of_what_was_carried() -> None:
    carried = {"v": "0.0529", "w": "9.9471"}  # u carried on as 0.23
    for u in ("0.23", "0.228", "0.22800", "0.228000000"):
        found = judged(chain(), {"u": u, **carried})
        assert [mark.credit for mark in found.values()] == [1, 1, 1], u


# 23, then 22, 22.8, 22.7 and all of 22.76, each squared
@pytest.mark.parametrize("squared", [529, 484, 519.84, 515.29, 518.02])
@pytest.mark.parametrize(
    "p, u, unit", [("0.04", "0.02276", 1e-6), ("40", "22.76", 1), ("4000", "2276", 1e4)]
)
def test_a_number_may_have_been_carried_in_fewer_figures_rounded_or_cut_off(
    p: str, u: str, unit: float, squared: float
) -> None:
    given = f"p: {p}, q: 0.569"
    text = CHAIN.replace("POLICY", "label: v").replace("p: 0.4, q: 0.57", given)
    found = judged(read_assignment(text, "quiz.yaml"), {"u": u, "v": f"{squared * unit:.5g}"})
    assert [found[name].credit for name in "uv"] == [1, 1]


def test_what_no_habit_of_rounding_leaves_is_no_agreement() -> None:
    text = CHAIN.replace("POLICY", "label: v").replace("p: 0.4, q: 0.57", "p: 0.04, q: 0.569")
    found = judged(read_assignment(text, "quiz.yaml"), {"u": "0.02276", "v": "0.000507"})
    assert found["v"].credit == 0


def test_one_figure_may_have_been_carried_but_a_slip_is_likelier() -> None:
    assert judged(chain(), {"u": "0.228", "v": "0.040"})["v"].credit == 1  # 0.2 squared
    wrong = judged(chain(), {"u": "0.228", "v": "0.456"})["v"]  # twice, not squared
    assert wrong.credit < 1


HABITS = [
    Habit(figures=2),
    Habit(figures=3),
    Habit(figures=4),
    Habit(decimals=3),
    Habit(decimals=4),
]


def network(seed: int) -> Assignment:
    draws = np.random.default_rng(seed)
    drawn = {name: np.round(draws.normal(size=shape), 2) for name, shape in
             {"W": (2, 2), "x": (2,), "b": (2,), "v": (2,), "t": ()}.items()}  # fmt: skip
    given = ", ".join(f"{name}: {value.tolist()}" for name, value in drawn.items())
    return read_assignment(NETWORK.replace("GIVEN", f"{{{given}}}"), "quiz.yaml")


@given(st.integers(0, 10_000), st.sampled_from(HABITS), st.booleans(), st.data(), st.integers(5, 9))
def test_more_right_figures_never_cost_at_any_step(
    seed: int, habit: Habit, cut: bool, data: st.DataObject, figures: int
) -> None:
    quiz = network(seed)
    (question,) = quiz.questions
    full, texts = {}, {}
    seen: dict[str, np.ndarray] = {}
    for name in question.graph.order:
        full[name] = evaluate(question.graph, question.parameters, seen)[name]
        texts[name] = spelled(full[name], habit, cut)
        seen[name] = np.asarray(eval(texts[name]))  # a list of plain decimals, written here
    before = judged(quiz, texts)
    step = data.draw(st.sampled_from(sorted(texts)))
    better = spelled(full[step], Habit(figures=figures))
    after = judged(quiz, {**texts, step: better})
    lost = {n: (before[n].credit, after[n].credit) for n in texts
            if after[n].credit < before[n].credit - 1e-9}  # fmt: skip
    assert lost == {}, (step, texts[step], better)


def test_few_figures_beside_what_few_figures_give_are_no_agreement() -> None:
    """0.9 cut to 0.8 would give 0.64, and that cut to one figure 0.6."""
    text = CHAIN.replace("POLICY", "label: v").replace("p: 0.4, q: 0.57", "p: 0.9, q: 0.95")
    quiz = read_assignment(text, "quiz.yaml")
    assert judged(quiz, {"u": "0.855", "v": "0.6"})["v"].credit == 0


def test_a_habit_of_rounding_never_leaves_a_zero() -> None:
    value = np.array([0.0, 0.004, -1.26, 128.0])
    assert Rounding(decimals=1).of(value).tolist() == [0, 0.004, -1.3, 128]
    assert Rounding(figures=2, cut=True).of(value).tolist() == [0, 0.004, -1.2, 120]


TIED = """\
title: Quiz
questions:
  q:
    title: Ties
    parameters: {a: 0.1, b: 0.2, c: 0.3, s: [0.7, 0.9], k: 2}
    steps:
      d: {points: 1, formula: "relu'(a + b - c)"}
      q: {points: 1, formula: 2 s}
      top: {points: 1, formula: argmax(q)}
      e: {points: 1, formula: "if(k == 2, a, b)"}
      r: {points: 1, formula: "if(q[0] < q[1], 3, 5)"}
"""


@pytest.mark.parametrize(
    "step, text, credit",
    [("d", "0", 1), ("d", "1", 1), ("d", "0.7", 0), ("top", "0", 1), ("top", "1", 1),
     ("top", "2", 0), ("r", "3", 1), ("r", "5", 1), ("e", "0.1", 1), ("e", "0.2", 0)],
)  # fmt: skip
def test_on_a_tie_either_side_counts_and_nothing_else(step: str, text: str, credit: int) -> None:
    quiz = read_assignment(TIED, "quiz.yaml")
    found = judged(quiz, {"q": "[1.6, 1.6]", step: text})[step]
    assert (found.credit == 1) == (credit == 1)


@pytest.mark.parametrize("step", ["inf", "max", "min", "pi", "sum"])
def test_a_step_may_be_named_like_a_constant_or_a_function(step: str) -> None:
    text = f"""\
title: Quiz
questions:
  q:
    title: Names
    parameters: {{x: 3}}
    steps:
      {step}: {{points: 1, formula: 2 x}}
      after: {{points: 1, formula: {step} + max(x)}}
      formula: {{points: 1, answer: formula, formula: 3 {step}}}
"""
    quiz = read_assignment(text, "quiz.yaml")
    found = judged(quiz, {step: "6.5", "after": "9.5", "formula": f"{step} * 3"})
    assert [mark.credit for mark in found.values()] == [0, 1, 1]


def test_the_exponential_is_written_with_e_beside_a_step_named_e() -> None:
    text = """\
title: Quiz
questions:
  q:
    title: An error called e
    parameters: {z: 0.4, t: 1}
    steps:
      y: {points: 1, formula: "1 / (1 + e^{-z})"}
      e: {points: 1, formula: y - t}
      loss: {points: 1, formula: e^2}
      f: {points: 1, answer: formula, formula: sigmoid(z), symbols: [z]}
"""
    quiz = read_assignment(text, "quiz.yaml")
    found = judged(quiz, {"y": "0.5987", "e": "-0.4013", "loss": "0.1610", "f": "1/(1+e^{-z})"})
    assert [mark.credit for mark in found.values()] == [1, 1, 1, 1]


def test_what_a_vague_zero_gives_follows_and_is_not_correct() -> None:
    """Other answers of few figures stand for the right number; a zero has nothing of it."""
    text = CHAIN.replace("POLICY", "label: v").replace("p: 0.4, q: 0.57, c: 10", "p: 0.1, q: 0.136")
    text = text.replace("v: {points: 2, formula: u^2,", "v: {points: 2, formula: 3 + 100 u,")
    quiz = read_assignment(text.replace("c - v", "2 v"), "quiz.yaml")
    found = judged(quiz, {"u": "0.0", "v": "3.0"})
    assert found["v"].verdict.value == "follows"
    assert found["v"].rests_on == ("u",)


CURRENT = """\
title: Quiz
tolerance: {rtol: 0.01}
questions:
  q:
    title: A resistor
    parameters: {U: 12, R: 8, R1: 4}
    steps:
      I: {points: 1, formula: U / R}
      U1: {points: 1, formula: I R1}
"""


@pytest.mark.parametrize(
    "carried, text, credit",
    [("1.5", "6.0", 1), ("1.5", "8.0", 1), ("1.5", "4.0", 0), ("1.5", "4.04", 0), ("1.5", "5", 0)],
)
def test_no_other_number_is_carried_on_by_cutting_its_digits_off(
    carried: str, text: str, credit: float
) -> None:
    """1.5 may be rounded to 2 on the way, but 1 is another number."""
    found = judged(read_assignment(CURRENT, "quiz.yaml"), {"I": carried, "U1": text})["U1"]
    assert found.credit == credit
