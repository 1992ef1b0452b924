"""The one choice that a sentence holds, where it holds no other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.answers.by_kind.conclusions import NOT, WORD
from grader.question import Choices, folded

MOST_IN_SENTENCE = 40
"""Words of a sentence that are looked at."""
_CLAUSE = re.compile(r"[,;:.]\s")
_OR = frozenset({"or", "oder", "ou", "o"})


def is_decision(choices: Choices) -> bool:
    """Whether the words are as common as yes and no, so that a sentence holds them by chance."""
    return bool({"yes", "no", "true", "false"} & set(choices.spellings)) or any(
        len(word) == 1 or word.lstrip("+-").isdigit() for word in choices.words
    )


def alone_in(text: str, choices: Choices) -> str:
    """The one choice that a sentence holds, in any spelling; "" where it holds none or several, or
    asks: `is it high or low pass` offers both, though it spells one.

    What is part of a longer choice is none, `reject` of `fail to reject`; behind a negation it may
    mean that one, `does not reject`.
    """
    if text.rstrip().endswith("?"):
        return ""
    words = WORD.findall(text)[:MOST_IN_SENTENCE]
    found = dict(_found(words, choices))
    if len(found) != 1:
        return ""
    ((place, said),) = found.items()
    before = _CLAUSE.split(text.partition(said)[0])[-1]
    is_doubtful = _has_opposite(said, place, choices) and NOT.search(before)
    return "" if is_doubtful else said


def _found(words: Sequence[str], choices: Choices) -> Iterator[tuple[int, str]]:
    """The choices that words hold, the longest first, with those that an `or` offers beside."""
    longest = max(len(spelling.split()) for spelling in choices.spellings)
    free = [True] * len(words)
    for size in range(longest, 0, -1):
        for at in range(len(words) - size + 1):
            said = " ".join(words[at : at + size])
            place = choices.place(said) if all(free[at : at + size]) else None
            if place is not None:
                free[at : at + size] = [False] * size
                yield place, said
                yield from ((other, said) for other in _offered_before(words[:at], place, choices))


def _has_opposite(said: str, place: int, choices: Choices) -> bool:
    """Whether another choice is this one denied, `not English`, `do not reject`."""
    return any(
        at != place and NOT.search(text) and f" {folded(said)} " in f" {text} "
        for text, at in choices.spellings.items()
    )


def _offered_before(words: Sequence[str], place: int, choices: Choices) -> Iterator[int]:
    """The other choices of which a word stands before the `or` in front of a choice."""
    if len(words) < 2 or folded(words[-1]) not in _OR:
        return
    own = {word for text, at in choices.spellings.items() if at == place for word in text.split()}
    before = folded(words[-2])
    for text, at in choices.spellings.items():
        if at != place and before in text.split() and before not in own:
            yield at
