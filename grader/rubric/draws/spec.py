"""What a drawn parameter may be: `draw: uniform(0.1, 0.9)` to a record that turns whole numbers
drawn at random into plain values.

All arithmetic is of whole numbers and fractions, so that the same draw gives the same value on
every machine and with every version of Python.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from grader import record
from grader.errors import RubricError
from grader.graph import did_you_mean

Below = Callable[[int], int]
"""So many things -> which of them, counted from 0."""
Exact = int | Decimal
DECIMALS = 2
"""Decimals of a number whose rubric names none: what a person reads and types without a slip."""
MAX_DECIMALS = 10
MAX_DIMENSIONS = 4
MAX_DRAWN = 1_000
"""Numbers of one parameter: more, nobody calculates with by hand."""
SUMMANDS = 12
"""A sum of twelve uniform numbers has variance 1 and is as good as normal within 3 deviations."""
_BITS = 21
"""Of each summand: twelve of them come out of one hash."""
_CALL = re.compile(r"\s*([A-Za-z_]+)\s*\((.*)\)\s*", re.DOTALL)


@record(frozen=True, slots=True, kw_only=True)
class Draw:
    """How a parameter is drawn. one: an entry, given what draws whole numbers.

    count: how many different entries there are. domain: where formulas may draw it as well, as a
    rubric writes it; None where that cannot be said.
    """

    one: Callable[[Below], Any]
    count: int
    shape: tuple[int, ...] = ()
    domain: Any = None

    @property
    def values(self) -> int:
        """How many different values the parameter may have."""
        return int(self.count ** math.prod(self.shape))

    def value(self, below: Callable[[int, int], int]) -> Any:
        """A plain value: a number, or nested lists. below: (entry, so many things) -> which."""
        places = iter(range(math.prod(self.shape)))

        def filled(shape: tuple[int, ...]) -> Any:
            if not shape:
                place = next(places)
                return self.one(partial(below, place))
            return [filled(shape[1:]) for _ in range(shape[0])]

        return filled(self.shape)


DRAW_KINDS = ("uniform", "integer", "normal", "choice", "permutation")


def is_draw(given: Any) -> bool:
    """Whether a parameter's plain value says how it is drawn."""
    return isinstance(given, dict) and "draw" in given


def draw_of(given: Mapping[str, Any]) -> Draw:
    """The draw that a parameter's keys make. Raises RubricError, in words for TAs."""
    kind, numbers = _called(given["draw"])
    shape = tuple(given.get("shape") or ())
    if len(shape) > MAX_DIMENSIONS or math.prod(shape) > MAX_DRAWN:
        raise RubricError(
            f"shape: {list(shape)} is too large (at most {MAX_DIMENSIONS} dimensions and"
            f" {MAX_DRAWN:,} numbers)"
        )
    return _KINDS[kind](numbers, given.get("decimals"), shape)


def _called(text: str) -> tuple[str, list[Any]]:
    """The kind of a draw and what stands in its brackets, decimals exact."""
    call = _CALL.fullmatch(text)
    name = call[1] if call else text.strip()
    if name not in _KINDS:
        hint = did_you_mean(name, _KINDS)
        raise RubricError(f"'{text}' is no draw{hint or ';'} write {_listed()}")
    if call is None:
        raise RubricError(f"'{text}' lacks its brackets; write {_EXAMPLES[name]}")
    try:
        numbers = json.loads(f"[{call[2]}]", parse_float=Decimal, parse_constant=_no_constant)
    except ValueError:
        raise RubricError(
            f"'{text}': numbers belong in the brackets, 0.5 or -3; write {_EXAMPLES[name]}"
        ) from None
    return name, numbers


def _no_constant(text: str) -> Any:
    raise ValueError(text)


def _listed() -> str:
    *some, last = _EXAMPLES.values()
    return f"{', '.join(some)} or {last}"


def _is_number(given: Any) -> bool:
    return isinstance(given, int | Decimal) and not isinstance(given, bool)


def _two_numbers(kind: str, numbers: list[Any]) -> tuple[Exact, Exact]:
    if len(numbers) != 2 or not all(map(_is_number, numbers)):
        raise RubricError(f"{kind} takes two numbers; write {_EXAMPLES[kind]}")
    return numbers[0], numbers[1]


def _decimals(given: Any) -> int:
    decimals = DECIMALS if given is None else int(given)
    if not 0 <= decimals <= MAX_DECIMALS:
        raise RubricError(f"decimals: {decimals} is not from 0 to {MAX_DECIMALS}")
    return decimals


def _of_units(units: int, decimals: int) -> int | float:
    """So many units of the last decimal, as a plain number. Division of whole numbers is exact to
    the last bit everywhere."""
    return units / 10**decimals if decimals else units


