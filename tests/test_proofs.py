"""Lint proves gradients: right ones pass in silence, a broken one is told with both values."""

from __future__ import annotations

import re

import pytest

from grader.errors import RubricErrors
from grader.review.checks import rubric_problems
from grader.review.gradient_proofs import difference, gradient_problems
from grader.rubric.load import read_assignment
from grader.rubric.plain_values import read_source
from tests.conftest import HOMEWORK
from tests.homework import HW3

TEXT = HOMEWORK.read_text(encoding="utf-8")


def problems(text: str) -> list[str]:
    assignment, source = read_assignment(text, "r.yaml"), read_source(text, "r.yaml")
    found = gradient_problems(assignment, source)
    return [re.sub(r"^r\.yaml:\d+: ", "", str(problem)) for problem in found]


def changed(old: str, new: str) -> list[str]:
    assert TEXT.count(old) == 1
    return problems(TEXT.replace(old, new))


def test_every_gradient_of_the_homework_says_what_it_is_the_gradient_of_and_is_it() -> None:
    steps = [(q, s) for q in HW3.questions for s in q.steps]
    gradients = [(q, s) for q, s in steps if s.name.startswith(("dL_d", "dsigma"))]
    assert len(gradients) == 1 + 2 + 1 + 3 + 3 + 3
    for question, step in gradients:
        assert step.gradient_of is not None
        assert step.with_respect_to is not None
        if step.name.startswith("dL_d"):
            assert step.gradient_of == "loss"
            assert step.name == f"dL_d{step.with_respect_to}"
        assert difference(question, step, step.gradient_of, step.with_respect_to) is None
    assert [s for _, s in steps if s.gradient_of] == [s for _, s in gradients]
    assert problems(TEXT) == []


RULE = "        formula: dL_dY X^T\n"
SIGMOID = "formula: sigmoid(x) (1 - sigmoid(x))"
A = "questions.1a.steps.dL_dW.gradient_of: the rule is not the gradient of loss with respect to W: "
B = "questions.2a.steps.dsigma.gradient_of: the rule is not the gradient of y with respect to x: "

# the rule in place of the right one, and how the message begins and ends
BROKEN = [
    (RULE, "-dL_dY X^T", A + "in entry [1][2] it gives", ": its sign is wrong"),
    (RULE, "2 dL_dY X^T", A + "in entry [1][2] it gives", ": everywhere 2 times that"),
    (RULE, "dL_dY X^T / 3", A + "in entry [1][2] it gives", ": everywhere 0.333333 times that"),
    (RULE, "X dL_dY^T", A + "it has shape (4, 3)", "derivative (3, 4); is it the transpose?"),
    (RULE, "dL_dY X^T + W", A + "in entry [2][1] it gives", " is -0.53687495"),
    (RULE, "W", A + "in entry [1][1] it gives", " is 3.8688548"),
    (RULE, "sum(dL_dY X^T)", A + "it has shape ()", "derivative (3, 4)"),
    (SIGMOID, "-sigmoid(x) (1 - sigmoid(x))", B, ": its sign is wrong"),
    (SIGMOID, "2 sigmoid(x) (1 - sigmoid(x))", B, ": 2 times that"),
    (SIGMOID, "sigmoid(x) (1 - sigmoid(x)) / 2", B, ": 0.5 times that"),
    (SIGMOID, "sigmoid(x) (1 + sigmoid(x))", B + "it gives 1.1353192", " is 0.21867247"),
    (SIGMOID, "sigmoid(x)^2", B + "it gives 0.45832339", " is 0.21867247"),
]


@pytest.mark.parametrize("there, rule, begins, ends", BROKEN)
def test_a_broken_rule_is_told_with_both_values(
    there: str, rule: str, begins: str, ends: str
) -> None:
    new = re.sub(r"formula: .*", f"formula: {rule}".replace("\\", r"\\"), there)
    (message,) = changed(there, new)
    head, _, point = message.rpartition(" (at ")
    assert head.startswith(begins)
    assert head.endswith(ends)
    assert "the numerical derivative" in head
    assert point in ("random parameters)", "x = 0.74)")


