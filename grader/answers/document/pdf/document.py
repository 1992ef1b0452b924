"""A PDF's pages as characters with their places and bars, by the PDF library, behind the fence.

The library's plain functions are called: its comfortable ones cost 20 ms of imports a file.
"""

from __future__ import annotations

import ctypes
import importlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from grader.answers.document.pdf.items import Edge, Item, Rule

MAX_CHARACTERS = 20_000
"""Characters on one page; what lies beyond is left out, and told."""
MAX_OBJECTS = 20_000
"""Drawn objects of a page that are looked at for bars."""
MAX_STROKE, MIN_BAR, MIN_EDGE = 1.6, 2.0, 4.0
"""Points: how thick a drawn line is at most, and how long a bar and an upright one at least."""
MAX_SIZE = 1_000.0
"""Points: a letter larger than the page is no text of a sheet, and would reach everywhere."""
_PASSWORD = 4
_NOTHING: Mapping[str, str] = MappingProxyType({})
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands on a page. is_cut: it holds more characters than are read."""

    items: tuple[Item, ...]
    rules: tuple[Rule, ...]
    edges: tuple[Edge, ...]
    pictures: int = 0
    is_cut: bool = False


class Document:
    """An open PDF. Raises ValueError, with "password" or "damaged", where it cannot be opened.

    tall: what the pieces of tall brackets are pieces of. It is handed in, as the module that owns
    it would bring all of numpy into this process.
    """

    def __init__(self, data: bytes, tall: Mapping[str, str] = _NOTHING) -> None:
        self._tall = tall
        self._raw: Any = importlib.import_module("pypdfium2_raw")
        self._data = data  # which the library reads from as long as it lives
        self._raw.FPDF_InitLibrary()
        self._handle = self._raw.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._handle:
            locked = self._raw.FPDF_GetLastError() == _PASSWORD
            raise ValueError("password" if locked else "damaged")
        self.pages = int(self._raw.FPDF_GetPageCount(self._handle))

    def page(self, number: int) -> Page:
        """A page, counted from 0. Raises ValueError where it cannot be loaded."""
        raw = self._raw
        page = raw.FPDF_LoadPage(self._handle, number)
        text = raw.FPDFText_LoadPage(page) if page else None
        if not text:
            raise ValueError("the page cannot be loaded")
        count = raw.FPDFText_CountChars(text)
        items = tuple(_items(text, raw, count, self._tall))
        rules, edges, pictures = _drawn(page, raw)
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)
        return Page(
            items=items,
            rules=tuple(rules),
            edges=tuple(edges),
            pictures=pictures,
            is_cut=count > MAX_CHARACTERS,
        )


def _items(handle: Any, raw: Any, count: int, tall: Mapping[str, str]) -> Iterator[Item]:
    """The characters of a page that are drawn, in the order of the file."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    loose = raw.FS_RECTF()
    first_half = 0
    for place in range(min(count, MAX_CHARACTERS)):
        if raw.FPDFText_IsGenerated(handle, place) == 1:
            continue
        code = raw.FPDFText_GetUnicode(handle, place)
        if 0xD800 <= code < 0xDC00:
            first_half = code
            continue
        character = _character(code, first_half)
        if character == " ":
            continue
        raw.FPDFText_GetCharBox(handle, place, left, right, bottom, top)
        raw.FPDFText_GetLooseCharBox(handle, place, loose)
        raw.FPDFText_GetCharOrigin(handle, place, x, y)
        size = _size(handle, raw, place)
        if size <= 0:
            continue
        if not character.isalnum() or character in "PXQYpqrsbcdefBChilA0123456@":
            name = _font(handle, raw, place)
            if "cmex" in name or "mathextension" in name or "lmex" in name:
                character = _EXTENSION.get(character, character)
                y.value = (top.value + bottom.value) / 2 - 0.25 * size
        character = _NAMED.get(character, tall.get(character, character))
        if not character.isprintable():
            continue
        start, end = min(loose.left, left.value), max(loose.right, right.value)
        if character in _SLANTED:
            start, end = left.value, right.value
        item = Item(character, start, end, bottom.value, top.value, y.value, size)
        if item.is_placed:
            yield item


def _character(code: int, first_half: int) -> str:
    """The sign of a code, letters of mathematics as plain ones.

    The library gives letters beyond U+FFFF (the slanted ones of Word, Typst and unicode-math) in
    two halves, which are drawn in one place.
    """
    if 0xDC00 <= code < 0xE000 and first_half:
        code = 0x10000 + ((first_half - 0xD800) << 10) + (code - 0xDC00)
        return chr(code)
    return chr(code) if 0 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else "?"


def _size(handle: Any, raw: Any, place: int) -> float:
    """The height of a character's font as drawn, in points; 0 where it has none that is sound.

    The font's own size may be 1 and the scale in the text's matrix, as many programs write it, and
    either may be negative, which turns the letters round.
    """
    size, matrix = abs(raw.FPDFText_GetFontSize(handle, place)), raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(handle, place, matrix):
        size *= math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
    return size if size <= MAX_SIZE else 0.0


def _font(handle: Any, raw: Any, place: int) -> str:
    buffer, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, place, buffer, 80, flags)
    return buffer.value.decode("latin-1").lower()


def _drawn(page: Any, raw: Any) -> tuple[list[Rule], list[Edge], int]:
    """The thin bars of a page, those of fractions and roots and those of boxes; its pictures."""
    rules: list[Rule] = []
    edges: list[Edge] = []
    pictures = 0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for place in range(min(raw.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        shape = raw.FPDFPage_GetObject(page, place)
        kind = raw.FPDFPageObj_GetType(shape)
        pictures += kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
        if kind != raw.FPDF_PAGEOBJ_PATH:
            continue
        raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
        width, height = right.value - left.value, top.value - bottom.value
        if height < MAX_STROKE and width > MIN_BAR:
            rules.append(Rule(left.value, right.value, (bottom.value + top.value) / 2))
        elif width < MAX_STROKE and height > MIN_EDGE:
            edges.append(Edge((left.value + right.value) / 2, bottom.value, top.value))
    return rules, edges, pictures
