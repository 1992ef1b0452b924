"""Numbers that have a paragraph to themselves, and names that serve for several values."""

from __future__ import annotations

import pytest

from tests.sheet.test_evidence import read
from tests.sheet.test_reader import asked_by

CALLS = """title: Calls
questions:
  "4":
    title: Circuits
    parameters: {links: 4, circuits: 4}
    steps:
      most: {label: "a) the maximum number of calls", points: 1, formula: links circuits}
      half: {label: "b) the number of calls on one side", points: 1, formula: 2 circuits}
      share: {label: "c) the share of one call", points: 1, formula: 1 / circuits}
  "5":
    title: Users
    parameters: {link: 2, rate: 1}
    steps:
      users: {label: how many users have a circuit, points: 1, formula: link / rate}
"""
LIGHT = """title: Light
questions:
  "1":
    title: A photon
    parameters: {nu: 9.22e+14}
    steps:
      E: {label: the energy in J, points: 1, formula: 6.626e-34 nu}
      volts: {label: the same in eV, points: 1, formula: E / 1.602e-19}
"""
CODES = """title: Codes
questions:
  "E1":
    title: Example
    parameters: {p: [0.3, 0.7]}
    steps:
      L: {label: average length, points: 1, formula: 9 sum(p^2)}
      H: {label: entropy, points: 1, formula: 5 sum(p^3)}
  "E2":
    title: Another example
    parameters: {p: [0.2, 0.8]}
    steps:
      L: {label: average length, points: 1, formula: 9 sum(p^2)}
      H: {label: entropy, points: 1, formula: 5 sum(p^3)}
"""


def answers(text: str, rubric: str) -> dict[str, tuple[str, bool]]:
    """What is read for each step, and whether it is certain."""
    found = read(text, asked=asked_by(rubric)).answers
    return {f"{one.question}.{one.step}": (one.text, one.sure) for one in found}


ALONE = [
    ("# 4\n\na) 16\n\nb) 8\n\nc) 0.25", {"4.most": "16", "4.half": "8", "4.share": "0.25"}),
    ("# 4\n\na) 15\n\nb) 9\n\nc) 0.35", {"4.most": "15", "4.half": "9", "4.share": "0.35"}),
    ("4.  a) 16\n    b) 8\n    c) 1/4", {"4.most": "16", "4.half": "8", "4.share": "1/4"}),
    ("# 5\n\n2", {"5.users": "2"}),
    ("# 5\n\n**3**", {"5.users": "3"}),
    ("# 5\n\na 3\n\nand 4 of them", {}),
]


@pytest.mark.parametrize(("text", "wanted"), ALONE)
def test_a_number_alone_answers_the_part_that_it_stands_in_and_is_not_certain(text, wanted):
    assert answers(text, CALLS) == {step: (value, False) for step, value in wanted.items()}


def test_a_name_that_has_its_value_may_stand_for_another_step_beside_it():
    found = answers("# 1\n\n$E = 6.11 \\times 10^{-19}$\n\n$E = 3.81$", LIGHT)
    assert found == {"1.E": ("6.11 \\times 10^{-19}", False), "1.volts": ("3.81", False)}


def test_a_heading_that_is_a_whole_title_is_that_of_its_question_alone():
    text = "## Example\n\nL = 5.22\n\nH = 1.85\n\n## Another example\n\nL = 6.12\n\nH = 2.6"
    assert answers(text, CODES) == {
        "E1.L": ("5.22", True), "E1.H": ("1.85", True),
        "E2.L": ("6.12", True), "E2.H": ("2.6", True),
    }  # fmt: skip


@pytest.mark.parametrize(("L", "sure"), [("6.12", False), ("6.34", True)])
def test_a_wrong_value_that_is_the_one_of_another_question_is_not_certain(L, sure):
    text = f"## Example\n\nL = {L}\n\nH = 1.85\n\n## Another example\n\nL = 6.12\n\nH = 2.6"
    found = answers(text, CODES)
    assert (found["E1.L"], found["E2.L"]) == ((L, sure), ("6.12", True))


def test_a_value_under_another_heading_counts_no_more_than_one_that_fits():
    text = "# E1\n\n## Work\n\nL = 5.22\n\n## More work\n\nL = 4.4"
    assert answers(text, CODES)["E1.L"][0] == "5.22"
