"""The rules of marking beyond right and wrong: routes, slips, figures, guards, what is shown."""

from __future__ import annotations

from typing import Any

import pytest

from grader.gradescope.results_json import results
from grader.marking import marks
from grader.model import Answer, Answers, Mark, Verdict
from grader.question import Assignment
from grader.rubric.load import read_assignment
from grader.words.feedback import step_feedback
from tests.filled_in import filled_in, judged

CHAIN = """\
title: Quiz
questions:
  q:
    title: A chain
    parameters: {w1: 0.25, w2: -0.11, w3: 0.78, x: 0.63, t: 1}
EXTRA
    steps:
      z1: {points: 1, formula: w1 x}
      h1: {points: 2, formula: sigmoid(z1)}
      z2: {points: 1, formula: w2 h1}
      h2: {points: 2, formula: sigmoid(z2)}
      z3: {points: 1, formula: w3 h2}
      y: {points: 2, formula: sigmoid(z3)}
      dL_dw3: {points: 4, formula: (y - t) h2, STEP}
      dL_dw2: {points: 4, formula: (y - t) w3 h2 (1 - h2) h1}
      dL_dw1: {points: 4, formula: (y - t) w3 h2 (1 - h2) w2 h1 (1 - h1) x}
      note: {answer: review}
"""
RIGHT = {
    "z1": "0.1575",
    "h1": "0.5393",
    "z2": "-0.0593",
    "h2": "0.4852",
    "z3": "0.3784",
    "y": "0.5935",
    "dL_dw3": "-0.1972",
    "dL_dw2": "-0.0427",
    "dL_dw1": "0.00136",
}
LAYER = """\
title: Quiz
questions:
  q:
    title: A layer
    parameters: {W: [[0.3, 0.5], [0.2, 0.4]], X: [[0, 2], [3, 1]], rate: 0.1}
EXTRA
    steps:
      Y: {points: 4, formula: W X}
      G: {points: 4, formula: 2 Y X^T}
      W_new: {points: 4, formula: W - rate G}
"""


def quiz(step: str = "label: d", extra: str = "", text: str = CHAIN) -> Assignment:
    filled = text.replace("STEP", step).replace("EXTRA", extra and f"    {extra}")
    return read_assignment(filled, "quiz.yaml")


def one(assignment: Assignment, step: str, text: str, **others: str) -> Mark:
    return judged(assignment, {**others, step: text})[step]


def shown(mark: Mark) -> tuple[str, float]:
    return mark.verdict.value, round(mark.credit, 9)


# figures

FIGURES: list[tuple[str, str, str, float, str]] = [
    ("dL_dw1", "0.0014", "correct", 1, "Read: `0.0014`"),
    (
        "dL_dw1",
        "0.001",
        "correct",
        1,
        "**Correct.** Right, but give at least 2 significant figures.",
    ),
    (
        "h1",
        "0.5",
        "partial",
        0.5,
        "**Too few figures.** Right as far as it goes, but give at least 2 significant figures.",
    ),
    (
        "dL_dw1",
        "0.00",
        "incorrect",
        0,
        "**Too few figures.** A zero leaves open what the number is: give at least 2 significant",
    ),
    ("dL_dw1", "0.002", "incorrect", 0, "**Not right.**"),
]


@pytest.mark.parametrize("step, text, verdict, credit, words", FIGURES)
def test_few_figures_earn_credit_where_only_smallness_leaves_them(
    step: str, text: str, verdict: str, credit: float, words: str
) -> None:
    mark = one(quiz(), step, text)
    assert shown(mark) == (verdict, credit)
    assert step_feedback(mark).startswith(words)


def test_few_figures_that_follow_earn_credit_as_well() -> None:
    mark = one(quiz(), "dL_dw1", "0.002", **{**RIGHT, "y": "0.45"})
    assert shown(mark) == ("follows", 1)
    assert "give at least 2 significant figures" in step_feedback(mark)
    assert mark.rests_on == ("y",)


def test_what_rests_on_an_answer_of_few_figures_is_right_and_does_not_follow() -> None:
    found = judged(quiz(), {**RIGHT, "h1": "0.5", "z2": "-0.055"})  # -0.11 * 0.5
    assert found["h1"].credit == 0.5
    assert {mark.verdict for name, mark in found.items() if name not in ("h1", "note")} == {
        Verdict.CORRECT
    }


