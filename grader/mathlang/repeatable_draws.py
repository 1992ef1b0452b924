"""Random numbers that are the same every time, for points that formulas are tried at.

`numpy.random` would do; its import alone takes a tenth of one run on the platform.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Shape: TypeAlias = "int | Sequence[int]"

_STEP = 0x9E3779B97F4A7C15
_ROUNDS = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_MASK = 2**64 - 1


class Draws:
    """A stream of random numbers, told by its seed alone.

    Source: SplitMix64, from Steele, Lea and Flood, Fast splittable pseudorandom number generators,
    2014.
    """

    __slots__ = ("_at",)

    def __init__(self, seed: int) -> None:
        self._at = (seed * _ROUNDS[0][1] + _STEP) & _MASK

    def random(self, shape: Shape = ()) -> Array:
        """Numbers from 0 up to, and without, 1.

        Shapes: -> shape
        """
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        count = prod(shape)
        at = np.uint64(self._at) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(_STEP)
        self._at = (self._at + count * _STEP) & _MASK
        for shift, factor in _ROUNDS:
            at = (at ^ (at >> np.uint64(shift))) * np.uint64(factor)
        at ^= at >> np.uint64(31)
        return np.asarray((at >> np.uint64(11)) * 2.0**-53).reshape(shape)

    def uniform(self, low: float, high: float, shape: Shape = ()) -> Array:
        """Numbers from low to high.

        Shapes: -> shape
        """
        return np.asarray(low + (high - low) * self.random(shape))

    def integers(self, low: int, end: int, shape: Shape = ()) -> NDArray[np.int64]:
        """Whole numbers from low up to, and without, end.

        Shapes: -> shape
        """
        return np.asarray(low + np.floor((end - low) * self.random(shape)), dtype=np.int64)

    def choice(self, values: Sequence[float], shape: Shape = ()) -> Array:
        """Some of these values, each as likely as another.

        Shapes: -> shape
        """
        return np.asarray(values, dtype=np.float64)[self.integers(0, len(values), shape)]

    def order(self, count: int) -> NDArray[np.int64]:
        """The places 0 to count - 1 in some order.

        Shapes: -> (count)
        """
        return np.asarray(np.argsort(self.random(count), kind="stable"))
