"""A wrong answer that waits for an explanation, and when a value explains it."""

from collections.abc import Mapping, Sequence
from dataclasses import field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader import record
from grader.agreement import Box, Range
from grader.slips.shared_evaluation import Array, Values

SLACK = 1e-9
"""Share of a value that float noise may move it by."""


Bounds = Box | Range
"""A range, entry by entry: what a written answer stands for, or what follows from others."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Attempt:
    """An answer that is not right, with what it may have been computed from.

    value, box: the answer and the range that was written.
    given: what the names stood for: the true values, then the student's own; at least the former.
        A name without a value is left out.
    ranges: how far the student's own values (the last of `given`) may be from what was written.
    expected: the true value, if known: a rule that does not give it explains nothing.
    rtol: the room for an entry written without a precision (`1/3`): its share.
    said: how much the answer says, where it is tried more narrowly than it was written.
    right: what is right, in bounds, where that is more than the rule's value for `given`.
    off: the entries, counted row after row, that are not right, where only they need explaining.
    """

    value: Array
    box: Bounds
    given: Sequence[Values]
    ranges: Mapping[str, Bounds] = field(default_factory=dict)
    expected: ArrayLike | None = None
    rtol: float = 1e-3
    said: Bounds | None = None
    right: Sequence[Bounds] = ()
    off: tuple[int, ...] = ()


class Target:
    """The range that a value must meet to explain an attempt, for single numbers a fast one."""

    __slots__ = ("asked", "high", "is_single", "low", "lower", "shape", "upper", "value", "width")

    def __init__(self, attempt: Attempt) -> None:
        self.value = np.asarray(attempt.value, dtype=np.float64)
        low, high = (np.asarray(b, dtype=np.float64) for b in (attempt.box.low, attempt.box.high))
        unknown = np.where(high > low, 0.0, attempt.rtol * np.abs(self.value))
        noise = SLACK * np.abs(self.value) + unknown
        self.low, self.high = np.asarray(low - noise), np.asarray(high + noise)
        said = (
            self.high - self.low if attempt.said is None else attempt.said.high - attempt.said.low
        )
        self.width = np.maximum(self.high - self.low, said)
        self.shape = self.value.shape
        self.asked = np.ones(self.shape, dtype=np.bool_)
        if attempt.off:
            self._ask_only(attempt.off)
        self.is_single = self.value.ndim == 0
        self.lower = float(self.low) if self.is_single else 0.0
        self.upper = float(self.high) if self.is_single else 0.0

    def _ask_only(self, off: tuple[int, ...]) -> None:
        """Lets anything stand in the entries that are right as they are."""
        self.asked.flat[:] = False
        self.asked.flat[list(off)] = True
        for bounds, anything in ((self.low, -np.inf), (self.high, np.inf), (self.width, np.inf)):
            bounds[~self.asked] = anything

    def meets(self, value: Array) -> bool:
        """Whether a value lies within the range that was written, in every entry.

        A single number meets a matrix of that number: a matrix factor left out may leave one.
        """
        if self.is_single and type(value) is np.float64:
            return bool(self.lower <= value <= self.upper)
        return (value.shape == self.shape or value.size == 1 < self.value.size) and bool(
            ((self.low <= value) & (value <= self.high)).all()
        )

    def distance(self, right: Array) -> NDArray[np.float64] | None:
        """How far a value lies from the answer, entry by entry; None for another shape."""
        return None if right.shape != self.shape else np.asarray(np.abs(self.value - right))

    def is_near(self, value: Array, share: float) -> bool:
        """Whether a value meets the range when it may move by a share of its size."""
        if self.is_single and type(value) is np.float64:
            room = share * abs(value)
            return bool(self.lower - room <= value <= self.upper + room)
        if value.shape != self.shape:
            return False
        room = share * np.max(np.abs(value))
        return bool(((self.low - room <= value) & (value <= self.high + room)).all())

    def is_apart(self, value: Array, right: Sequence[Array], room: Array) -> bool:
        """Whether a value differs from each right one by more than was written, somewhere."""
        allowed = self.width + room
        return all(
            one.shape != value.shape or bool((np.abs(value - one) > allowed).any()) for one in right
        )
