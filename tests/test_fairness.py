"""Simulated students: right work loses nothing, slips get no full credit, most are named."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from fairness import PLAIN, Naming, Tally, ours, simulated

STUDENTS = 150


@pytest.fixture(scope="module")
def measured() -> tuple[dict[str, Tally], Naming]:
    rules = ("rtol 1%", "atol 0.01")
    tallies, naming = {name: Tally() for name in ("ours", *rules)}, Naming()
    for work in simulated(STUDENTS, seed=7):
        marks = ours(work)
        tallies["ours"].take(work, {name: mark.credit for name, mark in marks.items()})
        naming.take(work, marks)
        for name in rules:
            tallies[name].take(work, PLAIN[name](work))
    return tallies, naming


def test_right_work_is_never_refused_and_slips_hardly_ever_pass(
    measured: tuple[dict[str, Tally], Naming],
) -> None:
    found = measured[0]["ours"]
    assert found.right > 8 * STUDENTS
    assert found.wrong > STUDENTS / 2
    assert found.refused <= 0.002 * found.right, found.misses
    assert found.passed <= 1, found.misses


def test_slips_are_named_where_rounding_leaves_them_apart(
    measured: tuple[dict[str, Tally], Naming],
) -> None:
    naming = measured[1]
    assert naming.apart > STUDENTS / 2
    assert naming.named >= 0.9 * naming.apart, naming.misses


def test_plain_rules_refuse_right_work_or_let_wrong_work_pass(
    measured: tuple[dict[str, Tally], Naming],
) -> None:
    by_share, by_size = measured[0]["rtol 1%"], measured[0]["atol 0.01"]
    assert by_share.refused > 0.1 * by_share.right
    assert by_size.passed > 0.02 * by_size.wrong
