"""`functions`: a formula with its functions written out has the values of these functions."""

from __future__ import annotations

import textwrap

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.errors import GraderError, RubricError
from grader.mathlang import Vocabulary, evaluate, parse
from grader.review.checks import rubric_problems
from grader.rubric.shorthands.own_functions import OwnFunctions, derivative_text

NAMES = Vocabulary(names=("x", "a"))


def value(text: str, **values: float) -> float:
    return float(np.asarray(evaluate(parse(text, NAMES), values)))


SLOPES = (
    "x^3 - 2x - 5", "exp(-x^2) sin(3x) / (1 + x^2)", r"\frac{x^2}{2} + e^{-x}", "sqrt(x) - 1/x",
    "ln(x)^2", "2^x", "x^x", "1/(1 + e^{-a x})", "sigmoid(a x)^2", "tanh(x)/x", "-x", "-(x - 1)^3",
    "cos(2x) x", "x^{-2}", "x/3 - x^2/a", "3", "softplus(x)", "square(x - a)",
    "\\sum_{i=1}^{3} i x^2",
    "x (x - 1) (x - 2)", "5 - 2x", "(x^2 + 1)^{1/2}", "arctan(x)", "log(1 + exp(x))",
)  # fmt: skip


@pytest.mark.parametrize("body", SLOPES)
def test_a_derivative_is_that_of_small_differences(body: str) -> None:
    slope = derivative_text(body, "x", ("a",))
    if slope is None:
        pytest.skip("the language has no slope for it")
    for x in (0.4, 1.3, 2.6):
        step = 1e-5
        by_differences = (value(body, x=x + step, a=0.7) - value(body, x=x - step, a=0.7)) / 2e-5
        assert value(slope, x=x, a=0.7) == pytest.approx(by_differences, rel=1e-5, abs=1e-7)


def test_nearly_every_derivative_is_worked_out() -> None:
    assert [body for body in SLOPES if derivative_text(body, "x", ("a",)) is None] in (
        [],
        ["arctan(x)"],
    )


LEAVES = st.sampled_from(["x", "a", "2", "0.5", "(x + 1)"])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: f"({p[0]} + {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} - {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]}) * ({p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]}) / ({p[1]})"),
        inner.map(lambda one: f"({one})^2"),
        inner.map(lambda one: f"sigmoid({one})"),
        inner.map(lambda one: f"exp(-({one}))"),
        inner.map(lambda one: f"-({one})"),
    ),
    max_leaves=6,
)


@given(TREES, st.floats(0.3, 2.0))
def test_any_derivative_is_that_of_small_differences(body: str, x: float) -> None:
    slope = derivative_text(body, "x", ("a",))
    assert slope is not None
    step = 1e-5
    try:
        ends = [value(body, x=x + d, a=0.7) for d in (-2 * step, -step, step, 2 * step)]
        found = value(slope, x=x, a=0.7)
    except GraderError:
        assume(False)
    by_differences = (8 * (ends[2] - ends[1]) - (ends[3] - ends[0])) / (12 * step)
    assume(np.isfinite([*ends, found]).all() and max(map(abs, ends)) < 1e4)
    assert found == pytest.approx(by_differences, rel=1e-4, abs=1e-4)


def functions(**bodies: str) -> OwnFunctions:
    own = OwnFunctions(values=("x_0", "a", "v"))
    heads = {"f": "f(x)", "g": "g(u, v)", "slope": "f'(x)", "h": "h(x)"}
    for name, body in bodies.items():
        own.add(heads[name], body)
    return own


