"""Questions that take numbers from others, and that go on with a student's own answers there."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.commands.handout_sheets import given_lines, latex, markdown, with_own
from grader.commands.template import template
from grader.marking import marks
from grader.model import Answer, Answers, Mark, Verdict
from grader.question import Assignment
from grader.review.checks import rubric_problems
from grader.rubric import OwnNumbers, number_source, rubric_values, student_named, write_new_key
from grader.rubric.load import read_assignment
from grader.words.feedback import step_feedback

NET = """\
title: T
tolerance: {rtol: 0.005}
questions:
  2b:
    title: Forward
    parameters: {w: 0.5, x: 1.2, v: -0.7, t: 1}
    steps:
      z: {points: 1, formula: w x}
      h: {points: 1, label: "h = σ(z)", formula: sigmoid(z)}
      y: {points: 1, formula: v h}
  2d:
    title: Backward
    parameters: {from: 2b, h: 2b.h, y: 2b.y}
    steps:
      error: {points: 1, formula: y - t}
      dL_dv: {points: 1, formula: error h}
      dL_dz: {points: 1, formula: error v h (1 - h)}
"""
RAW = read_assignment(NET, "r.yaml")


def graded(assignment: Assignment, said: Mapping[str, float | str]) -> dict[str, Mark]:
    """The marks by `2b.z`, of what a student says by the same names."""
    by_step = {
        (place.split(".")[0], place.split(".")[1]): Answer(
            text=value if isinstance(value, str) else f"{value:.7g}"
        )
        for place, value in said.items()
    }
    return {f"{m.question}.{m.step}": m for m in marks(assignment, Answers(by_step=by_step))}


def worked(**own: float) -> dict[str, float]:
    """Faithful work that goes on from own values of z, h and y."""
    z = own.get("z", 0.6)
    h = own.get("h", 1 / (1 + math.exp(-z)))
    y = own.get("y", -0.7 * h)
    error = y - 1
    return {
        "2b.z": z, "2b.h": h, "2b.y": y,
        "2d.error": error, "2d.dL_dv": error * h, "2d.dL_dz": error * -0.7 * h * (1 - h),
    }  # fmt: skip


def test_what_is_shared_is_the_same_number_and_asked_for_nowhere() -> None:
    assert rubric_problems(NET, "r.yaml")[1] == ()
    forward, backward = RAW.questions
    assert dict(backward.parameters) == {
        **{n: forward.parameters[n] for n in ("w", "x", "v", "t")},
        "h": forward.solution["h"],
        "y": forward.solution["y"],
    }
    assert "h:" not in template(RAW).split("# Backward")[1]
    assert {mark.verdict for mark in graded(RAW, worked()).values()} == {Verdict.CORRECT}


PROVED = """\
title: T
questions:
  2b:
    title: Forward
    parameters: {w: 0.5, x: 1.2, v: -0.7, t: 1}
    steps:
      h: {points: 1, formula: sigmoid(w x)}
      y: {points: 1, formula: v h}
      loss: {points: 1, formula: (y - t)^2 / 2}
  2d:
    title: Backward
    parameters: {from: 2b, h: 2b.h, y: 2b.y, loss: 2b.loss}
    steps:
      dL_dh: {points: 1, formula: RULE, gradient_of: loss, with_respect_to: h}
