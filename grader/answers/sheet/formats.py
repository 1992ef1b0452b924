"""Which reader a file goes to, and how its bytes become text."""

from __future__ import annotations

from grader.answers.sheet.limits import check_size
from grader.answers.sheet.records import Block, SheetFile
from grader.errors import SubmissionError, UnreadableFileError

MAX_BYTES = 4_000_000
"""Bytes of one file; a PDF may have five times as many."""
SUFFIXES = (".md", ".markdown", ".tex", ".latex", ".ipynb", ".txt", ".text", ".pdf")
"""The names of files that are read."""


def blocks_of(file: SheetFile) -> list[Block]:
    """The blocks of a file, by the format that its name (or its first bytes) says.

    Raises SubmissionError, a message for the student, where it cannot be read.
    """
    suffix = _suffix(file)
    if suffix == ".pdf":
        return _pdf(file)
    if len(file.data) > MAX_BYTES:
        raise SubmissionError(
            f"Your file {file.name} is larger than {MAX_BYTES // 1_000_000} MB."
            " Hand in the answers without pictures."
        )
    text = _decoded(file)
    if suffix == ".ipynb":
        from grader.answers.sheet import notebook

        return notebook.blocks(text, file.name)
    check_size(text, file.name)
    if suffix in (".tex", ".latex"):
        from grader.answers.sheet import tex

        return tex.blocks(text, file.name)
    if suffix in (".md", ".markdown"):
        from grader.answers.sheet import markdown

        return markdown.blocks(text, file.name)
    from grader.answers.sheet import plain

    return plain.blocks(text, file.name)


def _suffix(file: SheetFile) -> str:
    if file.data[:5] == b"%PDF-":
        return ".pdf"
    dot = file.name.rfind(".")
    suffix = file.name[dot:].lower() if dot >= 0 else ""
    if suffix in SUFFIXES:
        return suffix
    return ".tex" if b"\\documentclass" in file.data[:4_000] else ".txt"


def _pdf(file: SheetFile) -> list[Block]:
    if len(file.data) > 5 * MAX_BYTES:
        raise SubmissionError(f"Your file {file.name} is larger than {5 * MAX_BYTES // 10**6} MB.")
    from grader.answers.sheet import pdf

    return pdf.blocks(file.data, file.name)


def _decoded(file: SheetFile) -> str:
    data = file.data
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if b"\x00" in data:
            raise UnreadableFileError(
                f"Your file {file.name} is not text. Hand in Markdown, TeX, a notebook, plain text"
                " or a PDF made from text."
            ) from None
        text = data.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n")