def test_both_values_are_those_of_the_rule_and_of_the_slope() -> None:
    (message,) = changed(SIGMOID, "formula: 3 sigmoid(x) (1 - sigmoid(x))")
    found = re.search(r"it gives ([\d.]+), and the numerical derivative is ([\d.]+)", message)
    assert found is not None
    rule, slope = map(float, found.groups())
    assert rule == pytest.approx(3 * slope, rel=1e-5)


LAYER = """\
title: T
questions:
  q:
    title: Q
    solver: linear_layer
    parameters: {W: [[1, 2], [3, 4]], X: [[1, 0], [2, 1]], Y_hat: [[1, 2], [3, 4]], step_size: 0.1}
    definitions: {half: loss / 2, update: W - step_size dL_dW}
    steps:
      STEP
"""


def layer(step: str) -> list[str]:
    return problems(LAYER.replace("STEP", step))


@pytest.mark.parametrize(
    "step",
    [
        "dL_dY: {points: 1, gradient_of: loss, with_respect_to: Y}",
        "dL_dW: {points: 1, gradient_of: loss, with_respect_to: W}",
        "own: {points: 1, formula: Y - Y_hat, gradient_of: half, with_respect_to: Y}",
        "own: {points: 1, formula: W^T dL_dY, gradient_of: loss, with_respect_to: X}",
        "own: {points: 1, formula: -dL_dY, gradient_of: loss, with_respect_to: Y_hat}",
    ],
)
def test_a_gradient_by_a_step_or_by_a_parameter_is_proved(step: str) -> None:
    assert layer(step) == []


@pytest.mark.parametrize(
    "step, told",
    [
        (
            "dL_dY: {points: 1, gradient_of: half, with_respect_to: Y}",
            "the rule is not the gradient of half with respect to Y: it gives [[",
        ),
        (
            "own: {points: 1, formula: dL_dY^T X, gradient_of: loss, with_respect_to: W}",
            "the rule is not the gradient of loss with respect to W: it gives [[",
        ),
        (
            "dL_dW: {points: 1, gradient_of: loss, with_respect_to: Y}",
            "the rule is not the gradient of loss with respect to Y: it gives [[",
        ),
        (
            "own: {points: 1, formula: '2', gradient_of: Y, with_respect_to: W}",
            "Y has no derivative by W at any point that was tried (near this W the value is not"
            " one finite number)",
        ),
    ],
)
def test_a_wrong_loss_parameter_or_transpose_is_told(step: str, told: str) -> None:
    (message,) = layer(step)
    assert message.partition("gradient_of: ")[2].startswith(told)


def test_a_rule_that_is_right_at_the_given_numbers_alone_is_not_proved() -> None:
    """Lint draws other values: 2 (y - t) and (y - t) (y - t + ...) may agree by accident."""
    text = """\
title: T
questions:
  q:
    title: Q
    parameters: {y: 3, t: 1}
    definitions: {loss: (y - t)^2}
    steps:
      g: {points: 1, formula: (y - t)^2, gradient_of: loss, with_respect_to: y}
"""
    (message,) = problems(text)
    assert "the rule is not the gradient of loss with respect to y" in message


@pytest.mark.parametrize("rule", ["dL_dY X", "X^T dL_dY", "dL_dY^T X"])
def test_a_rule_that_fits_square_matrices_alone_has_no_value(rule: str) -> None:
    """Sizes that differ by name differ wherever symbols are drawn."""
    told = r"r\.yaml:29: questions\.1a\.steps\.dL_dW: it has no value at any point that was tried"
    with pytest.raises(RubricErrors, match=told):
        changed(RULE, f"        formula: {rule}\n")


def test_lint_prints_what_is_not_proved_beside_everything_else() -> None:
    text = TEXT.replace(RULE, "        formula: -dL_dY X^T\n")
    found = [str(p) for p in rubric_problems(text, "r.yaml")[1] if not p.is_warning]
    assert len(found) == 1
    line = text[: text.index("gradient_of: loss")].count("\n") + 1
    assert found[0].startswith(f"r.yaml:{line}: questions.1a.steps.dL_dW.gradient_of: ")
