"""Names of a rubric's question that do not fit each other: where, and what would be right."""

from __future__ import annotations

import pytest

from grader.errors import RubricErrors
from grader.question import Assignment
from grader.review.checks import rubric_problems
from grader.rubric.load import read_assignment

FORMULAS = """\
title: T
questions:
  q:
    title: Formulas
    parameters: {W: [[1, 2], [3, 4]], x: [1, 2], rate: 0.1}
    notation: {rate: [eta], loss: [L]}
    definitions: {G: 2 W}
    steps:
      z: {points: 1, formula: W x}
      loss: {points: 1, formula: sum(z)}
      V: {points: 1, formula: W - rate G, gradient_of: loss, with_respect_to: W}
"""
HERE = "questions.q."


def told(text: str) -> list[str]:
    """What is wrong with a rubric, without the file's name."""
    with pytest.raises(RubricErrors) as refused:
        read_assignment(text, "r.yaml")
    return [str(problem).removeprefix("r.yaml:") for problem in refused.value.problems]


def changed(old: str, new: str) -> str:
    assert FORMULAS.count(old) == 1, old
    return FORMULAS.replace(old, new)


def loaded(text: str) -> Assignment:
    return read_assignment(text, "r.yaml")


def test_a_number_that_nobody_needs_is_a_warning() -> None:
    """A sheet may give more than is needed, and students may be asked to see that."""
    spare, problems = rubric_problems(changed("rate: 0.1}", "rate: 0.1, b: 3}"), "r.yaml")
    assert spare is not None
    assert not spare.questions[0].has_symbols
    message = "warning: this question does not use it (it uses W, x, rate)"
    assert f"r.yaml:5: questions.q.parameters.b: {message}" in [str(one) for one in problems]


def test_a_question_of_formulas_alone_is_loaded_as_it_stands() -> None:
    (question,) = loaded(FORMULAS).questions
    assert [step.name for step in question.steps] == ["z", "loss", "V"]
    assert question.solution["z"].tolist() == [5.0, 11.0]
    assert question.solution["V"].tolist() == [[0.8, 1.6], [2.4, 3.2]]


