"""Each file of a submission stands for itself: a bad one costs nothing of what another gives."""

from __future__ import annotations

import json

import pytest

import grader.answers.from_sheets
from grader.answers.budget import Budget
from grader.gradescope.submission import marked
from grader.model import Verdict
from grader.words.feedback import step_feedback
from grader.words.headline import summary
from tests import pdfs
from tests.homework import HW3

TEMPLATE = "2b:\n  z1: 0.1575\n  h1: 0.5393\n  z2:\n"
SHEET = b"# 2b\n\nz2 = -0.0593\n"
BAD = {
    "work.pdf": pdfs.document([pdfs.PICTURE]),
    "broken.pdf": b"%PDF-1.7 nothing",
    "circle.pdf": pdfs.tree("[2 0 R]"),
    "photo.txt": b"\xff\xd8\x00\x81" * 99,
    "long.txt": b"#" * 19_000 + b"\n" + b"\n" * 400_000,
    "line.md": b"x" * 30_000,
    "cut.ipynb": b'{"cells": [{"cell_type": "mark',
    "no.ipynb": json.dumps({"cells": 3}).encode(),
    "loop.tex": b"\\def\\a{\\a\\a}\\a",
    "large.md": b"x\n" * 2_500_000,
    "empty.md": b"",
    "answers.json": b"\x00\x01\x02",
    "config.yaml": b"theme: dark\n",
    "bad.yaml": b"[" * 9_000,
}


@pytest.fixture
def grade(tmp_path):
    """Marks of files by name, as a mapping of steps to marks, with the whole outcome."""

    def graded(files, **others):
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        outcome = marked(HW3, tmp_path, **others)
        return {mark.id: mark for mark in outcome.marks}, outcome

    return graded


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_costs_nothing_of_the_template_nor_of_a_sheet(grade, name):
    files = {name: BAD[name], "answers.yaml": TEMPLATE.encode(), "z.md": SHEET}
    marks, _ = grade(files)
    assert [marks[f"2b.{step}"].credit for step in ("z1", "h1", "z2")] == [1, 1, 1]
    assert marks["2b.z3"].verdict is Verdict.MISSING


@pytest.mark.parametrize("name", ["work.pdf", "broken.pdf", "circle.pdf", "photo.txt", "loop.tex"])
def test_what_may_stand_in_a_file_that_cannot_be_read_is_missing_and_told(grade, name):
    marks, outcome = grade({name: BAD[name], "answers.yaml": TEMPLATE.encode()})
    mark = marks["2b.z2"]
    assert mark.verdict is Verdict.MISSING
    assert mark.reason == "one of your files could not be read (see the top of this page)"
    said = summary(tuple(marks.values()), outcome.answers)
    assert f"`{name}` could not be read, so what stands there is not known." in said
    told = " ".join(outcome.answers.notes)
    assert "autograder failed" not in told
    assert name in told or "TeX" in told


def test_a_template_that_cannot_be_read_costs_nothing_of_a_sheet(grade):
    marks, outcome = grade({"answers.yaml": b"\x00\x01", "z.md": SHEET})
    assert marks["2b.z2"].verdict is Verdict.CORRECT
    assert outcome.answers.notes[0].startswith("Your file answers.yaml could not be read")


def test_our_failure_with_the_sheets_is_a_fault_there_and_costs_nothing_of_the_template(
    grade, monkeypatch
):
    def failing(*_):
        raise RuntimeError("a bug")

    monkeypatch.setattr(grader.answers.from_sheets, "sheet_of", failing)
    marks, outcome = grade({"answers.yaml": TEMPLATE.encode(), "z.md": SHEET})
    assert [marks[f"2b.{step}"].credit for step in ("z1", "h1")] == [1, 1]
    assert marks["2b.z2"].verdict is Verdict.FAULT
    assert "RuntimeError: a bug" in outcome.details[0]


def test_many_files_take_from_one_budget(grade):
    files = {f"f{i}.txt": b"z = 1 or so\n" * 500 for i in range(8)}
    files["answers.yaml"] = TEMPLATE.encode()
    marks, outcome = grade(files, budget=Budget(text=9_000))
    assert marks["2b.z1"].credit == 1
    assert sum("longer than what is read" in note for note in outcome.answers.notes) == 7


def test_where_nothing_in_a_sheet_is_recognised_it_is_not_found_there(grade):
    """Not "no value was given": it may stand there in a form that is not read."""
    marks, outcome = grade({"work.md": b"# 2b\n\nI worked it out on paper.\n"})
    assert str(outcome.note).startswith("**Nothing in work.md could be recognised")
    assert marks["2b.h1"].verdict is Verdict.MISSING
    said = step_feedback(marks["2b.h1"])
    assert said.startswith("**Not found.** No value for `h1` was found in `work.md`.")
    assert marks["2b.observation"].verdict is Verdict.REVIEW
    assert "`work.md` themselves" in step_feedback(marks["2b.observation"])


def test_of_many_sheets_three_are_named(grade):
    pages = {f"page_{n:02}.md": b"words\n" for n in range(14)}
    some = "`page_00.md`, `page_01.md`, `page_02.md` and 11 others"
    for first in (b"# 2b\n\n$z_1 = 0.1575$\n", b"words\n"):
        marks, outcome = grade({**pages, "page_00.md": first})
        found = tuple(marks.values())
        for text in (*map(step_feedback, found), summary(found, outcome.answers), outcome.note):
            assert "page_09" not in (text or "")
        assert f"was found in {some}." in step_feedback(marks["2b.h1"])
        assert some in step_feedback(marks["2b.observation"])
        assert f"ound in {some}" in summary(found, outcome.answers)
