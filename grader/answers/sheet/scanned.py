"""Formulas that a program read off a picture: digits set apart, signs in fonts, empty fences."""

from __future__ import annotations

import re

from grader.alphabet import brackets

_SET_APART = re.compile(r"\d \. \d|\{ (?:\d ){1,12}\d \}|\d (?:\d ){0,12}\\times 1 0 \^")
_BLANK = re.compile(r"(?<=\d) (?=\d)|(?<=\d) ?\. ?(?=\d)|(?<=[^\w)}\]] )\. (?=\d)")
_NEAR_POINT = re.compile(r"(?<![\w.])(\d{1,6})(?:\. | \.)(?=\d+(?![\d.]))")
"""A point with a blank beside it, `0. 5`; in `[1. 3.]` the next number has a point of its own."""
_FONT_ROUND_SIGN = re.compile(
    r"\\(?:mathrm|mathbf|text|rm)\s*\{[~\s]*([-+=,.*/|<>]|\\approx)[~\s]*\}"
)
_SPELLED = re.compile(r"(\\(?:mathrm|operatorname\*?|text)\s*\{)\s*((?:[A-Za-z] )+[A-Za-z])\s*\}")
_CELL_BEFORE = re.compile(r"(?:&|\\\\|\\begin\s*\{\s*array\s*\}\s*\{[^{}]*\})\s*$")
_CELL_END = re.compile(r"\s*(?:&|\\\\|\\end)")
_EMPTY_FENCES = re.compile(r"\\left\s*\.((?:(?!\\left|\\right).){0,2000})\\right\s*\.", re.DOTALL)


def rejoined(text: str) -> str:
    """A formula with its numerals in one piece, `0 . 1 5 7 5`, as they stood on the page.

    Digits are only put together where the formula shows that all its signs were set apart: by a
    blank, `[1 2 3]` is three numbers.
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip()) - 1
    if text[start : start + 1] == "{" and brackets.end(text, start) == end:
        text = f"{text[:start]} {text[start + 1 : end]} "
    text = _EMPTY_FENCES.sub(r" \1 ", _FONT_ROUND_SIGN.sub(r" \1 ", text))
    if "\\begin" in text:
        text = _without_cell_braces(text)
    text = _SPELLED.sub(lambda found: found[1] + found[2].replace(" ", "") + "}", text)
    if _SET_APART.search(text):
        return _BLANK.sub(lambda found: found[0].strip(), text)
    return _NEAR_POINT.sub(r"\1.", text) if ". " in text or " ." in text else text


def _without_cell_braces(text: str) -> str:
    """The formula without the braces around whole cells of its arrays, `& { y = 3 } \\\\`."""
    gone: set[int] = set()
    for opening, end in brackets.ends(text).items():
        before = text[max(0, opening - 60) : opening]
        if text[opening] == "{" and _CELL_BEFORE.search(before) and _CELL_END.match(text, end + 1):
            gone.update((opening, end))
    return "".join(" " if place in gone else sign for place, sign in enumerate(text))
