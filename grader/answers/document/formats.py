"""Which reader a file goes to, and how its bytes become text."""

from __future__ import annotations

import re
from dataclasses import replace

from grader.answers.budget import Budget
from grader.answers.decoding import decoded
from grader.answers.document.blocks import Block, FileRead, SheetFile
from grader.answers.document.decimal_commas import with_points
from grader.answers.document.readable_text import MARKDOWN_PICTURE, pictures_told, readable
from grader.answers.document.spaced_points import with_products
from grader.answers.document.ticked_boxes import with_ticked
from grader.answers.files import DOCUMENTS, MAX_SHEET_BYTES, SHEETS, WITH_PICTURES
from grader.errors import SubmissionError, UnreadableFileError

MAX_BYTES = 4_000_000
"""Bytes of one text; what holds pictures may have five times as many."""
SOURCES = (".typ", ".org", ".rst")
"""Sheets that a converter reads though people write them."""
_PICTURES = {
    ".md": MARKDOWN_PICTURE,
    ".markdown": MARKDOWN_PICTURE,
    ".tex": re.compile(r"\\includegraphics\b"),
    ".latex": re.compile(r"\\includegraphics\b"),
}


def blocks_of(file: SheetFile) -> list[Block]:
    """The blocks of a file alone: see `file_read`."""
    return list(file_read(file, Budget()).blocks)


def file_read(file: SheetFile, budget: Budget) -> FileRead:
    """The blocks of a file, by the format that its name (or its first bytes) says, its numerals
    with decimal points, and what was not read in it.

    Raises SubmissionError, a message for the student, where nothing can be read.
    """
    read = _read(file, budget)
    blocks = read.blocks
    if any("\\" in piece.text for block in blocks for piece in block.pieces):
        from grader.answers.document.tex_formulas import with_macros

        blocks = with_macros(blocks)
    return replace(read, blocks=with_products(with_points(with_ticked(blocks))))


def _read(file: SheetFile, budget: Budget) -> FileRead:
    data = file.content()
    suffix = _suffix(file.name, data)
    most = MAX_SHEET_BYTES if suffix in WITH_PICTURES else MAX_BYTES
    if len(data) > most:
        raise SubmissionError(
            f"Your file {file.name} is larger than {most // 1_000_000} MB."
            " Hand in the answers without pictures."
        )
    if suffix == ".pdf":
        from grader.answers.document import pdf_blocks

        return pdf_blocks.read(data, file.name, budget)
    if suffix in DOCUMENTS:
        from grader.answers.document import converted_blocks

        try:
            return converted_blocks.read(data, suffix, file.name, budget)
        except UnreadableFileError:
            if suffix not in SOURCES:
                raise
            suffix = ".md"  # a source that does not convert is a text with formulas all the same
    text = decoded(data)
    if text is None:
        raise UnreadableFileError(
            f"Your file {file.name} is not text. Hand in Markdown, TeX, a notebook, plain text"
            " or a PDF made from text."
        )
    if suffix == ".ipynb":
        from grader.answers.document import notebook_blocks

        return notebook_blocks.read(text, file.name, budget)
    text, notes = readable(text, file.name, budget)
    pictures = _pictures(text, suffix, file.name)
    return FileRead(blocks=tuple(_blocks(text, suffix, file.name)), notes=(*notes, *pictures))


def _blocks(text: str, suffix: str, name: str) -> list[Block]:
    if suffix in (".tex", ".latex"):
        from grader.answers.document import tex_blocks

        return tex_blocks.blocks(text, name)
    if suffix in (".md", ".markdown"):
        from grader.answers.document import markdown_blocks

        return markdown_blocks.blocks(text, name)
    from grader.answers.document import text_blocks

    return text_blocks.blocks(text, name)


def _pictures(text: str, suffix: str, name: str) -> tuple[str, ...]:
    """That a text shows pictures, which may hold answers and are not read."""
    pattern = _PICTURES.get(suffix)
    return pictures_told(name, len(pattern.findall(text))) if pattern else ()


def _suffix(name: str, data: bytes) -> str:
    if data[:1_024].lstrip()[:5] == b"%PDF-":
        return ".pdf"
    dot = name.rfind(".")
    suffix = name[dot:].lower() if dot >= 0 else ""
    is_tex = b"\\documentclass" in data[:4_000] or b"\\begin{document}" in data[:20_000]
    if suffix in SHEETS and not (is_tex and suffix in (".txt", ".text", *SOURCES)):
        return suffix
    return ".tex" if is_tex else ".txt"
