"""Which question a block belongs to: headings, items, labels, broken labels, none at all."""

from __future__ import annotations

import pytest

from grader.answers.document.blocks import SheetFile
from grader.answers.document.formats import blocks_of
from grader.answers.sheet.where import Place, sections

KEYS = ("1a", "1b", "2a", "2b", "2c", "2d")


def where(text: str, name: str = "sheet.md", keys=KEYS) -> list[tuple[str, ...]]:
    """The candidates of each section that says something, in order."""
    found = sections(
        blocks_of(SheetFile(name=name, data=text.encode())), [Place(key=k) for k in keys], name
    )
    return [s.candidates for s in found if any(b.prose.strip() for b in s.blocks)]


CASES = [
    ("# Problem 2\n\n(a) one\n\n(b) two", [("2a",), ("2b",)]),
    ("# Q2b\n\nx\n\n# Q1b\n\ny", [("2b",), ("1b",)]),
    ("2. Chains\n\n   (i) one\n\n   (ii) two", [("2a", "2b", "2c", "2d"), ("2a",), ("2b",)]),
    ("Problem 2\n\nA. one\n\nR\n\ntwo\n\nС.\n\nthree\n\nD. four", None),
    ("# Problem 2(b)\n\n1. step\n2. step\n\nso\n\n(c) next", [("2b",), ("2c",)]),
    ("# Problem 2\n\n(b)\n\n- (i) sub step\n- (ii) sub step", [("2b",)]),
    ("# Problem 3\n\n(a) not asked\n\n# Problem 1\n\n(b) asked", [("1b",)]),
    ("# Problem 2\n\n(b) Q: what?\n\nA: this", [("2b",)]),
    ("no label at all", [KEYS]),
    ("a) one\nb) two", [("1a", "2a"), ("1b", "2b")]),
]


@pytest.mark.parametrize("text, wanted", [case for case in CASES if case[1]])
def test_sections_have_the_questions_that_their_labels_say(text, wanted):
    assert [c for c in where(text) if c] == wanted


def test_a_broken_label_between_its_neighbours_is_mended():
    text = "Problem 2\n\nA. one\n\nR\n\ntwo\n\nС.\n\nthree\n\nD. four"
    assert where(text)[-4:] == [("2a",), ("2b",), ("2c",), ("2d",)]


def test_the_name_of_a_file_may_say_the_question():
    assert where("text", "hw3_2b.md") == [("2b",)]


def test_enumerations_are_numbered_by_their_nesting():
    text = (
        "\\begin{enumerate}\\item One \\begin{enumerate}\\item first \\item second\\end{enumerate}"
        "\\item Two \\begin{enumerate}\\item third\\end{enumerate}\\end{enumerate}"
    )
    found = where(text, "sheet.tex")
    assert found == [("1a", "1b"), ("1a",), ("1b",), ("2a", "2b", "2c", "2d"), ("2a",)]


def test_one_question_needs_no_labels():
    assert where("(a) one\n\n(b) two", keys=("5",)) == [("5",)]


def test_a_part_that_no_question_has_swallows_nothing_of_its_neighbours():
    assert where("# Problem 2\n\n(d) last\n\n(e) extra\n\n# Problem 1\n\n(b) asked") == [
        ("2d",),
        (),
        ("1b",),
    ]


def test_the_number_in_a_files_name_may_be_that_of_the_sheet():
    assert where("text", "ex2.md") == [("2a", "2b", "2c", "2d", "1a", "1b")]
