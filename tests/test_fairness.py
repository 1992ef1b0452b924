"""Simulated students, who know nothing of the program, and how it is measured what they get."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from project import PROJECT

sys.path.insert(0, str(PROJECT / "benchmarks"))

from fair_judging import Tally, justly
from fair_questions import Posed, posed
from fairness import measured, table, together
from hand_writing import Habit, written
from naming import MEANS
from plain_rules import PlainTally
from students import possible_errors, simulated
from working import lines_of, truths

from grader.question import AnswerKind
from grader.review.checks import rubric_problems
from grader.slips.kinds_told import Kind

STUDENTS = 110


@pytest.fixture(scope="module")
def asked() -> tuple[Posed, ...]:
    return posed()


@pytest.fixture(scope="module")
def found(asked: tuple[Posed, ...]) -> tuple[Tally, PlainTally]:
    tallies, plain = measured(asked, STUDENTS, seed=7)
    assert len(table(tallies)) == 12
    return together(tallies.values()), plain


def test_eight_homeworks_are_asked_each_with_its_letters_and_with_others(
    asked: tuple[Posed, ...],
) -> None:
    own = {one.homework for one in asked if not one.renamed}
    others = {one.homework for one in asked if one.renamed}
    assert len(own) == 8
    assert own == others
    for one in asked:
        kept = {old for old, new in one.names.items() if old == new}
        assert kept == (set() if one.renamed else set(one.names))


def test_the_lines_worked_by_hand_give_the_values_of_the_rubrics(asked: tuple[Posed, ...]) -> None:
    for one in asked:
        true = truths(one)
        steps = [name for name, is_asked, _ in lines_of(one.homework, one.key) if is_asked]
        numbers = {s.name for s in one.question.steps if s.answer is AnswerKind.NUMBER}
        assert {one.names[name] for name in steps} == numbers
        for name in steps:
            expected = one.question.solution[one.names[name]]
            np.testing.assert_allclose(true[name], np.asarray(expected), err_msg=name)


@pytest.mark.parametrize("file", sorted((PROJECT / "benchmarks" / "homeworks").glob("*.yaml")))
def test_the_homeworks_of_the_benchmark_are_sound_and_proved(file: Path) -> None:
    problems = rubric_problems(file.read_text(encoding="utf-8"), file.name)[1]
    assert [str(problem) for problem in problems if not problem.is_warning] == []


def test_every_step_but_a_copy_can_go_wrong_in_several_ways(asked: tuple[Posed, ...]) -> None:
    kinds = {kind for one in asked for step in possible_errors(one).values() for kind in step}
    assert len(kinds) >= 25
    for one in asked:
        assert len(possible_errors(one)) >= len(one.question.steps) - 3


def test_what_a_student_writes_is_what_it_stands_for() -> None:
    value = np.array([[0.123456, -2.0], [1 / 3, 1234.5678]])
    habits = [Habit(figures=3), Habit(decimals=2, cuts=True), Habit(notation="fraction", figures=2)]
    for habit in habits:
        _, own, reach = written(value, habit)
        assert (np.abs(own - value) <= reach * (1 if habit.cuts else 0.5) + 1e-12).all()
    assert written(value, habits[0])[0] == "[[0.123, -2.00], [0.333, 1230]]"
    assert written(value, habits[1])[0] == "[[0.12, -2.00], [0.33, 1234.56]]"
    assert written(value, habits[2])[0].startswith("[[0.12, -2.0], [1/3, ")


def test_one_student_makes_one_error_at_most_and_carries_on(asked: tuple[Posed, ...]) -> None:
    works = list(simulated(asked, 60, seed=1))
    assert {work.error is None for work in works} == {True, False}
    for work in works:
        judged = [just for just in justly(work) if not just.is_right]
        assert len(judged) <= 1
        assert all(work.error is not None and work.error.step == just.step for just in judged)


def test_right_work_is_hardly_ever_refused_and_errors_never_pass(
    found: tuple[Tally, PlainTally],
) -> None:
    whole = found[0]
    assert whole.right > 7 * STUDENTS
    assert whole.wrong > STUDENTS / 3
    columns = [line for line in whole.misses.get("refused", []) if "pmatrix" in line]
    # a vector that stands upright is still refused: it is counted, and told apart here
    assert whole.refused - len(columns) <= 0.002 * whole.right, whole.misses["refused"]
    assert whole.passed == 0, whole.misses["passed"]


def test_most_nameable_errors_are_named_and_hardly_any_name_is_wrong(
    found: tuple[Tally, PlainTally],
) -> None:
    whole = found[0]
    assert whole.nameable > STUDENTS / 5
    assert whole.named >= 0.6 * whole.nameable, whole.misses["not named"]
    assert whole.wrong_names <= 0.06 * whole.names_told, whole.misses["wrong name"]


def test_every_kind_of_error_has_its_names_and_every_name_is_one_of_the_program(
    asked: tuple[Posed, ...],
) -> None:
    kinds = {kind for one in asked for step in possible_errors(one).values() for kind in step}
    assert kinds < set(MEANS)
    assert {name for names in MEANS.values() for name in names} <= set(Kind)


def test_nothing_leaves_the_counts_without_a_reason(found: tuple[Tally, PlainTally]) -> None:
    whole = found[0]
    assert all(whole.left_out)
    assert all(whole.not_named)
    assert whole.nameable + sum(whole.not_named.values()) == whole.wrong


def test_plain_rules_refuse_right_work(found: tuple[Tally, PlainTally]) -> None:
    plain = found[1]
    assert plain.refused["rtol 1%"] > 0.1 * plain.right
    assert plain.refused["rtol 1%, followed"] > 0.03 * plain.right
