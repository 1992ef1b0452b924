"""TeX becomes blocks as it would be printed: numbers, tables, boxes; what is no answer is told."""

from __future__ import annotations

import pytest

from grader.answers.document import SheetFile
from grader.answers.document.blocks import Piece
from grader.answers.document.formats import blocks_of
from grader.answers.document.tex_blocks import blocks
from grader.answers.sheet import read_sheet
from grader.answers.sheet.chains import chains
from grader.answers.sheet.events import Chain
from grader.answers.sheet.quantities import bare, known_in
from grader.errors import SubmissionError
from tests.sheet.test_corpus import asked_in


def numbers(text: str) -> list[str]:
    """The number or the title that stands at each heading and item."""
    found = [b for b in blocks(text, "s.tex") if b.kind in ("heading", "item")]
    return [block.marker or said(block.pieces) for block in found]


def said(pieces) -> str:
    return " ".join("".join(piece.text for piece in pieces).split())


def texts(text: str) -> list[str]:
    return [said(block.pieces) for block in blocks(text, "s.tex") if block.pieces]


TWO = "\\begin{enumerate}%s\\item x\\item y\\end{enumerate}"
NUMBERED = [
    (TWO % "", ["1", "2"]),
    (TWO % "[resume]", ["1", "2"]),
    (TWO % "" + TWO % "[resume]", ["1", "2", "3", "4"]),
    (TWO % "" + TWO % "[resume*, label=(\\alph*)]", ["1", "2", "c", "d"]),
    (TWO % "[series=s]" + TWO % "" + TWO % "[resume=s]", ["1", "2", "1", "2", "3", "4"]),
    (TWO % "[(a)]" + TWO % "[resume*]", ["a", "b", "c", "d"]),
    (TWO % "[start=4]", ["4", "5"]),
    (TWO % "\\setcounter{enumi}{6}", ["7", "8"]),
    (TWO % "\\item u\\addtocounter{enumi}{2}", ["1", "4", "5"]),
    (TWO % "[label=(\\alph*)]", ["a", "b"]),
    (TWO % "[label=\\textbf{Problem \\arabic*:}]", ["Problem 1", "Problem 2"]),
    (TWO % "[label={\\Roman*.}, ref=x]", ["I", "II"]),
    (TWO % "[(i)]", ["i", "ii"]),
    (TWO % "[\\bfseries A.]", ["A", "B"]),
    (TWO % "[Q1.]", ["Q1", "Q2"]),
    (TWO % "\\item[2.] z", ["2.", "1", "2"]),
    (TWO % ("\\item z" + TWO % ""), ["1", "a", "b", "2", "3"]),
    ("\\renewcommand{\\theenumi}{\\alph{enumi}}" + TWO % "", ["a", "b"]),
    ("\\renewcommand{\\labelenumi}{(\\roman{enumi})}" + TWO % "", ["i", "ii"]),
    ("\\setlist[enumerate,1]{label=\\alph*)}" + TWO % "", ["a", "b"]),
    ("\\newlist{asks}{enumerate}{2}\\begin{asks}[label=\\roman*]\\item x\\end{asks}", ["i"]),
    ("\\begin{tasks}(2)\\task x\\task! y\\end{tasks}", ["a", "b"]),
    (
        "\\begin{questions}\\question[5] x\\begin{parts}\\part[2] y\\part z\\end{parts}"
        "\\setcounter{question}{6}\\titledquestion{Springs}[3] u\\end{questions}",
        ["1", "a", "b", "7"],
    ),
    ("\\section{A}\\subsection{B}\\subsection{C}\\section{D}", ["1", "1.1", "1.2", "2"]),
    ("\\section*{A}\\section{B}\\setcounter{section}{4}\\section{C}", ["A", "1", "5"]),
    ("\\renewcommand{\\thesection}{\\Roman{section}}\\section{A}\\subsection{B}", ["I", "I.1"]),
    ("\\setcounter{secnumdepth}{0}\\section{A}", ["A"]),
    ("\\documentclass{book}\\chapter{A}\\section{B}", ["1", "1.1"]),
    ("\\titleformat{\\section}{\\bf}{Exercise \\thesection.}{1em}{}\\section{A}", ["Exercise 1."]),
    (
        "\\newtheorem{ex}{Exercise}\\begin{ex}x\\end{ex}\\begin{ex}[hard]y\\end{ex}",
        ["Exercise 1", "Exercise 2 hard"],
    ),
    ("\\newtheorem*{ex}{Exercise}\\begin{ex}[2.3]x\\end{ex}", ["Exercise 2.3"]),
    ("\\newtheorem{ex}{Exercise}[section]\\section{A}\\begin{ex}x\\end{ex}", ["1", "Exercise 1.1"]),
    ("\\begin{problem}x\\end{problem}\\begin{problem}x\\end{problem}", ["problem 1", "problem 2"]),
    ("\\begin{tcolorbox}[colback=red,title={Problem 3, hard}]x\\end{tcolorbox}", ["Problem 3, hard"]),
    (
        "\\newtcolorbox[auto counter]{p}[1][]{title=Problem \\thetcbcounter: #1}"
        "\\begin{p}[Springs]x\\end{p}\\begin{p}x\\end{p}",
        ["Problem 1: Springs", "Problem 2:"],
    ),
    (
        "\\newcounter{n}\\newenvironment{p}[1][-1]{\\ifnum#1>0 \\setcounter{n}{#1}\\else"
        "\\stepcounter{n}\\fi\\section*{Problem \\arabic{n}}}{}"
        "\\begin{p}x\\end{p}\\begin{p}[5]x\\end{p}\\begin{p}x\\end{p}",
        ["Problem 1", "Problem 5", "Problem 6"],
    ),
]  # fmt: skip