def test_zeros_after_a_vague_zero_earn_nothing() -> None:
    found = judged(quiz(), {**RIGHT, "z2": "0.0", "h2": "0.5", "dL_dw3": "0.0", "dL_dw1": "0.00"})
    assert [found[name].credit for name in ("z2", "dL_dw3", "dL_dw1")] == [0, 0, 0]


def test_minimum_figures_may_be_raised_and_decimals_make_up_for_them_no_more() -> None:
    strict = quiz(extra="minimum_figures: 4")
    assert shown(one(strict, "h1", "0.539")) == ("partial", 0.5)
    assert shown(one(strict, "h1", "0.5393")) == ("correct", 1)
    both = quiz(extra="minimum_figures: 4\n    minimum_decimals: 3")
    assert shown(one(both, "h1", "0.539")) == ("correct", 1)


@pytest.mark.parametrize(
    "policy, verdict", [("accept", "correct"), ("reject", "incorrect"), ("", "correct")]
)
def test_digits_cut_off_are_right_unless_the_rubric_rejects_them(policy: str, verdict: str) -> None:
    assignment = quiz(extra=f"truncation: {policy}" if policy else "")
    assert one(assignment, "h1", "0.53").verdict.value == verdict


DIGITS = [
    ("decimals: 3", "h1", "0.539", "correct", ""),
    ("decimals: 3", "h1", "0.5393", "correct", ""),
    ("decimals: 3", "h1", "0.54", "partial", "but give at least 3 decimals."),
    ("decimals: 3", "h1", "0.541", "incorrect", "**Not right.**"),
    ("decimals: 1", "h1", "0.5", "correct", ""),
    ("significant_figures: 3", "dL_dw1", "0.00136", "correct", ""),
    ("significant_figures: 3", "dL_dw1", "0.0014", "partial", "at least 3 significant figures."),
    (
        "decimals: 1, digits: exactly",
        "h1",
        "0.54",
        "partial",
        "**Too many figures.** Right, but with more digits than asked: give 1 decimal.",
    ),
    ("decimals: 2, digits: at_most", "h1", "0.5393", "partial", "give at most 2 decimals."),
    ("decimals: 2, digits: at_most", "h1", "0.5", "incorrect", "**Not right.**"),
]


@pytest.mark.parametrize("tolerance, step, text, verdict, words", DIGITS)
def test_a_rubric_may_ask_for_digits(
    tolerance: str, step: str, text: str, verdict: str, words: str
) -> None:
    mark = one(quiz(extra=f"tolerance: {{{tolerance}}}"), step, text)
    assert mark.verdict.value == verdict
    assert words in step_feedback(mark)


def test_digits_are_asked_of_what_follows_too() -> None:
    assignment = quiz(extra="tolerance: {decimals: 3}")
    own = {**RIGHT, "y": "0.41"}
    assert shown(one(assignment, "dL_dw3", "-0.286", **own)) == ("follows", 1)
    assert one(assignment, "dL_dw3", "-0.29", **own).slip == "too_few_figures"


def test_the_nearest_level_says_whether_digits_or_a_tolerance_count() -> None:
    assignment = quiz("tolerance: {rtol: 0.1}", "tolerance: {decimals: 3}")
    steps = {step.name: step for step in assignment.questions[0].steps}
    assert steps["dL_dw3"].digits is None
    assert steps["dL_dw3"].tolerance.rtol == 0.1
    assert steps["h1"].digits is not None
    assert steps["h1"].tolerance.rtol == 0


# the nearer of two


def test_a_slip_decides_where_only_the_tolerance_lets_an_answer_pass() -> None:
    text = LAYER.replace("rate: 0.1", "rate: 0.0001")
    assignment = quiz(extra="tolerance: {rtol: 0.1}", text=text)
    solved = {"Y": "[[1.5, 1.1], [1.2, 0.8]]", "G": "[[4.4, 11.2], [3.2, 8.8]]"}
    uphill = "[[0.30044, 0.50112], [0.20032, 0.40088]]"
    mark = one(assignment, "W_new", uphill, **solved)
    assert (mark.slip, mark.credit) == ("plus_for_minus", 0.5)
    assert shown(one(assignment, "W_new", "[[0.301, 0.503], [0.201, 0.395]]", **solved)) == (
        "correct",
        1,
    )


