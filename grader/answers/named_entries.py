"""A vector told entry by entry, `x1 = 4, x2 = 2`, as the vector that it says, `[4, 2]`.

The order is the label's where it names the entries, or that of their indices, or of x, y, z;
what has none of these may be meant in any order, and is not taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from grader.alphabet.relations import IS_RELATION
from grader.mathlang import canonical

_NAME = r"\\?[^\W\d]\w*(?:_\{[^{}]{1,20}\})?(?:\[\d{1,2}\])?"
_IS = r"(?:=|≈|:=|\\approx\b)"
_HEADED = re.compile(rf"\s*(?P<name>{_NAME})\s*{_IS}\s*(?P<value>.+)", re.DOTALL)
_APART = re.compile(
    r"(?:(?:[,;\n&∧]|\\\\|\\q?quad\b|\\(?:land|wedge)\b|\band\b)[^\S\n]*)+"
    rf"(?={_NAME}\s*{_IS})"
)
MOST = 600
"""Characters of a vector that is told entry by entry."""
_INDEX = re.compile(r"(?P<base>.*?\D)_?\[?(?P<mark>\d{1,2})\]?")
_AXIS = re.compile(r"(?:(?P<base>.+)_)?(?P<mark>[xyz])")
_COLUMN = re.compile(r"(?P<head>[^|()]*?[=:]\s*)?\((?P<entries>[^|()]+(?:\|[^|()]+)+)\)\s*\.?")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")


def as_one_vector(text: str, label: str, others: Collection[str], size: int) -> str:
    """The vector of a text that gives its entries one by one, or between bars, `(3 | 6)`.

    label: what the rubric calls the vector. others: names of other values, which are no entries.
    Any other text is given back as it is.
    """
    if len(text) > MOST:
        return text
    column = _COLUMN.fullmatch(text.strip())
    if column and column["entries"].count("|") == size - 1:
        return f"{column['head'] or ''}[{column['entries'].replace('|', ', ')}]"
    found = _entries(text)
    if len(found) != size or any(name in others for name, _ in found):
        return text
    order = _order([name for name, _ in found], label)
    values = [found[place][1] for place in order]
    return f"[{', '.join(values)}]" if order else text


def _entries(text: str) -> list[tuple[str, str]]:
    """The name and the value of each entry; nothing where a part of the text is something else."""
    bare = text.strip().strip("$").rstrip(".;, ")
    found = [_HEADED.fullmatch(part) for part in _APART.split(bare)]
    entries = [
        (_called(one["name"]), IS_RELATION.split(one["value"])[-1].strip())
        for one in found
        if one is not None
    ]
    is_clear = all(value and not re.search(r"[,;\n]", _bare(value)) for _, value in entries)
    is_apart = len({name for name, _ in entries}) == len(found)
    return entries if is_clear and is_apart else []


def _called(name: str) -> str:
    return canonical(name.replace("{", "").replace("}", ""))


def _bare(text: str) -> str:
    """A text without what stands in brackets."""
    return _BRACKETED.sub("", text)


def _order(names: Sequence[str], label: str) -> list[int]:
    """The places of the names in the order of the vector; nothing where it is not clear."""
    told = [_called(name) for name in re.findall(_NAME, label)]
    if all(name in told for name in names):
        return sorted(range(len(names)), key=lambda place: told.index(names[place]))
    for pattern in (_INDEX, _AXIS):
        found = [one for one in map(pattern.fullmatch, names) if one is not None]
        marks = [one["mark"].lstrip("0") or "0" for one in found]
        if len({one["base"] for one in found}) != 1:
            continue
        for row in _rows(len(names)):
            if sorted(row) == sorted(marks):
                return [marks.index(mark) for mark in row]
    return []


def _rows(size: int) -> tuple[list[str], ...]:
    """The marks of so many entries in order: counted from 0, from 1, and along the axes."""
    counts = (range(size), range(1, size + 1))
    return (*(list(map(str, one)) for one in counts), list("xyz"[:size]))