@pytest.mark.parametrize("text, wanted", NUMBERED)
def test_headings_and_items_carry_the_numbers_that_are_printed(text, wanted):
    assert numbers(text) == wanted


SAID = [
    ("a \\iffalse b\\fi c", ["a c"]),
    ("\\newif\\ifs\\strue\\ifs a\\else b\\fi", ["a"]),
    ("\\ifnum 3<4 a\\else b\\fi", ["a"]),
    ("\\newcommand{\\p}[1]{\\ifx &#1& none\\else (#1)\\fi}\\p{} \\p{2}", ["none (2)"]),
    ("\\ifthenelse{\\equal{a}{b}}{c}{d}\\ifthenelse{3>2}{e}{f}\\ifstrempty{}{g}{h}", ["deg"]),
    ("a \\\\% b\nc", ["a c"]),
    ("$p = 1$\n% $p = 2$\n\n$q = 3$", ["p = 1", "q = 3"]),
    ("\\begin{comment}a\\end{comment}b \\verb|z_1 = 2|", ["b z_1 = 2"]),
    ("a\\footnote{b $c = 1$}\\label{x} \\vspace{3pt}d\\\\[4pt]e\\newline f", ["a d e f"]),
    ("\\begin{itemize}\\item<1-> a \\alert<2>{b} $\\only<1>{c}$\\end{itemize}", ["a b c"]),
    ("\\sout{$z = 1$} $z = 2$", ["z = 2"]),
    ("$2 + 2 =$ \\fillin[4][1in]", ["2 + 2 = 4"]),
    ("y: 1\\\\\n------\\\\\ny: 2\\\\\n------", ["y: 1", "y: 2"]),
    ("\\fbox{\\parbox{3cm}{\\textcolor{red}{a} \\colorbox{blue}{$b$}}}", ["a b"]),
    ("\\begin{minipage}[t]{0.4\\textwidth}a\\end{minipage}", ["a"]),
    ("\\begin{multicols}{2}a\\columnbreak b\\end{multicols}", ["a", "b"]),
    ("\\begin{abstract}a\\end{abstract}\\begin{titlepage}b\\end{titlepage}c", ["c"]),
    ("\\begin{lstlisting}[language=Python]\ny = 5\n\\end{lstlisting}c", ["c"]),
    ("L\\\"osung \\'etude na\\\"{\\i}ve", ["Lösung étude naïve"]),
    ("$\\text{if $x$ is}$ so $y$", ["\\text{if $x$ is} so y"]),
    ("$E = \\SI[per-mode=symbol]{3,5e2}{\\metre\\per\\second}$", ["E = 3.5e2"]),
    ("$\\qty{1 000}{J}$, \\num{12.3(4)}, $\\SI{50}{\\percent}$", ["1000, 12.3, 50\\%"]),
    ("$\\qty(a+b) \\qty[c]$", ["\\left(a+b\\right) \\left[c\\right]"]),
    ("$\\pdv{L}{w} \\dv[2]{f}{x}$", ["\\frac{\\partial L}{\\partial w} \\frac{d^{2} f}{d x^{2}}"]),
    ("$\\mqty(1 & 2)$", ["\\begin{pmatrix}1 & 2\\end{pmatrix}"]),
    ("\\DeclarePairedDelimiter\\n{\\lVert}{\\rVert}$\\n*{x}$", ["\\left\\lVert x\\right\\rVert"]),
    ("\\NewDocumentCommand{\\d}{s O{L} m}{\\IfBooleanTF{#1}{-}{+}#2#3}$\\d*{w}\\d[E]{v}$", ["-Lw+Ev"]),
    ("\\def\\pair(#1,#2){#1+#2}$\\pair(a,b)$", ["a+b"]),
    ("\\providecommand{\\num}[1]{[#1]}$\\num{3}$", ["[3]"]),
    ("\\newcommand{\\num}[1]{a_{#1}}$\\num{3}$", ["a_{3}"]),
    ("\\renewcommand{\\part}[1]{\\textbf{(#1)}}\\part{b} x", ["(b) x"]),
]  # fmt: skip


