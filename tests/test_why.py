"""`grader why`: what a step was marked by, told by the code that marks."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from grader.agreement import AsWritten
from grader.marking import likely_slips, marks
from grader.model import Answers, Lapse, Mark, StepId, Verdict
from grader.question import AnswerKind, Assignment, Question, Step
from grader.review import Account, account_json, account_of, allowed, credit_reasons
from grader.review.faithful_work import as_answers, handed_in, in_kind
from grader.rubric import RubricSource, examined_text, load_assignment, rubric_text
from tests.cohort.a_class import export, zipped
from tests.project import RUBRICS, SAMPLES, run_grader

GALLERY = [RUBRICS / "hw3.yaml", *sorted((RUBRICS / "examples").glob("*.yaml"))]
MOST_STEPS = 2
"""Steps of a submission that are accounted for; each is judged with its whole question."""
IN_FIGURES = (AsWritten.VAGUE, AsWritten.EMPTY, AsWritten.LONG)


def wrong(question: Question, step: Step, chance: random.Random) -> str | None:
    """What somebody writes who errs: a likely slip, or a number that is off by something."""
    true = question.solution[step.name]
    assert isinstance(true, np.ndarray)
    slips = likely_slips(question, step)
    if slips and chance.random() < 0.6:
        return in_kind(step, chance.choice(slips[:5])[2])
    if step.has_words or step.table is not None:
        return None
    figures = chance.choice([1, 2, 3, 5])
    rounded = [float(f"{x:.{figures}g}") for x in np.ravel(true)]
    off = np.array(rounded).reshape(true.shape) * chance.choice([1, 1.001, 1.02, 1.3, -1])
    return in_kind(step, off)


def answers_by_chance(assignment: Assignment, chance: random.Random) -> Answers:
    """Right answers, faithful ones and wrong ones, some in few figures, some left out."""
    given: dict[StepId, str] = {}
    blank: set[StepId] = set()
    for question in assignment.questions:
        for step in question.steps:
            here, roll = (question.key, step.name), chance.random()
            has_value = isinstance(question.solution.get(step.name), np.ndarray)
            text = wrong(question, step, chance) if roll < 0.3 and has_value else None
            if roll > 0.9:
                blank.add(here)
            elif text is not None:
                given[here] = text
    return as_answers(handed_in(assignment, given, blank))


@cache
def loaded(rubric: Path) -> tuple[Assignment, RubricSource]:
    return load_assignment(rubric), examined_text(rubric_text(rubric), str(rubric)).source


def accounts(rubric: Path) -> Iterator[tuple[Account, RubricSource]]:
    """A few steps of a random submission, those that are not simply right first."""
    assignment, source = loaded(rubric)
    chance = random.Random(rubric.stem)
    answers = answers_by_chance(assignment, chance)
    marked = marks(assignment, answers)
    ids = {(q.key, step.name): (q, step) for q in assignment.questions for step in q.steps}
    told = sorted(marked, key=lambda mark: (mark.verdict is Verdict.CORRECT, chance.random()))
    for mark in told[:MOST_STEPS]:
        question, step = ids[mark.question, mark.step]
        yield account_of(assignment, answers, marked, question, step), source


@pytest.mark.parametrize("rubric", GALLERY, ids=lambda path: path.stem)
def test_an_account_is_of_the_mark_and_its_numbers_say_what_the_verdict_says(rubric: Path) -> None:
    """The verdict is marking's; what explains an answer lies within what is allowed; the slip that
    a mark names stands first."""
    for account, source in accounts(rubric):
        mark = account.mark
        assert credit_reasons(account)
        assert json.dumps(account_json(account, source), allow_nan=False)
        if account.judged is None:
            assert mark.verdict in (Verdict.MISSING, Verdict.REVIEW, Verdict.UNREADABLE)
            continue
        assert_as_marked(account)
        assert_by_numbers(account)
        assert_slip_first(account)


def assert_as_marked(account: Account) -> None:
    mark, judged = account.mark, account.judged
    assert judged is not None
    is_changed = mark.slip == Lapse.TRIVIAL or mark.deducted
    if not is_changed:
        assert (judged.verdict, judged.credit, judged.slip) == (
            mark.verdict,
            mark.credit,
            mark.slip,
        )
    taken = [trial for trial in account.routes if trial.is_taken]
    assert len(taken) <= 1
    if judged.is_right:
        assert taken[0].explains
        assert account.decisive is taken[0]


def assert_by_numbers(account: Account) -> None:
    for trial in account.routes:
        is_in_figures = any(one.worth in IN_FIGURES for one in trial.near)
        if trial.near and not (is_in_figures and account.step.digits):
            assert all(one.is_within for one in trial.near) == trial.explains, trial


def assert_slip_first(account: Account) -> None:
    mark = account.mark
    is_named = mark.slip is not None and not isinstance(mark.slip, Lapse)
    if is_named and not account.why_no_slip and "one of the signs" not in (mark.slip_words or ""):
        first = (account.slips or account.routes)[0]
        if account.step.answer is not AnswerKind.FORMULA:
            assert first.is_taken, [trial.name for trial in account.slips[:3]]
        assert account.nearest_first[0].is_taken


STEPS = [
    # the step of the submission below, what is printed
    ("2b.z1", ["→   the true value", "0.155 to 0.17", "0.005", "correct, 1 of 1 point"]),
    ("2b.y", ["→ slip: with the other sign inside σ", "true value: 0.59349572",
              "from own answers: 0.593463 to 0.593873", "z3 = 0.38 (correct)",
              "partial, 1 of 2 points", "slip_credit gives 0.5"]),
    ("2b.loss", ["→ what follows from own answers (y)", "y = 0.41 (partial)",
                 "hw3.yaml:12, for the whole rubric", "follows, 2 of 2 points"]),
    ("2b.dL_dw3", ["Read nothing", "true value: -0.19722521", "missing, 0 of 3 points"]),
    ("1b.dL_dW", ["row 2, column 2 26.6 4.2 4.5 to 5.1 21.5 0.05 430 off",
                  "further off (--all)",
                  "incorrect, 0 of 4 points", "no slip explains it"]),
    ("2a.dsigma", ["→ slip: with a plus where a minus belongs", "the same function",
                   "the rule gives", "partial, 2 of 4 points"]),
    ("2b.observation", ["it gets smaller", "people decide", "nothing was judged"]),
]  # fmt: skip
ANSWERS = """\
1b:
  Y: [[1.5, 1.1], [1.2, 0.0]]
  dL_dY: [[2, 0.2], [0.4, 3.5]]
  dL_dW: [[-4.2, 11.4], [9.8, 26.6]]
