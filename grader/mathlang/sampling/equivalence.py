"""Are two formulas the same function? Tried side by side at random points and shapes.

A formula is the same when it has the same shape and the same entries at every point; a single
entry that is off makes it another. What is said about a difference never holds an expected value.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader import record
from grader.errors import NoValueError
from grader.mathlang.evaluation.evaluate import evaluate
from grader.mathlang.evaluation.noise import noise
from grader.mathlang.math_errors import UndefinedNameError
from grader.mathlang.sampling.drawn_points import Array, Point, Rule, Source, Values, counted
from grader.mathlang.sampling.points_in_words import (
    at_point,
    entry_words,
    shape_words,
    single_numbers,
)
from grader.mathlang.tree import Power, Product, Tree, walk

_NOTHING: Mapping[str, Any] = MappingProxyType({})
EXACT = 1e-7
"""How far two spellings of one function lie apart by rounding alone, as a share."""
DRAWS = 6
"""How many points are tried."""
MORE_DRAWS = 24
"""How many more points are tried where the first leave too little to compare: rounding has lost
the digits, or the student's form has values on one side alone, as `e^{2 ln t}` for `t^2`."""
ENOUGH = 4
"""So many points at which both have a value decide, where at others the student's form has none
(tests/mathlang/test_equivalence.py)."""


@record(frozen=True, slots=True)
class Agreement:
    """The same value at every point.

    points: how many. star: how `*` was read, "elementwise" or "matrix".
    """

    points: int
    star: str


@record(frozen=True, slots=True)
class CounterExample:
    """A point at which a formula is not what it should be.

    kind: "undefined", "no value", "shape", "sign", "factor", "entries" or "value".
    words: what differs, for the student; never the expected value.
    point: the single numbers at that point. shape: of the student's result, if it has one.
    """

    kind: str
    words: str
    point: tuple[tuple[str, float], ...] = ()
    shape: tuple[int, ...] | None = None


def same_function(
    student: Tree,
    reference: Tree | Rule,
    *,
    names: Iterable[str] = (),
    domains: Mapping[str, Any] = _NOTHING,
    dimensions: Mapping[str, Sequence[str | int]] = _NOTHING,
    complete: Callable[[dict[str, Any]], Values] | None = None,
    axes: Sequence[str] = (),
) -> Agreement | CounterExample:
    """Whether a student's formula is the same function as a reference.

    reference, names, domains, dimensions, complete: see `drawn_points.Source`.
    axes: the order of the free indices, from the left side of the student's equation.
    Either reading of `*` between matrices will do, if it is right at all points.
    Errors: NoValueError if the reference has a value at no point that was tried.
    """
    source = Source(
        reference=reference,
        names=tuple(names),
        domains=domains,
        dimensions=dimensions,
        complete=complete,
    )
    more = partial(source.points, MORE_DRAWS, 1)
    return compared(student, source.points(DRAWS, 0), axes=axes, more=more)


def compared(
    student: Tree,
    points: list[Point],
    *,
    axes: Sequence[str] = (),
    rtol: float = EXACT,
    atol: float = 0.0,
    more: Callable[[frozenset[str]], list[Point]] | None = None,
) -> Agreement | CounterExample:
    """Whether a student's formula has the values of a reference at its points.

    rtol, atol: by how much an entry may be off, rtol of the expected entry.
    more: other points, asked for where there is nothing to compare at these: rounding has lost
    the digits, or the student's form counts. It is given the names that are counts there.
    """
    first: CounterExample | None = None
    for star in ("elementwise", "matrix") if _has_star(student) else ("elementwise",):
        trial = _Trial(
            student=student,
            points=points,
            star=star,
            axes=tuple(axes),
            rtol=rtol,
            atol=atol,
        )
        found, is_certain = trial.counter_example()
        if not is_certain and more is not None:
            points = more(counted(student))
            again, _ = replace(trial, points=points).counter_example()
            found = again and (found if again.kind == "no value" else again)
        if found is None:
            return Agreement(len(points), star)
        first = first or found
    assert first is not None
    return first


def _has_star(tree: Tree) -> bool:
    """Whether a tree holds a sign that reads in two ways between matrices."""
    return any(
        (isinstance(part, Product) and "*" in part.signs) or isinstance(part, Power)
        for part in walk(tree)
    )


