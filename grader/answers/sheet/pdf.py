"""The text layer of a PDF to blocks: characters with their places become lines of mathematics.

The PDF library gives characters and rules; `pdf_layout` puts fractions, indices and matrices
together again. A scan without text is told from a text.
"""

from __future__ import annotations

import ctypes
import importlib
from collections.abc import Iterator
from typing import Any

from grader.answers.sheet import plain
from grader.answers.sheet.pdf_items import Edge, Item, Rule
from grader.answers.sheet.pdf_layout import lines
from grader.answers.sheet.records import Block
from grader.errors import SubmissionError, UnreadableFileError
from grader.mathlang.marks.characters import TALL

MAX_PAGES = 60
MAX_CHARACTERS = 20_000
"""Characters on one page; what lies beyond is left out."""
_LITTLE = 20
"""A file with fewer characters than this for each page is a scan."""
_EXTENSION = {
    **dict.fromkeys("\x00\x10\x12 0@B\x20", "("), **dict.fromkeys("\x01\x11\x13!1AC", ")"),
    **dict.fromkeys("\x02\x14\"24h6", "["), **dict.fromkeys("\x03\x15#35i7", "]"),
    **dict.fromkeys("PX", "\\sum"), **dict.fromkeys("QY", "\\prod"), "p": "√", "q": "√", "r": "√",
    "s": "√", "b": "ˆ", "c": "ˆ", "d": "ˆ", "e": "˜", "f": "˜", "\x0c": "|", "\r": "‖", "l": "‖",
}  # fmt: skip
"""What the codes of TeX's font of large signs stand for."""
_NAMED = {"⊤": "\\top "}
_SLANTED = frozenset("ˆ˜¯˙()[]|√")
"""Signs whose drawn width counts, not the room they take."""


def blocks(data: bytes, file: str) -> list[Block]:
    """The blocks of a PDF; lines are counted within each page.

    Raises SubmissionError where there is no text to read.
    """
    try:
        library = importlib.import_module("pypdfium2")
    except ImportError:
        raise SubmissionError(
            f"Your file {file} is a PDF, which cannot be read here. Hand in Markdown, TeX, a"
            " notebook or plain text."
        ) from None
    try:
        document = library.PdfDocument(data)
    except library.PdfiumError:
        raise UnreadableFileError(
            f"Your file {file} is not a PDF that can be opened. Make it again, without a password."
        ) from None
    try:
        return _blocks(document, importlib.import_module("pypdfium2.raw"), file)
    finally:
        document.close()


def _blocks(document: Any, raw: Any, file: str) -> list[Block]:
    found: list[Block] = []
    characters = 0
    pages = min(len(document), MAX_PAGES)
    for number in range(pages):
        items, rules, edges = _page(document[number], raw)
        characters += len(items)
        text = "\n".join(lines(items, rules, edges))
        found += plain.blocks(text, file, f"page {number + 1}")
    if characters < _LITTLE * pages:
        raise SubmissionError(
            f"Your file {file} holds pictures of pages, not text: nothing in it can be read."
            " Hand in the text itself (a PDF made by LaTeX, Markdown, TeX, a notebook), or the"
            " template."
        )
    return found


def _page(page: Any, raw: Any) -> tuple[list[Item], list[Rule], list[Edge]]:
    textpage = page.get_textpage()
    try:
        return list(_items(textpage.raw, raw)), *_bars(page, raw)
    finally:
        textpage.close()
        page.close()


def _items(handle: Any, raw: Any) -> Iterator[Item]:
    """The characters of a page that are drawn, in the order of the file."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    flags, loose = ctypes.c_int(), raw.FS_RECTF()
    buffer = ctypes.create_string_buffer(80)
    for place in range(min(raw.FPDFText_CountChars(handle), MAX_CHARACTERS)):
        if raw.FPDFText_IsGenerated(handle, place) == 1:
            continue
        code = raw.FPDFText_GetUnicode(handle, place)
        character = chr(code) if 0 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else "?"
        if character == " ":
            continue
        raw.FPDFText_GetCharBox(handle, place, left, right, bottom, top)
        raw.FPDFText_GetLooseCharBox(handle, place, loose)
        raw.FPDFText_GetCharOrigin(handle, place, x, y)
        size = raw.FPDFText_GetFontSize(handle, place)
        if not character.isalnum() or character in "PXQYpqrsbcdefBChilA0123456@":
            raw.FPDFText_GetFontInfo(handle, place, buffer, 80, flags)
            name = buffer.value.decode("latin-1").lower()
            if "cmex" in name or "mathextension" in name or "lmex" in name:
                character = _EXTENSION.get(character, character)
                y.value = (top.value + bottom.value) / 2 - 0.25 * size
        character = _NAMED.get(character, TALL.get(character, character))
        if not character.isprintable():
            continue
        start, end = min(loose.left, left.value), max(loose.right, right.value)
        if character in _SLANTED:
            start, end = left.value, right.value
        yield Item(character, start, end, bottom.value, top.value, y.value, size)


def _bars(page: Any, raw: Any) -> tuple[list[Rule], list[Edge]]:
    """The thin bars of a page: horizontal ones of fractions and roots, vertical ones of boxes."""
    handle = page.raw
    rules: list[Rule] = []
    edges: list[Edge] = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for place in range(min(raw.FPDFPage_CountObjects(handle), MAX_CHARACTERS)):
        shape = raw.FPDFPage_GetObject(handle, place)
        if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_PATH:
            continue
        raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
        width, height = right.value - left.value, top.value - bottom.value
        if height < 1.6 and width > 2.0:
            rules.append(Rule(left.value, right.value, (bottom.value + top.value) / 2))
        elif width < 1.6 and height > 4.0:
            edges.append(Edge((left.value + right.value) / 2, bottom.value, top.value))
    return rules, edges
