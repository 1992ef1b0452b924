"""A table of named rows and columns: as nested lists, or line by line with or without its names."""

from __future__ import annotations

import re

import numpy as np

from grader.alphabet import plain
from grader.answers.by_kind.table_cells import cells_of, nested_rows
from grader.answers.by_kind.word_answers import beyond_numbers, chosen_word, words_alone
from grader.answers.files import short
from grader.answers.slots import Slot
from grader.answers.step_value import written
from grader.errors import UnreadableError
from grader.mathlang import NO_VALUE, Written, WrittenMatrix
from grader.question import Step, TableNames, folded

_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*")
_UNIT = re.compile(r"\s*(?:\[([^\[\]]+)\]|\(([^()]+)\)|\s(?:in|/)\s+(\S+))\s*$")
"""The unit at the end of a column's name."""
_BLANK = frozenset({"", "-", "--", "?", "n/a", "none", "\\"})
"""What people write where they have nothing for a cell."""


def table(text: str, step: Step, slot: Slot) -> WrittenMatrix:
    """The cells of the table that a text gives, a cell that is left blank being NaN.

    Shapes: (rows, columns), in the rubric's order
    Raises UnreadableError with a sentence for the student.
    """
    names = step.table
    assert names is not None
    cells = _upright([_cells(line, names) for line in _lines(text, names)], names)
    rows, order, columns = _laid_out(cells, names)
    _check(rows, order, columns, names)
    found = [[_ABSENT] * len(names.columns) for _ in names.rows]
    for place, row in enumerate(rows):
        for cell, column in zip(row, columns, strict=True):
            if column is not None:
                at = order[place] if order else place
                found[at][column] = _cell(cell, step, column, slot)
    entries = tuple(entry for row in found for entry in row)
    value = np.array([entry.value for entry in entries]).reshape(len(names.rows), -1)
    value.setflags(write=False)
    return WrittenMatrix(value, entries)


def _laid_out(
    rows: list[list[str]], names: TableNames
) -> tuple[list[list[str]], list[int] | None, list[int | None]]:
    """The cells without the names beside and above them, and which row and column each is."""
    columns = _columns(rows[0], names) if rows else None
    rows = rows[1:] if columns is not None else rows
    order = _row_order(rows, names)
    if order is not None:
        rows = [row[1:] for row in rows]
    if columns is not None and columns[:1] == [None]:
        columns = columns[1:]
    return rows, order, columns or list(range(len(names.columns)))


_ABSENT = Written(float("nan"), "")


def _lines(text: str, names: TableNames) -> list[str]:
    """The rows of a text: the inner brackets of nested lists, or lines, or parts between `;`."""
    bare = text.strip()
    if bare.startswith("[["):
        return nested_rows(bare)
    lines = _without_rules([line for line in bare.splitlines() if line.strip()], names)
    return (
        lines if len(lines) > 1 else [part for part in bare.strip("[] ").split(";") if part.strip()]
    )


def _without_rules(written: list[str], names: TableNames) -> list[str]:
    """The lines of a table without those that only rule it; where too few would be left, a dash
    alone is a cell that is left out, unless it stands below the head."""
    lines = [line for line in written if not _RULE.fullmatch(line)]
    has_head = bool(lines) and _columns(_cells(lines[0], names), names) is not None
    wanted = len(names.columns if len(names.rows) == 1 else names.rows)
    if len(lines) - has_head >= wanted:
        return lines
    below = written[1:2] if has_head else []
    return [
        line
        for line in written
        if not _RULE.fullmatch(line) or (line not in below and "---" not in line)
    ]


def _upright(rows: list[list[str]], names: TableNames) -> list[list[str]]:
    """The rows of a table of one column that was written in a line, or of one row that was
    written below each other."""
    if len(names.columns) == 1:
        rows = [row or [""] for row in rows]
        if len(rows) == 1 and len(rows[0]) == len(names.rows) > 1:
            return [[cell] for cell in rows[0]]
    elif len(names.rows) == 1 and [len(row) for row in rows] == [1] * len(names.columns):
        return [[row[0] for row in rows]]
    return rows


