"""What a person calls a step: the head of its label, `y` of "y = σ(z3), to 3 decimals"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from grader.alphabet import OPENING, PAIRS

LONGEST = 60
"""Characters of a name inside a sentence; longer labels are cut."""


def called(labels: Mapping[str, str]) -> dict[str, str]:
    """What to call each step of a question in a sentence: step -> the head of its label.

    Students know their question's labels, not the keys of the template. Where two heads are the
    same the whole labels are used, and the step's own name where these are the same as well.
    """
    heads = {step: head(label) for step, label in labels.items()}
    for tries in (labels, {step: step for step in labels}):
        count = Counter(heads.values())
        heads = {step: tries[step] if count[name] > 1 else name for step, name in heads.items()}
    return {step: name if len(name) <= LONGEST else step for step, name in heads.items()}


def head(label: str) -> str:
    """A label up to its first comma, and up to its equals sign where one word stands before it."""
    label = " ".join(label.split())
    first = _before_comma(label).strip()
    left, equals, _ = first.partition(" = ")
    return (left if equals and " " not in left else first) or label


def _before_comma(label: str) -> str:
    """Up to the first comma that is outside all brackets: L(y, ŷ) is one name."""
    depth = 0
    for place, character in enumerate(label):
        depth += (character in PAIRS) - (character in OPENING)
        if depth <= 0 and label.startswith(", ", place):
            return label[:place]
    return label
