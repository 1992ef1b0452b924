"""Points at which a reference has a value: what formulas are tried at, side by side."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader import record
from grader.errors import NoValueError
from grader.mathlang.evaluation.evaluate import evaluate
from grader.mathlang.evaluation.scope import BUILT_IN
from grader.mathlang.known_functions import COUNTING
from grader.mathlang.repeatable_draws import Draws
from grader.mathlang.sampling.domains import ANYWHERE, NAMED, Domain, domain, drawn, sizes
from grader.mathlang.tree import Call, IndexSum, Name, Tree, children, names_in_order, walk

Array: TypeAlias = NDArray[np.float64]
Values: TypeAlias = Mapping[str, ArrayLike]
Rule: TypeAlias = Callable[[dict[str, Any]], ArrayLike]
MAX_REDRAWS = 40
"""How often a point is drawn again because the reference has no value there."""


@record(frozen=True, slots=True, eq=False, repr=False)
class Point:
    """Values by name at one place, and the reference's value there.

    tree: the reference as a formula of these values, if it is one.
    """

    drawn: dict[str, Any]
    values: Values
    expected: Array
    tree: Tree | None = None


@record(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Source:
    """Draws points at which a reference has a value.

    reference: a tree, or a function of the values by name.
    names: those drawn at random, in this order, before the ones in `domains`, `dimensions` and the
        reference.
    domains: where a name is drawn (see `domains.domain`); by default in [-2, 2], not near 0.
    dimensions: the shape of a name, its sizes by name (`W: ["m", "d"]`) or number; sizes that
        differ by name differ at every point, so that a missing transpose shows.
    complete: from the values drawn to all values that formulas may use (earlier steps).
    tree: the reference as a formula of all values, where it is given as a function.
    """

    reference: Tree | Rule
    names: Collection[str] = ()
    domains: Mapping[str, Any] = field(default_factory=dict)
    dimensions: Mapping[str, Sequence[str | int]] = field(default_factory=dict)
    complete: Callable[[dict[str, Any]], Values] | None = None
    tree: Tree | None = None

    def _drawn_from(self) -> dict[str, Domain]:
        """The names that are drawn, in order, and where each of them is."""
        found = {name: domain(spec) for name, spec in self.domains.items()}
        wanted = [*self.names, *self.domains, *self.dimensions]
        if not callable(self.reference):
            own = names_in_order(self.reference)
            if self.complete is None:
                wanted += [name for name in own if name not in BUILT_IN]
            for name in bound_names(self.reference).intersection(own):
                found.setdefault(name, NAMED["count"])
        return {name: found.get(name, ANYWHERE) for name in wanted}

    def points(self, count: int, seed: int, counts: frozenset[str] = frozenset()) -> list[Point]:
        """Points, all with a value; each name has either sign in half of them.

        counts: names drawn from whole numbers, 1 and up, unless a domain is given for them.
        Errors: NoValueError if the reference has a value at no point that was tried.
        """
        domains = _with_counts(self._drawn_from(), counts)
        generator = Draws(seed)
        found: list[Point] = []
        signs = np.ones((len(domains), count), dtype=int)
        signs[:, count // 2 :] = -1
        for row in signs:
            row[:] = row[generator.order(count)]
        problem: NoValueError | None = None
        for attempt in range(count + MAX_REDRAWS):
            side = signs[:, attempt % count]
            values = self._drawn(domains, side, generator)
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

    def _drawn(
        self, domains: dict[str, Domain], side: NDArray[Any], generator: Draws
    ) -> dict[str, Any]:
        size = sizes(self.dimensions, generator) if self.dimensions else {}
        values: dict[str, Any] = {}
        for sign, (name, source) in zip(side, domains.items(), strict=True):
            shape = self.dimensions.get(name, ())
            values[name] = drawn(source, shape, int(sign), generator, size)
        return values

    def _point(self, values: dict[str, Any]) -> Point | None:
        known = self.complete(dict(values)) if self.complete else values
        if callable(self.reference):
            with np.errstate(all="ignore"):
                expected = np.asarray(self.reference(dict(known)), dtype=np.float64)
        else:
            expected = np.asarray(evaluate(self.reference, known))
        constant = not values and not np.isnan(expected).any()
        if not constant and not np.isfinite(expected).all():
            return None
        tree = self.tree if callable(self.reference) else self.reference
        return Point(values, known, expected, tree)


def _with_counts(domains: Mapping[str, Domain], counts: frozenset[str]) -> dict[str, Domain]:
    """The domains with whole numbers for names that count, unless a domain is given for them."""
    free = {name for name in counts & domains.keys() if domains[name] is ANYWHERE}
    return {**domains, **dict.fromkeys(free, NAMED["count"])}


def bound_names(tree: Tree) -> frozenset[str]:
    """The names that bound a sum: they are whole numbers."""
    found: set[str] = set()
    for part in walk(tree):
        for end in children(part)[:-1] if isinstance(part, IndexSum) else ():
            found.update(one.name for one in walk(end) if isinstance(one, Name))
    return frozenset(found)


def counted(tree: Tree) -> frozenset[str]:
    """The names that a formula takes factorials or binomial coefficients of: they count."""
    calls = (p for p in walk(tree) if isinstance(p, Call) and p.function in COUNTING)
    return frozenset(one.name for call in calls for one in walk(call) if isinstance(one, Name))
