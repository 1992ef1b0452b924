"""Conventions that students hold: recognised by the whole sheet, told, and never mixed for free."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradescope.results_json import _facts
from grader.gradescope.submission import marked
from grader.marking import marks
from grader.model import Answer, Answers, Mark, Verdict
from grader.question import Question, under
from grader.review.checks import rubric_problems
from grader.rubric.load import read_assignment
from grader.words.feedback import step_feedback
from grader.words.headline import summary

RUBRIC = """
title: Conventions
tolerance: {rtol: 0.001}
questions:
  "1":
    title: Half or not
    parameters: {w: 0.7, x: 1.5, t: 2.4}
    conventions:
      half: {called: the factor 1/2 in the loss, loss: error^2 / 2, dL_dy: error}
    steps:
      y: {points: 1, formula: w x}
      error: {points: 1, formula: y - t}
      loss: {points: 2, formula: error^2}
      dL_dy: {points: 2, formula: 2 error, gradient_of: loss, with_respect_to: y}
      dL_dw: {points: 2, formula: dL_dy x, gradient_of: loss, with_respect_to: w}
      w_new: {points: 1, formula: w - 0.1 dL_dw}
  "2":
    title: The sample and the population
    parameters: {X: [2.1, 3.4, 5.9, 4.2]}
    definitions: {n: 4, unit: 1}
    conventions:
      population: {called: the variance over N, variance: sum((X - mean)^2) / n}
      bits: {called: logarithms to base 2, unit: log(2)}
    steps:
      mean: {points: 1, formula: sum(X) / n}
      variance: {points: 2, formula: sum((X - mean)^2) / (n - 1)}
      sd: {points: 2, formula: sqrt(variance)}
      se: {points: 2, formula: sd / sqrt(n)}
      H: {points: 2, formula: "log(sum(X)) / unit"}
"""
ASSIGNMENT = read_assignment(RUBRIC, "conventions.yaml")
ONE, TWO = ASSIGNMENT.questions


def handed_in(values: Mapping[tuple[str, str], float], digits: int = 5) -> dict[str, Mark]:
    answers = {key: Answer(text=f"{value:.{digits}f}") for key, value in values.items()}
    return {mark.id: mark for mark in marks(ASSIGNMENT, Answers(by_step=answers))}


def held(question: Question, *names: str) -> dict[tuple[str, str], float]:
    """What a student who holds some conventions writes."""
    solution = under(question, frozenset(names)).solution
    asked = [step.name for step in question.steps]
    return {(question.key, name): float(np.asarray(solution[name])) for name in asked}


WAYS = [
    ((), ()), (("half",), ()), ((), ("population",)), ((), ("bits",)),
    (("half",), ("population", "bits")), ((), ("population", "bits")),
]  # fmt: skip


@pytest.mark.parametrize("first, second", WAYS)
def test_who_holds_a_convention_earns_everything_and_is_told(first, second) -> None:
    found = handed_in({**held(ONE, *first), **held(TWO, *second)})
    assert {mark.verdict for mark in found.values()} == {Verdict.CORRECT}
    told = summary(list(found.values()), None)
    if first and second:
        assert "the factor 1/2 in the loss" in str(_facts(found["1.loss"]))
    assert ("conventions" in _facts(found["2.H"])) == bool(second)
    assert told


def test_what_is_held_is_told_at_the_top() -> None:
    found = handed_in({**held(ONE, "half"), ("2", "mean"): 3.9})
    said = summary(list(found.values()), None)
    assert "Marked with the factor 1/2 in the loss, as you wrote it." in said


@pytest.mark.parametrize("mixed", ["loss", "dL_dy"])
def test_who_mixes_two_loses_at_the_mixture_alone(mixed: str) -> None:
    """The rest follows: from the student's own gradient, whichever it is."""
    way = held(ONE)
    other = held(ONE, "half")
    way[("1", mixed)] = other[("1", mixed)]
    if mixed == "dL_dy":
        way |= {key: other[key] for key in (("1", "dL_dw"), ("1", "w_new"))}
    found = handed_in(way)
    own = {name: mark for name, mark in found.items() if name.startswith("1.")}
    lost = {name for name, mark in own.items() if not mark.is_right}
    assert len(lost) == 1
    (one,) = lost
    said = step_feedback(own[one])
    assert "hold one convention throughout" in said
    assert own[one].credit == 0.5


