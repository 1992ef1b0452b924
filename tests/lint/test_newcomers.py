"""What one who writes a first rubric from the manual alone stumbles over: it works, or lint
says what to write."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import indent

import pytest

from grader.review.checks import rubric_problems
from grader.rubric import examined_text

GIVEN = "parameters: {A: [[1, 2], [3, 4]], x: [1, 5, 3], a: 3.2, b: 2.5, n: 1}"


def rubric(steps: str, beside: str = GIVEN) -> str:
    head = "title: Quiz\ntolerance: {rtol: 0.01}\nquestions:\n  1a:\n    title: One\n"
    return f"{head}{indent(beside, ' ' * 4)}\n    steps:\n{indent(steps, ' ' * 6)}\n"


def told(text: str) -> list[str]:
    """All that lint says, but for values that can be guessed and what is not used."""
    found = [str(one).removeprefix("r.yaml:") for one in rubric_problems(text, "r.yaml")[1]]
    return [one for one in found if "a guess is right" not in one and "does not use it" not in one]


def values(text: str) -> dict[str, str]:
    """What each step's rule gives, in words where it asks for words."""
    (question,) = examined_text(text, "r.yaml").assignment.questions
    found: dict[str, str] = {}
    for step in question.steps:
        value = question.solution[step.name]
        found[step.name] = step.in_words(value) or str(value)
    return found


def holds(text: str, expected: Iterable[str]) -> None:
    assert told(text) == []
    assert [*values(text).values()] == [*expected]


# A step that is called like one of its choices, or like a function.


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (
            'circle: {points: 1, answer: choice, choices: [circle, ellipse], formula: "if(a > 9,'
            ' ellipse, circle)"}',
            ["circle"],
        ),
        (
            "path: {points: 1, answer: sequence, choices: [a, path], formula: '[path, a]'}",
            ["path, a"],
        ),
        (
            "mean: {points: 1, formula: mean(x)}\nmax: {points: 1, formula: max(x)}\n"
            "larger: {points: 1, answer: choice, choices: [mean, max], formula: 'if(mean > max,"
            " mean, max)', also: [mean]}",
            ["3.0", "5.0", "max"],
        ),
        (
            "trace: {points: 1, formula: trace(A)}\nd: {points: 1, formula: trace - 1}",
            ["5.0", "4.0"],
        ),
    ],
)
def test_a_name_that_is_a_word_or_a_function_too_is_told_apart(
    steps: str, expected: list[str]
) -> None:
    """The formula of a choice ends in a word; what stands in a condition is a value."""
    holds(rubric(steps), expected)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (
            "trace: {points: 1, formula: trace + 1}",
            "8: questions.1a.steps.trace.formula: its formula names trace itself, which it is to"
            " give; for the function write what it is of, trace(x)",
        ),
        (
            "s: {points: 1, formula: s / 2}",
            "8: questions.1a.steps.s.formula: its formula names s itself, which it is to give;"
            " for values that follow from the one before, write repeat, with s_k",
        ),
        (
            "T: {points: 2, answer: table, rows: [k1, k2], columns: [u], formula: '[[1], [T[0, 0]"
            " / 2]]'}",
            "8: questions.1a.steps.T.formula: its formula names T itself, which it is to give; for"
            " rows that follow from earlier rows, write what is in them under repeat, as"
            " definitions that are counted, x_k: x_{k-1} / 2, and the table of these,"
            " [[x_1], [x_2]]",
        ),
    ],
)
def test_what_names_itself_is_told_what_to_write(steps: str, said: str) -> None:
    assert told(rubric(steps)) == [said]


# A TA's own number beside what an answer may differ in.

EIGEN = "parameters: {A: [[2, 1], [1, 2]], X: [[0, 0], [1, 0], [5, 5]], C: [[0, 1], [5, 6]]}"
V = "{points: 1, up_to: [sign, scale], formula: 'eigenvectors(A)[:, 0]', expected: "


@pytest.mark.parametrize(
    "step",
    [
        "l: {points: 1, answer: set, formula: eigenvalues(A), expected: [1, 3]}",
        "l: {points: 1, answer: set, formula: '[3, 1, 3]', expected: [1, 3]}",
        f"v: {V}[-1, -1]}}",
        f"v: {V}[0.71, 0.71]}}",
        "l: {points: 1, up_to: order, formula: eigenvalues(A), expected: [1, 3]}",
        "d: {points: 1, up_to: sign, formula: det(A), expected: -3}",
        "c: {points: 1, up_to: relabelling, formula: 'assignments(X, C)', expected: [1, 1, 0]}",
        "c: {points: 1, answer: sequence, choices: [a, b], up_to: relabelling, formula:"
        " 'assignments(X, C)', expected: [b, b, a]}",
    ],
)
def test_a_tas_own_number_may_differ_as_an_answer_may(step: str) -> None:
    assert told(rubric(step, EIGEN)) == []


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (f"v: {V}[1, 2]}}", "entry [0]: yours is 1.0, the formula's is 1.5"),
        (
            "l: {points: 1, answer: set, formula: eigenvalues(A), expected: [1, 4]}",
            "entry [1]: yours is 4.0, the formula's is 3",
        ),
        (
            "c: {points: 1, up_to: relabelling, formula: 'assignments(X, C)', expected: [1, 0, 0]}",
            "entry [1]: yours is 0.0, the formula's is 1",
        ),
    ],
)
def test_a_tas_own_number_that_differs_in_more_is_told(step: str, said: str) -> None:
    assert any(said in one for one in told(rubric(step, EIGEN)))


