"""Signs that are drawn as outlines: what they are, by their shape."""

from __future__ import annotations

from collections.abc import Sequence

LEFT, RIGHT = 0.4, 0.6
"""Shares of a bracket's width: its stem is on this side of them."""
END = 0.005
"""Share of a bracket's height that is its end."""


def sign_of(parts: int, start: float, width: float, depth: float, height: float) -> str:
    """The letter of MathJax that an outline is, by its measures in thousandths of its font size;
    nothing for any other."""
    from grader.answers.document.pdf.mathjax_outlines import letters

    return letters().get((parts, *map(round, (start, width, depth, height))), "")


def delimiter(points: Sequence[tuple[float, float]]) -> str:
    """The bracket that a tall outline is; nothing for any other shape."""
    if len(points) < 8:
        return ""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    width, height = right - left or 1.0, high - low or 1.0
    shares = [((x - left) / width, (y - low) / height) for x, y in points]
    ends = [x for x, y in shares if y < END]
    stem = [x for x, y in shares if 0.2 < y < 0.8]
    if not ends or not stem:
        return ""
    if max(stem) < LEFT:
        return "[" if min(ends) < LEFT else "("
    if min(stem) > RIGHT:
        return "]" if max(ends) > RIGHT else ")"
    return "" if any(0.3 < x < 0.7 for x in stem) else "‖"
