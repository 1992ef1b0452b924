"""What one unit is in another, by what its words mean.

A word may mean several things (`Nm` is a newton metre or a nanometre gone wrong, `C` a coulomb or
a degree), and people are free with capitals. All that it may mean is tried, the plainest first, and
what fits the unit that is asked for counts.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.mathlang.units.unit_text import Factors, Unit

MAX_MEANINGS = 400
"""Combinations of what the words of one unit may mean that are tried."""
MAX_CASES = 4
"""Letters of a word of which every change of capitals is tried: mA, kWh."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What one of a unit is in another, and what none of it is: 0 degC is 273.15 K."""

    scale: float = 1.0
    offset: float = 0.0


@lru_cache(maxsize=1024)
def conversion(said: Unit, wanted: Unit) -> Conversion | None:
    """What one unit is in another; None where it measures something else, or is no unit.

    Equal words need no library: it is loaded for others alone.
    """
    count = said.count / wanted.count
    if said.is_like(wanted) or not said.readings[0]:
        return Conversion(count)
    from grader.mathlang.units.unit_registry import converted, same_kind

    aims = [aim for reading in wanted.readings for aim in _meanings(reading)]
    for aim in aims[:1]:
        for reading in said.readings:
            for meaning in _meanings(reading):
                if same_kind(meaning, aim):
                    scale, offset = converted(meaning, aim)
                    return Conversion(scale * count, offset / wanted.count)
    return None


@lru_cache(maxsize=1024)
def is_known_unit(unit: Unit) -> bool:
    """Whether all words of a unit mean something."""
    return any(True for reading in unit.readings for _ in _meanings(reading))


def unknown_words(unit: Unit) -> list[str]:
    """The words of a unit that mean nothing."""
    return [word for word, _ in unit.readings[0] if not _of_word(word)]


def like_units(word: str) -> tuple[str, ...]:
    """The names of units that a word may be mistyped for."""
    from difflib import get_close_matches

    from grader.mathlang.units.unit_registry import names

    return tuple(get_close_matches(word, names(), n=1, cutoff=0.7))


def _meanings(factors: Factors) -> Iterator[Factors]:
    """What the words of a unit may mean together, as the library names units."""
    each = [
        [tuple((name, p * power) for name, p in meaning) for meaning in _of_word(word)]
        for word, power in factors
    ]
    for chosen in itertools.islice(itertools.product(*each), MAX_MEANINGS):
        yield tuple(one for meaning in chosen for one in meaning)


@lru_cache(maxsize=2048)
def _of_word(word: str) -> Sequence[Factors]:
    """What a word may mean, the plainest first; a power of its parts belongs to the last."""
    from grader.mathlang.units.unit_registry import also_meant, is_unit

    found: list[Factors] = [((name, 1),) for name in also_meant(word)]
    if is_unit(word):
        found.append(((word, 1),))
    if len(word) > 2 and word.endswith("s") and is_unit(word[:-1]):
        found.append(((word[:-1], 1),))
    found += [((other, 1),) for other in _in_other_cases(word) if is_unit(other)]
    if word.isalpha() and len(word) <= 2 * MAX_CASES:
        pairs = [(word[:place], word[place:]) for place in range(1, len(word))]
        found += [((a, 1), (b, 1)) for a, b in pairs if is_unit(a) and is_unit(b)]
    return tuple(dict.fromkeys(found))


def _in_other_cases(word: str) -> Iterator[str]:
    """A word with other capitals, those with the fewest changes first."""
    if not word.isalpha():
        return
    if len(word) <= MAX_CASES:
        pairs = [(letter, letter.swapcase()) for letter in word]
        others = ["".join(letters) for letters in itertools.product(*pairs)]
        changes = [sum(a != b for a, b in zip(other, word, strict=True)) for other in others]
        yield from (other for _, other in sorted(zip(changes, others, strict=True))[1:])
    elif word != word.lower():
        yield word.lower()
        if word.lower().endswith("s"):
            yield word.lower()[:-1]
