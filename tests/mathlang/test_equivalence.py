"""The same function in other words is accepted, another function is told apart."""

import numpy as np
import pytest

from grader.errors import NoValueError, RubricError
from grader.mathlang import Vocabulary, evaluate, parse, parse_relation
from grader.mathlang.evaluation.indices import free_indices
from grader.mathlang.sampling.domains import domain, drawn
from grader.mathlang.sampling.equivalence import Agreement, CounterExample, same_function

KNOWN = Vocabulary(
    names=[
        "w1",
        "w2",
        "w3",
        "x",
        "y",
        "y_hat",
        "h1",
        "h2",
        "z1",
        "W",
        "X",
        "dL_dY",
        "dL_dW",
        "loss",
    ],
    aliases={"L": "loss", "S": "sigmoid"},
    matrices=frozenset({"W", "X", "dL_dY", "dL_dW"}),
)
SHAPES = {"W": ["m", "d"], "X": ["d", "n"], "dL_dY": ["m", "n"]}

SAME = (
    ("sigmoid(x)*(1 - sigmoid(x))", [
        r"\sigma(x)(1-\sigma(x))", r"\frac{e^{-x}}{(1+e^{-x})^2}", r"\sigma'(x)", "S'(x)",
        r"\frac{1}{2 + e^x + e^{-x}}", r"\sigma(x)\sigma(-x)", r"\sigma(x) - \sigma^2(x)",
        r"\frac{1}{1+e^{-x}} \cdot \left(1 - \frac{1}{1+e^{-x}}\right)",
    ]),
    ("2*(w3*h2 - y_hat)*h2", [
        r"2(w_3 h_2 - \hat{y}) h_2", r"-2 h_2 (\hat y - w_3 h_2)", r"2 w_3 h_2^2 - 2\hat{y}h_2",
        "2(w3h2-y_hat)h2", r"2 \cdot h_2 \cdot [w_3 h_2 - \hat{y}]",
    ]),
    ("x^2 - 1", ["(x+1)(x-1)", "x x - 1", "(x-1)^2 + 2x - 2"]),
    ("0.25", ["1/4", r"\frac14", "25%", r"\sigma(0)^2", r"\sigma'(0)"]),
    ("log(x)", [r"\ln x", r"\ln(x)", r"\log_2(x)\ln 2", r"-\ln(1/x)"]),
)  # fmt: skip


@pytest.mark.parametrize("rule, text", [(rule, text) for rule, texts in SAME for text in texts])
def test_every_correct_spelling_is_accepted(rule, text):
    assert isinstance(same_function(parse(text, KNOWN), parse(rule)), Agreement)


GENERAL = (
    r"\frac{\partial L}{\partial Y} X^T",
    r"\sum_k \frac{\partial L}{\partial Y_{ik}} X_{jk}",
    r"\sum_k \frac{\partial L}{\partial Y_{ik}} X_{kj}^T",
    r"\sum_{q=1}^{n} \frac{\partial L}{\partial Y_{pq}} X^T_{qr}",
    "dL_dY * X'",
    r"\frac{dL}{dY} \cdot X^{\top}",
    "(X dL_dY^T)^T",
)


@pytest.mark.parametrize("text", GENERAL)
def test_the_general_case_is_graded_at_random_shapes(text):
    def sizes(values):
        return values | {"n": np.shape(values["X"])[1]}

    found = same_function(
        parse(text, KNOWN), parse("dL_dY @ X.T"), dimensions=SHAPES, complete=sizes
    )
    assert isinstance(found, Agreement)