@pytest.mark.parametrize("text, wanted", SAID)
def test_text_is_read_as_it_is_printed(text, wanted):
    assert texts(text) == wanted


def rows(text: str) -> list[list[str]]:
    (table,) = blocks(text, "s.tex")
    return [[said(cell) for cell in row.cells] for row in table.rows]


TABLES = [
    ("{cc}\\toprule $x$ & 3 \\\\ \\midrule $y$ & \\textbf{4} \\\\[2pt] \\bottomrule", [["x", "3"], ["y", "4"]]),
    ("{ccc}\\multirow{2}{*}{A} & x & 1 \\\\ \\cline{2-3} & y & 2", [["A", "x", "1"], ["A", "y", "2"]]),
    ("{cc}\\multicolumn{2}{c}{both} \\\\ \\rowcolor{red} a & b", [["both", ""], ["a", "b"]]),
    ("{ccc}a & b & c\\\\\\multicolumn{2}{c}{both} & 1", [["a", "b", "c"], ["both", "", "1"]]),
]  # fmt: skip


@pytest.mark.parametrize("text, wanted", TABLES)
def test_cells_of_tables_are_what_stands_in_them(text, wanted):
    assert rows(f"\\begin{{tabular}}{text}\\end{{tabular}}") == wanted
    assert rows(f"\\begin{{table}}\\caption{{$L = 3$}}\\begin{{tabular}}{text}\\end{{tabular}}\\end{{table}}") == wanted  # fmt: skip


def test_what_a_verbatim_environment_holds_was_printed():
    (block,) = blocks("a\n\n\\begin{verbatim}\nz1 = 0.5\n\\end{verbatim}", "s.tex")[1:]
    assert (block.kind, said(block.pieces), block.place.line) == ("output", "z1 = 0.5", 4)


PROMPTS = [
    "\\begin{problem}Let $p = 1$.\\begin{enumerate}\\item $q$\\end{enumerate}\\end{problem}"
    "\\begin{solution}$p = 2$\\end{solution}",
    "\\begin{problem}Let $p = 1$.\\begin{solution}$p = 2$\\end{solution}\\end{problem}",
    "\\begin{enumerate}\\item Let $p = 1$. Find\\begin{enumerate}\\item $q$\\end{enumerate}"
    "\\begin{solution}$p = 2$\\end{solution}\\end{enumerate}",
    "\\begin{questions}\\question Let $p = 1$.\\begin{solution}$p = 2$\\end{solution}\\end{questions}",
    "\\newtheorem{exercise}{Exercise}\\begin{exercise}Let $p = 1$.\\end{exercise} So $p = 2$.",
    "\\newenvironment{sol}{\\textbf{Solution}}{}\\begin{homeworkProblem}Let $p = 1$."
    "\\begin{sol}$p = 2$\\end{sol}\\end{homeworkProblem}",
]


@pytest.mark.parametrize("text", PROMPTS)
def test_a_question_that_is_restated_is_told_from_its_answer(text):
    found = blocks(text, "s.tex")
    of = {piece.text: b.is_prompt for b in found for piece in b.pieces if piece.is_math}
    assert (of["p = 1"], of["p = 2"]) == (True, False)
    outer = text.startswith(("\\begin{enumerate}", "\\begin{questions}"))
    assert [b.marker for b in found if b.kind == "item"] == ["1"] * outer


def test_an_answer_in_the_environment_of_its_question_stays_one():
    for text in ("\\begin{problem}{1}$p = 2$\\end{problem}\n\\begin{problem}{2}$p = 3$\\end{problem}",
                 "\\begin{homeworkProblem}$p = 2$\\end{homeworkProblem} Next page."):  # fmt: skip
        assert not any(block.is_prompt for block in blocks(text, "s.tex"))


