"""A PDF's pages as characters with their places and bars, by the PDF library, behind the fence.

The library's plain functions are called: its comfortable ones cost 20 ms of imports a file.
"""

from __future__ import annotations

import ctypes
import importlib
import math
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from grader import record
from grader.answers.document.pdf.drawn import MAX_STRETCH, Drawn, clipped
from grader.answers.document.pdf.items import (
    AFTER_SPACE,
    AXIS,
    NO_SPACE,
    WORD_GAP,
    Edge,
    Item,
    Rule,
)
from grader.answers.document.pdf.signs import ACCENTS, sign
from grader.answers.document.pdf.tex_codes import (
    Family,
    Measures,
    family_by_measures,
    family_of,
)

MAX_CHARACTERS = 20_000
"""Characters on one page; what lies beyond is left out, and told."""
FEWEST_SPACES = 25
"""Signs to a space, on a page that draws its spaces; TeX draws none."""
MIN_HIGH = 3.0
"""Points: a space has no height."""
MAX_SIZE = 1_000.0
"""Points: a letter larger than the page is no text of a sheet, and would reach everywhere."""
_PASSWORD = 4
_CODES = frozenset("PXQYRZpqrsbcdefBChilA0123456789notuvjkg")
"""Letters and figures that are codes of other signs in a font of TeX."""
MAX_CODE = 127
"""The last code of TeX's old fonts."""
_NAME, _FLAGS = ctypes.create_string_buffer(80), ctypes.c_int()
"""Where the library puts the name of a font."""
_GENERATED = frozenset(map(ord, " \r\n"))
"""What the library puts in of its own: to ask of each character costs a tenth of a page."""
_SLANTED = frozenset([*ACCENTS, *"()[]{}|⎪√"])
"""Signs whose drawn width counts, not the room they take."""


