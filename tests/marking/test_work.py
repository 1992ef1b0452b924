"""What took no work earns nothing for following, and honest zeros lose nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.marking import marks
from grader.marking.case import case_of
from grader.marking.said import digits_said
from grader.model import Answer, Answers, Array, Lapse, NoValue, Verdict
from grader.question import AnswerKind, Assignment, Question
from grader.rubric.load import load_assignment, read_assignment
from grader.words.feedback import step_feedback
from tests.filled_in import judged
from tests.project import RUBRICS

SHIPPED = [RUBRICS / "hw3.yaml", *sorted((RUBRICS / "examples").glob("*.yaml"))]
RELU = """\
title: One ReLU layer
tolerance: {rtol: 0.002}
questions:
  q:
    title: Forward and backward
    parameters: {x: [1, 2], W: [[0.9, -0.2], [0.3, 0.4]], b: [0.3, -0.1], v: [1.5, -2], t: 1}
    steps:
      z: {points: 3, formula: W x + b}
      a: {points: 2, formula: relu(z)}
      y: {points: 1, formula: v^T a}
      loss: {points: 1, formula: (y - t)^2}
      dL_dv: {points: 2, formula: 2 (y - t) a}
      dL_dz: {points: 3, formula: "2 (y - t) v ⊙ relu'(z)"}
      v_new: {points: 2, formula: v - 0.1 dL_dv}
"""
DEAD = {
    "z": "[-0.8, -1.3]",
    "a": "[0, 0]",
    "y": "0",
    "loss": "1",
    "dL_dv": "[0, 0]",
    "dL_dz": "[0, 0]",
    "v_new": "[1.5, -2]",
}
Filling = Callable[[Array], object]
ZEROS: dict[str, Filling] = {
    "0": lambda value: np.zeros(value.shape).tolist(),
    "0.0": lambda value: str(np.zeros(value.shape).tolist()),
    "0.000": lambda value: str(np.zeros(value.shape).tolist()).replace("0.0", "0.000"),
    "1e-20": lambda value: np.full(value.shape, 1e-20).tolist(),
}


@cache
def shipped(path: Path) -> Assignment:
    return load_assignment(path)


def in_turn(choices: Sequence[object], count: int) -> list[object]:
    """Each shipped rubric with so many of the choices, in turn, and the first with all of them."""
    taken = [
        [choices[(at * count + k) % len(choices)] for k in range(count)]
        for at in range(len(SHIPPED))
    ]
    return [
        pytest.param(path, choice, id=f"{path.stem}-{choice}")
        for path, some in zip(SHIPPED, [choices, *taken[1:]], strict=True)
        for choice in some
    ]


def read(text: str) -> Assignment:
    return read_assignment(text, "quiz.yaml")


def followed(assignment: Assignment, fill: Callable[[Question, str, Array], object]) -> float:
    """The share of an assignment's points that are earned by following, of boxes filled blindly."""
    by_step = {}
    for question in assignment.questions:
        for step in question.steps:
            value = question.solution.get(step.name, NoValue(reason=""))
            if step.answer is AnswerKind.NUMBER and not isinstance(value, NoValue):
                text = str(fill(question, step.name, np.asarray(value)))
                by_step[question.key, step.name] = Answer(text=text)
    found = marks(assignment, Answers(by_step=by_step))
    return sum(mark.earned for mark in found if mark.follows_own) / assignment.points


@pytest.mark.parametrize("path, filling", in_turn(list(ZEROS), 2))
def test_zeros_in_every_box_follow_from_nothing(path: Path, filling: str) -> None:
    assert followed(shipped(path), lambda _, __, value: ZEROS[filling](value)) == 0


@pytest.mark.parametrize("path, number", in_turn([1, -1, 0.5, 2, 10, 0.1, 0.01, 1e-4], 2))
def test_one_number_in_every_box_earns_next_to_nothing_for_following(
    path: Path, number: float
) -> None:
    share = followed(shipped(path), lambda _, __, value: np.full(value.shape, number).tolist())
    assert share <= 0.05


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_old_weights_beside_zeros_are_no_new_weights(path: Path) -> None:
    def old_weights(question: Question, name: str, value: Array) -> object:
        old = question.parameters.get(name.removesuffix("_new"))
        return np.zeros(value.shape).tolist() if old is None else old.tolist()

    assert followed(shipped(path), old_weights) == 0


