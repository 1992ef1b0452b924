"""What formulas compute, and what is said where they cannot."""

import numpy as np
import pytest

from grader.errors import NoValueError
from grader.mathlang import Vocabulary, evaluate, free_names, parse
from grader.mathlang.math_errors import ShapeClashError, TooLargeError, UndefinedNameError
from grader.mathlang.printing.python_source import as_python, python_imports
from grader.mathlang.sampling.central_differences import numerical_gradient

DRAWN = np.random.default_rng(2)
W, X, S = DRAWN.normal(size=(2, 3)), DRAWN.normal(size=(3, 4)), DRAWN.normal(size=(3, 3))
U, V = DRAWN.normal(size=3), DRAWN.normal(size=3)
VALUES = {
    "W": W, "X": X, "S": S, "u": U, "v": V, "x": 0.63, "w1": -0.4, "y_hat": 1.0,
    "c": V.reshape(3, 1), "Y": W @ X, "ids": np.array([2.0, 0.0, 2.0]), "k": 1.0, "n": 3.0,
}  # fmt: skip
KNOWN = Vocabulary(names=VALUES, matrices=frozenset({"W", "X", "S", "u", "v", "c", "Y", "ids"}))

EYE = np.eye(3)
MEANINGS = (
    ("S + 2 I", S + 2 * EYE),
    ("x I - S", 0.63 * EYE - S),
    ("(I + S)(I - S)", (EYE + S) @ (EYE - S)),
    ("(S + xI)^{-1} u", np.linalg.inv(S + 0.63 * EYE) @ U),
    ("I^{-1} S I^T", S),
    ("inv(2 I) + S", EYE / 2 + S),
    ("(2I)^2 / 8 + S", EYE / 2 + S),
    ("I u", U),
    ("S ⊙ I", np.diag(np.diag(S))),
    ("\\mathbf{I}_n - S", EYE - S),
    ("I_{n \\times n} + I_3", 2 * EYE),
    ("size(W) + size(W, 1)", 9),
    ("\\left.x^2\\right|_{x = 3} + x^2|_{x=2}", 13),
    ("\\begin{cases} 2 & x > 1 \\\\ 3, & \\text{if } x < 0 \\\\ 4 & \\text{else} \\end{cases}", 4),
    ("\\left\\{\\begin{array}{ll} 2 & x > 0 \\\\ 3 & x \\leq 0 \\end{array}\\right.", 2),
    ("\\det\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}", -2),
    ("|[[1, 2], [3, 4]]|", -2),
    ("||w1| - |x - 1||", 0.03),
    ("\\left|\\left|w_1\\right| - 1\\right|", 0.6),
    ("\\log_2^2 8 + \\log_2^2(4)", 13),
    ("log(8, 2) + ln(9, 3)", 5),
    ("1 + {1 \\over 2} x", 1.315),
    ("\\frac 3 2 + \\frac32 + \\dfrac 3{2}", 4.5),
    ("W X", W @ X),
    ("W*W", W * W),
    ("W ⊙ W / 2", W * W / 2),
    ("W u", W @ U),
    ("u v", U @ V),
    ("u^T v", U @ V),
    ("u v^T", np.outer(U, V)),
    ("u^T S v", U @ S @ V),
    ("(u^T S)^T", S.T @ U),
    ("2 u^T", 2 * U),
    ("u^T + v", U + V),
    ("c^T c", (V @ V).reshape(1, 1)),
    ("c \\cdot c", V @ V),
    ("S^{-1}", np.linalg.inv(S)),
    ("S^{-T}", np.linalg.inv(S).T),
    ("S^2", S**2),
    ("-W^T", -W.T),
    ("W - 0.1 W", 0.9 * W),
    ("1 - W", 1 - W),
    ("W + c^T", W + V),
    ("e^{-W}", np.exp(-W)),
    ("\\sigma(W)", 1 / (1 + np.exp(-W))),
    ("\\frac{1}{1+e^{-W}}", 1 / (1 + np.exp(-W))),
    ("[[x, 1], [2, x^2]]", [[0.63, 1], [2, 0.63**2]]),
    ("[u, v]", [U, V]),
    ("W[:, 1:]", W[:, 1:]),
    ("W[-1]", W[-1]),
    ("W[0, ::2]", W[0, ::2]),
    ("X[[0, 2], :]", X[[0, 2], :]),
    ("X[v > 0.5]", X[V > 0.5]),
    ("X[v > 0.5, 1:]", X[V > 0.5, 1:]),
    ("X[X <= 0]", X[X <= 0]),
    ("w1[x > 0.5]", -0.4),
    ("u ⊙ 2(v - 1)", U * 2 * (V - 1)),
    ("u ⊙ 2 S", U * (2 * S)),
    ("v * -2 S u", V * (-2 * S) @ U),
    ("S ⊙ 2 S u", (S * 2 * S) @ U),
    ("if(x > 1, 2, 3)", 3.0),
    ("rot180(W)", W[::-1, ::-1]),
    ("W_{2,3}", W[1, 2]),
    ("|x - 1|", 0.37),
    ("\\langle u, v \\rangle", U @ V),
    ("np.exp(x)", np.exp(0.63)),
    ("\\exp^{-x}", np.exp(-0.63)),
    ("\\|S\\|_F", np.sqrt((S**2).sum())),
    ("sum(W^2, axis=1, keepdims=True)", (W**2).sum(axis=1, keepdims=True)),
    ("sum(W^2, axis=1, keepdims=true)", (W**2).sum(axis=1, keepdims=True)),
    ("sum(W^2, axis=1, keepdims=False)", (W**2).sum(axis=1)),
    ("sum(W^2, axis=None)", (W**2).sum()),
    ("mean((Y - W X)^2)", 0.0),
    ("0 <= x <= 1", 1.0),
    ("reshape(W, (3, 2))", W.reshape(3, 2)),
    ("concatenate([W, W])", np.vstack([W, W])),
    ("concatenate([W, W], 1)", np.hstack([W, W])),
    ("concatenate([W, W], axis=1)", np.hstack([W, W])),
    ("concatenate([-infinity, 4], [1, 2], [3])", np.array([-np.inf, 4.0, 1.0, 2.0, 3.0])),
    ("tr(S)", np.trace(S)),
    ("\\log_2(8) + \\log_{10} 100", 5.0),
)  # fmt: skip


