"""One page of mathematics, printed by several programs (printed/, from source.md), reads alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.answers.budget import Budget
from grader.answers.document.blocks import Block, Kind, SheetFile
from grader.answers.document.formats import file_read
from grader.answers.document.pdf_margins import PageLines, without_margins
from tests import pdfs

pytest.importorskip("pypdfium2_raw")
PRINTED = Path(__file__).parent / "printed"
NAMES = sorted(path.name for path in PRINTED.glob("*.pdf"))

MATHEMATICS = [
    r"\hat{y}=w_{3}^{(2)}h_{1}+b_{2}",
    r"\frac{∂L}{∂w_{ij}^{(1)}}=δ_{i}^{(1)}x_{j},w_{12}'=0.395",
    r"A^{-1}=\begin{pmatrix}3&-1\\-1&2\end{pmatrix}",
    r"\detA=\begin{vmatrix}2&1\\1&3\end{vmatrix}=5",
    r"v=\begin{bmatrix}1.2\\0.4\\-3\end{bmatrix}",
    r"R=\frac{1}{\frac{1}{R_{1}}+\frac{1}{R_{2}}}=2",
    r"t=\sqrt{\frac{2h}{g}}=\sqrt[3]{27}",
    r"s^{2}=\frac{1}{n-1}\sum_{i=1}^{n}(x_{i}-\bar{x})^{2}=9",
    r"h_{1}=\frac{1}{1+e^{-z_{1}}},q=\max_{a}Q(2,a)",
]


def blocks(data: bytes) -> tuple[Block, ...]:
    return file_read(SheetFile(name="w.pdf", data=data), Budget()).blocks


def texts(data: bytes) -> list[str]:
    """Each block's text without white space; a table's cells behind bars."""
    found = []
    for block in blocks(data):
        written = "".join(piece.text for piece in block.pieces)
        rows = ("|".join("".join(p.text for p in c) for c in row.cells) for row in block.rows)
        found.append(re.sub(r"\s", "", "/".join(rows) if block.rows else written))
    return found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("statement", MATHEMATICS)
def test_a_statement_reads_as_its_latex(name: str, statement: str) -> None:
    found = texts((PRINTED / name).read_bytes())
    assert any(statement in text for text in found), found


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"mathjax_svg.pdf"}))
def test_what_is_struck_out_is_left_out_and_tables_have_cells(name: str) -> None:
    data = (PRINTED / name).read_bytes()
    assert any("Thevalueisgone." in text for text in texts(data))
    assert "step|value|error/forward|0.5393|0.01/backward|-0.1972|0.02" in texts(data)


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"typst.pdf"}))
def test_cases_keep_their_conditions(name: str) -> None:
    """Typst leaves no gap between a case and its condition."""
    found = "".join(texts((PRINTED / name).read_bytes()))
    assert r"\begin{cases}1&z>0\\0&z≤0\end{cases}" in found.replace("<=", "≤")


def test_a_line_of_mathematics_alone_is_displayed() -> None:
    data = pdfs.document([pdfs.text("z = 2 x + 1", "", "the value of z is 2, so h = 3")])
    stated = [piece.is_display for block in blocks(data) for piece in block.pieces]
    assert stated == [True, False]


LINES = "60 700 m 200 700 l S 60 682 m 200 682 l S 60 640 m 200 640 l S "


def placed(*signs: tuple[float, float, str]) -> str:
    shown = (f"BT /F1 12 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, text in signs)
    return " ".join(shown)


ROWS = [
    (65, 686, "name"), (130, 686, "value"), (65, 666, "a"), (130, 666, "0.5"), (65, 648, "b"),
    (130, 648, "0.25"),
]  # fmt: skip


@pytest.mark.parametrize("lines", [LINES, ""], ids=["ruled", "without lines"])
def test_rows_of_cells_are_a_table(lines: str) -> None:
    assert texts(pdfs.document([lines + placed(*ROWS)])) == ["name|value/a|0.5/b|0.25"]


def test_equations_side_by_side_are_no_table() -> None:
    signs = [(60 + 120 * (n % 2), 700 - 20 * (n // 2), f"z{n} = {n}") for n in range(6)]
    found = blocks(pdfs.document([placed(*signs)]))
    assert all(block.kind is not Kind.TABLE for block in found)
    assert "z0=0;z1=1" in texts(pdfs.document([placed(*signs)]))


def test_a_fraction_in_a_line_is_no_table() -> None:
    bar = "100 697 m 180 697 l S "
    signs = [(75, 694, "y ="), (125, 703, "a + b"), (114, 684, "c + d + e"), (185, 694, "= 3")]
    assert texts(pdfs.document([bar + placed(*signs)])) == [r"y=\frac{a+b}{c+d+e}=3"]


@pytest.mark.parametrize(
    "y, expected",
    [(704, "F=0.9"), (701, "F=0.80.9"), (712, r"F=\overline{0.8}0.9"), (697, "F=0.80.9")],
)
def test_only_a_bar_through_the_text_strikes_it_out(y: float, expected: str) -> None:
    """A bar below is an underline, one above an overline."""
    data = pdfs.document([f"83 {y} m 100 {y} l S " + placed((60, 700, "F ="), (83, 700, "0.8"),
                          (110, 700, "0.9"))])  # fmt: skip
    assert texts(data) == [expected]


PAGE = ("z = 2", "h = 3", "and so on")


def page(*lines: tuple[str, float]) -> PageLines:
    return PageLines(tuple(line for line, _ in lines), tuple(height for _, height in lines))


MARGINS = [
    ([page(("z = 2", 0.8), ("1", 0.05))], [["z = 2", ""]]),
    ([page(("z = 2", 0.8), ("Page 1 of 3", 0.05))], [["z = 2", ""]]),
    ([page(("z = 2", 0.8), ("7", 0.05))], [["z = 2", "7"]]),
    ([page(("z = 2", 0.8), ("1", 0.4))], [["z = 2", "1"]]),
    ([page(("1", 0.05))], [["1"]]),
    ([page(("Ada", 0.95), ("x", 0.5)), page(("Ada", 0.95), ("y", 0.5))], [["", "x"], ["", "y"]]),
    ([page(("Sheet 1", 0.95), ("x", 0.5)), page(("Sheet 2", 0.95), ("y", 0.5))],
     [["", "x"], ["", "y"]]),
    ([page(("z = 2", 0.95)), page(("z = 2", 0.95))], [["z = 2"], ["z = 2"]]),
    ([page(("Ada", 0.5), ("x", 0.4)), page(("Ada", 0.5), ("y", 0.4))],
     [["Ada", "x"], ["Ada", "y"]]),
    ([page(("11/28/26, 12:33 PM ; s1", 0.98), ("x", 0.5), ("file:///a.html ; 1/1", 0.02))],
     [["", "x", ""]]),
]  # fmt: skip


@pytest.mark.parametrize("given, expected", MARGINS)
def test_heads_feet_and_page_numbers_are_left_out(
    given: list[PageLines], expected: list[list[str]]
) -> None:
    assert without_margins(given) == expected


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    long = "so the loss falls a little with each step,"
    signs = [(60, 730, "A title that stands over both of the columns of the page")]
    for row in range(14):
        left, right = ("z = 2", "h = 3") if row == 5 else (long, long)
        signs += [(60, 700 - 16 * row, left), (310, 700 - 16 * row, right)]
    found = "".join(texts(pdfs.document([placed(*signs)])))
    between = found[found.index("z=2") : found.index("h=3")]
    assert between.count("loss") == 8 + 5


def test_a_condition_is_no_cell() -> None:
    lines = pdfs.text("P(A | B) = 0.5", "P(B | A) = 0.25")
    assert texts(pdfs.document([lines])) == [r"P(A\midB)=0.5", r"P(B\midA)=0.25"]
