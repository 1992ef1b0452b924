"""What lint says of tolerances that it tried out."""

from dataclasses import replace

import numpy as np
import pytest

from grader.agreement.tolerance_as_written import Precision
from grader.agreement.tolerance_in_digits import Digits
from grader.mathlang.written.written_matrix import parse_matrix
from grader.model import Array, Tolerance
from grader.question import Assignment, Question
from grader.question.policy import Policy
from grader.review.rounding_habits import Habit, spelled, student
from grader.review.tolerance_audit import Slips, tolerance_findings
from grader.rubric.load import read_assignment


def asked(assignment: Assignment, key: str) -> Question:
    return next(question for question in assignment.questions if question.key == key)


def with_tolerance(question: Question, tolerance: Tolerance, *names: str) -> Question:
    """The question with these steps alone (or all), all with one tolerance."""
    steps = [step for step in question.steps if not names or step.name in names]
    return replace(question, steps=tuple(replace(step, tolerance=tolerance) for step in steps))


@pytest.fixture
def chain(hw3: Assignment) -> Question:
    return asked(hw3, "2b")


MESSAGES = [
    (
        "dL_dw1",
        Tolerance(atol=0.01),
        "atol 0.01 lets 0, the wrong sign, half of it and twice as much pass for"
        " 2b.dL_dw1 = 0.00136; write atol: 0.00005",
    ),
    (
        "dL_dw1",
        Tolerance(atol=0.001),
        "atol 0.001 lets half of it pass for 2b.dL_dw1 = 0.00136; write atol: 0.00005",
    ),
    (
        "h1",
        Tolerance(rtol=0.6),
        "rtol 0.6 lets half of it pass for 2b.h1 = 0.539; write rtol: 0.02",
    ),
    (
        "h1",
        Tolerance(rtol=0.4, atol=0.1),
        "rtol 0.4 with atol 0.1 lets half of it pass for 2b.h1 = 0.539;"
        " write rtol: 0.02 and atol: 0.005",
    ),
    ("h1", Tolerance(rtol=0.02), None),
]


@pytest.mark.parametrize("name, tolerance, message", MESSAGES)
def test_a_tolerance_that_lets_wrong_values_pass_is_told_with_a_better_one(
    chain: Question, name: str, tolerance: Tolerance, message: str | None
) -> None:
    found = tolerance_findings(with_tolerance(chain, tolerance, name))
    told = [finding.message for finding in found if finding.kind == "lets_through"]
    assert told == ([] if message is None else [message])


def test_the_tolerance_that_is_advised_lets_nothing_pass(chain: Question) -> None:
    for advised in (Tolerance(atol=0.00005), Tolerance(rtol=0.02), Tolerance(rtol=0.02, atol=5e-5)):
        found = tolerance_findings(with_tolerance(chain, advised))
        assert not [finding for finding in found if finding.kind == "lets_through"]


def test_the_smallest_entry_of_a_matrix_is_the_one_told(hw3: Assignment) -> None:
    question = with_tolerance(asked(hw3, "1b"), Tolerance(atol=0.015), "W_new")
    (found,) = tolerance_findings(question)
    assert found.message == (
        "atol 0.015 lets half of it pass for 1b.W_new[1][1] = -0.02; write atol: 0.0005"
    ).replace("atol 0.015", "atol 0.01")


KNOWN = [
    (
        {"h1": {"without w1": np.array(0.65)}},
        "rtol 0.3 lets without w1 pass for 2b.h1 = 0.539; write rtol: 0.02",
    ),
    (
        {"h1": {"near": np.array(0.55)}},
        "rtol 0.3 lets near pass for 2b.h1 = 0.539; write rtol: 0.004",
    ),
    ({"h1": {"nearly the same": np.array(0.5394)}}, None),
    ({"h1": {"of another shape": np.zeros(3)}}, None),
    ({"z1": {"of another step": np.array(0.65)}}, None),
]


@pytest.mark.parametrize("slips, message", KNOWN)
def test_known_slips_are_tried_as_well(chain: Question, slips: Slips, message: str | None) -> None:
    question = with_tolerance(chain, Tolerance(rtol=0.3), "h1")
    found = tolerance_findings(question, slips=slips)
    told = [finding.message for finding in found if finding.kind == "lets_through"]
    assert told == ([] if message is None else [message])