2a:
  dsigma: sigmoid(x) (1 + sigmoid(x))
2b:
  z1: 0.16
  h1: 0.54
  z2: -0.059
  h2: 0.485
  z3: 0.38
  y: 0.41
  loss: 0.89
  observation: it gets smaller
"""


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    (tmp_path / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    return tmp_path / "answers.yaml"


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("step, said", STEPS, ids=[step for step, _ in STEPS])
def test_a_step_is_told_with_what_was_read_what_is_right_and_what_was_tried(
    submission: Path, step: str, said: list[str]
) -> None:
    done = run_grader("why", str(submission), step, "-r", "hw3", COLUMNS="250")
    assert (done.returncode, done.stderr) == (0, "")
    for text in said:
        assert words(text) in words(done.stdout)


def test_json_says_the_same_in_numbers(submission: Path) -> None:
    done = run_grader("why", str(submission), "2b.y", "--json")
    data = json.loads(done.stdout)
    assert (data["step"], data["verdict"], data["earned"]) == ("2b.y", "partial", 1.0)
    taken = data["tried"][0]
    assert (taken["is_taken"], taken["way"]) == (True, "slip")
    assert taken["distance"] < taken["allowed"]
    truth = next(one for one in data["tried"] if one["way"] == "truth")
    assert truth["distance"] == pytest.approx(data["true"] - 0.41)
    assert truth["ratio"] > 1
    assert not truth["explains"]


ALL_KINDS = [
    ("largest", "first", ["true value: second", "1 of 1", "the very words"]),
    ("above", "first", ["whether second belongs no yes", "1 of 2"]),
    ("order", "second, first", ["entry 1 second first", "2 of 2"]),
    ("band", "[0.5, 0.9]", ["the lower end 0.5 0.7", "the upper end 0.9 0.9"]),
    ("both", "[[0.5, 0.4], [1.5, 2]]", ["second, z 2 1.2"]),
    ("y", "[0.40, 0.23]", ["→ misconception 1: sigmoid(-z)", "misconception 1 gives 0.25"]),
    ("dz_dw", "2 w x", ["→ slip: without squaring"]),
    ("why", "it doubles", ["people decide"]),
]


def test_each_kind_of_answer_is_told_in_its_own_way(tmp_path: Path) -> None:
    """A choice, a set, a sequence, an interval, a table, a vector, a formula, a text."""
    assert run_grader("new", str(tmp_path / "all.yaml"), "--answers", "all").returncode == 0
    given = "".join(f"  {name}: {text}\n" for name, text, _ in ALL_KINDS)
    (tmp_path / "answers.yaml").write_text(f"1a:\n  z: [0.4, 1.2]\n{given}", encoding="utf-8")
    asked = {
        step.answer for q in load_assignment(tmp_path / "all.yaml").questions for step in q.steps
    }
    assert asked == set(AnswerKind)
    for name, _, said in ALL_KINDS:
        place = (str(tmp_path / "answers.yaml"), f"1a.{name}", "-r", str(tmp_path / "all.yaml"))
        printed = words(run_grader("why", *place, COLUMNS="200").stdout)
        assert [text for text in said if words(text) not in printed] == [], printed


def test_what_a_sheet_says_is_told_with_what_else_it_may_be() -> None:
    done = run_grader("why", str(SAMPLES / "sheet_text"), "2b.h1", COLUMNS="250")
    assert "h₁ = σ(z₁) = 0.5393 (taken) may be" in done.stdout
    assert "100% h1: its value" in done.stdout
    assert "hw3.txt, line 17, recognised by another name for it" in done.stdout


def test_credit_that_took_no_work_is_told_as_taken_back(tmp_path: Path) -> None:
    zeros = "".join(f"  {name}: 0\n" for name in ("z1", "h1", "z2", "h2", "z3"))
    (tmp_path / "answers.yaml").write_text(f"2b:\n{zeros}", encoding="utf-8")
    done = run_grader("why", str(tmp_path), "2b.z2", COLUMNS="250")
    assert "took no work, and that was taken back" in done.stdout
    assert "without that it were follows, 1 of the credit" in done.stdout


def test_a_convention_that_is_held_throughout_is_what_is_right(tmp_path: Path) -> None:
    """Who sums the loss is judged by the sum, and who then takes the mean mixes the two."""
    rubric = RUBRICS / "examples" / "logistic_regression.yaml"
    text = "'1':\n  z: [-0.06, -0.59, 1.11, 0.27]\n  p: [0.485, 0.3566, 0.7521, 0.5671]\n"
    text += "  loss: 2.287\n  error: [-0.515, 0.3566, -0.2479, 0.5671]\n"
    text += "  dL_dw: [0.161, -1.515, -0.961]\n  loss_new: 0.3\n"
    (tmp_path / "answers.yaml").write_text(text, encoding="utf-8")
    done = run_grader("why", str(tmp_path), "1.loss", "-r", str(rubric), COLUMNS="200")
    assert "held throughout: the loss summed over the samples" in done.stdout
    assert "true value: 2.2867194" in done.stdout
    mixed = run_grader("why", str(tmp_path), "1.loss_new", "-r", str(rubric), COLUMNS="200")
    assert "convention summed" in mixed.stdout


def test_a_submission_of_a_class_is_named_by_itself_or_by_its_student(tmp_path: Path) -> None:
    folder = export(tmp_path)
    for path in (folder, zipped(folder)):
        for name in ("submission_2", "alan@x.org", "Emmy Noether"):
            done = run_grader("why", str(path), "1b.dL_dY", "-r", "hw3", "--submission", name)
            assert (done.returncode, done.stderr) == (0, "")
            assert "submission_2, " in done.stdout


REFUSED = [
    (["{samples}", "2b.h1"], "holds 27 submissions: name one with --submission, such as"),
    (["{samples}", "2b.h1", "--submission", "perfct"], "did you mean perfect?"),
    (["{samples}/perfect", "2b.hh"], "question 2b has no step hh; it has z1, h1"),
    (["{samples}/perfect", "9.h1"], "there is no question 9"),
    (["{samples}/nowhere", "2b.h1"], "there is no folder"),
    (["{samples}/perfect", "2b.h1", "--student", "7"], "draws no numbers"),
    (["{samples}/perfect", "2b.h1", "-r", "hw9"], "there is no rubric hw9"),
]


@pytest.mark.parametrize("arguments, said", REFUSED, ids=lambda value: str(value)[:40])
def test_what_cannot_be_told_is_refused_with_what_would_be_right(
    arguments: list[str], said: str
) -> None:
    done = run_grader("why", *(one.format(samples=SAMPLES) for one in arguments))
    assert done.returncode == 2
    assert said in words(done.stderr)
    assert "Traceback" not in done.stderr


def test_an_allowance_names_the_line_of_the_rubric_and_its_level() -> None:
    """The tolerance of a step, of its question, and of all; a default has no line."""
    text = """\
