"""Tests that a rubric holds: what they may say, what lint says of them, and what they leave out."""

from __future__ import annotations

import textwrap

import pytest

from grader.marking import marks
from grader.model import Verdict
from grader.review.checks import rubric_problems
from grader.review.faithful_work import as_answers, handed_in
from grader.review.rubric_tests import untested_steps
from grader.rubric.load import load_assignment, read_assignment
from tests.project import RUBRICS, run_grader

RUBRIC = """\
title: Quiz
tolerance: {rtol: 0.002}
questions:
  1a:
    title: A unit
    parameters: {w: 0.4, x: 1.5}
    steps:
      z: {label: z = w x, points: 1, formula: w x}
      p: {label: p = σ(z), points: 2, formula: sigmoid(z)}
      loss: {label: L, points: 1, formula: -log(p)}
      sure: {label: "sure?", points: 1, answer: choice, choices: [yes, no], formula: p > 0.9}
      why: {label: why, answer: review}
QUESTION_TESTS
  1b:
    title: A gradient
    dimensions: {W: [m, d], X: [d, n], dL_dY: [m, n]}
    definitions: {G: 2 dL_dY}
    steps:
      dL_dX:
        {label: ∂L/∂X, points: 4, answer: formula, formula: W^T G, symbols: [W, X, dL_dY]}
WHOLE_TESTS
"""


def told(own: str = "", whole: str = "") -> list[str]:
    """What lint says of the rubric with tests in its first question, and of the whole."""
    text = RUBRIC.replace("QUESTION_TESTS\n", _tests(own, 4)).replace(
        "WHOLE_TESTS\n", _tests(whole, 0)
    )
    return [str(one).removeprefix("q.yaml:") for one in rubric_problems(text, "q.yaml")[1]]


def _tests(text: str, indent: int) -> str:
    if not text:
        return ""
    return textwrap.indent(f"tests:\n{textwrap.indent(text, '  ')}\n", " " * indent)


HOLD = [
    "- expect: correct",
    "- expect: 1",
    "- {answers: {p: 0.35}, expect: {z: correct, p: partial, loss: follows, sure: correct}}",
    "- {answers: {p: 0.35}, expect: {p: 0.5, loss: 1}}",
    "- {answers: {p: 0.35}, expect: {p: {verdict: partial, credit: 0.5, feedback: inside σ}}}",
    "- {answers: {p: 0.35}, expect: {p: {feedback: [other sign, of 2 points]}}}",
    "- {answers: {p: 0.6457}, blank: [z], expect: {z: missing, p: 1}}",
    "- {answers: {p: 0.65}, blank: [z, why], expect: {z: 0, p: correct, why: missing}}",
    "- {answers: {p: '0,65'}, expect: {p: unreadable, loss: correct, why: review}}",
    "- {answers: {z: 6}, expect: {z: partial, p: follows, loss: follows, sure: follows}}",
    "- {answers: {sure: yes}, expect: {sure: incorrect}}",
    "- {answers: {sure: no}, expect: {sure: correct}}",
    "- {answers: {z: '2*0.3'}, story: a calculation, expect: correct}",
    "- {answers: {z: [0.6, 1]}, expect: {z: incorrect, p: correct}}",
    "- {answers: {z: }, expect: {z: missing, p: correct}}",
]


@pytest.mark.parametrize("test", HOLD)
def test_a_test_that_holds_is_not_mentioned(test: str) -> None:
    assert told(test) == []


def test_what_did_not_come_out_is_told_with_its_line_what_did_and_why() -> None:
    assert told("- answers: {p: 0.35}\n  expect: {p: follows,\n    loss: partial}") == [
        "15: questions.1a.tests.0.expect.p: p should be follows; it is partial, 1 of 2, read from"
        " 0.35: This is what you get with the other sign inside σ. 1 of 2 points.",
        "16: questions.1a.tests.0.expect.loss: loss should be partial; it is follows, 1 of 1, read"
        " from 1.0498221: Right for your own p = 0.35: full points for this step.",
    ]


