"""Lint of the keys that say where a sheet answers what: `part` and `prompt`."""

from __future__ import annotations

import pytest

from grader.review import rubric_problems

RUBRIC = """title: Draws
tolerance: {{rtol: 0.01}}
questions:
  urn:
    title: An urn
    part: {part}
    parameters: {{a: 3, b: 5}}
    steps:
      y: {{label: y, points: 1, formula: a b, prompt: What is $y$?}}
      z: {{label: z, points: 1, formula: a + b, prompt: {prompt}}}
  2b:
    title: A die
    parameters: {{a: 3.5, c: 0.7}}
    steps:
      y: {{label: y, points: 1, formula: a c}}
"""


def told(part: str = "Problem 3 (a)", prompt: str = "How large is $z$?") -> list[tuple]:
    _, problems = rubric_problems(RUBRIC.format(part=part, prompt=prompt), "r.yaml")
    return [(p.line, p.message) for p in problems if "part" in str(p) or "prompt" in str(p)]


@pytest.mark.parametrize(
    "part", ["Problem 3 (a)", "Aufgabe 7", "2 (c)", "Section 1.4", "Exercise IV"]
)
def test_a_part_that_reads_and_is_no_other_questions_is_fine(part):
    assert told(part=part) == []


@pytest.mark.parametrize(
    "part, wanted",
    [
        ("the last one", "'the last one' has no number to find it by"),
        ("Problem 2 (b)", "'Problem 2 (b)' is where question 2b is looked for as well"),
        ("Question 2, part b", "'Question 2, part b' is where question 2b is looked for as well"),
        ("Problem 2", "'Problem 2' is where question 2b is looked for as well"),
    ],
)
def test_a_part_that_names_no_place_or_that_of_another_question_is_an_error(part, wanted):
    ((line, message),) = told(part=part)
    assert (line, message.split(";")[0]) == (6, wanted)


def test_two_steps_are_not_asked_for_in_the_same_words():
    assert told(prompt="what is  $y$?") == [
        (10, "y is asked for in the same words; say what tells them apart")
    ]