# what stands there, what stands in its place, and what is said of it
NAMES = [
    (
        "G: 2 W",
        "G: 2 U",
        ["7: questions.q.definitions.G: U is not defined in this question (in '2 U')"],
    ),
    (
        "W - rate G",
        "W - rates G",
        [
            "11: questions.q.steps.V.formula: rates is not defined in this question; did you mean"
            " rate? (in 'W - rates G')",
        ],
    ),
    (
        "W - rate G",
        "W - (rate G",
        ["11: questions.q.steps.V.formula: character 5: a closing ) is missing"],
    ),
    (
        "sum(z)",
        "summ(z)",
        [
            "10: questions.q.steps.loss.formula: summ is not a function known here; did you mean"
            " sum? (in 'summ(z)')"
        ],
    ),
    (
        "G: 2 W",
        "G: 2 W, x: W",
        ["7: questions.q.definitions.x: x is defined twice, here and by its parameters"],
    ),
    (
        "G: 2 W",
        "G: 2 W, z: x",
        ["9: questions.q.steps.z.formula: z is defined twice, here and by the definitions"],
    ),
    (
        "G: 2 W",
        "G: V",
        ["3: questions.q: these steps rest on each other in a circle: "],
    ),
    (
        "loss: [L]}",
        "loss: [L]}\n    dimensions: {b: [n]}",
        ["7: questions.q.dimensions.b: this question does not use it (it uses W, x, rate)"],
    ),
    (
        "loss: [L]",
        "los: [L]",
        ["6: questions.q.notation.los: there is no value los; did you mean loss?"],
    ),
    (
        "loss: [L]",
        "loss: [eta]",
        ["6: questions.q.notation.loss: eta already stands for rate; choose another"],
    ),
    (
        "loss: [L]",
        "loss: [x]",
        ["6: questions.q.notation.loss: x is another value; choose another"],
    ),
    (
        "gradient_of: loss",
        "gradient_of: lss",
        ["11: questions.q.steps.V.gradient_of: there is no value lss; did you mean loss?"],
    ),
    (
        ", with_respect_to: W",
        "",
        ["11: questions.q.steps.V.gradient_of: gradient_of and with_respect_to go together"],
    ),
    (
        "gradient_of: loss, with_respect_to: W",
        "answer: formula, symbols: [W, w]",
        [
            "11: questions.q.steps.V.symbols: there is no value w; did you mean W?;"
            " a symbol is declared by domains: {w: any}"
        ],
    ),
    (
        "formula: sum(z)",
        "label: the loss",
        ["10: questions.q.steps.loss: nothing gives this value; write its formula here"],
    ),
    (
        "title: Formulas",
        "title: Formulas\n    variant: x",
        ["5: questions.q.variant: a variant needs a solver; name one"],
    ),
    (
        "title: Formulas",
        "title: Formulas\n    domains: {x: [3, 1]}",
        ["5: questions.q.domains.x: [3, 1] is no domain; write [1, 3]"],
    ),
    (
        "title: Formulas",
        "title: Formulas\n    domains: {x: positiv}",
        ["5: questions.q.domains.x: positiv is no domain; did you mean positive?"],
    ),
    (
        "title: Formulas",
        "title: Formulas\n    domains: {u: [0, 1]}",
        ["5: questions.q.domains.u: this question does not use it (it uses W, x, rate)"],
    ),
    (
        "title: Formulas",
        "title: Formulas\n    dimensions: {U: [m, d]}",
        ["5: questions.q.dimensions.U: this question does not use it (it uses W, x, rate)"],
    ),
    (
        "title: Formulas",
        "title: Formulas\n    solver: linear_layer",
        [
            "6: questions.q.parameters: solver linear_layer needs X; add it here",
        ],
    ),
    (
        "x: [1, 2],",
        "x: [1, 2, 3],",
        ["9: questions.q.steps.z.formula: z has no value for these parameters (W of shape (2, 2)"],
    ),
]


@pytest.mark.parametrize("old, new, messages", NAMES, ids=lambda v: v if isinstance(v, str) else "")
def test_names_that_do_not_fit_say_where_and_what_would_be_right(
    old: str, new: str, messages: list[str]
) -> None:
    found = told(changed(old, new))
    for message in messages:
        assert any(line.startswith(message) for line in found), found
    assert all("questions.q" in line for line in found)


def test_a_notation_may_name_functions_and_what_a_gradient_is_of_or_by() -> None:
    (question,) = loaded(changed("loss: [L]", "loss: [L], sum: [S], W: [M]")).questions
    assert set(question.notation) == {"rate", "loss", "sum", "W"}


@pytest.mark.parametrize("spelling", [
    "'R^2'", "R²", "'P(A | B)'", "'H(Y|X)'", "'p(x|c)'", "'Q(3, L)'", "'N(μ, σ²)'", "'E[X]'",
    "'Var(X)'", "'S_{xx}'", "'\\bar{v}'", "'\\hat\\mu'", "'P(X ≤ 2)'", "'P(¬A)'", "'P(A ∩ B)'",
])  # fmt: skip
def test_a_notation_may_be_a_name_of_several_signs(spelling: str) -> None:
    (question,) = loaded(changed("loss: [L]", f"loss: [{spelling}]")).questions
    assert question.notation["loss"]
    rule = f"'W - rate G - {spelling.strip(chr(39))} G'"
    text = changed("loss: [L]", f"loss: [{spelling}]").replace("W - rate G", rule)
    (question,) = loaded(text).questions
    assert question.graph.rules["V"].arguments == ("W", "rate", "G", "loss")


