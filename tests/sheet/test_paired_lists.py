"""A list of names with a list of as many values states each of them."""

from __future__ import annotations

import pytest

from grader.answers.document.blocks import Piece
from grader.answers.sheet.paired_lists import paired

NAMES = {"z1", "z2", "h1", "h2", "y", "z_1", "a_1", "z_2", "a_2"}


def stated(text: str) -> list[tuple[str, ...]]:
    return [chain.members for chain in paired((Piece(text, 1),), NAMES.__contains__)]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("z1, h1 are as in (b): 0.16, 0.54", [("z1", "0.16"), ("h1", "0.54")]),
        ("2d) z1 h1 same as 2b: 0.16, 0.54", [("z1", "0.16"), ("h1", "0.54")]),
        ("z1, h1 as above (0.16, 0.54)", [("z1", "0.16"), ("h1", "0.54")]),
        ("gradients z1, h1: 0.16 -0.54", [("z1", "0.16"), ("h1", "-0.54")]),
        ("z1, h1: 0.16 - 0.54", []),
        ("z1, h1 = (0.16, 0.54)", []),
        ("z1, h1 are as in (b): 0.16, 0.54, -0.06", []),
        ("z1: 0.16, 0.54", []),
        ("the values are: 0.16, 0.54", []),
        ("z1, h1 " + "and some words that go on " * 4 + ": 0.16, 0.54", []),
    ],
)  # fmt: skip
def test_names_are_paired_with_as_many_values(text: str, members: list[tuple[str, ...]]) -> None:
    assert stated(text) == members
