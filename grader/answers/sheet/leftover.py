"""Values as they are shown, and matrices put together from single entries."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.answers.document.blocks import Place
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.records import How, SheetAnswer, Unplaced
from grader.answers.sheet.sides import Side
from grader.model import Array


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


def stated_entries(
    key: tuple[str, str], entries: Mapping[tuple[int, ...], tuple[str, Place]], reading: Reading
) -> SheetAnswer | Unplaced | None:
    """The answer that the entries of a matrix make, or what is said where some are missing."""
    question, name = key
    truth = reading.meanings.truth.get(name)
    if reading.asked.step(name) is None or truth is None:
        return None
    whole = assembled(entries, truth.shape) if len(entries) >= truth.size else ""
    text, place = next(iter(entries.values()))
    if whole:
        return SheetAnswer(
            question=question, step=name, text=whole, place=place, how=How.ENTRIES, label=name
        )
    are = "entry is" if len(entries) == 1 else "entries are"
    reason = f"only {len(entries)} {are} stated"
    return Unplaced(text=text, place=place, reason=reason, question=question, step=name)


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
