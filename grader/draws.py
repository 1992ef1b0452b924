"""Random values for a question's parameters, of the shapes and from the domains that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

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
        for name in sorted(question.graph.parameters):
            source = domain(question.domains[name]) if name in question.domains else ANYWHERE
            shape = tuple(size[n] if isinstance(n, str) else n for n in question.shapes[name])
            if alike and name in alike:
                point[name] = alike[name](question.parameters[name], generator)
            else:
                point[name] = np.asarray(drawn(source, shape, (-1) ** draw, generator))
        yield point
    if set(question.parameters) == set(question.graph.parameters):
        yield dict(question.parameters)


def special_draws(question: Question) -> Iterator[Mapping[str, Draw]]:
    """Ways to draw parameters so that they keep what is special about the given ones: rows that
    are shares of 1 (one-hot targets, distributions), symmetric matrices."""
    free = {n: given for n, given in question.parameters.items() if n not in question.domains}
    for is_special, draw in ((_has_shares, _drawn_shares), (_is_symmetric, _drawn_symmetric)):
        found = {name: draw for name, given in free.items() if is_special(given)}
        if found:
            yield found


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
