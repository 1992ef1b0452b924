"""Printed values under the names of the code that printed them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import NamedTuple

from grader import record
from grader.alphabet import brackets
from grader.alphabet.numeral_patterns import GROUPED, NUMBER
from grader.alphabet.relations import RELATION
from grader.answers.document import text_blocks
from grader.answers.document.blocks import Block, Kind, Piece, Place
from grader.answers.document.printed_code import Names, Print, Shown

MAX_TRIED = 2_000
"""Lines at which the output of a `print` is looked for behind one that cannot be foreseen."""
MAX_VALUES = 40
FEWEST_LETTERS = 3
"""Of a text that tells one printed line from all others."""
_VALUE = re.compile(rf"(?:{GROUPED}|{NUMBER})(?![\w.])|[\w.]{{0,20}}\(|\[")
"""A number, an array, or one of them as numpy and others print it."""
_TOLD = re.compile(rf"(?:{RELATION}|:)\s*$")
_LETTER = re.compile(r"[^\W\d_]")


class _Value(NamedTuple):
    """A value that was printed, from one place to another, with the words around it."""

    start: int
    end: int
    name: str
    before: str = ""
    behind: str = ""


@record(slots=True)
class _Line:
    """What one `print` wrote, up to a place. is_whole: each value is a number or an array."""

    end: int
    values: list[_Value] = field(default_factory=list)
    is_whole: bool = True


def output_blocks(
    text: str, prints: Sequence[Print | None], place: Place, result: Names = ()
) -> list[Block]:
    """What a program printed, as blocks; place: where its first line stands.

    prints: what the code writes, as far as it says so. result: the names of the values that stand
    behind all that, or alone.
    """
    found: list[Block] = []
    start = 0
    for value in _named(text + "\n", prints, result):
        found += _plain(text, start, value.start - len(value.before), place)
        start = value.end + len(value.behind)
        line = place.line + text.count("\n", 0, value.start)
        name = f"{value.name} = " if value.name else ""
        written = f"{value.before.strip()} {name}{text[value.start : value.end]}{value.behind}"
        here = Place(place.file, line, place.part)
        piece = Piece(written.strip(), line)
        found.append(Block(kind=Kind.OUTPUT, place=here, pieces=(piece,)))
    return [*found, *_plain(text, start, len(text), place)]


def _plain(text: str, start: int, end: int, place: Place) -> list[Block]:
    """The blocks of a run of output that is read as it stands."""
    if not text[start:end].strip(" ,;()\n\t"):
        return []
    before = place.line - 1 + text.count("\n", 0, start)
    return text_blocks.printed(text[start:end], place.file, place.part, before)


def _named(text: str, prints: Sequence[Print | None], result: Names) -> list[_Value]:
    """The values of an output that are to be named: all, where it is what the code writes; else
    those of the lines that their words tell from others."""
    found: list[_Value] = []
    end, told = 0, False
    for one in prints:
        line = _match(one, text, end)
        if line is None:
            return _recognised(text, prints)
        if not line.is_whole:  # what cannot be foreseen begins here
            return [*found, *_recognised(text, prints, end)]
        found += [] if told else _to_name(one, line)
        told = not line.values and bool(_TOLD.search(text[end : line.end]))
        end = line.end
    rest = _values(text, end)
    if result and len(rest) == len(result):
        names = zip(rest, result, strict=True)
        return [*found, *(value._replace(name=name) for value, name in names)]
    return found if not text[end:].strip() else _recognised(text, prints)


def _recognised(text: str, prints: Sequence[Print | None], end: int = 0) -> list[_Value]:
    """The values of the lines that their words tell from others, in the order of the code."""
    found: list[_Value] = []
    for one in prints:
        words = "".join(part for part in one or () if isinstance(part, str))
        line = _sought(one, text, end) if len(_LETTER.findall(words)) >= FEWEST_LETTERS else None
        if line is not None:
            found += _to_name(one, line)
            end = line.end
    return found


def _sought(one: Print | None, text: str, end: int) -> _Line | None:
    """The next line that a print can have written."""
    for _ in range(MAX_TRIED):
        line = _match(one, text, end)
        if line is not None and line.is_whole:
            return line
        end = text.find("\n", end) + 1
        if not end:
            break
    return None


def _match(one: Print | None, text: str, start: int) -> _Line | None:
    """What a print wrote at a place, if it can have written that."""
    line = _Line(start, is_whole=one is not None)
    before = ""
    for part, behind in zip(one or (), [*(one or ())[1:], ""], strict=False):
        if isinstance(part, Shown):
            value = _value(part, text, line.end)
            if value is not None:
                if text[value.end] == "%" and not str(behind).startswith("%"):
                    value = value._replace(end=value.end + 1)  # `f"{share:.1%}"`
                line.values.append(value._replace(before=before))
                line.end = value.end
            else:
                line.is_whole = False
                line.end = text.find(behind if isinstance(behind, str) else "\n", line.end)
            if line.end < 0:
                return None
            before = ""
        elif text.startswith(part, line.end):
            line.end += len(part)
            before = _shared(line, part, is_last=not behind)
        else:
            return None
    return line


def _shared(line: _Line, text: str, *, is_last: bool) -> str:
    """What of a text stands before the next value; the rest, a unit, is the last value's."""
    if not line.values:
        return text
    cut = next((at for at, sign in brackets.outside(text) if sign in ",;|\n"), len(text))
    if cut == len(text) and not is_last:
        return text
    line.values[-1] = line.values[-1]._replace(behind=text[:cut])
    return text[cut + 1 :]


def _value(shown: Shown, text: str, start: int) -> _Value | None:
    """The number or array at a place, behind what a format pads it with."""
    while text[start : start + 1] == " ":
        start += 1
    found = _VALUE.match(text, start)
    if found is None or text.startswith("[<", start):
        return None
    opening = min((at for at in map(found[0].find, "[(") if at >= 0), default=-1)
    end = found.end() if opening < 0 else brackets.end(text, start + opening) + 1
    return _Value(start, end, shown.name)


def _to_name(one: Print | None, line: _Line) -> list[_Value]:
    """The values of a line under their names, where it is one without words, or has several values;
    those that it names itself, `z1 = 0.16, h1 = 0.54`, as it does."""
    has_words = any(isinstance(part, str) and part.strip(" ,;|()\n\t") for part in one or ())
    if has_words and len(line.values) > 1 and all(_TOLD.search(v.before) for v in line.values):
        return [value._replace(name="") for value in line.values]
    if not all(value.name for value in line.values) or (has_words and len(line.values) < 2):
        return []
    return line.values if has_words else [v._replace(before="", behind="") for v in line.values]


def _values(text: str, start: int) -> list[_Value]:
    """The numbers and arrays that a text is made of from a place on; nothing where it says anything
    else."""
    found = list(_run(text, start))
    if len(found) == 1 and text[found[0].start] == "(":
        found = list(_run(text[: found[0].end - 1], found[0].start + 1))
    return found


def _run(text: str, start: int) -> Iterator[_Value]:
    found: list[_Value] = []
    while len(found) < MAX_VALUES:
        while text[start : start + 1] in (" ", ",", "\n", "\t"):
            start += 1
        value = _value(Shown(""), text, start) if start < len(text) else None
        if value is None:
            break
        found.append(value)
        start = value.end
    if not text[start:].strip():
        yield from found
