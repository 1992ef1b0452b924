"""What values are called together whose names differ in one sign, at the front or behind."""

from __future__ import annotations

import pytest

from grader.answers.document import SheetFile
from grader.answers.sheet.families import by_name, entries
from grader.answers.sheet.meaning import Meanings
from grader.answers.sheet.own_names import OwnNames
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.statements import statements
from tests.sheet.test_corpus import asked_in
from tests.sheet.test_entries import blocks_of

(CHAIN,) = (one for one in asked_in("hw3") if one.key == "2b")
BEHIND = [
    ("u(R)", "u(S)", "u"),
    ("u_1", "u_2", "u"),
    ("u_{R}", "u_{S}", "u"),
    ("u[1]", "u[2]", "u"),
    ("P(A)", "P(B)", "P"),
    (r"\bar{u}_1", r"\bar{u}_2", r"\bar{u}"),
    ("u_{1}^{2}", "u_{2}^{2}", "u^{2}"),
]
IN_FRONT = [
    ("b(R)", "m(R)", "bandm(R)"),
    ("b_1", "m_1", "bandm_1"),
    ("b^2", "m^2", "bandm^2"),
    ("b'", "m'", "bandm'"),
    ("b", "m", "bandm"),
]


def families(*names: str) -> list[tuple[str, bool]]:
    """The families of values under these names: what each is called, and whether by its name."""
    text = ", ".join(f"${name} = {place}.5$" for place, name in enumerate(names, 1))
    blocks = blocks_of(SheetFile(name="s.md", data=text.encode()))
    said = statements(blocks, frozenset().__contains__)
    reading = Reading(Meanings(CHAIN), OwnNames())
    found = by_name(entries(list(enumerate(said)), reading))
    return [(one.label, one.is_named) for one in found if len(one.entries) == len(names)]


@pytest.mark.parametrize("one, other, label", BEHIND)
def test_names_with_one_front_are_called_by_it(one, other, label):
    assert (label, True) in families(one, other)


@pytest.mark.parametrize("one, other, label", IN_FRONT)
def test_names_with_different_fronts_have_no_name_together_but_one_of_both(one, other, label):
    assert families(one, other) == [(label, False)]


def test_a_raised_figure_is_no_number_of_a_family():
    """(1 - 2.5)² beside 100² of a sum of squares: ² is a figure to Unicode, and no whole number."""
    assert families("u_²", "u_³") == [("u", True)]
