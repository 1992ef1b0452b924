"""Decimal commas are read where a sheet writes them throughout; entries and thousands stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.document.blocks import SheetFile
from grader.answers.document.formats import blocks_of


def text_of(text: str) -> str:
    """A sheet's text once its numerals are known."""
    blocks = blocks_of(SheetFile(name="s.md", data=text.encode()))
    return "|".join("".join(piece.text for piece in block.pieces) for block in blocks)


COMMAS = [
    ("P = 0,75\n\nR = 18/20 = 0,9", "P = 0.75|R = 18/20 = 0.9"),
    ("$E = 11{,}77$", "E = 11.77"), ("$v = 3,962$ und $T = 0,404$, $z = 1,5$",
                                     "v = 3.962 und T = 0.404, z = 1.5"),
    ("C = 12.500 * 1,04^3 = 14.060,80\n\nI = 1.560,80", "C = 12500 * 1.04^3 = 14060.80|I = 1560.80"),
    ("x = 0,5 y = 1,25 z = (1,2) v = (0,5; 1,2) w = (0,5, 1,25) $a_{1,2}$ u = (1,2,3)",
     "x = 0.5 y = 1.25 z = (1,2) v = (0.5; 1.2) w = (0.5, 1.25) a_{1,2} u = (1,2,3)"),
    ("$\\sigma(0,16) = 0,54$ and $2 \\cdot (1,75 - 3) = -2,5$",
     "\\sigma(0.16) = 0.54 and 2 \\cdot (1.75 - 3) = -2.5"),
    ("P: 0.8737\n\nH = 0,9402\n\nG = 0,8112 + 1\n\nI = 0.0481\n\nJ = 0,129\n\nv = (0,25; 1)",
     "P: 0.8737|H = 0.9402|G = 0.8112 + 1|I = 0.0481|J = 0.129|v = (0,25; 1)"),
    ("P: 0.8737\n\nH = 0,9402\n\nG = 0,8112\n\nz = 0,15\n\nb = -1,455\n\nI = [-0,3 ; -0,196]\n\n(1,2)",
     "P: 0.8737|H = 0.9402|G = 0.8112|z = 0.15|b = -1.455|I = [-0.3 ; -0.196]|(1,2)"),
    ("P: 0.8737\n\nH = 0,9402\n\nG = 0,8112\n\nb = 1,455\n\nC = 14,060.80\n\nz = 0,15",
     "P: 0.8737|H = 0.9402|G = 0.8112|b = 1,455|C = 14,060.80|z = 0.15"),
    ("What is P?\n\n0,75\n\nR?\n\n0,9", "What is P?|0.75|R?|0.9"),
]  # fmt: skip


@pytest.mark.parametrize("text, read", COMMAS)
def test_a_sheet_of_decimal_commas_is_read_with_points(text, read):
    assert text_of(text) == read


POINTS = [
    "u = [6,12]|r = [6.5,10]", "u = (6,12) for i = 1,2|r = (1,2)", "K = 12,500|C = 14,060.80",
    "P = 0.75|R = 0,9|F = 0.818", "v = 0,59", "E = 12,345|v = 3,962", "x = 1,2,3|y = 4,5,6",
    "$w_{0,1}$ = 3|$w_{1,1}$ = 4", "f(0,16) = 3|g(0,25) = 4", "x = 0.5|y = (0,75)|z = [0,25]",
]  # fmt: skip


@pytest.mark.parametrize("text", POINTS)
def test_entries_thousands_and_what_is_mixed_stay_as_they_are(text):
    assert text_of(text.replace("|", "\n\n")) == text.replace("$", "")


@given(st.lists(st.floats(-50, 50).map(lambda x: f"{x:.4f}"), min_size=2, max_size=8))
def test_a_sheet_reads_alike_with_points_and_with_commas(numbers):
    sheet = "\n\n".join(f"x = 2 * {number} = {number}" for number in numbers)
    assert text_of(sheet.replace(".", ",")) == text_of(sheet)


def test_what_a_program_printed_neither_decides_nor_changes():
    printed = "P = 0,75 and R = 0,9\n\n```\nP = 0.75\nW = [1,25]\n```"
    assert text_of(printed) == "P = 0.75 and R = 0.9|P = 0.75|W = [1,25]"
