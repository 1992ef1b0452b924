"""Submissions that are made from a rubric's own values: each earns what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from grader.answers.files import AnswerFile
from grader.answers.filled_template import answers
from grader.commands.sample import sample
from grader.commands.stories import differences, stories
from grader.commands.template import template
from grader.commands.terminal import Terminal
from grader.gradescope.submission import marked
from grader.marking import marks
from grader.model import Verdict
from grader.question import AnswerKind
from grader.review.checks import rubric_problems
from grader.review.faithful_work import as_answers, handed_in
from grader.review.made_submissions import half_empty, one_of_all, submissions_made
from grader.rubric.load import load_assignment, read_assignment
from tests.project import PROJECT, RUBRICS, run_grader

MANUAL = (PROJECT / "docs" / "rubric.md").read_text(encoding="utf-8")
TEXTS = re.findall(r"^```yaml\n(title: .*?)^```$", MANUAL, flags=re.MULTILINE | re.DOTALL)
ASSIGNMENTS = [
    *(read_assignment(text, "manual.yaml") for text in TEXTS),
    *(load_assignment(path) for path in sorted(RUBRICS.rglob("*.yaml"))),
]
FEW = ASSIGNMENTS[: len(TEXTS)]
"""Those of the manual: a slip in every step of the whole gallery takes a minute."""
WHOLE = ("perfect", "half_empty")
BY_NAME = pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda one: one.title)


def test_every_kind_of_answer_is_among_them() -> None:
    kinds = {step.answer for one in ASSIGNMENTS for q in one.questions for step in q.steps}
    assert kinds == set(AnswerKind)


@BY_NAME
def test_the_perfect_submission_earns_everything(assignment) -> None:
    made = next(submissions_made(assignment))
    assert (made.name, made.surprises) == ("perfect", [])
    assert {mark.verdict for mark in made.marks} <= {Verdict.CORRECT, Verdict.REVIEW}


@BY_NAME
def test_the_template_that_is_filled_in_reads_back_as_what_was_made(assignment) -> None:
    texts = handed_in(assignment)
    read = answers(
        AnswerFile(name="a.yaml", text=template(assignment, filled=texts)), assignment.asked()
    )
    assert read.notes == ()
    assert {mark.credit for mark in marks(assignment, read) if mark.points} == {1.0}


@pytest.mark.parametrize("assignment", FEW, ids=lambda one: one.title)
def test_a_slip_costs_its_step_or_is_told(assignment) -> None:
    for made in [one for one in submissions_made(assignment) if one.name not in WHOLE]:
        if "_with_" in made.name:
            assert made.surprises == []
            continue
        given = [mark for mark in made.marks if mark.verdict is not Verdict.MISSING]
        lost = [mark for mark in given if mark.credit < 1 and mark.points]
        assert lost, made.name
        assert len(lost) == 1 or made.surprises, made.name


@BY_NAME
def test_the_half_empty_one_earns_what_is_there(assignment) -> None:
    made = half_empty(assignment)
    assert made.surprises == []
    for question in assignment.questions:
        found = [mark.verdict for mark in made.marks if mark.question == question.key]
        half = (len(found) + 1) // 2
        assert Verdict.MISSING not in found[:half]
        assert set(found[half:]) <= {Verdict.MISSING}


def test_each_convention_has_a_submission_that_holds_it() -> None:
    found = [
        (made.name, {mark.credit for mark in made.marks if mark.points})
        for one in ASSIGNMENTS
        if any(question.conventions for question in one.questions)
        for made in submissions_made(one)
        if "_with_" in made.name
    ]
    assert ("1a_with_half", {1.0}) in found


def test_the_one_for_a_look_has_a_slip_in_each_question_and_a_blank() -> None:
    made = one_of_all(load_assignment(RUBRICS / "hw3.yaml"))
    verdicts = {(mark.question, mark.verdict) for mark in made.marks}
    for key in ("1b", "2a", "2b", "2d"):
        assert (key, Verdict.PARTIAL) in verdicts
    assert Verdict.MISSING in {verdict for _, verdict in verdicts}


QUIZ = """\
title: Quiz
tolerance: {rtol: 0.002}
questions:
  1:
    title: A unit
    parameters: {w: 0.4, x: 1.5}
    steps:
      z: {label: z, points: 1, formula: w x}
      y:
        label: "y: 'σ' # of z"
        points: 2
        formula: sigmoid(z)
        misconceptions:
          - {formula: sigmoid(2 z), feedback: "It is not linear.", credit: 0.25, name: linear}
      sure: {label: "sure?", points: 1, answer: choice, choices: [yes, no], formula: y > 0.55}
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    (tmp_path / "quiz.yaml").write_text(QUIZ, encoding="utf-8")
    folder = tmp_path / "made"
    assert sample(tmp_path / "quiz.yaml", folder, 2, False, Terminal()) == 0
    return folder