"""


@pytest.mark.parametrize("rule, is_proved", [("(y - t) v", True), ("(y - t) h", False)])
def test_a_gradient_of_a_loss_that_another_question_works_out_is_proved(
    rule: str, is_proved: bool
) -> None:
    problems = rubric_problems(PROVED.replace("RULE", rule), "r.yaml")[1]
    told = [str(one) for one in problems if not one.is_warning]
    assert [one for one in told if "the rule is not the gradient of loss" in one] == told
    assert (told == []) == is_proved


OWN = st.integers(100, 2500).map(lambda value: (value // 10 * 10 + 7) / 1000)
"""Own values in figures enough: a 1 for 0.6 would be right as far as it goes."""


@given(st.sampled_from("zhy"), OWN)
def test_one_slip_there_costs_that_one_step(name: str, value: float) -> None:
    true = worked()[f"2b.{name}"]
    assume(abs(value - true) > 0.1 * abs(true) and abs(value) > 0.05)
    found = graded(RAW, worked(**{name: value}))
    lost = [place for place, mark in found.items() if mark.credit < 1]
    assert lost == [f"2b.{name}"]


@given(OWN)
def test_blank_answers_there_are_followed_through(value: float) -> None:
    assume(abs(value - 0.6) > 0.1)
    said = worked(z=value)
    del said["2b.h"], said["2b.y"]
    found = graded(RAW, said)
    assert [n for n, m in found.items() if m.credit < 1] == ["2b.z", "2b.h", "2b.y"]
    assert found["2d.error"].rests_on == ("2b.z",)


def test_the_true_value_is_right_beside_a_wrong_one_of_ones_own() -> None:
    found = graded(RAW, worked() | {"2b.h": 0.9, "2b.y": 0.3})
    lost = [place for place, mark in found.items() if mark.verdict is not Verdict.CORRECT]
    assert lost == ["2b.h", "2b.y"]


def test_neither_the_truth_nor_ones_own_is_incorrect() -> None:
    found = graded(RAW, worked(h=0.9) | {"2d.error": 4.37})
    assert found["2d.error"].verdict is Verdict.INCORRECT


def test_feedback_names_the_question_whose_value_was_carried() -> None:
    found = graded(RAW, worked(h=0.9))
    assert "Right for your own `y of 2b`" in step_feedback(found["2d.error"])
    assert found["2d.dL_dv"].names["h"] == "h of 2b"


def test_zeros_put_in_there_earn_nothing_here() -> None:
    found = graded(RAW, dict.fromkeys(worked(), "0") | {"2d.error": "-1"})
    assert found["2d.dL_dv"].credit == 0
    assert found["2d.dL_dz"].credit == 0


def test_rounded_work_there_is_right_here() -> None:
    said = {name: f"{value:.3g}" for name, value in worked(h=0.65).items()}
    assert [n for n, m in graded(RAW, said).items() if m.credit < 1] == []


CHAIN = """\
title: T
questions:
  3:
    title: Last
    parameters: {b: 2.b}
    steps:
      c: {points: 1, formula: b^2 + 1}
  2:
    title: Middle
    parameters: {a: 1.a, k: 3}
    steps:
      b: {points: 1, formula: a k}
  1:
    title: First
    parameters: {x: 2.5}
    steps:
      a: {points: 1, formula: x + 1}
