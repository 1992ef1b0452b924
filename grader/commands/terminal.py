"""The terminal: the only place that makes consoles and styled text.

Paths, labels and answers are foreign text. Rich takes `[bold]` and `:100:` in a plain string for
codes of its own, and a terminal obeys the escapes in whatever reaches it; so a console made here
knows no such codes, and `literal` shows a control character as the mark for what cannot be
printed. `tests/test_terminal.py` holds that no command uses rich's own.
"""

from __future__ import annotations

import sys
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.words import visible

MINIMUM_WIDTH = 120
"""Columns where nothing says how wide the terminal is: in a pipe, in a file."""


class Terminal(Console):
    """A console to which every string is what it says, wherever it is printed."""

    def render_str(self, text: str, *, style: Any = "", **_: Any) -> Text:
        """A string in a cell, a title or a line, as it stands."""
        return literal(text, style)


def terminal(stderr: bool = False) -> Terminal:
    """The terminal that a command prints to, or the one for its errors."""
    console = Terminal(stderr=stderr, markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, MINIMUM_WIDTH)
    return console


def literal(text: str, style: Any = "") -> Text:
    """Foreign text as it is written, with a style for the whole of it."""
    return Text(visible(text), style=style)


def table(*headings: str, title: str | None = None) -> Table:
    """An empty table whose cells are folded rather than cut."""
    made = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left")
    for heading in headings:
        made.add_column(heading, overflow="fold")
    return made


def print_anything() -> None:
    """Let a stream that cannot show a character show its code in place of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
