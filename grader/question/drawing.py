"""Random values for a question's parameters, of the shapes and from the domains that it names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from itertools import combinations, islice
from typing import Any, NamedTuple

import numpy as np

from grader.mathlang import ANYWHERE, domain, drawn, sizes
from grader.model import Array
from grader.question.assembly import Question

DRAWS = 30
SEED = 1
QUESTIONS_REMEMBERED = 32
"""Of so many questions the values at random parameters are kept: a rubric has a dozen or two."""

Draw = Callable[[Array, np.random.Generator], Array]


def random_points(
    question: Question, alike: Mapping[str, Draw] | None = None
) -> Iterator[dict[str, Array]]:
    """Values of all parameters, drawn again and again; last, the given ones if all are given.

    alike: how to draw parameters that keep what is special about their given values.
    """
    generator = np.random.default_rng(SEED)
    for draw in range(DRAWS):
        size = sizes(question.dimensions, generator) if question.dimensions else {}
        point = {}
        for name in question.graph.givens:
            source = domain(question.domains[name]) if name in question.domains else ANYWHERE
            shape = tuple(size[n] if isinstance(n, str) else n for n in question.shapes[name])
            if alike and name in alike:
                point[name] = alike[name](question.parameters[name], generator)
            else:
                point[name] = np.asarray(drawn(source, shape, (-1) ** draw, generator))
        yield point
    if not question.has_symbols:
        yield dict(question.parameters)


@lru_cache(maxsize=QUESTIONS_REMEMBERED)
def drawn_values(question: Question, count: int) -> tuple[Mapping[str, Any], ...]:
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
    lengths = {length for given in question.parameters.values() for length in given.shape}
    free = {n: given for n, given in question.parameters.items() if n not in question.domains}
    found: list[dict[str, Draw]] = []
    for kind in _KINDS:
        names = [name for name, given in free.items() if kind.is_met(given, lengths)]
        names = [name for name in names if kind.may_move or name not in moved]
        if names:
            found.append(dict.fromkeys(names, kind.draw))
    for count in range(1, len(found) + 1):
        for several in combinations(found, count):
            yield {name: draw for kind in reversed(several) for name, draw in kind.items()}


def _has_shares(given: Array, _: Collection[int]) -> bool:
    if given.ndim == 0 or given.shape[-1] < 2:
        return False
    return bool((given >= 0).all() and np.allclose(given.sum(axis=-1), 1))


def _drawn_shares(given: Array, generator: np.random.Generator) -> Array:
    """Rows of shares that sum to 1: one-hot where all that is given is."""
    rows = "one_hot" if np.isin(given, (0, 1)).all() else "distribution"
    return drawn(domain(rows), given.shape, 1, generator)


def _is_symmetric(given: Array, _: Collection[int]) -> bool:
    return given.ndim == 2 and given.shape[0] > 1 and np.array_equal(given, given.T)


def _drawn_symmetric(given: Array, generator: np.random.Generator) -> Array:
    half = generator.uniform(-1, 1, given.shape)
    return np.asarray(half + half.T)


def _has_flags(given: Array, _: Collection[int]) -> bool:
    """Whether all entries are 0 or 1, or all are -1 or 1: masks, labels of two classes."""
    return any(bool(np.isin(given, flags).all()) for flags in _FLAGS)


_FLAGS = ((0.0, 1.0), (-1.0, 1.0))


def _drawn_flags(given: Array, generator: np.random.Generator) -> Array:
    flags = next(flags for flags in _FLAGS if np.isin(given, flags).all())
    return np.asarray(generator.choice(flags, given.shape), dtype=np.float64)


def _is_count(given: Array, lengths: Collection[int]) -> bool:
    """Whether a number counts the entries along an axis of another parameter: n = 4 samples."""
    return given.ndim == 0 and float(given) in lengths


_KINDS = (
    _Kind(is_met=_has_shares, draw=_drawn_shares, may_move=True),
    _Kind(is_met=_is_symmetric, draw=_drawn_symmetric, may_move=True),
    _Kind(is_met=_has_flags, draw=_drawn_flags, may_move=False),
    _Kind(is_met=_is_count, draw=lambda given, _: given, may_move=False),
)