"""


@pytest.mark.parametrize(
    ("said", "lost"),
    [
        ({"1.a": "5.5", "2.b": "16.5", "3.c": "273.25"}, ["1.a"]),
        ({"1.a": "5.5", "3.c": "273.25"}, ["2.b", "1.a"]),
        ({"1.a": "3.5", "2.b": "11.5", "3.c": "133.25"}, ["2.b"]),
        ({"1.a": "5.5", "2.b": "10.5", "3.c": "111.25"}, ["1.a"]),
    ],
)
def test_a_chain_of_questions_is_followed_in_any_order(
    said: dict[str, str], lost: list[str]
) -> None:
    assignment = read_assignment(CHAIN, "r.yaml")
    assert [question.key for question in assignment.questions] == ["3", "2", "1"]
    assert [place for place, m in graded(assignment, said).items() if m.credit < 1] == lost
    again = read_assignment(CHAIN, "r.yaml", checked=True)
    assert [place for place, m in graded(again, said).items() if m.credit < 1] == lost


def test_what_a_solver_gives_and_what_is_defined_may_be_carried() -> None:
    text = textwrap.dedent(
        """\
        title: T
        questions:
          1:
            title: A
            solver: linear_layer
            parameters: {W: [[1, 2]], X: [[1], [3]], Y_hat: [[2]], step_size: 1}
            steps:
              Y: {points: 1}
          2:
            title: B
            parameters: {from: 1, only: [W, Y]}
            definitions: {half: Y / 2}
            steps:
              q: {points: 1, formula: W^T half}
          3:
            title: C
            parameters: {half: 2.half}
            steps:
              r: {points: 1, formula: "half[0, 0] + 1"}
        """
    )
    assignment, problems = rubric_problems(text, "r.yaml")
    assert [str(one) for one in problems] == []
    assert assignment is not None
    found = graded(assignment, {"1.Y": "[[8]]", "2.q": "[[4], [8]]", "3.r": "5"})
    assert {n: m.verdict.value for n, m in found.items()} == {
        "1.Y": "incorrect", "2.q": "follows", "3.r": "follows",
    }  # fmt: skip


def test_a_spelling_that_is_none_is_told_once_where_it_stands() -> None:
    text = NET.replace("    steps:", "    notation: {w: ['\\sqrt(2', w_], x: [x]}\n    steps:", 1)
    told = [str(one) for one in rubric_problems(text, "r.yaml")[1]]
    assert all("questions.2b.notation" in one for one in told), told
    assert any("cannot be read" in one for one in told)


def test_what_is_said_of_a_value_comes_along() -> None:
    text = textwrap.dedent(
        """\
        title: T
        questions:
          1:
            title: A
            parameters: {t: 1, unused: 4}
            domains: {t: label}
            dimensions: {W: [m, n]}
            notation: {t: [y_true]}
            steps:
              a: {points: 1, formula: t + unused^2}
              b: {points: 1, answer: formula, formula: W^T}
          2:
            title: B
            parameters: {from: 1}
            steps:
              a: {points: 1, formula: 2 y_true + unused}
              b: {points: 1, answer: formula, formula: W t}
        """
    )
    assignment, problems = rubric_problems(text, "r.yaml")
    assert [str(one) for one in problems] == []
    assert assignment is not None
    second = assignment.questions[1]
    assert second.domains["t"] == "label"
    assert second.dimensions["W"] == ("m", "n")
    assert np.asarray(second.solution["a"]) == 6


def rubric(*questions: str) -> str:
    """Questions 1, 2 and so on of their parameters; each has a step q over the first of these."""
    text = "title: T\nquestions:\n"
    for key, question in enumerate(questions, 1):
        parameters, _, formula = question.partition(" | ")
        text += f"  {key}:\n    title: Q\n    parameters: {parameters}\n"
        text += f"    steps: {{q: {{points: 1, formula: {formula}}}}}\n"
    return text


MESSAGES = {
    "a question that there is not": (
        ("{a: 1} | a", "{from: 7} | a"),
        ["9: 2.parameters.from: there is no question 7 (there are 1, 2)"],
    ),
    "itself": (
        ("{a: 1} | a", "{from: 2} | a"),
        ["9: 2.parameters.from: 2 is this question itself; write the key of another"],
    ),
    "a name that is not given there": (
        ("{rate: 1} | rate", "{from: 1, only: [rat]} | rat"),
        ["9: 2.parameters.only: there is no rat in 1; did you mean rate?"],
    ),
    "only without from": (
        ("{a: 1} | a", "{only: [a], b: 2} | b"),
        ["9: 2.parameters.only: only goes with from; write from: 2b as well"],
    ),
    "only that is no list": (
        ("{a: 1} | a", "{from: 1, only: a} | a"),
        ["9: 2.parameters: only is a list of names; write only: [W, x]"],
    ),
    "a name taken that is not used": (
        ("{a: 1, b: 2} | a b", "{from: 1, only: [a, b]} | a"),
        ["9: 2.parameters.only: this question does not use it (it uses a)"],
    ),
    "a value that is not there": (
        ("{a: 1} | a", "{b: 1.r} | b"),
        ["9: 2.parameters.b: 1 has no value r"],
    ),
    "a circle": (
        ("{a: 2.q} | a", "{b: 1.q} | b"),
        ["9: 2.parameters: these questions take values from each other in a circle: 1 -> 2 -> 1"],
    ),
    "two that differ": (
        ("{a: 1} | a", "{a: 2} | a", "{from: [1, 2]} | a"),
        ["13: 3.parameters.from: a has other values in 2 than before; say which, a: 2.a"],
    ),
    "a mistake there is told there alone": (
        ("{a: 1} | a + nix", "{a: 1.q} | a"),
        ["6: 1.steps.q.formula: nix is not defined in this question (in 'a + nix')"],
    ),
    "text that is neither a number nor a value": (
        ("{a: 1} | a", "{b: one} | b"),
        [
            "9: 2.parameters.b: 'one' is not a number; write a number, or give it as a"
            " formula under definitions"
        ],
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_mistake_in_sharing_is_told_at_its_line(name: str) -> None:
    questions, messages = MESSAGES[name]
    problems = rubric_problems(rubric(*questions), "r.yaml")[1]
    found = [f"{p.line}: {'.'.join(map(str, p.path[1:]))}: {p.message}" for p in problems]
    assert found == messages


def test_a_formula_is_not_carried() -> None:
    text = rubric("{a: 1} | a", "{b: 1.q} | b").replace(
        "points: 1", "answer: formula, points: 1", 1
    )
    (problem,) = rubric_problems(text, "r.yaml")[1]
    assert problem.message == "q of 1 has no value that could be carried on; ask for it as a number"


def test_a_word_is_carried_like_a_number() -> None:
    text = textwrap.dedent(
        """\
        title: T
        questions:
          1:
            title: A
            parameters: {s: [0.2, 1.5, 0.3]}
            steps:
              best: {points: 1, answer: choice, choices: [left, up, right], formula: argmax(s)}
          2:
            title: B
            parameters: {from: 1, only: [s, best], r: [1, 2, 4]}
            steps:
              gain: {points: 1, formula: "r[best] + s[best]"}
        """
    )
    assignment = read_assignment(text, "r.yaml")
    found = graded(assignment, {"1.best": "right", "2.gain": "4.3"})
    assert {n: m.verdict.value for n, m in found.items()} == {
        "1.best": "incorrect",
        "2.gain": "follows",
    }


DRAWN = """\
title: T
tolerance: {rtol: 0.005}
students: email
questions:
  2b:
    title: Forward
    parameters: {w: {draw: 'uniform(0.2, 0.9)'}, x: 1.2}
    steps:
      h: {points: 1, label: "h = σ(w x)", formula: sigmoid(w x)}
  2d:
    title: Backward
    parameters: {from: 2b, h: 2b.h, t: {draw: 'integer(1, 9)'}}
    steps:
      q: {points: 1, formula: h^2 + t w}
