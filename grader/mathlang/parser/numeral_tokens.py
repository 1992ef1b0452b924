"""A numeral among tokens: one plain decimal in any dress, with the precision that its figures say.

Brackets, braces, fonts, boxes, a full stop, `≈`, thousands marks and every way to write a power of
ten are packaging: they say nothing about the number, so they take none of its figures away.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from grader.alphabet import RELATIONS, brackets
from grader.mathlang.parser.tokens import Token

DOTS = frozenset({"dots", "ldots", "cdots", "vdots", "ddots", "dotsc", "dotsb"})
"""Three dots in LaTeX, and as one character."""
_STOPS = frozenset({".", ",", ";"})
MAX_SHIFT = 9_999
MAX_TOKENS = 60
"""Signs of a numeral with all its dress."""
_WHOLE = r"[-+]? ?\d+"
_POWER_OF_TEN = re.compile(
    r"(?:(.*?) ?[*·×] ?)?(?:10|\( ?10 ?\)|\{ ?10 ?\}) ?\^ ?"
    rf"(?:({_WHOLE})|\( ?({_WHOLE}) ?\)|\{{ ?({_WHOLE}) ?\}})"
)
"""The mantissa, which may be left out, and the exponent of `1.26 × 10^{-3}`."""
_LETTER_E = re.compile(r"([\d.]+(?:[eE][-+]?\d+)?) ?[eE]([-+]?\d+)")
"""Those of `1.26 e-3`: letter, sign and figures touch."""
_HEAD = r"[1-9]\d{0,2}"
_FIGURES = re.compile(
    rf"(\d+(?:\.\d*)?|\.\d+"
    rf"|{_HEAD}(?:([ ,'_])\d{{3}})(?:\2\d{{3}})*(?:\.\d*)?"
    rf"|(?:\d{{1,3}}|{_HEAD}(?: \d{{3}})+)\.(?:\d{{3}} )+\d{{1,3}})"
    r"(?:[eE]([-+]?\d+))?"
)
"""Figures, be they in groups of three from the point both ways, `16 287.26`, parted in one way."""
_BRACED_COMMA = re.compile(r" ?\{ ?, ?\} ?")


class Numeral(NamedTuple):
    """A decimal as it was written: its figures with their point, and the power of ten it is of."""

    is_negative: bool
    figures: str
    shift: int

    def times_ten(self, power: int) -> "Numeral":
        """The same figures, so many places higher."""
        return self._replace(shift=self.shift + power)


def numeral(found: Sequence[Token], by_blanks: bool = True) -> Numeral | None:
    """The numeral that the tokens of a whole text are; None if they are anything else.

    found: with the last token, which says the end. by_blanks: whether blanks part thousands here,
    and not the entries of a list.
    """
    first, last = 0, len(found) - 1
    if last > MAX_TOKENS or (not by_blanks and _parted_by_blanks(found, last)):
        return None
    while first < last and found[first].text in RELATIONS:
        first += 1
    while last - first > 1 and _is_stop(found[last - 1]):
        last -= 1
    return _read(_BRACED_COMMA.sub(",", _text(found[first:last])))


def _is_stop(token: Token) -> bool:
    """Whether a sign behind a number ends it: a stop, or dots for figures that were left out."""
    return token.text in _STOPS or (token.kind == "command" and token.text in DOTS)


def _parted_by_blanks(found: Sequence[Token], last: int) -> bool:
    """Whether two numbers stand side by side with nothing but white space between them."""
    return any(a.kind == b.kind == "number" for a, b in pairwise(found[:last]))


def _text(found: Sequence[Token]) -> str:
    """Tokens as one text, with a blank for white space; numbers that touch stay two."""
    parts = [token.text for token in found[:1]]
    for before, token in pairwise(found):
        are_numbers = before.kind == token.kind == "number"
        parts += [" " if token.spaced else "|" if are_numbers else "", token.text]
    return "".join(parts)


def _read(text: str, may_have_sign: bool = True) -> Numeral | None:
    """The numeral that a text is, one layer of its dress after the other."""
    text = text.strip(" ")
    if text[:1] in ("(", "{") and brackets.closing(text) == len(text) - 1:
        return _read(text[1:-1])
    if may_have_sign and text[:1] in ("-", "+"):
        inner = _read(text[1:], False)
        return inner and inner._replace(is_negative=inner.is_negative != (text[0] == "-"))
    if text.endswith("%"):
        inner = _read(text[:-1], False)
        return inner and inner.times_ten(-2)
    return _unsigned(text)


def _unsigned(text: str) -> Numeral | None:
    power = _POWER_OF_TEN.fullmatch(text) or _LETTER_E.fullmatch(text)
    if power is not None:
        mantissa, exponent = (part for part in (power[1] or "1", *power.groups()[1:]) if part)
        inner = _read(mantissa, False)
        return inner and inner.times_ten(_shift(exponent))
    figures = _FIGURES.fullmatch(text)
    if figures is None:
        return None
    return Numeral(False, re.sub("[ ,'_]", "", figures[1]), _shift(figures[3] or "0"))


def _shift(exponent: str) -> int:
    return max(-MAX_SHIFT, min(MAX_SHIFT, int(exponent.replace(" ", "")[:7])))
