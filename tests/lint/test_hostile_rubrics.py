"""Whatever is done to a rubric's text, lint says something that a TA can read."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.review.checks import rubric_problems

RUBRIC = """\
title: T
tolerance: {rtol: 0.01}
questions:
  "1":
    title: Q
    parameters: {x: [1.5, -2, 0.3], t: [1, 0, 0], w: 0.8}
    dimensions: {A: [m, d], B: [d, k]}
    domains: {u: [-3, 3]}
    notation: {loss: [L], w: [ω]}
    steps:
      z: {label: "z, scaled", points: 1, formula: w x}
      p: {label: p, points: 2, formula: softmax(z), expected: [0.7, 0.04, 0.27]}
      loss: {label: 'L', points: 2, formula: -sum(t ⊙ log(p)), show_work: {deduct: 0.5}}
      dL_dz: {points: 2, formula: p - t, gradient_of: loss, with_respect_to: z}
      dL_dw:
        label: ∂L/∂w
        points: 2
        formula: x^T dL_dz
        misconceptions:
          - {formula: sum(dL_dz), feedback: You left out x., credit: 0.5}
      f: {label: f, points: 1, answer: formula, symbols: [u], formula: 2 u}
      AB: {label: AB, points: 1, answer: formula, formula: A B}
      say: {label: say, answer: review}
"""
RAW_WORDS = re.compile(
    r"\b(None|Traceback|NoneType|dtype|ndarray|\w+Error|float64)\b"
    r"|Input should|did not find expected"
)
SIGNS = st.sampled_from(
    [
        *"{}[](),:;#'\"\\\t =-+^_|&!@%`~.0a\u00a0−“”’ü\x07\n",
        "\n  ",
        "- ",
        "null",
        "1e-3",
        "[[",
        "{}",
    ]
)
EDITS = st.tuples(st.integers(0, len(RUBRIC)), st.integers(0, 4), SIGNS | st.just(""))


@settings(max_examples=25, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=3))
def test_lint_reads_whatever_is_typed_and_says_so_in_words(
    edits: list[tuple[int, int, str]],
) -> None:
    text = RUBRIC
    for place, count, typed in edits:
        text = text[:place] + typed + text[place + count :]
    usable, problems = rubric_problems(text, "r.yaml")
    assert usable is not None or any(not problem.is_warning for problem in problems)
    for problem in problems:
        assert "\n" not in str(problem)
        assert not RAW_WORDS.search(str(problem)), problem
