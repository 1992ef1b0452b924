"""How alike a student's own name is to the name of a step: `\\lambda_{min}` and `lmin`."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.alphabet import GREEK_NAMES

_PART = re.compile(r"[^\W\d_]+|\d")
_GREEK = {name: name[0] for name in GREEK_NAMES}


@lru_cache(maxsize=4096)
def likeness(own: str, step: str) -> float:
    """Between 0 and 1: the share of letters, words and figures that both names have.

    Capitals, underscores and the alphabet do not count: a rubric in plain letters writes `lmin`.
    """
    first, second = _parts(own), _parts(step)
    if not first or not second:
        return 0.0
    if sorted("".join(first)) == sorted("".join(second)):  # m2_hat is written mhat2 as well
        return 1.0
    common = sum(min(first.count(part), second.count(part)) for part in set(first))
    if not any(part.isalpha() for part in {*first} & {*second}):
        return 0.0  # an index says nothing of the letter
    return 2 * common / (len(first) + len(second))


def _parts(name: str) -> list[str]:
    found = (part.casefold() for part in _PART.findall(name))
    return [_GREEK.get(part, part) for part in found]
