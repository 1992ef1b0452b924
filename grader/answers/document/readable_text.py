"""How much of a sheet is read, so that no file can take long; what is left out is told."""

from __future__ import annotations

import re

from grader.answers.budget import Budget

MARKDOWN_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\(|<img\b")
MAX_LINE = 20_000
"""Characters in one line; what is longer (a picture as text, data) is nothing written by hand."""
MAX_TEXT = 300_000
"""Characters in the text of one file (a notebook may hold pictures besides): 100 full pages."""


def readable(text: str, name: str, budget: Budget) -> tuple[str, tuple[str, ...]]:
    """What is read of a text, with sentences on what is left out.

    A line that is too long is left empty, so that the others keep their numbers; what stands behind
    the limit of the file, or of all files together, is cut off at a line's end.
    """
    notes: list[str] = []
    lines = text.split("\n")
    long = [number for number, line in enumerate(lines, 1) if len(line) > MAX_LINE]
    for number in long:
        lines[number - 1] = ""
    if long:
        notes.append(_long_lines(name, long))
    kept = "\n".join(lines)
    cut = budget.taken(kept[:MAX_TEXT])
    if len(cut) < len(kept):
        cut = cut[: cut.rfind("\n") + 1]
        notes.append(
            f"{name} is longer than what is read of it: everything behind its line"
            f" {cut.count(chr(10)):,} was left out."
        )
    return cut, tuple(notes)


def _long_lines(name: str, long: list[int]) -> str:
    which = f"line {long[0]}" if len(long) == 1 else f"lines {long[0]} and {len(long) - 1} more"
    was = "was" if len(long) == 1 else "were"
    return (
        f"{name}: {which} {was} not read: more than {MAX_LINE:,} characters stand in one line."
        " Break it into lines."
    )


def pictures_told(name: str, count: int) -> tuple[str, ...]:
    """That a file shows pictures, where it does."""
    if not count:
        return ()
    pictures = "a picture, which is" if count == 1 else f"{count:,} pictures, which are"
    return (f"{name} shows {pictures} not read: type what stands there.",)