# Conditions joined by words.

YESNO = "answer: choice, choices: [yes, no]"


@pytest.mark.parametrize(
    ("formula", "word"),
    [
        ("a > 2 and b > 2", "yes"),
        ("a > 2 and b > 3", "no"),
        ("a > 4 or not (b > 3)", "yes"),
        ("not a > 2 or b > 3", "no"),
        ("n and not n", "no"),
        ("n && !n || n".replace("||", "∨"), "yes"),
        ("n ∧ ¬n", "no"),
        ("n -> not n", "no"),
        ("not n implies n", "yes"),
        ("n xor n", "no"),
        ("n iff n", "yes"),
        ("2 < a < 4 AND n == 1", "yes"),
        ("if(a > 2 and b < 2, yes, no)", "no"),
        ("sum(x > 1 and x < 5) == 1", "yes"),
        ("sum(x[x > 1 and not x == 3]) == 5", "yes"),
        (r"a > 2 \land b > 2 \lor n < 0", "yes"),
    ],
)
def test_conditions_are_joined_by_words_and_signs(formula: str, word: str) -> None:
    """Loosest first: implies, or, and, not; comparisons bind tightest, brackets go first."""
    holds(rubric(f"y: {{points: 1, {YESNO}, formula: '{formula}'}}"), [word])


def test_a_condition_is_shown_as_it_was_written() -> None:
    text = rubric(f"y: {{points: 1, {YESNO}, formula: 'a > 2 and c > 2'}}")
    assert told(text)[0].endswith("c is not defined in this question (in 'a > 2 and c > 2')")


def test_a_value_may_be_called_like_the_word() -> None:
    """A gate that students work out, `and`, is a value there and joins nothing."""
    steps = "and: {points: 1, formula: a b}\ny: {points: 1, formula: 2 and + 1}"
    holds(rubric(steps), ["8.0", "17.0"])


def test_conditions_join_what_a_table_counts() -> None:
    data = "data: [{sky: clear, sail: yes}, {sky: cloudy, sail: no}]\nparameters: {a: 3}"
    formula = "count(sky == clear and sail == yes) > 0 and a > 2"
    holds(rubric(f"y: {{points: 1, {YESNO}, formula: {formula}}}", data), ["yes"])


def test_conditions_join_within_functions_of_a_question() -> None:
    beside = "functions: {f(t): t > 1 and t < 5}\nparameters: {a: 3}"
    holds(rubric("y: {points: 1, formula: f(a) + 1}", beside), ["2.0"])


# What comes round after round.

ROUNDS = """\
parameters: {f: 2}
repeat:
  k: 1..3
  start: {x_0: 2}
  steps:
    x_k: {points: 1, formula: 'x_{k-1} / f'}"""


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("sum_k x_k", "1.75"),
        (r"\sum_{k=1}^{2} x_k", "1.5"),
        ("sum(x)", "1.75"),
        ("max(x) + x_0", "3.0"),
        ("x · [4, 2, 4]", "6.0"),
    ],
)
def test_all_rounds_together_are_a_vector(formula: str, value: str) -> None:
    """Where no value is called x, x is x_1, x_2 and so on, as in a sum on paper."""
    text = rubric(f"s: {{points: 1, formula: '{formula}'}}", ROUNDS)
    assert told(text) == []
    assert values(text)["s"] == value


def test_a_list_of_repeats_is_told_how_one_holds_them() -> None:
    beside = "repeat:\n  - {k: 1..3, steps: {x_k: {points: 1, formula: k}}}"
    (said,) = told(rubric("s: {points: 1, formula: 1}", beside))
    assert said.startswith(
        "6: questions.1a.repeat: a list stands here; one repeat holds all rounds"
    )


BOTH = """\
repeat:
  k: 1..2
  j: [3, 4]
  steps:
    x_k: {points: 1, formula: 2 k}
    y_j: {points: 1, formula: x_1 j}"""


def test_one_repeat_counts_by_several_letters() -> None:
    """A name goes over the letters that it has: x_1, y_3, y_4, x_2."""
    holds(rubric("s: {points: 1, formula: y_4}", BOTH), ["2.0", "6.0", "8.0", "4.0", "8.0"])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("[S]", "spellings stand in the question, beside its steps: notation: {c: [S]}"),
        ("S", "spellings stand in the question, beside its steps: notation: {c: [S]}"),
    ],
)
def test_a_spelling_within_a_step_is_told_where_it_belongs(given: str, said: str) -> None:
    text = rubric(f"c: {{points: 1, formula: a b, notation: {given}}}")
    assert told(text) == [f"8: questions.1a.steps.c.notation: unknown key here; {said}"]


def test_a_table_of_a_test_is_handed_in_line_by_line() -> None:
    text = """\
title: Quiz
questions:
  1a:
    title: One
    steps:
      T:
        points: 2
        answer: table
        rows: [k1, k2]
        columns: {x: , c: [A, B]}
        formula: "[[1.5, 0], [2.5, 1]]"
    tests:
      - answers:
          T: |
            1.5 A
            2.5 B
        expect: {T: correct}
"""
    assert told(text) == []