LAID_OUT = [
    ("\\begin{array}{ll} P = 0.75, & R = 0.9, \\\\ F = 0.8 & \\end{array}",
     [("P", "0.75"), ("R", "0.9"), ("F", "0.8")]),
    ("\\left\\{\\begin{array}{rcl} a & = & 1 \\\\ b & = & 2 \\end{array}\\right.",
     [("a", "1"), ("b", "2")]),
    ("\\left\\{\\begin{aligned} a &= 1 \\\\ b &= 2 \\end{aligned}\\right.", [("a", "1"), ("b", "2")]),
    ("\\begin{cases} x = 2 \\\\ y = 1 \\end{cases}", [("x", "2"), ("y", "1")]),
    ("\\boxed{\\begin{matrix} x = 2 \\\\ y = 1 \\end{matrix}}", [("x", "2"), ("y", "1")]),
    ("f = \\begin{cases} 1 & x = 0 \\\\ 0 & x = 1 \\end{cases}",
     [("f", "\\begin{cases} 1 & x = 0 \\\\ 0 & x = 1 \\end{cases}")]),
    ("u = \\begin{bmatrix}{} 6 \\\\ {}2 \\end{bmatrix}",
     [("u", "\\begin{bmatrix} 6 \\\\  2 \\end{bmatrix}")]),
    ("u = \\begin{pmatrix*}[r] 6 \\\\ 2 \\end{pmatrix*}",
     [("u", "\\begin{pmatrix*} 6 \\\\ 2 \\end{pmatrix*}")]),
    ("z = \\cancel{0.5} 0.6", [("z", "0.6")]),
    ("\\cancel{z = 0.5}", []),
    ("F = \\xcancel{0.7}\\ 0.8", [("F", "0.8")]),
    ("{\\color{red} z = 1}, {y = 2}", [("z", "1"), ("y", "2")]),
    ("\\ans{z = 1}, y = \\circled{2}", [("z", "1"), ("y", "2")]),
    ("y = \\result{1.3 \\cdot 10^{-2}}", [("y", "1.3 \\cdot 10^{-2}")]),
    ("y = \\softmax{z}, \\sum_{i=1} {x}", [("y", "\\softmax{z}"), ("\\sum_{i=1} {x}",)]),
    ("z = \\frac{\\cancel{2} x}{\\cancel{2}}", [("z", "\\frac{ 2  x}{ 2 }")]),
    ("y = \\underbrace{w x}_\\text{net input} = 3", [("y", "w x", "3")]),
]  # fmt: skip


@pytest.mark.parametrize("text, wanted", LAID_OUT)
def test_equations_in_arrays_and_cases_are_statements_and_dress_goes(text, wanted):
    found = [event.members for event in chains(text) if isinstance(event, Chain)]
    assert [tuple(" ".join(m.split()) for m in one) for one in found] == [
        tuple(" ".join(m.split()) for m in one) for one in wanted
    ]


@pytest.mark.parametrize(
    "unit", ["\\ifnum", "\\setcounter{a}{", "\\newenvironment{a}{\\begin{a}}{}\\begin{a}"]
)
def test_arguments_without_end_are_refused_in_words(unit):
    with pytest.raises(SubmissionError, match="The macros of your TeX file expand to more"):
        blocks(unit * 9_000, "s.tex")


def test_what_a_restated_question_supposes_is_no_answer():
    text = (
        "\\section*{2b}\\begin{problem}If $h_1 = 0.7$ were true?\\end{problem}"
        "\\begin{solution}$z_1 = 0.1575$\\end{solution}"
    )
    sheet = read_sheet([SheetFile(name="s.tex", data=text.encode())], asked_in("hw3"))
    assert [(a.step, a.text) for a in sheet.answers] == [("z1", "0.1575")]


UNITS = [
    ("v = 3.96\\,\\mathrm{m}\\cdot\\mathrm{s}^{-1}", "v = 3.96"),
    ("T = 0.4\\,\\text{sec}", "T = 0.4"),
    ("P = 0.75 \\text{ and } R = 0.9", "P = 0.75 \\text{ and } R = 0.9"),
    ("x = 3 \\min(a)", "x = 3 \\min(a)"),
]


@pytest.mark.parametrize("text, wanted", UNITS)
def test_units_go_and_words_between_statements_stay(text, wanted):
    (piece,) = bare((Piece(text, 1, True),), known_in([], lambda word: word in "mPRTvsx"))
    assert piece.text == wanted


def test_formulas_of_markdown_may_define_macros_too():
    text = "$\\newcommand{\\d}[2]{\\frac{#1}{#2}}$\n\n$\\d{a}{b} = 5\\%$ and $\\abs{x}$ \\d{a}{b}"
    found = [said(b.pieces) for b in blocks_of(SheetFile(name="s.md", data=text.encode()))]
    assert found[-1] == "\\frac{a}{b} = 5\\% and \\left|x\\right| \\d{a}{b}"


def test_macros_of_markdown_without_end_stay_as_they_are():
    text = "$\\def\\a{\\a\\a}$ $\\a = 1$"
    (block,) = blocks_of(SheetFile(name="s.md", data=text.encode()))
    assert said(block.pieces) == "\\def\\a{\\a\\a} \\a = 1"


def test_tex_in_a_file_of_text_is_tex():
    text = "\\begin{document}\\section{A} $p = 1$\\end{document}"
    found = blocks_of(SheetFile(name="s.txt", data=text.encode()))
    assert [(b.kind, b.marker) for b in found] == [("heading", "1"), ("paragraph", "")]
