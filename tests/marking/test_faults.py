"""A rule that breaks is our fault in its step, told to staff alone; what has no value is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.errors import NoValueError
from grader.graph import Rule, evaluate
from grader.model import NoValue, Verdict
from grader.question import Question
from grader.rubric.load import read_assignment
from grader.words.feedback import step_feedback
from tests.filled_in import judged

CHAIN = """\
title: Quiz
questions:
  q:
    title: A chain
    parameters: {a: 2, b: 3}
    steps:
      u: {points: 1, formula: a b}
      v: {points: 1, formula: u + 1}
      w: {points: 1, formula: 2 v}
"""


def type_error(u: Any) -> Any:
    return u + 1 if u == 6 else u + "1"


def index_error(u: Any) -> Any:
    return u + 1 if u == 6 else [u][7]


def zero_division(u: Any) -> Any:
    return u + 1 if u == 6 else 1 // 0


def no_value(u: Any) -> Any:
    if u != 6:
        raise NoValueError("6 is the only u that will do")
    return u + 1


def not_finite(u: Any) -> Any:
    return u + 1 if u == 6 else np.nan


def chain(rule: Callable[..., Any]) -> Question:
    """The question with a function of u for its step v."""
    (question,) = read_assignment(CHAIN, "quiz.yaml").questions
    made = Rule(name="v", arguments=("u",), function=rule)
    graph = replace(question.graph, rules={**question.graph.rules, "v": made})
    return replace(question, graph=graph, solution=evaluate(graph, question.parameters))


BROKEN = [type_error, index_error, zero_division]


@pytest.mark.parametrize("rule", BROKEN)
def test_a_rule_that_breaks_on_own_values_is_a_fault_for_staff(rule: Callable[..., Any]) -> None:
    found = judged(chain(rule), {"u": "5", "v": "6", "w": "12"})
    assert found["v"].verdict is Verdict.FAULT
    assert "Traceback" in (found["v"].detail or "")
    words = step_feedback(found["v"])
    assert "not because of you" in words
    assert "could not be followed" not in words
    assert "Error" not in words
    assert (found["w"].verdict, found["w"].credit) == (Verdict.FOLLOWS, 1)


@pytest.mark.parametrize("rule", BROKEN)
def test_a_right_answer_is_right_though_the_rule_breaks_on_own_values(
    rule: Callable[..., Any],
) -> None:
    assert judged(chain(rule), {"u": "5", "v": "7"})["v"].verdict is Verdict.CORRECT


@pytest.mark.parametrize("rule", [no_value, not_finite])
def test_a_rule_without_a_value_is_no_fault(rule: Callable[..., Any]) -> None:
    mark = judged(chain(rule), {"u": "5", "v": "6"})["v"]
    assert mark.verdict is Verdict.INCORRECT
    assert "could not be followed" in step_feedback(mark)


def broken(u: Any) -> Any:
    raise RuntimeError(f"a bug at {u}")


def test_steps_after_a_rule_that_is_broken_follow_where_they_can() -> None:
    found = judged(chain(broken), {"u": "6", "v": "7", "w": "14"})
    assert [found[name].verdict.value for name in "uvw"] == ["correct", "fault", "follows"]
    off = judged(chain(broken), {"u": "6", "v": "7", "w": "15"})
    assert off["w"].verdict is Verdict.FAULT
    assert "a bug" in (off["w"].detail or "")


def test_a_fault_is_told_apart_from_no_value_through_the_graph() -> None:
    found = chain(broken).solution
    assert isinstance(found["w"], NoValue)
    assert "a bug" in (found["w"].fault or "")
    none = evaluate(chain(not_finite).graph, {"a": np.array(1.0), "b": np.array(1.0)})
    assert isinstance(none["w"], NoValue)
    assert none["w"].fault is None


def test_a_failure_to_follow_one_step_is_that_step_s_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import grader.agreement.followed

    original = grader.agreement.followed._range_in_box

    def failing(graph: Any, parameters: Any, answers: Any, name: str) -> Any:
        if name == "v":
            raise MemoryError("a bug")
        return original(graph, parameters, answers, name)

    monkeypatch.setattr(grader.agreement.followed, "_range_in_box", failing)
    found = judged(chain(not_finite), {"u": "5", "v": "6", "w": "12"})
    assert [found[name].verdict.value for name in "uvw"] == ["incorrect", "fault", "follows"]


def positive(u: Any) -> Any:
    if u < 0:
        raise RuntimeError("a bug below zero")
    return u + 1


def test_a_rule_that_breaks_behind_an_own_formula_is_a_fault_with_its_cause_for_staff() -> None:
    text = CHAIN.replace("points: 1", "points: 1, answer: formula")
    text = text.replace("parameters: {a: 2, b: 3}", "domains: {a: positive, b: positive}")
    (question,) = read_assignment(text, "quiz.yaml").questions
    made = Rule(name="v", arguments=("u",), function=positive)
    graph = replace(question.graph, rules={**question.graph.rules, "v": made})
    found = judged(replace(question, graph=graph), {"u": "-a b", "v": "2 - a b", "w": "2 (u + 1)"})
    assert [found[name].verdict.value for name in "vw"] == ["fault", "correct"]
    assert "a bug below zero" in (found["v"].detail or "")
    assert "a bug" not in step_feedback(found["v"])
