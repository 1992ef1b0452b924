"""A term of weight 0 counts for nothing, even where its other factor has no value."""

import math

import numpy as np
import pytest

from grader.mathlang import Vocabulary, evaluate, parse

ENTROPY = "-c log(p) - (1 - c) log(1 - p)"
NAN, INF = math.nan, math.inf
TABLE = [
    (ENTROPY, {"c": 1, "p": 1.3}, -math.log(1.3)),
    (ENTROPY, {"c": 0, "p": -0.3}, -math.log(1.3)),
    (ENTROPY, {"c": 0, "p": 0}, 0),
    (ENTROPY, {"c": 0, "p": 1.3}, NAN),
    (ENTROPY, {"c": 0.5, "p": 1.3}, NAN),
    (ENTROPY, {"c": 1, "p": 0}, INF),
    ("p log(p)", {"p": 0}, 0),
    ("p log(p/q)", {"p": 0, "q": 0.5}, 0),
    ("a (1/a)", {"a": 0}, NAN),
    ("a/a", {"a": 0}, NAN),
    ("t/y", {"t": 0, "y": 0}, 0),
    ("t/y", {"t": 1, "y": 0}, INF),
    ("m (0 - infinity)", {"m": 0}, 0),
    ("-sum(t ⊙ log(y))", {"t": [0, 1], "y": [-0.2, 0.5]}, math.log(2)),
    ("-t^T log(y)", {"t": [0, 1], "y": [-0.2, 0.5]}, math.log(2)),
    ("-t · log(y)", {"t": [0, 1], "y": [-0.2, 0.5]}, math.log(2)),
    ("-log(y)^T t", {"t": [0, 1], "y": [-0.2, 0.5]}, math.log(2)),
    (r"-\sum_k t_k log(y_k)", {"t": [0, 1], "y": [-0.2, 0.5]}, math.log(2)),
    ("-t^T log(y)", {"t": [1, 1], "y": [-0.2, 0.5]}, NAN),
    ("T^T log(y)", {"T": [[0, 1], [1, 0]], "y": [0.5, -0.2]}, [NAN, math.log(0.5)]),
    ("T log(Y)", {"T": [[0, 1]], "Y": [[0, 0.5], [1, 1]]}, [[0, 0]]),
]


@pytest.mark.parametrize("text, values, expected", TABLE)
def test_a_weight_of_0_makes_nothing_of_what_has_no_value(text, values, expected):
    given = {name: np.asarray(value, dtype=float) for name, value in values.items()}
    found = evaluate(parse(text, Vocabulary(names=tuple(given))), given)
    np.testing.assert_allclose(found, expected, atol=1e-15)
    assert np.shape(found) == np.shape(expected)