WRONG = [
    ("- {answers: {p: 0.35}, expect: {p: 1}}", "expect.p: p should be worth 2 of 2; it is partial"),
    ("- {expect: {p: {feedback: slope}}}", "expect.p: p should be told 'slope'; it is correct, 2"),
    ("- {expect: {p: parital}}", "expect: 'parital' is no verdict; did you mean partial? (known: "),
    ("- {expect: {p: 2}}", "expect: 2 is no credit; write a share of the points from 0 to 1"),
    ("- {expect: {p: {credit: half}}}", "expect: 'half' is no credit; write a share from 0 to 1"),
    ("- {expect: {p: {credits: 1}}}", "expect: 'credits' cannot be expected; did you mean credit?"),
    ("- {expect: {p: {}}}", "expect: nothing is expected here; write a verdict such as partial,"),
    ("- {expect: {}}", "expect: nothing is expected here; name a step, {y: partial}"),
    ("- {expect: {p: fault}}", "expect: 'fault' is no verdict (known: correct, follows, "),
    ("- {expect: {p: {feedback: 3}}}", "expect: feedback is words that the student must read;"),
    ("- {answers: {p: 1}}", "expect: this key is missing; write expect: {y: partial}"),
    ("- {expects: {p: correct}}", "expects: unknown key; did you mean expect?"),
    ("- {expect: correct, points: 2}", "points: unknown key here; it is a key of a step"),
    ("- {expect: {lss: correct}}", "expect.lss: 1a asks for no step lss; did you mean loss?"),
    ("- {answers: {y: 1}, expect: 1}", "answers.y: 1a asks for no step y"),
    ("- {answers: {p: {a: 1}}, expect: 1}", "answers.p: an answer is a number, a text or a list"),
    ("- {blank: [q], expect: 1}", "blank.0: no step is called q"),
    ("- {blank: z, expect: 1}", "blank: 'z' is text in YAML; write blank: [z]"),
]


@pytest.mark.parametrize("test, message", WRONG)
def test_a_test_that_is_wrong_is_told_what_would_be_right(test: str, message: str) -> None:
    found = told(test)
    assert found[0].startswith(f"14: questions.1a.tests.0.{message}"), found


WHOLE = [
    ("- expect: correct", ""),
    ("- {answers: {1a: {p: 0.35}}, expect: {1a: {p: partial}, 1b: correct}}", ""),
    ("- {answers: {1b: {dL_dX: W^T dL_dY}}, expect: {1b: {dL_dX: partial}, 1a: 1}}", ""),
    ("- {blank: [1b, 1a.z], expect: {1b: missing, 1a: {z: 0, p: 1}}}", ""),
    (
        "- {blank: [1b], expect: 1}",
        "tests.0.expect: 1b.dL_dX should be worth 4 of 4; it is missing",
    ),
    ("- {expect: {1c: 1}}", "tests.0.expect.1c: there is no question 1c"),
    ("- {expect: {1a: {x: 1}}}", "tests.0.expect.1a.x: 1a asks for no step x"),
    ("- {answers: {1: {x: 1}}, expect: 1}", "tests.0.answers.1: there is no question 1"),
    ("- {blank: [z], expect: 1}", "tests.0.blank.0: no step is called z; write 1a or 1a.y"),
]


@pytest.mark.parametrize("test, message", WHOLE)
def test_a_test_of_the_whole_rubric_names_questions_and_steps(test: str, message: str) -> None:
    found = told(whole=test)
    assert len(found) == bool(message), found
    assert not message or message in found[0]


def test_a_question_with_something_wrong_in_it_is_not_tried() -> None:
    text = RUBRIC.replace("QUESTION_TESTS\n", _tests("- {expect: {p: missing}}", 4))
    text = text.replace("WHOLE_TESTS\n", "").replace("points: 2", "points: -2")
    [problem] = rubric_problems(text, "q.yaml")[1]
    assert "points" in str(problem)


