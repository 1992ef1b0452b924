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
    ("Problem 2\n\nQuestion a) one\n\nQuestion b) two\n\n# Question c", [("2a",), ("2b",)]),
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


def test_questions_that_are_counted_anew_below_each_problem_are_within_it():
    text = "".join(
        f"# Problème {n}\n\n" + "".join(f"## Question {m}\n\ntext\n\n" for m in (1, 2))
        for n in (1, 2, 3)
    )
    found = where(text, keys=("1", "2", "3"))
    assert dict.fromkeys(found) == {("1",): None, ("2",): None, ("3",): None}


def test_two_words_for_questions_count_as_one_on_the_same_level():
    text = "# Problem 1\n\none\n\n# Exercise 2\n\ntwo\n\n# Problem 3\n\nthree"
    assert where(text, keys=("1", "2", "3")) == [("1",), ("2",), ("3",)]


TABLE = "# 1\n\n| What | first | second |\n|--|--|--|\n"


@pytest.mark.parametrize(
    "rows", ["| a) number $K$ | 2 | 1 |\n| b) length $N$ | 4 | 5 |\n", "| sum | 2 | 1 |\n| b) N | 4 | 5 |\n"]
)  # fmt: skip
def test_no_row_of_a_table_is_lost_whatever_its_first_cells_are(rows):
    blocks = blocks_of(SheetFile(name="s.md", data=(TABLE + rows).encode()))
    kept = [b for s in sections(blocks, [Place(key="1"), Place(key="3")], "s.md") for b in s.blocks]
    cells = ["".join(p.text for p in c) for b in kept for row in b.rows for c in row.cells]
    assert {"2", "1", "4", "5"} <= set(cells)


def test_a_table_is_whole_where_its_first_column_looks_like_labels_and_is_none():
    text = "# 1\n\n| Price | Sold |\n|--|--|\n| 2.10 | 10 |\n| 1.80 | 20 |\n| 1.50 | 30 |\n"
    blocks = blocks_of(SheetFile(name="s.md", data=text.encode()))
    kept = [b for s in sections(blocks, [Place(key="1"), Place(key="3")], "s.md") for b in s.blocks]
    assert [len(b.rows) for b in kept if b.rows] == [4]


def test_the_assignments_own_word_counts_its_problems():
    """`Example 2` is a problem where the rubric says `part: Example 1`, and no step of one."""
    text = "# Example 1\n\n## Step 1\n\nx\n\n# Example 2\n\na\n\n# Example 3\n\n## Step 1\n\ny"
    blocks = blocks_of(SheetFile(name="s.md", data=text.encode()))
    places = [Place(key=key, part=f"Example {key}") for key in ("1", "3")]
    found = {
        "".join(b.prose for b in one.blocks).strip()[-1]: one.candidates
        for one in sections(blocks, places)
    }
    assert (found["x"], found["a"], found["y"]) == (("1",), (), ("3",))


@pytest.mark.parametrize("head, wanted", [
    ("(b), target 1 | (d), target 2", {("1b", "2b"): "0.1", ("2d",): "0.2"}),
    ("Part b | Part d", {("1b", "2b"): "0.1", ("2d",): "0.2"}),
    ("before | after", {("1a", "1b", "2a", "2b", "2c", "2d"): "0.1 0.2"}),
])  # fmt: skip
def test_the_columns_of_a_table_may_answer_a_question_each(head, wanted):
    text = f"|  | {head} |\n|---|---|---|\n| z1 | 0.1 | 0.2 |"
    blocks = blocks_of(SheetFile(name="s.md", data=text.encode()))
    found = {}
    for one in sections(blocks, [Place(key=key) for key in KEYS]):
        cells = [cell for block in one.blocks for cell in block.rows[1].cells[1:]]
        found[one.candidates] = " ".join(cell[0].text for cell in cells)
    assert found == wanted


@pytest.mark.parametrize("head, wanted", [
    ("working | (b) | (d)", {("1b", "2b"): ["w x", "0.1"], ("2d",): ["w x", "0.2"]}),
    ("(b) | (d) | remark", None),
    ("(b) | working | (d)", None),
])  # fmt: skip
def test_a_column_of_working_may_stand_before_those_of_the_parts(head, wanted):
    text = f"|  | {head} |\n|---|---|---|---|\n| z1 | w x | 0.1 | 0.2 |"
    blocks = blocks_of(SheetFile(name="s.md", data=text.encode()))
    found = {
        one.candidates: [cell[0].text for cell in block.rows[1].cells[1:]]
        for one in sections(blocks, [Place(key=key) for key in KEYS])
        for block in one.blocks
    }
    assert found == (wanted or {tuple(KEYS): ["w x", "0.1", "0.2"]})


@pytest.mark.parametrize("head", ["2b", "**2b**", "**2b:**", "*2b*", "Problem 2b", "2b)"])
def test_the_lines_below_a_label_stay_lines(head):
    """A label on the first line of a paragraph takes no end of a line behind it away."""
    text = f"{head}\ny = 0.59\nL = 0.52\n"
    blocks = blocks_of(SheetFile(name="s.md", data=text.encode()))
    (section,) = sections(blocks, [Place(key=key) for key in KEYS], "s.md")
    assert section.candidates[0] == "2b"
    (block,) = section.blocks
    lines = "".join(piece.text for piece in block.pieces).strip().splitlines()
    assert lines == ["y = 0.59", "L = 0.52"]