def test_words_for_true_false_and_nothing_are_no_names_that_need_a_value():
    tree = parse("sum(W, axis=None, keepdims=True) + mean(W, keepdims=false)", KNOWN)
    assert free_names(tree) == {"W"}


@pytest.mark.parametrize("text, expected", MEANINGS)
def test_a_formula_means_what_it_says(text, expected):
    value = evaluate(parse(text, KNOWN), VALUES)
    assert value.shape == np.shape(expected)
    np.testing.assert_allclose(value, expected, atol=1e-12)


MATRIX_READINGS = (
    ("W*X", W @ X),
    ("S^3", S @ S @ S),
    ("S^0", np.eye(3)),
    ("S*S^{-1}", np.eye(3)),
    ("2*W*X", 2 * W @ X),
    ("x^2", 0.63**2),
    ("u*v", U @ V),
)


@pytest.mark.parametrize("text, expected", MATRIX_READINGS)
def test_a_star_can_be_read_as_the_matrix_product(text, expected):
    value = evaluate(parse(text, KNOWN), VALUES, star="matrix")
    np.testing.assert_allclose(value, expected, atol=1e-12)


MESSAGES = (
    ("2 I", ShapeClashError, "the size of I is not known here; write identity(n)"),
    ("trace(I)", ShapeClashError, "the size of I is not known here; write identity(n)"),
    ("S / I", ShapeClashError, "the size of I is not known here; write identity(n)"),
    ("W + I", ShapeClashError,
     "I beside shape (2, 3): the unit matrix goes with a square matrix"),
    ("I + 1", ShapeClashError,
     "I beside a single number: the unit matrix goes with a square matrix"),
    ("W + X", ShapeClashError, "shape (2, 3) plus shape (3, 4): these shapes do not go together"),
    ("W X^T", NoValueError, "a product of shape (2, 3) and shape (4, 3):"
     " the left one needs as many columns as the right one has rows"),
    ("h3 + 1", UndefinedNameError, "h3 is not defined here"),
    ("w2", UndefinedNameError, "w2 is not defined here; did you mean w1?"),
    ("sigm(x)", UndefinedNameError,
     "sigm is not a function known here; did you mean sigmoid(x)?"),
    ("sigma x", UndefinedNameError,
     "sigma is not defined here; did you mean the function? write sigma(z)"),
    ("zzzzz'(x)", UndefinedNameError, "zzzzz is not a function known here"),
    ("softmax'(x)", UndefinedNameError,
     "the derivative of softmax is not known here; write it out"),
    ("\\tanh''(x)", UndefinedNameError,
     "the second derivative of tanh is not known here; write it out"),
    ("u_{12}", ShapeClashError, "2 indices for a value of shape (3,)"),
    ("W_{3,1}", ShapeClashError, "there is no entry 3 among 2"),
    ("W[5]", ShapeClashError, "no such entry in shape (2, 3); [0] is the first"),
    ("[[1, 2], [3, u]]", ShapeClashError,
     "the entries of a list have different shapes: (), (3,)"),
    ("S^{65}", TooLargeError, "a matrix to the power 65; 64 is the most"),
    ("u^T v^T", ShapeClashError,
     "two transposed vectors side by side, of shape (3,) and shape (3,): leave out one ^T"),
)  # fmt: skip


