"""What lint doubts in a rubric that can be used, and what it leaves alone, in exact words."""

from __future__ import annotations

import pytest

from grader.review.checks import rubric_problems

HEAD = """\
title: T
tolerance: {rtol: 0.01}
questions:
  "1":
    title: Q
"""
GIVEN = "    parameters: {a: 2.5, b: 0.3, x: [1.5, 2], c: [[1.5], [2.5]], W: [[1, 2], [3, 4]]}\n"
USED = '      last: {points: 1, formula: "a + b + x[0] + c[0, 0] + W[0, 0]"}\n'


def told(text: str) -> list[str]:
    """What lint says, without the file, the line and the path of the question."""
    found = [str(problem) for problem in rubric_problems(text, "r.yaml")[1]]
    return [line.split(": ", 1)[1].removeprefix("questions.1.") for line in found]


def asked(*steps: str, more: str = "") -> list[str]:
    lines = "".join(f"      {step}\n" for step in steps)
    return told(f"{HEAD}{GIVEN}{more}    steps:\n{lines}{USED}")


ROUTE = "steps.y.routes.0: a route is another way to the same value; this one gives "
ADVICE = "; remove it, or give it under misconceptions if it is a known mistake"
ROUTES = [
    ("y: {points: 1, formula: 2 a, routes: [a + a, a 2]}", []),
    ("y: {points: 1, formula: W x, routes: [x W^T]}", []),
    ("y: {points: 1, formula: 2 a, routes: [a]}", [f"{ROUTE}2.5 where the rule gives 5{ADVICE}"]),
    (
        "y: {points: 1, formula: W x, routes: [sum(W)]}",
        [f"{ROUTE}shape () where the rule gives (2,){ADVICE}"],
    ),
    (
        "y: {points: 1, formula: abs(a), routes: [a]}",
        [
            f"{ROUTE.replace('0: ', '0: warning: ')}-0.45 where the rule gives 0.45 at random"
            " parameters, though at the given ones both agree; remove it unless that is meant"
        ],
    ),
    (
        "y: {points: 1, formula: 2 a, routes: [log(-a)]}",
        ["steps.y.routes.0: this route has no value at the given numbers; remove it"],
    ),
]


@pytest.mark.parametrize("step, messages", ROUTES)
def test_a_route_is_another_way_to_the_value_of_the_rule(step: str, messages: list[str]) -> None:
    assert asked(step) == messages


def test_a_route_that_is_right_for_labels_alone_is_right() -> None:
    """y - t and y - t^2 are one where t is 0 or 1, which the given label is."""
    text = "    parameters: {y: 0.3, t: 1}\n    steps:\n      g: {points: 1, formula: y - t, "
    assert told(f"{HEAD}{text}routes: [y - t^2]}}\n") == []


def test_the_routes_of_a_formula_answer_are_tried_where_its_symbols_are_drawn() -> None:
    text = "    domains: {x: [-1, 1]}\n    steps:\n      d: {points: 1, answer: formula, "
    right = f"{HEAD}{text}formula: 1 - tanh(x)^2, routes: [1/cosh(x)^2]}}\n"
    assert told(right) == []
    (message,) = told(right.replace("cosh(x)^2", "cosh(x)"))
    assert message.startswith("steps.d.routes.0: a route is another way to the same value; ")
    assert " at random parameters; remove it, or give it under misconceptions" in message


def test_a_misconception_that_is_the_rule_is_told() -> None:
    wrong = "[{formula: a + a, feedback: No.}, {formula: 3 a, feedback: No.}]"
    assert asked(f"y: {{points: 1, formula: 2 a, misconceptions: {wrong}}}") == [
        "steps.y.misconceptions.0.formula: warning: at the given numbers it gives the right value,"
        " so it is never recognised"
    ]


SHAPES = (
    "spread into a matrix of shape (2, 2); give both one shape, a column as [[1], [2]] and a flat"
    " vector as [1, 2], or write the shape that you mean as expected"
)
SPREAD = [
    ("W c + x", "W @ c (a column of 2) and x (a flat vector of 2)"),
    ("W x + c", "W @ x (a flat vector of 2) and c (a column of 2)"),
    ("x - c", "x (a flat vector of 2) and c (a column of 2)"),
    ("c ⊙ x", "c (a column of 2) and x (a flat vector of 2)"),
    ("x / c", "x (a flat vector of 2) and c (a column of 2)"),
    ("c > x", "c (a column of 2) and x (a flat vector of 2)"),
    ("c + x^T", "c (a column of 2) and x^T (a flat vector of 2)"),
    ("sigmoid(W c + x)", "W @ c (a column of 2) and x (a flat vector of 2)"),
]


