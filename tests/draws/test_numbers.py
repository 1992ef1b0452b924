"""Each student's own numbers: the same for ever, nobody else's, and such that they can be asked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import RubricError
from grader.rubric import examined_text, read_source
from grader.rubric.draws import Key, LinkedDraws, Student, Urn, linked_draws, numbers_of
from grader.rubric.load import read_assignment

RUBRIC = """\
title: Quiz
tolerance: {rtol: 0.01}
questions:
  1a:
    title: A neuron
    parameters:
      w: {draw: 'uniform(-0.9, 0.9)', decimals: 2}
      x: {draw: 'choice([1, 2, 3])'}
      W: {draw: 'uniform(-1, 1)', decimals: 1, shape: [2, 2]}
      v: [1, 2]
    constraints: [z != 0, max(h) < 0.9]
    steps:
      z: {points: 1, formula: w x}
      h: {points: 1, formula: sigmoid(W v)}
      y: {points: 1, formula: sum(h) + z}
      root: {points: 1, formula: sqrt(w + 0.5)}
"""
KEY = Key(secret=b"0123456789abcdef", assignment="Quiz")


def data(text: str = RUBRIC) -> dict[str, Any]:
    found: dict[str, Any] = read_source(text, "r.yaml").data
    return found


def linked(text: str = RUBRIC) -> LinkedDraws:
    (found,) = linked_draws(data(text), ["1a"])
    return found


def numbers(student: str, key: Key = KEY, text: str = RUBRIC) -> dict[str, Any]:
    urn = key.urn(Student(email=student), "email")
    return numbers_of(linked_draws(data(text), ["1a"]), urn)["1a"]


def test_a_number_of_the_urn_is_this_one_for_ever() -> None:
    """Whoever changes this gives students other numbers than they were handed."""
    urn = Urn(key=b"k" * 32, assignment="Homework 4", student="ada@example.org")
    places = (("w", 0, 0), ("w", 0, 1), ("w", 1, 0), ("x", 0, 0))
    assert [urn.below("1a", *place, 1_000_000) for place in places] == PINNED
    accented = Urn(key=b"k" * 32, assignment="Übung", student="ö")
    assert accented.below("1", "ŵ", 0, 0, 10**9) == ACCENTS


PINNED = [45684, 904298, 237138, 113445]
"""The first is, by other means: `printf '["stepgrader numbers 1", "Homework 4", "ada@example.org",
"1a", "w", 0, 0]' | openssl dgst -sha256 -hmac kkk...` modulo a million."""
ACCENTS = 944897710


def test_a_student_has_the_same_numbers_whenever_they_are_drawn() -> None:
    assert numbers("ada@x.org") == numbers(" Ada@X.org ")
    assert numbers("ada@x.org") == PINNED_NUMBERS


PINNED_NUMBERS = {"w": 0.06, "x": 3, "W": [[-1.0, -0.3], [-0.9, -1.0]]}


def test_another_key_another_assignment_and_another_student_have_other_numbers() -> None:
    own = numbers("ada@x.org")
    assert numbers("alan@x.org") != own
    assert numbers("ada@x.org", Key(secret=b"0123456789abcdeg", assignment="Quiz")) != own
    assert numbers("ada@x.org", Key(secret=b"0123456789abcdef", assignment="Quiz 2")) != own


def test_the_title_may_be_mended_and_a_question_added_without_other_numbers() -> None:
    mended = RUBRIC.replace("title: Quiz", "title: Quiz 1").replace(
        "questions:\n", "questions:\n  0:\n    title: T\n    parameters: {a: 1}\n"
        "    steps: {b: {points: 1, formula: a}}\n"
    )  # fmt: skip
    assert numbers("ada@x.org", text=mended) == numbers("ada@x.org")


@given(st.text(max_size=20))
def test_everybody_gets_numbers_that_can_be_asked(student: str) -> None:
    drawn = linked().drawn(KEY.urn(Student(email=student), "email"))["1a"]
    assert drawn.unfit is None
    values = {name: np.asarray(value) for name, value in drawn.solution.items()}
    assert all(np.isfinite(value).all() for value in values.values())
    assert values["z"] != 0
    assert values["h"].max() < 0.9
    scalars = [float(values[name]) for name in ("z", "y", "root")]
    for place, one in enumerate(scalars):
        for other in scalars[place + 1 :]:
            assert abs(one - other) > 0.01 * max(abs(one), abs(other))


def test_answers_that_are_often_alike_are_put_up_with() -> None:
    """Two answers of a few values are alike in many draws: drawing again would take for ever."""
    text = RUBRIC.replace("steps:\n", "steps:\n      a: {points: 1, formula: x}\n"
                          "      b: {points: 1, formula: 'min(x, 2)'}\n")  # fmt: skip
    draws = linked(text)
    assert draws.members["1a"].often_alike["a", "b"] > 0.25
    assert all(
        draws.drawn(KEY.urn(Student(email=str(k)), "email"))["1a"].is_usable for k in range(40)
    )


def test_constraints_that_nothing_meets_are_told() -> None:
    with pytest.raises(RubricError, match=r"questions\.1a: no numbers that meet its constraints"):
        numbers("ada@x.org", text=RUBRIC.replace("z != 0", "x > 3"))


def test_numbers_are_spread_evenly_over_students() -> None:
    found = [numbers(f"s{k}@x.org")["x"] for k in range(150)]
    assert min(found.count(x) for x in (1, 2, 3)) > 30


LINKED = (
    RUBRIC
    + """\
  1b:
    title: Its slope
    parameters: {from: 1a, y: 1a.y}
    constraints: [slope > 0.24]
    steps:
      slope: {points: 1, formula: w + y^2}
"""
)


def test_a_constraint_on_a_carried_value_draws_the_numbers_again_that_it_rests_on() -> None:
    assignment = read_assignment(LINKED, "r.yaml")
    assert [q.key for q in assignment.questions] == ["1a", "1b"]
    examined = examined_text(LINKED, "r.yaml")
    (together,) = linked_draws(examined.source.data, ["1b"])
    assert [*together.members] == ["1a", "1b"]
    for k in range(12):
        drawn = together.drawn(KEY.urn(Student(email=f"s{k}"), "email"))
        first, second = drawn["1a"], drawn["1b"]
        assert first.attempt == second.attempt
        assert (first.unfit, second.unfit, second.numbers) == (None, None, {})
        assert second.parameters["w"] == first.numbers["w"]
        slope = first.numbers["w"] + float(np.asarray(first.solution["y"])) ** 2
        assert float(np.asarray(second.solution["slope"])) == pytest.approx(slope)
        assert slope > 0.24
    urn = KEY.urn(Student(email="s1"), "email")
    alone = [linked().attempt(urn, k)["1a"].numbers for k in range(200)]
    assert together.drawn(urn)["1a"].numbers in alone


def test_questions_that_share_nothing_are_drawn_apart() -> None:
    more = RUBRIC.split("questions:\n")[1].replace("  1a:\n", "  2:\n")
    assert [[*one.members] for one in linked_draws(data(RUBRIC + more), ["1a", "2"])] == [
        ["1a"],
        ["2"],
    ]
    assert numbers("ada@x.org", text=RUBRIC + more) == numbers("ada@x.org")
