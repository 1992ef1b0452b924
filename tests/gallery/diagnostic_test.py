"""Bayes' theorem by counting people."""

from __future__ import annotations

from typing import Any


def question_1(_: Any) -> dict[str, Any]:
    """Counted among 2,000,000 people."""
    ill, well = 30_000, 1_970_000
    found, false = 27_600, 98_500
    everybody = ill + well
    return {
        "true_positive": found / everybody,
        "false_positive": false / everybody,
        "positive": (found + false) / everybody,
        "ppv": found / (found + false),
        "npv": (well - false) / (everybody - found - false),
        "likelier": "well",
    }


def question_2(_: Any) -> dict[str, Any]:
    before = 27_600 / 126_100
    ill, well = before * 0.92, (1 - before) * 0.05
    return {
        "odds": before / (1 - before),
        "LR": 92 / 5,
        "odds_after": ill / well,
        "p_after": ill / (ill + well),
    }
