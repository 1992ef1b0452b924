"""A function of named arrays probed in a box: the least and the greatest that was met."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from copy import copy
from functools import cached_property
from typing import Any

import numpy as np

from grader.agreement.step_values import Function
from grader.mathlang import Draws
from grader.model import Array

Coordinate = tuple[str, int, float, float]
"""An entry that may move: the array's name, its place, how far down, how far up."""
Moves = Sequence[tuple[int, float]]
"""Entries by their number among the coordinates, each with how far it is moved."""

ALL_CORNERS = 4
"""Up to so many entries, every corner of the box is probed."""
ALL_MOVES = 64
"""Up to so many entries, each is moved by itself; no more results than this steer joint moves."""
JOINT_MOVES = 24
ESTIMATED = 1.3
"""How much further than the widest patternless move the range of many entries reaches."""
RANDOM_CORNERS = 32
"""So many corners of a box are tried where moves of single entries did not meet what is sought."""
_NEARER = (1.0, 0.999, 0.5, 0.1)
"""Where a rule has no value at a bound, how much of the way to it is tried."""
_HALVINGS = 8
"""How closely the end of the part of the box is sought where the rule has values."""


def probed(function: Function, coordinates: Sequence[Coordinate], centre: Any) -> Probes:
    """The function probed in its box: the least and greatest values that were met."""
    base = np.atleast_1d(np.asarray(centre)).ravel()
    probes = Probes(function, coordinates, base)
    if not coordinates:
        return probes
    if len(coordinates) > ALL_MOVES:
        probes.move_all_without_pattern()
    else:
        probes.move_each()
        if len(coordinates) <= ALL_CORNERS:
            probes.move_to_all_corners()
        else:
            probes.move_together()
            if (base == np.rint(base)).all():  # labels and counts, which no move alone may change
                probes.move_one_against_the_rest()
    return probes


