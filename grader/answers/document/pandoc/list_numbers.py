"""How the items of numbered lists are called."""

from __future__ import annotations

_ROMAN = (
    (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
    (1, "i"),
)  # fmt: skip
MAX_ROMAN = 399
"""Beyond it nobody numbers a list in that way, and a file may begin one anywhere."""


def list_number(number: int, style: str) -> str:
    """An item's number in a style of pandoc's: Decimal, LowerAlpha, UpperRoman, and so on."""
    lower = _lower(number, style)
    return lower.upper() if style.startswith("Upper") else lower


def _lower(number: int, style: str) -> str:
    if style.endswith("Alpha") and 0 < number <= 26:
        return chr(ord("a") + number - 1)
    if style.endswith("Roman") and 0 < number <= MAX_ROMAN:
        written = ""
        for value, sign in _ROMAN:
            written += sign * (number // value)
            number %= value
        return written
    return str(number)