@pytest.mark.parametrize("formula, operands", SPREAD)
def test_a_column_and_a_flat_vector_that_spread_are_told(formula: str, operands: str) -> None:
    found = asked(f'y: {{points: 1, formula: "{formula}"}}')
    assert f"steps.y.formula: warning: {operands} {SHAPES}" in found
    defined = asked("y: {points: 1, formula: sum(m)}", more=f"    definitions: {{m: {formula}}}\n")
    assert f"definitions.m: warning: {operands} {SHAPES}" in defined


@pytest.mark.parametrize(
    "formula", ["W x + x", "W c + c", "W + c", "W + x", "c - c^T", "c c^T", "x + 1", "a W"]
)
def test_shapes_that_go_together_are_left_alone(formula: str) -> None:
    assert asked(f'y: {{points: 1, formula: "{formula}"}}') == []


def test_an_expected_matrix_says_that_it_is_meant() -> None:
    expected = "[[3, 3.5], [4, 4.5]]"
    assert asked(f"y: {{points: 1, formula: c + x, expected: {expected}}}") == []


FEW = (
    "so a guess is right one time in {}; ask for the numbers that it rests on as well, and give"
    " most of the points to them"
)
GUESSES = [
    ("argmax(s) + 1", "the answer", 5),
    ("argmin(s)", "the answer", 5),
    ("s > 1", "each of its entries", 2),
    ("sign(s)", "each of its entries", 2),
    ("sum(s > 1)", "the answer", 5),
    ("mean(s > 1)", "the answer", 5),
    ("[s[0] > 0, s[0] <= 0]", "each of its entries", 2),
]


@pytest.mark.parametrize("formula, what, count", GUESSES)
def test_an_answer_with_few_possible_values_is_told(formula: str, what: str, count: int) -> None:
    text = f"{HEAD}    parameters: {{s: [0.1, 2.4, 0.7, 0.2, 1.9]}}\n    steps:\n"
    (message,) = told(f'{text}      y: {{points: 1, formula: "{formula}"}}\n')
    assert message == f"steps.y: warning: {what} is one of {count} values, {FEW.format(count)}"


@pytest.mark.parametrize(
    "formula",
    [
        "2",
        "1/4",
        "max(s)",
        "ReLU(s)",
        "sum(ReLU(s))",
        "s[0] + 1",
        "softmax(s)",
        "[e^2, e^3]",
        "[0.5, 1]",
        "[2, 13, 8, 10]",
        "power_mod(25, -1, 2772)",
        "mod(1885 + 0 round(s[0]), 2772)",
    ],
)
def test_an_answer_of_many_values_or_one_is_left_alone(formula: str) -> None:
    text = f"{HEAD}    parameters: {{s: [0.1, -2.4, 0.7, 0.2, 1.9]}}\n    steps:\n"
    used = "      used: {points: 1, formula: 2 s}\n"
    assert told(f'{text}      y: {{points: 1, formula: "{formula}"}}\n{used}') == []


ROUNDED = "right work that rounds z may fall on the other side"
JUMPS = [
    (
        "s: [1.0014, 1.0011, 0.2]",
        "argmax(z)",
        ROUNDED,
    ),
    ("s: [0.5, 0.2, 0.1]", "z > 0.2501", ROUNDED),
    ("s: [1.5, 1.5, 0.2]", "argmax(s)", "either side is right work"),
    ("s: [3, 3, 1]", "argmax(s)", "either side is right work"),
    ("s: [0.0, 1.5, 0.2]", "ReLU'(s)", "either side is right work"),
    ("s: [2.5, 1.25, 0.2]", "round(s)", "either side is right work"),
]


HELD = [
    ("s: [3, 4, 1]", "s > 3"),
    ("s: [3, 4, 1]", "sum(s >= argmax(s))"),
    ("s: [0, 4, 1]", "if(s[0] == 0, 1, 2)"),
]


@pytest.mark.parametrize("given, formula", HELD)
def test_whole_numbers_are_compared_as_the_sign_says(given: str, formula: str) -> None:
    """3 > 3 is no tie: nothing rounds a grey level, and the sign says on which side it falls."""
    assert jumping(given, f'"{formula}"') == []


