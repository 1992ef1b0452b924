"""Tables whose cells hold commas: what is printed of one reads back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model import Verdict
from grader.question import Assignment, Question, Step
from grader.rubric.load import read_assignment
from tests.answer_kinds import judged_by

WORDS = (
    "['{0}', '{0,1}', '{0,2}']",
    "['(0, 1)', '(1, 0)', '(0, 0)']",
    "['[0, 1)', '[1, 2]', '[0, 2]']",
    "['q0, q1', 'q1', 'q0']",
    "['n log n', 'n', 'f(n, m)']",
    "[yes, no]",
    "[-1, 1]",
    "['{a|b}', '{b}']",
    "['7/B', '6/A']",
)


def of_table(columns: str, formula: str) -> Assignment:
    return read_assignment(f"""
title: Tables
questions:
  "1":
    title: T
    parameters: {{x: 1.5}}
    steps:
      t:
        points: 4
        answer: table
        rows: ["{{0}}", "{{0,1}}"]
        columns: {columns}
        formula: "{formula}"
""", "tables.yaml")  # fmt: skip


def step_of(rubric: Assignment) -> tuple[Question, Step]:
    return rubric.questions[0], rubric.questions[0].steps[0]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from((None, *WORDS)), min_size=2, max_size=3), st.data())
def test_a_table_of_any_words_earns_everything_as_it_is_printed(
    kinds: list[str | None], data: st.DataObject
) -> None:
    columns = ", ".join(f"c{i}: {kind or 'null'}" for i, kind in enumerate(kinds))
    cells = [
        [
            data.draw(st.sampled_from((-1, 1))) if kind == "[-1, 1]"
            else data.draw(st.integers(0, 1 if kind else 9))
            for kind in kinds
        ]
        for _ in range(2)
    ]  # fmt: skip
    rubric = of_table(f"{{{columns}}}", str(cells))
    question, step = step_of(rubric)
    printed = step.in_words(question.solution["t"])
    assert printed is not None
    rows = printed[2:-2].split("], [")
    named = [f"{name}: {row}" for name, row in zip(("{0}", "{0,1}"), rows, strict=False)]
    texts = [printed]
    if len(rows) == 2:  # no word holds the sign between rows
        texts += ["\n".join(rows), "\n".join(f"[{row}]" for row in rows), "\n".join(named)]
    for text in texts:
        mark = judged_by(rubric, t=text)["t"]
        assert (mark.verdict, mark.credit) == (Verdict.CORRECT, 1), text


SETS = of_table("{a: ['{0}', '{0,1}'], b: ['{0}', '{0,1}']}", "[[1, 0], [1, 1]]")


@pytest.mark.parametrize(
    "text",
    [
        "[[{0,1}, {0}], [{0,1}, {0,1}]]",
        "{0,1}, {0}\n{0,1}, {0,1}",
        "{0,1}; {0}\n{0,1}; {0,1}",
        "{0}: {0,1}, {0}\n{0,1}: {0,1}, {0,1}",
        "{0} | {0,1} | {0}\n{0,1} | {0,1} | {0,1}",
        "state; a; b\n{0}; {0,1}; {0}\n{0,1}; {0,1}; {0,1}",
        "{0, 1} {0}\n{0,1} {0,1}",
        "[['{0,1}', '{0}'], ['{0,1}', '{0,1}']]",
        "[{0,1}, {0}]\n[{0,1}, {0,1}]",
    ],
)
def test_a_cell_may_be_a_set_in_every_form_of_a_table(text: str) -> None:
    mark = judged_by(SETS, t=text)["t"]
    assert (mark.verdict, mark.credit) == (Verdict.CORRECT, 1)


def test_what_cannot_be_parted_says_how_to_part_it() -> None:
    mark = judged_by(SETS, t="{0,1}, {0}, {0}, {0}\n{0,1}, {0}, {0}, {0}")["t"]
    assert mark.verdict is Verdict.UNREADABLE
    assert "; between cells that hold commas" in str(mark.reason)