@record(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class _Trial:
    """A student's formula against the points, under one reading of its signs."""

    student: Tree
    points: list[Point]
    star: str
    axes: tuple[str, ...]
    rtol: float
    atol: float

    def counter_example(self) -> tuple[CounterExample | None, bool]:
        """What differs at the first point where something does, None if nothing does.

        False besides it where these points leave too little to compare.
        """
        in_doubt: list[CounterExample] = []
        valueless: list[CounterExample] = []
        for point in self.points:
            try:
                value = np.asarray(self._value(point))
            except UndefinedNameError as problem:
                return CounterExample("undefined", str(problem)), True
            except NoValueError as problem:
                return CounterExample("no value", str(problem), single_numbers(point)), True
            found = self._difference(point, value)
            if found is None:
                continue
            if self._is_noise(point, value):
                in_doubt.append(found)
            elif found.kind == "no value":
                valueless.append(found)
            else:
                return found, True
        met = len(self.points) - len(in_doubt) - len(valueless)
        if met >= (ENOUGH if valueless else 1):
            return None, True
        return (valueless or in_doubt)[0], False

    def _is_noise(self, point: Point, value: Array) -> bool:
        """Whether nothing differs at a point but digits that rounding on the way has lost."""
        expected = point.expected
        if value.shape != expected.shape:
            return False
        place = (point.values, point.drawn.keys())
        own = noise(self.student, *place, star=self.star, axes=self.axes)
        others: Any = 0.0
        if point.tree is not None:
            others = noise(point.tree, *place)
        if own is None or others is None or own.shape != expected.shape:
            return False
        with np.errstate(invalid="ignore"):
            apart = np.abs(value - expected) > own + others
        apart |= ~np.isfinite(value) & ~np.isinf(own)
        return not bool((self._wrong(value, expected) & apart).any())

    def _value(self, point: Point) -> Array:
        expected = point.expected
        value = evaluate(
            self.student,
            point.values,
            star=self.star,
            axes=self.axes,
            unit_size=len(expected) if expected.ndim == 2 else 0,
        )
        # on paper a vector is a column or a row; a rule that is flat says nothing of either
        is_line = expected.ndim == 1 and value.ndim == 2 and 1 in value.shape
        return value.reshape(-1) if is_line and value.size == expected.size else value

    def _difference(self, point: Point, value: Array) -> CounterExample | None:
        expected = point.expected
        if value.size == expected.size == 1:
            value, expected = value.reshape(()), expected.reshape(())
        if value.shape != expected.shape:
            return CounterExample(
                "shape", shape_words(value, point), single_numbers(point), value.shape
            )
        wrong = self._wrong(value, expected)
        if not wrong.any():
            return None
        if not np.isfinite(value).all():
            words = f"{at_point(point)}it has no finite value"
            return CounterExample("no value", words, single_numbers(point), value.shape)
        kind, words = self._slip(point, value, expected, wrong)
        return CounterExample(kind, words, single_numbers(point), value.shape)

    def _wrong(self, value: Array, expected: Array) -> NDArray[np.bool_]:
        """Where entries differ; an expected zero may be missed by rounding alone."""
        with np.errstate(invalid="ignore"):
            allowed = self.rtol * np.abs(expected) + self.atol
            near = (np.abs(value - expected) <= allowed) & np.isfinite(expected)
        agree = near | (value == expected)
        own = float(np.abs(expected[np.isfinite(expected)]).max(initial=0.0))
        scale = own or min(self._scale(), 1.0) or 1.0  # what is huge elsewhere hides nothing here
        zero = (np.abs(expected) <= 1e-14 * scale) & (np.abs(value) <= 1e-12 * scale)
        found: NDArray[np.bool_] = ~(agree | zero)
        return found

    def _scale(self) -> float:
        """The largest size of an entry at any point."""
        finite = (p.expected[np.isfinite(p.expected)] for p in self.points)
        return max((float(np.abs(found).max(initial=0.0)) for found in finite), default=0.0)

    def _slip(
        self, point: Point, value: Array, expected: Array, wrong: NDArray[np.bool_]
    ) -> tuple[str, str]:
        """The kind of a difference, and what to say of it."""
        factor = self._constant_factor() if len(self.points) > 1 and point.drawn else None
        if factor is not None and abs(factor + 1) < 1e-9:
            return "sign", "the sign is the other one at every point that was tried"
        if factor is not None:
            size = "larger" if abs(factor) > 1 else "smaller"
            return "factor", f"it is {size} in size by a constant factor at every point tried"
        if value.ndim == 0:
            if float(value) * float(expected) < 0:
                return "sign", f"{at_point(point)}the sign differs"
            return "value", f"{at_point(point)}the value differs"
        if not wrong.all():
            return "entries", f"{at_point(point)}{entry_words(wrong)}"
        return "value", f"{at_point(point)}every entry differs"

    def _constant_factor(self) -> float | None:
        """By what the formula is too large everywhere, if it is one number other than 1."""
        ratios = []
        for point in self.points:
            try:
                value = np.asarray(self._value(point))
            except NoValueError:
                return None
            if value.size != point.expected.size:
                return None
            with np.errstate(all="ignore"):
                ratios.append(value.ravel() / point.expected.ravel())
        ratio = np.concatenate(ratios)
        if not np.isfinite(ratio).all() or ratio[0] == 0:
            return None
        spread = np.abs(ratio - ratio[0]).max()
        return float(ratio[0]) if spread <= 1e-9 * abs(ratio[0]) else None
