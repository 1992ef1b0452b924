"""What is drawn on a page: bars, pictures, and signs that are outlines instead of letters."""

from __future__ import annotations

import ctypes
from typing import Any

from grader.answers.document.pdf.items import Edge, Item, Rule
from grader.answers.document.pdf.outlines import delimiter, sign_of

MAX_OBJECTS = 20_000
"""Drawn objects of a page that are looked at for bars."""
MAX_STROKE, MIN_BAR = 2.2, 2.0
"""Points: how thick a bar is at most (the library tells twice the thickness of a line), and how
long at least."""
MAX_EDGE, MIN_EDGE = 1.6, 4.0
"""The same of an upright line."""
MAX_PIECE = 12.0
"""Points: how wide a piece of a bracket is at most."""
MAX_STRETCH = 3.0
"""From this height by width on, signs are drawn out, not set."""
_EMPTY = 2
"""Bytes of a text that has nothing but its end."""
MAX_CLIPS = 20
"""Parts of what hides a sign that are looked at."""
_BOX = 6
"""Parts of the outline of a box."""
MAX_POINTS = 120
"""Of the outline of a tall bracket or a root, which are looked at one by one."""
FAR = 5_000.0
"""Units of an outline that no letter is wide; KaTeX draws the bar of a root for ever."""
MIN_TALL = 12.0
"""Points: what is drawn as an outline and no letter of a font is a bracket, or a root's sign."""
_Box = tuple[float, float, float, float]


class Drawn:
    """The thin bars of a page, those of fractions and roots and those of boxes; its pictures; and
    the signs that have no letter: pieces of brackets, outlines."""

    def __init__(self, page: Any, text: Any, raw: Any) -> None:
        self.rules: list[Rule] = []
        self.edges: list[Edge] = []
        self.signs: list[Item] = []
        self.pictures = 0
        self._text, self._raw = text, raw
        self._last: tuple[int, float, float] = (0, 0.0, 0.0)
        self._bounds = [ctypes.c_float() for _ in range(4)]
        for place in range(min(raw.FPDFPage_CountObjects(page), MAX_OBJECTS)):
            shape = raw.FPDFPage_GetObject(page, place)
            kind = raw.FPDFPageObj_GetType(shape)
            self.pictures += kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._take_path(shape)
            elif kind == raw.FPDF_PAGEOBJ_TEXT:
                self._take_text(shape)
        self.signs = [item for item in self.signs if item.is_placed]

    def _box(self, shape: Any) -> _Box:
        self._raw.FPDFPageObj_GetBounds(shape, *self._bounds)
        left, bottom, right, top = (bound.value for bound in self._bounds)
        return left, bottom, right, top

    def _take_path(self, shape: Any) -> None:
        left, bottom, right, top = box = self._box(shape)
        count = self._raw.FPDFPath_CountSegments(shape)
        if count > _BOX and self._take_outline(shape, box, count):
            return
        if top - bottom < MAX_STROKE and right - left > MIN_BAR:
            self.rules.append(Rule(left, right, (bottom + top) / 2))
        elif right - left < MAX_EDGE and top - bottom > MIN_EDGE:
            self.edges.append(Edge((left + right) / 2, bottom, top))

    def _take_outline(self, shape: Any, box: _Box, count: int) -> bool:
        """Whether a shape is a sign: MathJax's letters, KaTeX's brackets and roots."""
        left, bottom, right, top = box
        raw, matrix = self._raw, self._raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(shape, matrix)
        across, up = abs(matrix.a), abs(matrix.d)
        if not across or not up:
            return False
        if (right - left) / across > FAR:
            return self._take_root(shape, box, across)
        place = (count, matrix.e, matrix.f)
        if place == self._last:  # the line around the outline before
            return True
        measures = (left - matrix.e) / across, (right - left) / across
        text = sign_of(count, *measures, (bottom - matrix.f) / up, (top - bottom) / up)
        if text:
            self._last = place
            if up > MAX_STRETCH * across:
                bottom, top = clipped(raw, shape, bottom, top)
            size = 1_000 * across
            self.signs.append(Item(text, left, right, bottom, top, matrix.f, size))
        elif top - bottom > max(MIN_TALL, 2 * (right - left)) and right - left > MAX_EDGE:
            text = delimiter(self._points(shape, count))
            if text:
                self.signs.append(Item(text, left, right, bottom, top, bottom, MIN_TALL))
        return bool(text)

    def _take_root(self, shape: Any, box: _Box, scale: float) -> bool:
        """A root whose bar is drawn too long, and hidden from where it ends."""
        left, bottom, _, top = box
        points = self._points(shape, self._raw.FPDFPath_CountSegments(shape))
        near = [x for x, _ in points if x < FAR]
        end = _clip(self._raw, shape)
        if not near or end is None:
            return False
        start = left + (max(near) - min(near)) * scale
        size = min(1_000 * scale, top - bottom)
        self.signs.append(Item("√", left, start, bottom, top, bottom, size))
        self.rules.append(Rule(start, end[2], top))
        return True

    def _points(self, shape: Any, count: int) -> list[tuple[float, float]]:
        x, y = ctypes.c_float(), ctypes.c_float()
        found: list[tuple[float, float]] = []
        for at in range(min(count, MAX_POINTS)):
            segment = self._raw.FPDFPath_GetPathSegment(shape, at)
            self._raw.FPDFPathSegment_GetPoint(segment, x, y)
            found.append((x.value, y.value))
        return found

    def _take_text(self, shape: Any) -> None:
        if self._raw.FPDFTextObj_GetText(shape, self._text, None, 0) > _EMPTY:
            return
        left, bottom, right, top = self._box(shape)
        if right - left < MAX_PIECE and top - bottom > MIN_EDGE:
            self.signs.append(Item("⎪", left, right, bottom, top, bottom, top - bottom))


def clipped(raw: Any, shape: Any, low: float, high: float) -> tuple[float, float]:
    """The heights between which a stretched sign can be seen.

    MathJax draws the middle of a tall bracket five hundred times too high and hides the most.
    """
    box = _clip(raw, shape)
    if box is None:
        return low, high
    low, high = max(low, box[1]), min(high, box[3])
    return low, max(low, high)


def _clip(raw: Any, shape: Any) -> _Box | None:
    """The box outside of which a shape is hidden: left, bottom, right, top."""
    path = raw.FPDFPageObj_GetClipPath(shape)
    x, y = ctypes.c_float(), ctypes.c_float()
    boxes: list[_Box] = []
    for number in range(min(raw.FPDFClipPath_CountPaths(path), MAX_CLIPS)):
        points: list[tuple[float, float]] = []
        for at in range(min(raw.FPDFClipPath_CountPathSegments(path, number), MAX_CLIPS)):
            segment = raw.FPDFClipPath_GetPathSegment(path, number, at)
            if raw.FPDFPathSegment_GetPoint(segment, x, y):
                points.append((x.value, y.value))
        if points:
            across, up = [p[0] for p in points], [p[1] for p in points]
            boxes.append((min(across), min(up), max(across), max(up)))
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return max(lefts), max(bottoms), min(rights), min(tops)
