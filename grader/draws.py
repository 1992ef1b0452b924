"""Random values for a question's parameters, of the shapes and from the domains that it names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.mathlang.domains import ANYWHERE, domain, drawn, sizes
from grader.model import Array
from grader.question import Question

DRAWS = 30
SEED = 1


def random_points(question: Question) -> Iterator[dict[str, Array]]:
    """Values of all parameters, drawn again and again; last, the given ones if all are given."""
    generator = np.random.default_rng(SEED)
    for draw in range(DRAWS):
        size = sizes(question.dimensions, generator) if question.dimensions else {}
        point = {}
        for name in sorted(question.graph.parameters):
            source = domain(question.domains[name]) if name in question.domains else ANYWHERE
            shape = tuple(size[n] if isinstance(n, str) else n for n in question.shapes[name])
            point[name] = np.asarray(drawn(source, shape, (-1) ** draw, generator))
        yield point
    if set(question.parameters) == set(question.graph.parameters):
        yield dict(question.parameters)
