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
