"""CSV files as other programs write them: in their encoding, with their delimiter."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader import record
from grader.errors import UsageError

UTF8_WITH_MARK = "utf-8-sig"
_MARK = b"\xef\xbb\xbf"


@record(frozen=True, slots=True, kw_only=True)
class ForeignCsv:
    """A file's rows, the names of its columns first, and how it was written.

    Empty rows are kept, so that a row's place tells its line.
    """

    path: Path
    rows: Sequence[Sequence[str]]
    delimiter: str = ","
    encoding: str = "utf-8"
    newline: str = "\n"

    def written(self, rows: Iterable[Sequence[str]]) -> bytes:
        """Other rows, written as this file was."""
        return csv_bytes(rows, self.delimiter, self.encoding, self.newline)


def csv_bytes(
    rows: Iterable[Sequence[str]],
    delimiter: str = ",",
    encoding: str = "utf-8",
    newline: str = "\n",
) -> bytes:
    """Rows as the bytes of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return text.getvalue().encode(encoding, "replace")


def read_csv(path: Path, wanted: str) -> ForeignCsv:
    """Read a CSV file, whatever parts its columns. Raises UsageError for what is none.

    wanted: what such a file has, for the one who named an empty file.
    """
    text, encoding = _text(path)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UsageError(f"{path} is not a CSV file: {error}") from None
    if not rows:
        raise UsageError(f"{path}: the file is empty; {wanted}")
    newline = "\r\n" if head.endswith("\r") else "\n"
    return ForeignCsv(path=path, rows=rows, delimiter=delimiter, encoding=encoding, newline=newline)


def _text(path: Path) -> tuple[str, str]:
    """The text of a file, and the encoding to write it in again: what we add may be a σ, which the
    encoding of Windows has not."""
    data = path.read_bytes()
    marked = UTF8_WITH_MARK if data.startswith(_MARK) else "utf-8"
    usual = [("utf-8-sig", marked), ("cp1252", UTF8_WITH_MARK)]
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding, again in [("utf-16", "utf-16")] if is_wide else usual:
        try:
            return data.decode(encoding), again
        except UnicodeDecodeError:
            continue
    raise UsageError(f"{path} is not a CSV file in UTF-8")
