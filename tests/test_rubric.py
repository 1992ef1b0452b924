"""Rubrics: what each key means, and everything that can be wrong with one, in exact words."""

import json

import numpy as np
import pytest

from grader.errors import RubricErrors
from grader.model import Tolerance, Visibility
from grader.question import AnswerKind
from grader.rubric.editor_schema import json_schema
from grader.rubric.load import load_assignment, read_assignment
from grader.rubric.plain_values import read_source
from tests.conftest import HOMEWORK

RUBRIC = """\
title: Homework
total_points: 5
tolerance: {rtol: 0.02, atol: 0.0005}
follow_through: 0.5
questions:
  1b:
    title: A layer
    solver: linear_layer
    tolerance: {rtol: 0.01}
    parameters:
      W: [[0.3, 0.5], [-0.2, 0.4]]
      X: [[0, 2], [3, 1]]
      Y_hat: [[0.5, 1], [1, -1.5]]
      step_size: 0.1
    steps:
      Y: {points: 3, label: Y = WX, expected: [[1.5, 1.1], [1.2, 0]]}
      loss: {points: 2, tolerance: {atol: 0.1}, visibility: hidden, follow_through: 0}
"""


def problems(text):
    with pytest.raises(RubricErrors) as refused:
        read_assignment(text, "r.yaml")
    return str(refused.value).split("\n")


def test_keys_of_a_step_come_before_those_of_its_question_and_of_the_rubric():
    (question,) = read_assignment(RUBRIC, "r.yaml").questions
    layer, loss = question.steps
    assert (layer.name, layer.label, layer.points) == ("Y", "Y = WX", 3.0)
    assert layer.tolerance == Tolerance(rtol=0.01, atol=0.0005)
    assert (layer.follow_through, layer.visibility) == (0.5, Visibility.VISIBLE)
    assert layer.expected.tolist() == [[1.5, 1.1], [1.2, 0.0]]
    assert (loss.label, loss.tolerance) == ("loss", Tolerance(rtol=0.01, atol=0.1))
    assert (loss.follow_through, loss.visibility) == (0.0, Visibility.HIDDEN)
    assert loss.expected is None


def test_what_no_level_says_has_a_default():
    text = RUBRIC.replace("tolerance: {rtol: 0.02, atol: 0.0005}\nfollow_through: 0.5\n", "")
    step = (
        read_assignment(text.replace("    tolerance: {rtol: 0.01}\n", ""), "r.yaml")
        .questions[0]
        .steps[0]
    )
    assert (step.tolerance, step.follow_through) == (Tolerance(rtol=0.0, atol=0.0), 1.0)
    assert step.visibility is Visibility.VISIBLE


def test_an_assignment_knows_its_points_and_what_it_asks():
    assignment = read_assignment(RUBRIC, "r.yaml")
    assert (assignment.points, assignment.total_points) == (5.0, 5)
    assert assignment.asked() == {"1b": ("Y", "loss")}


def test_keys_of_questions_are_text_whatever_yaml_makes_of_them():
    for key in ("012", "1:30", "no", "1e-3", "2"):
        assert read_assignment(RUBRIC.replace("1b:", f"{key}:"), "r").questions[0].key == key


POINTS = ("points: 3", "15: questions.1b.steps.Y.points: ")
RTOL = ("rtol: 0.02", "3: tolerance.rtol: ")
W = ("W: [[0.3, 0.5], [-0.2, 0.4]]", "11: questions.1b.parameters.W: ")

POSITIVE = "it must be greater than 0; a value that earns nothing belongs under definitions"

