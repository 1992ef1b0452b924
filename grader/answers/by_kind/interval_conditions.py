"""Intervals told by what must hold: `x > 0 and x ≠ 2`, `k ∉ {0, 2}`, `|x - 1| < 3`.

Only texts are taken apart here; what their parts are is read beside intervals in brackets.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.alphabet import plain
from grader.alphabet.characters import DASH

VARIABLE = r"\\?[^\W\d_](?:(?![⁰-⁹²³¹])\w)*(?:_\{\w+\})?"
"""A name without a power above it: x² is another value than x."""
LESS = r"<=?(?!>)|≤|⩽|\\leq?(?:q?slant)?\b|\\lt\b"
MORE = r"(?<!<)>=?|≥|⩾|\\geq?(?:q?slant)?\b|\\gt\b"
LINE = (
    r"(?:ℝ|R|\\mathbb\s*\{?\s*R\s*\}?|\\R|(?:all|every|any)?\s*(?:the\s+)?reals?"
    r"(?:\s+(?:numbers?|line))?)"
)
_UNEQUAL = r"≠|!=|=/=|<>|\\neq?\b|∉|\\notin\b|(?:is\s+)?not\s+(?:in|equal\s+to)\b"
_MINUS = rf"\\(?:set|smallset)minus\b|\\backslash\b|∖|\\(?=\s*\\?\{{)|[{DASH}](?=\s*\\?\{{)"
_BUT = r"(?:except|excluding|but|without|besides|other\s+than|apart\s+from)(?:\s+for)?"
_ALL = rf"(?:all|any|every)\s+(?:values?\s+(?:of\s+)?|numbers?\s*|(?:real\s+)?{VARIABLE}\s*)"
_FEW = re.compile(
    rf"(?:{VARIABLE}\s*(?:{_UNEQUAL})"
    rf"|(?:{VARIABLE}\s*(?:∈|\\in\b)\s*)?{LINE}\s*(?:{_MINUS}|,?\s*{_BUT}\b)"
    rf"|{_ALL},?\s*{_BUT}\b)\s*(?P<points>.+)",
    re.DOTALL | re.IGNORECASE,
)
_AND = re.compile(r"(?:[,;&∧]+(?:\s*and\b)?|\\(?:land|wedge)\b|\band\b)")
MOST = 1_000
"""Characters of conditions that are joined."""
_SIGN = re.compile(
    rf"{LESS}|{MORE}|{_UNEQUAL}|∈|\\in\b|at\s+(?:least|most)|(?:greater|more|less|smaller)\s+than"
    rf"|above|below|\b{_BUT}\b|{_MINUS}",
    re.IGNORECASE,
)
_EITHER = re.compile(r"(?P<before>.*?)\s*(?:±|\\pm\b)\s*(?P<reach>.+)", re.DOTALL)
_BAR = r"(?:\||∣|\\[lr]?vert\b)"
_INNER = rf"{_BAR}\s*(?P<name>{VARIABLE})\s*(?:(?P<sign>[-+])\s*(?P<centre>[\d./]+)\s*)?{_BAR}"
_BARS = re.compile(rf"{_BAR}\s*(?P<name>{VARIABLE})\s*{_BAR}")
_NEAR = tuple(
    re.compile(text, re.DOTALL)
    for text in (
        rf"{_INNER}\s*(?:(?P<less>{LESS})|(?P<more>{MORE}))\s*(?P<reach>[^<>≤≥]+)",
        rf"(?P<reach>[^<>≤≥]+?)\s*(?:(?P<more>{LESS})|(?P<less>{MORE}))\s*{_INNER}",
    )
)


class Distance(NamedTuple):
    """What is nearer to a centre than a reach, or further away; sign: the one that says so.

    centre: nothing for 0.
    """

    centre: str
    reach: str
    is_within: bool
    sign: str


def parts_of_and(text: str) -> list[str]:
    """The conditions that must all hold, `0 < x, x ≠ 1`; a text that is no such list as it is.

    What has no sign of its own goes with an unequal sign before it: `x ≠ 1, 2`.
    """
    parts: list[str] = []
    for part in map(str.strip, _AND.split(text) if len(text) <= MOST else ()):
        if _SIGN.search(part):
            parts.append(part)
        elif parts and _FEW.fullmatch(parts[-1]):
            parts[-1] += f", {part}"
        else:
            return [text]
    return parts or [text]


def points_left_out(text: str) -> list[str]:
    """The texts of the points that are not to be, `x ≠ ±2`, `R \\ {0, 2}`; nothing for others."""
    found = _FEW.fullmatch(text.strip())
    if found is None:
        return []
    bare = re.sub(r"\\?[{}]", " ", found["points"]).strip()
    points = re.split(r"\s*(?:[,;]|\band\b|\bor\b)\s*", bare)
    return [one for point in points if point for one in both_signs(point)]


def both_signs(text: str) -> list[str]:
    """The two numbers of `1 ± 2`, or of `±2`; another text alone."""
    found = _EITHER.fullmatch(text.strip())
    if found is None:
        return [text.strip()]
    before = found["before"].strip()
    return [f"{before} {sign} {found['reach']}".strip(" +") for sign in "+-"]


def distance(text: str) -> Distance | None:
    """What `|x - 1| < 3` says; None for another text."""
    found = next((one for form in _NEAR if (one := form.fullmatch(text.strip()))), None)
    if found is None:
        return None
    minus = "" if found["sign"] == "-" else "-"
    centre = f"{minus}{found['centre']}" if found["centre"] else ""
    sign = found["less"] or found["more"]
    return Distance(centre, found["reach"], found["less"] is not None, sign)


def without_bars_of(label: str, text: str) -> str:
    """A text where the size of a number is what the label asks for, `|z|`, with its plain name."""
    asked = {found["name"] for found in _BARS.finditer(plain(label))}
    return _BARS.sub(lambda found: found["name"] if found["name"] in asked else found[0], text)
