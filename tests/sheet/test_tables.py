"""A cell of a table is named by its row, by its column, or by both."""

from __future__ import annotations

import pytest

from grader.answers.document.blocks import SheetFile
from grader.answers.document.formats import blocks_of
from grader.answers.sheet.statements import Statement, statements

NAMES = frozenset({"P", "R", "z", "h", "w", "loss", "TP", "FP"})


def stated(text: str, file: str = "s.md") -> list[tuple[str, str, str]]:
    """First and last member of each statement of a table, and the words before it."""
    found = statements(blocks_of(SheetFile(name=file, data=text.encode())), NAMES.__contains__)
    chains = [item.chain for item in found if isinstance(item, Statement)]
    return [(chain.lead, chain.members[0], chain.members[-1]) for chain in chains]


def table(*rows: str) -> str:
    return "\n".join([rows[0], "|---" * (rows[0].count("|") - 1) + "|", *rows[1:]])


TABLES = {
    "name and value": (
        table("| quantity | value |", "| $P$ | 0.75 |", "| R | 0.9 |"),
        [("value", "P", "0.75"), ("value", "R", "0.9")],
    ),
    "a first row that is no header": (
        table("| P | 0.75 |", "| R | 0.9 |"), [("", "P", "0.75"), ("", "R", "0.9")],
    ),
    "name, formula, value": (
        table("| step | formula | value |", "| $z$ | $w x$ | 0.3 |", "| $P$ | 18/24 | 0.75 |"),
        [("value", "z", "0.3"), ("", "P", "0.75")],
    ),
    "numbered steps": (
        table("| Step | Formula | Result |", "| 1 | $z = w x$ | 0.3 |", "| 2 | $h = z$ | 0.5 |"),
        [("Result", "z", "0.3"), ("Result", "h", "0.5")],
    ),
    "names on top": (
        table("| $z$ | $h$ |", "| 0.3 | 0.5 |"), [("", "z", "0.3"), ("", "h", "0.5")],
    ),
    "iterations": (
        table("| epoch | $w$ | loss |", "| 0 | 0.5 | 0.9 |", "| 1 | 0.4 | 0.8 |"),
        [("epoch 0", "w", "0.5"), ("epoch 0", "loss", "0.9"),
         ("epoch 1", "w", "0.4"), ("epoch 1", "loss", "0.8")],
    ),
    "iterations counted by an index": (
        table("| n | $p_n$ | $f(p_n)$ | $p_{n+1}$ |", "| 1 | 3.6 | 0.3 | 3.4 |",
              "| 2 | 3.4 | 0.1 | 3.5 |"),
        [("n 1", "p_{1}", "3.6"), ("n 1", "f(p_{1})", "0.3"), ("n 1", "p_{2}", "3.4"),
         ("n 2", "p_{2}", "3.4"), ("n 2", "f(p_{2})", "0.1"), ("n 2", "p_{3}", "3.5")],
    ),
    "iterations counted by a raised index": (
        table("| Iteration | $x^{(k)}$ | $x^2$ |", "| 1 | 0.5 | 0.25 |"),
        [("Iteration 1", "x^{(1)}", "0.5"), ("Iteration 1", "x^2", "0.25")],
    ),
    "rows counted over two indices": (
        table("| | $x_n$ | $y_i$ |", "| 1 | 0.5 | 1.5 |"), [("1", "x_n", "0.5"), ("1", "y_i", "1.5")],
    ),
    "a letter that is no index": (
        table("| $z$ | $h_n$ |", "| 2 | 0.5 |"), [("", "z", "2"), ("", "h_n", "0.5")],
    ),
    "a gradient and an update": (
        table("| weight | gradient | update |", "| $w$ | $2 \\cdot 3 = 6$ | $+1.25$ (up) |"),
        [("gradient", "w", "6"), ("update", "w", "+1.25")],
    ),
    "counted columns": (
        table("| | 1 | 2 |", "| $z_i$ | 0.1 | 0.2 |", "| h | 0.5 | 0.6 |"),
        [("", "z_{1}", "0.1"), ("", "z_{2}", "0.2"), ("", "h_{1}", "0.5"), ("", "h_{2}", "0.6")],
    ),
    "words on both sides": (
        table("| | Precision | Recall |", "| class A | 0.75 | 0.9 |"),
        [("class A", "Precision", "0.75"), ("class A", "Recall", "0.9")],
    ),
    "cells that are equations": (
        table("| layer | forward | backward |", "| 1 | $z = 0.3$ | $\\partial L/\\partial z = 2$ |"),
        [("layer 1", "z", "0.3"), ("layer 1", "\\partial L/\\partial z", "2")],
    ),
    "a row that goes on": (
        table("| weight | epoch | value |", "| $w$ | 1 | 0.5 |", "| | 2 | 0.4 |"),
        [("epoch", "w", "1"), ("value", "w", "0.5"), ("epoch", "w", "2"), ("value", "w", "0.4")],
    ),
    "bars within mathematics": (
        table("| what | value |", "| $P(z|h)$ | 0.3 |", "| $|w|$ | 0.4 |"),
        [("value", "P(z|h)", "0.3"), ("value", "|w|", "0.4")],
    ),
    "remarks in brackets": (
        table("| state | value |", "| $P$ | $0.75$ $[H]$ |", "| $R$ | 0.9 (from H) |"),
        [("value", "P", "0.75"), ("value", "R", "0.9")],
    ),
    "remarks behind the value": (
        table("| what | value | remark |", "| $P$ | **0.75** | as in class |"),
        [("value", "P", "0.75")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_cell_is_named_by_its_row_and_its_column(name):
    text, expected = TABLES[name]
    assert stated(text) == expected


IN_TEXT = {
    "bars and a rule": (
        "| Value | Rule | Result |\n|-------|------|--------|\n| z | w h | 0.3 |",
        [("Result", "z", "0.3")],
    ),
    "bars in a grid": ("+---+---+\n| P | 1 |\n+---+---+\n| R | 2 |\n+---+---+",
                       [("", "P", "1"), ("", "R", "2")]),
    "bars between cells": ("P | 0.75\n--|--\nR | 0.9", [("", "P", "0.75"), ("", "R", "0.9")]),
    "a rule of dashes": ("  Value  Result\n  ------ -------\n  z      0.3\n  h      0.5",
                         [("Result", "z", "0.3"), ("Result", "h", "0.5")]),
    "blanks": ("Precision:   0.75\nRecall:      0.9",
               [("", "Precision", "0.75"), ("", "Recall", "0.9")]),
    "tabs": ("P\t0.75\nR\t0.9", [("", "P", "0.75"), ("", "R", "0.9")]),
    "a frame of pandas": ("    P     R\n0   0.75  0.9", [("0", "P", "0.75"), ("0", "R", "0.9")]),
    "a series of pandas": ("P    0.75\nR    0.90\ndtype: float64",
                           [("", "P", "0.75"), ("", "R", "0.90")]),
    "single blanks, names over numbers": (
        "point d1 d2\nA 0.00 4.0\nB 1.50 1.0",
        [("", "A", "[0.00, 4.0]"), ("", "B", "[1.50, 1.0]")],
    ),
    "no table: sentences": ("so we take two\nof these 5 7", []),
    "no table: a matrix": ("P = | 1.5 1.1 |\n    | 1.2 0.0 |", [("", "P", "[1.5 1.1; 1.2 0.0]")]),
    "no table: bars of mathematics": ("|z| = 3\n|h| = 4", [("", "|z|", "3"), ("", "|h|", "4")]),
    "no table: bare rows": ("0.1  0.2\n0.3  0.4", []),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_TEXT)
def test_a_table_in_plain_text_is_one_too(name):
    text, expected = IN_TEXT[name]
    assert stated(text, "s.txt") == expected


def test_a_table_written_in_tags_keeps_its_lines():
    rows = "<tr><th>what</th><th>value</th></tr>\n<tr><td>$P$</td><td><b>0.75</b></td></tr>"
    text = f"Here:\n<table>\n{rows}\n</table>\n\nR = 0.9"
    assert stated(text) == [("value", "P", "0.75"), ("", "R", "0.9")]
    (table_block,) = [b for b in blocks_of(SheetFile(name="s.md", data=text.encode())) if b.rows]
    assert [row.line for row in table_block.rows] == [3, 4]
