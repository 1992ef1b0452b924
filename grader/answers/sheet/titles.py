"""Questions that are restated: headings and short lines with the words of a title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from grader.alphabet.characters import DASH
from grader.answers.sheet.step_words import words_in

_LITTLE = frozenset({"the", "and", "for", "with", "der", "die", "das", "und", "les", "des", "del"})
MAX_WORDS = 12
"""Words of a line that restates a title; a longer one is a sentence of an answer."""
STEM = 6
"""Letters from which on words that begin alike are of one family."""
ENOUGH = 0.5
"""Share of a title's words that must be restated, and of those restated that must be its own:
`Soft spring` for "A soft spring"."""


_FRONT = re.compile(rf"[^,:;(.{DASH}]+")


class Titles:
    """The titles of an assignment's questions, by the words that tell them apart."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self.words = {key: _words(title) for key, title in titles.items()}
        fronts = Counter(map(_front, titles.values()))
        self.fronts = {f: key for key, one in titles.items() if fronts[f := _front(one)] == 1}
        shared = Counter(word for words in self.words.values() for word in words)
        self.own = {
            key: {word for word in words if shared[word] == 1} for key, words in self.words.items()
        }

    def key(self, text: str) -> str:
        """The question whose title a short text restates; nothing if it may be another's."""
        words = _words(text)
        if not words or len(text.split()) > MAX_WORDS:
            return ""
        if _front(text) in self.fronts and _front(text) == _spaced(text):
            return self.fronts[_front(text)]
        same = [key for key, title in self.words.items() if title == words]
        named = same or [key for key, own in self.own.items() if own & words]
        if len(named) != 1:
            return ""
        title = self.words[named[0]]
        common = len(title & words)
        return named[0] if common >= ENOUGH * max(len(title), len(words)) else ""

    def likeness(self, text: str) -> dict[str, float]:
        """How much of a heading each title has, words of several titles shared among them."""
        words = _words(text)
        found = dict.fromkeys(self.words, 0.0)
        for word in words:
            keys = [key for key, title in self.words.items() if _has(title, word)]
            for key in keys:
                found[key] += 1 / (len(keys) * len(words))
        return found


def _front(text: str) -> str:
    """What a title says before its first comma or colon, `point a` of "Point A, x1 = 0 and x2 = 0":
    where one letter tells titles apart, headings repeat no more of them."""
    found = _FRONT.match(text)
    front = _spaced(found[0]) if found else ""
    return front if " " in front else ""


def _spaced(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" .:")


def _has(title: set[str], word: str) -> bool:
    """Whether a title has a word, or one that begins so: `regressor` for `regression`."""
    return word in title or any(one[:STEM] == word[:STEM] and len(word) > STEM for one in title)


def _words(text: str) -> set[str]:
    return {*words_in(text)} - _LITTLE
