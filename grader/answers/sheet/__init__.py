"""Reads the sheet that a student wrote: Markdown, TeX, a notebook, plain text or a PDF's text.

`read_sheet` gives one answer for a step at most, each with its place and how it was recognised.
Nothing is imported before it is called for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader import on_demand
from grader.answers.sheet.records import Asked as Asked
from grader.answers.sheet.records import AskedStep as AskedStep
from grader.answers.sheet.records import How as How
from grader.answers.sheet.records import Sheet as Sheet
from grader.answers.sheet.records import SheetAnswer as SheetAnswer
from grader.answers.sheet.records import Unplaced as Unplaced

if TYPE_CHECKING:
    from grader.answers.sheet.reader import read_sheet as read_sheet

__getattr__ = on_demand(__name__, {"reader": ("read_sheet",)})
