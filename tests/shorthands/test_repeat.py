"""`repeat`: a step in every round is the same as the steps written one by one."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.commands.template import template as template
from grader.errors import RubricError
from grader.model import Verdict
from grader.question import Assignment, Question
from grader.review.checks import rubric_problems
from grader.rubric.load import read_assignment
from grader.rubric.shorthands.round_indices import Filled, rounds_of
from tests.filled_in import judged

HEAD = "title: T\ntolerance: {rtol: 0.01}\nquestions:\n  1a:\n    title: Q\n"


def rubric(body: str) -> str:
    return HEAD + textwrap.indent(textwrap.dedent(body).strip("\n"), "    ") + "\n"


def told(body: str) -> list[str]:
    """What lint says of a question, from its line within the question on."""
    found = []
    for problem in rubric_problems(rubric(body), "r.yaml")[1]:
        line = (problem.line or 0) - HEAD.count("\n")
        path = ".".join(map(str, problem.path[2:]))
        found.append(f"{line}: {path}: {problem.message}")
    return found


def question(body: str) -> Question:
    assert told(body) == []
    (found,) = read_assignment(rubric(body), "r.yaml").questions
    return found


NEWTON = """
functions: {f(x): x^3 - 2x - 5}
repeat:
  k: 1..4
  start: {x_0: 2}
  steps:
    x_k: {label: "x_k, iteration {k}", points: 1, formula: "x_{k-1} - f(x_{k-1}) / f'(x_{k-1})"}
"""


def newton(count: int, x: float = 2.0) -> list[float]:
    found = []
    for _ in range(count):
        x = x - (x**3 - 2 * x - 5) / (3 * x**2 - 2)
        found.append(x)
    return found


def values(found: Question) -> dict[str, Any]:
    return {step.name: found.solution[step.name] for step in found.steps}


def test_newtons_iterates_are_those_of_a_loop() -> None:
    found = question(NEWTON)
    assert [step.name for step in found.steps] == ["x_1", "x_2", "x_3", "x_4"]
    assert [step.label for step in found.steps][1] == "x_2, iteration 2"
    assert list(values(found).values()) == pytest.approx(newton(4), rel=1e-12)


def test_gradient_steps_over_samples_are_those_of_a_loop() -> None:
    found = question(
        """
        parameters: {X: [[1, 2], [2, -1], [0.5, 1]], y: [2, 5, -4], rate: 0.1}
        repeat:
          k: 1..3
          start: {w_0: [0.5, -0.2]}
          definitions: {error_k: 'X[k-1] · w_{k-1} - y_k'}
          points: 1
          steps:
            loss_k: error_k^2 / 2
            w_k: w_{k-1} - rate error_k X[k-1]
        """
    )
    w, X, y = np.array([0.5, -0.2]), np.array([[1, 2], [2, -1], [0.5, 1]]), np.array([2, 5, -4])
    for k in range(3):
        error = X[k] @ w - y[k]
        w = w - 0.1 * error * X[k]
        assert float(np.asarray(found.solution[f"loss_{k + 1}"])) == pytest.approx(error**2 / 2)
        assert np.asarray(found.solution[f"w_{k + 1}"]) == pytest.approx(w)


def test_two_indices_go_over_words_as_well() -> None:
    found = question(
        """
        parameters: {r_left: 1.2, r_right: -0.4, gamma: 0.9}
        repeat:
          k: 1..3
          s: [left, right]
          start: {V_0_s: 0.5}
          definitions: {best_k: 'max(V_{k-1,left}, V_{k-1,right})'}
          steps:
            V_k_s: {label: 'V_{k}({s})', points: 1, formula: r_s + gamma^k best_k}
        """
    )
    left = right = 0.5
    for k in range(1, 4):
        best = max(left, right)
        left, right = 1.2 + 0.9**k * best, -0.4 + 0.9**k * best
        assert float(np.asarray(found.solution[f"V_{k}_left"])) == pytest.approx(left)
        assert float(np.asarray(found.solution[f"V_{k}_right"])) == pytest.approx(right)
    assert [step.label for step in found.steps][:2] == ["V_1(left)", "V_1(right)"]
    assert "best_1" in found.graph.rules


def test_k_means_goes_on_with_vectors_and_keys_of_steps() -> None:
    found = question(
        """
        parameters: {x: [1, 2, 9, 11, 12]}
        repeat:
          t: 1..2
          start: {a_0: 1, b_0: 2}
          definitions:
            near_t: abs(x - a_{t-1}) < abs(x - b_{t-1})
          steps:
            a_t: {points: {all: 2}, formula: sum(near_t ⊙ x) / sum(near_t)}
            b_t:
              points: [1, 3]
              formula: sum((1 - near_t) ⊙ x) / sum(1 - near_t)
              tolerance: {decimals: 2}
              expected: {2: 10.67}
              misconceptions:
                - {formula: b_{t-1}, feedback: 'Take the mean for round {t}.'}
        """.replace("formula: b_{t-1}", "formula: 'b_{t-1}'")
    )
    x, a, b = np.array([1, 2, 9, 11, 12.0]), 1.0, 2.0
    for t in (1, 2):
        near = abs(x - a) < abs(x - b)
        a, b = x[near].mean(), x[~near].mean()
        assert float(np.asarray(found.solution[f"a_{t}"])) == pytest.approx(a)
        assert float(np.asarray(found.solution[f"b_{t}"])) == pytest.approx(b)
    by_name = {step.name: step for step in found.steps}
    assert [step.points for step in found.steps] == [1, 1, 1, 3]
    assert by_name["b_2"].digits is not None
    assert by_name["b_2"].misconceptions[0].feedback == "Take the mean for round 2."
    assert by_name["b_1"].expected is None


@given(st.integers(1, 6), st.floats(0.2, 3.0).map(lambda x: round(x, 2)), st.booleans())
def test_rounds_are_the_same_as_steps_written_one_by_one(
    count: int, x: float, is_last: bool
) -> None:
    rounds = f"""
