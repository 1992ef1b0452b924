"""Foreign text in a log for staff: it cannot pass for a line of ours, nor fill the log."""

from __future__ import annotations

MAX_LINE = 400
MAX_LINES = 60
"""Of one text; of a longer one its beginning and its end, where a traceback says most."""


def told(heading: str, text: str = "") -> list[str]:
    """A line of ours and below it the lines of a text that a student may have a part in.

    Each of those stands behind a bar, in ASCII, without the codes that move a terminal's cursor.
    """
    return [inert(heading), *(f"    | {inert(line)}" for line in _some(text.splitlines()))]


def inert(line: str) -> str:
    """A line in printable ASCII, cut off where it is very long."""
    line = line if len(line) <= MAX_LINE else line[:MAX_LINE] + "..."
    ascii_text = line.encode("ascii", "backslashreplace").decode("ascii")
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in ascii_text)


def _some(lines: list[str]) -> list[str]:
    more = len(lines) - MAX_LINES
    if more <= 0:
        return lines
    half = MAX_LINES // 2
    return [*lines[:half], f"... {more} lines ...", *lines[-half:]]
