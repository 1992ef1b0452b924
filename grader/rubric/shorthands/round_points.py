"""What a step that comes round after round is worth in each of its rounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader.errors import RubricError


def points_in(given: Any, here: str, rounds: Sequence[str]) -> Any:
    """The points of a step in one of its rounds; None for a round that is not asked for.

    given: a number for each round, a list with one for every round, `{all: 6}` for all together, or
    points by round, `{1: 1, 4: 2}`. Raises RubricError where these do not fit the rounds.
    """
    if isinstance(given, list):
        if len(given) != len(rounds):
            raise RubricError(f"{len(given)} points stand here for {len(rounds)} rounds")
        return given[rounds.index(here)]
    if not isinstance(given, dict):
        return given
    if "all" in given:
        return parted(given["all"], len(rounds))
    unknown = next((key for key in given if key not in rounds), None)
    if unknown is not None:
        raise RubricError(f"there is no round {unknown} (there are {', '.join(rounds)})")
    return given.get(here)


def parted(points: float, count: int) -> float:
    """An equal part of some points. Raises RubricError where it has more than two decimals."""
    each = points / count
    if abs(round(each, 2) - each) > 1e-9:
        told = f"{points:g} points do not part evenly among {count} steps"
        raise RubricError(f"{told}; write a list with the points of each")
    return round(each, 2)