@pytest.mark.parametrize("text, error, message", MESSAGES)
def test_a_formula_without_a_value_says_why(text, error, message):
    with pytest.raises(error) as problem:
        evaluate(parse(text, KNOWN), VALUES, star="matrix")
    assert str(problem.value) == message


LARGE = (
    "identity(10^9)", "zeros(10^5, 10^5)", "sum_{k=1}^{10^9} k",
    "identity(300)" + "@identity(300)" * 9,
    "(identity(100)+1)^64", "ones(300, 1) + ones(1, 400)", "kron(identity(300), identity(300))",
)  # fmt: skip


@pytest.mark.parametrize("text", LARGE)
def test_what_is_too_large_is_refused(text):
    with pytest.raises(NoValueError):
        evaluate(parse(text), {}, star="matrix")


def test_outside_a_domain_a_value_is_nan_or_infinite_and_nothing_is_warned():
    assert np.isnan(evaluate(parse("\\log(-1)"), {}))
    assert evaluate(parse("1/0"), {}) == np.inf
    assert evaluate(parse("9^9^9^9"), {}) == np.inf


def test_a_rubric_can_redefine_constants():
    tree = parse("sqrt(x) + e", Vocabulary(names=["e", "x"]))
    assert evaluate(tree, {"x": 4.0, "e": 0.5}) == 2.5


PYTHON = (
    ("W X", "W @ X"),
    ("2 W u", "2 * W @ u"),
    ("u v^T", "outer(u, v)"),
    ("u^T v", "u @ v"),
    ("W^T W / 2", "W.T @ W / 2"),
    ("-x^2", "-x ** 2"),
    ("e^{-x}", "exp(-x)"),
    ("\\sigma'(w_1 x)", "dsigmoid(w1 * x)"),
    ("S^{-1} u", "inv(S) @ u"),
    ("W_{12}", "W[0, 1]"),
    ("W[1:, 0]", "W[1:, 0]"),
    ("(Y - W X) ⊙ Y", "(Y - W @ X) * Y"),
    ("where(W > 0, W, 0)", "where(np.float64(W > 0), W, 0)"),
    ("c \\cdot c", "np.sum(c * c)"),
    ("[x, 1]", "np.array([x, 1])"),
    ("\\sum_k W_{ik} X_{kj}", None),
    ("\\sum_{k=1}^{3} u_k^2", None),
    ("softmax(W, axis=1)", "softmax(W, axis=1)"),
    ("2 \\pi x", "2 * np.pi * x"),
    ("max(W) - abs(x)", "ops.max(W) - ops.abs(x)"),
    ("\\sum_{i=k}^{n} u_i^2", "np.sum([(u[i - 1]) ** 2 for i in range(int(k), int(n) + 1)])"),
    ("S[ids]", "S[np.asarray(ids, int)]"),
    ("S[k, 1:n]", "S[int(k), 1:int(n)]"),
    ("S[[0, -1], :n - 1]", "S[np.array([0, -1]), :int(n - 1)]"),
    ("S[ids == 2]", "S[np.float64(ids == 2) != 0]"),
    ("S[ids == 2, 0]", "S[np.flatnonzero(np.float64(ids == 2)), 0]"),
    ("sum(W, axis=None, keepdims=True)", "ops.sum(W, axis=None, keepdims=1)"),
)