def test_digits_that_leave_too_few_figures_are_told(hw3: Assignment) -> None:
    policy = Policy(precision=Precision(minimum_decimals=5))
    found = [
        finding
        for question in hw3.questions
        for steps in [tuple(replace(step, policy=policy) for step in question.steps)]
        for finding in tolerance_findings(replace(question, steps=steps))
    ]
    assert [finding.message for finding in found] == [
        "2b.dL_dw1 = 0.00136 keeps fewer than 2 significant figures in 33% of right work"
        " (with 3 decimals); ask for 2 significant figures in its label"
    ]


def test_a_step_that_rests_on_unasked_ones_needs_a_tolerance(chain: Question) -> None:
    alone = with_tolerance(chain, Tolerance(), "dL_dw1")
    found = [finding for finding in tolerance_findings(alone) if finding.kind == "refuses"]
    assert [(finding.step, finding.message.split(" right work")[0]) for finding in found] == [
        ("dL_dw1", "2b.dL_dw1 is refused in 11% of")
    ]
    advised = float(found[0].message.rpartition("atol: ")[2])
    mended = with_tolerance(chain, Tolerance(atol=advised), "dL_dw1")
    assert "refuses" not in [finding.kind for finding in tolerance_findings(mended)]


def test_a_policy_that_asks_for_more_figures_is_told_once_for_a_step(chain: Question) -> None:
    question = with_tolerance(chain, Tolerance(), "z1", "h1")
    policy = Policy(precision=Precision(minimum_figures=4))
    steps = tuple(replace(step, policy=policy) for step in question.steps)
    findings = tolerance_findings(replace(question, steps=steps))
    assert [(finding.step, finding.kind) for finding in findings] == [
        ("z1", "vague"),
        ("h1", "vague"),
    ]
    assert "(with 3 figures and 3 decimals)" in findings[1].message


SPELLINGS = [
    (0.5393, Habit(figures=3), False, "0.539"),
    (16287.26, Habit(figures=3), False, "16300"),
    (16287.26, Habit(figures=3), True, "16200"),
    (-0.05936, Habit(decimals=3), True, "-0.059"),
    (0.0, Habit(figures=3), False, "0.00"),
    ([[1.5, -0.0593], [1.2, 0.0]], Habit(decimals=2), False, "[[1.50, -0.06], [1.20, 0.00]]"),
]


@pytest.mark.parametrize("value, habit, cut, text", SPELLINGS)
def test_how_a_student_writes_a_value(value: object, habit: Habit, cut: bool, text: str) -> None:
    assert spelled(np.asarray(value, dtype=float), habit, cut) == text


def test_what_is_carried_on_is_what_was_written_or_the_full_value(chain: Question) -> None:
    def loss(carries: str) -> Array:
        answers = student(
            chain.graph, chain.parameters, Habit(decimals=1), carries=carries, turns=(True, False)
        )
        return answers["h2"].value

    assert loss("full") == parse_matrix("0.5").value
    rounded = student(chain.graph, chain.parameters, Habit(figures=1), carries="written")
    assert float(rounded["z3"].value) == 0.4  # 0.78 * 0.5 = 0.39
    assert float(rounded["z2"].value) == -0.06  # -0.11 * 0.5 = -0.055


DIGITS = [
    (
        Digits(kind="decimals", count=2),
        "decimals: 2 lets 0, the wrong sign, half of it and twice as much pass for"
        " 2b.dL_dw1 = 0.00136; write significant_figures: 3",
    ),
    (Digits(kind="significant_figures", count=2), None),
    (Digits(kind="decimals", count=5), None),
]


@pytest.mark.parametrize("digits, message", DIGITS)
def test_digits_that_do_not_tell_slips_apart_are_told(
    chain: Question, digits: Digits, message: str | None
) -> None:
    steps = tuple(
        replace(step, digits=digits) for step in with_tolerance(chain, Tolerance(), "dL_dw1").steps
    )
    found = tolerance_findings(replace(chain, steps=steps))
    assert [finding.message for finding in found] == ([] if message is None else [message])


def test_what_rests_on_the_cells_of_a_table_rests_on_an_answer() -> None:
    """Rounded cells that are written down are carried on like any number that is."""
    cells = "answer: table, rows: [r, s], columns: {u: , v: , w: }"
    text = f"""
title: T
tolerance: {{rtol: 0.0005}}
questions:
  q:
    title: Q
    parameters:
      O: [[38, 26, 16], [42, 54, 44]]
      E: [[29.09, 29.09, 21.82], [50.91, 50.91, 38.18]]
    steps:
      parts: {{points: 2, {cells}, formula: (O - E)^2 / E}}
      total: {{points: 2, formula: sum(parts)}}
"""
    (question,) = read_assignment(text, "t.yaml").questions
    assert [finding.message for finding in tolerance_findings(question)] == []