def _grid(kind: str, low: Exact, high: Exact, decimals: int, shape: tuple[int, ...]) -> Draw:
    """The numbers of so many decimals from low to high, each as likely as the others."""
    scale = 10**decimals
    first, last = math.ceil(Fraction(low) * scale), math.floor(Fraction(high) * scale)
    if low >= high:
        raise RubricError(f"{kind}({low}, {high}) is no range; write the smaller number first")
    if first > last:
        more = next(d for d in range(decimals, 99) if Fraction(high - low) * 10**d >= 1)
        raise RubricError(
            f"no number of {decimals} decimals lies between {low} and {high}; write decimals:"
            f" {more}"
        )
    count = last - first + 1
    bounds = [_of_units(first, decimals), _of_units(last, decimals)]
    return Draw(
        one=lambda below: _of_units(first + below(count), decimals),
        count=count,
        shape=shape,
        domain=bounds if count > 1 and decimals else None,
    )


def _uniform(numbers: list[Any], decimals: Any, shape: tuple[int, ...]) -> Draw:
    return _grid("uniform", *_two_numbers("uniform", numbers), _decimals(decimals), shape)


def _integer(numbers: list[Any], decimals: Any, shape: tuple[int, ...]) -> Draw:
    low, high = _two_numbers("integer", numbers)
    if decimals:
        raise RubricError(f"integer has no decimals; write uniform({low}, {high}) for a fraction")
    draw = _grid("integer", low, high, 0, shape)
    domain = {"low": math.ceil(low), "high": math.floor(high), "integer": True}
    return replace(draw, domain=domain if draw.count > 1 else None)


def _normal(numbers: list[Any], decimals: Any, shape: tuple[int, ...]) -> Draw:
    """Numbers round a mean, as a sum of twelve uniform ones: never further than 6 deviations."""
    mean, deviation = _two_numbers("normal", numbers)
    if deviation <= 0:
        raise RubricError(f"the deviation {deviation} is not above 0; write {_EXAMPLES['normal']}")
    scale = 10 ** _decimals(decimals)
    places = _decimals(decimals)
    mask = (1 << _BITS) - 1

    def one(below: Below) -> int | float:
        bits = below(1 << (_BITS * SUMMANDS))
        total = sum((bits >> (_BITS * place)) & mask for place in range(SUMMANDS))
        off = Fraction(total, mask) - Fraction(SUMMANDS, 2)
        return _of_units(round((Fraction(mean) + Fraction(deviation) * off) * scale), places)

    return Draw(one=one, count=max(1, int(6 * deviation * scale)), shape=shape)


def _choice(numbers: list[Any], decimals: Any, shape: tuple[int, ...]) -> Draw:
    """One of a list: of numbers, or of vectors or matrices of one shape."""
    listed = numbers[0] if len(numbers) == 1 and isinstance(numbers[0], list) else numbers
    _without_decimals("choice", decimals)
    if not listed:
        raise RubricError(f"choice has nothing to choose from; write {_EXAMPLES['choice']}")
    shapes = [_shape(one) for one in listed]
    if None in shapes or len(set(shapes)) > 1:
        raise RubricError(
            "the choices are not all numbers, or not all lists of one shape; write"
            f" {_EXAMPLES['choice']}"
        )
    if shape and shapes[0]:
        raise RubricError("shape goes with choices that are numbers; remove it")
    values = [_plain(one) for one in listed]
    return Draw(
        one=lambda below: values[below(len(values))],
        count=len({json.dumps(value) for value in values}),
        shape=shape,
        domain={"values": values} if not shapes[0] else None,
    )


def _permutation(numbers: list[Any], decimals: Any, shape: tuple[int, ...]) -> Draw:
    """A list in any order: a vector of all its numbers."""
    listed = numbers[0] if len(numbers) == 1 and isinstance(numbers[0], list) else numbers
    _without_decimals("permutation", decimals)
    if shape:
        raise RubricError("a permutation has the shape of its list; remove shape")
    if len(listed) < 2 or not all(map(_is_number, listed)):
        raise RubricError(f"two numbers or more belong here; write {_EXAMPLES['permutation']}")
    values = [_plain(one) for one in listed]
    count = math.factorial(len(values))

    def one(below: Below) -> list[Any]:
        left, order, found = list(values), below(count), []
        while left:
            order, place = divmod(order, len(left))
            found.append(left.pop(place))
        return found

    return Draw(one=one, count=count)


def _without_decimals(kind: str, decimals: Any) -> None:
    if decimals is not None:
        raise RubricError(f"{kind} gives its numbers as they are listed; remove decimals")


def _shape(given: Any) -> tuple[int, ...] | None:
    """The shape of a number or of nested lists of them; None where rows differ."""
    if not isinstance(given, list):
        return () if _is_number(given) else None
    inner = {_shape(one) for one in given}
    shape = inner.pop() if len(inner) == 1 else None
    return None if shape is None else (len(given), *shape)


def _plain(given: Any) -> Any:
    if isinstance(given, list):
        return [_plain(one) for one in given]
    return float(given) if isinstance(given, Decimal) else given


_KINDS: Mapping[str, Callable[[list[Any], Any, tuple[int, ...]], Draw]] = {
    "uniform": _uniform,
    "integer": _integer,
    "normal": _normal,
    "choice": _choice,
    "permutation": _permutation,
}
_EXAMPLES = {
    "uniform": "uniform(0.1, 0.9)",
    "integer": "integer(2, 9)",
    "normal": "normal(20, 1.5)",
    "choice": "choice([1, 2, 3])",
    "permutation": "permutation([1, 2, 3])",
}
