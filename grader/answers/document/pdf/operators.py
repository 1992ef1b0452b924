"""Signs of sums, and the words lim, max and min, with the limits above and below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.answers.document.pdf.bands import Bands
from grader.answers.document.pdf.items import SLACK, Item, group
from grader.answers.document.pdf.line_text import line_of

_WORDS = ("argmax", "argmin", "lim", "max", "min", "sup", "inf")
LARGER = 1.12
"""Sizes: an operator is so much larger than its limits."""
GAP = 7.0
"""Between an operator and its limits; Word and LibreOffice leave most."""
OFF_CENTRE = 3.0
"""Between the middles of an operator and of a limit; slanted letters stand a little to a side."""
TOUCHING = 0.45
"""Font sizes between two signs of one limit."""


def with_limits(items: list[Item]) -> list[Item]:
    """The items, with each operator and its limits as one."""
    operators = [[item] for item in items if item.is_operator] + list(_words(items))
    if not operators:
        return items
    here = Bands(items)
    for operator in operators:
        _put_limits(here, operator)
    return here.all()


def _words(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The letters of each word that may have a limit below it; they follow each other in a file."""
    text = "".join(item.text if len(item.text) == 1 else "\0" for item in items)
    for word in _WORDS[2:]:
        at = text.find(word)
        while at >= 0:
            letters = list(items[at : at + len(word)])
            around = (items[at - 1 : at + 1], items[at + len(word) - 1 : at + len(word) + 1])
            goes_on = any(
                len(pair) > 1 and all(i.text.isascii() for i in pair) and _is_one_word(pair)
                for pair in around
            )
            if _is_one_word(letters) and not goes_on:
                yield letters
            at = text.find(word, at + len(word))


def _is_one_word(letters: Sequence[Item]) -> bool:
    """Whether letters stand side by side in one line; one that is no letter is not of a word."""
    return all(
        a.text.isalpha() and b.text.isalpha() and abs(a.base - b.base) < SLACK
        and -SLACK < b.left - a.right < 0.12 * b.size
        for a, b in pairwise(letters)
    )  # fmt: skip


def _put_limits(here: Bands, operator: Sequence[Item]) -> None:
    if not all(here.holds(item) for item in operator):
        return
    sign = group(operator, "", operator[0].base, operator[0])
    near = [i for i in here.near(sign.bottom - 16, sign.top + 16) if i not in operator]
    small = [i for i in near if sign.size > LARGER * i.size]
    below = _limit([i for i in small if -SLACK < sign.bottom - i.top < GAP], near, sign)
    above = _limit([i for i in small if -SLACK < i.bottom - sign.top < GAP], near, sign)
    if below or above:
        parts = [*operator, *below, *above]
        text = f"{_name(operator)}{_written('_', below)}{_written('^', above)} "
        here.put_together(parts, group(parts, text, sign.base, sign))


def _name(operator: Sequence[Item]) -> str:
    """The command of an operator; that of a word has its letters."""
    text = "".join(letter.text for letter in operator)
    return text if len(operator) == 1 else "\\" + text


def _written(mark: str, limit: Sequence[Item]) -> str:
    return f"{mark}{{{line_of(limit)}}}" if limit else ""


def _limit(small: Sequence[Item], near: Sequence[Item], sign: Item) -> list[Item]:
    """Of what stands above or below an operator, the run that has its middle there."""
    ordered = sorted(small, key=lambda item: item.left)
    run: list[Item] = []
    for item in ordered:
        if run and item.left - max(i.right for i in run) > TOUCHING * item.size:
            if _has_sign(run, sign):
                break
            run = []
        run.append(item)
    if not run or not _has_sign(run, sign):
        return []
    left, right = min(i.left for i in run), max(i.right for i in run)
    if abs((left + right) / 2 - sign.middle) > OFF_CENTRE + 0.15 * (sign.right - sign.left):
        return []
    return [] if any(_carries(item, run, left) for item in near) else run


def _has_sign(run: Sequence[Item], sign: Item) -> bool:
    return min(i.left for i in run) <= sign.middle <= max(i.right for i in run)


def _carries(item: Item, run: Sequence[Item], left: float) -> bool:
    """Whether a run is rather the index or exponent of a larger item just left of it."""
    return (
        item.size > LARGER * max(i.size for i in run)
        and -1.5 < left - item.right < 1.5
        and abs(item.base - run[0].base) < 0.75 * item.size
    )