# following


def test_a_derivative_may_follow_by_its_value_or_by_what_goes_into_it() -> None:
    own = {**RIGHT, "h2": "0.9"}
    by_value, by_argument = "-0.0154", "-0.0427"
    assert shown(one(quiz(), "dL_dw2", by_value, **own)) == ("follows", 1)
    wrong_z2 = {**RIGHT, "z2": "1.2", "h2": "0.9", "z3": "0.702", "y": "0.6686"}
    # -0.3314 * 0.78 * sigma'(1.2) * 0.5393, with sigma'(1.2) = 0.1779 and 0.9 * 0.1 = 0.09
    assert one(quiz(), "dL_dw2", "-0.0248", **wrong_z2).route.in_words == "other slope"
    assert one(quiz(), "dL_dw2", "-0.0125", **wrong_z2).route.in_words == "own"
    assert one(quiz(), "dL_dw2", by_argument, **own).verdict is Verdict.CORRECT


def test_a_route_of_the_rubric_is_faithful_work_where_an_earlier_answer_is_wrong() -> None:
    own = {**RIGHT, "y": "0.4100"}
    with_route = quiz("routes: [(-t/y) sigmoid'(z3) h2]")
    text = "-0.2855"  # -1/0.41 sigma'(0.3784) 0.4852
    assert shown(one(with_route, "dL_dw3", text, **own)) == ("follows", 1)
    assert one(with_route, "dL_dw3", text, **own).route.in_words == "route 1"
    assert one(quiz(), "dL_dw3", text, **own).verdict is not Verdict.FOLLOWS
    assert one(with_route, "dL_dw3", "-0.2863", **own).route.in_words == "own"


def test_a_slip_on_a_route_of_the_rubric_is_a_slip() -> None:
    own = {**RIGHT, "y": "0.4100"}
    uphill = "0.2855"  # 1/0.41 sigma'(0.3784) 0.4852; the rule's own with that slip is 0.2863
    mark = one(quiz("routes: [(-t/y) sigmoid'(z3) h2]"), "dL_dw3", uphill, **own)
    assert (mark.verdict, mark.credit) == (Verdict.PARTIAL, 0.5)
    assert one(quiz(), "dL_dw3", uphill, **own).credit == 0


@pytest.mark.parametrize("policy, verdict", [("trivial", "incorrect"), ("never", "follows")])
def test_a_zero_that_makes_all_that_follows_zero_earns_nothing_there(
    policy: str, verdict: str
) -> None:
    assignment = quiz(extra=f"follow_through_unless: {policy}", text=LAYER)
    mark = one(assignment, "G", "[[0, 0], [0, 0]]", Y="[[0, 0], [0, 0]]")
    assert mark.verdict.value == verdict
    assert ("a zero there makes all that follows zero" in step_feedback(mark)) == (
        policy == "trivial"
    )


def test_zeros_after_an_own_zero_that_does_not_make_them_are_no_following() -> None:
    mark = one(quiz(text=LAYER), "W_new", "[[0, 0], [0, 0]]", G="[[0, 0], [0, 0]]")
    assert mark.verdict is Verdict.INCORRECT
    assert shown(one(quiz(text=LAYER), "W_new", "[[0.3, 0.5], [0.2, 0.4]]", G="0 0; 0 0")) == (
        "incorrect",  # the weights as they were: nothing was left to do
        0,
    )


def test_small_numbers_of_few_figures_are_carried_on_as_they_were_written() -> None:
    own = "[[0.006, 0.007], [0.004, 0.003]]"  # of 0.0064, 0.0074, 0.0044, 0.0034
    mark = one(quiz(text=LAYER), "G", "[[0.030, 0.053], [0.014, 0.033]]", Y=own)
    assert shown(mark) == ("follows", 1)
    vague = "[[0.6, 0.7], [0.4, 0.3]]"  # too vague to stand for 0.64, 0.74, 0.44, 0.34
    assert one(quiz(text=LAYER), "G", "[[2.96, 5.32], [1.36, 3.32]]", Y=vague).credit < 1


