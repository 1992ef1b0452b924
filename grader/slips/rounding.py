"""How far a formula may move when the student's own values are as rounded as they were written."""

from collections.abc import Iterator, Mapping

import numpy as np

from grader.mathlang.tree import Tree, free_names
from grader.slips.attempt import Bounds
from grader.slips.edit import Edit, replaced
from grader.slips.evaluation import Array, Evaluation, Values

MAX_MOVES = 128
"""The most one-sided moves of single entries; of more, rounding is not looked into."""


class Rounding:
    """First-order ranges: each entry of each rounded value moved to its bounds, one at a time.

    What up and down moves add up to bounds the formula where it is straight enough over the box,
    as it is where three figures are written.
    """

    def __init__(self, given: Values, ranges: Mapping[str, Bounds]) -> None:
        self.moves: list[tuple[str, Evaluation]] = []
        names = [name for name in ranges if name in given]
        if sum(2 * np.size(given[name]) for name in names) <= MAX_MOVES:
            for name in names:
                moved = _moved(np.asarray(given[name], dtype=np.float64), ranges[name])
                self.moves += [(name, Evaluation({**given, name: value})) for value in moved]

    def span(self, rule: Tree, edit: Edit, centre: Array) -> tuple[Array, Array] | None:
        """The lowest and the highest value of an edited rule around that of the centre.

        None where some move leaves it without a value.
        """
        names = free_names(replaced(rule, edit.path, edit.new))
        place = (rule, edit.path, edit.new)
        pairs = [
            (found, other)
            for (name, one), (_, two) in zip(self.moves[::2], self.moves[1::2], strict=True)
            if name in names
            for found, other in [(one.result(*place), two.result(*place))]
        ]
        low, high = np.array(centre), np.array(centre)
        for found, other in pairs:
            if found is None or other is None or not found.shape == other.shape == low.shape:
                return None
            low += np.minimum(0.0, np.minimum(found, other) - centre)
            high += np.maximum(0.0, np.maximum(found, other) - centre)
        return low, high


def _moved(value: Array, bounds: Bounds) -> Iterator[Array]:
    """The value with one entry at its lower bound, then at its upper one, entry by entry."""
    for place in np.ndindex(value.shape):
        for bound in (bounds.low, bounds.high):
            changed = np.array(value)
            changed[place] = np.asarray(bound)[place]
            yield changed
