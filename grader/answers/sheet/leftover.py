"""Values as they are shown, and matrices put together from single entries."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from grader.answers.document.blocks import Place
from grader.model import Array


def is_telling(number: Array) -> bool:
    """Whether a value has figures enough to be told from others."""
    if number.ndim:
        return bool(np.unique(number).size > 1)
    figures = f"{abs(float(number)):.10g}".replace(".", "").lstrip("0")
    return len(figures) >= 2 and float(number) != round(float(number))


def assembled(entries: Mapping[tuple[int, ...], tuple[str, Place]], shape: tuple[int, ...]) -> str:
    """The matrix that single entries make, as text; nothing if one is missing."""
    if len(shape) == 1:
        texts = [entries.get((i + 1,), ("", None))[0] for i in range(shape[0])]
        return f"[{', '.join(texts)}]" if all(texts) else ""
    if len(shape) != 2:
        return ""
    rows = [
        [entries.get((i + 1, j + 1), ("", None))[0] for j in range(shape[1])]
        for i in range(shape[0])
    ]
    if not all(text for row in rows for text in row):
        return ""
    return f"[{', '.join('[' + ', '.join(row) + ']' for row in rows)}]"


_UNITS = re.compile(r"\s*(?:\\,|\\;|~)*\\(?:text|mathrm|textrm)\{\s*[^{}]*\}\s*$")


def written(text: str) -> str:
    """A value as the student wrote it, without what was put behind it in words."""
    bare = _UNITS.sub("", text).strip()
    return " ".join(bare.split()) if bare and "\n" in bare and "[" not in bare else bare or text