def test_a_relu_that_is_off_in_the_students_own_values_costs_nothing_after_it() -> None:
    found = judged(read(RELU), DEAD)
    assert {name: mark.credit for name, mark in found.items() if name != "z"} == dict.fromkeys(
        [name for name in DEAD if name != "z"], 1.0
    )


@pytest.mark.parametrize("zeros", ["[0, 0]", "[0.0, 0.0]", "[0.00, 0.0]"])
def test_a_zero_that_was_put_in_makes_what_follows_trivial(zeros: str) -> None:
    put_in = {"z": "[0.8, 1.0]", "a": zeros, "y": "0", "dL_dv": "[0, 0]"}
    found = judged(read(RELU), put_in)
    assert (found["z"].credit, found["y"].credit, found["dL_dv"].credit) == (1, 0, 0)
    assert "a zero there makes all that follows zero" in step_feedback(found["y"])


def test_weights_as_they_were_never_follow_from_a_zero_that_was_put_in() -> None:
    assert judged(read(RELU), {"dL_dv": "[0, 0]", "v_new": "[1.5, -2]"})["v_new"].credit == 0
    worked = {"z": "[0.8, 1.0]", "a": "[0.8, 1.0]", "y": "-0.8", "loss": "3.24"}
    found = judged(read(RELU), worked | {"dL_dv": "[0, 0]", "v_new": "[1.5, -2]"})
    assert (found["loss"].credit, found["v_new"].credit) == (1, 0)


COPIED = """\
title: Copies
questions:
  q:
    title: The gradient by a bias is the gradient by its sum
    parameters: {z: [0.4, -0.2], t: [1, 0]}
    steps:
      dL_dz: {points: 2, formula: sigmoid(z) - t}
      dL_db: {points: 1, formula: dL_dz}
      dL_dc: {points: 1, formula: -dL_db}
      dL_dd: {points: 1, formula: -dL_dc}
"""


def test_a_copy_that_the_rule_asks_for_is_followed_where_its_source_says_something() -> None:
    own = {"dL_dz": "[0.31, -0.27]", "dL_db": "[0.31, -0.27]", "dL_dc": "[-0.31, 0.27]"}
    found = judged(read(COPIED), own)
    assert (found["dL_db"].credit, found["dL_dc"].credit) == (1, 1)


def test_one_number_in_box_after_box_is_no_copy_that_the_rule_asks_for() -> None:
    found = judged(read(COPIED), dict.fromkeys(["dL_dz", "dL_db", "dL_dc", "dL_dd"], "[7, 7]"))
    assert {mark.credit for mark in found.values()} == {0}


HALF = """\
title: Entries
questions:
  q:
    title: Entries
    parameters: {u: [0, 0, 3, 5], W: [1, 2, 3, 4], g: [0, 0, 0.5, 0]}
    steps:
      a: {points: 1, formula: 2 u}
      W_new: {points: 1, formula: W - g}
"""


@pytest.mark.parametrize(
    "step, text, credit",
    [
        ("a", "[0, 0, 6, 10]", 1),
        ("a", "[0, 0, 6, 7]", 0.5),  # beyond the two that zeros everywhere would make right
        ("a", "[0, 1, 6, 7]", 0),
        ("a", "[0, 0, 0, 0]", 0),
        ("W_new", "[1, 2, 2.5, 9]", 0.75),
        ("W_new", "[1, 2, 3, 4]", 0),  # the old weights
        ("W_new", "[1, 1, 1, 1]", 0),
    ],
)
def test_entries_count_beyond_what_a_constant_or_a_given_would_earn(
    step: str, text: str, credit: float
) -> None:
    assert judged(read(HALF), {step: text})[step].credit == credit


def test_what_was_right_by_luck_is_told() -> None:
    told = step_feedback(judged(read(HALF), {"W_new": "[1, 1, 1, 1]"})["W_new"])
    assert "The same number in every place earns nothing where it happens to be right" in told
    told = step_feedback(judged(read(HALF), {"W_new": "[1, 2, 3, 4]"})["W_new"])
    assert "This is what stood there before, as it was" in told


