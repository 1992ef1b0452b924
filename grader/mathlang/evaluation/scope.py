"""What a formula may use: values by name, functions, and so much computing."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader import ops
from grader.mathlang.evaluation.products import Array, settled, unit
from grader.mathlang.known_functions import COMPLEX, WORK, Function, known_function, slope
from grader.mathlang.math_errors import ShapeClashError, TooLargeError, UndefinedNameError
from grader.mathlang.names import nearest
from grader.mathlang.tree import Call, Name, Tree

MAX_WORK = 4_000_000
"""Operations on single entries that one formula may take."""
CONSTANTS: dict[str, float] = {
    "pi": math.pi, "e": math.e, "infinity": math.inf, "infty": math.inf,
    "inf": math.inf, "oo": math.inf, "Inf": math.inf, "Infinity": math.inf,
}  # fmt: skip
INFINITE: frozenset[str] = frozenset(name for name, value in CONSTANTS.items() if value == math.inf)
"""The names of infinity."""
UNIT = "I"
"""The unit matrix, of whatever size it must have, unless a question uses the name."""
BUILT_IN: frozenset[str] = frozenset({*CONSTANTS, UNIT})
"""The names that need no definition."""


class Scope:
    """The values of one formula, its functions, and what it has cost so far.

    given: as they were given; values: the same as arrays, as soon as they are asked for.
    """

    __slots__ = ("given", "values", "work")

    def __init__(self, values: Mapping[str, ArrayLike]) -> None:
        self.given = values
        self.values: dict[str, Array] = {}
        self.work = 0

    def value(self, tree: Tree) -> Array:
        """The value of any tree without index letters."""
        raise NotImplementedError

    def spend(self, entries: int) -> None:
        """Count operations on entries, and stop before there are too many."""
        self.work += entries
        if self.work > MAX_WORK:
            raise TooLargeError("the formula takes too much computing")

    def name(self, tree: Name) -> Array:
        name = tree.name
        found = self.values.get(name)
        if found is None:
            if name in self.given:
                found = np.asarray(self.given[name], dtype=np.float64)[()]
            elif name in CONSTANTS:
                found = np.float64(CONSTANTS[name])
            elif name == UNIT:
                found = unit()
            else:
                raise _undefined(name, self.given)
            self.values[name] = found
        return found

    def function(self, tree: Call) -> Function:
        """The function a call calls, or its derivative."""
        name = tree.function
        known = known_function(name)
        if name == "summation":
            raise ShapeClashError("write summation(body, (k, 1, n))")
        if known is None and name.startswith(COMPLEX):
            from grader.mathlang.complexes.complex_functions import FUNCTIONS as OF_COMPLEX

            return OF_COMPLEX[name.removeprefix(COMPLEX)]
        if known is None:
            raise _unknown_function(tree, self.given)
        if tree.primes == 0:
            return ops.FUNCTIONS[known]
        derivative = slope(known) if tree.primes == 1 else None
        if derivative is None:
            told = "derivative" if tree.primes == 1 else "second derivative"
            raise UndefinedNameError(name, f"the {told} of {name} is not known here; write it out")
        return derivative

    def called(
        self, tree: Call, function: Function, arguments: list[Any], keywords: dict[str, Any]
    ) -> Array:
        if tree.function in WORK:
            self.spend(WORK[tree.function] * max(map(np.size, arguments), default=1))
        try:
            found = np.asarray(function(*arguments, **keywords))
            found = (found if found.dtype.kind == "c" else found.astype(np.float64, copy=False))[()]
        except TypeError:
            # nothing was judged: `21(y - 8) mod 26` is a spelling that is not read
            raise UndefinedNameError(tree.function, _signature(tree, function)) from None
        self.spend(found.size)
        return found


def whole(value: Array) -> int:
    """An index or a bound as an int."""
    if value.ndim or not np.isfinite(value) or value != np.floor(value):
        raise ShapeClashError("an index or a bound must be a whole number")
    return int(value)


def with_axes(value: Array, count: int) -> Array:
    """The array that entries with so many indices are taken from: one index for each axis.

    A matrix of one row or column is a list to a single index.
    """
    value = np.asarray(settled(value))
    if value.ndim == 2 and count == 1 and 1 in value.shape:
        value = value.ravel()
    if value.ndim != count:
        have = "1 index" if count == 1 else f"{count} indices"
        raise ShapeClashError(f"{have} for a value of shape {value.shape}")
    return value


def _undefined(name: str, given: Mapping[str, ArrayLike]) -> UndefinedNameError:
    near = nearest(name, sorted(given))
    hint = f"; did you mean {near}?" if near else ""
    if name == "sigma":
        hint = "; did you mean the function? write sigma(z)"
    elif known_function(name):
        hint = f"; {name} is a function: write {name}(...)"
    return UndefinedNameError(name, f"{name} is not defined here{hint}")


def _unknown_function(tree: Call, given: Mapping[str, ArrayLike]) -> UndefinedNameError:
    name = tree.function
    if name in given:
        return UndefinedNameError(name, f"{name} is a value, not a function: write * after it")
    near = nearest(name, sorted(ops.FUNCTIONS))
    inner = (
        tree.arguments[0].name if tree.arguments and isinstance(tree.arguments[0], Name) else "..."
    )
    hint = f"; did you mean {near}({inner})?" if near else ""
    return UndefinedNameError(name, f"{name} is not a function known here{hint}")


def _signature(tree: Call, function: Function) -> str:
    from inspect import Parameter, signature

    try:
        parameters = signature(function).parameters.values()
    except (TypeError, ValueError):
        return f"{tree.function} does not take these arguments"
    shown = ", ".join(
        f"*{p.name}" if p.kind is Parameter.VAR_POSITIONAL
        else p.name if p.default is Parameter.empty else f"{p.name}={p.default}"
        for p in parameters
    )  # fmt: skip
    return f"{tree.function} does not take these arguments; it is {tree.function}({shown})"
