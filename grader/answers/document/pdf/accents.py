"""Accents put on the letters below them."""

from __future__ import annotations

from dataclasses import replace

from grader.answers.document.pdf.bands import Bands
from grader.answers.document.pdf.items import Item
from grader.answers.document.pdf.signs import ACCENTS

ACCENT_REACH = (60.0, 12.0)
"""Baselines of letters that an accent can be on, below it and above."""
ACCENT_GAP = (-2.2, 6.0)
"""Between the top of a letter and the accent on it; LibreOffice leaves most."""
SMALLER = 0.9
"""Sizes of a letter, an arrow over it; in a line it has the size of its letters."""
OFF_CENTRE = 1.5
"""Between the middle of an accent and the letter's box: slanted letters carry it to the right."""


def accented(items: list[Item]) -> list[Item]:
    """The items with accents on their letters, `\\hat{y}`."""
    marks = [item for item in items if item.text in ACCENTS]
    if not marks:
        return items
    here = Bands(items)
    taken: dict[int, Item] = {}
    used: set[int] = set()
    for mark in marks:
        near = here.near(mark.bottom - ACCENT_REACH[0], mark.bottom + ACCENT_REACH[1])
        below = [item for item in near if id(item) not in taken and _is_under(item, mark)]
        if below:
            letter = min(below, key=lambda item: abs(item.middle - mark.middle))
            text = f"\\{ACCENTS[mark.text]}{{{letter.text}}}"
            taken[id(letter)] = replace(letter, text=text)
            used.add(id(mark))
    return [taken.get(id(item), item) for item in items if id(item) not in used]


def _is_under(item: Item, accent: Item) -> bool:
    low, high = ACCENT_GAP
    if accent.text == "→" and accent.size > SMALLER * item.size:
        return False
    return (
        item.text.isalpha()
        and item is not accent
        and low < accent.bottom - item.top < high
        and item.left - OFF_CENTRE <= accent.middle <= item.right + OFF_CENTRE
    )
