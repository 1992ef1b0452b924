"""Documents of word processors and their like to blocks: pandoc, behind a fence, says what is in
them (`pandoc/pandoc_run.py`), and `pandoc/pandoc_tree.py` makes blocks of that."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path

from grader.answers import fence
from grader.answers.budget import Budget
from grader.answers.decoding import decoded
from grader.answers.document.blocks import FileRead
from grader.answers.document.pandoc.pandoc_tree import Converted, converted
from grader.answers.document.readable_text import MAX_LINE, pictures_told
from grader.errors import SubmissionError, UnreadableFileError

READERS = {
    ".docx": "docx+empty_paragraphs", ".odt": "odt", ".rtf": "rtf", ".html": "html", ".htm": "html",
    ".typ": "typst", ".org": "org", ".rst": "rst",
}  # fmt: skip
"""The ends of names, and what pandoc calls the format."""
_TEXTS = frozenset({"html", "typst", "org", "rst"})
SECONDS = 12.0
"""Of the wall clock for one file: its seconds of processor on two thirds of a processor."""
MAX_OUTPUT = 4_000_000
"""Bytes that the process may say, twice what 300,000 characters of prose become."""
_PICTURE = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=]+")
_CHILD = "grader.answers.document.pandoc.pandoc_run"
_PACKAGE = "pypandoc"
_STARTS = ((b"{\\rtf", ".rtf"), (b"<!doctype html", ".html"), (b"<html", ".html"))
_INSIDE = ((b"application/vnd.oasis.opendocument.text", ".odt"), (b"word/", ".docx"))
"""Names that an archive holds near its beginning, or in the list at its end."""
_NO_CONVERTER = (
    "documents of this kind are read by pandoc, which is not installed: `bash setup.sh` installs"
    " it, and a zip made by `grader bundle` with --without-pandoc leaves it out"
)


def read(data: bytes, suffix: str, file: str, budget: Budget) -> FileRead:
    """The blocks of a document; places are its paragraphs, counted from 1.

    Raises SubmissionError where nothing can be read.
    """
    program = pandoc()
    if program is None:
        raise SubmissionError(
            f"Your file {file} is a document of a kind that is not read here. Save it as PDF and"
            " hand that in, or fill in the template answers.yaml.",
            _NO_CONVERTER,
        )
    reader = READERS[_true_suffix(data, suffix)]
    if reader in _TEXTS:
        data = _text(data, file).encode()
    limits = fence.Limits(seconds=min(SECONDS, budget.left), output=MAX_OUTPUT)
    said = fence.lines_of(_CHILD, [str(program), reader], data, limits, budget.meanwhile)
    try:
        tree = json.loads(b"".join(said))
        found = converted(tree, file, budget, is_page=reader == "html")
    except (KeyError, IndexError, TypeError, ValueError, RecursionError):
        raise UnreadableFileError(
            f"Your file {file} could not be read: it is damaged, has a password, or takes too much"
            " time or memory. Save it again, or save it as PDF and hand that in."
        ) from None
    notes = tuple(_notes(found, file))
    if not found.blocks:
        nothing = f"Nothing in your file {file} could be read: it holds no text."
        raise SubmissionError(" ".join([*notes] or [nothing]))
    return FileRead(blocks=tuple(found.blocks), notes=notes)


def _text(data: bytes, file: str) -> str:
    """The text of a file, without the pictures that a page may hold in it."""
    text = decoded(data)
    if text is None:
        raise UnreadableFileError(
            f"Your file {file} is not the text that its name promises. Save it again, or save it as"
            " PDF and hand that in."
        )
    return _PICTURE.sub("data:,", text)


def pandoc() -> Path | None:
    """The program, where the package that carries it is installed."""
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or package.origin is None:
        return None
    files = Path(package.origin).parent / "files"
    return next((path for path in (files / "pandoc", files / "pandoc.exe") if path.exists()), None)


def _true_suffix(data: bytes, suffix: str) -> str:
    """What a file is by what it holds: many a .docx is an .rtf that was renamed."""
    start = data[:400].lstrip().lower()
    for beginning, true in _STARTS:
        if start.startswith(beginning):
            return true
    if data.startswith(b"PK"):
        ends = data[:4_000] + data[-60_000:]
        return next((true for name, true in _INSIDE if name in ends), suffix)
    return suffix


def _notes(found: Converted, file: str) -> Iterator[str]:
    """What the student should know of what was not read."""
    yield from pictures_told(file, found.pictures)
    if found.long:
        yield (
            f"{file}: paragraph {found.long[0]} was not read: it holds more than {MAX_LINE:,}"
            " characters."
        )
    if found.end is not None:
        yield (
            f"{file} is longer than what is read of it: everything behind its paragraph"
            f" {found.end:,} was left out."
        )
