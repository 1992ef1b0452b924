"""What a student may see at once, as plain text, of the results.json that was graded into a folder.

A platform that shows results as soon as they are there shows only what is visible on Gradescope
before publication: hidden steps, and what the rubric reveals later, have no text here. Their points
count all the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from grader import record
from grader.cohort.graded_folder import GradedClass
from grader.errors import UsageError
from grader.model import Visibility
from grader.words import plain, visible


@record(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """One row of a student's page."""

    number: str
    name: str
    earned: float
    points: float
    text: str


@record(frozen=True, slots=True, kw_only=True)
class Shown:
    """A student's page: what stands at the top, then the steps."""

    top: str
    steps: Sequence[ShownStep]


def shown(done: GradedClass, name: str) -> Shown:
    """The page of one submission. Raises UsageError where its results are gone."""
    path = done.results_of(name)
    try:
        results = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UsageError(f"{path} cannot be read; grade again into {done.folder}") from None
    rows = (row for row in results["tests"] if row["visibility"] == Visibility.VISIBLE.value)
    return Shown(
        top=_text(results["output"]),
        steps=[
            ShownStep(
                number=row["number"],
                name=visible(row["name"]),
                earned=row["score"],
                points=row["max_score"],
                text=_text(row["output"]),
            )
            for row in rows
        ],
    )


def _text(markdown: str) -> str:
    """Markdown made by us as plain text: what a student wrote stands in it as it is, and no
    character in it is an order to a terminal."""
    return visible(plain(markdown))
