"""What people write for an answer that is no number: infinity, or that there is none.

A rule says so by `inf`, `-inf` and `none`; a rubric may name further words for them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from grader.graph import Graph
from grader.question.answer_kinds import NONE, as_word, folded

MOST_WORDS = 8
"""Words of a sentence in which one is looked for; a longer one may say anything."""
LEAST = 4
"""Letters of a word that says something within others; `dne` stands alone."""
INFINITY = "infinity"
_INFINITY = re.compile(r"(?<![\w\\])(?:inf|Inf|INF|oo|Infinity|infinity|infty)(?!\w)")
_NOT = re.compile(r"\b(?:not?|never|nor|neither|or|but|isn't|doesn't|cannot)\b")
VALUES: Mapping[str, float] = {NONE: math.nan, "inf": math.inf, "-inf": -math.inf}
"""The keys of `spellings`, each with the value that its words stand for."""
_USUAL: Mapping[str, tuple[str, ...]] = {
    NONE: (
        *("none", "no value", "nothing", "no solution", "no solutions", "there is none"),
        *("there is no solution", "undefined", "not defined", "does not exist", "dne", "nan"),
        *("n/a", "{}", "[]", "()", "∅", "empty", "empty set", "the empty set"),
        *("\\emptyset", "\\varnothing"),
    ),
    "inf": ("infinity", "plus infinity", "positive infinity"),
    "-inf": ("-infinity", "minus infinity", "negative infinity"),
}


def beyond_numbers(given: Any, graph: Graph, name: str) -> dict[str, float]:
    """The words of a step for what is no number, folded, each with its value.

    given: the rubric's own, `{none: [no root], inf: [diverges]}`. Where the rules of a step name
    infinity or `none`, the usual words are among them.
    """
    own: Mapping[Any, Any] = given if isinstance(given, dict) else {}
    listed = {as_word(key): words for key, words in own.items()}
    found: dict[str, float] = {}
    for key, usual in _USUAL.items():
        if key in listed or _is_named(VALUES[key], graph, name):
            found |= {_spelling(word): VALUES[key] for word in usual}
    for key, words in listed.items():
        words = [words] if isinstance(words, str) else words or ()
        found |= {_spelling(as_word(word)): VALUES[key] for word in words}
    return found


def with_infinity(text: str, words: Mapping[str, float]) -> str:
    """A text with infinity as mathematics writes it, where a step may have it: inf, oo are that."""
    return _INFINITY.sub("∞", text) if INFINITY in words else text


def value_beyond(text: str, words: Mapping[str, float]) -> float | None:
    """What a text says in one of the words; None where it says something else."""
    said = _spelling(text)
    return words[said] if said in words else _within(said, words)


def _within(said: str, words: Mapping[str, float]) -> float | None:
    """What a short sentence says that has one of the words in it, `the integral diverges`."""
    if not words or len(said.split()) > MOST_WORDS or any(map(str.isdigit, said)):
        return None
    found, rest = [], said
    for word in sorted((w for w in words if len(w) >= LEAST), key=len, reverse=True):
        without = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", rest)
        if without != rest:
            found.append(words[word])
            rest = without
    is_one = len(set(map(repr, found))) == 1 and not _NOT.search(rest)
    return found[0] if is_one else None


def _spelling(text: str) -> str:
    """A word folded; brackets with nothing in them as they are."""
    return folded(text) or "".join(text.split())


def _is_named(value: float, graph: Graph, name: str) -> bool:
    """Whether a step's rule, or one that it rests on, names infinity or that there is none."""
    rules = [graph.rules[one] for one in (name, *graph.ancestors(name)) if one in graph.rules]
    named = [one for rule in rules for one in rule.beyond]
    return any(math.isnan(one) == math.isnan(value) for one in named)
