"""How labels and keys count: numbers, letters and Roman numbers, each with its value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum

from grader import record
from grader.answers.sheet.question_labels import label

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")

LAST_LETTER = "h"
"""Parts are lettered so far; a letter beyond, in front of a number, is short for a word, `q1`."""
_ABOVE = re.compile(r"^(?:hw|homework|assignment|pset)[\W_]*\d+[\W_]+")


class Style(str, Enum):
    """How a numeral is written."""

    NUMBER = "number"
    LETTER = "letter"
    ROMAN = "roman"


@record(frozen=True, slots=True)
class Numeral:
    """One place of a label: `b` is the letter of value 2."""

    style: Style
    value: int


def numeral(text: str, before: Numeral | None = None) -> Numeral:
    """A numeral as it reads behind the one before it: `i` is a letter behind `h` alone."""
    if text.isdecimal():
        return Numeral(Style.NUMBER, int(text))
    if text not in _ROMAN:
        return Numeral(Style.LETTER, ord(text[0]) - 96)
    value = _ROMAN.index(text) + 1
    is_letter = len(text) == 1 and before is not None and before.style is Style.LETTER
    if is_letter and before is not None and before.value == ord(text) - 97:
        return Numeral(Style.LETTER, ord(text) - 96)
    goes_on = before is not None and before.style is Style.ROMAN and before.value < value
    if len(text) == 1 and text != "i" and not goes_on:
        return Numeral(Style.LETTER, ord(text) - 96)
    return Numeral(Style.ROMAN, value)


Path = tuple[Numeral, ...]
Context = tuple[int | None, ...]
"""The number that holds at a place of a sheet; None for a place of it that no label has said."""


def paths(keys: Sequence[str], parts: Sequence[str] = ()) -> list[Path]:
    """How each question is numbered: as the rubric says (`part`), or as its key does.

    A key without a number or a letter (`neuron`) has no path.
    """
    written = [
        _of_label(part) or key_parts(key)
        for key, part in zip(keys, parts or ("",) * len(keys), strict=True)
    ]
    found: list[Path] = []
    for one in written:
        path: list[Numeral] = []
        for text in one:
            siblings = {other[len(path)] for other in written if len(other) > len(path)}
            is_roman = text in _ROMAN and not {"h", "b"} & siblings
            value = _ROMAN.index(text) + 1 if is_roman else 0
            path.append(Numeral(Style.ROMAN, value) if is_roman else _plain(text))
        found.append(tuple(path))
    return found


def in_order(keys: Sequence[str]) -> list[Path]:
    """The numbers of questions whose keys are names: their places in the rubric."""
    return [(Numeral(Style.NUMBER, place),) for place in range(1, len(keys) + 1)]


def _plain(text: str) -> Numeral:
    if text.isdecimal():
        return Numeral(Style.NUMBER, int(text))
    return Numeral(Style.LETTER, ord(text[0]) - 96) if len(text) == 1 else numeral(text)


def _of_label(part: str) -> tuple[str, ...]:
    found = label(part, is_heading=True) if part else None
    return found.path if found else ()


def key_parts(key: str) -> tuple[str, ...]:
    """The numbers and letters of a question's key: `2b` -> ("2", "b"), `1.2` -> ("1", "2")."""
    bare = _ABOVE.sub("", key.strip().lower())
    found: list[str] = []
    for token in reversed(re.findall(r"\d+|[^\W\d_]+", bare)):
        if not (token.isdecimal() or token in _ROMAN or len(token) == 1):
            break
        is_short = len(token) == 1 and token > LAST_LETTER and token not in "iv"
        if not (found and is_short):
            found.append(token)
    return tuple(reversed(found))


class Book:
    """The questions by their numbers, and the words that the assignment counts them with."""

    def __init__(self, paths: Mapping[str, Path], parts: Sequence[str] = ()) -> None:
        self.paths = paths
        read = (label(part, is_heading=True) for part in parts if part)
        self.words = {one.name for one in read if one and one.name}
        self.depth = max(map(len, paths.values()), default=0)
        places = [one for path in paths.values() for one in enumerate(path)]
        self._styles = {(depth, place.style) for depth, place in places}
        self._values = {(depth, place.value) for depth, place in places}
        self._under: dict[Context, tuple[tuple[str, ...], int]] = {}

    def keys(self, context: Context) -> tuple[str, ...]:
        """The questions under a number; one without a number of its own is under each."""
        return self._at(context)[0]

    def _at(self, context: Context) -> tuple[tuple[str, ...], int]:
        """The questions under a number, and how many places they have."""
        if context not in self._under:
            found = {key: path for key, path in self.paths.items() if _fits(context, path)}
            self._under[context] = tuple(found), max(map(len, found.values()), default=self.depth)
        return self._under[context]

    def has_whole(self, path: Path) -> bool:
        """Whether a key has all places of a number, `1.1` and not `1` alone."""
        under = self.keys(tuple(place.value for place in path))
        return any(len(self.paths[key]) >= len(path) for key in under)

    def has_style(self, style: Style, depth: int) -> bool:
        """Whether keys are written so at a place."""
        return (depth, style) in self._styles

    def has(self, value: int, depth: int) -> bool:
        """Whether a key counts so far at a place."""
        return (depth, value) in self._values

    def is_between(self, context: Context) -> bool:
        """Whether a number that no question has comes before one of them: so others are counted
        that are not asked for."""
        at, value = len(context) - 1, context[-1] or 0
        paths = (self.paths[key] for key in self.keys(context[:-1]))
        return any(len(path) > at and path[at].value > value for path in paths)

    def deepest(self, context: Context) -> int:
        """How many places the keys under a number have."""
        return self._at(context)[1]

    def is_whole(self, context: Context) -> bool:
        """Whether a number leaves no place of a key open."""
        return len(context) >= max(self.deepest(context), 1) and None not in context


def _fits(context: Context, path: Path) -> bool:
    return all(v is None or v == place.value for v, place in zip(context, path, strict=False))
