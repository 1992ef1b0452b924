"""Brackets: which close which, and where a pair ends."""

from collections.abc import Iterable, Iterator

PAIRS: dict[str, str] = {"(": ")", "[": "]", "{": "}"}
"""An opening bracket -> the one that closes it."""
OPENING: dict[str, str] = {closing: opening for opening, closing in PAIRS.items()}
"""A closing bracket -> the one that opens it."""
MAX_NESTED = 120
"""Brackets within brackets that are looked through: twice as deep as a formula may nest."""


def ends(signs: Iterable[str]) -> dict[int, int]:
    """Where each bracket is closed: place of the opening sign -> place of the closing one.

    signs: the characters of a text or the texts of its tokens. A bracket that is never closed is
    left out, and a closing one that nothing opened is passed over, in one pass over the text.
    """
    found: dict[int, int] = {}
    waiting: dict[str, list[int]] = {closing: [] for closing in OPENING}
    for place, sign in enumerate(signs):
        if sign in PAIRS:
            waiting[PAIRS[sign]].append(place)
        elif sign in OPENING and waiting[sign]:
            found[waiting[sign].pop()] = place
    return found


def never_closed(text: str) -> frozenset[int]:
    """The places of opening brackets that no closing one of any kind is left for."""
    waiting: list[int] = []
    for place, sign in enumerate(text):
        if sign in PAIRS:
            waiting.append(place)
        elif sign in OPENING and waiting:
            waiting.pop()
    return frozenset(waiting)


def closing(signs: Iterable[str]) -> int:
    """The place of the sign that closes the bracket which the signs begin with.

    Every pair between must be closed in its order; -1 if not, or if nothing closes it.
    """
    waiting: list[str] = []
    for place, sign in enumerate(signs):
        if sign in PAIRS:
            waiting.append(PAIRS[sign])
        elif sign in OPENING and (not waiting or waiting.pop() != sign):
            return -1
        if not waiting:
            return place
        if len(waiting) > MAX_NESTED:
            return -1
    return -1


def outside(signs: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The signs that stand in no brackets, opening ones among them, with their places."""
    depth = 0
    for place, sign in enumerate(signs):
        if depth == 0:
            yield place, sign
        depth += (sign in PAIRS) - (sign in OPENING)


def end(text: str, opening: int, within: int = 1_000_000) -> int:
    """The place of the bracket that closes the one at a place; the length of the text if none.

    within: how many characters on it may be.
    """
    sign = text[opening]
    closing, depth = PAIRS[sign], 0
    for place in range(opening, min(len(text), opening + within)):
        if text[place] == sign:
            depth += 1
        elif text[place] == closing:
            depth -= 1
            if depth == 0:
                return place
    return len(text)
