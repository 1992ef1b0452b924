"""The process behind the fence that runs pandoc: a document on standard input, JSON out."""

from __future__ import annotations

import subprocess
import sys

from grader.answers.fence import limit_self

MEMORY = 280_000_000
"""Bytes of address space, under the 300 MB that are left beside the grader in the platform's
smallest container. The program itself is 162 MB of it (tests/sheet/test_documents.py)."""
SECONDS = 8
"""Of the processor for each of two processes: 60 pages of Word take 1 s of both."""


def main(arguments: list[str]) -> None:
    """Convert standard input; arguments: the program, and the format that it reads."""
    program, reader = arguments
    limit_self(MEMORY, SECONDS)
    data = _mended(sys.stdin.buffer.read(), reader)
    subprocess.run(
        [program, "--sandbox", f"--from={reader}", "--to=json"],
        input=data,
        stderr=subprocess.DEVNULL,
        check=False,
    )


def _mended(data: bytes, reader: str) -> bytes:
    """The document without what pandoc would stumble over; as it is where that cannot be done."""
    try:
        if reader == "docx":
            from grader.answers.document.pandoc.word import ordinary

            return ordinary(data)
    except Exception:  # pandoc may cope with more, or gives up for us
        return data
    return data
