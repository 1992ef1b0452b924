"""The docstrings of `grader.ops` as Markdown: an extension of Griffe, the reader of mkdocstrings.

A docstring there is a sentence and lines that begin with a label, `Shapes: x (...) -> (...)`.
Markdown would join these lines to one paragraph.
"""

from __future__ import annotations

import re
from typing import Any

import griffe

_LABELLED = re.compile(
    r"^(?P<label>Shapes|Convention|Errors|Units|Source): (?P<text>.*(?:\n +.*)*)", re.MULTILINE
)


class LabelledLines(griffe.Extension):
    """Makes a list of the labelled lines, shapes as code."""

    def on_function_instance(self, *, func: griffe.Function, **_: Any) -> None:
        """Griffe calls this for each function that it has read."""
        if func.docstring:
            func.docstring.value = _LABELLED.sub(_as_item, func.docstring.value)


def _as_item(found: re.Match[str]) -> str:
    text = " ".join(found["text"].split())
    if found["label"] == "Shapes":
        text = "; ".join(f"`{one}`" for one in text.split("; "))
    return f"\n- **{found['label']}**: {text}"
