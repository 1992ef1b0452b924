"""Rules that a rubric writes as formulas, and formulas that students answer with."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import RubricError, RubricErrors, UnreadableError
from grader.graph import evaluate
from grader.marking import question_marks
from grader.mathlang import evaluate as value_of
from grader.model import Answer, Answers, Mark, NoValue
from grader.question import Question
from grader.question.formulas import formula_rule, vocabulary_of
from grader.question.student_formulas import student_formula
from grader.rubric.load import read_assignment
from tests.filled_in import judged
from tests.project import RUBRICS

NAMES = ["W", "X", "x", "w1", "w_2", "step_size", "y_hat", "dL_dY", "loss"]
NOTATION = {"step_size": ["eta", "\\alpha"], "loss": ["L"], "y_hat": ["p"]}
WORDS = vocabulary_of(NAMES, NOTATION, ["W", "X", "dL_dY"])

# a rubric's formula, the names it rests on and its value
RULES = [
    ("W - step_size * W", ("W", "step_size"), [[0.9, 1.8], [2.7, 3.6]]),
    ("W - eta W", ("W", "step_size"), [[0.9, 1.8], [2.7, 3.6]]),
    ("W - \\alpha W", ("W", "step_size"), [[0.9, 1.8], [2.7, 3.6]]),
    ("W X^T", ("W", "X"), [[2.0, 1.0], [4.0, 3.0]]),
    ("W @ X.T", ("W", "X"), [[2.0, 1.0], [4.0, 3.0]]),
    ("W ⊙ X", ("W", "X"), [[0.0, 2.0], [3.0, 0.0]]),
    ("w1x", ("w1", "x"), 1.5),
    ("w_1 x + w2", ("w1", "x", "w_2"), 5.5),
    ("\\hat{y} w_2", ("y_hat", "w_2"), 1.0),
    ("p ŷ", ("y_hat",), 0.0625),
    ("L / 2", ("loss",), 3.5),
    ("\\frac{\\partial L}{\\partial Y}", ("dL_dY",), [[1.0, 1.0]]),
    ("e", (), math.e),
    ("pi / 2", (), math.pi / 2),
    ("e^{x} + \\pi", ("x",), math.exp(3) + math.pi),
    ("1/4", (), 0.25),
    ("-7", (), -7.0),
    ("1e-3", (), 0.001),
    ("\\sum_k W_{ik} X_{kj}", ("W", "X"), [[2.0, 1.0], [4.0, 3.0]]),
    ("W_{12}", ("W",), 2.0),
    ("W[0, 1:]", ("W",), [2.0]),
    ("sum(W, axis=0)", ("W",), [4.0, 6.0]),
]
VALUES = {
    "W": np.array([[1.0, 2.0], [3.0, 4.0]]),
    "X": np.array([[0.0, 1.0], [1.0, 0.0]]),
    "x": np.array(3.0),
    "w1": np.array(0.5),
    "w_2": np.array(4.0),
    "step_size": np.array(0.1),
    "y_hat": np.array(0.25),
    "dL_dY": np.array([[1.0, 1.0]]),
    "loss": np.array(7.0),
}


@pytest.mark.parametrize("text, names, value", RULES)
def test_a_rubrics_formula_rests_on_its_names_and_gives_its_value(
    text: str, names: tuple[str, ...], value: object
) -> None:
    rule = formula_rule("step", text, WORDS)
    assert (rule.name, rule.arguments, rule.description) == ("step", names, text)
    assert rule.tree is not None
    found = rule.function(*(VALUES[name] for name in rule.arguments))
    np.testing.assert_allclose(found, value, rtol=1e-12)
    assert np.shape(found) == np.shape(value)


REFUSED = [
    ("W - step_sise W", "step_sise is not defined in this question; did you mean step_size?"),
    ("w X", "w is not defined in this question; did you mean W?"),
    ("dX_dY", "dX_dY is not defined in this question; did you mean dL_dY?"),
    ("q", "q is not defined in this question"),
    ("W - (X", "character 5: a closing ) is missing"),
    ("W @ @ X", "character 5: a value was expected here, not @"),
    ("W = X", "character 3: an expression was expected, not an equation; write one side alone"),
    ("W X)", "character 4: this ) closes nothing; an opening ( is missing"),
    ("\\frac{d}{dx} x", "character 1: a derivative still to be done; write the answer itself"),
    ("", "character 1: nothing is written"),
]


@pytest.mark.parametrize("text, message", REFUSED)
def test_a_rubrics_formula_that_does_not_read_says_where_and_what_would_be_right(
    text: str, message: str
) -> None:
    with pytest.raises(RubricError) as refused:
        formula_rule("step", text, WORDS)
    assert str(refused.value).startswith(message)
    assert f" (in '{text}')" in str(refused.value)


def test_a_name_of_the_question_comes_before_a_constant() -> None:
    rule = formula_rule("step", "e + 1", vocabulary_of(["e"]))
    assert rule.arguments == ("e",)
    assert rule.function(np.array(2.0)) == 3.0


SYMBOLS = ("W", "X", "x", "dL_dY")

# a student's formula, its free indices on the left, its value
STUDENTS = [
    ("W X", (), [[2.0, 1.0], [4.0, 3.0]]),
    ("y = W X", (), [[2.0, 1.0], [4.0, 3.0]]),
    ("y = a + b = W X", (), [[2.0, 1.0], [4.0, 3.0]]),
    ("y &= W X", (), [[2.0, 1.0], [4.0, 3.0]]),
    ("Y_{ij} = \\sum_k W_{ik} X_{kj}", ("i", "j"), [[2.0, 1.0], [4.0, 3.0]]),
    ("Y_{ji} = \\sum_k W_{ik} X_{kj}", ("j", "i"), [[2.0, 4.0], [1.0, 3.0]]),
    ("Y_{pq} = \\sum_{r=1}^{2} W_{pr} X_{rq}", ("p", "q"), [[2.0, 1.0], [4.0, 3.0]]),
    ("\\frac{d}{dx} x^2 = 2 x", (), 6.0),
    ("e^x + \\pi", (), math.exp(3) + math.pi),
    ("x^2 \\approx x x", (), 9.0),
]


@pytest.mark.parametrize("text, axes, value", STUDENTS)
def test_a_students_formula_is_the_last_member_of_its_chain(
    text: str, axes: tuple[str, ...], value: object
) -> None:
    read = student_formula(text, WORDS, SYMBOLS)
    assert read.axes == axes
    np.testing.assert_allclose(value_of(read.tree, VALUES, axes=read.axes), value, rtol=1e-12)


UNREADABLE = [
    ("Q x", '"Q" is not a symbol of this question; you may use W, X, x, dL_dY'),
    ("dLdY", '"dLdY" is not a symbol of this question; did you mean dL_dY? You may use W, X, x,'),
    ("w1 x", '"w1" may not be used in this step; you may use W, X, x, dL_dY'),
    ("eta x", '"step_size" may not be used in this step; you may use W, X, x, dL_dY'),
    ("dY/dW", '"dY_dW" is a derivative still to be done; write out what it is, in W, X, x, dL_dY'),
    ("x = Q", '"Q" is not a symbol of this question; you may use W, X, x, dL_dY'),
    ("\\frac{d}{dx} x^2", "character 1: a derivative still to be done; write the answer itself"),
    ("2 x = \\frac{d}{dx} x^2", "character 7: a derivative still to be done; write the answer"),
    ("\\frac{d}{dx} x^2 = 2 x)", "character 1: a derivative still to be done; write the answer"),
    ("(x = 2 x", "character 4: a closing ) was expected here, not ="),
    ("x =", "character 4: the text ends where a value was expected"),
    ("", "character 1: nothing is written"),
]


@pytest.mark.parametrize("text, message", UNREADABLE)
def test_a_students_formula_that_cannot_be_read_says_why(text: str, message: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        student_formula(text, WORDS, SYMBOLS)
    assert str(refused.value).startswith(message)


# a formula and the solver function it replaces agree

LAYER = {
    "Y": "W X",
    "loss": "\\|Y - \\hat{Y}\\|^2",
    "dL_dY": "2 (Y - Y_hat)",
    "dL_dW": "\\frac{\\partial L}{\\partial Y} X^T",
    "W_new": "W - \\eta dL_dW",
}
HIDDEN = {"z1": "w1 x", "h1": "σ(z1)", "z2": "w_2 h_1", "h2": "1 / (1 + e^{-z_2})"}
CHAINS = {
    "cross_entropy": {
        **HIDDEN,
        "z3": "w3 h2",
        "y": "\\sigma(z_3)",
        "loss": "-(y_hat log(y) + (1 - y_hat) \\ln(1 - y))",
        "dL_dw3": "(y - ŷ) h2",
        "dL_dw2": "h_1 (y - \\hat y) w_3 h_2 (1 - h_2)",
        "dL_dw1": "(y - y_hat) w3 (h2 - h2^2) w2 h1 (1 - h1) x",
    },
    "regression": {
        **HIDDEN,
        "y": "w3 h2",
        "loss": "(y - y_hat)^2",
        "dL_dw3": "-2 (y_hat - y) h_2",
        "dL_dw2": "2 h_1 w_3 h_2 (1 - h_2) (y - ŷ)",
        "dL_dw1": "2 (y - y_hat) w_3 h_2 (1 - h_2) w_2 h_1 (1 - h_1) x",
    },
}
HEAD = "title: T\ntolerance: {rtol: 0.01, atol: 1.0e-7}\nquestions:\n  q:\n    title: Q\n"
DENSE = st.floats(-2, 2).map(lambda v: round(v, 3)).filter(lambda v: abs(v) > 0.05)


def pair(head: str, formulas: dict[str, str], parameters: str) -> tuple[Question, Question]:
    """A question of a solver, and the same one written as formulas."""
    steps = "".join(f"      {name}: {{points: 1}}\n" for name in formulas)
    written = "".join(
        f"      {name}:\n        points: 1\n        formula: {text}\n"
        for name, text in formulas.items()
    )
    notation = "    notation: {loss: [L]}\n"
    if "step_size" in parameters:
        notation = "    notation: {loss: [L], step_size: [eta]}\n"
    given = f"    parameters: {parameters}\n{notation}    steps:\n"
    texts = (f"{HEAD}    {head}\n{given}{steps}", f"{HEAD}{given}{written}")
    (first,), (second,) = (read_assignment(t, "r.yaml", checked=True).questions for t in texts)
    return first, second


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Question, Question]:
    kind = draw(st.sampled_from(["layer", *CHAINS]))
    if kind == "layer":
        m, d, n = (draw(st.integers(1, 3)) for _ in range(3))
        shapes = {"W": (m, d), "X": (d, n), "Y_hat": (m, n)}
        given = {
            name: [[draw(DENSE) for _ in range(columns)] for _ in range(rows)]
            for name, (rows, columns) in shapes.items()
        }
        parameters = ", ".join(f"{name}: {value}" for name, value in given.items())
        return pair("solver: linear_layer", LAYER, f"{{{parameters}, step_size: 0.1}}")
    values = {name: draw(DENSE) for name in ("w1", "w2", "w3", "x")}
    values["y_hat"] = draw(st.sampled_from([0, 1]) if kind == "cross_entropy" else DENSE)
    parameters = ", ".join(f"{name}: {value}" for name, value in values.items())
    head = f"solver: sigmoid_chain\n    variant: {kind}"
    return pair(head, CHAINS[kind], f"{{{parameters}}}")


@given(pairs())
def test_a_formula_and_the_solver_function_it_replaces_give_one_value(
    both: tuple[Question, Question],
) -> None:
    solver, written = both
    assert list(solver.solution) == list(written.solution)
    for name, value in solver.solution.items():
        assert not isinstance(value, NoValue)
        own = written.solution[name]
        assert np.shape(own) == np.shape(value)
        np.testing.assert_allclose(own, value, rtol=1e-9, atol=1e-12)


@given(pairs(), st.data())
def test_a_formula_and_the_solver_function_it_replaces_earn_one_credit(
    both: tuple[Question, Question], data: st.DataObject
) -> None:
    """With slips in some steps and faithful work after them, and other steps left out.

    What a slip is called and earns may depend on how the rule is written, so slips are left out;
    what follows from it depends on which values the rule takes, so both take the same.
    """
    solver = both[0]
    seen = dict(solver.parameters)
    texts, slips = {}, set()
    for name in solver.graph.order:
        value = evaluate(solver.graph, solver.parameters, seen)[name]
        kind = data.draw(st.sampled_from(["faithful", "faithful", "slip", "blank"]))
        if isinstance(value, NoValue) or kind == "blank":
            continue
        seen[name] = np.round(value * 1.5 + 0.125 if kind == "slip" else value, 9)
        texts["q", name] = Answer(text=str(seen[name].tolist()))
        slips |= {name} if kind == "slip" else set()
    verdicts = [
        {m.step: (m.verdict, round(m.credit, 9)) for m in marks_of(question, texts)}
        for question in both
    ]
    for name in verdicts[0].keys() - slips:
        assert verdicts[0][name] == verdicts[1][name], name
        assert verdicts[0][name][1] == float(("q", name) in texts)


def marks_of(question: Question, texts: dict[tuple[str, str], Answer]) -> list[Mark]:
    return list(question_marks(question, Answers(by_step=texts)))


def test_a_question_may_stand_on_a_solver_and_add_steps() -> None:
    text = f"""{HEAD}    solver: linear_layer
    parameters: {{W: [[1, 2]], X: [[1], [3]], Y_hat: [[5]], step_size: 0.5}}
    definitions: {{half: loss / 2}}
    steps:
      Y: {{points: 1}}
      root: {{points: 1, formula: sqrt(half)}}