def test_an_answer_of_a_test_keeps_the_digits_that_stand_there() -> None:
    assert told("- {answers: {p: 0.65}, expect: {p: 1}}") == []
    assert told("- {answers: {p: 0.650}, expect: {p: incorrect}}") == []


def test_steps_without_a_test_are_named_on_demand() -> None:
    text = RUBRIC.replace("QUESTION_TESTS\n", _tests("- {expect: {p: correct}}\n- expect: 1", 4))
    text = text.replace("WHOLE_TESTS\n", "tests: [{expect: {1b: {dL_dX: correct}}}]\n")
    found = [one.path[-1] for one in untested_steps(text, "q.yaml")]
    assert found == ["z", "loss", "sure"]


def test_lint_notes_them_and_all_is_well() -> None:
    done = run_grader("lint", "two_layer_network", "--untested")
    assert done.returncode == 0
    assert ": note: no test expects anything of this step" in done.stdout
    assert "note" not in run_grader("lint", "two_layer_network").stdout


@pytest.mark.parametrize("path", sorted(RUBRICS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_faithful_work_from_nothing_earns_everything(path: object) -> None:
    assignment = load_assignment(path)
    texts = handed_in(assignment)
    found = marks(assignment, as_answers(texts))
    assert [mark.id for mark in found if mark.points and mark.verdict is not Verdict.CORRECT] == []


EXACT = """\
title: Digits
questions:
  1:
    title: Digits
    parameters: {a: 2500, b: 0.124983}
    steps:
      x: {label: x, points: 1, formula: a b, tolerance: {decimals: 2, digits: exactly}}
      y: {label: y, points: 1, formula: 10 a, tolerance: {significant_figures: 2, digits: exactly}}
      z: {label: z, points: 1, formula: a b, tolerance: {significant_figures: 3, digits: at_most}}
      v: {label: v, points: 1, formula: "[b, a]", tolerance: {decimals: 1, digits: exactly}}
"""


def test_faithful_work_has_the_digits_that_are_asked_for() -> None:
    assignment = read_assignment(EXACT, "q.yaml")
    texts = handed_in(assignment)
    assert [*texts.values()] == ["312.46", "2.5e+04", "312", "[0.1, 2500.0]"]
    assert {mark.credit for mark in marks(assignment, as_answers(texts))} == {1.0}


HALVES = """\
title: Halves
questions:
  1:
    title: Halves
    parameters: {w: 0.5, x: 1.4, t: 1}
    conventions:
      half: {called: the factor 1/2 in the loss, loss: error^2 / 2, dL_dy: error}
      own: {called: another loss, loss: error^2 / 3}
    steps:
      error: {label: error, points: 1, formula: w x - t}
      loss: {label: L, points: 1, formula: error^2}
      dL_dy: {label: ∂L/∂y, points: 2, formula: 2 error}
      dL_dw: {label: ∂L/∂w, points: 2, formula: dL_dy x}
    tests:
      - {holds: [half], expect: correct}
      - TEST
"""


@pytest.mark.parametrize(
    "test, message",
    [
        ("{holds: [half], answers: {dL_dy: 0.3}, expect: {dL_dy: partial, dL_dw: follows}}", ""),
        ("{holds: [halve], expect: 1}", "holds.0: 1 has no convention halve; did you mean half?"),
        ("{holds: [half, own], expect: 1}", "holds: nobody holds these at once: they give two"),
    ],
)
def test_a_test_may_hold_a_convention(test: str, message: str) -> None:
    found = [str(one) for one in rubric_problems(HALVES.replace("TEST", test), "q.yaml")[1]]
    found = [one for one in found if "tests" in one]
    assert len(found) == bool(message), found
    assert message in "".join(found)
