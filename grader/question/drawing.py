"""Random values for a question's parameters, of the shapes and from the domains that it names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import combinations, islice
from typing import Any, NamedTuple

import numpy as np

from grader.mathlang import ANYWHERE, Draws, domain, drawn, sizes
from grader.model import Array
from grader.question.built_once import once
from grader.question.question_records import Question

DRAWS = 30
"""Enough to tell a count of ten things from one of four (tests/marking/test_guessing.py)."""
SEED = 1

Draw = Callable[[Array, Draws], Array]


def random_points(
    question: Question, alike: Mapping[str, Draw] | None = None
) -> Iterator[dict[str, Array]]:
    """Values of all parameters, drawn again and again; last, the given ones if all are given.

    alike: how to draw parameters that keep what is special about their given values.
    """
    return iter(_remembered(question)) if alike is None else _drawn(question, alike)


@once
def _remembered(question: Question) -> tuple[dict[str, Array], ...]:
    return tuple(_drawn(question, {}))


def _drawn(question: Question, alike: Mapping[str, Draw]) -> Iterator[dict[str, Array]]:
    generator = Draws(SEED)
    sources = {name: domain(spec) for name, spec in question.domains.items()}
    shapes = question.shapes
    for draw in range(DRAWS):
        size = sizes(question.dimensions, generator) if question.dimensions else {}
        point = {}
        for name in question.graph.givens:
            if name in alike:
                point[name] = alike[name](question.parameters[name], generator)
            else:
                source, sign = sources.get(name, ANYWHERE), (-1) ** draw
                point[name] = np.asarray(drawn(source, shapes[name], sign, generator, size))
        yield point
    if not question.has_symbols:
        yield dict(question.parameters)


@once
def drawn_values(question: Question, count: int) -> tuple[dict[str, Any], ...]:
    """All values of a question at the first so many random points."""
    return tuple(map(question.values_at, islice(random_points(question), count)))


class _Kind(NamedTuple):
    """A kind of special values, how others of the kind are drawn, and whether what is
    differentiated by may be of it."""

    is_met: Callable[[Array, Collection[int]], bool]
    draw: Draw
    may_move: bool


def special_draws(question: Question, moved: Collection[str] = ()) -> Iterator[Mapping[str, Draw]]:
    """Ways to draw parameters so that they keep what is special about the given ones: rows that
    are shares of 1 (one-hot targets, distributions), symmetric matrices, flags, and counts, which
    stay as they are. First each kind by itself, then several at once.

    moved: parameters that something is differentiated by, which are neither flags nor counts.
    """
    kinds = [_of_kind(kind, question, moved if not kind.may_move else ()) for kind in _KINDS]
    found = [names for names in kinds if names]
    for count in range(1, len(found) + 1):
        for several in combinations(found, count):
            yield {name: draw for kind in reversed(several) for name, draw in kind.items()}


def _of_kind(kind: _Kind, question: Question, moved: Collection[str]) -> dict[str, Draw]:
    """The given parameters of a kind that have no domain of their own and are not moved."""
    lengths = {length for given in question.parameters.values() for length in given.shape}
    return {
        name: kind.draw
        for name, given in question.parameters.items()
        if kind.is_met(given, lengths) and name not in (*question.domains, *moved)
    }


def _has_shares(given: Array, _: Collection[int]) -> bool:
    if given.ndim == 0 or given.shape[-1] < 2:
        return False
    return bool((given >= 0).all() and np.allclose(given.sum(axis=-1), 1))


def _drawn_shares(given: Array, generator: Draws) -> Array:
    """Rows of shares that sum to 1: one-hot where all that is given is."""
    rows = "one_hot" if np.isin(given, (0, 1)).all() else "distribution"
    return drawn(domain(rows), given.shape, 1, generator)


def _is_symmetric(given: Array, _: Collection[int]) -> bool:
    return given.ndim == 2 and given.shape[0] > 1 and np.array_equal(given, given.T)


def _drawn_symmetric(given: Array, generator: Draws) -> Array:
    half = generator.uniform(-1, 1, given.shape)
    return np.asarray(half + half.T)


def _has_flags(given: Array, _: Collection[int]) -> bool:
    """Whether all entries are 0 or 1, or all are -1 or 1: masks, labels of two classes."""
    return any(bool(np.isin(given, flags).all()) for flags in _FLAGS)


_FLAGS = ((0.0, 1.0), (-1.0, 1.0))


def _drawn_flags(given: Array, generator: Draws) -> Array:
    flags = next(flags for flags in _FLAGS if np.isin(given, flags).all())
    return generator.choice(flags, given.shape)


def _is_count(given: Array, lengths: Collection[int]) -> bool:
    """Whether a number counts the entries along an axis of another parameter: n = 4 samples."""
    return given.ndim == 0 and float(given) in lengths


_KINDS = (
    _Kind(is_met=_has_shares, draw=_drawn_shares, may_move=True),
    _Kind(is_met=_is_symmetric, draw=_drawn_symmetric, may_move=True),
    _Kind(is_met=_has_flags, draw=_drawn_flags, may_move=False),
    _Kind(is_met=_is_count, draw=lambda given, _: given, may_move=False),
)
