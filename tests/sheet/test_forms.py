"""Forms that are filled in: a question names a step, a value alone behind it is its answer."""

from __future__ import annotations

import pytest

from grader.answers import SheetFile, sheet_of
from grader.review import rubric_problems

STONE = """title: A falling stone
tolerance: {rtol: 0.005}
questions:
  "1":
    title: Energy and speed
    parameters: {m: 1.5, h: 0.8, g: 9.81}
    steps:
      E: {label: the potential energy E in joules, points: 2, formula: m g h}
      v: {label: the speed v at the ground, points: 2, formula: sqrt(2 g h)}
      T: {label: the time T of the fall, points: 2, formula: v / g}
"""
NEURON = """title: One linear neuron
tolerance: {rtol: 0.002}
questions:
  "1":
    title: One step of descent
    parameters: {a: 0.7, x: 2.5, t: 3}
    notation: {loss: [L]}
    steps:
      y: {label: y = a x, points: 2, formula: a x}
      loss: {label: "L = (y - t)^2", points: 2, formula: (y - t)^2}
      dL_da: {label: ∂L/∂a, points: 3, formula: 2 (y - t) x}
"""
LAYERS = """title: A network
tolerance: {rtol: 0.01}
questions:
  "1":
    title: Two layers
    parameters: {x: 2, w: 0.5, b: 0.3}
    steps:
      first: {label: one, prompt: "What is $q_1$?", points: 2, formula: sigmoid(w x)}
      second: {label: two, prompt: "What is $q_2$?", points: 2, formula: sigmoid(b first)}
"""
FORMS = [
    (STONE, "(a) the potential energy E\n\n11.77\n\n(b) the speed v\n\n3.962", "E 11.77 v 3.962"),
    (STONE, "- What is $E$?\n  - 11.77\n- What is $v$?\n  - 3.962", "E 11.77 v 3.962"),
    (STONE, "1. What is $E$? 11.77\n2. What is $T$? 0.404", "E 11.77 T 0.404"),
    (
        STONE,
        "| Question | Answer |\n|---|---|\n| What is the energy E? | 11.77 |\n"
        "| the speed v at the ground | 3.962 |",
        "E 11.77 v 3.962",
    ),
    (STONE, "Berechne $E$.\n\n11.77\n\nBestimme $v$.\n\n$3.962$", "E 11.77 v 3.962"),
    (STONE, "What is $E$?\n\n$$\\boxed{11.77}$$\n\nWhat is $v$?\n\n> 3.962", "E 11.77 v 3.962"),
    (STONE, "What is $E$?\n\n```\n11.77\n```\n\nThe time T\n\n**0.404**", "E 11.77 T 0.404"),
    (STONE, "What is the speed v?\n\n**Answer:**\n\n3.962", "v 3.962"),
    (STONE, "What is the time T of the fall?\n\n.404", "T .404"),
    (STONE, "What is $v$?\n\n$\\sqrt{2 \\cdot 9.81 \\cdot 0.8} \\approx 3.962$", "v 3.962"),
    (
        NEURON,
        "What is $y$?\n\n1.75\n\nUsing $y$, what is the loss $L$?\n\n1.5625\n\nWhat is the gradient of"
        " $L$ with respect to $a$?\n\n-6.25",
        "y 1.75 loss 1.5625 dL_da -6.25",
    ),
    (NEURON, "With $x = 2.5$ and $a = 0.7$, what is $y$?\n\n1.75", "y 1.75"),
    (NEURON, "Compute y.\n1.75\nCompute L.\n1.5625", "y 1.75 loss 1.5625"),
    (LAYERS, "What is $q_1$?\n\n0.731\n\nWhat is $q_2$?\n\n0.555", "first 0.731 second 0.555"),
    (LAYERS, "What is q_1?\n0.731\nWhat is q_2?\n0.555", "first 0.731 second 0.555"),
    (NEURON, "What are $y$ and $L$?\n\n1.75 and 1.5625", "y 1.75 loss 1.5625"),
    (NEURON, "Compute the value of $y$: $1.75$\n\nCompute $L$: $1.5625$", "y 1.75 loss 1.5625"),
    (
        NEURON,
        "(i) What is $y$?\n\n(ii) What is $L$?\n\nAnswers:\n\n(i) 1.75\n\n(ii) 1.5625",
        "y 1.75 loss 1.5625",
    ),
    (
        NEURON,
        "1. What is $y$?\n2. What is $L$?\n\n## Answers\n\n1. 1.75\n2. 1.5625",
        "y 1.75 loss 1.5625",
    ),
    (NEURON, "a. What is $y$?\n\nb. What is $L$?\n\n---\n\nb. 1.5625", "loss 1.5625"),
    (NEURON, "What is $y$?\n\nAnswer: 1.75", "y 1.75"),
    (
        NEURON,
        "With the target $t$ and the rate $r$, what is the output, $y$? (One number, e.g. 0.1234)"
        "\n\n1.75",
        "y 1.75",
    ),
    (NEURON, "What is $y$?\n\n1.75 V", "y 1.75"),
    (NEURON, "$y =$\n\n1.75\n\nso $L = (1.75 - 3)^2$\n\n= 1.5625", "y 1.75 loss 1.5625"),
]
SUPPOSED = [
    (
        "A neuron predicts a number. For example, if $y = 2$ and $t = 3$, the loss would be $1$."
        "\n\n# 1\n\n$L = 1.5625$",
        "loss 1.5625",
    ),
    (
        "$y = 1.75$ and $L = 1.5625$. It would be perfect if $y = 3$, which is when $L = 0$.",
        "y 1.75 loss 1.5625",
    ),
    ("$y = 1.75$. Put in, if we square it we get $L = 1.5625$.", "y 1.75 loss 1.5625"),
    ("If we multiply, $y = 1.75$.", "y 1.75"),
    ("$y = 1.75$. If it had, say, $a = 2$, the loss would be $L = 0.5$.", "y 1.75"),
    ("If we put it in, it would be $y = 1.75$.", "y 1.75"),
    ("$y = 1.75$. It stays put as soon as $y = 3$, once $L = 0$.", "y 1.75"),
    ("$y = 1.75$. In case $y = 3$ nothing changes; provided that $L = 0$ as well.", "y 1.75"),
    ("$y = 1.75$. To have $y = 3$ one would need another weight.", "y 1.75"),
    ("$y = 1.75$. Assuming $y = 3$ instead, the loss $L = 0$ would be perfect.", "y 1.75"),
    ("Multiply to get $y = 1.75$.", "y 1.75"),
    ("In the first case $y = 1.75$.", "y 1.75"),
    ("Case a: $y = 1.75$.", "y 1.75"),
    ("For example, $y = 0.7 \\cdot 2.5 = 1.75$.", "y 1.75"),
    ("Hint: $L = 0.5$ is a typical value.\n\n$y = 1.75$", "y 1.75"),
    ("Round; for instance, $y = 2.0$ should be written as 2.00.\n\n$y = 1.75$", "y 1.75"),
    ("If $a = 0.7$ and $x = 2.5$, then $y = 1.75$.", "y 1.75"),
]


