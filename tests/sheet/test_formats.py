"""Files of every format become blocks, or a message that says what to hand in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.answers.sheet.formats import blocks_of
from grader.answers.sheet.records import SheetFile
from grader.errors import SubmissionError

CORPUS = Path(__file__).parent / "corpus"


def blocks(text: str | bytes, name: str) -> list[tuple[str, str, int]]:
    """Kind, text and line of each block that says something."""
    data = text if isinstance(text, bytes) else text.encode()
    found = blocks_of(SheetFile(name=name, data=data))
    return [
        (b.kind, "|".join(p.text.strip() for p in b.pieces), b.place.line)
        for b in found
        if b.pieces
    ]


def test_markdown_keeps_headings_items_mathematics_and_tables():
    table = "| $p$ | 2 |\n|---|---|\n| $q$ | 3 |\n"
    text = f"# One\n\n- a $x_1$ b\n\n$$\ny = 1\n$$\n\n\\[ z \\]\n\n{table}"
    assert blocks(text, "s.md") == [
        ("heading", "One", 1),
        ("paragraph", "a|x_1|b", 3),
        ("paragraph", "y = 1", 5),
        ("paragraph", "z", 9),
        ("row", "p|=|2", 11),
        ("row", "q|=|3", 13),
    ]


def test_a_table_with_names_on_top_reads_by_columns():
    text = "| $p$ | $q$ |\n|---|---|\n| 0.5 | 0.7 |\n"
    assert blocks(text, "s.md")[1:] == [("row", "p|=|0.5", 3), ("row", "q|=|0.7", 3)]


def test_stars_and_underscores_of_plain_mathematics_survive_markdown():
    assert blocks("z_1 = w_1*x*w_2", "s.md") == [("paragraph", "z_1 = w_1*x*w_2", 1)]


def test_tex_expands_macros_and_drops_comments():
    text = (
        "\\newcommand{\\pd}[2][L]{\\frac{\\partial #1}{\\partial #2}}\n\\def\\h#1{h_{#1}}\n"
        "\\begin{document}\n\\section{One} % note\n"
        "So $\\pd{w} = \\h2$ and $\\pd[E]{w}$.\n\\end{document}"
    )
    wanted = "So|\\frac{\\partial L}{\\partial w} = h_{2}|and|\\frac{\\partial E}{\\partial w}|."
    assert blocks(text, "s.tex") == [("heading", "One", 4), ("paragraph", wanted, 5)]


def test_a_notebook_gives_its_words_and_what_it_printed_but_no_code():
    cells = [
        {"cell_type": "markdown", "source": ["# One\n", "$x = 1$"]},
        {"cell_type": "code", "source": "y = 5", "outputs": [
            {"output_type": "stream", "text": ["y = 2\n", "z = 3"]},
            {"output_type": "error", "evalue": "w = 4"},
            {"output_type": "execute_result", "data": {"text/plain": "7"}}]},
    ]  # fmt: skip
    found = blocks_of(SheetFile(name="n.ipynb", data=json.dumps({"cells": cells}).encode()))
    assert [(b.kind, b.pieces[0].text, str(b.place)) for b in found] == [
        ("heading", "One", "n.ipynb, cell 1, line 1"),
        ("paragraph", "x = 1", "n.ipynb, cell 1, line 2"),
        ("output", "y = 2", "n.ipynb, cell 2, line 1"),
        ("output", "z = 3", "n.ipynb, cell 2, line 2"),
        ("output", "7", "n.ipynb, cell 2, line 1"),
    ]


def test_plain_text_puts_drawn_matrices_and_broken_lines_together():
    text = (
        "Y = W X = [ 1.5  1.1 ]\n          [ 1.2  0   ]\nz1 = w1 x\n   = 0.1575\nP =\n⎡ 1 ⎤\n⎣ 2 ⎦"
    )
    assert [text for _, text, _ in blocks(text, "s.txt")] == [
        "Y = W X = [1.5  1.1; 1.2  0]",
        "z1 = w1 x\n   = 0.1575",
        "P =\n[1; 2]",
    ]


def test_a_pdf_gives_fractions_indices_and_matrices_back():
    pytest.importorskip("pypdfium2")
    found = blocks_of(SheetFile(name="c.pdf", data=(CORPUS / "c15_latex.pdf").read_bytes()))
    texts = {block.pieces[0].text for block in found}
    assert "\\frac{∂L}{∂W_{ij}} = \\sum_{k} \\frac{∂L}{∂Y_{ik}}X_{jk}" in texts
    assert any("\\begin{pmatrix} 0.4 & 6.2 \\\\ 6 & 4.2 \\end{pmatrix}" in text for text in texts)
    assert any(
        text.startswith("h_{1} = σ(z_{1}) = \\frac{1}{1 + e^{-0.1575}} = 0.5393") for text in texts
    )


def test_the_first_bytes_tell_the_format_where_the_name_does_not():
    assert (
        blocks("\\documentclass{a}\\begin{document}\\section{One}\\end{document}", "s")[0][0]
        == "heading"
    )
    assert blocks("# not a heading of $x$", "s.text")[0][0] == "heading"


SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)
MESSAGES = [
    (
        "scan.pdf",
        SCAN,
        "Your file scan.pdf holds pictures of pages, not text: nothing in it can be read. Hand in"
        " the text itself (a PDF made by LaTeX, Markdown, TeX, a notebook), or the template.",
    ),
    (
        "bad.pdf",
        b"%PDF-1.7 nothing",
        "Your file bad.pdf is not a PDF that can be opened. Make it again, without a password.",
    ),
    (
        "bad.ipynb",
        b"{",
        "Your file bad.ipynb is not a notebook that can be opened. Save it again from Jupyter.",
    ),
    (
        "long.md",
        b"x" * 20_001,
        "Your file long.md has a line of 20,001 characters; 20,000 are read at most."
        " Break it into lines.",
    ),
    (
        "long.txt",
        b"x\n" * 150_001,
        "Your file long.txt has 300,002 characters; 300,000 are read at most."
        " Hand in the answers only.",
    ),
    (
        "photo.jpg",
        b"\xff\xd8\x00\x81" * 9,
        "Your file photo.jpg is not text. Hand in Markdown, TeX, a notebook, plain text or a PDF"
        " made from text.",
    ),
    (
        "loop.tex",
        b"\\def\\a{\\a\\a}\\a",
        "The macros of your TeX file expand to more than can be read. Write the formulas without"
        " macros that use each other.",
    ),
]


@pytest.mark.parametrize("name, data, message", MESSAGES)
def test_what_cannot_be_read_is_told_in_words(name, data, message):
    if name.endswith(".pdf"):
        pytest.importorskip("pypdfium2")
    with pytest.raises(SubmissionError) as problem:
        blocks_of(SheetFile(name=name, data=data))
    assert str(problem.value) == message
