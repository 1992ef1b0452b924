"""How much of a sheet is read: beyond it a message, so that no file can take long."""

from __future__ import annotations

from grader.errors import SubmissionError

MAX_LINE = 20_000
"""Characters in one line; what is longer is no mathematics written by hand."""
MAX_TEXT = 300_000
"""Characters in the text of one file (a notebook may hold pictures besides)."""


def check_size(text: str, name: str) -> None:
    """Raises SubmissionError for a text, or a line of it, that is too long to be read."""
    if len(text) > MAX_TEXT:
        raise SubmissionError(
            f"Your file {name} has {len(text):,} characters; {MAX_TEXT:,} are read at most."
            " Hand in the answers only."
        )
    longest = max(map(len, text.split("\n")))
    if longest > MAX_LINE:
        raise SubmissionError(
            f"Your file {name} has a line of {longest:,} characters; {MAX_LINE:,} are read at"
            " most. Break it into lines."
        )
