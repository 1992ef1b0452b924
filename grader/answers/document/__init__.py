"""One document, whatever the format: every file becomes blocks with spans of text and mathematics.

What stands behind this face knows formats and no rubric; what reads the blocks knows no format.
Nothing is imported before it is called for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader import on_demand
from grader.answers.document.blocks import Block as Block
from grader.answers.document.blocks import FileRead as FileRead
from grader.answers.document.blocks import Kind as Kind
from grader.answers.document.blocks import Piece as Piece
from grader.answers.document.blocks import Place as Place
from grader.answers.document.blocks import SheetFile as SheetFile

if TYPE_CHECKING:
    # The blocks of a file, by its format, with what could not be read in it.
    from grader.answers.document.formats import file_read as file_read

__getattr__ = on_demand(__name__, {"formats": ("file_read",)})
