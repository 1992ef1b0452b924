"""How much the files of one submission may take together: time, text and restarts, passed along."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import field

from grader import record

MAX_TEXT = 600_000
"""Characters of all sheets together, two of the longest single ones."""
SECONDS = 24.0
"""For reading all files: 0.4 of a timeout of 60 s, so that marking always has the larger half."""
SHARE_OF_TIMEOUT = 0.4


@record(slots=True, kw_only=True)
class Budget:
    """What is left for the files of a submission; readers take from it.

    seconds: of the wall clock, counted from when the budget was made, on whatever share of a
    processor the platform gives. text: characters. meanwhile: work of our own, for as long as we
    wait for another process.
    """

    seconds: float = SECONDS
    text: int = MAX_TEXT
    started: float = field(default_factory=time.monotonic)
    meanwhile: Callable[[], object] = lambda: None

    @classmethod
    def of_timeout(cls, timeout: float) -> Budget:
        """The budget of a run that the platform ends after `timeout` seconds."""
        return cls(seconds=min(SECONDS, SHARE_OF_TIMEOUT * timeout))

    @property
    def left(self) -> float:
        """Seconds that are left, never less than 0."""
        return max(0.0, self.started + self.seconds - time.monotonic())

    def taken(self, text: str) -> str:
        """As much of a text as is left to be read, which is taken from the budget."""
        kept = text[: self.text]
        self.text -= len(kept)
        return kept
