"""A numeral among tokens: one plain decimal in any dress, with the precision that its figures say.

Brackets, braces, fonts, boxes, a full stop, `≈`, thousands marks and every way to write a power of
ten are packaging: they say nothing about the number, so they take none of its figures away.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from grader.alphabet import PAIRS, RELATIONS, brackets
from grader.mathlang.parser.tokens import Token

_TIMES = frozenset({"*", "·", "×"})
DOTS = frozenset({"dots", "ldots", "cdots", "vdots", "ddots", "dotsc", "dotsb"})
"""Three dots in LaTeX, and as one character."""
_STOPS = frozenset({".", ",", ";"})
_MARKS = frozenset({",", "'", "_"})
"""What may part the thousands of a number, besides white space."""
MAX_SHIFT = 9_999
MAX_TOKENS = 60
"""Signs of a numeral with all its dress."""


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
    return _read(found, first, last)


def _is_stop(token: Token) -> bool:
    """Whether a sign behind a number ends it: a stop, or dots for figures that were left out."""
    return token.text in _STOPS or (token.kind == "command" and token.text in DOTS)


def _parted_by_blanks(found: Sequence[Token], last: int) -> bool:
    """Whether two numbers stand side by side with nothing but white space between them."""
    return any(a.kind == b.kind == "number" for a, b in pairwise(found[:last]))


def _read(found: Sequence[Token], first: int, last: int) -> Numeral | None:
    """The numeral between two places."""
    for _ in range(20):  # brackets round brackets
        if last - first < 3 or not _encloses(found, first, last):
            break
        first, last = first + 1, last - 1
    if first >= last:
        return None
    if found[first].text in ("-", "+"):
        inner = _unsigned(found, first + 1, last)
        return inner and inner._replace(is_negative=inner.is_negative != (found[first].text == "-"))
    return _unsigned(found, first, last)


def _unsigned(found: Sequence[Token], first: int, last: int) -> Numeral | None:
    if last - first > 2 and _encloses(found, first, last):
        return _read(found, first, last)
    if last - first > 1 and found[last - 1].text == "%":
        inner = _unsigned(found, first, last - 1)
        return inner and inner.times_ten(-2)
    power = _power_of_ten(found, first, last) or _letter_e(found, first, last)
    if power is None:
        return _figures(found, first, last)
    until, shift = power
    if until == first:
        return Numeral(False, "1", shift)
    inner = _unsigned(found, first, until)
    return inner and inner.times_ten(shift)


def _encloses(found: Sequence[Token], first: int, last: int) -> bool:
    """Whether one pair of parentheses or braces holds all between two places."""
    opening = found[first].text
    if opening not in ("(", "{") or found[last - 1].text != PAIRS[opening]:
        return False
    return brackets.closing(token.text for token in found[first:last]) == last - 1 - first


def _power_of_ten(found: Sequence[Token], first: int, last: int) -> tuple[int, int] | None:
    """Where the mantissa ends and the exponent of `× 10^{-3}`; the mantissa may be left out."""
    raised = next((p for p in range(last - 1, first, -1) if found[p].text == "^"), None)
    if raised is None:
        return None
    shift = _whole(found, raised + 1, last)
    ten = raised - 1
    if found[ten].text in ("}", ")") and ten - 2 >= first:
        ten -= 1
        if found[ten - 1].text not in ("{", "("):
            return None
        start = ten - 1
    else:
        start = ten
    if shift is None or found[ten].text != "10":
        return None
    if start == first:
        return first, shift
    return (start - 1, shift) if found[start - 1].text in _TIMES else None


def _letter_e(found: Sequence[Token], first: int, last: int) -> tuple[int, int] | None:
    """Where the mantissa of `1.26 e-3` ends, and the exponent: letter, sign and figures touch."""
    place = first + 1
    if place >= last or found[place].text[:1] not in ("e", "E") or found[place].kind != "word":
        return None
    letter, figures = found[place], found[place].text[1:]
    if figures.isdigit() and place + 1 == last:
        return place, int(figures[:5])
    if figures or place + 3 != last or found[place + 1].text not in ("-", "+"):
        return None
    if letter.end != found[place + 1].start or found[place + 1].end != found[place + 2].start:
        return None
    shift = _whole(found, place + 1, last)
    return None if shift is None else (place, shift)


def _whole(found: Sequence[Token], first: int, last: int) -> int | None:
    """The whole number between two places, in brackets or with a sign; None if it is none."""
    if last - first > 2 and _encloses(found, first, last):
        first, last = first + 1, last - 1
    negative = first < last and found[first].text == "-"
    first += first < last and found[first].text in ("-", "+")
    if last - first != 1 or found[first].kind != "number" or not found[first].text.isdigit():
        return None
    size = min(int(found[first].text[:6]), MAX_SHIFT)
    return -size if negative else size


def _figures(found: Sequence[Token], first: int, last: int) -> Numeral | None:
    """The figures between two places, be they in groups of three: `16 287.26`, `1,234`."""
    head = found[first]
    if head.kind != "number":
        return None
    if last - first == 1:
        figures, _, power = head.text.lower().partition("e")
        shift = max(-MAX_SHIFT, min(MAX_SHIFT, int(power[:7]))) if power else 0
        return Numeral(False, figures, shift)
    groups = _groups(found, first, last)
    if not groups:
        return None
    end, _, power = groups[-1].lower().partition("e")  # `-2.222 222 2e+0`: it is of all groups
    shift = max(-MAX_SHIFT, min(MAX_SHIFT, int(power[:7]))) if power else 0
    return Numeral(False, "".join([*groups[:-1], end]), shift)


def _groups(found: Sequence[Token], first: int, last: int) -> list[str]:
    """The groups of figures between two places, parted in one way; none if they are no number."""
    texts, marks = [found[first].text], set[str]()
    place = first + 1
    while place < last:
        mark = _mark(found, place, last)
        if mark is None:
            return []
        place += 3 if mark == "{,}" else mark != " "
        if place >= last or found[place].kind != "number":
            return []
        texts.append(found[place].text)
        marks.add("," if mark == "{,}" else mark)
        place += 1
    return texts if len(marks) == 1 and _are_thousands(texts, marks.pop()) else []


def _mark(found: Sequence[Token], place: int, last: int) -> str | None:
    """What parts two groups of figures at a place."""
    here = found[place]
    if here.kind == "number":
        return " " if here.spaced else None
    if here.text == "{" and place + 2 < last and found[place + 1].text == ",":
        return "{,}" if found[place + 2].text == "}" else None
    touching = not here.spaced and not found[place + 1].spaced
    return here.text if here.text in _MARKS and touching else None


def _are_thousands(texts: Sequence[str], mark: str) -> bool:
    """Whether groups are those of one number: three figures each, from the point both ways."""
    text = mark.join([*texts[:-1], texts[-1].lower().partition("e")[0]])
    whole, point, decimals = text.partition(".")
    head, *rest = whole.split(mark)
    grouped = all(len(group) == 3 and group.isdigit() for group in rest)
    first = head.isdigit() and len(head) <= 3 and (not rest or head[0] != "0")
    if mark == " " and point and mark in decimals:
        *full, end = decimals.split(mark)
        grouped = grouped and all(len(g) == 3 and g.isdigit() for g in full) and len(end) <= 3
        return grouped and first and end.isdigit()
    return grouped and first and bool(rest) and (not decimals or decimals.isdigit())
