"""Worked solutions: each rule, then the numbers put in, then the value; who sees them, and when."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from grader.answers.step_value import value
from grader.gradescope.results_json import results
from grader.marking import marks
from grader.marking.worked import solution_of
from grader.model import NoValue
from grader.question import AnswerKind
from grader.review.faithful_work import as_answers, handed_in
from grader.rubric.load import load_assignment, read_assignment
from tests.project import PROJECT, RUBRICS, SAMPLES, run_grader

RUBRIC = """\
title: Quiz
tolerance: {rtol: 0.002}
reveal: solution
questions:
  1:
    title: A unit
    parameters: {w: -0.5, x: [1, 2], n: 2, big: BIG}
    definitions: {m: sum(x) / n}
    steps:
      z: {label: z, points: 1, formula: w m^2}
      y: {label: "y, the activation", points: 1, formula: sigmoid(z)}
      v: {label: v, points: 1, formula: w x}
      sure: {label: "sure?", points: 1, answer: choice, choices: [yes, no], formula: y > 0.9}
      total: {label: the total, points: 1, formula: sum(big) + w^2}
      dy:
        {label: ∂y/∂z, points: 1, answer: formula, symbols: [z], formula: y (1 - y)}
      why: {label: why, answer: review}
""".replace("BIG", str(list(range(40))))

LINES = {
    "z": ["m = sum(x) / n = sum([1, 2]) / 2 = 1.5", "z = w m^2 = (-0.5) · 1.5^2 = -1.125"],
    "y": ["y = σ(z) = σ(-1.125) = 0.245085"],
    "v": ["v = w x = (-0.5) · [1, 2] = [-0.5, -1]"],
    "sure": ["sure = (y > 0.9) = (0.245085 > 0.9) = no"],
    "total": ["total = sum(big) + w^2 = sum(big) + (-0.5)^2 = 780.25"],
    "dy": ["dy = y (1 - y)"],
    "why": [],
}


@pytest.mark.parametrize("name", LINES)
def test_each_rule_is_written_then_the_numbers_then_the_value(name: str) -> None:
    [question] = read_assignment(RUBRIC, "q.yaml").questions
    step = next(step for step in question.steps if step.name == name)
    assert [*solution_of(question, step)] == LINES[name]


@pytest.mark.parametrize("path", sorted(RUBRICS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_solution_ends_with_the_value_of_its_step(path: Path) -> None:
    for question in load_assignment(path).questions:
        for step in question.steps:
            lines = solution_of(question, step)
            assert bool(lines) == (step.answer is not AnswerKind.REVIEW)
            true = question.solution.get(step.name)
            if step.answer is AnswerKind.NUMBER and not isinstance(true, NoValue):
                told = value(lines[-1].rpartition(" = ")[2].removesuffix(f" {step.unit}"))
                np.testing.assert_allclose(told, np.asarray(true), rtol=1e-5, atol=1e-12)


def rows(answers: dict[str, str], text: str = RUBRIC) -> dict[str, dict]:
    """The rows of worked solutions, by step, where some answers are given and carried on."""
    assignment = read_assignment(text, "q.yaml")
    given = handed_in(assignment, {("1", name): told for name, told in answers.items()})
    made = results(marks(assignment, as_answers(given)), None)
    return {
        test["extra_data"]["step"]: test for test in made["tests"] if "solution" in test["tags"]
    }


def test_students_are_shown_it_after_publication_in_a_row_of_its_own() -> None:
    found = rows({})
    assert [*found] == [f"1.{name}" for name in LINES if LINES[name]]
    assert {row["visibility"] for row in found.values()} == {"after_published"}
    assert found["1.y"]["name"] == "y, the activation, worked out"
    assert found["1.y"]["output"] == f"Worked out:\n\n`{LINES['y'][0]}`"
    assert {(row["score"], row["max_score"]) for row in found.values()} == {(0.0, 0.0)}


def test_who_went_wrong_before_is_shown_it_with_own_values_too() -> None:
    found = rows({"z": "1.125"})
    assert found["1.y"]["output"].endswith(
        "With your own values:\n\n`y = σ(z) = σ(1.125) = 0.754915`"
    )
    assert "own values" not in found["1.z"]["output"]
    assert "own values" not in found["1.v"]["output"]


def test_it_is_shown_for_what_was_left_blank_as_well() -> None:
    made = results(marks(read_assignment(RUBRIC, "q.yaml"), as_answers({})), None)
    assert sum("solution" in test["tags"] for test in made["tests"]) == 6


@pytest.mark.parametrize("reveal", ["nothing", "reading", "expected"])
def test_nobody_is_shown_it_where_the_rubric_does_not_say_so(reveal: str) -> None:
    assert rows({"z": "1.125"}, RUBRIC.replace("solution", reveal)) == {}


def test_the_time_is_the_rubrics_and_a_hidden_step_stays_hidden() -> None:
    text = RUBRIC.replace("reveal: solution", "reveal: solution\nreveal_when: after_due_date")
    text = text.replace("v: {label: v,", "v: {label: v, visibility: hidden,")
    found = rows({}, text)
    assert {row["visibility"] for row in found.values()} == {"after_due_date"}
    assert "1.v" not in found


def test_the_key_prints_it_and_a_students_own() -> None:
    key = run_grader("explain", "hw3", "2b", "--worked").stdout
    assert "  h1 = σ(z1) = σ(0.1575) = 0.539294\n" in key
    sample = str(SAMPLES / "one_slip")
    own = run_grader("explain", "hw3", "2b", "--answers", sample).stdout
    assert (
        "  z2 = w2 * h1 = (-0.11) * 0.4607 = -0.050677   (handed in: -0.05068, follows, 1/1)" in own
    )
    wrong = run_grader("explain", "hw3", "--answers", "nowhere")
    assert wrong.stderr == "grader: there is no nowhere; name a submission's folder, or one file\n"


def test_a_rubric_that_does_not_reveal_it_does_not_load_it() -> None:
    program = """
import sys
from pathlib import Path
from grader.gradescope import marked
from grader.rubric import load_assignment
marked(load_assignment(Path("rubrics/hw3.yaml"), True), Path("sample_submissions/one_slip"))
assert not [name for name in sys.modules if "worked" in name or "schema_tests" in name]
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_no_line_breaks_out_of_its_code() -> None:
    for row in rows({"z": "1.125"}).values():
        for line in row["output"].split("\n\n"):
            assert re.fullmatch(r"`[^`]*`|Worked out:|With your own values:", line), line


def test_a_question_that_goes_on_with_another_takes_the_own_value_from_there(
    tmp_path: Path,
) -> None:
    (tmp_path / "answers.yaml").write_text("1: {y: 0.5}\n2: {z: 1.5}\n")
    (tmp_path / "q.yaml").write_text(
        """\
title: Quiz
questions:
  1:
    title: A
    parameters: {w: 2}
    steps: {y: {label: y, points: 1, formula: 3 w}}
  2:
    title: B
    parameters: {y: 1.y}
    steps: {z: {label: z, points: 1, formula: 3 y}}
"""
    )
    arguments = [str(tmp_path / "q.yaml"), "2", "--answers", str(tmp_path / "answers.yaml")]
    done = run_grader("explain", *arguments)
    assert "  z = 3 y = 3 · 0.5 = 1.5   (handed in: 1.5, follows, 1/1)\n" in done.stdout