@pytest.mark.parametrize("spelling, message", [
    ("'x^2'", "'x^2' reads as a formula of this question's values; choose another"),
    ("'mean(x)'", "'mean(x)' reads as a formula of this question's values; choose another"),
    ("'e^2'", "'e^2' reads as a formula of this question's values; choose another"),
    ("'a + b'", "'a + b' reads as a formula; write a name, such as y_true"),
    ("'R^2', eta", "eta already stands for rate; choose another"),
])  # fmt: skip
def test_a_notation_is_no_formula_of_the_question(spelling: str, message: str) -> None:
    found = told(changed("loss: [L]", f"loss: [{spelling}]"))
    assert found == [f"6: questions.q.notation.loss: {message}"]


def test_one_spelling_of_several_signs_stands_for_one_name() -> None:
    found = told(changed("rate: [eta], loss: [L]", "rate: ['E[X]'], loss: ['E(X)']"))
    assert found == ["6: questions.q.notation.loss: E(X) already stands for rate; choose another"]


def test_spellings_that_only_their_arguments_tell_apart_are_two() -> None:
    text = changed("rate: [eta], loss: [L]", "rate: ['Q(A, up)'], loss: ['Q(A, down)']")
    assert loaded(text)
    found = told(text.replace("down", "up"))
    assert found == [
        "6: questions.q.notation.loss: Q(A, up) already stands for rate; choose another"
    ]


@pytest.mark.parametrize("old, new, word, name", [
    ("rate G", "raterate G", "raterate", "rate"), ("2 W", "WW", "WW", "W"),
])  # fmt: skip
def test_a_name_typed_twice_over_is_no_product(old: str, new: str, word: str, name: str) -> None:
    (found,) = told(changed(old, new))
    assert f"{word} is not defined in this question; did you mean {name}?" in found


def test_a_matrix_before_its_own_transpose_is_a_product() -> None:
    (question,) = loaded(changed("2 W", "WW^T")).questions
    assert question.solution["V"].round(9).tolist() == [[0.5, 0.9], [1.9, 1.5]]


SYMBOLS = """\
title: T
questions:
  q:
    title: Symbols
    dimensions: {A: [m, n], B: [n, p]}
    steps:
      C: {points: 1, answer: formula, formula: A B}
"""


def test_symbols_need_no_numbers_where_a_formula_is_asked_for() -> None:
    (question,) = loaded(SYMBOLS).questions
    assert question.parameters == {}
    assert question.shapes == {"A": ("m", "n"), "B": ("n", "p")}
    assert [str(problem) for problem in rubric_problems(SYMBOLS, "r.yaml")[1]] == []


def test_a_number_cannot_be_asked_for_where_a_symbol_has_none() -> None:
    assert told(SYMBOLS.replace(" answer: formula,", "")) == [
        "7: questions.q.steps.C: it rests on A, which has no number; write answer: formula, or give"
        " A under parameters"
    ]


@pytest.mark.parametrize("rule", ["B A", "A B^T", "A + B", "log(-1 - A ⊙ A)", "A[9, 9]"])
def test_a_formula_that_has_no_value_anywhere_is_the_rubrics_fault_and_not_a_students(
    rule: str,
) -> None:
    (message,) = told(SYMBOLS.replace("formula: A B", f"formula: '{rule}'"))
    assert message.startswith("7: questions.q.steps.C: it has no value at any point that was tried")


def test_a_formula_that_has_a_value_at_some_points_is_fine() -> None:
    text = SYMBOLS.replace("{A: [m, n], B: [n, p]}", "{}").replace("A B", "log(A) + B")
    assert loaded(text.replace("dimensions: {}", "domains: {A: any, B: any}")).questions


def test_everything_wrong_with_the_names_is_said_at_once() -> None:
    text = changed("G: 2 W", "G: 2 U").replace("sum(z)", "summ(z)").replace("loss: [L]", "los: [L]")
    found = told(text.replace("gradient_of: loss", "gradient_of: lss"))
    assert [line.split(": ")[1].removeprefix(HERE) for line in found] == [
        "notation.los",
        "definitions.G",
        "steps.loss.formula",
        "steps.V.gradient_of",
    ]