NUMBERS = st.integers(-900, 900).map(lambda n: n / 100)


@given(z=st.lists(NUMBERS, min_size=2, max_size=2))
def test_what_follows_faithfully_from_any_own_value_earns_all(z: list[float]) -> None:
    v, a = np.array([1.5, -2]), np.maximum(z, 0)
    y = v @ a
    error = 2 * (y - 1)
    own = {
        "z": z,
        "a": a.tolist(),
        "y": float(y),
        "loss": float((y - 1) ** 2),
        "dL_dv": (error * a).tolist(),
        "dL_dz": (error * v * (np.array(z) > 0)).tolist(),
        "v_new": (v - 0.1 * error * a).tolist(),
    }
    found = judged(read(RELU), {name: str(value) for name, value in own.items()})
    if any(z) and z not in ([0.8, 1.0],):
        assert {n for n, mark in found.items() if n != "z" and mark.credit < 1} == set()


WIDE = """\
title: Own values that could be anything
tolerance: {rtol: 0.002}
questions:
  q:
    title: Attention weights, and a quotient
    parameters: {x: [0.4, -0.9], h: 0.8, t: 0.3}
    steps:
      s: {points: 1, formula: 2 x}
      A: {points: 2, formula: softmax(s)}
      d: {points: 1, formula: h - t}
      r: {points: 2, formula: t / d}
"""


@pytest.mark.parametrize(
    "answers, step, credit",
    [
        # 100 may be 95 to 110, so that anything would follow
        ({"s": "[100, 100]", "A": "[0.2, 0.8]"}, "A", 0),
        ({"s": "[100, 100]", "A": "[0.5, 0.5]"}, "A", 1),
        ({"s": "[1.31, 0.42]", "A": "[0.709, 0.291]"}, "A", 1),
        ({"d": "0.00", "r": "7"}, "r", 0),
        ({"d": "-0.51", "r": "-0.588"}, "r", 1),
    ],
)
def test_a_range_that_says_nothing_lets_only_what_the_numbers_give_follow(
    answers: dict[str, str], step: str, credit: float
) -> None:
    assert judged(read(WIDE), answers)[step].credit == credit


LOT = """\
title: A lot
tolerance: {rtol: 0.002}
questions:
  q:
    title: Sums
    parameters: {a: 1.37, b: 2.61}
    steps:
      p: {points: 1, formula: a b}
      q: {points: 1, formula: p + a}
      r: {points: 1, formula: sqrt(q)}
      s: {points: 1, formula: r b}
      u: {points: 1, formula: s - p}
"""


def test_one_hit_of_few_figures_among_wrong_answers_is_chance() -> None:
    lot = {"p": "0.5", "q": "9", "r": "3", "s": "0.1", "u": "7"}
    assert judged(read(LOT), lot)["r"].credit == 0
    told = step_feedback(judged(read(LOT), lot)["r"])
    assert "So few figures may be met by chance" in told
    worked = lot | {"p": "3.576"}
    assert judged(read(LOT), worked)["r"].credit == 1  # beside an answer that is right
    figured = lot | {"q": "9.21", "r": "3.035"}
    assert judged(read(LOT), figured)["r"].credit == 1


def test_a_right_answer_of_few_figures_shows_no_more_work_than_the_hit_beside_it() -> None:
    longer = LOT + "      w: {points: 1, formula: u + q}\n"
    lot = {"q": "9", "r": "3", "s": "0.1", "u": "7", "w": "2"}
    assert judged(read(longer), lot | {"p": "3.6"})["r"].credit == 0
    assert judged(read(longer), lot | {"p": "3.58"})["r"].credit == 1


def test_an_early_slip_of_few_figures_costs_itself_alone() -> None:
    own = {"p": "3.1", "q": "4.5", "r": "2.1", "s": "5.5", "u": "2.4"}
    found = judged(read(LOT), own)
    assert [found[name].credit for name in "qrsu"] == [1, 1, 1, 1]