# in place of, at, the value there -> what is said of it
NUMBERS = [
    (*POINTS, "1e-3", "'1e-3' is text in YAML; write 1.0e-3"),
    (*POINTS, "1E5", "'1E5' is text in YAML; write 1.0e+5"),
    (*POINTS, "2.5e3", "'2.5e3' is text in YAML; write 2.5e+3"),
    (*POINTS, "'3'", "'3' is text in YAML; write 3"),
    (*POINTS, "'0.5392938'", "'0.5392938' is text in YAML; write 0.5392938"),
    (*POINTS, "'12345678.5'", "'12345678.5' is text in YAML; write 12345678.5"),
    (*POINTS, "'0.00001'", "'0.00001' is text in YAML; write 0.00001"),
    (*POINTS, "+.5", "'+.5' is text in YAML; write 0.5"),
    (*POINTS, "-.5", "'-.5' is text in YAML; write -0.5"),
    (*POINTS, "three", "'three' is text in YAML; write a number"),
    (*POINTS, "2022-02-21", "'2022-02-21' is text in YAML; write a number"),
    (*POINTS, "'nan'", "'nan' is text in YAML; write a number"),
    (*POINTS, "'1e999'", "'1e999' is text in YAML; write a number"),
    (*POINTS, "012", "'012' is not a plain decimal number; write 12"),
    (*POINTS, "1_000", "'1_000' is not a plain decimal number; write 1000"),
    (*POINTS, "1_0.5", "'1_0.5' is not a plain decimal number; write 10.5"),
    (*POINTS, "1:30.5", "'1:30.5' is not a plain decimal number; write a number"),
    (*POINTS, "1:30", "'1:30' is not a plain decimal number; write a number"),
    (*POINTS, "0x1F", "'0x1F' is not a plain decimal number; write a number"),
    (*POINTS, "0b11", "'0b11' is not a plain decimal number; write a number"),
    (*POINTS, "yes", "yes is a truth value in YAML; write a number"),
    (*POINTS, "Off", "Off is a truth value in YAML; write a number"),
    (*POINTS, "[3]", "a list stands here; write a number"),
    (*POINTS, "{a: 3}", "a mapping stands here; write a number"),
    (*POINTS, "0", f"0 is a number; {POSITIVE}"),
    (*POINTS, "-1.5", f"-1.5 is a number; {POSITIVE}"),
    (*POINTS, ".inf", ".inf is a number; write a finite number"),
    (*POINTS, ".nan", ".nan is a number; write a finite number"),
    (*RTOL, "1e-3", "'1e-3' is text in YAML; write 1.0e-3"),
    (*RTOL, "-0.1", "-0.1 is a number; it must be at least 0"),
    (*W, "1e-3", "'1e-3' is not a number; write 1.0e-3"),
    (*W, "[[1, 2], [3, 1e-3]]", "entry [1][1]: '1e-3' is not a number; write 1.0e-3"),
    (*W, "[[1, yes], [3, 4]]", "entry [0][1]: true is not a number; write a number"),
    (*W, "[[1, 2], [3]]", "row 0 has 2 entries and row 1 has 1 entry; rows have one length"),
    (*W, "[]", "an empty list stands here; write its numbers"),
    (*W, "[[[[[1]]]]]", "5 dimensions and 1 numbers are too many (at most 4 and 100,000)"),
    (*W, "[[.inf, 2], [3, 4]]", "every number must be finite"),
]


@pytest.mark.parametrize("there, where, value, message", NUMBERS)
def test_what_is_not_a_number_says_what_to_write(there, where, value, message):
    text = RUBRIC.replace(there, f"{there.split(':')[0]}: {value}")
    expected = f"r.yaml:{where}{message}".replace(":15:", ":16:")
    assert problems(text) == [expected]


UNKNOWN = "unknown key; docs/rubric.md lists the keys there are"

