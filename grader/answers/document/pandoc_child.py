"""The process behind the fence that becomes pandoc: a document on standard input, JSON out."""

from __future__ import annotations

import os

from grader.answers.fence import limit_self

MEMORY = 280_000_000
"""Bytes of address space, under the 300 MB that are left beside the grader in the platform's
smallest container. The program itself is 162 MB of it; 60 pages of Word took 40 MB more."""
SECONDS = 8
"""Of the processor for one file: 60 pages of Word take 1 s."""


def main(arguments: list[str]) -> None:
    """Convert standard input; arguments: the program, and the format that it reads."""
    program, reader = arguments
    limit_self(MEMORY, SECONDS)
    os.execv(program, [program, "--sandbox", f"--from={reader}", "--to=json"])
