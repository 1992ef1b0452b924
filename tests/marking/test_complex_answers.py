"""Complex numbers as answers: right as written, followed through, and their slips told by name."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.commands.pythonise import solver_source
from grader.errors import UsageError
from grader.model import Verdict
from grader.review.checks import rubric_problems
from grader.rubric.load import read_assignment
from tests.answer_kinds import judged_by

RUBRIC = """
title: Complex
questions:
  "1":
    title: A circuit
    numbers: complex
    parameters: {R: 3, X: 4, V: 10∠30°, c: [1, 2, 5]}
    steps:
      Z: {label: Z, points: 2, unit: Ω, formula: R + j X, expected: 3+4j}
      I: {label: I, points: 2, formula: V / Z, expected: 1.839-0.7856j}
      m: {label: "|I|", points: 1, formula: abs(I), expected: 2}
      phi: {label: the angle of I, points: 1, formula: arg_deg(I), expected: -23.13}
      S: {label: S, points: 2, formula: V conj(I) / 2, tolerance: {rtol: 0.01}, expected: 6+8j}
      D: {label: D, points: 1, formula: V / Z, tolerance: {decimals: 2}}
      p: {label: p, points: 2, answer: set, formula: roots(c), expected: [-1+2j, -1-2j]}
      F: {label: F, points: 4, formula: "fft([1, 2, 3, R + 1])"}
      r: {label: r, points: 1, formula: sqrt(-4) / 2, up_to: sign}