SATURATED = """\
title: Quiz
questions:
  q:
    title: A sure prediction
    parameters: {u: 5.2, t: TARGET}
    steps:
      z: {points: 1, formula: 2 u}
      y: {points: 1, formula: sigmoid(z)}
      loss: {points: 1, formula: -(t log(y) + (1 - t) log(1 - y))}
"""


@pytest.mark.parametrize("target, loss", [("1", "0.000123"), ("0", "9.0001")])
def test_a_prediction_that_rounds_to_one_has_the_loss_of_what_it_was(
    target: str, loss: str
) -> None:
    assignment = quiz(text=SATURATED.replace("TARGET", target))
    found = judged(assignment, {"z": "9.0", "y": "1.000", "loss": loss})
    assert [found[name].credit for name in ("z", "y", "loss")] == [0, 1, 1]
    assert found["loss"].verdict in (Verdict.FOLLOWS, Verdict.CORRECT)


# slips

MISCONCEPTION = (
    "misconceptions: [{formula: (y + t) h2, name: uphill, credit: 0.25, feedback: Subtract t.}]"
)


def test_a_misconception_has_its_credit_and_its_words_and_comes_before_any_found_slip() -> None:
    mark = one(quiz(MISCONCEPTION), "dL_dw3", "0.7731")
    assert (mark.slip, mark.slip_words, mark.credit) == ("uphill", "Subtract t.", 0.25)
    assert mark.verdict is Verdict.PARTIAL
    assert step_feedback(mark).startswith("**One slip.** Subtract t. 1 of 4 points.")
    assert one(quiz(), "dL_dw3", "0.7731").slip == "plus_for_minus"


def test_of_two_misconceptions_that_explain_an_answer_the_kinder_counts() -> None:
    both = MISCONCEPTION.replace(
        "[{", "[{formula: h2 (t + y), name: other, credit: 0.75, feedback: Hm.}, {"
    )
    mark = one(quiz(both), "dL_dw3", "0.7731")
    assert (mark.slip, mark.credit) == ("other", 0.75)


def test_a_misconception_is_found_on_the_students_own_values() -> None:
    mark = one(quiz(MISCONCEPTION), "dL_dw3", "0.684", **{**RIGHT, "y": "0.41"})
    assert (mark.slip, mark.rests_on) == ("uphill", ("y",))


def test_a_slip_on_the_students_own_values_is_named() -> None:
    own = {**RIGHT, "y": "0.41"}
    without_h1 = one(quiz(), "dL_dw2", "-0.11495", **own)  # -0.59 * 0.78 * 0.2498
    assert (without_h1.slip, without_h1.credit) == ("missing_factor", 0.5)
    assert "without the factor h1" in step_feedback(without_h1)


@pytest.mark.parametrize("credit", [0.0, 0.3, 1.0])
def test_a_found_slip_earns_what_the_rubric_says(credit: float) -> None:
    mark = one(quiz(extra=f"slip_credit: {credit}"), "dL_dw3", "-0.4065")
    assert (mark.slip, mark.credit) == ("missing_factor", credit)
    assert mark.verdict is (Verdict.PARTIAL if credit else Verdict.INCORRECT)


def test_two_slips_that_explain_an_answer_equally_are_not_named() -> None:
    text = CHAIN.replace("w1: 0.25", "w1: 0.63")  # w1 twice is x twice
    mark = one(quiz(text=text), "z1", "0.2500")
    assert (mark.slip, mark.slip_words, mark.credit) == ("ambiguous", None, 0.5)
    assert "more than one could" in step_feedback(mark)


def test_a_vague_answer_earns_nothing_by_the_many_slips_that_it_could_be() -> None:
    for text in ("0.1", "0.2", "-0.3", "0.004", "0.009", "-0.008"):
        assert one(quiz(), "dL_dw2", text).credit == 0


# matrices