SYMBOLS = """\
title: Formulas
questions:
  q:
    title: A slope
    parameters: {x: 0.7, y: 1.9}
    steps:
      f: {points: 2, answer: formula, formula: 3 x}
      g: {points: 2, answer: formula, formula: 3 x y}
"""


@pytest.mark.parametrize(
    "step, text, is_work", [("f", "x", False), ("f", "3", False), ("g", "x y", True)]
)
def test_a_number_or_a_symbol_alone_is_no_formula_with_a_slip(
    step: str, text: str, is_work: bool
) -> None:
    """A slip in a formula earns its part only where some of the formula is left."""
    mark = judged(read(SYMBOLS), {step: text})[step]
    assert mark.verdict is (Verdict.PARTIAL if is_work else Verdict.INCORRECT)
    assert (mark.credit > 0) == is_work


def test_what_took_no_work_keeps_nothing_of_what_it_seemed_to_earn() -> None:
    """A refused answer has no right entries, follows from nothing and has nothing to deduct."""
    mark = judged(read(HALF), {"W_new": "[1, 2, 3, 4]"})["W_new"]
    assert mark.slip == Lapse.TRIVIAL
    assert (mark.share, mark.route.in_words, mark.deducted) == (0, "truth", 0)


BESIDE = COPIED.replace("t: [1, 0]}", "t: [1, 0], c: 3}").replace(
    "    steps:\n",
    "    steps:\n"
    + "".join(f"      p{n}: {{points: 1, formula: {n} c + {n}}}\n" for n in (2, 5, 7, 11, 13)),
)
WORKED = {"p2": "8", "p5": "20", "p7": "28", "p11": "44", "p13": "52"}


@pytest.mark.parametrize("worked, credit", [(WORKED, 1), ({}, 0), ({"p2": "8"}, 0)])
def test_a_value_met_twice_is_no_filling_beside_enough_that_was_worked_out(
    worked: dict[str, str], credit: float
) -> None:
    """The same wrong value in two boxes refuses a copy only where little else was worked out."""
    own = {"dL_dz": "[7, 7]", "dL_db": "[7, 7]", "dL_dc": "[7, 7]", "dL_dd": "[-7, -7]"}
    assert judged(read(BESIDE), worked | own)["dL_db"].credit == credit


COPY = """\
title: A copied line
tolerance: {rtol: 0.002}
questions:
  q:
    title: A slope
    parameters: {z: [0.6, -0.4, 0.02], t: [1, 0, 0]}
    steps:
      y: {points: 1, formula: sigmoid(z)}
      a: {points: 2, formula: tanh(z)}
      dL_dy: {points: 2, formula: y - t}
"""


@pytest.mark.parametrize(
    "answers, step",
    [
        ({"dL_dy": "[0.6457, 0.4013, 0.5050]"}, "dL_dy"),  # the true line above, not handed in
        ({"dL_dy": "[0.65, 0.40, 0.50]"}, "dL_dy"),  # in other figures
        ({"y": "[0.2, 0.7, 0.9]", "dL_dy": "[0.6457, 0.4013, 0.505]"}, "dL_dy"),
        ({"a": "[0.60, -0.40, 0.02]"}, "a"),
    ],
)
def test_a_copied_line_keeps_nothing_for_entries_that_happen_to_be_right(
    answers: dict[str, str], step: str
) -> None:
    mark = judged(read(COPY), answers)[step]
    assert (mark.credit, mark.verdict) == (0, Verdict.INCORRECT)
    assert "nothing of this step's own work" in step_feedback(mark)


def test_entries_count_beside_a_slip_that_leaves_work() -> None:
    mark = judged(read(COPY), {"dL_dy": "[1.6457, 0.4013, 0.505]"})["dL_dy"]  # y + t
    assert mark.credit > 0


ONES = {"p": "3.0", "q": "3.0", "r": "3.0", "s": "3.0", "u": "3.0"}
THREE = LOT.replace("steps:", "steps:\n      n: {points: 1, formula: a + b - 0.98}")


