"""Intervals in sentences are found where they end, with degrees where these are asked for."""

from __future__ import annotations

import pytest

from grader.answers.by_kind.told_intervals import intervals_in

HELD = [
    ("At rest for 0 deg <= th <= 19.3 deg, or 0° ≤ θ ≤ 9°.", "0 <= th <= 19.3|0 ≤ θ ≤ 9"),
    ("So -1 < K < .5, as (-2; 3) holds.", "-1 < K < .5|(-2; 3)"),
    (r"$= 1 \pm 2\frac{1}{2}$ or 3 ± 2(4)", ""),
    ("between 1 and 2, 3 < 4, f(1, 2)", ""),
]


@pytest.mark.parametrize("text, held", HELD)
def test_a_sentence_holds_intervals(text: str, held: str) -> None:
    assert "|".join(intervals_in(text, "the angles in degrees")) == held
