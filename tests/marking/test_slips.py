"""Slips in a whole question: on own values, by other routes, and as a TA sees them listed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.graph import Rule
from grader.marking.slip_verdict import recognised
from grader.model import Mark
from grader.question import AnswerKind
from grader.rubric.load import read_assignment
from tests.filled_in import judged
from tests.homework import HW3, written

QUIZ = """\
title: Quiz
tolerance: {rtol: 0.002}
questions:
  q:
    title: Two factors alike
    parameters: {a: 1.7, b: 1.7, c: 0.43}
    steps:
      u: {points: 1, formula: c + 2}
      p: {points: 2, formula: a b u, ROUTES}
      m:
        points: 2
        formula: u^2 c
        misconceptions:
          - {name: cubed, formula: u^3 c, feedback: Once too often., credit: 0.2}
          - {name: never, formula: log(-u), feedback: No such value., credit: 0.4}
"""


def judged_by(text: str, answers: dict[str, str]) -> dict[str, Mark]:
    return judged(read_assignment(text, "q.yaml"), answers)


def test_a_slip_is_named_by_the_route_on_which_it_is_the_only_one() -> None:
    """Without a or without b are one number; without squaring, by the other route, is clear."""
    answers = {"u": "2.913", "p": "4.952"}
    plain = judged_by(QUIZ.replace("ROUTES", "label: p"), answers)["p"]
    assert (plain.slip, plain.credit) == ("ambiguous", 0.5)
    routes = judged_by(QUIZ.replace("ROUTES", "routes: [a^2 u]"), answers)["p"]
    assert (routes.slip, routes.credit) == ("not_squared", 0.5)


def test_an_own_value_is_no_input_of_its_own_step() -> None:
    """A wrong u is judged by the rule of u, and what rests on it by the u that was written."""
    found = judged_by(QUIZ.replace("ROUTES", "label: p"), {"u": "1.57", "m": "-1.0599"})
    assert found["u"].slip == "sign" or found["u"].slip is None
    assert found["m"].slip == "sign"


def test_what_is_listed_for_a_ta_is_what_marking_recognises() -> None:
    """Every value that `explain --slips` shows is explained when a student writes it.

    But for zeros, which are what is left when anything is zero.
    """
    for question in HW3.questions:
        for step in question.steps:
            if step.answer is not AnswerKind.NUMBER or question.key not in ("1b", "2b"):
                continue
            listed = [(w, value) for w, value in recognised(question, step).items() if value.any()]
            for words, value in listed[:12]:
                mark = judged(question, {step.name: written(value)})[step.name]
                assert mark.slip, (mark.id, words)
                assert mark.credit < 1


def test_misconceptions_are_listed_with_the_slips_where_they_have_a_value() -> None:
    (question,) = read_assignment(QUIZ.replace("ROUTES", "label: p"), "q.yaml").questions
    step = next(step for step in question.steps if step.name == "m")
    listed = recognised(question, step)
    assert listed["cubed"] == pytest.approx(2.43**3 * 0.43)
    assert listed["this is what you get without squaring"] == pytest.approx(2.43 * 0.43)
    assert "never" not in listed


def test_a_rule_that_no_formula_can_say_has_no_slips_listed_and_none_found() -> None:
    (question,) = read_assignment(QUIZ.replace("ROUTES", "label: p"), "q.yaml").questions
    made = Rule(name="u", arguments=("c",), function=lambda c: sum([c, 1, 1]))
    rules = {**question.graph.rules, "u": made}
    other = replace(question, graph=replace(question.graph, rules=rules))
    assert recognised(other, other.steps[0]) == {}


NOWHERE = """\
title: Quiz
questions:
  q:
    title: A logarithm that an own value leaves
    parameters: {a: 1.7, b: 0.43}
    steps:
      u: {points: 1, formula: a + b}
      v: {points: 1, formula: log(u)}
      w: {points: 1, formula: v b + a}
"""


@pytest.mark.parametrize("w, slip", [("-1.3749", "minus_for_plus"), ("9.161", None)])
def test_own_values_that_leave_none_on_the_way_are_no_fault_of_ours(
    w: str, slip: str | None
) -> None:
    """Of an own u below 0 there is no v; the true values still tell a slip in w."""
    mark = judged_by(NOWHERE, {"u": "-2.13", "w": w})["w"]
    assert mark.verdict.value == ("partial" if slip else "incorrect")
    assert mark.slip == slip


PRACTISED = """\
title: Quiz
questions:
  q:
    title: Two factors alike
    parameters: {a: 3, b: 3, c: 10}
    steps:
      q: {points: 1, formula: a + 1}
      p: {points: 2, formula: a b c}
"""


@pytest.mark.parametrize(
    "answers, place",
    [
        ({"p": "30"}, "one of the factors"),
        ({"p": "30", "q": "4"}, "the factor b"),
        ({"p": "30", "q": "7"}, "one of the factors"),
    ],
)
def test_who_has_a_part_right_in_another_step_did_not_forget_it_here(
    answers: dict[str, str], place: str
) -> None:
    mark = judged_by(PRACTISED, answers)["p"]
    assert mark.credit == 0.5
    assert ("factor b" in (mark.slip_words or "")) == (place == "the factor b")


@pytest.mark.parametrize("text, credit", [("4", 0), ("4.1", 0.5), ("4.13", 0.5)])
def test_one_figure_that_several_slips_could_be_earns_nothing(text: str, credit: float) -> None:
    """Without a or without b it is 4.131: of 4 too much else comes to the same."""
    assert judged_by(QUIZ.replace("ROUTES", "label: p"), {"p": text})["p"].credit == credit
