"""The text of a PDF to blocks, read behind a fence (grader/answers/document/pdf), page by page."""

from __future__ import annotations

import importlib.util
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Any

from grader import record
from grader.answers import fence
from grader.answers.budget import Budget
from grader.answers.document import pdf_page
from grader.answers.document.blocks import Block, FileRead
from grader.answers.document.pdf.child import MAX_PAGES
from grader.answers.document.pdf_margins import PageLines, without_margins
from grader.errors import SubmissionError, UnreadableFileError

SECONDS = 16.0
"""Of the wall clock for one file: its seconds of processor on half a processor, nearly."""
MAX_OUTPUT = 8_000_000
"""Bytes that the process may say, far above what 60 pages of any sheet hold."""
MAX_STARTS = 4
"""How often a file is begun, each time behind a page that brought the process down."""
_LITTLE = 40
"""A page with a picture and fewer characters than this is a scan, perhaps with its maker's name."""
_CHILD = "grader.answers.document.pdf.child"
_STOPPED = "the process was stopped by its limits, or by the library"


def read(data: bytes, file: str, budget: Budget) -> FileRead:
    """The blocks of a PDF; lines are counted within each page.

    Raises SubmissionError where there is no text to read.
    """
    if importlib.util.find_spec("pypdfium2_raw") is None:
        raise SubmissionError(
            f"Your file {file} is a PDF, which cannot be read here. Hand in Markdown, TeX, a"
            " notebook or plain text."
        )
    pages = _pages(data, budget)
    if not pages.typed:
        raise _nothing(pages, file)
    found: list[Block] = []
    told = [pages.told[number] for number in pages.typed]
    texts = without_margins([PageLines(tuple(t["lines"]), tuple(t["heights"])) for t in told])
    for number, lines in zip(pages.typed, texts, strict=True):
        text = budget.taken("\n".join(lines))
        found += pdf_page.blocks(text, file, f"page {number + 1}")
    return FileRead(blocks=tuple(found), notes=tuple(_notes(pages, file)), details=pages.details)


@record(slots=True)
class _Pages:
    """What was told of a file: how many pages it has, and its pages by their numbers from 0."""

    count: int = 0
    problem: str = ""
    is_whole: bool = False
    told: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def next(self) -> int:
        """The first page of which nothing has been told."""
        return max(self.told, default=-1) + 1

    @property
    def scans(self) -> list[int]:
        return [n for n, page in self.told.items() if _is_scan(page)]

    @property
    def typed(self) -> list[int]:
        return [n for n, page in self.told.items() if page.get("lines") and not _is_scan(page)]

    @property
    def unread(self) -> list[int]:
        """The pages that failed, and those that time did not suffice for."""
        rest = () if self.is_whole else range(self.next, min(self.count, MAX_PAGES))
        return [*(n for n, page in self.told.items() if "failed" in page), *rest]

    @property
    def details(self) -> tuple[str, ...]:
        failed = ((n, page["failed"]) for n, page in self.told.items() if "failed" in page)
        return tuple(f"page {number + 1}: {why}" for number, why in failed)


def _is_scan(page: dict[str, Any]) -> bool:
    return bool(page.get("pictures")) and page["characters"] < _LITTLE


def _pages(data: bytes, budget: Budget) -> _Pages:
    """All pages. Behind one that brings the process down it begins again, with the next."""
    pages = _Pages()
    until = time.monotonic() + min(SECONDS, budget.left)
    for _ in range(MAX_STARTS):
        for one in _records(data, pages.next, until - time.monotonic(), budget):
            _take(pages, one)
        if pages.is_whole or pages.problem or pages.next >= min(pages.count, MAX_PAGES):
            return pages
        if time.monotonic() >= until:
            break
        pages.told[pages.next] = {"failed": _STOPPED}
    return pages


def _records(data: bytes, first: int, seconds: float, budget: Budget) -> Iterator[dict[str, Any]]:
    limits = fence.Limits(seconds=seconds, output=MAX_OUTPUT)
    for line in fence.lines_of(_CHILD, [str(first)], data, limits, budget.meanwhile):
        yield json.loads(line)


def _take(pages: _Pages, record: dict[str, Any]) -> None:
    pages.count = record.get("pages", pages.count)
    pages.problem = record.get("problem", pages.problem)
    pages.is_whole = "end" in record
    if "page" in record:
        pages.told[record["page"]] = record


def _nothing(pages: _Pages, file: str) -> SubmissionError:
    """Why nothing of a file could be read."""
    if pages.problem:
        return UnreadableFileError(
            f"Your file {file} is not a PDF that can be opened. Make it again, without a password."
        )
    if pages.unread or not pages.is_whole:
        return UnreadableFileError(
            f"Your file {file} could not be read: it is damaged, or takes too much time or memory."
            " Make the PDF again, or hand in Markdown, TeX, a notebook or plain text."
        )
    return SubmissionError(
        f"Your file {file} holds pictures of pages, not text: nothing in it can be read."
        " Hand in the text itself (a PDF made by LaTeX, Markdown, TeX, a notebook), or the"
        " template."
    )


def _notes(pages: _Pages, file: str) -> Iterator[str]:
    """What the student should know of pages that were not read, or not in full."""
    if pages.scans:
        words = "holds a picture" if len(pages.scans) == 1 else "hold pictures"
        yield f"{file}: {_listed(pages.scans)} {words}, not text, and cannot be read."
    if pages.unread:
        words = "is damaged or takes" if len(pages.unread) == 1 else "are damaged or take"
        yield (
            f"{file}: {_listed(pages.unread)} could not be read: the page"
            f"{'' if len(pages.unread) == 1 else 's'} {words} too much time or memory."
        )
    cut = [number for number, page in pages.told.items() if page.get("is_cut")]
    if cut:
        yield f"{file}: {_listed(cut)} could be read only in part, for want of room."
    if pages.count > MAX_PAGES:
        yield f"{file} has {pages.count:,} pages; only the first {MAX_PAGES} were read."


def _listed(numbers: Sequence[int]) -> str:
    """Pages as people count them: page 3; pages 2, 4 to 9."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{r[0] + 1} to {r[-1] + 1}" if len(r) > 1 else str(r[0] + 1) for r in runs]
    return f"page{'' if len(numbers) == 1 else 's'} {', '.join(parts)}"
