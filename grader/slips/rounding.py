"""How far a formula may move when the student's own values are as rounded as they were written."""

from collections.abc import Collection, Iterator, Mapping

import numpy as np

from grader.mathlang.tree import Tree, free_names
from grader.slips.attempt import Bounds
from grader.slips.edit import Edit, replaced
from grader.slips.evaluation import Array, Evaluation, Values

MAX_MOVES = 128
"""The most one-sided moves of single entries in one rule; of more, rounding is not looked into."""


class Rounding:
    """First-order ranges: each entry of each rounded value moved to its bounds, one at a time.

    What up and down moves add up to bounds the formula where it is straight enough over the box,
    as it is where three figures are written.
    """

    def __init__(self, given: Values, ranges: Mapping[str, Bounds]) -> None:
        self.given = given
        self.ranges = {name: bounds for name, bounds in ranges.items() if name in given}
        self.moves: dict[str, list[Evaluation]] = {}

    def _moves_of(self, names: Collection[str]) -> list[Evaluation]:
        """The values with one entry of the named ones moved, down and up in turn; none if many."""
        used = [name for name in self.ranges if name in names]
        if sum(2 * np.size(self.given[name]) for name in used) > MAX_MOVES:
            return []
        for name in used:
            if name not in self.moves:
                value = np.asarray(self.given[name], dtype=np.float64)
                moved = _moved(value, self.ranges[name])
                self.moves[name] = [Evaluation({**self.given, name: one}) for one in moved]
        return [move for name in used for move in self.moves[name]]

    def span(self, rule: Tree, edit: Edit, centre: Array) -> tuple[Array, Array] | None:
        """The lowest and the highest value of an edited rule around that of the centre.

        None where some move leaves it without a value.
        """
        moves = self._moves_of(free_names(replaced(rule, edit.path, edit.new)))
        results = [one.result(rule, edit.path, edit.new) for one in moves]
        pairs = zip(results[::2], results[1::2], strict=True)
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