DIFFERENT = (
    ("2*(y - y_hat)*h1", "2(y_hat - y) h_1", "sign"),
    ("2*(y - y_hat)*h1", "(y - y_hat) h_1", "factor"),
    ("2*(y - y_hat)*h1", "2(y - y_hat)", "sign"),
    ("2*(y - y_hat)*h1", "2(y - y_hat) h_3", "undefined"),
    ("x + 1", "x + 1.00001", "value"),
    ("abs(x)", "x", "sign"),
    ("relu(x)", "x", "value"),
    ("exp(x)", r"\log(-x^2)", "no value"),
    ("dL_dY @ X.T", "dL_dY X", "no value"),
    ("dL_dY @ X.T", "X dL_dY^T", "shape"),
    ("dL_dY @ X.T", "dL_dY X^T + dL_dY X^T", "factor"),
    ("[x, 2*x, x]", "[x, x + x, 1]", "entries"),
    ("infinity", "5", "value"),
)


@pytest.mark.parametrize("rule, text, kind", DIFFERENT)
def test_another_function_is_told_apart_by_its_kind(rule, text, kind):
    reference = parse(rule)
    shapes = {name: shape for name, shape in SHAPES.items() if name in rule}
    found = same_function(parse(text, KNOWN), reference, dimensions=shapes)
    assert isinstance(found, CounterExample)
    assert found.kind == kind


WORDS = (
    ("x*y", "x*y + 1", "at x = 0.74, y = -0.57 the value differs"),
    ("x", "-x", "the sign is the other one at every point that was tried"),
    ("x", "2x", "it is larger in size by a constant factor at every point tried"),
    ("[x, 2*x, x]", "[x, x + x, 1]", "at x = -0.54 entries differ: 3"),
    ("x", "h_1", "h1 is not defined here"),
    ("1", "2", "the value differs"),
)


@pytest.mark.parametrize("rule, text, words", WORDS)
def test_a_counter_example_is_told_in_words(rule, text, words):
    found = same_function(parse(text, KNOWN), parse(rule))
    assert isinstance(found, CounterExample)
    if "at x" not in words:
        assert found.words == words
    else:
        assert found.words.partition(" the ")[2] == words.partition(" the ")[2]


def test_a_reference_can_be_a_function_and_earlier_steps_may_be_used():
    def rule(values):
        return 2 * (values["y"] - values["y_hat"]) * values["h1"]

    def complete(values):
        h1 = evaluate(parse("sigmoid(w1*x)"), values)
        return values | {"h1": h1, "y": values["w2"] * h1}

    names = ["w1", "w2", "x", "y_hat"]
    for text in (r"2(y-\hat y)h_1", r"2(w_2 \sigma(w_1x) - \hat{y})\sigma(w_1x)"):
        found = same_function(parse(text, KNOWN), rule, names=names, complete=complete)
        assert isinstance(found, Agreement)


def test_points_without_a_value_of_the_rule_are_drawn_again():
    found = same_function(parse(r"\frac12\ln(x)"), parse("log(sqrt(x))"))
    assert isinstance(found, Agreement)
    with pytest.raises(NoValueError, match="no value at any point"):
        same_function(parse("x"), parse("log(-x^2 - 1)"))


def test_a_domain_decides_where_it_is_tried():
    student, rule = parse("x"), parse("abs(x)")
    assert isinstance(same_function(student, rule), CounterExample)
    for spec in ("positive", [0, 3], {"values": [0, 1]}, {"low": 1, "high": 9, "integer": True}):
        assert isinstance(same_function(student, rule, domains={"x": spec}), Agreement)


def test_rows_of_a_domain_have_shares_whose_sum_is_one():
    generator = np.random.default_rng(5)
    for shape in ((4,), (3, 2), (2, 3, 5)):
        for name in ("one_hot", "distribution"):
            found = drawn(domain(name), shape, 1, generator)
            assert found.shape == shape
            np.testing.assert_allclose(found.sum(axis=-1), 1)
            assert (found >= 0).all()
            assert np.isin(found, (0, 1)).all() == (name == "one_hot")
    with pytest.raises(RubricError, match="one_hot is a domain of vectors and matrices"):
        drawn(domain("one_hot"), (), 1, generator)


