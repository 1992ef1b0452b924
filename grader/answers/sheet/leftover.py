"""Values as they are shown."""

from __future__ import annotations

import re

from grader.answers.sheet.sides import Side
from grader.model import Array

_UNITS = re.compile(r"\s*(?:\\,|\\;|~)*\\(?:text|mathrm|textrm)\{\s*[^{}]*\}\s*$")


def written(text: str) -> str:
    """A value as the student wrote it, without what was put behind it in words."""
    bare = _UNITS.sub("", text).strip()
    return " ".join(bare.split()) if bare and "\n" in bare and "[" not in bare else bare or text


def shape_note(side: Side, truth: Array | None) -> str:
    """What is said of a matrix where one number is asked."""
    is_more = truth is not None and side.value is not None and truth.ndim == 0 < side.value.ndim
    if is_more and side.value is not None and side.value.size > 1:
        return "a matrix stands here, where one number is asked: it is not stated"
    return ""