@pytest.mark.parametrize("count, credit", [(4, 0), (3, 1)])
def test_a_number_in_box_after_box_earns_nothing_where_it_is_right(count: int, credit: int) -> None:
    """So many wrong boxes with the same number say that it was put in everywhere."""
    filled = dict([*ONES.items()][-count:])
    found = judged(read(THREE), {"n": "3.0"} | filled)["n"]
    assert found.credit == credit
    told = "The same number in one box after another earns nothing where it happens to be right"
    assert (told in step_feedback(found)) == (credit == 0)


FILLED = """\
title: Vectors
tolerance: {rtol: 0.002}
questions:
  q:
    title: Two layers
    parameters: {x: [0.6, -0.4], W: [[0.2, -0.5], [0.7, 0.3]]}
    steps:
      z: {points: 1, formula: W x}
      h: {points: 1, formula: sigmoid(z)}
      s: {points: 1, formula: W h}
      y: {points: 1, formula: sigmoid(s)}
"""


def test_one_number_in_every_place_follows_from_nothing_but_what_was_put_in() -> None:
    filled = {"z": "[0.713, 0.713]", "h": "[0.671, 0.671]", "s": "[0.924, 0.924]"}
    found = judged(read(FILLED), filled | {"y": "[0.716, 0.716]"})
    assert [mark.credit for mark in found.values()] == [0, 0, 0, 0]
    own = {"z": "[0.713, 0.713]", "h": "[0.671, 0.671]", "s": "[-0.201, 0.671]"}
    found = judged(read(FILLED), own | {"y": "[0.450, 0.662]"})
    assert [mark.credit for mark in found.values()] == [0, 1, 1, 1]  # an own slip, then work


@pytest.mark.parametrize(
    "text, says",
    [
        ("0.500", [1]), ("1000", [1]), ("0.52", [2]), ("1.05", [3]), ("1/3", [0]), ("0", [0]),
        ("-0.0120", [2]), ("[0.5, 0.5]", [1]), ("[0.5, 12]", [1, 2]), ("pi", [0]),
    ],
)  # fmt: skip
def test_zeros_at_either_end_of_a_number_say_nothing(text: str, says: list[int]) -> None:
    assignment = read(LOT if "[" not in text else FILLED)
    step = "p" if "[" not in text else "z"
    case = case_of(assignment.questions[0], Answers(by_step={("q", step): Answer(text=text)}))
    assert [*digits_said(case, step)] == says


def test_what_was_refused_for_another_reason_counts_as_wrong_in_a_lot() -> None:
    """Otherwise a filling that hits often enough shows work by its very hits."""
    lot = {"z": "[1, 1]", "h": "[0.7, 0.7]", "s": "[9, 9]", "y": "[1, 1]"}
    assert {mark.credit for mark in judged(read(FILLED), lot).values()} == {0}


def test_a_right_answer_in_figures_enough_is_never_called_luck() -> None:
    lot = {"p": "3.6", "q": "9", "r": "7", "s": "0.1", "u": "7.5"}
    assert judged(read(LOT), lot)["p"].credit == 1


def test_a_rubric_may_let_all_that_follows_count() -> None:
    lot = {"p": "0.5", "q": "9", "r": "3", "s": "0.1", "u": "7"}
    kind = LOT.replace("tolerance:", "follow_through_unless: never\ntolerance:")
    assert (judged(read(LOT), lot)["r"].credit, judged(read(kind), lot)["r"].credit) == (0, 1)


TARGET = """\
title: Targets
questions:
  q:
    title: Two outputs
    parameters: {h: [0.4, -0.3], V: [[1, 2], [3, -1]], t: [1, 0], W: [[1, 0], [3, 5]]}
    steps:
      y: {points: 2, formula: V h}
      e: {points: 1, formula: y - t}
      dL_dV: {points: 1, formula: e h^T}
      V_new: {points: 1, formula: V - dL_dV}
      r: {points: 1, formula: W y}
"""


@pytest.mark.parametrize("y, credit", [("[1, 0]", 0), ("[0.3, 1.1]", 1)])
def test_a_prediction_that_is_the_target_was_copied_and_leaves_nothing_to_do(
    y: str, credit: float
) -> None:
    """The same zeros from a prediction that only happens to be off are worked out."""
    e = "[0, 0]" if y == "[1, 0]" else "[-0.7, 1.1]"
    found = judged(read(TARGET), {"y": y, "e": e})
    assert (found["y"].credit, found["e"].credit) == (0, credit)


