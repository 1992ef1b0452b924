"""Students who round: what they write, and what they carry on to the next step."""

from __future__ import annotations

import numpy as np
import pytest

from grader.graph import graph_of, rule_of
from grader.habits import Carrying, Habit, spelled, student
from grader.model import Array


def u(p: Array) -> Array:
    return p / 3


def v(u: Array) -> Array:
    return 3 * u


def w(u: Array, v: Array) -> Array:
    return 100 * (v - 3 * u) + 1


def lost(w: Array) -> Array:
    return np.log(w - 1000)


GRAPH = graph_of([rule_of(rule) for rule in (u, v, w, lost)], ["p"])
TWO = Habit(decimals=2)


@pytest.mark.parametrize(
    "carries, turns, cut, texts",
    [
        ("written", (), False, ["0.67", "2.01", "1.00"]),
        ("full", (), False, ["0.67", "2.00", "1.00"]),
        ("full", (), True, ["0.66", "2.00", "1.00"]),
        ("written", (), True, ["0.66", "1.98", "1.00"]),
        # v from the u written, w from the full u and the v written
        ("mixed", (True, False), False, ["0.67", "2.01", "2.00"]),
        ("mixed", (False,), False, ["0.67", "2.00", "1.00"]),
    ],
)
def test_a_student_goes_on_with_what_was_written_or_with_the_calculators_number(
    carries: Carrying, turns: tuple[bool, ...], cut: bool, texts: list[str]
) -> None:
    """2/3 in two decimals; a step that has no value is left out."""
    written = student(GRAPH, {"p": np.array(2.0)}, TWO, cut=cut, carries=carries, turns=turns)
    found = {name: number.entries[0].text for name, number in written.items()}
    assert found == dict(zip("uvw", texts, strict=True))


SPELLED = [
    (0.5393, TWO, False, "0.54"),
    (0.5393, TWO, True, "0.53"),
    (-0.5393, TWO, True, "-0.53"),
    (0.29, TWO, True, "0.29"),  # 0.29 * 100 is just below 29
    (16287.26, Habit(figures=3), False, "16300"),
    (16287.26, Habit(figures=3), True, "16200"),
    (0.0, Habit(figures=3), False, "0.00"),
    (7.6, Habit(decimals=0), False, "8"),
    ([[1.5, -0.06], [1.2, 0.0]], TWO, False, "[[1.50, -0.06], [1.20, 0.00]]"),
]


@pytest.mark.parametrize("value, habit, cut, text", SPELLED)
def test_a_value_in_a_students_hand(value: object, habit: Habit, cut: bool, text: str) -> None:
    assert spelled(np.array(value), habit, cut) == text


def test_a_habit_is_called_by_what_it_counts() -> None:
    assert (Habit(decimals=3).words, Habit(figures=4).words) == ("3 decimals", "4 figures")
