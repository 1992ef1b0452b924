"""What a student reads of a step that a person decided on, in Markdown."""

from __future__ import annotations

from grader.model import Decided, Mark
from grader.words.wording import points, sentence


def decided_words(mark: Mark, decision: Decided, slip: str) -> str:
    """The reason in the words of whoever decided, and the points; beside lost ones also the slip.

    What the grader says of an answer for which a person gives everything would only confuse.
    """
    earned = f"{points(mark.earned)} of {points(mark.points)} points."
    told = sentence(slip) if slip and mark.credit < 1 else ""
    said = f"**A person looked at this:** {sentence(decision.reason)} {earned} {told}"
    return said.strip()
