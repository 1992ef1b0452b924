"""A question as its shorthands are written out: what is said of them, and where each part of the
outcome was written."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from grader import record
from grader.errors import Problem
from grader.rubric.plain_values import Path, RubricSource

Keys = dict[str, Any]
GIVING = ("parameters", "carried", "dimensions", "domains")
"""Parts of a question that name what it is given."""


@record(slots=True)
class Expansion:
    """One question's shorthands; all paths are within the question.

    problems: what is wrong with them. lost: what of the outcome is not known for that.
    """

    source: RubricSource
    key: str
    problems: list[Problem] = field(default_factory=list)
    lost: list[Path] = field(default_factory=list)

    @property
    def here(self) -> Path:
        return ("questions", self.key)

    def say(self, path: Path, message: str) -> None:
        """Tell of what is wrong at a path, as it was written or as it became."""
        self.problems.append(self.source.problem((*self.here, *path), message))

    def as_typed(self, value: Any, path: Path) -> Any:
        """A value that stands for itself: what YAML takes for a truth value as it was typed, `no`.

        path: where it stands in the rubric.
        """
        is_truth = isinstance(value, bool)
        return self.source.written.get(path, str(value).lower()) if is_truth else value

    def came_from(self, path: Path, written: Path, note: str = "") -> None:
        """Note where what stands at a path now was written, with a word on which round it is."""
        here: Path = (*self.here, *path)
        self.source.origins[here] = ((*self.here, *written), note)

    def need_not_use(self, path: Path) -> None:
        """Note that the question may leave unused what stands there."""
        self.source.unneeded.add((*self.here, *path))

    def is_used(self, key: str, name: str) -> None:
        """Note that this question uses what another is given, so that need not."""
        for part in GIVING:
            self.source.unneeded.add(("questions", key, part, name))

    def lose(self, path: Path) -> None:
        """Note that what should stand at a path is not known."""
        self.lost.append((*self.here, *path))

    def give_up(self) -> None:
        """Note that nothing of the question can be relied on."""
        self.lose(())
