"""Signs that are drawn as outlines: what they are, by their shape."""

from __future__ import annotations

from collections.abc import Sequence

LEFT, RIGHT = 0.4, 0.6
"""Shares of a bracket's width: its stem is on this side of them."""
END = 0.005
"""Share of a bracket's height that is its end."""
STEM = (0.2, 0.8)
"""Shares of its height between which its stem is."""
HOLLOW = (0.3, 0.7)
"""Shares of its width between which the two bars of a norm have nothing."""
FEWEST_POINTS = 8
"""Of a bracket's outline."""


def sign_of(parts: int, start: float, width: float, depth: float, height: float) -> str:
    """The letter of MathJax that an outline is, by its measures in thousandths of its font size;
    nothing for any other."""
    from grader.answers.document.pdf.mathjax_outlines import letters

    return letters().get((parts, *map(round, (start, width, depth, height))), "")


def delimiter(points: Sequence[tuple[float, float]]) -> str:
    """The bracket that a tall outline is; nothing for any other shape."""
    if len(points) < FEWEST_POINTS:
        return ""
    across, up = _shares([x for x, _ in points]), _shares([y for _, y in points])
    ends = [x for x, y in zip(across, up, strict=True) if y < END]
    stem = [x for x, y in zip(across, up, strict=True) if STEM[0] < y < STEM[1]]
    return _bracket(ends, stem) if ends and stem else ""


def _bracket(ends: Sequence[float], stem: Sequence[float]) -> str:
    """The bracket of which this is the end, and the stem, from the left to the right."""
    if max(stem) < LEFT:
        return "[" if min(ends) < LEFT else "("
    if min(stem) > RIGHT:
        return "]" if max(ends) > RIGHT else ")"
    is_hollow = not any(HOLLOW[0] < x < HOLLOW[1] for x in stem)
    return "‖" if is_hollow else ""


def _shares(places: Sequence[float]) -> list[float]:
    """Places along one side of an outline, as shares of that side."""
    low = min(places)
    length = max(places) - low or 1.0
    return [(place - low) / length for place in places]
