"""A Jupyter notebook to blocks: Markdown cells, and what code cells printed; code is never run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from grader.answers.sheet import markdown, plain
from grader.answers.sheet.limits import MAX_TEXT, check_size
from grader.answers.sheet.records import Block
from grader.errors import SubmissionError

MAX_CELLS = 2_000
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def blocks(text: str, file: str) -> list[Block]:
    """The blocks of a notebook; lines are counted within each cell.

    Raises SubmissionError where the file is no notebook.
    """
    try:
        notebook = json.loads(text)
        cells = notebook["cells"] if "cells" in notebook else notebook["worksheets"][0]["cells"]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        raise SubmissionError(
            f"Your file {file} is not a notebook that can be opened. Save it again from Jupyter."
        ) from None
    found: list[Block] = []
    left = MAX_TEXT
    for number, cell in enumerate(cells[:MAX_CELLS] if isinstance(cells, list) else (), 1):
        for text, is_printed in _texts(cell) if isinstance(cell, Mapping) else ():
            check_size(text, file)
            left -= len(text)
            if left < 0:
                return found
            if is_printed:
                found += plain.blocks(_COLOURS.sub("", text), file, f"cell {number}", "output")
            else:
                found += markdown.blocks(text, file, f"cell {number}")
    return found


def _texts(cell: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """The texts of a cell, and whether a program printed them."""
    kind = cell.get("cell_type")
    if kind in ("markdown", "raw", "heading"):
        yield _text(cell.get("source")), False
    elif kind == "code":
        outputs = cell.get("outputs")
        for output in outputs if isinstance(outputs, list) else ():
            if isinstance(output, Mapping):
                yield _printed(output), True


def _printed(output: Mapping[str, Any]) -> str:
    """What one output shows as text; pictures and errors show none."""
    if output.get("output_type") == "stream":
        return _text(output.get("text"))
    data = output.get("data")
    return _text(data.get("text/plain")) if isinstance(data, Mapping) else ""


def _text(source: Any) -> str:
    """A text that a notebook may hold as a list of lines."""
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""