def test_a_convention_is_held_in_all_questions_that_name_it() -> None:
    text = RUBRIC.replace("population: {called:", "half: {called:")
    both = read_assignment(text, "both.yaml")
    first, second = both.questions
    values = {**held(first, "half"), **held(second)}
    answers = {key: Answer(text=f"{value:.5f}") for key, value in values.items()}
    found = {mark.id: mark for mark in marks(both, Answers(by_step=answers))}
    assert found["1.loss"].verdict is Verdict.CORRECT
    assert found["2.variance"].verdict is not Verdict.CORRECT
    assert "hold one convention" in step_feedback(found["2.variance"])


@given(st.sets(st.sampled_from(["y", "error", "loss", "dL_dy", "dL_dw", "w_new"]), max_size=5))
def test_what_is_left_out_changes_no_convention(blank: set[str]) -> None:
    """A sheet without some steps earns all of the others, in either convention."""
    for names in ((), ("half",)):
        way = {key: v for key, v in held(ONE, *names).items() if key[1] not in blank}
        found = handed_in(way)
        assert all(found[f"1.{name}"].verdict is Verdict.CORRECT for _, name in way)


LINTED = [
    ("loss: error^2 / 2", "dL_dy, held so: the rule is not the gradient of loss"),
    ("loss: error^2, dL_dy: 2 error", "it gives the same values as the rubric's own rules"),
    ("losss: error^2 / 2", "there is no value losss; did you mean loss?"),
    ("loss: eror^2 / 2, dL_dy: error", "eror is not defined"),
    ("error: dL_dy / 2 + loss", "rest on each other in a circle"),
    ("loss: log(error), dL_dy: error", "it has no value for these parameters"),
    ("3", "conventions"),
]


@pytest.mark.parametrize("rules, message", LINTED)
def test_lint_says_what_a_convention_lacks(rules: str, message: str) -> None:
    old = "half: {called: the factor 1/2 in the loss, loss: error^2 / 2, dL_dy: error}"
    own = f"half: {{{rules}}}" if ":" in rules else f"half: {rules}"
    _, problems = rubric_problems(RUBRIC.replace(old, own), "t.yaml")
    told = [str(problem) for problem in problems if not problem.is_warning]
    assert any(message in one for one in told), told
    assert all("conventions" in one for one in told), told


def test_lint_finds_nothing_wrong_with_conventions_that_are_sound() -> None:
    _, problems = rubric_problems(RUBRIC, "t.yaml")
    assert [str(one) for one in problems if not one.is_warning] == []


SHEET = """**1**
y = 0.7 * 1.5 = 1.05, so y - t = -1.35
L = 1/2 (y-t)^2 = 0.91125
dL/dy = (y - t) = -1.35
dL/dw = -1.35 * 1.5 = -2.025
"""


def test_a_sheet_is_read_as_its_conventions_have_it(tmp_path: Path) -> None:
    """Here dL/dy is the error itself, which in the rubric's own rules is another step."""
    (tmp_path / "hw.md").write_text(SHEET, encoding="utf-8")
    found = {mark.id: mark for mark in marked(ASSIGNMENT, tmp_path).marks}
    read = ("y", "error", "loss", "dL_dy", "dL_dw")
    assert {found[f"1.{name}"].verdict for name in read} == {Verdict.CORRECT}
    assert found["1.dL_dy"].conventions == ("the factor 1/2 in the loss",)