@pytest.mark.parametrize("text, body", PYTHON)
def test_the_python_of_a_formula_computes_the_same(text, body):
    tree = parse(text, KNOWN)
    source = as_python("step", tree, VALUES)
    if body is not None:
        assert source.splitlines()[-1] == f"    return {body}"
    scope = {}
    exec(python_imports([source]) + source, scope)
    arguments = source[source.index("(") + 1 : source.index(")")].split(", ")
    value = scope["step"](*(VALUES[name] for name in arguments))
    np.testing.assert_allclose(value, evaluate(tree, VALUES))


IMPORTS = (
    ("W X", ""),
    ("2 \\pi x", "import numpy as np\n"),
    ("\\sigma(x)", "from grader.ops import sigmoid\n"),
    ("\\sigma(x) + sum(W)", "from grader import ops\nfrom grader.ops import sigmoid\n"),
    ("exp(\\pi x)", "import numpy as np\n\nfrom grader.ops import exp\n"),
)


@pytest.mark.parametrize("text, imports", IMPORTS)
def test_what_is_called_is_imported_and_no_more(text, imports):
    assert python_imports([as_python("max", parse(text, KNOWN), VALUES)]) == imports


def test_a_name_that_is_a_word_of_python_gets_an_underscore_that_is_told():
    source = as_python("f", parse("lambda x"), {"lambda": 2.0, "x": 1.0})
    told = "lambda_ stands for lambda, a word of Python itself"
    assert source.splitlines()[:2] == [
        "def f(lambda_, x):",
        f'    """The value of lambda @ x; {told}."""',
    ]


CONDITIONS = (
    ("X[v > 99]", "the condition in [...] holds nowhere in shape (3, 4)"),
    ("W[u > 0]", "a condition of shape (3,) in [...] for shape (2, 3): it chooses along the first"
     " axes; sizes must be equal"),
)  # fmt: skip


@pytest.mark.parametrize("text, message", CONDITIONS)
def test_a_condition_in_brackets_that_chooses_nothing_is_told(text, message):
    with pytest.raises(ShapeClashError) as problem:
        evaluate(parse(text, KNOWN), VALUES)
    assert str(problem.value) == message


SLOPES = (
    ("sum((Y - W X)^2)", "W", "-2 (Y - W X) X^T"),
    ("u^T S v", "S", "u v^T"),
    ("-\\log(\\sigma(w_1 x))", "w1", "-(1 - \\sigma(w_1 x)) x"),
    ("x^3", "x", "3 x^2"),
)


@pytest.mark.parametrize("loss, name, gradient", SLOPES)
def test_numerical_gradients_agree_with_rules(loss, name, gradient):
    tree = parse(loss, KNOWN)
    values = VALUES | {"Y": W @ X + 1.0}
    slope = numerical_gradient(lambda at: evaluate(tree, at), values, name)
    np.testing.assert_allclose(
        slope, evaluate(parse(gradient, KNOWN), values), rtol=1e-8, atol=1e-9
    )


def test_a_gradient_needs_one_finite_number():
    with pytest.raises(NoValueError, match="not one finite number"):
        numerical_gradient(lambda at: at["W"], {"W": W}, "W")


@pytest.mark.parametrize("names, expected", [(("x",), 0.5), (("x", "Phi"), 0)])
def test_a_letter_that_may_be_a_function_is_the_value_that_a_question_gives_it(names, expected):
    tree = parse(r"\Phi (x)", Vocabulary(names=names))
    assert evaluate(tree, {"x": 0.0, "Phi": 3.0}) == expected


def test_what_is_searched_by_steps_of_python_costs_more_than_what_numpy_does():
    """A formula of some hundred quantiles has a value; thousands of them would take seconds."""
    some = parse(" + ".join(["t_quantile(0.3, n)"] * 150))
    assert np.isfinite(evaluate(some, VALUES))
    with pytest.raises(TooLargeError):
        evaluate(parse(" + ".join(["sum(t_quantile(0.3 ones(150), n))"] * 6)), VALUES)