KEYS = [
    (
        "title: Homework\n",
        "",
        ["r.yaml:1: title: this key is missing; write title: Homework 3"],
    ),
    (
        "title: Homework\n",
        "title: no\n",
        ["r.yaml:1: title: no is a truth value in YAML; write title: 'no'"],
    ),
    (
        "title: Homework\n",
        "title: 3\n",
        ["r.yaml:1: title: 3 is a number; write title: '3'"],
    ),
    (
        "follow_through: 0.5\n",
        "folow_through: 0.5\n",
        ["r.yaml:4: folow_through: unknown key; did you mean follow_through?"],
    ),
    (
        "follow_through: 0.5\n",
        "follow_through: 1.5\n",
        ["r.yaml:4: follow_through: 1.5 is a number; it must be at most 1"],
    ),
    (
        "follow_through: 0.5\n",
        "follow_through: 0.5\nfollow_through: 0.6\n",
        ["r.yaml:5: follow_through: the key stands twice, first in line 4; keep one"],
    ),
    (
        "rtol: 0.02",
        "rtoll: 0.02",
        ["r.yaml:3: tolerance.rtoll: unknown key; did you mean rtol?"],
    ),
    (
        "visibility: hidden",
        "visibility: hiden",
        [
            "r.yaml:17: questions.1b.steps.loss.visibility: 'hiden' is not one of visible, hidden,"
            " after_due_date, after_published; did you mean hidden?"
        ],
    ),
    (
        "points: 3, ",
        "",
        ["r.yaml:16: questions.1b.steps.Y: points are missing; write points: 1"],
    ),
    (
        "points: 3, ",
        "points: 3, worth: 3, ",
        [f"r.yaml:16: questions.1b.steps.Y.worth: {UNKNOWN}"],
    ),
    (
        "      loss: {",
        "      Y: {",
        ["r.yaml:17: questions.1b.steps.Y: the key stands twice, first in line 16; keep one"],
    ),
    (
        "      loss: {",
        "      los: {",
        [
            "r.yaml:17: questions.1b.steps.los: no such value in solver linear_layer; did you mean"
            " loss?"
        ],
    ),
    (
        "      loss: {",
        "      dL_dw: {",
        [
            "r.yaml:17: questions.1b.steps.dL_dw: no such value in solver linear_layer; did you"
            " mean dL_dW?"
        ],
    ),
    (
        "solver: linear_layer",
        "solver: linear_lair",
        [
            "r.yaml:8: questions.1b.solver: no solver is called linear_lair; did you mean"
            " linear_layer? (known: linear_layer, sigmoid_chain)"
        ],
    ),
    (
        "solver: linear_layer",
        "solver: registry\n    variant: x",
        [
            "r.yaml:8: questions.1b.solver: no solver is called registry (known: linear_layer,"
            " sigmoid_chain)"
        ],
    ),
    (
        "solver: linear_layer",
        "solver: linear_layer\n    variant: x",
        ["r.yaml:9: questions.1b.variant: solver linear_layer has no variant x (it has none)"],
    ),
    (
        "solver: linear_layer",
        "solver: sigmoid_chain",
        [
            "r.yaml:8: questions.1b.solver: solver sigmoid_chain needs a variant: cross_entropy or"
            " regression"
        ],
    ),
    (
        "solver: linear_layer",
        "solver: sigmoid_chain\n    variant: cross_entrpy",
        [
            "r.yaml:9: questions.1b.variant: solver sigmoid_chain has no variant cross_entrpy; did"
            " you mean cross_entropy? (it has cross_entropy, regression)"
        ],
    ),
    (
        "    solver: linear_layer\n",
        "",
        [
            "r.yaml:6: questions.1b: it has neither a solver nor formulas; name a solver, or give"
            " steps a formula"
        ],
    ),
    (
        "      step_size: 0.1\n",
        "",
        ["r.yaml:10: questions.1b.parameters: solver linear_layer needs step_size; add it here"],
    ),
    (
        "      step_size: 0.1\n",
        "      step_sise: 0.1\n",
        [
            "r.yaml:10: questions.1b.parameters: solver linear_layer needs step_size; add it here",
            "r.yaml:14: questions.1b.parameters.step_sise: solver linear_layer does not use it; did"
            " you mean step_size? (it uses W, X, Y_hat, step_size)",
        ],
    ),
    (
        "      X: [[0, 2], [3, 1]]\n",
        "      X: [[0, 2], [3, 1]]\n      X: 1\n",
        ["r.yaml:13: questions.1b.parameters.X: the key stands twice, first in line 12; keep one"],
    ),
    (
        "    steps:\n",
        "    steps: {}\n    others:\n",
        [
            "r.yaml:15: questions.1b.steps: it is empty; at least one entry belongs here",
            f"r.yaml:16: questions.1b.others: {UNKNOWN}",
        ],
    ),
    (
        "      Y: {points: 3, label: Y = WX, expected: [[1.5, 1.1], [1.2, 0]]}\n",
        "      Y: 3\n",
        [
            "r.yaml:16: questions.1b.steps.Y: 3 is a number; a mapping of keys and values belongs"
            " here"
        ],
    ),
]


@pytest.mark.parametrize("old, new, messages", KEYS)
def test_keys_that_do_not_fit_say_where_and_what_would_be_right(old, new, messages):
    assert RUBRIC.count(old) == 1
    assert problems(RUBRIC.replace(old, new)) == messages


def test_everything_wrong_is_said_at_once_in_the_order_of_the_lines():
    text = RUBRIC.replace("rtol: 0.02", "rtol: 1e-3").replace("points: 3", "points: 0")
    text = text.replace("loss: {", "dL_dw: {").replace("title: A layer", "title: yes")
    text = text.replace("step_size: 0.1", "step_size: 0.1\n      step_size: 0.2")
    assert [line.split(": ")[:2] for line in problems(text)] == [
        ["r.yaml:3", "tolerance.rtol"],
        ["r.yaml:7", "questions.1b.title"],
        ["r.yaml:15", "questions.1b.parameters.step_size"],
        ["r.yaml:17", "questions.1b.steps.Y.points"],
        ["r.yaml:18", "questions.1b.steps.dL_dw"],
    ]