"""


def test_each_students_numbers_are_shared_and_answers_are_on_no_sheet() -> None:
    numbers = {"2b": {"w": 0.31}, "2d": {"t": 6}}
    sheet = OwnNumbers(student=student_named("ada@example.org"), numbers=numbers)
    own = with_own(read_assignment(DRAWN, "r.yaml"), sheet)
    marked_with = read_assignment(DRAWN, "r.yaml", numbers=numbers)
    h = 1 / (1 + math.exp(-0.31 * 1.2))
    for assignment in (own, marked_with, read_assignment(DRAWN, "r.yaml", True, numbers)):
        assert float(np.asarray(assignment.questions[1].solution["q"])) == pytest.approx(
            h**2 + 6 * 0.31
        )
    given_here = "\n".join(given_lines(own)["2d"])
    assert given_here == "t = 6\nx = 1.2\nw = 0.31\nh: your own h of 2b"
    for text in (markdown(own, sheet), latex(own, sheet)):
        assert f"{h:.4f}"[:5] not in text
        assert "your own h of 2b" in text.replace("`", "")
    found = graded(marked_with, {"2b.h": "0.7", "2d.q": "2.35"})
    assert found["2d.q"].verdict is Verdict.FOLLOWS


def test_a_key_draws_what_is_shared_once(tmp_path: Path) -> None:
    path = tmp_path / "hw.yaml"
    path.write_text(DRAWN, encoding="utf-8")
    write_new_key(path, "T")
    source = number_source(rubric_values(path), path)
    for name in ("ada", "bob"):
        numbers = source.drawn(student_named(f"{name}@example.org")).numbers
        assert {key: list(values) for key, values in numbers.items()} == {"2b": ["w"], "2d": ["t"]}
