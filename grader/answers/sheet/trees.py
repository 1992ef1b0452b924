"""The trees of texts, for all questions and sheets and while a student's own names grow.

A text is parsed once for all vocabularies that say the same of what stands in it: most names of a
student's own are in few texts, and most questions know the same of a text.
"""

from __future__ import annotations

import re
from typing import TypeVar

from grader.alphabet.numeral_patterns import GROUPED, SIGN, ungrouped
from grader.errors import GraderError
from grader.mathlang import (
    AnyNames,
    Compounds,
    Numeral,
    Signs,
    Tree,
    Vocabulary,
    as_sum,
    bracketed,
    numeral,
    parse,
    tokens,
    unprinted,
)
from grader.mathlang.tree import Negative, Number
from grader.question import Memory

_THOUSANDS = re.compile(rf"{SIGN}{GROUPED}")
_GROUPED = re.compile(rf"(?<![\w.,]){GROUPED}(?![\w,])")
_IN_ONE = re.compile(r"\d(?:[\s'~]|\\[,;:! ])+\d{3}(?!\d)|\d'\d{3}(?!\d)|%\s*$")
"""Blanks between groups of three figures, for a row of numbers stands in brackets in a sheet; and
a share in per cent: what may be one number with its precision."""
_DECIMAL_COMMA = re.compile(rf"{SIGN}\d+,\d+")
"""Placed as the number that it would be; if it is not the step's, the marking asks for a point."""
_RENEWED = re.compile(r"(?<=\w)\s?\((?:new|updated|next)\)(?=\s*$)")
MAX_SIDE = 3_000
"""Characters in one side of an equation."""
MAX_TEXTS, MAX_VOCABULARIES = 2_000, 12
"""Texts whose trees are remembered, and how many of each: one for each of many questions."""
_Said = TypeVar("_Said")
_Asked = dict[tuple[str, str | Signs], object]
"""What a vocabulary was asked, by its method, and what it said."""


class Trees:
    """The trees of texts, each with what was asked to read it; of the latest texts only."""

    def __init__(self, most: int = MAX_TEXTS) -> None:
        self._found: Memory[list[tuple[_Asked, Tree | None]]] = Memory(most)

    def of(self, text: str, names: Vocabulary) -> Tree | None:
        """The tree of a text; None if it does not read."""
        found = self._found.get(text)
        if found is None:
            found = self._found.keep(text, [])
        for said, tree in found:
            if all(getattr(names, ask)(what) == answer for (ask, what), answer in said.items()):
                return tree
        asking = _Asking(names)
        tree = tree_of(text, asking)
        del found[: max(len(found) - MAX_VOCABULARIES + 1, 0)]
        found.append((asking.said, tree))
        return tree


READ = Trees()
"""The texts of all sheets: students write the same again and again, and say the same of it."""


class _Asking(AnyNames):
    """A vocabulary that remembers what it was asked."""

    __slots__ = ("_names", "said")

    def __init__(self, names: Vocabulary) -> None:
        self._names = names
        self.said: _Asked = {}

    @property
    def generic(self) -> bool:
        return self._names.generic

    def _noted(self, ask: str, what: str | Signs, said: _Said) -> _Said:
        self.said[ask, what] = said
        return said

    def compounds(self, firsts: Signs) -> Compounds:
        return self._noted("compounds", firsts, self._names.compounds(firsts))

    def known(self, key: str) -> str | None:
        return self._noted("known", key, self._names.known(key))

    def official(self, key: str) -> str:
        return self._noted("official", key, self._names.official(key))

    def function(self, word: str) -> str | None:
        return self._noted("function", word, self._names.function(word))

    def has_entries(self, name: str) -> bool:
        return self._noted("has_entries", name, self._names.has_entries(name))

    def pieces(self, word: str) -> list[str] | None:
        return self._noted("pieces", word, self._names.pieces(word))


def without_comma(text: str) -> str:
    """A numeral without its thousands marks, or with a point for its comma; others as they are."""
    if _THOUSANDS.fullmatch(text.strip()):
        return ungrouped(text)
    return text.replace(",", ".") if _DECIMAL_COMMA.fullmatch(text.strip()) else text


def tree_of(text: str, names: AnyNames) -> Tree | None:
    if len(text) > MAX_SIDE:
        return None
    text = without_comma(text)
    text = bracketed(unprinted(_RENEWED.sub("_new", text).replace("⊤", "\\top ").strip()))
    try:
        found = numeral(tokens(text)) if _IN_ONE.search(text) else None
        return _number(found) if found else parse(as_sum(text) or text, names)
    except GraderError:
        bare = _GROUPED.sub(lambda one: ungrouped(one[0]), text)
        return tree_of(bare, names) if bare != text else None


def _number(found: Numeral) -> Tree:
    number = Number(float(f"{found.figures}e{found.shift}"))
    return Negative(number) if found.is_negative else number