MAPPING = "r.yaml:1: a rubric is a mapping with the keys title and questions"
WHOLE = [
    ("", [MAPPING]),
    ("- title", [MAPPING]),
    ("0.5", [MAPPING]),
    ("title: x", ["r.yaml:1: questions: this key is missing"]),
    (
        "title: x\nquestions: {}",
        ["r.yaml:2: questions: it is empty; at least one entry belongs here"],
    ),
    (
        "title: x\nquestions:\n",
        ["r.yaml:2: questions: nothing stands here; a mapping of keys and values belongs here"],
    ),
    (
        "title: x\nquestions: {1b: []}",
        ["r.yaml:2: questions.1b: a list stands here; a mapping of keys and values belongs here"],
    ),
    (
        "title: [x",
        [
            "r.yaml:1: questions: this key is missing",
            "r.yaml:1: title: a value that begins with a bracket needs quotes; write title: '[x'",
        ],
    ),
    (
        "title: x\nquestions: &a 1\ntotal_points: *a",
        [
            "r.yaml:2: questions: &a is an anchor, which is not accepted: remove it",
            "r.yaml:3: total_points: *a is an alias, not accepted here: write the value out",
        ],
    ),
]


@pytest.mark.parametrize("text, messages", WHOLE)
def test_what_is_no_rubric_at_all_says_so(text, messages):
    assert problems(text) == messages


def test_parameters_that_give_no_value_are_the_rubrics_fault_and_not_a_students():
    (message,) = problems(RUBRIC.replace("X: [[0, 2], [3, 1]]", "X: [[0, 2, 3]]"))
    assert message == (
        "r.yaml:10: questions.1b.parameters: Y has no value for these parameters (W of shape"
        " (2, 2), X of shape (1, 3)): its rule does not take values of these shapes"
    )


def test_a_step_nobody_is_asked_for_may_be_without_a_value():
    text = RUBRIC.replace("step_size: 0.1", "step_size: [1, 2, 3]")
    assert read_assignment(text, "r.yaml").questions[0].steps


@pytest.mark.parametrize(
    "digits", ["9" * 400, "9" * 5000, "9" * 400 + ".0"], ids=["400", "5000", "400.0"]
)
def test_absurd_numbers_are_problems_and_not_crashes(digits):
    (message,) = problems(RUBRIC.replace("points: 3", f"points: {digits}"))
    assert message.startswith("r.yaml:16: questions.1b.steps.Y.points: ")


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "r.yaml"
    with pytest.raises(RubricErrors) as refused:
        load_assignment(path)
    assert str(refused.value) == f"{path}: the rubric cannot be read: No such file or directory"
    path.write_bytes(b"title: \xff")
    with pytest.raises(RubricErrors) as refused:
        load_assignment(path)
    assert str(refused.value) == f"{path}: the rubric cannot be read: it is not UTF-8 text"


def test_a_rubric_found_right_before_means_the_same_unchecked():
    first = read_assignment(RUBRIC, "r.yaml").questions[0]
    again = read_assignment(RUBRIC, "r.yaml", checked=True).questions[0]
    assert [s.name for s in first.steps] == [s.name for s in again.steps]
    for name, solved in first.solution.items():
        np.testing.assert_array_equal(solved, again.solution[name])


def test_the_homework_agrees_with_its_own_double_entries(hw3):
    assert hw3.points == hw3.total_points == 80
    for question in hw3.questions:
        for step in question.steps:
            assert (step.expected is None) == (step.answer is not AnswerKind.NUMBER)
            if step.expected is not None:
                np.testing.assert_allclose(
                    question.solution[step.name], step.expected, rtol=1e-5, atol=1e-7
                )


def test_the_schema_describes_every_key_and_is_plain_json():
    schema = json.loads(json.dumps(json_schema()))
    assert set(schema["properties"]) >= {"title", "questions", "tolerance", "follow_through"}
    assert schema["additionalProperties"] is False
    for name, definition in schema["$defs"].items():
        for key, described in definition.get("properties", {}).items():
            assert described.get("description"), f"{name}.{key}"
    numbers = {"$ref": "#/$defs/Numbers"}
    parameters = schema["$defs"]["QuestionKeys"]["properties"]["parameters"]
    (given,) = [one for one in parameters["additionalProperties"]["anyOf"] if "oneOf" in one]
    assert given["oneOf"] == [{"$ref": "#/$defs/DrawKeys"}, numbers]
    assert set(parameters["properties"]) == {"from", "only"}
    assert schema["$defs"]["Numbers"]["anyOf"][1]["items"] == numbers


def test_the_homework_is_a_file_that_a_line_can_point_into():
    lines = HOMEWORK.read_text(encoding="utf-8").splitlines()
    for path, line in read_source("\n".join(lines), "hw3.yaml").lines.items():
        if path and isinstance(path[-1], str):
            assert str(path[-1]) in lines[line - 1]
