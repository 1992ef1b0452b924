"""What one unit is in another, by what its words mean.

A word may mean several things (`Nm` is a newton metre or a nanometre gone wrong, `C` a coulomb or
a degree), and people are free with capitals. All that it may mean is tried, the plainest first, and
what fits the unit that is asked for counts.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import lru_cache

from grader import record
from grader.mathlang.units.unit_grammar import Factors
from grader.mathlang.units.unit_text import Unit

MAX_MEANINGS = 100
"""Combinations of what the words of one unit may mean that are tried."""
MAX_PARTS = 3
MAX_CASES = 4
"""Letters of a word of which every change of capitals is tried: mA, kWh."""


@record(frozen=True, slots=True)
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
                found = converted(meaning, aim) if same_kind(meaning, aim) else None
                if found is not None:
                    scale, offset = found
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
        [raised for meaning in _of_word(word) for raised in _raised(meaning, power)]
        for word, power in factors
    ]
    for chosen in itertools.islice(itertools.product(*each), MAX_MEANINGS):
        yield tuple(one for meaning in chosen for one in meaning)


def _raised(meaning: Factors, power: int) -> Iterator[Factors]:
    """The power of a word; of several in one perhaps of the last alone, m s^-1 of `ms^-1`."""
    yield tuple((name, p * power) for name, p in meaning)
    if len(meaning) > 1 and power != 1:
        yield (*meaning[:-1], (meaning[-1][0], meaning[-1][1] * power))


@lru_cache(maxsize=2048)
def _of_word(word: str) -> Sequence[Factors]:
    """What a word may mean, the plainest first."""
    found = [*_by_name(word)]
    if len(word) > 2 and word.endswith("s"):
        found += _by_name(word[:-1])
    for other in _in_other_cases(word):
        found += _by_name(other)
    if word.isalpha() and len(word) <= 2 * MAX_CASES:
        found += [tuple((part, 1) for part in parts) for parts in _split(word) if len(parts) > 1]
    return tuple(dict.fromkeys(found))


def _by_name(word: str) -> Iterator[Factors]:
    from grader.mathlang.units.unit_registry import also_meant, is_unit

    yield from (((name, 1),) for name in also_meant(word))
    if is_unit(word):
        yield ((word, 1),)


def _split(word: str, most: int = MAX_PARTS) -> Iterator[tuple[str, ...]]:
    """A word taken apart into units that are run together, `Nm`, `kgms`; the fewest first."""
    from grader.mathlang.units.unit_registry import is_unit

    if is_unit(word):
        yield (word,)
    if most > 1:
        for place in range(1, len(word)):
            if is_unit(word[:place]):
                yield from ((word[:place], *rest) for rest in _split(word[place:], most - 1))


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
