"""The process behind the fence that runs pandoc: a document on standard input, JSON out."""

from __future__ import annotations

import subprocess
import sys

from grader.answers.document.pandoc import open_document, typst
from grader.answers.fenced import limit_self

MEMORY = 280_000_000
"""Bytes of address space of each process, under the 300 MB that are left beside the grader in the
platform's smallest container. The program itself is 162 MB of it."""
SECONDS = 5
"""Of the processor for each process: 60 pages of Word take 1 s of both together."""


def main(arguments: list[str]) -> None:
    """Convert standard input; arguments: the program, and the format that it reads."""
    program, reader = arguments
    limit_self(MEMORY, SECONDS)
    command = [program, "--sandbox", f"--from={reader}", "--to=json"]
    data = sys.stdin.buffer.read()
    if reader == "typst":
        sys.stdout.buffer.write(_of_typst(command, data.decode()))
    else:
        subprocess.run(command, input=_mended(data, reader), stderr=subprocess.DEVNULL, check=False)


def _mended(data: bytes, reader: str) -> bytes:
    """A document without what pandoc passes over; as it is where that cannot be done."""
    try:
        if reader.startswith("docx"):
            from grader.answers.document.pandoc import word

            return word.ordinary(data)
        if reader == "html":
            from grader.answers.document.pandoc import page

            return page.ordinary(data.decode()).encode()
        return open_document.ordinary(data) if reader == "odt" else data
    except Exception:  # pandoc may cope with more, or ends for both
        return data


def _of_typst(command: list[str], text: str) -> bytes:
    """What pandoc says of a Typst source, with names defined that it misses."""
    source = typst.ordinary(text)
    for _ in range(typst.MAX_MISSING):
        done = subprocess.run(command, input=source.encode(), capture_output=True, check=False)
        defined = typst.defined(source, done.stderr.decode(errors="replace"))
        if done.returncode == 0 or defined is None:
            return done.stdout
        source = defined
    return b""