WRITTEN = {
    "x_0 - f(x_0) / f'(x_0)": "x_0 - (x_0^2 - 2) / (2 x_0)",
    "f(3)": "((3)^2 - 2)",
    "f(x_0 + 1)": "((x_0 + 1)^2 - 2)",
    "f(f(a))": "((a^2 - 2)^2 - 2)",
    "f''(a)": "(2)",
    r"f^{\prime}(a)": "(2 a)",
    "g(f(a), 2a)": "((a^2 - 2) + 3 (2a))",
    "max(f(a), 0)": "max((a^2 - 2), 0)",
    "f + f_1 + half(a)": "f + f_1 + half(a)",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_call_is_written_out(text: str) -> None:
    assert functions(f="x^2 - 2", g="u + 3 v").written_out(text) == WRITTEN[text]


def test_a_vector_may_be_put_in_for_an_argument_with_entries() -> None:
    text = functions(f="(1 - x_1)^2 + x_{2}").written_out("f(a)")
    found = evaluate(parse(text, NAMES), {"a": np.array([3.0, 5.0])})
    assert float(np.asarray(found)) == 9


def test_an_entry_of_its_own_comes_before_the_derivative() -> None:
    own = functions(f="max(x, 0)", slope="if(x > 0, 1, 0)")
    assert own.written_out("f'(a)") == "(if(a > 0, 1, 0))"


@pytest.mark.parametrize(
    ("bodies", "text", "message"),
    [
        ({"f": "x^2"}, "f(1, 2)", r"f takes 1 argument, f\(x\); 2 stand here"),
        ({"g": "u v"}, "g(1)", r"g takes 2 arguments, g\(u, v\); 1 stands here"),
        (
            {"f": "max(x, 0)"},
            "f'(1)",
            r"the derivative of f\(x\) cannot be worked out here; write f'",
        ),
        ({"g": "u v"}, "g'(1, 2)", "g has several arguments, so g' is not clear; write g'"),
        ({"f": "h(x)", "h": "f(x)"}, "f(1)", "these functions stand in a circle"),
        ({"f": "x^2"}, "f(1", r"a closing \) is missing"),
    ],
)
def test_a_call_that_cannot_be_written_out(bodies: dict[str, str], text: str, message: str) -> None:
    with pytest.raises(RubricError, match=message):
        functions(**bodies).written_out(text)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("g", "'g' is no function; write its name with its arguments"),
        ("f(2)", "is no function"),
        ("max(x)", "max is a function already; choose another name"),
        ("a(x)", "a is a value of this question as well; rename one"),
    ],
)
def test_a_head_that_is_none(head: str, message: str) -> None:
    with pytest.raises(RubricError, match=message):
        OwnFunctions(values=("a",)).add(head, "x")


def test_functions_are_known_wherever_a_formula_stands() -> None:
    text = textwrap.dedent(
        """
        title: T
        tolerance: {rtol: 0.01}
        questions:
          1a:
            title: Q
            parameters: {u: 1.7}
            functions:
              cost(x): (x - 3)^2 + b
              twice(x): 2 cost(x)
            definitions: {b: cost0 / 2, cost0: 4}
            steps:
              y:
                points: 1
                formula: twice(u)
                routes: [cost(u) + cost(u)]
                misconceptions: [{formula: cost(u), feedback: Twice.}]
              slope: {points: 1, formula: cost'(u), answer: formula, symbols: [u]}
        """
    )
    assignment, problems = rubric_problems(text, "r.yaml")
    assert [str(one) for one in problems] == []
    assert assignment is not None
    (found,) = assignment.questions
    assert float(np.asarray(found.solution["y"])) == pytest.approx(2 * (1.3**2 + 2))
    assert found.graph.rules["slope"].description == "(2 (u - 3))"


def test_a_mistake_in_a_function_is_told_where_it_stands() -> None:
    text = textwrap.dedent(
        """\
        title: T
        questions:
          1a:
            title: Q
            parameters: {u: 1.7}
            functions: {f(x): max(x, q)}
            steps:
              y: {points: 1, formula: f(u)}
        """
    )
    found = [str(one) for one in rubric_problems(text, "r.yaml")[1]]
    assert found == [
        "r.yaml:6: questions.1a.functions.f(x): a value with a comma needs quotes inside { };"
        " write f(x): 'max(x, q)'",
        "r.yaml:6: questions.1a.functions.f(x): q is not defined in this question (in 'max(x, q)')",
    ]
