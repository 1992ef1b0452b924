"""`data` of a question: a table whose columns are vectors, of numbers or of words.

Each word has a number by which its column is compared; two columns with the same words agree on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

from grader import record
from grader.errors import RubricError
from grader.graph import did_you_mean
from grader.rubric.plain_values import Path, is_number
from grader.rubric.shorthands.expansion import Expansion

MAX_ROWS = 2_000
"""Rows of a table; a file with more is not one that people count by hand."""
MAX_BYTES = 500_000
"""Bytes of a file with a table."""
Cells = dict[str, list[Any]]


@record(frozen=True, slots=True, kw_only=True)
class Table:
    """A table by its columns: of numbers, or of words, whose categories stand as they first come.

    codes: the number of each word.
    """

    columns: Mapping[str, Sequence[Any]]
    codes: Mapping[str, int]

    @property
    def rows(self) -> int:
        return len(next(iter(self.columns.values())))

    def is_of_words(self, column: str) -> bool:
        return isinstance(self.columns[column][0], str)

    def categories(self, column: str) -> list[str]:
        """The words of a column, as they first come."""
        return list(dict.fromkeys(self.columns[column]))

    def numbers(self, column: str) -> list[Any]:
        """A column as a vector, words by their numbers."""
        return [self.codes.get(cell, cell) for cell in self.columns[column]]

    def code(self, column: str, word: str) -> int:
        """The number of a word in a column. Raises RubricError for a word that is not in it."""
        words = self.categories(column)
        if word in words:
            return self.codes[word]
        near = did_you_mean(word, words) or f" (there are {', '.join(words[:8])})"
        raise RubricError(f"{column} has no {word}{near}")


def table_of(expansion: Expansion, given: Any) -> Table | None:
    """The table that a question's `data` says; None, and told, where it says none."""
    try:
        cells = _cells(expansion, given)
        _check_names(cells)
    except RubricError as error:
        expansion.say(("data",), str(error))
        return None
    problems = list(_problems(cells))
    for row, column, message in problems[:5]:
        expansion.say(_place(given, row, column), message)
    if problems:
        return None
    words = dict.fromkeys(cell for column in cells.values() for cell in column)
    codes = {word: place for place, word in enumerate(w for w in words if isinstance(w, str))}
    return Table(columns=cells, codes=codes)


def _cells(expansion: Expansion, given: Any) -> Cells:
    """The cells by column. Raises RubricError for what is no table."""
    if isinstance(given, dict) and set(given) == {"csv"}:
        return _by_column(_csv_rows(expansion.source.file, str(given["csv"])))
    if isinstance(given, dict):
        here: Path = (*expansion.here, "data")
        columns = {
            name: [expansion.as_typed(one, (*here, name, row)) for row, one in enumerate(column)]
            for name, column in given.items()
        }
        if len({len(column) for column in columns.values()}) > 1:
            sizes = ", ".join(f"{name} {len(column)}" for name, column in columns.items())
            raise RubricError(f"every column needs as many entries as the others ({sizes})")
        return columns
    here = (*expansion.here, "data")
    return _by_column(
        [
            {name: expansion.as_typed(one, (*here, row, name)) for name, one in cells.items()}
            for row, cells in enumerate(given)
        ]
    )


def _by_column(rows: Sequence[Mapping[str, Any]]) -> Cells:
    """Rows by column; a cell that is not there is None, which is told of."""
    if not rows:
        raise RubricError("the table has no rows")
    if len(rows) > MAX_ROWS:
        raise RubricError(f"the table has {len(rows)} rows; at most {MAX_ROWS:,} are read")
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _csv_rows(rubric: str, name: str) -> list[dict[str, Any]]:
    """The rows of a CSV file that lies beside the rubric. Raises RubricError where it does not."""
    import csv  # only for a rubric that has one

    if FilePath(name).name != name:
        raise RubricError(f"{name} must lie beside the rubric; write the file's name alone")
    path = FilePath(rubric).parent / name
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RubricError(f"{name} is larger than {MAX_BYTES:,} bytes")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise RubricError(f"{name} is not beside the rubric: {reason}") from None
    except UnicodeDecodeError:
        raise RubricError(f"{name} is not UTF-8 text; save it as CSV UTF-8") from None
    lines = [line for line in text.splitlines() if line.strip(" ,;\t")]
    head = lines[0] if lines else ""
    parting = max(",;\t", key=head.count)
    rows = csv.DictReader(lines, delimiter=parting, restval=None)
    return [
        {str(name).strip(): _typed(cell) for name, cell in row.items() if name is not None}
        for row in rows
    ]


def _typed(cell: str | None) -> Any:
    """A cell of a file as a number where it is one."""
    text = (cell or "").strip()
    if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", text):
        return int(text) if re.fullmatch(r"[-+]?\d+", text) else float(text)
    return text or None


def _check_names(cells: Cells) -> None:
    for name in cells:
        if not re.fullmatch(r"[^\W\d]\w*", name) or not name.isascii():
            plain = re.sub(r"\W+", "_", name).strip("_")
            hint = f"; name it {plain}" if plain.isidentifier() else ""
            told = f"a column's name is made of letters, digits and _, and '{name}' is not"
            raise RubricError(f"{told}{hint}")


def _problems(cells: Cells) -> Iterator[tuple[int, str, str]]:
    """Cells that are empty, and those that are words among numbers: row, column, what is wrong."""
    for name, column in cells.items():
        numbers = sum(map(is_number, column))
        words = sum(isinstance(cell, str) for cell in column)
        kind = "words" if numbers <= words else "numbers"
        for row, cell in enumerate(column):
            if cell is None:
                yield row, name, f"row {row + 1} has no {name}"
            elif not is_number(cell) and not isinstance(cell, str):
                yield row, name, "a number or a word belongs here"
            elif is_number(cell) == (kind == "words"):
                yield row, name, f"{name} is a column of {kind}, and row {row + 1} has {cell}"


def _place(given: Any, row: int, column: str) -> Path:
    """Where a cell stands in a rubric; the table where it stands in a file."""
    if isinstance(given, list):
        return ("data", row, column)
    return ("data",) if set(given) == {"csv"} else ("data", column, row)
