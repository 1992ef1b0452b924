"""Parts of a formula are shown as the question writes them."""

import pytest
from slip_questions import BIASED, CHAIN, SOFTMAX

from grader.mathlang import parse
from grader.slips.slip_words import shown

SHOWN = [
    (CHAIN, "h2 * (1 - h2)", "σ'(z2)"),
    (CHAIN, "y * (1 - y)", "σ'(z3)"),
    (CHAIN, "sigmoid(z1) (1 - sigmoid(z1))", "σ'(z1)"),
    (CHAIN, "1 - tanh(z1)^2", "tanh'(z1)"),
    (CHAIN, "sigmoid(z1)", "σ(z1)"),
    (CHAIN, "dsigmoid(z1)", "σ'(z1)"),
    (CHAIN, "sigmoid''(z1)", "σ''(z1)"),
    (CHAIN, "relu'(z1)", "relu'(z1)"),
    (CHAIN, "h1 (1 - h2)", "h1 (1 - h2)"),
    (CHAIN, "x (1 - x)", "x (1 - x)"),
    (CHAIN, "h1 h2 (1 - h2)", "h1 h2 (1 - h2)"),
    (CHAIN, "1 - h1^2", "(1 - h1^2)"),
    (CHAIN, "2 (y - y_hat)", "2 (y - y_hat)"),
    (CHAIN, "y - y_hat", "(y - y_hat)"),
    (CHAIN, "dL_dw3 h1", "∂L/∂w3 h1"),
    (BIASED, "1 - h1^2", "tanh'(z1)"),
    (BIASED, "1 - h1^3", "(1 - h1^3)"),
    (BIASED, "1 - h1", "(1 - h1)"),
    (BIASED, "h1 (1 - h1)", "h1 (1 - h1)"),
    (BIASED, "1 - y^2", "(1 - y^2)"),
    (BIASED, "W2^T", "W2^T"),
    (SOFTMAX, "softmax(Z, axis=1)", "softmax(Z, axis=1)"),
    (SOFTMAX, "sum(T * log(P))", "sum(T * ln(P))"),
]


@pytest.mark.parametrize(("question", "text", "words"), SHOWN)
def test_a_part_is_shown_as_it_is_written_on_paper(question, text, words):
    """A derivative written as a product is shown as the derivative that it is, and no other."""
    context = question.near([*question.rules][-1]).context
    assert shown(parse(text), context) == words


def test_a_derivative_stands_as_one_wherever_it_is_shown():
    context = CHAIN.near("dL_dw1").context
    assert shown(parse("2 dL_dw3"), context) == "2 ∂L/∂w3"
    assert shown(parse("dL_dw3 + x"), context) == "(∂L/∂w3 + x)"
