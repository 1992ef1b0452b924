"""Documents that pandoc reads become the blocks that a person sees in them."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from grader.answers.budget import Budget
from grader.answers.document import converted_blocks
from grader.answers.document.blocks import Kind, SheetFile
from grader.answers.document.formats import file_read
from grader.answers.document.pandoc.list_numbers import list_number
from grader.answers.document.pandoc.mathematics import tidied
from grader.answers.document.pandoc.typst import ordinary
from grader.errors import SubmissionError, UnreadableFileError
from grader.gradescope.submission import marked
from tests.homework import HW3
from tests.sheet.documents import (
    PICTURE,
    box,
    cell,
    docx,
    equation,
    numbered,
    paragraph,
    run,
    sign,
    table,
    typed,
)  # fmt: skip


def read(data: str | bytes, name: str = "w.docx"):
    raw = data if isinstance(data, bytes) else data.encode()
    return file_read(SheetFile(name=name, data=raw), Budget())


def said(data: str | bytes, name: str = "w.docx") -> list[str]:
    """The blocks in short: `# heading`, `a.` for an item, prose, `$mathematics$`, `[cell|cell]`."""
    return [line for block in read(data, name).blocks for line in shown(block)]


def shown(block) -> list[str]:
    if block.kind is Kind.ITEM:
        return [f"{'  ' * (block.level - 1)}{block.marker or '-'}."]
    if block.kind is Kind.TABLE:
        return [f"[{'|'.join(map(joined, row.cells))}]" for row in block.rows]
    before = {Kind.HEADING: "#" * block.level + " ", Kind.OUTPUT: "> "}.get(block.kind, "")
    return [before + joined(block.pieces)]


def joined(pieces) -> str:
    texts = (f"${' '.join(p.text.split())}$" if p.is_math else p.text for p in pieces)
    return "".join(texts).strip()


def test_pandoc_is_installed_where_the_tests_run():
    assert converted_blocks.pandoc() is not None


def test_places_are_paragraphs_and_rows_of_tables():
    rows = table(*(cell(typed(a)) + cell(typed(b)) for a, b in ("zx", "hy")))
    blocks = read(docx(typed("one"), typed(""), typed("two"), rows, typed("three"))).blocks
    assert [str(block.place) for block in blocks] == [
        "w.docx, paragraph 1",
        "w.docx, paragraph 2",
        "w.docx, table 1, row 1",
        "w.docx, paragraph 3",
    ]


WORD = {
    "bold, coloured, hidden in a link: looked through": (
        paragraph(run("y = "), run("0.5", '<w:b/><w:color w:val="FF0000"/>')), ["y = 0.5"],
    ),
    "struck out: left out": (
        paragraph(run("y = 0.4", "<w:strike/>"), run("y = 0.5")), ["y = 0.5"],
    ),
    "deleted in tracked changes: left out": (
        paragraph('<w:del w:id="1"><w:r><w:delText>0.4</w:delText></w:r></w:del>', run("0.5")),
        ["0.5"],
    ),
    "lowered and raised": (
        paragraph(
            run("w"), run("3", '<w:vertAlign w:val="subscript"/>'), run(" = 10"),
            run("-3", '<w:vertAlign w:val="superscript"/>'),
        ), ["w_{3} = 10^{-3}"],
    ),
    "lines of one paragraph": (
        paragraph(run("a = 1"), "<w:r><w:br/></w:r>", run("b = 2")), ["a = 1", "b = 2"],
    ),
    "TeX as it is typed": (typed("so $z_1 = 0.5$, \\(h = 2\\)"), ["so $z_1 = 0.5$, $h = 2$"]),
    "an environment as it is typed": (
        typed("\\begin{align} a &amp;= 1 \\end{align}"), ["$\\begin{align} a &= 1 \\end{align}$"],
    ),
    "a text box, once": (
        paragraph(run("before"), box(typed("F = 3"))) + typed("after"), ["before", "F = 3", "after"],
    ),
    "a box drawn as a table of one cell": (
        table(cell(typed("F = 3"), typed("G = 4"))), ["F = 3", "G = 4"],
    ),
    "columns of paragraphs": (
        table(cell(typed("a"), typed("b"), typed("c"), typed("d")) + cell(typed("e"))),
        ["a", "b", "c", "d", "e"],
    ),
    "cells with a box or two lines in them are cells all the same": (
        table(
            cell(typed("z"), typed("1")) + cell(typed("h")),
            cell(paragraph(run("0.1"), box(typed("i"), typed("j"), typed("k")))) + cell(typed("2")),
        ), ["[z\n1|h]", "[0.1\ni\nj\nk|2]"],
    ),
    "cells that reach over others": (
        table(
            cell(typed("s"), looks='<w:vMerge w:val="restart"/>') + cell(typed("1")),
            cell(typed(""), looks="<w:vMerge/>") + cell(typed("2")),
            cell(typed("t"), looks='<w:gridSpan w:val="2"/>'),
        ), ["[s|1]", "[|2]", "[t|]"],
    ),
    "an equation with its number in a table": (
        table(
            cell(typed("")) + cell(equation(sign("y=0.5"))) + cell(typed("(1)")),
            cell(typed("")) + cell(equation(sign("h=0.6"))) + cell(typed("(2)")),
        ), ["[|$y = 0.5$|]", "[|$h = 0.6$|]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WORD)
def test_a_word_document_says_what_is_seen_in_it(what):
    body, wanted = WORD[what]
    assert said(docx(body)) == wanted


def below(name: str, index: str) -> str:
    return f"<m:sSub><m:e>{sign(name)}</m:e><m:sub>{sign(index)}</m:sub></m:sSub>"


HAT = '<m:acc><m:accPr><m:chr m:val="\u0302"/></m:accPr><m:e>' + sign("y") + "</m:e></m:acc>"
EQUATIONS = {
    "fraction": (
        f"<m:f><m:num>{sign('∂L')}</m:num><m:den>{sign('∂') + below('w', '3')}</m:den></m:f>"
        + sign("=−0.2"),
        "\\frac{\\partial L}{\\partial w_{3}} = - 0.2",
    ),
    "hat": (HAT + sign("=0.5"), "\\widehat{y} = 0.5"),
    "below each other": (
        f"<m:eqArr><m:e>{sign('z&amp;=1')}</m:e><m:e>{sign('h&amp;=2')}</m:e></m:eqArr>",
        "\\begin{aligned} z & = 1 \\\\ h & = 2 \\end{aligned}",
    ),
    "below each other, at no sign": (
        f"<m:eqArr><m:e>{sign('z=1')}</m:e><m:e>{sign('h=2')}</m:e></m:eqArr>",
        "\\begin{aligned} z = 1 \\\\ h = 2 \\end{aligned}",
    ),
    "cases": (
        '<m:d><m:dPr><m:begChr m:val="{"/><m:endChr m:val=""/></m:dPr><m:e><m:eqArr>'
        f"<m:e>{sign('x=1')}</m:e><m:e>{sign('y=2')}</m:e></m:eqArr></m:e></m:d>",
        "\\left\\{ \\begin{array}{r} x = 1 \\\\ y = 2 \\end{array} \\right.\\",
    ),
    "with a number": (
        f"<m:eqArr><m:e>{sign('E=0.5#')}<m:d><m:e>{sign('1')}</m:e></m:d></m:e></m:eqArr>",
        "\\begin{aligned} E = 0.5 \\end{aligned}",
    ),
    "a name never built up": (sign("∂L/∂w_3=0.2"), "\\partial L/\\partial w_{3} = 0.2"),
    "a power never built up": (sign("x^2=4"), "x^{2} = 4"),
    "TeX never built up": (sign("\\frac{1}{2}=y"), "\\frac{1}{2}= y"),
}


@pytest.mark.parametrize("what", EQUATIONS)
def test_an_equation_of_word_is_as_a_person_would_write_it(what):
    inside, wanted = EQUATIONS[what]
    assert said(docx(equation(inside))) == [f"${wanted}$"]


def test_paragraphs_between_items_belong_to_no_item():
    lists = numbered(("decimal", "%1.", 1), key=1)
    body = [typed("one", list=1), typed("between"), typed("two", list=1), typed("behind")]
    levels = [(b.kind, b.level) for b in read(docx(*body, lists=lists)).blocks]
    item, inside, outside = (Kind.ITEM, 1), (Kind.PARAGRAPH, 1), (Kind.PARAGRAPH, 0)
    assert levels == [item, inside, outside, item, inside, outside]


def test_a_matrix_drawn_over_paragraphs_is_whole():
    (found,) = said(docx(typed("Y = [1.5 1.1"), typed("1.2 0]")))
    assert found == "Y = [1.5 1.1\n1.2 0]"


def test_lists_keep_their_numbers_over_paragraphs_between_and_from_any_start():
    letters = numbered(("lowerLetter", "(%1)", 1), ("lowerRoman", "%2.", 1), key=1)
    body = [
        typed("one", list=1), typed("between"), typed("two", list=1),
        typed("inner", list=1, level=1), typed("three", list=2),
    ]  # fmt: skip
    lists = letters + numbered(("decimal", "%1.", 4), key=2)
    assert said(docx(*body, lists=lists)) == [
        "a.", "one", "between", "b.", "two", "  i.", "inner", "4.", "three",
    ]  # fmt: skip


def test_headings_show_the_numbers_that_word_shows():
    lists = numbered(("decimal", "%1.", 2), ("lowerLetter", "%1.%2)", 1), key=1)
    body = [
        typed("A", style="H1", list=1), typed("B", style="H2", list=1, level=1), typed("x = 1"),
        typed("C", style="H2", list=1, level=1), typed("counted, no heading", list=1),
        typed("D", style="H2", list=1, level=1), typed("E", style="Own"),
    ]  # fmt: skip
    found = [line for line in said(docx(*body, lists=lists)) if line.startswith("#")]
    assert found == ["# 2. A", "## 2.a) B", "## 2.b) C", "## 3.a) D", "# 4. E"]


def test_pictures_are_told_and_weigh_nothing():
    photo = {"word/media/a.png": bytes(range(256)) * 40_000}
    found = read(docx(typed("z = 0.5"), paragraph(PICTURE), paragraph(PICTURE), **photo))
    assert [joined(block.pieces) for block in found.blocks] == ["z = 0.5"]
    assert found.notes == ("w.docx shows 2 pictures, which are not read: type what stands there.",)
    with pytest.raises(SubmissionError, match=r"^w\.docx shows a picture, which is not read"):
        read(docx(paragraph(PICTURE), **photo))
    page = read('<p>z = 0.5 <img src="data:image/png;base64,AAAA"> </p>', "w.html")
    assert page.notes == ("w.html shows a picture, which is not read: type what stands there.",)


OTHERS = {
    "w.html": [
        ("<h2>P 1</h2><ol type=a start=3><li>y = 0.5</ol>", ["## P 1", "c.", "y = 0.5"]),
        ("<p>a<br>b</p><p><del>0.4</del> \\(z = 1\\)", ["a", "b", "$z = 1$"]),
        ("<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>", ["$\\frac{a}{2}$"]),
        ("<p>$$z=1$$ and <span class='katex-html' aria-hidden='true'>z=1</span>", ["$z=1$ and"]),
        ("<p>\u2028\n<nobr aria-hidden=true>z<nobr>2</nobr></nobr><mjx-math aria-hidden='true'>9</mjx-math>"
         "<math><mi>z</mi><mo>=</mo><mn>1</mn></math><p style='color:red; display: none'>z = 3</p>"
         "<p hidden>4</p><script>z = 5</script><style>z = 6</style>", ["$z = 1$"]),
        ("<p><span class=MJX_Assistive_MathML><math><mi>z</mi></math></span>"
         "<script type='math/tex'>z=1</script>, <b aria-hidden=true>never closed", ["$z=1$, never closed"]),
        ("<div class='jp-InputArea'><pre>z=1</pre></div><pre>z = 2</pre>", ["> z = 2"]),
        ("<table><tr><th>z</th><th>h</th></tr><tr><td>1</td><td>2</td></tr></table>", ["[z|h]", "[1|2]"]),
        ("<table><tr><td rowspan=9999999 colspan=9999999>z</td></tr></table>", None),
    ],
    "w.typ": [
        ("= P 1\n$z_1 = 1/2$ #strike[wrong]", ["# P 1", "$z_{1} = \\frac{1}{2}$"]),
        ("E = 1.85 #math.times 10#super[-5]", ["E = 1.85 $\\times$ 10^{-5}"]),
        ('#import "x.typ": *\n#show: doc => conf(\n  1,\n  doc)\n#box2[z = 1]', ["z = 1"]),
        ('#import "@preview/physica:0.9.3": *\n$pdv(L, w) = 2$',
         ["$\\frac{\\partial L}{\\partial w} = 2$"]),
        ("#highlight[z = 1]", ["z = 1"]),
        ('#set heading(numbering: "1.a)")\n= A\n== B\n== C\n= D\n== E',
         ["# 1 A", "## 1.a) B", "## 1.b) C", "# 2 D", "## 2.a) E"]),
    ],
    "w.org": [
        ("* P 1\n1. $z = 1$", ["# P 1", "1.", "$z = 1$"]),
        ("\\begin{align*}\nz &= 1\n\\end{align*}", ["$\\begin{align*} z &= 1 \\end{align*}$"]),
    ],
    "w.rst": [
        ("P 1\n===\n\n:math:`z = 1`\n\n.. math::\n\n   h = 2", ["# P 1", "$z = 1$", "$h = 2$"]),
    ],
    "w.rtf": [("{\\rtf1 z{\\sub 1} = 0.5\\par {\\strike 3} h = 2\\par}", ["z_{1} = 0.5", "h = 2"])],
}  # fmt: skip
CASES = [(name, *case) for name, cases in OTHERS.items() for case in cases]


@pytest.mark.parametrize("name, text, wanted", CASES, ids=range(len(CASES)))
def test_other_documents_say_what_is_seen_in_them(name, text, wanted):
    if wanted is None:
        with pytest.raises(SubmissionError):
            said(text, name)
    else:
        assert said(text, name) == wanted


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_pages_of_any_encoding_are_read(encoding):
    assert said("<p>café = 0.5</p>".encode(encoding), "w.html") == ["café = 0.5"]


@pytest.mark.parametrize(
    "data, wanted", [(b"{\\rtf1 z = 0.5}", "z = 0.5"), (b"<html><p>h = 2", "h = 2")]
)
def test_a_document_is_known_by_what_it_holds(data, wanted):
    assert said(data, "w.docx") == [wanted]


TIDY = [
    ("{Y = W}{X = {-3}}", "Y = WX = -3"),
    ("{\\frac{a}{b} = 2}{({y-x})}", "\\frac{a}{b} = 2(y-x)"),
    ("{w x}^{2} = \\sqrt[3]{a b}", "{w x}^{2} = \\sqrt[3]{a b}"),
    ("\\overset{\\hat{}}{y} = 1", "\\hat{y} = 1"),
    ("\\sum_{k}^{}x", "\\sum_{k}x"),
    ("y = 0.5\\#(2.1)", "y = 0.5"),
    ("\\text{step\\_size} = 1", "\\text{step\\_size} = 1"),
    ("\\left. x \\rightarrow 2 \\right. = y", "x \\rightarrow 2 = y"),
    ("\\mathbf{-}\\mathbf{0}.\\mathbf{19} = \\mathbf{W}", "-0.19 = \\mathbf{W}"),
    ("0.5\\mspace{6mu}\\mathrm{\\text{ nats}}", "0.5\\ \\text{ nats}"),
    ("f_{3dB\\ } = 1", "f_{3dB} = 1"),
    ("\\lbrack 1,2\\rbrack", "[1,2]"),
    ("}{{", "}{{"),
]


@pytest.mark.parametrize("given, wanted", TIDY)
def test_groups_and_signs_that_say_nothing_go(given, wanted):
    assert tidied(given) == wanted


@pytest.mark.parametrize(
    "number, style, wanted",
    [(3, "Decimal", "3"), (3, "LowerAlpha", "c"), (27, "LowerAlpha", "27"), (4, "UpperRoman", "IV"),
     (0, "LowerRoman", "0"), (49, "LowerRoman", "xlix"), (10**9, "LowerRoman", "1000000000")],
)  # fmt: skip
def test_items_are_numbered_in_every_style(number, style, wanted):
    assert list_number(number, style) == wanted


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(typed("z = 0.5")))) as old:
        document = old.read("word/document.xml").replace(b"<w:body>", b"<w:body>" + b" " * 2**28)
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            new.writestr("word/document.xml", document)
    return made.getvalue()


def laughs() -> bytes:
    kinds = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    text = f'<!DOCTYPE d [<!ENTITY l0 "haha">{kinds}]><d>&l9;</d>'
    return docx(**{"word/document.xml": text.encode()})


DAMAGED = {
    "zeros": ("w.docx", lambda: b"PK\x03\x04" + b"\0" * 200),
    "empty": ("w.docx", lambda: b""),
    "cut": ("w.docx", lambda: docx(typed("z = 0.5"))[:700]),
    "encrypted": ("w.docx", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4_000),
    "a bomb of blanks": ("w.docx", bomb),
    "entities": ("w.docx", laughs),
    "a deep equation": (
        "w.docx", lambda: docx(equation("<m:d><m:e>" * 9_000 + "</m:e></m:d>" * 9_000)),
    ),
    "deep elements": ("w.html", lambda: b"<div>" * 100_000),
    "many paragraphs": ("w.html", lambda: b"<p>z = 0.5" * 500_000),
}  # fmt: skip


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_or_hostile_document_ends_in_a_sentence(what):
    name, data = DAMAGED[what]
    started = time.monotonic()
    with pytest.raises(UnreadableFileError, match=f"^Your file {name} could not be read"):
        read(data(), name)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    "program", ["#while true {}", '#let a = "xxxx"\n#for i in range(40) { a = a + a }\n#a']
)
def test_a_source_that_never_ends_is_stopped_and_read_as_it_stands(program):
    started = time.monotonic()
    assert "z = 0.5" in said(f"{program}\n\nz = 0.5\n", "w.typ")
    assert time.monotonic() - started < 30


def test_a_long_document_is_read_up_to_a_limit_that_is_told():
    found = read("".join(f"<p>z_{n} = {'figures ' * 50}</p>" for n in range(1_200)), "w.html")
    assert 700 < len(found.blocks) < 800
    assert found.notes == (
        f"w.html is longer than what is read of it: everything behind its paragraph"
        f" {len(found.blocks)} was left out.",
    )


def test_where_pandoc_is_missing_student_and_staff_are_told(monkeypatch, tmp_path):
    monkeypatch.setattr(converted_blocks, "pandoc", lambda: None)
    (tmp_path / "w.docx").write_bytes(docx(typed("z = 0.5")))
    outcome = marked(HW3, tmp_path)
    assert "Your file w.docx is a document of a kind that is not read here." in outcome.note
    assert "Save it as PDF and hand that in" in outcome.note
    assert "bash setup.sh" not in outcome.note
    assert "`bash setup.sh` installs it" in " ".join(outcome.details)


def test_where_pandoc_is_missing_the_template_counts(monkeypatch, tmp_path):
    monkeypatch.setattr(converted_blocks, "pandoc", lambda: None)
    (tmp_path / "w.docx").write_bytes(docx(typed("z = 0.5")))
    (tmp_path / "answers.yaml").write_text("2b:\n  z1: 0.1575\n")
    outcome = marked(HW3, tmp_path)
    assert sum(mark.credit == 1 for mark in outcome.marks if mark.points) == 1
    assert any("w.docx is a document" in note for note in outcome.answers.notes)
    assert "`bash setup.sh` installs it" in " ".join(outcome.details)


def test_rules_of_typst_that_never_end_cost_their_line():
    assert "z = 1" in ordinary("#show: f(\nz = 1")


def test_time_that_is_over_is_told():
    with pytest.raises(UnreadableFileError):
        file_read(SheetFile(name="w.docx", data=docx(typed("z"))), Budget(seconds=0.0))


def test_a_typst_table_of_one_column_without_a_number_is_read():
    text = "= 2b\n\n#table(\n  columns: (auto),\n  [$z_1 = 0.1575$],\n)\n\n$ h_1 = 0.5393 $\n"
    assert any("0.5393" in line for line in said(text, "w.typ"))


def test_drawings_by_packages_of_typst_are_passed_over():
    text = (
        '#import "@preview/zap:0.5.0"\n#import "@preview/cetz:0.3.4": canvas, draw\n\n= 2b\n\n'
        '#zap.circuit({\n  import zap: *\n  resistor("r1", (0,4), (2,4))\n})\n'
        "#canvas({ draw.line((0, 1), (2, 3)) })\n\n$ h_1 = 0.5393 $\n"
    )
    found = said(text, "w.typ")
    assert any("h_{1} = 0.5393" in line for line in found)
    assert not any("import" in line for line in found)


@pytest.mark.parametrize(
    "text, name",
    [
        ("= 2b\n\n#table(columns: [, $h_1 = 0.5393$\n", "w.typ"),
        ("#+TITLE: x\n\n\\documentclass{article}\n\\begin{document}\n$h_1 = 0.5393$\n", "w.org"),
    ],
)
def test_a_source_that_does_not_convert_is_read_as_the_text_that_it_is(text, name):
    assert any("0.5393" in line for line in said(text, name))


def test_a_formula_over_several_lines_stands_in_its_one_paragraph_with_its_units():
    text = b'= 2b\n\n$ z = 1.5 \\\n f_"3dB" = 2.24 "MHz" $\n\nafter'
    (formula,) = [
        (block.place.line, piece)
        for block in file_read(SheetFile(name="w.typ", data=text), Budget()).blocks
        for piece in block.pieces
        if piece.is_math
    ]
    assert formula[0] == formula[1].line == 2
    assert "\n" not in formula[1].text
    assert "2.24\\text{ MHz" in formula[1].text