def test_a_formula_may_be_right_for_one_hot_targets_alone():
    student, rule = parse("P - T"), parse("P ⊙ sum(T, axis=1, keepdims=True) - T^3")
    shapes = {"P": ["n", "c"], "T": ["n", "c"]}
    assert isinstance(same_function(student, rule, dimensions=shapes), CounterExample)
    rows = {"T": "one_hot"}
    assert isinstance(same_function(student, rule, dimensions=shapes, domains=rows), Agreement)


@pytest.mark.parametrize("spec", ["everywhere", [3, 1], [1], {"low": 1}, 5])
def test_what_is_no_domain_is_told(spec):
    with pytest.raises(RubricError):
        domain(spec)


def test_a_point_is_told_as_it_was():
    found = same_function(parse("x*y + 1"), parse("x*y"))
    assert isinstance(found, CounterExample)
    told = ", ".join(f"{name} = {value:g}" for name, value in found.point)
    assert found.words == f"at {told} the value differs"
    assert all(round(value, 2) == value for _, value in found.point)


def test_a_wrong_entry_of_a_large_matrix_is_not_missed():
    shapes = {"A": [6, 7]}
    wrong = parse("A + 1e-4 * diag([0, 0, 0, 0, 0, 1]) @ ones(6, 7) * A")
    assert isinstance(same_function(wrong, parse("A"), dimensions=shapes), CounterExample)


def test_the_left_side_of_an_equation_orders_the_axes():
    chain = parse_relation(r"\frac{\partial L}{\partial W_{ij}} = \sum_k X_{jk} dL_dY_{ik}", KNOWN)
    order = free_indices(chain.members[0])
    rule = parse("dL_dY @ X.T")
    found = same_function(chain.members[1], rule, dimensions=SHAPES, axes=order)
    assert order == ("i", "j")
    assert isinstance(found, Agreement)


def test_the_same_seed_tries_the_same_points():
    runs = [same_function(parse("x*y + 1"), parse("x*y")) for _ in range(2)]
    assert runs[0] == runs[1]


CANCELLING = [
    ("18 x sigmoid'(9 x^2)", "18 x sigmoid(9 x^2) (1 - sigmoid(9 x^2))", True),
    ("18 x sigmoid(9 x^2) (1 - sigmoid(9 x^2))", "18 x sigmoid'(9 x^2)", True),
    ("18 x sigmoid'(9 x^2)", "18 x sigmoid(9 x^2)^2 (1 - sigmoid(9 x^2))", False),
    ("18 x sigmoid'(9 x^2)", "0 x", False),
    ("1 - tanh(10 x)^2", "1 / cosh(10 x)^2", True),
    ("log(1 + exp(20 x))", "-log(1 - sigmoid(20 x))", True),
    ("1 + exp(20 x)", "1 / (1 - sigmoid(20 x))", True),
    ("1 + exp(20 x)", "1 / (1 - sigmoid(20 x)) + 1", False),
    ("exp(-20 x)", "cosh(20 x) - sinh(20 x)", True),
    ("exp(-20 x)", "cosh(20 x) - sinh(20 x) + x", False),
    ("x", "x + 1e-6", False),
]


@pytest.mark.parametrize("reference, student, same", CANCELLING)
def test_digits_that_rounding_has_lost_are_no_difference(reference, student, same):
    found = same_function(parse(student), parse(reference), domains={"x": [-3, 3]})
    assert isinstance(found, Agreement) == same


ON_ONE_SIDE = [
    ("t^2", "e^(2 ln(t))", True),
    ("x", "sqrt(x) sqrt(x)", True),
    ("a b", "sqrt(a)^2 sqrt(b)^2", True),
    ("t^2", "e^(3 ln(t))", False),
    ("x", "sqrt(x) sqrt(x) + 1", False),
    ("x^2", "log(-x^2)", False),
    ("x", "0 / 0", False),
]


@pytest.mark.parametrize("reference, student, same", ON_ONE_SIDE)
def test_a_form_with_values_on_one_side_alone_is_compared_there(reference, student, same):
    found = same_function(parse(student), parse(reference))
    assert isinstance(found, Agreement) == same