"""
    (question,) = read_assignment(text, "r.yaml").questions
    assert float(question.solution["root"]) == pytest.approx(math.sqrt(2))
    assert question.graph.ancestors("root") == {"half", "loss", "Y"}
    found = judged(question, {"Y": "[[9]]", "root": "2.828427"})
    assert [found[step].verdict.value for step in ("Y", "root")] == ["incorrect", "follows"]


def test_rubrics_without_a_solver_lint_and_load() -> None:
    for path in sorted((RUBRICS / "examples").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert "    solver:" not in text
        assert read_assignment(text, path.name).points > 0


CIRCLES = [
    ({"a": "b", "b": "a"}, "a -> b -> a"),
    ({"a": "c", "b": "2 a", "c": "b"}, "a -> c -> b -> a"),
]


@pytest.mark.parametrize("formulas, circle", CIRCLES)
def test_formulas_that_rest_on_each_other_in_a_circle_are_told(
    formulas: dict[str, str], circle: str
) -> None:
    steps = "".join(f"      {n}: {{points: 1, formula: {t}}}\n" for n, t in formulas.items())
    with pytest.raises(RubricErrors) as refused:
        read_assignment(f"{HEAD}    steps:\n{steps}", "r.yaml")
    told = str(refused.value)
    assert told.startswith("r.yaml:4: questions.q: these steps rest on each other in a circle: ")
    around = told.rpartition(": ")[2].split(" -> ")
    expected = circle.split(" -> ")
    assert around[0] == around[-1]
    assert any(around[:-1] == expected[k:-1] + expected[:k] for k in range(len(expected) - 1))
