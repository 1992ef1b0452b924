"""What only dresses a sheet never reaches its statements, and signs of mathematics stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.document.blocks import SheetFile
from grader.answers.document.formats import blocks_of
from grader.answers.sheet.statements import Statement, statements

NAMES = frozenset({"P", "R", "F", "L", "y", "z", "dL", "precision", "da", "exp"})


def chains(text: str, name: str = "s.md") -> list[tuple[str, ...]]:
    """The members of what a sheet states."""
    found = statements(blocks_of(SheetFile(name=name, data=text.encode())), NAMES.__contains__)
    return [item.chain.members for item in found if isinstance(item, Statement)]


DRESSED = [
    ("**F = 0.8**", [("F", "0.8")]), ("F = **0.8**", [("F", "0.8")]),
    ("F=__0.8__", [("F", "0.8")]), ("**F** = 0.8", [("F", "0.8")]), ("_F_ = 0.8", [("F", "0.8")]),
    ("F = ***0.8***", [("F", "0.8")]), ("**$F = 0.8$**", [("F", "0.8")]),
    ("**Answer:** F = 0.8", [("F", "0.8")]), ("*Answer*: **F = 0.8**.", [("F", "0.8")]),
    ("F = 0.8\n\n~~F = 0.6~~", [("F", "0.8")]), ("F = 0.8 <del>F = 0.6</del>", [("F", "0.8")]),
    ("- [x] F = 0.8\n- [ ] R = 0.9", [("F", "0.8"), ("R", "0.9")]),
    ("F = 0.8<br>R = 0.9", [("F", "0.8"), ("R", "0.9")]),
    ("<!-- F = 0.6\n\nR = 0 -->\nF = 0.8", [("F", "0.8")]),
    ('<span style="color:red">F = **0.8**</span>', [("F", "0.8")]),
    ("z<sub>1</sub> = 3<sup>2</sup>", [("z_{1}", "3^{2}")]),
    ("F = <sup>3</sup>/<sub>8</sub>", [("F", "((3)/(8))")]),
    ("F=log<sub>2</sub><sup>8</sup>/<sub>3</sub> bits", [("F", "log_{2}((8)/(3))")]),
    ("F = x<sup>2</sup>/<sub>3</sub>", [("F", "x^{2}/_{3}")]),
    ("F = 2 &times; 0.4", [("F", "2 × 0.4")]),
    ("$F =$ 0.8", [("F", "0.8")]), ("F $= 0.8$", [("F", "0.8")]), ("$F$ $=$ 0.8", [("F", "0.8")]),
    ("so $F =$ **0.8**, and", [("F", "0.8")]), ("F = 0.8[^1]\n\n[^1]: rounded", [("F", "0.8")]),
    ("> [!note]\n> F = 0.8", [("F", "0.8")]), ("F = ==0.8==", [("F", "0.8")]),
    ("$\\color{blue}{F = 0.8}$", [("F", "0.8")]), ("$\\textcolor{red}{F = 0.8}$", [("F", "0.8")]),
]  # fmt: skip


@pytest.mark.parametrize("text, stated", DRESSED)
def test_dress_is_taken_off(text, stated):
    assert chains(text) == stated


KEPT = [
    ("z_1 = w_1*x*w_2 = 3", [("z_1", "w_1*x*w_2", "3")]),
    ("L = 2**3 + 3**2 = 17", [("L", "2**3 + 3**2", "17")]),
    ("L = (1 - 3)*(1 - 3) = 4 and y = 2*(1 - 3)*5 = -20",
     [("L", "(1 - 3)*(1 - 3)", "4"), ("y", "2*(1 - 3)*5", "-20")]),
    ("L = 3 * 4 * 5", [("L", "3 * 4 * 5")]), ("y_1 = a_b = x_c", [("y_1", "a_b", "x_c")]),
]  # fmt: skip


@pytest.mark.parametrize("text, stated", KEPT)
def test_products_powers_and_indices_are_no_emphasis(text, stated):
    assert chains(text) == stated


@given(
    st.sampled_from(["**", "*", "__", "_", "***", "<b>|</b>", '<font color="red">|</font>']),
    st.sampled_from(["{0}P = 0.75{1}", "{0}P{1} = 0.75", "P = {0}0.75{1}", "So {0}P = 0.75{1}."]),
)
def test_whatever_is_set_in_bold_reads_as_if_it_were_not(mark, pattern):
    opening, _, closing = mark.partition("|")
    text = pattern.format(opening, closing or mark)
    assert chains(text) == [("P", "0.75")]


LINES = [
    "$$\nP = 0.75\nR = \\frac{9}{10} = 0.9\n$$", "```math\nP = 0.75\nR = \\frac{9}{10} = 0.9\n```",
    "\\[\nP = 0.75 \nR = \\frac{9}{10}\n  = 0.9\n\\]", "$$P = 0.75\nR = \\frac{9}{10} = 0.9$$",
]  # fmt: skip


@pytest.mark.parametrize("text", LINES)
def test_lines_of_one_display_that_begin_with_a_name_are_statements(text):
    assert chains(text) == [("P", "0.75"), ("R", "\\frac{9}{10}", "0.9")]


@pytest.mark.parametrize(
    "text", ["L = 1 +\n2 = 3", "L = 1\n+ 2 = 3", "L = 1 \\cdot\n2 = 3", "L = (1 +\n2) = 3"]
)
def test_a_line_that_is_cut_short_goes_on_in_the_next(text):
    (members,) = chains(f"$$\n{text}\n$$")
    assert (members[0], members[-1], len(members)) == ("L", "3", 3)


SCANNED = [
    ("z _ { 1 } = 0 . 1 5 7 5", ("z _ { 1 }", "0.1575")),
    ("P = \\frac { 1 8 } { 2 4 } = 0 . 7 5", ("P", "\\frac { 18 } { 24 }", "0.75")),
    ("L = - 1 . 2 \\times 1 0 ^ { - 3 }", ("L", "- 1.2 \\times 10 ^ { - 3 }")),
    ("L = 0. 52", ("L", "0.52")), ("L \\mathrm { ~ = ~ } 0 . 5 2", ("L", "0.52")),
    ("\\left. L = 0.52 \\right.", ("L", "0.52")), ("y = [1 2 3]", ("y", "[1 2 3]")),
    ("L = \\operatorname { l o g } ( 2 )", ("L", "\\operatorname {log} ( 2 )")),
]  # fmt: skip


@pytest.mark.parametrize("text, members", SCANNED)
def test_what_a_program_read_off_a_picture_has_its_numerals_in_one_piece(text, members):
    assert chains(f"${text}$") == [members]


LAID_OUT = [
    "\\begin{array} { r l } & { y = 3 } \\\\ & { L = 4 } \\end{array}",
    "\\begin{array} { c } { y = 3 } \\\\ { L = 4 } \\end{array}",
    "\\begin{array}{r l} { y } & { { } = 3 } \\\\ { L } & { { } = 4 } \\end{array}",
]


@pytest.mark.parametrize("text", LAID_OUT)
def test_equations_in_braced_cells_are_statements(text):
    assert [(first, last) for first, *_, last in chains(f"$${text}$$")] == [("y", "3"), ("L", "4")]


SIGNS = [
    ("F -> 0.818", [("F", "0.818")]), ("F → 0.818", [("F", "0.818")]), ("F ~ 0.8", [("F", "0.8")]),
    ("F = ~0.8", [("F", "0.8")]), ("- **F** — 0.8", [("F", "0.8")]), ("- F – 0.8", [("F", "0.8")]),
    ("F = 0.8 - see above", [("F", "0.8")]), ("F = 0.8 // by hand", [("F", "0.8")]),
    ("1) P = 0.75  2) R = 0.9", [("P", "0.75"), ("R", "0.9")]),
    ("P = 0.75 | R = 0.9", [("P", "0.75"), ("R", "0.9")]),
    ("P, R = 0.75, 0.9", [("P", "0.75"), ("R", "0.9")]),
    ("$P, R = 0.75,\\ 0.9$", [("P", "0.75"), ("R", "0.9")]), ("$[P, R]^T = [0.75, 0.9]^T$", [("P", "0.75"), ("R", "0.9")]),
    ("==P = 0.75==", [("P", "0.75")]), ("if b==c==d then", [("b", "c", "d")]), ("$\\boldsymbol{P = 0.75}$", [("P", "0.75")]),
    ("$\\mathbf{x_{1} = \\frac{3}{4}}$", [("x_{1}", "\\frac{3}{4}")]), ("$\\mathbf{W} x = 3$", [("\\mathbf{W} x", "3")]),
    ("(oops, turned round)  P = 0.75", [("P", "0.75")]), ("(a + b) c = 3", [("(a + b) c", "3")]),
    ("so dL / db = 3", [("dL / db", "3")]), ("a / b = 3", [("a / b", "3")]),
    ("(P, R) = (0.75, 0.9)", [("P", "0.75"), ("R", "0.9")]),
    ("$(P, R) = (0.75, 0.9)$", [("P", "0.75"), ("R", "0.9")]), ("f(x, y) = (1, 2)", [("f(x, y)", "(1, 2)")]),
    ("z = 0.8 - F = 3", [("z", "0.8 - F", "3")]),
]  # fmt: skip


@pytest.mark.parametrize("text, stated", SIGNS)
def test_signs_that_students_put_between_a_name_and_its_value(text, stated):
    assert chains(text) == stated
