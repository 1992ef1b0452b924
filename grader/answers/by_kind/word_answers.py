"""The word that a text gives out of a step's choices.

Case, accents, quotes and dashes make no difference, and a long word may have a slip of the
finger in it; a text that may be two of the choices is none of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

import numpy as np

from grader.alphabet.latex_commands import WORDS
from grader.answers.files import short
from grader.answers.slots import Slot
from grader.errors import UnreadableError
from grader.mathlang import NO_VALUE, Written, WrittenMatrix
from grader.question import Choices, Step, folded, value_beyond

LETTERS_EACH = 5
"""A word of so many letters may have one slip of the finger, one of twice as many two: shorter
words are other words as soon as a letter changes (cat, car; tests/answers/test_kinds.py)."""
_COMMAND = re.compile(rf"\\(?:{'|'.join(sorted(WORDS))})\s*\{{([^{{}}]*)\}}")
_NAMED = re.compile(
    r"(?P<name>[^=:→⇒]{1,80}?)\s*(?:[=:→⇒≈]|:=|->|=>|\\(?:to|approx)\b|\bis\b)\s*(?P<rest>.+)",
    re.DOTALL,
)


def chosen(text: str, step: Step, slot: Slot) -> WrittenMatrix:
    """The choice that a text names, as the number that stands for it. Shapes: ()"""
    assert step.choices is not None
    return of_values([chosen_word(text, step.choices, slot)], step.choices, is_single=True)


def chosen_word(text: str, choices: Choices, slot: Slot) -> int:
    """The place of the choice that a text names, `spam`, `class = spam`, `The class is Spam.`

    Raises UnreadableError with a sentence for the student where it names none, or may name two.
    """
    for said in _said(text, slot):
        place = place_of(said, choices)
        if place is not None:
            return place
    raise UnreadableError(
        f'"{short(text)}" is none of the answers that are asked for; write one of'
        f" {', '.join(choices.words)}"
    )


def beyond_numbers(text: str, step: Step, slot: Slot) -> Written | None:
    """What a text says in a step's words for infinity and for none, `no solution`; else None."""
    for said in _said(text, slot) if step.words else ():
        value = value_beyond(said.strip(), step.words)
        if value is not None:
            return NO_VALUE if math.isnan(value) else Written(value, "∞" if value > 0 else "-∞")
    return None


def alone(entry: Written) -> WrittenMatrix:
    """One entry as a whole answer. Shapes: ()"""
    value = np.array(entry.value)
    value.setflags(write=False)
    return WrittenMatrix(value, (entry,))


def _said(text: str, slot: Slot) -> Iterator[str]:
    """A text, and what stands behind the step's name in it."""
    text = words_alone(text)
    yield text
    named = _NAMED.fullmatch(text.strip())
    while named and slot.is_named(_without_article(named["name"])):
        yield named["rest"]
        named = _NAMED.fullmatch(named["rest"].strip())


def words_alone(text: str) -> str:
    """A text without the commands that set words in formulas, `\\text{spam}`."""
    return _COMMAND.sub(r" \1 ", text).replace("$", " ")


def _without_article(name: str) -> str:
    return re.sub(r"^(?:the|a|an|my|our)\s+", "", name.strip(), flags=re.IGNORECASE)


def place_of(text: str, choices: Choices) -> int | None:
    """The place of the choice that a word writes, a slip of the finger forgiven; else None."""
    exact = choices.place(text)
    if exact is not None:
        return exact
    word = folded(text)
    allowed = len(word) // LETTERS_EACH
    if not allowed or not all(part.isalpha() for part in word.split()):
        return None
    near: dict[int, int] = {}
    for spelling, place in choices.spellings.items():
        far = distance(word, spelling)
        near[place] = min(near.get(place, far), far)
    (least, place), *others = sorted((far, place) for place, far in near.items())
    # a slip that leads half the way to another choice may have been meant as that one
    rival = others[0][0] if others else len(word)
    return place if least <= min(allowed, 2) and rival > 2 * least else None


def distance(first: str, second: str) -> int:
    """Slips of the finger between two words: letters added, left out, exchanged, put for another.

    Source: Damerau 1964, each pair of neighbours exchanged at most once
    """
    rows = [list(range(len(second) + 1))]
    for i, a in enumerate(first, 1):
        above, row = rows[-1], [i]
        for j, b in enumerate(second, 1):
            least = min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


def of_values(places: Iterable[int], choices: Choices, is_single: bool = False) -> WrittenMatrix:
    """The choices at some places as the numbers that stand for them, each written exactly."""
    entries = tuple(Written(choices.values[place], choices.words[place]) for place in places)
    value = np.array([entry.value for entry in entries])
    value = value.reshape(()) if is_single else value
    value.setflags(write=False)
    return WrittenMatrix(value, entries)
