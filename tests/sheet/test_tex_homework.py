"""Homework in TeX as students write it, with classes and templates of many courses, earns all."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from grader.gradescope.submission import marked
from grader.rubric import load_assignment

SHEETS = Path(__file__).parent / "tex_homework"
"""Each sheet beside its rubric; every value that the rubric asks for stands in it and is right."""


@pytest.mark.parametrize("sheet", sorted(SHEETS.glob("*.tex")), ids=lambda path: path.stem)
def test_every_value_of_a_sheet_is_found_and_right(sheet):
    with TemporaryDirectory() as folder:
        shutil.copy(sheet, folder)
        marks = marked(load_assignment(sheet.with_suffix(".yaml")), Path(folder)).marks
    assert [(mark.id, mark.credit) for mark in marks if mark.credit < 1] == []
