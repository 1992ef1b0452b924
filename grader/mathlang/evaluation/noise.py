"""How much of a formula's value is noise: what rounding on the way has done to it.

`1 - sigmoid(40)` is 0 in floats and 4e-18 on paper. Two right spellings of a function may differ
there in every digit, and that difference says nothing. So the formula is worked out again with
every result on the way shaken by a little; how far its value moves tells how far rounding, which
is such a shake of 1e-16, may have moved it.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.errors import NoValueError
from grader.mathlang.evaluation.evaluate import Evaluator, evaluated
from grader.mathlang.known_functions import COUNTING
from grader.mathlang.repeatable_draws import Draws
from grader.mathlang.tree import Call, Name, Power, Product, Sum, Tree

Array = NDArray[np.float64]
SHAKE = 1e-10
"""By what share each result is shaken: far above rounding, far below what a wrong formula does."""
RUNS = 4
SAFETY = 50.0
"""How much further than the shakes suggest rounding may reach: it can hit the worst way at once."""
LOST = 0.1
"""A value that the shakes move by such a share has kept no digits to compare."""
_COMPUTED = (Sum, Product, Power, Call)


def noise(
    tree: Tree,
    values: Mapping[str, ArrayLike],
    exact: Collection[str],
    *,
    star: str = "elementwise",
    axes: Sequence[str] = (),
) -> Array | None:
    """How far rounding may have moved each entry of a value; inf where it may have lost it.

    exact: the names whose values were not computed. None where the formula cannot be shaken, as
    where an index is computed in it.
    """
    generator = Draws(0)
    found = [np.asarray(evaluated(tree, Evaluator(values, star == "matrix"), axes))]
    for _ in range(RUNS):
        shaken = _Shaken(values, star == "matrix", exact, generator)
        try:
            found.append(np.asarray(evaluated(tree, shaken, axes), dtype=np.float64))
        except NoValueError:
            return None
    runs = np.array(found)
    lost = np.isfinite(runs).any(axis=0) & ~np.isfinite(runs).all(axis=0)
    with np.errstate(all="ignore"):
        spread = runs.max(axis=0) - runs.min(axis=0)
        lost |= spread > LOST * np.abs(runs[0])  # too far to tell the rest from it
    reach = SAFETY * spread * np.finfo(np.float64).eps / SHAKE
    return np.where(lost, np.inf, np.where(np.isfinite(spread), reach, 0.0))


class _Shaken(Evaluator):
    """Evaluates with every result moved by a random little."""

    __slots__ = ("exact", "generator")

    def __init__(
        self,
        values: Mapping[str, ArrayLike],
        as_matrix: bool,
        exact: Collection[str],
        generator: Draws,
    ) -> None:
        super().__init__(values, as_matrix)
        self.exact = exact
        self.generator = generator

    def value(self, tree: Tree) -> Any:
        if isinstance(tree, Call) and tree.function in COUNTING:  # of shaken counts they are nan
            found = Evaluator(self.given, self.as_matrix).value(tree)
        else:
            found = super().value(tree)
        is_computed = isinstance(tree, _COMPUTED) or (
            isinstance(tree, Name) and tree.name in self.given and tree.name not in self.exact
        )
        if not is_computed:
            return found
        return found * (1.0 + SHAKE * self.generator.uniform(-1.0, 1.0, np.shape(found)))
