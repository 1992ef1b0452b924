"""A point with blanks around it multiplies where a value is worked out; other points stay."""

from __future__ import annotations

import pytest

from grader.answers.document.blocks import SheetFile
from grader.answers.document.formats import blocks_of


def text_of(text: str, name: str = "s.txt") -> str:
    blocks = blocks_of(SheetFile(name=name, data=text.encode()))
    return "|".join("".join(piece.text for piece in block.pieces) for block in blocks)


PRODUCTS = [
    ("N = m g = 4,0 . 9,8 = 39,2 N", "N = m g = 4.0 · 9.8 = 39.2 N"),
    ("f = mu . N = 0.2 . (39.2 - 1)", "f = mu · N = 0.2 · (39.2 - 1)"),
    ("T = 2 . 3.14 . sqrt(2 . 5) = 19.8", "T = 2 · 3.14 · sqrt(2 · 5) = 19.8"),
]


@pytest.mark.parametrize("text, read", PRODUCTS)
def test_a_point_between_two_factors_is_a_sign_for_times(text, read):
    assert text_of(text) == read


POINTS = [
    "x = 5 . y = 3", "a = 2.5 m . v = 4", "1 . 5 apples", "x = 5 . Then we go on", "x = 5. 3 = y",
    "x = 1, 2, . . . , 9", "x = 4 . I took the root", "3 . b = 2", "z = 0 . 1 5 7",
]  # fmt: skip


@pytest.mark.parametrize("text", POINTS)
def test_a_point_between_statements_stays(text):
    assert text_of(text) == text


def test_what_a_program_printed_stays():
    notebook = (
        '{"cells": [{"cell_type": "code", "source": [], "outputs": [{"output_type": "stream",'
        ' "text": ["x = 4 . 5 = 20"]}]}]}'
    )
    assert "4 . 5" in text_of(notebook, "s.ipynb")
