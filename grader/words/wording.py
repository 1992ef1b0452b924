"""The small words of sentences for people: lists, points, shapes, places in a matrix."""

import re
from collections.abc import Sequence
from itertools import groupby

from grader.words.foreign_text import escaped

MOST_NAMES = 3
"""Files that are named in a sentence."""
MOST_PLACES = 6
"""Places in a matrix that are told; a student who has more of them wrong begins anew anyway."""

OTHER_THAN = {
    "formula": "This is not the same function as the answer",
    "equation": "This equation does not say the same as the answer",
    "logical formula": "This is not true just where the answer is",
}
"""What a wrong answer in symbols is, by what was asked for."""


def listed(parts: Sequence[str]) -> str:
    """a, b and c."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def agreed(things: Sequence[object], one: str, several: str) -> str:
    """The word that agrees with so many things: is or are."""
    return one if len(things) == 1 else several


def with_article(noun: str) -> str:
    """a formula, an equation."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def counted(number: float, noun: str) -> str:
    """1 step, 2 steps, 0.5 points."""
    said = points(number)
    return f"{said} {noun}{'' if said == '1' else 's'}"


def first_of(names: Sequence[str]) -> str:
    """a, b, c and 11 others: a page that names forty files at every step is not read."""
    more = len(names) - MOST_NAMES
    others = [f"{more} other{'s' if more > 1 else ''}"] if more > 0 else []
    return listed([*names[:MOST_NAMES], *others])


def sentence(text: str) -> str:
    """A text for Markdown as a sentence: first letter capital, full stop at the end.

    Only a word gets a capital. σ'(x) and w3 are names, and Σ'(x) and W3 would be others.
    """
    text = text.strip()
    stop = "" if text.endswith((".", "?", "!")) else "."
    is_word = re.match(r"(?:[a-z]{2,}|a(?= [a-z]))(?![\w'(^])", text)
    return escaped(text[:1].upper() + text[1:] if is_word else text) + stop


def points(number: float) -> str:
    """Points as a person writes them: 2, 1.5, 0.33."""
    return f"{round(number, 2):.12g}"


def in_words(shape: tuple[int, ...]) -> str:
    """A shape as a person says it: a single number, a vector of 3 entries, a 2 x 3 matrix."""
    if shape == ():
        return "a single number"
    if len(shape) == 1:
        return f"a vector of {shape[0]} entries" if shape[0] != 1 else "a vector of 1 entry"
    return f"a {' x '.join(map(str, shape))} matrix"


def entries_in_words(places: Sequence[tuple[int, ...]], shape: tuple[int, ...]) -> str:
    """Places in an array, counted from 1 as on paper: row 2, column 1; entries 1 and 3.

    A matrix of one row or one column is a vector to its reader.
    """
    if len(shape) == 2 and min(shape) > 1:
        told = [_in_row(row, list(group), shape[1]) for row, group in groupby(places, _row)]
        return _some(told, "; ")
    if len(shape) <= 2:
        numbers = [str(max(place) + 1) for place in places]
        return f"{'entry' if len(numbers) == 1 else 'entries'} {_some(numbers, ', ')}"
    told = ["(" + ", ".join(str(index + 1) for index in place) + ")" for place in places]
    return f"{'entry' if len(told) == 1 else 'entries'} {_some(told, ', ')}"


def _row(place: tuple[int, ...]) -> int:
    return place[0]


def _in_row(row: int, places: list[tuple[int, ...]], width: int) -> str:
    if len(places) == width:
        return f"row {row + 1}"
    columns = [str(place[1] + 1) for place in places]
    return f"row {row + 1}, column{'s' if len(columns) > 1 else ''} {listed(columns)}"


def _some(told: list[str], between: str) -> str:
    """The first few, and how many more there are."""
    more = len(told) - MOST_PLACES
    if more > 0:
        return between.join(told[:MOST_PLACES]) + f" and {more} more"
    return listed(told) if between == ", " else between.join(told)