def jumping(given: str, formula: str) -> list[str]:
    steps = "      z: {points: 1, formula: s / 2}\n      y: {points: 1, formula: RULE}\n"
    text = f"{HEAD}    parameters: {{{given}}}\n    steps:\n{steps.replace('RULE', formula)}"
    found = told(text)
    assert all(": warning: " in line for line in found), found
    return [line for line in found if "jumps" in line]


@pytest.mark.parametrize("given, formula, why", JUMPS)
def test_a_rule_that_jumps_at_its_inputs_is_told(given: str, formula: str, why: str) -> None:
    name = "z" if "z" in formula else "s"
    assert jumping(given, formula) == [
        f"steps.y: warning: its rule jumps at the value of {name}, where {why}; choose parameters"
        " that lie further from a tie"
    ]


@pytest.mark.parametrize(
    "given, formula",
    [
        ("s: [1.2, 1.1, 0.2]", "argmax(z)"),
        ("s: [0.0, 1.5, 0.2]", "ReLU(s)"),
        ("s: [0.0, 1.5, 0.2]", "abs(s)"),
        ("s: [1.5, 1.5, 0.2]", "max(s)"),
        ("s: [1, 2, 1]", "s == 1"),
        ("s: [1.0e-9, 1.5, 0.2]", "1000 s"),
        ("s: [0.5, 1.5, 0.2]", "exp(100 s)"),
    ],
)
def test_a_rule_without_a_leap_is_left_alone(given: str, formula: str) -> None:
    assert jumping(given, formula) == []


def test_a_definition_that_nothing_rests_on_is_told() -> None:
    more = "    definitions: {n: 4, m: 2 a, k: m + 1}\n"
    assert asked("y: {points: 1, formula: k b}", more=more) == [
        "definitions.n: warning: nothing rests on it; remove it, or use it in a formula"
    ]


def test_a_definition_that_only_a_proof_or_a_route_uses_is_used() -> None:
    more = "    definitions: {L: a^2, half: a / 2}\n"
    step = "y: {points: 1, formula: 2 a, gradient_of: L, with_respect_to: a, routes: [4 half]}"
    assert asked(step, more=more) == []


TAKEN = "which no formula could then use; choose another"
NOTATION = [
    ('{y: [Y, "y\'"]}', []),
    ("{y: [y_true]}", []),
    ("{a: [a]}", ["notation.a: warning: a reads as a without it; leave it out"]),
    ("{a_1: [a1]}", ["notation.a_1: warning: a1 reads as a_1 without it; leave it out"]),
    ("{y: [x]}", ["notation.y: x is another value; choose another"]),
    ("{y: [Y], a: [Y]}", ["notation.a: Y already stands for y; choose another"]),
    ("{y: [e]}", [f"notation.y: e is a constant, {TAKEN}"]),
    (
        "{y: [max]}",
        [f"notation.y: max is a function, {TAKEN}"],
    ),
    ("{y: [2 a]}", ["notation.y: '2 a' reads as a formula; write a name, such as y_true"]),
    (
        '{y: ["p(x | "]}',
        [
            "notation.y: 'p(x | ' cannot be read (character 7: the text ends where a value was"
            " expected); write a name, such as y_true"
        ],
    ),
    ("{yy: [Y]}", ["notation.yy: there is no value yy; did you mean y?"]),
]


@pytest.mark.parametrize("notation, messages", NOTATION)
def test_a_spelling_without_its_effect_is_told(notation: str, messages: list[str]) -> None:
    steps = ("y: {points: 1, formula: a}", "a_1: {points: 1, formula: 3 a}")
    assert asked(*steps, more=f"    notation: {notation}\n") == messages


COUNTS = """\
    parameters: {x: [1, 2, -1, 0.5], t: [0.5, 1, 0, 2], w: 0.8, n: 4}
    steps:
      y: {points: 1, formula: w x}
      L: {points: 1, formula: mean((y - t)^2)}
      g: {points: 1, formula: RULE, gradient_of: L, with_respect_to: w}
"""


def test_a_count_among_the_parameters_stays_what_it_is() -> None:
    """n is the number of samples, so 2/n is the 2 over N of the mean and nothing else."""
    assert told(HEAD + COUNTS.replace("RULE", "2/n sum((y - t) ⊙ x)")) == []
    (message,) = told(HEAD + COUNTS.replace("RULE", "1/n sum((y - t) ⊙ x)"))
    assert message.startswith("steps.g.gradient_of: the rule is not the gradient of L")