@record(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands on a page. height: of the page, in points. is_cut: it holds more characters
    than are read."""

    items: tuple[Item, ...]
    rules: tuple[Rule, ...]
    edges: tuple[Edge, ...]
    pictures: int = 0
    height: float = 792.0
    is_cut: bool = False


class Document:
    """An open PDF. Raises ValueError, with "password" or "damaged", where it cannot be opened."""

    def __init__(self, data: bytes) -> None:
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
        drawn = Drawn(page, text, raw)
        height = max(float(raw.FPDF_GetPageHeightF(page)), 1.0)
        items = _items(text, raw, count)
        taken = {(round(item.left), round(item.bottom)) for item in items}
        items += [i for i in drawn.signs if (round(i.left), round(i.bottom)) not in taken]
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)
        return Page(
            items=tuple(items),
            rules=tuple(drawn.rules),
            edges=tuple(drawn.edges),
            pictures=drawn.pictures,
            height=height,
            is_cut=count > MAX_CHARACTERS,
        )


def _items(handle: Any, raw: Any, count: int) -> list[Item]:
    """The characters of a page that are drawn, in the order of the file."""
    characters = _Characters(handle, raw)
    first_half, spaces, after_space = 0, 0, False
    drawn: list[Item] = []
    for place in range(min(count, MAX_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(handle, place)
        if code in _GENERATED and raw.FPDFText_IsGenerated(handle, place) == 1:
            continue
        if 0xD800 <= code < 0xDC00:
            first_half = code
            continue
        character = _character(code, first_half)
        if character == " " and not characters.is_high(place):
            spaces += 1
            after_space = True
            continue
        item = characters.item(place, character, AFTER_SPACE if after_space else WORD_GAP)
        if item is not None and item.is_placed:
            drawn.append(item)
            after_space = False
    if spaces * FEWEST_SPACES < len(drawn):
        return drawn
    return [item if item.apart == AFTER_SPACE else replace(item, apart=NO_SPACE) for item in drawn]


class _Set(NamedTuple):
    """How one run of characters is set: size and stretch as in `_size`, and its font's name."""

    size: float
    stretch: float
    font: str


class _Characters:
    """The characters of a page with their places."""

    def __init__(self, handle: Any, raw: Any) -> None:
        self._handle, self._raw = handle, raw
        self._runs: dict[int, _Set] = {}
        self._box = [ctypes.c_double() for _ in range(4)]
        self._origin = [ctypes.c_double() for _ in range(2)]
        self._loose = raw.FS_RECTF()

    def is_high(self, place: int) -> bool:
        """Whether a space is none: TeX's font of large signs has a bracket at its code."""
        self._raw.FPDFText_GetCharBox(self._handle, place, *self._box)
        return self._box[3].value - self._box[2].value > MIN_HIGH

    def item(self, place: int, character: str, apart: float) -> Item | None:
        """A character with its place; None where nothing is drawn that can be read."""
        handle, raw = self._handle, self._raw
        size, stretch, font = self._set(place)
        if size <= 0:
            return None
        raw.FPDFText_GetCharBox(handle, place, *self._box)
        raw.FPDFText_GetCharOrigin(handle, place, *self._origin)
        left, right, low, high = [edge.value for edge in self._box]
        base = self._origin[1].value
        family = self._family(place, character, font)
        text = sign(character, family if family and self._is_code(place, character) else None)
        if text == "_" and low > base:  # the code of a dot above in TeX's fonts of text
            text = "˙"
        if not text or not text.isprintable():
            return None
        if family is Family.LARGE:
            base = (high + low) / 2 - AXIS * size
        if text not in _SLANTED:
            raw.FPDFText_GetLooseCharBox(handle, place, self._loose)
            left, right = min(self._loose.left, left), max(self._loose.right, right)
        if stretch > MAX_STRETCH:
            low, high = clipped(raw, raw.FPDFText_GetTextObject(handle, place), low, high)
        return Item(text, left, right, low, high, base, size, apart)

    def _set(self, place: int) -> _Set:
        """How a character is set: as all of its run are, so that the library is asked once."""
        shape = self._raw.FPDFText_GetTextObject(self._handle, place)
        key = ctypes.addressof(shape.contents) if shape else 0
        found = self._runs.get(key)
        if found is None:
            size, stretch = _size(self._handle, self._raw, place)
            found = _Set(size, stretch, _font(self._handle, self._raw, place))
            if key:
                self._runs[key] = found
        return found

    def _is_code(self, place: int, character: str) -> bool:
        """Whether the file says no sign for a character, so that it is a mere code."""
        return character < " " or bool(self._raw.FPDFText_HasUnicodeMapError(self._handle, place))

    def _family(self, place: int, character: str, font: str) -> Family | None:
        """The family of a character's font, where it may be another sign than it seems."""
        if character.isalnum() and character not in _CODES:
            return None
        if font:
            return family_of(font)
        return self._nameless.get(self._font_key(place))

    @cached_property
    def _nameless(self) -> dict[int, Family]:
        """The families that fonts without a name have, by what tells the fonts apart."""
        found: dict[int, dict[str, Measures]] = {}
        for place in range(min(self._raw.FPDFText_CountChars(self._handle), MAX_CHARACTERS)):
            code = self._raw.FPDFText_GetUnicode(self._handle, place)
            signs = found.setdefault(self._font_key(place), {})
            if code <= MAX_CODE and chr(code) not in signs:
                signs[chr(code)] = self._measures(place, chr(code))
        return {key: family_by_measures(signs.values()) for key, signs in found.items()}

    def _measures(self, place: int, code: str) -> Measures:
        """A sign as it is drawn."""
        size, _ = _size(self._handle, self._raw, place)
        self._raw.FPDFText_GetCharBox(self._handle, place, *self._box)
        self._raw.FPDFText_GetCharOrigin(self._handle, place, *self._origin)
        left, right, low, high = [edge.value for edge in self._box]
        base, size = self._origin[1].value, size or 1.0
        return Measures(code, (low - base) / size, (high - base) / size, (right - left) / size)

    def _font_key(self, place: int) -> int:
        """What tells one font of the page from another."""
        shape = self._raw.FPDFText_GetTextObject(self._handle, place)
        if not shape:
            return 0
        return ctypes.cast(self._raw.FPDFTextObj_GetFont(shape), ctypes.c_void_p).value or 0


def _character(code: int, first_half: int) -> str:
    """The sign of a code, letters of mathematics as plain ones.

    The library gives letters beyond U+FFFF (the slanted ones of Word, Typst and unicode-math) in
    two halves, which are drawn in one place.
    """
    if 0xDC00 <= code < 0xE000 and first_half:
        code = 0x10000 + ((first_half - 0xD800) << 10) + (code - 0xDC00)
        return chr(code)
    return chr(code) if 0 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else "?"


def _size(handle: Any, raw: Any, place: int) -> tuple[float, float]:
    """The height of a character's font as drawn, in points, and by how much it is stretched.

    The height is 0 where it has none that is sound.
    The font's own size may be 1 and the scale in the text's matrix, as many programs write it, and
    either may be negative, which turns the letters round.
    """
    size, matrix = abs(raw.FPDFText_GetFontSize(handle, place)), raw.FS_MATRIX()
    stretch = 1.0
    if raw.FPDFText_GetMatrix(handle, place, matrix):
        across, up = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
        stretch = up / across if across else 1.0
        if stretch > MAX_STRETCH:
            size *= across
        else:
            size *= math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
    return (size if size <= MAX_SIZE else 0.0), stretch


def _font(handle: Any, raw: Any, place: int) -> str:
    raw.FPDFText_GetFontInfo(handle, place, _NAME, len(_NAME), _FLAGS)
    return _NAME.value.decode("latin-1").lower()
