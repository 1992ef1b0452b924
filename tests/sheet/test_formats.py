"""Files of every format become blocks, or a message that says what to hand in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.answers.budget import Budget
from grader.answers.document.blocks import SheetFile
from grader.answers.document.formats import blocks_of, file_read
from grader.answers.sheet.quantities import known_in
from grader.answers.sheet.tables import rows_of
from grader.errors import SubmissionError

CORPUS = Path(__file__).parent / "corpus"


def blocks(text: str | bytes, name: str) -> list[tuple[str, str, int]]:
    """Kind, text and line of each block that says something, a table by what its rows state."""
    data = text if isinstance(text, bytes) else text.encode()
    found = blocks_of(SheetFile(name=name, data=data))
    return [
        (b.kind, "|".join(p.text.strip() for p in b.pieces), b.place.line)
        for block in found
        for b in (row.block for row in rows_of(block, known_in([], lambda _: False)))
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
    assert blocks(text, "s.md") == [("row", "p|=|0.5", 3), ("row", "q|=|0.7", 3)]


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


def told(text: str | bytes, name: str, budget: Budget | None = None) -> tuple[str, ...]:
    """What is said of what was not read in a file."""
    data = text if isinstance(text, bytes) else text.encode()
    return file_read(SheetFile(name=name, data=data), budget or Budget()).notes


def test_a_line_that_is_too_long_is_left_out_and_told():
    text = f"z = 1\n\n{'x' * 20_001}\n\ny = 2\n"
    assert [(text, line) for _, text, line in blocks(text, "long.md")] == [
        ("z = 1", 1),
        ("y = 2", 5),
    ]
    assert told(text, "long.md") == (
        "long.md: line 3 was not read: more than 20,000 characters stand in one line. Break it into"
        " lines.",
    )


def test_of_a_text_that_is_too_long_the_beginning_is_read():
    text = "z = 1\n\n" + "x" * 99 + "\n" + ("x" * 99 + "\n") * 3_000
    assert blocks(text, "long.txt")[0][1] == "z = 1"
    assert told(text, "long.txt") == (
        "long.txt is longer than what is read of it: everything behind its line 3,001 was left"
        " out.",
    )


def test_all_files_together_have_a_limit():
    budget = Budget(text=25)
    assert told("z = 1\n" * 3, "a.txt", budget) == ()
    assert told("z = 1\n" * 3, "b.txt", budget) == (
        "b.txt is longer than what is read of it: everything behind its line 1 was left out.",
    )


PICTURES = [
    ("![my work](IMG_2231.jpg)\n", "p.md", "p.md shows a picture, which is"),
    ("<img src='a.png'>\n\n![](b.png)\n", "p.md", "p.md shows 2 pictures, which are"),
    ("\\includegraphics[width=5cm]{scan}\n", "p.tex", "p.tex shows a picture, which is"),
    (
        '{"cells": [{"cell_type": "markdown", "source": "![x](attachment:a.png)"}]}',
        "p.ipynb",
        "p.ipynb shows a picture, which is",
    ),
]


@pytest.mark.parametrize("text, name, words", PICTURES)
def test_pictures_are_told_as_what_is_not_read(text, name, words):
    assert told(text, name) == (f"{words} not read: type what stands there.",)


def test_a_notebook_that_is_cut_off_is_read_up_to_there():
    cells = [{"cell_type": "markdown", "source": [f"$x = {n}$"]} for n in range(3)]
    whole = json.dumps({"cells": cells}, indent=1)
    for end in (whole.index("x = 2"), whole.index("x = 2") + 9):
        assert [text for _, text, _ in blocks(whole[:end], "n.ipynb")] == ["x = 0", "x = 1"]
        assert told(whole[:end], "n.ipynb") == (
            "n.ipynb is damaged or cut off behind its cell 2: what stands there was not read. Save"
            " it again from Jupyter.",
        )


def test_cells_beyond_the_last_that_is_read_are_told():
    cells = [{"cell_type": "markdown", "source": "x"}] * 2_001
    assert told(json.dumps({"cells": cells}), "n.ipynb") == (
        "n.ipynb has 2,001 cells; only the first 2,000 were read.",
    )


def test_a_text_in_the_encoding_of_windows_keeps_its_minus():
    text = "z2 = –0.0593"
    assert blocks(text.encode("cp1252"), "w.txt") == blocks(text.encode(), "w.txt")
    assert blocks(text.encode("cp1252"), "w.txt")[0][1] in (text, "z2 = -0.0593")


def test_what_stands_behind_the_end_of_a_tex_document_is_not_read():
    text = "\\begin{document}\n$x = 1$\n\\end{document}\n$x = 2$\n"
    assert [text for _, text, _ in blocks(text, "s.tex")] == ["x = 1"]