def read(rubric: str, text: str) -> dict[str, str]:
    """The answers of a sheet by their step."""
    assignment, _ = rubric_problems(rubric, "rubric.yaml")
    sheet = sheet_of([SheetFile(name="sheet.md", data=text.encode())], assignment)
    return {answer.step: answer.text for answer in sheet.answers}


def wanted(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


@pytest.mark.parametrize("rubric, text, answers", FORMS)
def test_a_value_alone_answers_the_question_before_it(rubric, text, answers):
    assert read(rubric, text) == wanted(answers)


@pytest.mark.parametrize("text, answers", SUPPOSED)
def test_what_is_only_supposed_is_no_answer(text, answers):
    assert read(NEURON, text) == wanted(answers)


WEIGHTS = """title: Attention
tolerance: {rtol: 0.002}
questions:
  "1":
    title: One query
    parameters: {q: 0.4, k: 0.5}
    steps:
      S: {label: S, points: 1, formula: q k}
      A: {label: A, points: 1, formula: sigmoid(S)}
"""


@pytest.mark.parametrize("said", ["A = 0.9", "$A = 0.9$", "A ≈ 0.9", "**A** = 0.9"])
def test_a_capital_a_before_an_equals_sign_is_a_name_and_no_answer(said: str) -> None:
    """The weights A of attention, below the line of S, were taken for "Answer: ..."."""
    assignment, _ = rubric_problems(WEIGHTS, "r.yaml")
    assert assignment is not None
    file = SheetFile(name="w.md", data=f"# 1\n\nS = 0.2\n\n{said}\n".encode())
    answer = sheet_of([file], assignment).answer("1", "A")
    assert answer is not None
    assert (answer.text, answer.how) == ("0.9", "name")


LAYER = """title: Convolutions
tolerance: {rtol: 0.001}
questions:
  "1":
    title: Shapes
    parameters: {n: 6, f: 3, channels: 2}
    steps:
      shape: {label: the shape of the output, points: 1, formula: "stack(n - f + 1, n - f + 1)"}
      weights: {label: the number of weights, points: 1, formula: f f channels}
"""


@pytest.mark.parametrize("size", ["4x4", "4 x 4", "4 × 4", "$4 \\times 4$"])
@pytest.mark.parametrize(
    "before", ["Shape of the output: ", "What is the shape of the output?\n\n"]
)
def test_a_size_is_a_vector_where_one_is_asked_for(before: str, size: str) -> None:
    assert read(LAYER, f"{before}{size}") == {"shape": "(4, 4)"}


def test_a_product_is_no_size() -> None:
    assert read(LAYER, "weights = 3 × 3 × 2 = 18") == {"weights": "18"}
    assert read(LAYER, "weights = 9 × 2 = 18") == {"weights": "18"}


INTERVAL = """title: Intervals
tolerance: {rtol: 0.001}
questions:
  "1":
    title: The mean
    parameters: {n: 10, m: 246, sigma: 15, z: 1.644854}
    steps:
      interval:
        label: a 90 % confidence interval
        points: 1
        formula: "stack(m - z sigma / sqrt(n), m + z sigma / sqrt(n))"
      size: {label: size of the sample, points: 1, formula: (z sigma / 5)^2}
"""


def test_a_value_is_known_by_its_figures_where_constants_have_a_few_more() -> None:
    """A calculator works with 1.6448536, a rubric with 1.644854."""
    text = "$Q = (238.19777418637986, 253.80222581362014)$\n\n$k = 24.3498$"
    found = read(INTERVAL, text)
    assert found == {"interval": "(238.19777418637986, 253.80222581362014)", "size": "24.3498"}
    assert read(INTERVAL, "$k = 24.3498$\n\n$k = 24.3412$") == {"size": "24.3498"}