@pytest.mark.parametrize(
    "text, credit",
    [
        ("[[1, 2], [3, -1]]", 0),  # V, from which the rule takes something away
        ("[[1, 0], [3, 5]]", 0),  # W, which has nothing to do with it
        ("[[1, 7], [3, -9]]", 0.5),
    ],
)
def test_a_matrix_of_the_question_earns_nothing_by_the_entries_that_happen_to_be_right(
    text: str, credit: float
) -> None:
    quiz = read(TARGET.replace("h: [0.4", "h: [0"))
    assert judged(quiz, {"V_new": text})["V_new"].credit == credit


@pytest.mark.parametrize("misshapen", ["[1, 2, 3]", "7", "[[1, 2, 3], [3, 4, 5]]"])
def test_an_answer_of_another_shape_harms_no_other_step(misshapen: str) -> None:
    """It says nothing that could be carried on, put in or copied."""
    own = {"y": "[0.3, 1.1]", "e": "[-0.7, 1.1]", "dL_dV": misshapen, "r": "[0.3, 6.4]"}
    found = judged(read(TARGET), own)
    assert found["dL_dV"].credit == 0
    assert (found["e"].credit, found["r"].credit) == (1, 1)


PRODUCTS = """\
title: Products
tolerance: {rtol: 0.002}
questions:
  q:
    title: Products
    parameters: {a: 1.37, b: 2.5}
    steps:
      p: {points: 1, formula: a b}
      s: {points: 1, formula: p b}
"""


@pytest.mark.parametrize(
    "p, s, credit",
    [
        ("0.002", "0.005", 0),
        ("-2e-20", "-5e-20", 0),
        ("0.0012", "0.0030", 1),  # that was worked out
        ("0.02", "0.05", 1),
        ("-0.02", "-0.05", 1),
    ],
)
def test_what_is_negligible_and_has_one_figure_says_no_more_than_a_zero(
    p: str, s: str, credit: float
) -> None:
    assert judged(read(PRODUCTS), {"p": p, "s": s})["s"].credit == credit


@pytest.mark.parametrize(
    "step, text, words",
    [
        ("s", "1.37", "This is what you get without the term b: only a is left"),
        ("f", "1.37", "This is what you get with a minus where a plus belongs"),
        ("f", "1.80", None),  # two of the three terms are some of the work
    ],
)
def test_a_slip_that_leaves_a_given_as_it_was_is_told_and_earns_nothing(
    step: str, text: str, words: str | None
) -> None:
    quiz = read(
        PRODUCTS.replace("b: 2.5", "b: 0.43, c: 0.43")
        .replace("p: {points: 1, formula: a b}", "s: {points: 1, formula: a + b}")
        .replace("s: {points: 1, formula: p b}", "f: {points: 1, formula: b + c + a}")
    )
    mark = judged(quiz, {step: text})[step]
    assert (mark.credit == 0) == (words is not None)
    assert (words or "One slip.") in step_feedback(mark)


COLUMN = """\
title: Columns
questions:
  q:
    title: A row less another
    parameters: {c: [[1], [2], [3], [4]], g: [[0, 0, 0.5, 5]]}
    steps:
      r: {points: 1, formula: c^T - g}
"""


@pytest.mark.parametrize("text", ["[1, 2, 3, 4]", "[[1], [2], [3], [4]]", "[[1, 2, 3, 4]]"])
def test_a_given_that_was_copied_is_one_in_whatever_shape(text: str) -> None:
    assert judged(read(COLUMN), {"r": text})["r"].credit == 0
    assert judged(read(COLUMN), {"r": text.replace("4", "-7")})["r"].credit > 0


@pytest.mark.parametrize("f, credit", [("0", 0), ("2 x", 1)])
def test_a_formula_that_is_zero_makes_the_zero_after_it_trivial(f: str, credit: float) -> None:
    quiz = read(SYMBOLS.replace("formula: 3 x y}", "formula: f y, symbols: [x, y]}"))
    found = judged(quiz, {"f": f, "g": "0" if f == "0" else f"{f} y"})
    assert found["g"].credit == credit