class Probes:
    """What was met so far, one row of results for every probe (and every guess of an extreme).

    `moves` and `values` are the probes alone, without the guesses; `base` is the first.
    """

    def __init__(self, function: Function, coordinates: Sequence[Coordinate], base: Array) -> None:
        self.function = function
        self.coordinates = coordinates
        self.base = base
        self.met: list[Array] = [base]
        self.moves: list[Moves] = [()]
        self.values: list[Array] = [base]
        self.in_part = False
        self.offsets = np.zeros((4, len(coordinates), base.size))
        self.effects = np.zeros((4, len(coordinates), base.size))

    @cached_property
    def reach(self) -> tuple[Array, Array]:
        """How far down and how far up each entry may go."""
        downs, ups = np.array([(below, above) for _, _, below, above in self.coordinates]).T
        return downs, ups

    @cached_property
    def spread(self) -> Probes:
        """The same once more entries have been moved at once; these stay, for others share them."""
        further = copy(self)
        further.met, further.moves = [*self.met], [*self.moves]
        further.values = [*self.values]
        further.move_one_against_the_rest()
        downs, ups = self.reach
        for corner in Draws(0).random((RANDOM_CORNERS, len(downs))):
            further.at(moves_to(np.where(corner < 0.5, downs, ups)))
        return further

    def bounds(self) -> tuple[Array, Array]:
        if self.base.size == 1:  # of single numbers there are most
            numbers = [one.item() for one in self.met]
            if math.isfinite(sum(numbers)):
                return np.array([min(numbers)]), np.array([max(numbers)])
        met = np.array(self.met)
        return met.min(axis=0), met.max(axis=0)

    def move_one_against_the_rest(self) -> None:
        """Each entry up and all others down, and the other way round: what decides a label."""
        downs, ups = self.reach
        for i in range(min(len(downs), ALL_MOVES)):
            for here, there in ((ups, downs), (downs, ups)):
                moved = np.array(there)
                moved[i] = here[i]
                self.at(moves_to(moved))

    def move_each(self) -> None:
        """Every entry by itself to its bounds, and to where a parabola through them turns.

        Fills `offsets` and `effects`: for each entry and result, where the entry may go (down,
        nowhere, up, to the extremum) and what the result gains there.
        """
        for i, (_, _, below, above) in enumerate(self.coordinates):
            for row, offset in ((0, below), (2, above)):
                if offset:
                    share, found = self._furthest(i, offset)
                    if found is not None:
                        self.offsets[row, i] = share * offset
                        self.effects[row, i] = found - self.base
        for i, j, turn in self._turns():
            found = self.at(((i, turn),))
            if found is not None:
                self.offsets[3, i, j] = turn
                self.effects[3, i, j] = found[j] - self.base[j]

    def _turns(self) -> list[tuple[int, int, float]]:
        """Which entry turns which result, and where: parabolas through what was met."""
        (down, _, up, _), (lost, _, gained, _) = self.offsets, self.effects
        if self.base.size == 1:
            ends = zip(*(one[:, 0].tolist() for one in (down, up, lost, gained)), strict=True)
            turns = [_turn(*one) for one in ends]
            return [(i, 0, turn) for i, turn in enumerate(turns) if turn is not None]
        bend = (gained / up - lost / down) / (up - down)
        slope = gained / up - bend * up
        turn = -slope / (2 * bend)
        places = np.argwhere((turn > down) & (turn < up))[:ALL_MOVES].tolist()
        return [(i, j, float(turn[i, j])) for i, j in places]

    def _furthest(self, i: int, offset: float) -> tuple[float, Array | None]:
        """The greatest share of a move at which there is a value, and the value."""
        for tried, share in enumerate(_NEARER):
            found = self.at(((i, share * offset),))
            if found is None:
                continue
            beyond = _NEARER[tried - 1] if share < 0.9 else share
            for _ in range(_HALVINGS if share < beyond else 0):
                between = (share + beyond) / 2
                other = self.at(((i, between * offset),))
                if other is None:
                    beyond = between
                else:
                    share, found = between, other
            return share, found
        return 0.0, None

    def move_to_all_corners(self) -> None:
        """Few entries: every combination of their bounds and turning points."""
        choices = []
        for i in range(len(self.coordinates)):
            down, _, up, turn = self.offsets[:, i, 0].tolist()
            choices.append([(i, offset) for offset in {down, up, turn or up}])
        if len(choices) > 1:
            for corner in itertools.product(*choices):
                self.at(corner)

    def move_together(self) -> None:
        """More entries: all of them to where each alone raises or lowers a result most.

        Results that rest on different entries share a probe. The sums of the gains count too.
        """
        for best in (self.effects.argmax(axis=0), self.effects.argmin(axis=0)):
            aims = np.take_along_axis(self.offsets, best[None], axis=0)[0].T
            for aim in _merged(np.unique(aims, axis=0)[:ALL_MOVES]):
                self.at([(int(i), float(aim[i])) for i in np.flatnonzero(aim)])
        self.met.append(self.base + self.effects.min(axis=0).sum(axis=0))
        self.met.append(self.base + self.effects.max(axis=0).sum(axis=0))

    def move_all_without_pattern(self) -> None:
        """Many entries: all at once, up or down without a pattern, both ways round."""
        downs, ups = self.reach
        squares = np.arange(1, len(self.coordinates) + 1, dtype=np.float64) ** 2
        for turn in range(1, ALL_MOVES // 2 + 1):
            upwards = (squares * turn * 0.7548776662466927) % 1.0 < 0.5
            for way in (upwards, ~upwards):
                self.at(moves_to(np.where(way, ups, downs)))
        self.met = [self.base + ESTIMATED * (met - self.base) for met in self.met]

    def at(self, moves: Moves) -> Array | None:
        """The value with some entries moved, which is kept; None where there is none."""
        found = self.seen(moves)
        if found is not None:
            self.met.append(found)
            self.moves.append(moves)
            self.values.append(found)
        return found

    def have_met(self, low: float, high: float) -> bool:
        """Whether one of the probes of a single number lies in a range."""
        return any(low <= value.item() <= high for value in self.values)

    def seen(self, moves: Moves) -> Array | None:
        """The value with some entries moved; None where there is none."""
        moved: dict[str, Any] = {}
        for i, offset in moves:
            name, place, _, _ = self.coordinates[i]
            value = self.function.values[name]
            if isinstance(value, float):
                moved[name] = value + offset
                continue
            if name not in moved:
                moved[name] = value.copy()
            moved[name].flat[place] += offset
        found = self.function(moved)
        if found is None or np.size(found) != self.base.size:
            self.in_part = True
            return None
        return np.array([found]) if isinstance(found, float) else np.ravel(found)

    def offsets_of(self, probe: int) -> Array:
        """How far each entry was moved in one of the probes."""
        offsets = np.zeros(len(self.coordinates))
        for place, offset in self.moves[probe]:
            offsets[place] = offset
        return offsets


def _turn(down: float, up: float, lost: float, gained: float) -> float | None:
    """Where a parabola through 0 and what was lost and gained turns; None where it does not."""
    try:
        bend = (gained / up - lost / down) / (up - down)
        turn = -(gained / up - bend * up) / (2 * bend)
    except ZeroDivisionError:
        return None
    return turn if down < turn < up else None


def moves_to(offsets: Array) -> Moves:
    return list(enumerate(offsets.tolist()))


def _merged(aims: Array) -> Array:
    """Moves (one a row, 0 where an entry may stay) joined while none contradicts another."""
    joined = np.zeros((JOINT_MOVES, aims.shape[1]))
    for aim in aims:
        contradicts = (joined != aim) & (joined != 0) & (aim != 0)
        free = np.flatnonzero(~contradicts.any(axis=1))
        if free.size:
            joined[free[0]] = np.where(aim != 0, aim, joined[free[0]])
    return joined[joined.any(axis=1)]