"""
ASSIGNMENT = read_assignment(RUBRIC, "complex.yaml")
judged = partial(judged_by, ASSIGNMENT)

RIGHT = [
    *(("Z", text) for text in (
        "3+4j", "3 + j4 Ω", "(3+4i) Ω", "5∠53.13° Ω", "5∠53.13°", "5∠413.13°", "5∠-306.87°",
        "-5∠-126.87°", "5 angle 53.13 deg", "5e^{j0.9273}", "0.003+0.004j kΩ", "5 Ω ∠ 53.13°",
        r"\underline{Z} = 3 + j4\,\Omega", r"Z = R + jX = 3 + 4j = 5\angle 53.1^\circ\ \Omega",
        "3.0+4.0j", "3.00 + 4.00i ohm", "5∠0.9273", "Z = 3 + 4i",
    )),
    *(("I", text) for text in (
        "1.84-0.79j", "1.839 - j0.786", "2∠-23.13°", "2.00∠-23.1°", "2∠336.9°", "10∠30°/(3+4j)",
        "1.83-0.78j", "2 e^{-j0.4037}",
    )),
    *(("S", text) for text in ("6+8j", "6.05+8.05j", "10∠53.5°", "10∠52.7°")),
    *(("D", text) for text in ("1.84-0.79j", "1.839-0.786j", "2.00∠-23.13°")),
    *(("p", text) for text in (
        "{-1+2i, -1-2i}", "-1 ± 2i", "-1-2j and -1+2j", "-1+2i, -1-2i, -1+2i", "s = -1 ± 2j",
        "2.236∠116.57°, 2.236∠-116.57°",
    )),
    *(("F", text) for text in (
        "[10, -2+2j, -2, -2-2j]", "10, -2+2j, -2, -2-2j", "[10 -2+2j -2 -2-2j]",
        r"\begin{pmatrix} 10 \\ -2+2j \\ -2 \\ -2-2j \end{pmatrix}",
    )),
    *(("r", text) for text in ("j", "-j", "i", "1∠90°")),
    *(("m", text) for text in ("2", "2+0j", "2.0")),
]  # fmt: skip


@pytest.mark.parametrize("step, text", RIGHT)
def test_right_numbers_are_right_in_every_form(step, text):
    found = judged(**{step: text})[step]
    assert (found.verdict, found.credit) == (Verdict.CORRECT, 1.0), found


WRONG = [
    ("Z", "3-4j", 0.5, "minus"), ("Z", "-3+4j", 0.5, "other sign in the real part"),
    ("Z", "4+3j", 0.5, "exchanged"), ("Z", "5", 0.5, "modulus"), ("Z", "3.2+4j", 0.0, None),
    ("Z", "5e^{j53.13}", 0.5, "degrees and radians"), ("Z", "5∠50°", 0.5, "figures"),
    ("Z", "5∠54°", 0.0, None), ("Z", "3+4j V", 0.5, "unit V"),
    ("I", "1.84+0.79j", 0.5, "conjugate"), ("I", "1.8+0.2j", 0.0, None),
    ("I", "1.84-0.76j", 0.0, None),
    ("S", "6-8j", 0.5, "conjugate in place"), ("S", "9.93+1.2j", 0.5, "without the conjugate of I"),
    ("S", "6.2+8j", 0.0, None),
    ("D", "1.84-0.77j", 0.0, None), ("D", "1.8-0.8j", 0.5, "decimals"),
    ("m", "1.839", 0.5, "re in place of abs"), ("phi", "-0.4037", 0.5, "degrees and radians"),
    ("p", "-1+2i", 0.5, None), ("p", "-1+2i, -1-2i, 3", 2 / 3, None),
    ("p", "1 ± 2i", 0.5, "other sign in the real part"),
    ("F", "[10, -2-2j, -2, -2+2j]", 0.5, "conjugate"), ("F", "[10, -2+2j, -2, 0]", 0.75, None),
    ("F", "[10, -2+2j, -2]", 0.0, None),
]  # fmt: skip


@pytest.mark.parametrize("step, text, credit, words", WRONG)
def test_wrong_numbers_earn_what_their_slip_does(step, text, credit, words):
    found = judged(**{step: text})[step]
    assert found.credit == pytest.approx(credit), found
    assert words is None or words in (found.slip_words or ""), found


@pytest.mark.parametrize(
    "step, text", [("Z", "abc"), ("I", "[1, 2]"), ("m", "2+1j"), ("Z", "3,1+4j")]
)
def test_what_cannot_be_read_is_not_called_wrong(step, text):
    found = judged(**{step: text})[step]
    assert found.verdict is Verdict.UNREADABLE
    assert found.reason


def test_later_steps_follow_from_the_own_complex_answers_in_any_form():
    own = {"Z": "3-4j", "I": "2∠83.13°", "m": "2", "phi": "83.13", "S": "6-8j"}
    found = judged(**own)
    assert found["Z"].verdict is Verdict.PARTIAL
    assert [found[n].verdict for n in ("I", "phi", "S")] == [Verdict.FOLLOWS] * 3
    assert judged(Z="2+4j", I="2.236∠-33.4°", m="2.24")["m"].verdict is Verdict.FOLLOWS


def test_one_wrong_number_of_several_is_named_by_its_place():
    found = judged(F="[10, -2+2j, -2, 0]")["F"]
    assert (found.off, found.shape, found.expected_shape) == (((3,),), (4,), (4,))


@settings(max_examples=60, deadline=None)
@given(st.floats(-3.1, 3.1))
def test_an_answer_that_is_off_by_less_than_the_tolerance_is_right_whatever_its_angle(angle):
    true = np.array([6.0, 8.0])
    for share, verdict in ((0.99, Verdict.CORRECT), (1.02, None)):
        off = share * 0.1 * np.array([np.cos(angle), np.sin(angle)])
        real, imaginary = true + off
        text = f"{real:.9f}{imaginary:+.9f}j"
        found = judged(S=text)["S"]
        assert (found.verdict is Verdict.CORRECT) == (verdict is Verdict.CORRECT), text


def test_the_rubric_lints_clean():
    assert [str(one) for one in rubric_problems(RUBRIC, "complex.yaml")[1]] == []


BROKEN = [
    ("numbers: complex", "numbers: real", "write numbers: complex"),
    ("formula: abs(I)", "formula: I, answer: number", "a real number belongs here"),
    ("formula: R + j X", "formula: R + k X", "k is not defined"),
    ("up_to: sign", "up_to: scale", "scale"),
]


@pytest.mark.parametrize("old, new, told", BROKEN)
def test_what_is_wrong_with_a_question_of_complex_numbers_is_told(old, new, told):
    _, problems = rubric_problems(RUBRIC.replace(old, new), "complex.yaml")
    assert any(told in str(one) for one in problems), [*map(str, problems)]


def test_complex_rules_are_printed_as_no_solver():
    with pytest.raises(UsageError, match="complex numbers"):
        solver_source(ASSIGNMENT.questions[0])


REAL = """
title: Real
questions:
  "1":
    title: i and j are what they were
    parameters: {i: 2, j: 3, x: [1, 2, 3]}
    steps:
      u: {label: u, points: 1, formula: 5 i + j}
      s: {label: s, points: 1, formula: "sum_i x_i j"}
"""


def test_a_question_of_real_numbers_has_i_and_j_as_currents_and_indices():
    found = judged_by(read_assignment(REAL, "real.yaml"), u="13", s="18")
    assert {one.verdict for one in found.values()} == {Verdict.CORRECT}


def test_a_name_of_the_question_comes_before_the_imaginary_unit():
    text = RUBRIC.replace("{R: 3,", "{i: 7, R: 3,").replace("formula: abs(I)", "formula: abs(i j)")
    solution = read_assignment(text, "i.yaml").questions[0].solution
    assert solution["m"] == pytest.approx(7)