def test_what_is_written_earns_what_it_says(written: Path) -> None:
    assignment = read_assignment(QUIZ, "quiz.yaml")
    found = stories([written])
    assert {one.name for one in found} >= {"quiz_perfect", "quiz_half_empty", "quiz_1_y_linear"}
    for story in found:
        outcome = marked(assignment, story.path, ignored=("expected.yaml",))
        assert differences(story, outcome.marks) == [], story.name


def test_a_misconception_is_made_with_its_credit_and_its_words(written: Path) -> None:
    told = yaml.safe_load((written / "quiz_1_y_linear" / "expected.yaml").read_text())
    assert told["credit"] == {"1": {"z": 1, "y": 0.25, "sure": 1}}
    assert told["story"] == "1.y: It is not linear. All else is worked out faithfully from it."
    assert told["rubric"].endswith("quiz.yaml")


def test_what_is_there_stays_unless_it_is_to_be_written_anew(written: Path) -> None:
    rubric = str(written.parent / "quiz.yaml")
    mine = written / "quiz_perfect" / "answers.yaml"
    mine.write_text("mine")
    done = run_grader("sample", rubric, "-o", str(written), "--slips", "2")
    assert "0 submissions written; " in done.stdout
    assert mine.read_text() == "mine"
    run_grader("sample", rubric, "-o", str(written), "--anew")
    assert mine.read_text() != "mine"


def test_what_earns_something_else_than_it_should_is_shown_to_the_ta(tmp_path: Path) -> None:
    text = QUIZ.replace("sigmoid(2 z)", "z")
    (tmp_path / "quiz.yaml").write_text(text)
    done = run_grader("sample", str(tmp_path / "quiz.yaml"), "-o", str(tmp_path / "made"))
    assert done.returncode == 0
    assert (
        "quiz_1_y_linear: look at it: 1.y earns 0 of 2 and not 0.5: This is what stood"
        in done.stdout
    )
    assert run_grader("dry-run", str(tmp_path / "made"), "-b").returncode == 0


CARRIED = """\
title: Carried
tolerance: {rtol: 0.002}
reveal: solution
questions:
  2b:
    title: forward
    parameters: {w: 0.5, x: 1.5, v: 2, t: 1}
    steps:
      h: {label: h, points: 1, formula: sigmoid(w x)}
      y: {label: y, points: 1, formula: v h}
  2d:
    title: backward
    parameters: {from: 2b, h: 2b.h, y: 2b.y}
    steps:
      error: {points: 1, label: y - t, formula: y - t}
      dL_dv: {points: 2, label: ∂L/∂v, formula: error h}
tests:
  - answers: {2b: {h: 0.32}}
    expect: {2b: {h: partial, y: follows}, 2d: {error: follows, dL_dv: follows}}
"""


def test_faithful_work_goes_on_into_the_next_question() -> None:
    assert [str(one) for one in rubric_problems(CARRIED, "q.yaml")[1]] == []
    assignment = read_assignment(CARRIED, "q.yaml")
    texts = handed_in(assignment, {("2b", "h"): "0.32"})
    assert [*texts.values()] == ["0.32", "0.64", "-0.36", "-0.1152"]


def test_the_worked_solution_goes_on_into_the_next_question_too() -> None:
    assignment = read_assignment(CARRIED, "q.yaml")
    found = marks(assignment, as_answers(handed_in(assignment, {("2b", "h"): "0.32"})))
    own = {mark.step: mark for mark in found}["dL_dv"]
    assert own.solution == ("∂L/∂v = error h = 0.358357 · 0.679179 = 0.243389",)
    assert own.own_solution == ("∂L/∂v = error h = (-0.36) · 0.32 = -0.1152",)


