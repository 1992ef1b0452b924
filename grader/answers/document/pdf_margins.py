"""Which lines of a PDF's pages are no part of its text: heads, feet and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from grader import record
from grader.alphabet.characters import DASH
from grader.alphabet.relations import IS_RELATION

HEAD, FOOT = 0.9, 0.1
"""Shares of a page's height beyond which a line may be a head or a foot: an inch of eleven."""
NUMBERED = 0.17
"""The same for a page's number alone, which LaTeX's own classes set so high."""
EDGE = 0.955, 0.045
"""The same for what a browser prints, which stands outside of all margins."""
_NUMBER = re.compile(
    rf"(?:(?:page|seite|p\.)\s*)?[{DASH}\[(]*\s*(?P<page>\d{{1,3}})\s*[{DASH}\])]*"
    r"(?P<of>\s*(?:/|of|von)\s*\d{1,3})?$",
    re.IGNORECASE,
)
_BROWSER = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? +\d{1,2}:\d\d|(?:file|https?)://|\d{1,3}/\d{1,3}$"
)
_FIGURES = re.compile(r"\b\d{1,3}\b(?![.,]\d)")


@record(frozen=True, slots=True)
class PageLines:
    """The lines of one page from the top down, and their heights as shares of the page's."""

    lines: tuple[str, ...]
    heights: tuple[float, ...]


def without_margins(pages: Sequence[PageLines]) -> list[list[str]]:
    """The lines of each page; a head, a foot or a page number is an empty one.

    A line that states something, `z = 2`, is kept wherever it stands.
    """
    left_out = [set(_page_number(page, number)) for number, page in enumerate(pages)]
    repeated = Counter(form for page in pages for form in {f for _, f in _margin(page)})
    needed = max(2, len(pages) / 2)
    for page, out in zip(pages, left_out, strict=True):
        out |= {at for at, form in _margin(page) if repeated[form] >= needed}
        out |= set(_browsers(page))
    return [
        ["" if at in out else line for at, line in enumerate(page.lines)]
        for page, out in zip(pages, left_out, strict=True)
    ]


def _margin(page: PageLines) -> Iterator[tuple[int, str]]:
    """The lines in the margins of a page, which state nothing, with their figures alike."""
    for at, (line, height) in enumerate(zip(page.lines, page.heights, strict=True)):
        if line and not FOOT < height < HEAD and not IS_RELATION.search(line):
            yield at, _FIGURES.sub("#", line)


def _page_number(page: PageLines, number: int) -> Iterator[int]:
    """The last line or the first, where it is the number of the page, counted as people do."""
    written = [at for at, line in enumerate(page.lines) if line]
    for at in {*written[:1], *written[-1:]} if len(written) > 1 else ():
        found = _NUMBER.match(page.lines[at])
        in_margin = not NUMBERED < page.heights[at] < HEAD
        if found and in_margin and (found["of"] or int(found["page"]) in (number, number + 1)):
            yield at


def _browsers(page: PageLines) -> Iterator[int]:
    """What a browser prints beyond the margins: the date, the address, the page."""
    head, foot = EDGE
    for at, (line, height) in enumerate(zip(page.lines, page.heights, strict=True)):
        if not foot < height < head and _BROWSER.search(line):
            yield at
