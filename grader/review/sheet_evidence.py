"""What a sheet says that may be about one step, and what else that could have been."""

from __future__ import annotations

from collections.abc import Sequence

from grader import record
from grader.answers import MAX_SHEET_BYTES, Considered, FilesInMemory, SheetFile, sheet_of
from grader.errors import SubmissionError
from grader.question import Assignment

LEAST = 0.01
"""What is less likely says nothing."""
MAX_NAME = 79


@record(frozen=True, slots=True, kw_only=True)
class MayBe:
    """A statement of a sheet with the steps it may be about, the likeliest first, each with its
    share and what speaks for it. is_taken: whether it became the answer to the step."""

    text: str
    where: str
    is_taken: bool
    steps: tuple[tuple[str, float, str], ...]


def may_be(
    files: FilesInMemory, sheets: Sequence[str], assignment: Assignment, key: str, step: str
) -> tuple[MayBe, ...]:
    """The statements that may be about a step, the one that was taken first.

    sheets: the names of the files that were read as sheets, as answers have them.
    """
    names = [name for told in sheets for name in files.names if told in (name, _cut(name))]
    if not names:
        return ()
    read = [SheetFile(name=name, data=files.data(name, MAX_SHEET_BYTES)) for name in names]
    try:
        sheet = sheet_of(read, assignment, explains=True)
    except SubmissionError:
        return ()
    found = [_as_told(one, step) for one in sheet.considered if one.question == key]
    likely = [one for one in found if one.is_taken or any(name == step for name, *_ in one.steps)]
    return tuple(sorted(likely, key=lambda one: not one.is_taken))


def _cut(name: str) -> str:
    """A name as the reader tells it where it is long."""
    return f"{name[:MAX_NAME]}…"


def _as_told(one: Considered, step: str) -> MayBe:
    return MayBe(
        text=one.text,
        where=str(one.place),
        is_taken=step in one.taken,
        steps=tuple(
            (
                chance.step,
                chance.share,
                ", ".join(f"{w} {weight:+.1f}" for w, weight in chance.evidence),
            )
            for chance in one.chances
            if chance.share >= LEAST
        ),
    )
