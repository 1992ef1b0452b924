"""How long it takes to read long sheets: 20 pages in every format, and hostile ones.

Run: python benchmarks/sheet_speed.py. Medians of five readings after the first, on one core.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests" / "sheet")]

from questions import homework  # type: ignore[import-not-found]  # noqa: E402

from grader.answers.document import SheetFile  # noqa: E402
from grader.answers.sheet import read_sheet  # noqa: E402
from grader.errors import GraderError  # noqa: E402

CORPUS = PROJECT / "tests" / "sheet" / "corpus"
PAGES = 20
LINES_PER_PAGE = 40


def twenty_pages() -> dict[str, bytes]:
    """Sheets of 20 pages, made of sheets of the corpus one after the other."""
    kinds = {"markdown": "*.md", "plain text": "*.txt", "tex": "*.tex"}
    made: dict[str, bytes] = {}
    for kind, pattern in kinds.items():
        text = ""
        parts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob(pattern))]
        if kind == "tex":
            parts = [part.split("\\end{document}")[0] for part in parts]
        while text.count("\n") < PAGES * LINES_PER_PAGE:
            text += "\n\n".join(parts)
        text = "\n".join(text.split("\n")[: PAGES * LINES_PER_PAGE])
        made[f"twenty.{pattern[2:]}"] = text.encode()
    cells = [{"cell_type": "markdown", "source": made["twenty.md"].decode()}]
    made["twenty.ipynb"] = json.dumps({"cells": cells}).encode()
    return made


def hostile() -> dict[str, bytes]:
    """Sheets that are meant to take long."""
    bomb = "\\def\\a{x x x x x x x x}\n" + "".join(
        f"\\def\\{chr(98 + n)}{{" + f"\\{chr(97 + n)}" * 8 + "}\n" for n in range(20)
    )
    cell = {"cell_type": "markdown", "source": "$z_1 = 0.16$\n"}
    return {
        "bomb.tex": (bomb + "$\\u$").encode(),
        "loop.tex": b"\\def\\a{\\a\\a}\n\\a",
        "deep.md": (">" * 20_000 + "- " * 9_000).encode(),
        "lists.md": "\n".join(" " * n + "- a" for n in range(700)).encode(),
        "braces.md": ("$" + "{" * 9_000 + "$\n").encode() * 20,
        "fractions.md": ("$$z_1 = " + "\\frac{" * 3_000 + "$$\n\n").encode() * 15,
        "line.md": b"x = 1 " * 180_000,
        "dollars.md": b"$" * 19_000,
        "brackets.txt": b"[" * 19_000,
        "equals.txt": ("a = " * 4_900 + "\n").encode() * 15,
        "words.txt": ("word " * 3_900 + "= 1\n").encode() * 15,
        "deep.ipynb": b'{"cells": ' + b"[" * 200_000,
        "cells.ipynb": json.dumps({"cells": [cell] * 20_000}).encode(),
        "random.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 400,
    }  # fmt: skip


def taken(name: str, data: bytes) -> tuple[float, str]:
    """Seconds to read a sheet, and what came of it."""
    asked = homework()
    start = time.perf_counter()
    try:
        sheet = read_sheet([SheetFile(name=name, data=data)], asked)
        said = f"{len(sheet.answers)} answers"
    except GraderError as problem:
        said = str(problem)[:70]
    return time.perf_counter() - start, said


def main() -> None:
    print("the corpus of the tests: the reader was tuned on it")
    for name, data in twenty_pages().items():
        taken(name, data)
        times = [taken(name, data) for _ in range(5)]
        print(f"{name:16} {statistics.median(t for t, _ in times) * 1000:7.0f} ms  {times[0][1]}")
    for name, data in hostile().items():
        sys.stdout.flush()
        seconds, said = taken(name, data)
        print(f"{name:16} {seconds * 1000:7.0f} ms  {said}")


if __name__ == "__main__":
    main()
