"""A Jupyter notebook to blocks: Markdown cells, and what code cells printed; code is never run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.answers.budget import Budget
from grader.answers.document import markdown_blocks
from grader.answers.document.blocks import Block, FileRead, Place
from grader.answers.document.printed_code import Names, Print, prints_of
from grader.answers.document.printed_names import output_blocks
from grader.answers.document.readable_text import MARKDOWN_PICTURE, pictures_told, readable
from grader.errors import SubmissionError

MAX_CELLS = 2_000
_FORMULA = re.compile(r"\$+\s*(?:\\displaystyle)?\s*(.*?)\$+", re.DOTALL)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def read(text: str, file: str, budget: Budget) -> FileRead:
    """The blocks of a notebook; lines are counted within each cell.

    Of one that is damaged or cut off, the cells before the damage are read. Raises SubmissionError
    where the file is no notebook.
    """
    cells, is_damaged = _cells(text)
    if cells is None:
        raise SubmissionError(
            f"Your file {file} is not a notebook that can be opened. Save it again from Jupyter."
        )
    found: list[Block] = []
    notes: list[str] = []
    pictures = 0
    if is_damaged:
        notes.append(
            f"{file} is damaged or cut off behind its cell {len(cells)}: what stands there was not"
            " read. Save it again from Jupyter."
        )
    for number, cell in enumerate(cells[:MAX_CELLS], 1):
        if not isinstance(cell, Mapping):
            continue
        part = f"cell {number}"
        for text, printed in _texts(cell):
            pictures += 0 if printed else len(MARKDOWN_PICTURE.findall(text))
            kept, told = readable(text, f"{file}, {part}", budget)
            notes += told
            if printed is None:
                found += markdown_blocks.blocks(kept, file, part)
            else:
                kept = _COLOURS.sub("", kept)
                found += output_blocks(kept, printed[0], Place(file, 1, part), printed[1])
    if len(cells) > MAX_CELLS:
        notes.append(f"{file} has {len(cells):,} cells; only the first {MAX_CELLS:,} were read.")
    notes += pictures_told(file, pictures)
    return FileRead(blocks=tuple(found), notes=tuple(notes))


def _cells(text: str) -> tuple[list[Any] | None, bool]:
    """The cells of a notebook, None where it has none, and whether it is damaged."""
    try:
        notebook = json.loads(text)
        cells = notebook["cells"] if "cells" in notebook else notebook["worksheets"][0]["cells"]
        return (cells if isinstance(cells, list) else []), False
    except (ValueError, RecursionError):
        rescued = list(_rescued(text))
        return (rescued or None), True
    except (KeyError, TypeError, IndexError):
        return None, False


def _rescued(text: str) -> Iterator[Any]:
    """The whole cells of a notebook that is no JSON, up to the first that is not whole."""
    start = re.search(r'"cells"\s*:\s*\[', text)
    if start is None:
        return
    decoder, at = json.JSONDecoder(), start.end()
    while True:
        opening = text.find("{", at)
        if opening < 0 or text[at:opening].strip(" \t\n,"):
            return
        try:
            cell, at = decoder.raw_decode(text, opening)
        except (ValueError, RecursionError):
            return
        yield cell


_Printed = tuple[Sequence["Print | None"], Names]


def _texts(cell: Mapping[str, Any]) -> Iterator[tuple[str, _Printed | None]]:
    """The texts of a cell; with those that a program printed, what the code says of them."""
    kind = cell.get("cell_type")
    if kind in ("markdown", "raw", "heading"):
        yield _text(cell.get("source")), None
    elif kind == "code":
        outputs = cell.get("outputs")
        outputs = (
            [o for o in outputs if isinstance(o, Mapping)] if isinstance(outputs, list) else []
        )
        source = _text(cell.get("source", cell.get("input"))) if outputs else ""
        prints, result = prints_of(source)
        printed = "".join(_text(output.get("text")) for output in outputs if _is_stream(output))
        yield printed, (prints, ())
        for output in outputs:
            data = output.get("data", output)
            if not _is_stream(output) and isinstance(data, Mapping):
                is_result = output.get("output_type") in ("execute_result", "pyout")
                yield _shown(data, result if is_result else ())


def _shown(data: Mapping[str, Any], names: Names) -> tuple[str, _Printed | None]:
    """What a cell shows of a value: its formula where it has one, as sympy's have."""
    formula = _FORMULA.fullmatch(_text(data.get("text/latex")).strip())
    if formula is None:
        return _text(data.get("text/plain")), ((), names)
    name = f"\\mathrm{{{names[0]}}} = " if len(names) == 1 and names[0].isidentifier() else ""
    return f"$${name}{formula[1]}$$", None


def _is_stream(output: Mapping[str, Any]) -> bool:
    """Whether an output is what was printed; warnings are not."""
    return output.get("output_type") == "stream" and output.get("name") != "stderr"


def _text(source: Any) -> str:
    """A text that a notebook may hold as a list of lines."""
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""