title: T
tolerance: {rtol: 0.01}
questions:
  q:
    tolerance: {atol: 0.5}
    parameters: {a: 2.5}
    steps:
      y: {label: y, points: 1, formula: 2 a, tolerance: {rtol: 0.1}}
      z: {label: z, points: 1, formula: 3 a, tolerance: {decimals: 2}}
"""
    source = examined_text(text, "r.yaml").source
    assignment = examined_text(text, "r.yaml").assignment
    answers = as_answers({("q", "y"): "5.2", ("q", "z"): "7.5"})
    marked: tuple[Mark, ...] = marks(assignment, answers)
    (question,) = assignment.questions
    told = [
        allowed(account_of(assignment, answers, marked, question, step), source)
        for step in question.steps
    ]
    assert told[0][:3] == [
        "rtol 0.1 of 5, 0.5 (r.yaml:8, for this step)",
        "atol 0.5 (r.yaml:5, for its question)",
        "at least 2 significant figures (by default)",
    ]
    assert told[0][-1].startswith("the answer is off by 0.2 from the true value, where 1 is")
    assert told[1][0] == "at least 2 decimals (r.yaml:9, for this step)"


def test_of_many_valid_answers_the_rule_is_an_example_and_no_measure(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(
        'title: V\nquestions:\n  "1":\n    title: E\n    parameters: {A: [[2, 1], [1, 2]]}\n'
        "    steps:\n      v: {label: v, points: 2, formula: '[1, 1]',"
        " valid: A v = 3 v and norm(v) > 0}\n"
    )
    (tmp_path / "answers.yaml").write_text('"1": {v: "[2, 2]"}\n')
    said = run_grader("why", "answers.yaml", "1.v", "-r", "q.yaml", cwd=tmp_path).stdout
    assert "for example: [1, 1]" in said
    assert "any answer of which A v = 3 v and norm(v) > 0 holds" in said
    assert "correct, 2 of 2 points" in said
    assert "off by" not in said