def test_a_count_that_counts_nothing_given_is_told_where_it_belongs() -> None:
    text = HEAD + COUNTS.replace("n: 4", "n: 8").replace("RULE", "4/n sum((y - t) ⊙ x)")
    (message,) = told(text)
    advice = (
        "; at the given numbers both agree: if n is a count or a label, which stays as it is, write"
        " it under definitions (n: 8) or give it domains"
    )
    assert message.endswith(advice)
    assert told(text.replace(", n: 8}", "}\n    definitions: {n: 8}")) == []
    assert told(text.replace("n: 8}", "n: 8}\n    domains: {n: {values: [8]}}")) == []


FLAGS = """\
    parameters: {z: [0.3, -0.2, 0.5], m: [1, 0, 1], s: -1}
    steps:
      L: {points: 1, formula: RULE}
      g: {points: 1, formula: GRADIENT, gradient_of: L, with_respect_to: z}
"""


@pytest.mark.parametrize(
    "rule, gradient, is_right",
    [
        ("sum((m ⊙ z)^2) s^2", "2 m ⊙ z", True),
        ("sum((m ⊙ z)^2) s^2", "2 z", False),
        ("sum((m ⊙ z)^2) s", "2 m ⊙ z", False),
    ],
)
def test_flags_are_drawn_as_flags(rule: str, gradient: str, is_right: bool) -> None:
    text = FLAGS.replace("RULE", rule).replace("GRADIENT", gradient)
    found = [line for line in told(HEAD + text) if "gradient" in line]
    assert (found == []) is is_right


LOOSE = """\
title: T
questions:
  "1":
    title: A layer
    solver: linear_layer
    parameters:
      W: [[0.3, 0.5], [-0.2, 0.4]]
      X: [[0, 2], [3, 1]]
      Y_hat: [[0.5, 1], [1, -1.5]]
      step_size: 0.1
    steps:
      Y: {label: Y, points: 2, tolerance: {rtol: 0.05}}
      dL_dY: {label: ∂L/∂Y, points: 2, tolerance: {rtol: 0.05}}
      dL_dW:
        label: ∂L/∂W
        points: 3
        tolerance: {rtol: 0.05}
        misconceptions:
          - {formula: 1.01 dL_dY X^T, feedback: You took 1 % too much., name: too much}
"""


def test_what_students_read_of_a_slip_stands_in_no_warning() -> None:
    found = [line for line in told(LOOSE) if "pass" in line]
    assert found
    for line in found:
        assert " lets a value with " in line or " lets the misconception " in line
        assert "this is what you get" not in line
        assert "You took" not in line


def test_a_warning_does_not_name_twenty_slips() -> None:
    text = LOOSE.replace("rtol: 0.05", "rtol: 50")
    (line,) = [line for line in told(text) if line.startswith("steps.dL_dW:")]
    named = line.split(" lets ")[1].split(" pass ")[0]
    assert named.startswith("0, the wrong sign, half of it, twice as much and ")
    assert named.endswith(" other slips")


IDLE = (
    "it has no effect on a formula, which must be equal at random points; leave it out, or ask for"
    " the number as a step of its own"
)


def test_digits_asked_of_a_formula_are_told_to_have_no_effect() -> None:
    found = asked("y: {points: 1, answer: formula, formula: 2 a, tolerance: {decimals: 3}}")
    assert found == [f"steps.y.tolerance: warning: {IDLE}"]
    assert asked("y: {points: 1, answer: formula, formula: 2 a, tolerance: {rtol: 0.05}}") == []
    assert asked("y: {points: 1, answer: formula, formula: 2 a}") == []
    alone = "    steps:\n      y: {points: 1, answer: formula, formula: 2 a + b}\n"
    given = "    parameters: {a: 2.5, b: 0.3}\n    minimum_figures: 3\n"
    assert told(HEAD + given + alone) == [f"minimum_figures: warning: {IDLE}"]


def test_nothing_is_said_of_a_definition_whose_step_could_not_be_read() -> None:
    """What rests on it is what is wrong."""
    found = asked("y: {points: 1, formula: n a + zz}", more="    definitions: {n: 3}\n")
    assert len(found) == 1
    assert "zz is not defined" in found[0]
