"""The process behind the fence: the pages of a PDF on standard input, as lines of JSON.

It imports the PDF library and nothing large of ours. A page is told as soon as it is read, so that
what stands before a page that brings the process down is kept.
"""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any

from grader.answers.fenced import limit_self

MEMORY = 256_000_000
"""Bytes of address space: three times what the longest honest sheet took, under the 300 MB that
are left beside the grader in the platform's smallest container (tests/test_fence.py)."""
SECONDS = 10
"""Of the processor for one file: 60 pages of 5,000 characters take 4 s."""
SECONDS_A_PAGE = 4
MAX_PAGES = 60
MAX_LINES = 3_000
"""Lines of one page, and LENGTH characters of each, that are passed on."""
MAX_LENGTH = 20_000


def main(arguments: list[str]) -> None:
    """Say how many pages there are, then each page from the first that is wanted, from 0.

    arguments: that page.
    """
    limit_self(MEMORY, SECONDS)
    first = int(arguments[0])
    data = sys.stdin.buffer.read()
    from grader.answers.document.pdf.document import Document

    try:
        document = Document(data)
    except ValueError as problem:
        _say({"problem": str(problem)})
        return
    _say({"pages": document.pages})
    for number in range(first, min(document.pages, MAX_PAGES)):
        _limit_page()
        _say({"page": number, **_page(document, number)})
    _say({"end": True})


def _page(document: Any, number: int) -> dict[str, Any]:
    """What is known of a page; one that the reader fails on is told as such, and why."""
    from grader.answers.document.pdf.page_layout import lines

    try:
        page = document.page(number)
        found = lines(page.items, page.rules, page.edges)
    except Exception as problem:  # of the page's making: the other pages are read
        return {"failed": f"{type(problem).__name__}: {problem}"[:300]}
    return {
        "lines": [line.text[:MAX_LENGTH] for line in found[:MAX_LINES]],
        "heights": [round(line.base / page.height, 3) for line in found[:MAX_LINES]],
        "characters": len(page.items),
        "pictures": page.pictures,
        "is_cut": page.is_cut or len(found) > MAX_LINES,
    }


def _limit_page() -> None:
    """Let the next page take its share of the processor and no more."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime) + SECONDS_A_PAGE
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (min(until, hard), hard))


def _say(record: dict[str, Any]) -> None:
    print(json.dumps(record), flush=True)
