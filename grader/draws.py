"""Random values for a question's parameters, of the shapes and from the domains that it names."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping

import numpy as np

from grader.mathlang.domains import ANYWHERE, domain, drawn, sizes
from grader.model import Array
from grader.question import Question

DRAWS = 30
SEED = 1

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
    if set(question.parameters) == set(question.graph.parameters):
        yield dict(question.parameters)


def special_draws(question: Question, moved: Collection[str] = ()) -> Iterator[Mapping[str, Draw]]:
    """Ways to draw parameters so that they keep what is special about the given ones: rows that
    are shares of 1 (one-hot targets, distributions), symmetric matrices, flags, and counts, which
    stay as they are. First each kind by itself, then several at once.

    moved: parameters that something is differentiated by, which are neither flags nor counts.
    """
    free = {n: given for n, given in question.parameters.items() if n not in question.domains}
    lengths = {length for given in question.parameters.values() for length in given.shape}
    kinds: list[dict[str, Draw]] = []
    for is_special, draw in (
        (_has_shares, _drawn_shares),
        (_is_symmetric, _drawn_symmetric),
        (_has_flags, _drawn_flags),
        (lambda given: _is_count(given, lengths), _kept),
    ):
        names = [name for name, given in free.items() if is_special(given)]
        if draw in (_drawn_flags, _kept):
            names = [name for name in names if name not in moved]
        if names:
            kinds.append(dict.fromkeys(names, draw))
    for count in range(1, len(kinds) + 1):
        for several in itertools.combinations(kinds, count):
            yield {name: draw for kind in reversed(several) for name, draw in kind.items()}


def _has_shares(given: Array) -> bool:
    if given.ndim == 0 or given.shape[-1] < 2:
        return False
    return bool((given >= 0).all() and np.allclose(given.sum(axis=-1), 1))


def _is_symmetric(given: Array) -> bool:
    return given.ndim == 2 and given.shape[0] > 1 and np.array_equal(given, given.T)


def _drawn_shares(given: Array, generator: np.random.Generator) -> Array:
    """Rows of shares that sum to 1: one-hot where all that is given is."""
    if np.isin(given, (0, 1)).all():
        places = generator.integers(given.shape[-1], size=given.shape[:-1])
        return np.asarray(np.eye(given.shape[-1])[places])
    parts = generator.uniform(0.1, 1, given.shape)
    return np.asarray(parts / parts.sum(axis=-1, keepdims=True))


def _drawn_symmetric(given: Array, generator: np.random.Generator) -> Array:
    half = generator.uniform(-1, 1, given.shape)
    return np.asarray(half + half.T)


def _has_flags(given: Array) -> bool:
    """Whether all entries are 0 or 1, or all are -1 or 1: masks, labels of two classes."""
    return any(bool(np.isin(given, flags).all()) for flags in _FLAGS)


_FLAGS = ((0.0, 1.0), (-1.0, 1.0))


def _drawn_flags(given: Array, generator: np.random.Generator) -> Array:
    flags = next(flags for flags in _FLAGS if np.isin(given, flags).all())
    return np.asarray(generator.choice(flags, given.shape), dtype=np.float64)


def _is_count(given: Array, lengths: Collection[int]) -> bool:
    """Whether a number counts the entries along an axis of another parameter: n = 4 samples."""
    return given.ndim == 0 and float(given) in lengths


def _kept(given: Array, _: np.random.Generator) -> Array:
    return given