ENTRIES = [
    ("share", "[[4.4, 11.2], [3.2, 9.9]]", "partial", 0.75),
    ("all", "[[4.4, 11.2], [3.2, 9.9]]", "incorrect", 0),
    ("share", "[[4.4, 11.2], [3.2, 9]]", "partial", 0.875),
    ("all", "[[4.4, 11.2], [3.2, 9]]", "partial", 0.5),
    ("all", "[[4.4, 11.2], [3.2, 8.8]]", "correct", 1),
]


@pytest.mark.parametrize("entries, text, verdict, credit", ENTRIES)
def test_a_matrix_earns_its_share_or_all_or_nothing(
    entries: str, text: str, verdict: str, credit: float
) -> None:
    assert shown(one(quiz(extra=f"entries: {entries}", text=LAYER), "G", text)) == (
        verdict,
        credit,
    )


# work shown


def test_a_bare_result_loses_what_the_rubric_says_and_is_told_so() -> None:
    assignment = quiz(extra="show_work: {deduct: 0.5, unless: [y]}")
    bare = one(assignment, "dL_dw3", "-0.1972")
    assert (bare.verdict, bare.credit, bare.deducted) == (Verdict.CORRECT, 0.5, 0.5)
    assert "2 points are lost because the work before it was not handed in" in step_feedback(bare)
    assert one(assignment, "dL_dw3", "-0.1972", h2="0.4852").credit == 1
    assert one(assignment, "dL_dw3", "-0.1972", h2="0.9").credit == 1  # a wrong step is work
    assert one(assignment, "y", "0.5935").credit == 1  # excepted
    assert one(assignment, "z1", "0.1575").credit == 1  # rests on nothing


# readings that are not sure

UNSURE = [
    ("", True, "0.1575", "correct"),
    ("", True, "0.77", "review"),  # it may not be this student's answer at all
    ("if_right", True, "0.77", "review"),
    ("accept", True, "0.1575", "correct"),
    ("accept", True, "0.77", "incorrect"),
    ("review", True, "0.1575", "review"),
    ("review", True, "0.77", "review"),
    ("review", False, "0.1575", "correct"),
    ("review", False, "0.77", "incorrect"),
    ("", False, "0.77", "incorrect"),
]


@pytest.mark.parametrize("policy, is_unsure, text, verdict", UNSURE)
def test_a_reading_that_is_not_sure_is_marked_or_left_to_people_as_the_rubric_says(
    policy: str, is_unsure: bool, text: str, verdict: str
) -> None:
    assignment = quiz(extra=f"unsure: {policy}" if policy else "")
    answer = Answer(text=text, is_unsure=is_unsure)
    found = {m.step: m for m in marks(assignment, Answers(by_step={("q", "z1"): answer}))}
    assert found["z1"].verdict.value == verdict


# review, and what is shown


def test_a_step_for_review_is_never_judged() -> None:
    assert one(quiz(), "note", "They shrink.").verdict is Verdict.REVIEW
    assert one(quiz(), "note", "   ").verdict is Verdict.MISSING
    assert one(quiz(), "note", "1").credit == 0


def rows(assignment: Assignment, answers: dict[str, str]) -> list[dict[str, Any]]:
    given = filled_in(answers)
    found: list[dict[str, Any]] = results(marks(assignment, given), given)["tests"]
    return found


def test_nothing_is_revealed_unless_the_rubric_says_so() -> None:
    told = rows(quiz(), {"h1": "0.9"})
    assert len(told) == 10
    assert not [row for row in told if "0.539" in row["output"]]
    assert any("Read: `0.9`" in row["output"] for row in told)
    hidden = rows(quiz(extra="reveal: nothing"), {"h1": "0.9"})
    assert not [row for row in hidden if "0.9" in row["output"]]


@pytest.mark.parametrize("when", ["", "after_due_date", "after_published"])
def test_an_expected_value_has_a_row_of_its_own_and_its_own_time(when: str) -> None:
    asked = f"reveal: expected, reveal_when: {when}" if when else "reveal: expected"
    told = rows(quiz(asked), {"dL_dw3": "0.9"})
    (revealed,) = [row for row in told if "Expected:" in row["output"]]
    assert len(told) == 11
    assert revealed["visibility"] == (when or "after_published")
    assert "0.197" in revealed["output"]
    assert not [row for row in told if row is not revealed and "0.197" in row["output"]]