def _cells(line: str, names: TableNames) -> list[str]:
    """The cells of a row; a name before a colon is the first, `ramp: 6.25, 0.16`."""
    head, colon, rest = line.strip().partition(":")
    if colon and rest.strip() and folded(words_alone(head)) in map(folded, names.rows):
        return [head.strip("|& "), *_apart(rest.strip(), len(names.columns))]
    return _apart(line.strip(), len(names.columns))


def _apart(line: str, count: int) -> list[str]:
    found = cells_of(line, count)
    if found is not None:
        return found
    for sign in ("|", "&", "\t", ";", ","):
        if sign in line:
            return [cell.strip(" \\\"'") for cell in line.strip("|").split(sign)]
    return (
        re.split(r"\s+", line.partition(":")[0] + ": " + line.partition(":")[2])
        if ":" in line
        else line.split()
    )


def _columns(cells: list[str], names: TableNames) -> list[int | None] | None:
    """The column of each cell of a head; None where the line is no head. A unit that the rubric
    does not ask for may stand behind a name, `T in K`."""
    known = {folded(name): place for place, name in enumerate(names.columns)}
    bare = [known.get(folded(words_alone(_UNIT.sub("", cell)))) for cell in cells]
    found = [
        known.get(folded(words_alone(cell)), one) for cell, one in zip(cells, bare, strict=True)
    ]
    is_head = sum(one is not None for one in found) >= max(1, len(cells) - 1) and len(
        set(found)
    ) == len(found)
    return found if is_head else None


def _row_order(rows: list[list[str]], names: TableNames) -> list[int] | None:
    """The row of each line by the name it begins with; None where lines begin without one."""
    known = {folded(name): place for place, name in enumerate(names.rows)}
    found = [known.get(folded(words_alone(row[0]))) if row else None for row in rows]
    if None in found or len(set(found)) < len(found) or not found:
        return None
    is_named = any(len(row) > len(names.columns) for row in rows)
    return [place for place in found if place is not None] if is_named else None


def _check(
    rows: list[list[str]], order: list[int] | None, columns: list[int | None], names: TableNames
) -> None:
    if order is None and len(rows) != len(names.rows):
        raise UnreadableError(
            f"{len(rows)} rows were read where {len(names.rows)} belong"
            f" ({', '.join(names.rows)}); write each on a line of its own"
        )
    for row in rows:
        if len(row) != len(columns):
            raise UnreadableError(
                f'the row "{short(", ".join(row))}" has {len(row)} cells and not {len(columns)}'
                f" ({', '.join(names.columns)}); write - for a cell that you leave out"
                f"{_how_to_part(names)}"
            )


def _how_to_part(names: TableNames) -> str:
    """What to write between cells where commas are part of words."""
    words = (word for kind in names.choices.values() for word in kind.words)
    return ", and ; between cells that hold commas" if any("," in word for word in words) else ""


def _cell(text: str, step: Step, column: int, slot: Slot) -> Written:
    names = step.table
    assert names is not None
    text = _without_name(text, names.columns[column])
    choices = names.choices.get(names.columns[column])
    is_word = choices is not None and choices.place(text) is not None
    if plain(text).strip().casefold() in _BLANK and not is_word:
        return NO_VALUE if NO_VALUE.text in step.words else _ABSENT
    beyond = None if is_word else beyond_numbers(text, step, slot)
    if beyond is not None:
        return beyond
    if choices is not None:
        place = chosen_word(text, choices, slot)
        return Written(choices.values[place], choices.words[place])
    read = written(_without_unit(text, names.columns[column]), slot)
    if read.value.ndim:
        raise UnreadableError(f'the cell "{short(text)}" is no single number')
    return read.entries[0]


def _without_name(text: str, column: str) -> str:
    """A cell without the name of its column before it, `error = 0.16`."""
    name, sign, value = text.partition("=")
    is_name = bool(sign) and folded(name) in (folded(column), folded(_UNIT.sub("", column)))
    return value.strip() if is_name else text


def _without_unit(text: str, column: str) -> str:
    """A cell without the unit that stands behind its column's name, `t [s]` or `t in s`.

    Another unit is not taken off: the number would be another in the column's.
    """
    asked = _UNIT.search(column)
    unit = next((one for one in asked.groups() if one), "").strip() if asked else ""
    bare = plain(text).rstrip()
    if not unit or not bare.endswith(unit):
        return text
    number = bare[: -len(unit)].rstrip()
    return number if number[-1:].isdigit() or number[-1:] in (".", ")") else text
