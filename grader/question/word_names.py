"""The words of a question's choices as names, `not_guilty`, for formulas to use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from grader.mathlang import Tree
from grader.mathlang.tree import Number
from grader.question.answer_kinds import choices_of, table_names

Keys = Mapping[str, Any]


def word_constants(keys: Keys, names: Any = (), step: str = "") -> dict[str, Tree]:
    """The words of a question's choices, each with its number, for formulas to use by name.

    names: those that the question has already. step: whose formula it is; its own words come
    first, the step's own name among them, for nothing rests on itself. A word that stands for two
    numbers in two other steps is none of them.
    """
    steps = keys.get("steps")
    known = steps if isinstance(steps, dict) else {}
    found: dict[str, float] = {}
    torn: set[str] = set()
    for one in known.values():
        for word, value in _words_of(one):
            if found.setdefault(word, value) != value:
                torn.add(word)
    own = dict(_words_of(known.get(step)))
    kept = {w: v for w, v in found.items() if w not in torn} | own
    return {w: Number(v) for w, v in kept.items() if w not in names or (w == step and w in own)}


def own_words(step: Any) -> dict[str, Tree]:
    """The words of one step's choices as names, each with its number."""
    return {word: Number(value) for word, value in _words_of(step)}


def _words_of(step: Any) -> Iterator[tuple[str, float]]:
    """The words of a step's choices as names, `not_guilty`, each with its number."""
    if not isinstance(step, dict):
        return
    table = table_names(step) if isinstance(step.get("columns"), dict) else None
    own = choices_of(step.get("choices"))
    for choices in (*([own] if own else ()), *(table.choices.values() if table else ())):
        for word, value in zip(choices.words, choices.values, strict=True):
            name = re.sub(r"\W+", "_", word)
            if name.isidentifier() and name.isascii():
                yield name, value
