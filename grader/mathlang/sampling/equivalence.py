"""Are two formulas the same function? Tried side by side at random points and shapes.

A formula is the same when it has the same shape and the same entries at every point; a single
entry that is off makes it another. What is said about a difference never holds an expected value.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.errors import NoValueError
from grader.mathlang.evaluation.evaluate import BUILT_IN, evaluate
from grader.mathlang.evaluation.noise import noise
from grader.mathlang.known_functions import Function
from grader.mathlang.math_errors import UndefinedNameError
from grader.mathlang.sampling.domains import ANYWHERE, NAMED, domain, drawn, sizes
from grader.mathlang.tree import (
    Call,
    IndexSum,
    Name,
    Power,
    Product,
    Tree,
    names_in_order,
    walk,
)

Array: TypeAlias = NDArray[np.float64]
Values: TypeAlias = Mapping[str, ArrayLike]
Rule: TypeAlias = Callable[[dict[str, Any]], ArrayLike]
_NOTHING: Mapping[str, Any] = MappingProxyType({})
MORE_DRAWS = 24
"""How many more points are tried where rounding leaves nothing to compare at the first."""
MAX_REDRAWS = 40
"""How often a point is drawn again because the reference has no value there."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The same value at every point.

    points: how many. star: how `*` was read, "elementwise" or "matrix".
    """

    points: int
    star: str


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """Values by name at one place, and the reference's value there.

    tree: the reference as a formula of these values, if it is one.
    """

    drawn: dict[str, Any]
    values: Values
    expected: Array
    tree: Tree | None = None


def same_function(
    student: Tree,
    reference: Tree | Rule,
    *,
    names: Iterable[str] = (),
    domains: Mapping[str, Any] = _NOTHING,
    dimensions: Mapping[str, Sequence[str | int]] = _NOTHING,
    complete: Callable[[dict[str, Any]], Values] | None = None,
    functions: Mapping[str, Function] = _NOTHING,
    axes: Sequence[str] = (),
    draws: int = 6,
    rtol: float = 1e-7,
    atol: float = 0.0,
    seed: int = 0,
) -> Agreement | CounterExample:
    """Whether a student's formula is the same function as a reference.

    reference: a tree, or a function of the values by name.
    names: those drawn at random, in this order, before the ones in `domains`, `dimensions` and the
        reference.
    domains: where a name is drawn (see `domains.domain`); by default in [-2, 2], not near 0.
    dimensions: the shape of a name, its sizes by name (`W: ["m", "d"]`) or number; sizes that
        differ by name differ at every point, so that a missing transpose shows.
    complete: from the values drawn to all values that formulas may use (earlier steps).
    axes: the order of the free indices, from the left side of the student's equation.
    rtol, atol: by how much an entry may be off, rtol of the expected entry.
    Either reading of `*` between matrices will do, if it is right at all points.
    Errors: NoValueError if the reference has a value at no point that was tried.
    """
    source = _Source(reference, names, domains, dimensions, complete, functions)
    points = source.points(draws, seed)
    more = partial(source.points, MORE_DRAWS, seed + 1)
    return compared(
        student, points, functions=functions, axes=axes, rtol=rtol, atol=atol, more=more
    )


def reference_points(
    reference: Tree | Rule,
    *,
    names: Iterable[str] = (),
    domains: Mapping[str, Any] = _NOTHING,
    dimensions: Mapping[str, Sequence[str | int]] = _NOTHING,
    complete: Callable[[dict[str, Any]], Values] | None = None,
    tree: Tree | None = None,
    draws: int = 6,
    seed: int = 0,
) -> list[Point]:
    """The points at which `same_function` tries a reference, to be kept for many formulas.

    tree: the reference as a formula of all values, where it is given as a function.
    """
    source = _Source(reference, names, domains, dimensions, complete, _NOTHING)
    return [replace(point, tree=point.tree or tree) for point in source.points(draws, seed)]


def compared(
    student: Tree,
    points: list[Point],
    *,
    functions: Mapping[str, Function] = _NOTHING,
    axes: Sequence[str] = (),
    rtol: float = 1e-7,
    atol: float = 0.0,
    more: Callable[[], list[Point]] | None = None,
) -> Agreement | CounterExample:
    """Whether a student's formula has the values of a reference at its points.

    more: other points, asked for where rounding leaves nothing to compare at these.
    """
    first: CounterExample | None = None
    for star in ("elementwise", "matrix") if _has_star(student) else ("elementwise",):
        trial = _Trial(student, points, star, functions, tuple(axes), (rtol, atol))
        found = trial.counter_example()
        if found is not None and trial.all_in_doubt and more is not None:
            points = more()
            trial = _Trial(student, points, star, functions, tuple(axes), (rtol, atol))
            found = trial.counter_example()
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


class _Source:
    """Draws points at which the reference has a value."""

    def __init__(
        self,
        reference: Tree | Rule,
        names: Iterable[str],
        domains: Mapping[str, Any],
        dimensions: Mapping[str, Sequence[str | int]],
        complete: Callable[[dict[str, Any]], Values] | None,
        functions: Mapping[str, Function],
    ) -> None:
        self.reference = reference
        self.complete = complete
        self.functions = functions
        self.dimensions = dimensions
        self.domains = {name: domain(spec) for name, spec in domains.items()}
        wanted = [*names, *domains, *dimensions]
        if not callable(reference):
            own = names_in_order(reference)
            if complete is None:
                wanted += [name for name in own if name not in BUILT_IN]
            for name in bound_names(reference).intersection(own):
                self.domains.setdefault(name, NAMED["count"])
        self.names = list(dict.fromkeys(wanted))

    def points(self, count: int, seed: int) -> list[Point]:
        """Points, all with a value; each name has either sign in half of them."""
        generator = np.random.default_rng(seed)
        found: list[Point] = []
        signs = np.ones((len(self.names), count), dtype=int)
        signs[:, count // 2 :] = -1
        signs = generator.permuted(signs, axis=1)
        problem: NoValueError | None = None
        for attempt in range(count + MAX_REDRAWS):
            side = signs[:, attempt % count]
            values = self._drawn(side, generator)
            try:
                point = self._point(values)
            except NoValueError as told:
                problem = told
                continue
            if point is not None:
                found.append(point)
            if len(found) == count:
                break
        if not found:
            reason = f": {problem}" if problem else ""
            raise NoValueError(f"the rule has no value at any point that was tried{reason}")
        return found

    def _drawn(self, side: NDArray[Any], generator: np.random.Generator) -> dict[str, Any]:
        size = sizes(self.dimensions, generator) if self.dimensions else {}
        values: dict[str, Any] = {}
        for place, name in enumerate(self.names):
            source, shape = self.domains.get(name, ANYWHERE), self.dimensions.get(name, ())
            values[name] = drawn(source, shape, int(side[place]), generator, size)
        return values

    def _point(self, values: dict[str, Any]) -> Point | None:
        known = self.complete(dict(values)) if self.complete else values
        if callable(self.reference):
            with np.errstate(all="ignore"):
                expected = np.asarray(self.reference(dict(known)), dtype=np.float64)
        else:
            expected = np.asarray(evaluate(self.reference, known, functions=self.functions))
        constant = not self.names and not np.isnan(expected).any()
        if not constant and not np.isfinite(expected).all():
            return None
        tree = None if callable(self.reference) else self.reference
        return Point(values, known, expected, tree)


def bound_names(tree: Tree) -> frozenset[str]:
    """The names that bound a sum: they are whole numbers."""
    found: set[str] = set()
    for part in walk(tree):
        ends: tuple[Tree | None, ...] = ()
        if isinstance(part, IndexSum):
            ends = (part.low, part.high)
        elif isinstance(part, Call) and part.function == "summation":
            ends = part.arguments[1:]
        for end in ends:
            if end is not None:
                found.update(one.name for one in walk(end) if isinstance(one, Name))
    return frozenset(found)


class _Trial:
    """A student's formula against the points, under one reading of its signs."""

    def __init__(
        self,
        student: Tree,
        points: list[Point],
        star: str,
        functions: Mapping[str, Function],
        axes: tuple[str, ...],
        tolerance: tuple[float, float],
    ) -> None:
        self.student = student
        self.points = points
        self.star = star
        self.functions = functions
        self.axes = axes
        self.rtol, self.atol = tolerance
        self.all_in_doubt = False
        sizes = [np.abs(point.expected[np.isfinite(point.expected)]) for point in points]
        self.scale = max((float(size.max()) for size in sizes if size.size), default=0.0)

    def counter_example(self) -> CounterExample | None:
        """What differs at the first point where something does; None if nothing does."""
        in_doubt: list[CounterExample] = []
        for point in self.points:
            try:
                value = np.asarray(self._value(point))
            except UndefinedNameError as problem:
                return CounterExample("undefined", str(problem))
            except NoValueError as problem:
                return CounterExample("no value", str(problem), _shown(point))
            found = self._difference(point, value)
            if found is not None and not self._is_noise(point, value):
                return found
            in_doubt += [found] if found is not None else []
        self.all_in_doubt = len(in_doubt) == len(self.points)
        return in_doubt[0] if self.all_in_doubt else None

    def _is_noise(self, point: Point, value: Array) -> bool:
        """Whether nothing differs at a point but digits that rounding on the way has lost."""
        expected = point.expected
        if value.shape != expected.shape:
            return False
        place, known = (point.values, point.drawn.keys()), self.functions
        own = noise(self.student, *place, star=self.star, functions=known, axes=self.axes)
        others: Any = 0.0
        if point.tree is not None:
            others = noise(point.tree, *place, functions=known)
        if own is None or others is None or own.shape != expected.shape:
            return False
        with np.errstate(invalid="ignore"):
            apart = np.abs(value - expected) > own + others
        apart |= ~np.isfinite(value) & ~np.isinf(own)
        return not bool((self._wrong(value, expected) & apart).any())

    def _value(self, point: Point) -> Array:
        return evaluate(
            self.student,
            point.values,
            star=self.star,
            functions=self.functions,
            axes=self.axes,
            unit_size=len(point.expected) if point.expected.ndim == 2 else 0,
        )

    def _difference(self, point: Point, value: Array) -> CounterExample | None:
        expected = point.expected
        if value.size == expected.size == 1:
            value, expected = value.reshape(()), expected.reshape(())
        if value.shape != expected.shape:
            return CounterExample("shape", _shape_words(value, point), _shown(point), value.shape)
        wrong = self._wrong(value, expected)
        if not wrong.any():
            return None
        if not np.isfinite(value).all():
            words = f"{_where(point)}it has no finite value"
            return CounterExample("no value", words, _shown(point), value.shape)
        kind, words = self._slip(point, value, expected, wrong)
        return CounterExample(kind, words, _shown(point), value.shape)

    def _wrong(self, value: Array, expected: Array) -> NDArray[np.bool_]:
        """Where entries differ; an expected zero may be missed by rounding alone."""
        with np.errstate(invalid="ignore"):
            allowed = self.rtol * np.abs(expected) + self.atol
            near = (np.abs(value - expected) <= allowed) & np.isfinite(expected)
        agree = near | (value == expected)
        own = float(np.abs(expected[np.isfinite(expected)]).max(initial=0.0))
        scale = own or min(self.scale, 1.0) or 1.0  # what is huge elsewhere hides nothing here
        zero = (np.abs(expected) <= 1e-14 * scale) & (np.abs(value) <= 1e-12 * scale)
        found: NDArray[np.bool_] = ~(agree | zero)
        return found

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
                return "sign", f"{_where(point)}the sign differs"
            return "value", f"{_where(point)}the value differs"
        if not wrong.all():
            return "entries", f"{_where(point)}{_entries(wrong)}"
        return "value", f"{_where(point)}every entry differs"

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


def _shown(point: Point) -> tuple[tuple[str, float], ...]:
    """The single numbers that were drawn at a point."""
    return tuple((name, float(v)) for name, v in point.drawn.items() if np.ndim(v) == 0)


def _where(point: Point) -> str:
    """ "at w1 = 0.4, x = -1.2 ", or nothing where there is nothing short to say."""
    single = _shown(point)
    if not single or len(single) > 6:
        return ""
    return f"at {', '.join(f'{name} = {value:g}' for name, value in single)} "


def _shape_words(value: Array, point: Point) -> str:
    shapes = [f"{name} has {np.shape(v)}" for name, v in point.drawn.items() if np.ndim(v)]
    where = f" where {', '.join(shapes[:4])}" if shapes else ""
    own = f"shape {value.shape}" if value.ndim else "a single number"
    return f"your result is {own}{where}; another shape is needed"


def _entries(wrong: NDArray[np.bool_]) -> str:
    places = [tuple(int(i) + 1 for i in place) for place in np.argwhere(wrong)[:4]]
    told = ", ".join(str(place[0] if len(place) == 1 else place) for place in places)
    more = " and more" if wrong.sum() > 4 else ""
    return f"entries differ: {told}{more}"
