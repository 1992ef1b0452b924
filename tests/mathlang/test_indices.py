"""Sums over indices mean what they say, whatever the letters: beside einsum."""

import numpy as np
import pytest

from grader.mathlang import ShapeClashError, Vocabulary, evaluate, parse, parse_relation
from grader.mathlang.math_errors import TooLargeError

DRAWN = np.random.default_rng(4)
VALUES = {
    "A": DRAWN.normal(size=(2, 3)),
    "B": DRAWN.normal(size=(3, 4)),
    "C": DRAWN.normal(size=(2, 4)),
    "S": DRAWN.normal(size=(3, 3)),
    "u": DRAWN.normal(size=3),
    "v": DRAWN.normal(size=4),
    "c": 0.7,
}
KNOWN = Vocabulary(names=VALUES, matrices=frozenset(set(VALUES) - {"c"}))

EINSUM = (
    (r"\sum_k A_{ik} B_{kj}", "ik,kj->ij", "AB"),
    (r"\sum_q A_{pq} B_{qr}", "pq,qr->pr", "AB"),
    (r"\sum_k B_{kj} A_{ik}", "kj,ik->ji", "BA"),
    (r"\sum_k C_{ik} B^T_{kj}", "ik,jk->ij", "CB"),
    (r"\sum_k C_{ik} B_{kj}^T", "ik,jk->ij", "CB"),
    (r"\sum_k C_{ik} (B^T)_{kj}", "ik,jk->ij", "CB"),
    (r"\sum_i \sum_j A_{ij} u_j", "ij,j->", "Au"),
    (r"\sum_{i,j} A_{ij} u_j", "ij,j->", "Au"),
    (r"\sum_{ij} A_{ij} u_j", "ij,j->", "Au"),
    (r"\sum_{j=1}^{3} A_{ij} u_j", "ij,j->i", "Au"),
    (r"\sum_k S_{kk}", "kk->", "S"),
    (r"\sum_k A_{ik} \sum_l B_{kl} v_l", "ik,kl,l->i", "ABv"),
    (r"u_i v_j", "i,j->ij", "uv"),
    (r"sum_k A_ik B_kj", "ik,kj->ij", "AB"),
)


@pytest.mark.parametrize("text, subscripts, names", EINSUM)
def test_sums_over_indices_agree_with_einsum(text, subscripts, names):
    expected = np.einsum(subscripts, *(VALUES[name] for name in names))
    np.testing.assert_allclose(evaluate(parse(text, KNOWN), VALUES), expected)


def test_axes_give_the_order_of_the_free_indices():
    tree = parse(r"\sum_k A_{ik} B_{kj}", KNOWN)
    expected = (VALUES["A"] @ VALUES["B"]).T
    np.testing.assert_allclose(evaluate(tree, VALUES, axes=("j", "i")), expected)


def test_the_derivation_of_the_homework_is_one_value_throughout():
    known = Vocabulary(
        names=["dL_dY", "dL_dW", "X", "W"], matrices=frozenset({"dL_dY", "dL_dW", "X", "W"})
    )
    values = {"dL_dY": VALUES["C"], "X": VALUES["B"]}
    chain = parse_relation(
        r"\frac{\partial L}{\partial W_{ij}} &= \sum_k \frac{\partial L}{\partial Y_{ik}} X_{jk}"
        r" \\ &= \sum_k \frac{\partial L}{\partial Y_{ik}} X_{kj}^T"
        r" \\ &= \frac{\partial L}{\partial Y} X^T",
        known,
    )
    for member in chain.members[1:]:
        np.testing.assert_allclose(evaluate(member, values), VALUES["C"] @ VALUES["B"].T)


TABLE = (
    (r"\sum_{k=1}^{5} k", 15.0),
    (r"\sum_{k=0}^{3} 2^k", 15.0),
    (r"\sum_{k=1}^{3} c", 2.1),
    (r"\sum_{k=2}^{1} k", 0.0),
    (r"\prod_{k=1}^{4} k", 24.0),
    (r"\sum_{k=1}^{3} k + 1", 7.0),
    (r"\frac{1}{3} \sum_{k=1}^{3} k^2", 14 / 3),
    ("summation(2*k - 1, (k, 1, 5))", 25.0),
)


@pytest.mark.parametrize("text, expected", TABLE)
def test_sums_with_bounds_have_their_value(text, expected):
    assert evaluate(parse(text, KNOWN), VALUES) == pytest.approx(expected)


def test_neighbouring_entries_are_reached_by_shifted_indices():
    tree = parse(r"\sum_{k=1}^{2} u_{k+1} u_k", KNOWN)
    u = VALUES["u"]
    assert evaluate(tree, VALUES) == pytest.approx(u[1] * u[0] + u[2] * u[1])


def test_functions_of_entries_act_on_each():
    tree = parse(r"\sum_i \sigma(u_i) u_i", KNOWN)
    u = VALUES["u"]
    assert evaluate(tree, VALUES) == pytest.approx(np.sum(u / (1 + np.exp(-u))))


@pytest.mark.parametrize(
    "text", ["\\exp(u)/\\sum_j \\exp(u_j)", "\\frac{e^{u_i}}{\\sum_j e^{u_j}}"]
)
def test_a_sum_may_stand_among_whole_arrays(text):
    u = VALUES["u"]
    expected = np.exp(u) / np.exp(u).sum()
    np.testing.assert_allclose(evaluate(parse(text, KNOWN), VALUES), expected)


def test_the_larger_of_two_entries():
    tree = parse("\\sum_i \\max(0, u_i)", KNOWN)
    assert evaluate(tree, VALUES) == pytest.approx(np.maximum(VALUES["u"], 0).sum())


WRONG = (
    (r"\sum_{k=1}^{3} \sum_{j=1}^{k} j", "a bound of a sum must be one whole number"),
    (r"\sum_k A_{ik} B_{jk}", "the index k would run to 3 and 4"),
    (r"\sum_k A_{k}", "1 index for a value of shape (2, 3)"),
    (r"\sum_{k=1}^{9} u_k", "an index runs outside of 1 to 3"),
    (
        r"\sum_k u_k softmax(u_k)",
        "softmax of single entries: give it the whole array, softmax(z)_i",
    ),
    (r"\sum_{k=1}^{2.5} k", "a bound of a sum must be one whole number"),
)


@pytest.mark.parametrize("text, message", WRONG)
def test_indices_that_do_not_fit_are_told(text, message):
    with pytest.raises(ShapeClashError) as problem:
        evaluate(parse(text, KNOWN), VALUES)
    assert str(problem.value) == message


def test_too_many_combinations_of_indices_are_refused():
    big = {"M": np.ones((300, 300))}
    tree = parse(r"\sum_i \sum_j \sum_k M_{ij} M_{jk}", Vocabulary(names=big))
    with pytest.raises(TooLargeError):
        evaluate(tree, big)
