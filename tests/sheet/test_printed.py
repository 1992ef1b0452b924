"""One page of mathematics, printed by several programs (printed/, from source.md), reads alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.answers.budget import Budget
from grader.answers.document.blocks import Block, Kind, SheetFile
from grader.answers.document.formats import file_read
from grader.answers.document.pdf.items import Item
from grader.answers.document.pdf.page_layout import lines
from grader.answers.document.pdf.signs import sign
from grader.answers.document.pdf.tex_codes import Family, Measures, family_by_measures
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


HEAD_LINE = "60 730 m 400 730 l S "
HEADED = {
    "a head of a page, and an item below": (
        HEAD_LINE + "107 697 m 113 697 l S " + placed(
            (200, 735, "HW 1"), (350, 735, "Fall"), (60, 694, "\\(a\\)"), (90, 694, "y ="),
            (107, 703, "1"), (107, 684, "2"), (116, 694, "= 0.5")),
        ["HW1;Fall", r"(a)y=\frac{1}{2}=0.5"],
    ),
    "a head, and lines that have two columns of their own": (
        HEAD_LINE + placed((200, 735, "HW 1"), (350, 735, "Fall"), (60, 710, "z = 1"),
                           (90, 690, "so that it is small"), (60, 690, "and")),
        ["HW1;Fall", "z=1", "andsothatitissmall"],
    ),
    "a table with a line below its head only": (
        "60 682 m 200 682 l S " + placed(*ROWS), ["name|value/a|0.5/b|0.25"],
    ),
    "a table without a line above its head": (
        "60 682 m 200 682 l S 60 662 m 200 662 l S 60 640 m 200 640 l S " + placed(*ROWS),
        ["name|value/a|0.5/b|0.25"],
    ),
    "a table as browsers draw it: cell by cell, none below the last, heads in the middle": (
        "60 682 m 150 682 l S 150 682 m 260 682 l S 60 660 m 150 660 l S 150 660 m 260 660 l S "
        + placed((85, 686, "name"), (190, 686, "value"), (62, 666, "a"), (152, 666, "0.5"),
                 (62, 646, "b"), (152, 646, "0.25")),
        ["name|value/a|0.5/b|0.25"],
    ),
    "a table whose columns only one line parts": (
        LINES + "95 640 m 95 700 l S " + placed(*ROWS, (170, 686, "error"), (170, 666, "0.1"),
                                                (170, 648, "0.2")),
        ["name|value|error/a|0.5|0.1/b|0.25|0.2"],
    ),
    "a cell over two columns, and rows that no line parts": (
        "60 702 m 260 702 l S 60 682 m 260 682 l S 60 646 m 260 646 l S 60 624 m 260 624 l S"
        " 100 646 m 100 702 l S 180 624 m 180 702 l S "
        + placed((65, 686, "x"), (110, 686, "mean"), (190, 686, "error"), (65, 668, "a"),
                 (110, 668, "0.5"), (190, 668, "0.1"), (65, 650, "b"), (110, 650, "0.25"),
                 (65, 630, "Total"), (190, 630, "2")),
        ["x|mean|error/a|0.5|0.1/b|0.25|/Total||2"],
    ),
    "a cell of two lines": (
        "60 720 m 260 720 l S 60 682 m 260 682 l S 60 662 m 260 662 l S 60 642 m 260 642 l S"
        " 60 622 m 260 622 l S "
        + placed((65, 698, "k"), (130, 704, "debt at"), (130, 690, "the end"), (65, 666, "1"),
                 (130, 666, "0.5"), (65, 648, "2"), (130, 648, "0.25"), (65, 628, "3"),
                 (130, 628, "0.1")),
        ["k|debtattheend/1|0.5/2|0.25/3|0.1"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", HEADED)
def test_a_line_below_words_makes_a_table_of_cells_alone(what: str) -> None:
    drawn, expected = HEADED[what]
    assert texts(pdfs.document([drawn])) == expected


def test_fractions_side_by_side_are_two() -> None:
    bars = "100 697 m 112 697 l S 113.5 697 m 126 697 l S "
    signs = [(80, 694, "y ="), (103, 703, "a"), (103, 684, "b"), (116, 703, "c"), (116, 684, "d")]
    assert texts(pdfs.document([bars + placed(*signs)])) == [r"y=\frac{a}{b}\frac{c}{d}"]


def test_equations_that_go_on_in_columns_are_read_down_each_of_them() -> None:
    signs = [(60, 700, "y = 2 * 3"), (260, 700, "z = 4 * 5"), (67, 684, "= 6"), (267, 684, "= 20")]
    assert texts(pdfs.document([placed(*signs)])) == ["y=2*3=6", "z=4*5=20"]


def test_statements_of_one_line_are_parted_where_there_is_room() -> None:
    drawn = placed((60, 700, "x = 1"), (105, 700, "y = 2"), (60, 600, "x = 1"), (108, 600, "= 2"))
    assert texts(pdfs.document([drawn])) == ["x=1;y=2", "x=1=2"]


@pytest.mark.parametrize("word", ["Using", "using", "information", "logo", "sine"])
def test_a_word_is_no_function(word: str) -> None:
    drawn = placed((60, 700, f"{word} it, y = 2"), (75, 706, "5"))
    assert texts(pdfs.document([placed((60, 700, f"{word} it, y = 2"))])) == [f"{word}it,y=2"]
    assert "\\" not in "".join(texts(pdfs.document([drawn])))


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
    ([page(("z = 2", 0.8), ("1", 0.15))], [["z = 2", ""]]),
    ([page(("z = 2", 0.8), ("5", 0.15))], [["z = 2", "5"]]),
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


CODES = [
    (Family.SYMBOLS, "0", "′"), (Family.SYMBOLS, "k", "‖"), (Family.SYMBOLS, "\x00", "−"),
    (Family.SYMBOLS, "A", "A"), (Family.LETTERS, ":", "."), (Family.LETTERS, "\x0b", "α"),
    (Family.LETTERS, "@", "∂"), (Family.TEXT, "\x0c", "fi"), (Family.LARGE, "X", "\\sum"),
    (None, "0", "0"),
]  # fmt: skip


@pytest.mark.parametrize("family, code, wanted", CODES)
def test_a_code_of_a_font_of_tex_is_its_sign(family, code: str, wanted: str) -> None:
    assert sign(code, family) == wanted


DRAWN = [
    ([Measures("\x00", 0.23, 0.28, 0.61)], Family.SYMBOLS),
    ([Measures("0", 0.03, 0.55, 0.24), Measures("1", -0.02, 0.45, 1.0)], Family.SYMBOLS),
    ([Measures("0", -0.02, 0.67, 0.43), Measures("=", 0.12, 0.38, 0.66)], Family.TEXT),
    ([Measures(":", 0, 0.43, 0.12)], Family.TEXT), ([Measures(":", 0, 0.11, 0.12)], Family.LETTERS),
    ([Measures("\x0c", -0.19, 0.71, 0.55)], Family.LETTERS),
    ([Measures("\x0c", 0, 0.7, 0.55)], Family.TEXT), ([Measures("\x12", -2.35, 0, 0.5)], Family.LARGE),
    ([Measures("p", -0.96, 0.05, 0.81), Measures("\x01", 0.2, 0.31, 0.12)], Family.SYMBOLS),
]  # fmt: skip


@pytest.mark.parametrize("drawn, family", DRAWN)
def test_a_font_without_a_name_is_known_by_its_signs(drawn, family: Family) -> None:
    assert family_by_measures(drawn) is family


def laid(*signs: tuple[str, float, float, float, float]) -> list[str]:
    """The lines of a page; of each sign the left edge, the baseline, the size and its depth."""
    items = [
        Item(text, left, left + 0.5 * size, base - depth, base + 0.7 * size, base, size)
        for text, left, base, size, depth in signs
    ]
    return [line.text for line in lines([*items, *FILLING], [])]


FILLING = [Item("a", 5.2 * n, 5.2 * n + 5, 400, 407, 400, 10) for n in range(20)]
LINE_BEFORE = ("8", 54, 511, 10, 0)


def test_an_index_of_an_index_stays_in_its_line() -> None:
    exponent = [("e", 50, 500, 10, 0), ("x", 55, 504, 7, 0), ("2", 58.6, 507, 5, 0)]
    assert laid(LINE_BEFORE, *exponent, ("=", 66, 500, 10, 0), ("3", 74, 500, 10, 0))[:2] == [
        "8", "e^{x^{2}} = 3",
    ]  # fmt: skip


def test_limits_of_an_integral_stand_beside_it() -> None:
    signs = [("\\int", 50, 500, 10, 9), ("0", 52, 489, 7, 0), ("1", 55, 506, 7, 0)]
    assert laid(*signs, ("x", 62, 500, 10, 0))[0] == r"\int_{0}^{1} x"


@pytest.mark.parametrize("size, read", [(7, r"\vec{v} = 1"), (10, "→")])
def test_a_small_arrow_over_a_letter_makes_it_a_vector(size: float, read: str) -> None:
    signs = [("→", 51, 508, size, 0), ("v", 50, 500, 10, 0), ("=", 58, 500, 10, 0)]
    assert laid(*signs, ("1", 66, 500, 10, 0))[0] == read


def test_numbers_apart_in_brackets_are_a_row() -> None:
    signs = [("(", 50, 500, 10, 2), ("3", 56, 500, 10, 0), ("4", 66, 500, 10, 0)]
    assert laid(*signs, (")", 72, 500, 10, 2))[0] == r"\begin{pmatrix} 3 & 4 \end{pmatrix}"


def test_sides_in_the_middle_of_their_column_are_no_columns_of_equations() -> None:
    drawn = placed((60, 700, "y"), (110, 700, "= 2 * 3"), (110, 684, "= 6"))
    assert texts(pdfs.document([drawn])) == ["y=2*3=6"]
