"""Random values for a question's parameters, of the shapes and from the domains that it names."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from grader.mathlang.domains import ANYWHERE, domain, drawn, sizes
from grader.model import Array
from grader.question import Question

DRAWS = 30
SEED = 1


def random_points(question: Question, held: Collection[str] = ()) -> Iterator[dict[str, Array]]:
    """Values of all parameters, drawn again and again; last, the given ones if all are given.

    held: parameters drawn among the kind that is given for them, rows of shares that sum to 1.
    """
    generator = np.random.default_rng(SEED)
    for draw in range(DRAWS):
        size = sizes(question.dimensions, generator) if question.dimensions else {}
        point = {}
        for name in sorted(question.graph.parameters):
            source = domain(question.domains[name]) if name in question.domains else ANYWHERE
            shape = tuple(size[n] if isinstance(n, str) else n for n in question.shapes[name])
            if name in held:
                point[name] = _drawn_shares(question.parameters[name], generator)
            else:
                point[name] = np.asarray(drawn(source, shape, (-1) ** draw, generator))
        yield point
    if set(question.parameters) == set(question.graph.parameters):
        yield dict(question.parameters)


def given_shares(question: Question) -> tuple[str, ...]:
    """The parameters without a domain whose rows are given as shares that sum to 1: one-hot
    targets, distributions, matrices of transitions."""
    return tuple(
        name
        for name, value in question.parameters.items()
        if name not in question.domains
        and value.ndim > 0
        and value.shape[-1] > 1
        and (value >= 0).all()
        and np.allclose(value.sum(axis=-1), 1)
    )


def _drawn_shares(given: Array, generator: np.random.Generator) -> Array:
    """Rows of shares that sum to 1: one-hot where all that is given is."""
    if np.isin(given, (0, 1)).all():
        places = generator.integers(given.shape[-1], size=given.shape[:-1])
        return np.asarray(np.eye(given.shape[-1])[places])
    parts = generator.uniform(0.1, 1, given.shape)
    return np.asarray(parts / parts.sum(axis=-1, keepdims=True))
