"""The name before the value in a step's box: whose it is decides whether the value is taken."""

from pathlib import Path

import pytest

from grader.answers.label_names import names_on_labels
from grader.marking import marks
from grader.marking.whose_name import names_beside
from grader.mathlang import Vocabulary
from grader.model import Answer, Answers, Verdict
from grader.rubric.load import load_assignment, read_assignment
from tests.filled_in import judged

PROJECT = Path(__file__).resolve().parents[2]
HOMEWORK = load_assignment(PROJECT / "rubrics" / "hw3.yaml")
LABELLED = read_assignment(
    """\
title: Quiz
questions:
  "1":
    title: Names on labels
    tolerance: {rtol: 0.01}
    parameters: {w: 0.4, g: 1.5, t: 1, mass_a: 3, mass_b: 2, step_size: 0.1}
    notation: {mid: [M]}
    steps:
      w_new: {label: w after one step, points: 1, formula: w - step_size * g}
      later: {label: the new w after two steps, points: 1, formula: w_new - step_size * g}
      mid: {label: "the middle, q", points: 1, formula: mass_a / mass_b}
      diff: {label: "δ = w - t", points: 1, formula: w - t}
      energy: {label: the energy of both, points: 1, formula: mass_a + mass_b}
      same: {label: what is there at the start, points: 1, formula: t}
      mass_c: {label: the distance d, points: 1, formula: abs(w - g)}
      loss: {label: the mean loss, points: 1, formula: diff^2 / 2}
      dloss_dw: {label: ∂L/∂w, points: 1, formula: diff, gradient_of: loss, with_respect_to: w}
""",
    "quiz.yaml",
)
OF_ANOTHER = [
    ("2b.y", "0.5935", ["L", "J", "loss", "cost", "\\mathcal{L}", "L(y, ŷ)", "L(y, \\hat{y})",
                        "L_{CE}", "w1", "w_1", "x", "z_3", "dL_dw3", "dJ/dw3"]),
    ("2b.loss", "0.5217", ["y", "x", "w_3"]),
    ("2b.dL_dw3", "-0.1972", ["w3", "dL/dw2", "dJ/dw2", "\\frac{\\partial E}{\\partial w_2}", "L"]),
    ("1b.Y", "[[1.5, 1.1], [1.2, 0]]", ["X", "W", "L"]),
    ("1.w_new", "0.25", ["g", "t", "η", "later", "lr"]),
    ("1.mid", "1.5", ["d", "δ", "\\delta", "mass_a", "w", "J"]),
    ("1.diff", "-0.6", ["w", "t", "q", "M"]),
    ("1.mass_c", "1.1", ["mass_a", "w", "g", "q"]),
    ("1.dloss_dw", "-0.6", ["w", "delta", "J"]),
]  # fmt: skip
OF_THE_STEP = [
    ("2b.y", "0.5935", ["y", "\\hat{y}", "σ(z3)", "a", "a_3", "p", "y(x)", "y = w3 h2"]),
    ("2b.loss", "0.5217", ["L", "J", "loss", "Loss", "cost", "L(y, ŷ)", "L_{CE}", "cross-entropy",
                           "-ln(y)"]),
    ("2b.dL_dw3", "-0.1972", ["dL/dw3", "∂J/∂w_3", "\\frac{\\partial L}{\\partial w_3}"]),
    ("2a.argmax", "0", ["x", "x*", "argmax"]),
    ("1b.Y", "[[1.5, 1.1], [1.2, 0]]", ["Y", "WX", "W X", "\\hat{Y}", "H"]),
    ("1.w_new", "0.25", ["w", "w_{new}", "w'", "w^+", "w - 0.1 g"]),
    ("1.later", "0.1", ["w", "later", "w2"]),
    ("1.mid", "1.5", ["M", "q", "mid", "k"]),
    ("1.diff", "-0.6", ["δ", "\\delta", "diff", "w - t"]),
    ("1.energy", "5", ["E", "energy", "mass_a + mass_b"]),
    ("1.same", "1", ["t", "same"]),
    ("1.dloss_dw", "-0.6", ["dL/dw", "dJ/dw", "(w - t)"]),
]  # fmt: skip


def rows(table):
    return [(step, value, name) for step, value, names in table for name in names]


def mark(step, text):
    question, _, name = step.partition(".")
    assignment = LABELLED if question == "1" else HOMEWORK
    answers = Answers(by_step={(question, name): Answer(text=text)})
    (found,) = [m for m in marks(assignment, answers) if (m.question, m.step) == (question, name)]
    return found


@pytest.mark.parametrize("step, value, name", rows(OF_ANOTHER))
def test_a_right_number_under_the_name_of_another_value_is_not_taken(step, value, name):
    found = mark(step, f"{name} = {value}")
    assert found.verdict is Verdict.UNREADABLE
    assert f'"{name.strip("*")}" is the name of another value' in str(found.reason)


@pytest.mark.parametrize("step, value, name", rows(OF_THE_STEP))
def test_the_steps_own_name_in_any_spelling_passes(step, value, name):
    assert mark(step, f"{name} = {value}").verdict is Verdict.CORRECT


def test_the_probability_of_an_event_on_a_label_names_no_other_event() -> None:
    labels = {"pB": "P(B=T)", "pM": "P(M=T|B=T,L=F)"}
    found = names_on_labels(labels, Vocabulary(names=["pB", "pM"]))
    assert found == {"P(B=T)": "pB", "P(M=T|B=T,L=F)": "pM"}


def test_the_marker_of_the_list_that_asks_is_no_part_of_the_name_on_a_label() -> None:
    labels = {"p1": "1. P(X > 5)", "p2": "(b) P(4 < X < 16)", "q": "c) the rate, q"}
    found = names_on_labels(labels, Vocabulary(names=["p1", "p2", "q"]))
    assert found == {"P(X > 5)": "p1", "P(4 < X < 16)": "p2", "q": "q"}


def test_a_function_that_several_labels_apply_is_no_name_of_one_of_them() -> None:
    labels = {"p_R": "1. P(R)", "p_S": "2. P(R ∩ non E)", "L": "L(y, t)"}
    found = names_on_labels(labels, Vocabulary(names=["p_R", "p_S"]))
    assert "P" not in found
    assert (found["P(R)"], found["L"]) == ("p_R", "L")


def test_what_a_label_gives_a_value_is_no_name_of_the_step() -> None:
    labels = {"A1": "T = 10 %: the value A", "T3": "R = 0.3, T in %", "q": "the rate, q"}
    found = names_on_labels(labels, Vocabulary(names=["A1", "T3", "q"]))
    assert not {"T", "R"} & found.keys()
    assert found["q"] == "q"


def test_a_number_alone_asks_for_no_names() -> None:
    """Most answers are one: all labels of a question would be read for nothing."""
    rubric = "title: T\nquestions:\n  q:\n    title: Q\n    parameters: {a: 2}\n    steps:\n"
    (question,) = read_assignment(rubric + "      y: {points: 1, formula: 3 a}\n", "q").questions
    for text, is_asked in (("6", False), ("y = 6", True)):
        assert judged(question, {"y": text})["y"].is_right
        assert (names_beside.__wrapped__ in {made[0] for made in question.built}) is is_asked