repeat:
  k: 1..{count}
  start: {{x_0: {x}}}
  definitions: {{h_k: x_{{k-1}}^2 + k}}
  steps:
    x_k: {{label: "x_k", points: 2, formula: h_k / 2k}}
""".replace("x_{k-1}^2 + k}", "'x_{k-1}^2 + k'}")
    one = "steps:\n  last: {points: 1, formula: x_0 + 1}\n"
    plain = f"parameters: {{x_0: {x}}}\ndefinitions:\n"
    plain += "".join(f"  h_{k}: x_{k - 1}^2 + {k}\n" for k in range(1, count + 1))
    steps = [
        f'  x_{k}: {{label: "x_{k}", points: 2, formula: h_{k} / 2({k})}}\n'
        for k in range(1, count + 1)
    ]
    last = ["  last: {points: 1, formula: x_0 + 1}\n"]
    plain += "steps:\n" + "".join(steps + last if is_last else last + steps)
    short = read_assignment(rubric(rounds + one if is_last else one + rounds), "r.yaml")
    long = read_assignment(rubric(plain), "r.yaml")
    assert template(short) == template(long)
    assert _texts(short) == _texts(long)
    checked = read_assignment(rubric(rounds + one if is_last else one + rounds), "r.yaml", True)
    assert _texts(checked) == _texts(short)


def _texts(found: Assignment) -> Mapping[str, Any]:
    (one,) = found.questions
    steps = {step.name: (step.label, step.points) for step in one.steps}
    rules = {name: rule.description for name, rule in one.graph.rules.items()}
    return {"steps": steps, "rules": rules, "values": {n: str(v) for n, v in one.solution.items()}}


def test_a_wrong_round_is_followed_by_its_own_name() -> None:
    found = read_assignment(rubric(NEWTON), "r.yaml")
    after = newton(1, 2.2)[0]
    said = {"x_1": "x_1 = 2 - f(2)/f'(2) = 2.2", "x_2": f"{after:.5f}", "x_3": "2.0945515"}
    by_step = judged(found, said)
    assert by_step["x_1"].verdict is Verdict.INCORRECT
    assert by_step["x_2"].verdict is Verdict.FOLLOWS
    assert by_step["x_2"].rests_on == ("x_1",)
    assert by_step["x_2"].names["x_1"] == "x_1"
    assert by_step["x_3"].verdict is Verdict.CORRECT


def test_rounds_may_ask_for_words_and_rest_on_conventions() -> None:
    found = question(
        """
        functions: {half(x): x^2 / 2}
        conventions: {whole: {loss_k: error_k^2, called: the loss without 1/2}}
        repeat:
          k: 1..2
          start: {w_0: 0.5}
          points: 1
          steps:
            error_k: w_{k-1} - 2 k
            loss_k: half(error_k)
            side_k: {answer: choice, choices: [above, below], formula: error_k < 0}
            w_k: w_{k-1} - 0.1 error_k
        """
    )
    sides = [step for step in found.steps if step.name.startswith("side")]
    assert [step.in_words(np.asarray(found.solution[step.name])) for step in sides] == [
        "below",
        "below",
    ]
    (whole,) = found.conventions
    assert [(rule.name, rule.description) for rule in whole.rules] == [
        ("loss_1", "error_1^2"),
        ("loss_2", "error_2^2"),
    ]
    assert whole.label == "the loss without 1/2"


FORMULAS = {
    "x_{k-1} + x_k": "x_2 + x_3",
    "W_k_new": "W_3_new",
    "V_{k-1,s}": "V_2_left",
    "y_k": "y_3",
    "y_{4k}": "y[11]",
    "X_{k,1}": "X_{3,1}",
    "X[k-1, :] + v[k]": "X[2, :] + v[3]",
    "0.9^k": "0.9^3",
    "k x_k": "3 x_3",
    "2k x": "2(3) x",
    "x k": "x (3)",
    r"\frac{k}{2}": r"\frac{3}{2}",
    r"\sigma_k + \kappa": r"\sigma_3 + \kappa",
    "x^{(k-1)}": "x^{(2)}",
    "share(a == s)": "share(a == left)",
    "mask + k_0": "mask + k_0",
}


@pytest.mark.parametrize("text", FORMULAS)
def test_an_index_in_a_formula_is_filled_in(text: str) -> None:
    names = {"x1", "x2", "x3", "V2_left", "W3_new"}
    filled = Filled(at={"k": "3", "s": "left"}, names=names)
    assert filled.formula(text) == FORMULAS[text]


TEXTS = {
    "x_k, iteration {k}": "x_3, iteration 3",
    "the k-th x_{k-1}": "the k-th x_2",
    "V_{k}({s})": "V_3(left)",
    r"$\frac{k}{2}$ and $x^{(k)}$": r"$\frac{k}{2}$ and $x^{(3)}$",
    "{k+1} of {n}": "4 of {n}",
    "V_{k,s}": "V_{3,left}",
}


@pytest.mark.parametrize("text", TEXTS)
def test_an_index_in_a_label_is_filled_in(text: str) -> None:
    assert Filled(at={"k": "3", "s": "left"}).text(text) == TEXTS[text]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("x_k", "x_3"),
        ("x_{k-1}", "x_2"),
        ("V_{k,s}", "V_3_left"),
        ("V_k_s", "V_3_left"),
        ("x{k}", "x3"),
    ],
)
def test_an_index_in_a_name_is_filled_in(name: str, found: str) -> None:
    assert Filled(at={"k": "3", "s": "left"}).name(name) == found


def test_steps_that_rounds_go_on_with_are_asked_before_them() -> None:
    found = question("""
        parameters: {a: 0.8, b: 1.5}
        repeat:
          k: 2..3
          steps: {h_k: {points: 1, formula: 'a h_{k-1} - 0.5 h_{k-2}'}}
        steps:
          gain: {points: 1, formula: a + b}
          h_0: {points: 1, formula: b}
          h_1: {points: 1, formula: a b}
          h_9: {points: 1, formula: 2 b + a}
        """)
    assert [step.name for step in found.steps] == ["h_0", "h_1", "h_2", "h_3", "gain", "h_9"]


def test_a_round_below_zero_has_no_name() -> None:
    with pytest.raises(RubricError, match="begin later"):
        Filled(at={"k": "0"}).formula("x_{k-1}")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("1..3", ("1", "2", "3")),
        ("0 .. 1", ("0", "1")),
        (["a", "b"], ("a", "b")),
        ([2, 4], ("2", "4")),
        ("3..1", None),
        ("k", None),
        (3, None),
        ([], None),
        (["a b"], None),
    ],
)
def test_rounds_are_a_range_or_a_list(given: object, found: tuple[str, ...] | None) -> None:
    assert rounds_of(given) == found


MESSAGES = {
    "the first round has nothing to go on with": (
        """
        repeat:
          k: 1..3
          steps:
            x_k: {points: 1, formula: 'x_{k-1} / 2'}
        """,
        ["4: repeat.steps.x_k.formula: x_0 has no value where k = 1; give it under start, x_0: 0"],
    ),
    "a name that nothing defines": (
        """
        repeat:
          k: 1..3
          start: {x_0: 2}
          steps:
            x_k: {points: 1, formula: 'x_{k-1} / d'}
        """,
        [
            "5: repeat.steps.x_k.formula: d is not defined in this question (in 'x_0 / d') (where"
            " k = 1)"
        ],
    ),
    "no rounds": (
        """
        repeat:
          start: {x_0: 2}
          steps:
            x_k: {points: 1, formula: 'x_{k-1} / 2'}
        """,
        ["1: repeat: it does not say how often; write k: 1..4"],
    ),
    "a count in place of a range": (
        """
        repeat:
          k: 4
          start: {x_0: 2}
          steps:
            x_k: {points: 1, formula: 'x_{k-1} / 2'}
        """,
        ["1: repeat: k needs the rounds it counts; write k: 1..4, or a list of numbers or words"],
    ),
    "one name in all rounds": (
        """
        repeat:
          k: 1..4
          start: {x_0: 2}
          steps:
            x: {points: 1, formula: x_0 / 2}
        """,
        ["5: repeat.steps.x: this name is the same in every round; write x_k"],
    ),
    "rounds that begin too early": (
        """
        repeat:
          k: 0..3
          start: {x_0: 2}
          steps:
            x_k: {points: 1, formula: 'x_{k-1} / 2'}
        """,
        ["5: repeat.steps.x_k: x_{k-1} has no value where k = 0; let the rounds begin later"],
    ),
    "points for too few rounds": (
        """
        repeat:
          k: 1..4
          start: {x_0: 2}
          steps:
            x_k: {points: [1, 2], formula: 'x_{k-1} / 2'}
        """,
        ["5: repeat.steps.x_k: 2 points stand here for 4 rounds"],
    ),
    "points for a round that there is not": (
        """
        repeat:
          k: 1..4
          start: {x_0: 2}
          steps:
            x_k: {points: {2: 1, 5: 2}, formula: 'x_{k-1} / 2'}
        """,
        ["5: repeat.steps.x_k: there is no round 5 (there are 1, 2, 3, 4)"],
    ),
    "points that do not part": (
        """
        repeat:
          k: 1..3
          start: {x_0: 2}
          steps:
            x_k: {points: {all: 8}, formula: 'x_{k-1} / 2'}
        """,
        [
            "5: repeat.steps.x_k: 8 points do not part evenly among 3 steps; write a list with the"
            " points of each"
        ],
    ),
    "no points at all": (
        """
        repeat:
          k: 1..3
          start: {x_0: 2}
          steps:
            x_k: x_{k-1} / 2
        """,
        ["1: repeat: x_k has no points; write points: 1 in it, or here for every step"],
    ),
    "an index that is a value": (
        """
        parameters: {k: 2}
        repeat:
          k: 1..3
          start: {x_0: 2}
          steps:
            x_k: {points: 1, formula: 'x_{k-1} / 2'}
        """,
        [
            "1: parameters.k: this question does not use it (it uses x_0)",
            "3: repeat.k: k is a value of this question as well; count the rounds by another"
            " letter",
        ],
    ),
    "a letter that formulas need": (
        """
        repeat:
          e: 1..3
          start: {x_0: 2}
          steps:
            x_e: {points: 1, formula: 'x_{e-1} / 2'}
        """,
        ["1: repeat: e means something in formulas; count by another letter, k: 1..4"],
    ),
    "a sum over the index": (
        """
        repeat:
          k: 1..3
          start: {x_0: 2}
          steps:
            x_k: {points: 1, formula: '\\sum_{k=1}^{3} k + x_{k-1}'}
        """,
        [
            "5: repeat.steps.x_k: k counts the rounds here; sum over another letter (in"
            " '\\sum_{k=1}^{3} k + x_{k-1}')"
        ],
    ),
    "a key that is none, and a number that is text": (
        """
        repeat:
          k: 1..3
          start: {x_0: 2}
          steps:
            x_k: {pints: 1, formula: 'x_{k-1} / 2', tolerance: {rtol: a}}
        """,
        [
            "5: repeat.steps.x_k.pints: unknown key; did you mean points?",
            "5: repeat.steps.x_k.tolerance.rtol: 'a' is text in YAML; write a number",
        ],
    ),
    "a formula with a brace that needs quotes": (
        """
        repeat: {k: 1..3, start: {x_0: 2}, steps: {x_k: {points: 1, formula: x_{k-1} / 2}}}
        """,
        [
            "1: repeat.steps.x_k.formula: a value with a brace needs quotes inside { }; write"
            " formula: 'x_{k-1} / 2'"
        ],
    ),
    "formulas in one line that need quotes": (
        """
        repeat:
          k: 1..3
          start: {x_0: 2}
          points: 1
          steps: {x_k: x_{k-1} / 2, y_k: max(x_k, 1)}
        """,
        [
            "5: repeat.steps.x_k: a value with a brace needs quotes inside { }; write"
            " x_k: 'x_{k-1} / 2'",
            "5: repeat.steps.y_k: a value with a comma needs quotes inside { }; write"
            " y_k: 'max(x_k, 1)'",
        ],
    ),
    "an expected value of one round": (
        """
        repeat:
          k: 1..3
          start: {x_0: 2}
          steps:
            x_k: {points: 1, formula: 'x_{k-1} / 2', expected: {1: 1, 2: 0.6}}
        """,
        ["5: repeat.steps.x_k.expected: yours is 0.6, the formula's is 0.5 (where k = 2)"],
    ),
    "a value twice": (
        """
        parameters: {x_0: 1}
        repeat:
          k: 1..3
          start: {x_0: 2}
          steps:
            x_k: {points: 1, formula: 'x_{k-1} / 2'}
        """,
        ["4: repeat.start.x_0: x_0 stands under parameters as well; keep one"],
    ),
    "neither steps nor rounds": (
        """
        parameters: {x_0: 1}
        """,
        ["-1: steps: this key is missing; write steps: {y: {points: 1, formula: w x}}"],
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_mistake_in_rounds_is_told_once_at_its_line(name: str) -> None:
    body, messages = MESSAGES[name]
    assert told(body) == messages


def test_the_first_round_may_begin_with_each_students_own_number() -> None:
    text = rubric(
        """
        repeat:
          k: 1..2
          start: {x_0: {draw: 'uniform(1, 3)'}}
          points: 1
          steps: {x_k: 'x_{k-1} / 2 + 1'}
        """
    ).replace("title: T\n", "title: T\nstudents: email\n", 1)
    (found,) = read_assignment(text, "r.yaml", numbers={"1a": {"x_0": 1.5}}).questions
    assert float(np.asarray(found.solution["x_2"])) == 1.875