SHARED = """\
title: Shared
tolerance: {rtol: 0.002}
questions:
  1a:
    title: entropies
    parameters: {p: [0.2, 0.8], w: 0.4, x: 1.5}
    definitions: {bit: log(2)}
    conventions: {nats: {called: natural logarithms, bit: 1}}
    steps:
      H: {points: 1, formula: entropy(p) / bit}
      z: {points: 1, formula: w x}
      h: {points: 1, formula: sigmoid(z)}
  1b:
    title: the same unit again
    parameters: {q: [0.3, 0.7], w: 0.4, x: 1.5}
    definitions: {bit: log(2)}
    conventions: {nats: {called: natural logarithms, bit: 1}}
    steps:
      G: {points: 1, formula: entropy(q) / bit}
      z: {points: 1, formula: w x}
      h: {points: 1, formula: sigmoid(z)}
      loss: {points: 1, formula: -log(h)}
tests:
  - story: all of it in nats
    holds: [nats]
    answers: {1a: {H: 0.5004}, 1b: {G: 0.61086}}
    expect: {1a: correct, 1b: {G: {verdict: correct, feedback: Marked with natural logarithms}}}
"""


def test_a_convention_is_held_in_all_questions_that_name_it() -> None:
    made = {one.name: one for one in submissions_made(read_assignment(SHARED, "q.yaml"))}
    held = made["1a_and_1b_with_nats"]
    assert held.story == "All of 1a and 1b is worked out with natural logarithms."
    assert held.surprises == []
    assert {mark.credit for mark in held.marks} == {1.0}


def test_a_slip_is_written_again_where_the_same_value_is_asked_for() -> None:
    made = {one.name: one for one in submissions_made(read_assignment(SHARED, "q.yaml"))}
    slip = made["1a_h_other_value"]
    assert slip.texts["1b", "h"] == slip.texts["1a", "h"]
    assert "It is written down again in 1b." in slip.story
    assert slip.surprises == []
    credit = {mark.id: mark.credit for mark in slip.marks}
    assert (credit["1a.h"], credit["1b.h"], credit["1b.loss"]) == (0.5, 0.5, 1.0)


def test_a_value_of_the_same_name_from_other_numbers_is_another_one() -> None:
    other = read_assignment(
        SHARED.replace("q: [0.3, 0.7], w: 0.4", "q: [0.3, 0.7], w: 0.6"), "q.yaml"
    )
    made = {one.name: one for one in submissions_made(other)}
    assert made["1a_h_other_value"].texts["1b", "h"] != made["1a_h_other_value"].texts["1a", "h"]


def test_nobody_writes_the_upper_end_of_an_interval_first() -> None:
    """Not even who goes on with a negative deviation."""
    assignment = load_assignment(RUBRICS / "examples" / "t_test.yaml")
    ends = [
        (made.name, [float(end) for end in made.texts["1", "ci"].strip("[]").split(",")])
        for made in submissions_made(assignment)
        if ("1", "ci") in made.texts
    ]
    assert "1_s_sign" in dict(ends)
    assert [name for name, (low, high) in ends if low > high] == []


def test_a_test_of_the_whole_rubric_holds_conventions_and_expects_their_words() -> None:
    assert [str(one) for one in rubric_problems(SHARED, "q.yaml")[1] if "tests" in str(one)] == []


WRONG_HOLDS = [
    ("holds: [nats]", "holds: [nat]", "no question has a convention nat; did you mean nats?"),
    ("G: 0.61086", "G: 0.88129", "1a.H should be correct; it is partial"),
    ("Marked with natural logarithms", "Marked with bits", "told 'Marked with bits'"),
]


@pytest.mark.parametrize("old, new, message", WRONG_HOLDS)
def test_what_a_test_that_holds_conventions_finds_is_told(old: str, new: str, message: str) -> None:
    head, tests = SHARED.split("tests:\n")
    text = f"{head}tests:\n{tests.replace(old, new)}"
    told = [str(one) for one in rubric_problems(text, "q.yaml")[1]]
    assert any(message in one for one in told), told
