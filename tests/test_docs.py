"""Every rubric in the manual lints clean, and every key stands in it."""

from __future__ import annotations

import re

import pytest
from project import PROJECT

from grader.mathlang.sampling.domains import NAMED
from grader.review.checks import rubric_problems
from grader.rubric.draw_keys import DrawKeys
from grader.rubric.draws import DRAW_KINDS
from grader.rubric.plain_values import read_source
from grader.rubric.schema import MisconceptionKeys, ShowWorkKeys, StepKeys
from grader.rubric.schema_questions import QuestionKeys, RepeatKeys, RubricKeys
from grader.rubric.schema_tests import QuestionTestKeys

MANUAL = (PROJECT / "docs" / "rubric.md").read_text(encoding="utf-8")
RUBRICS = re.findall(r"^```yaml\n(.*?)^```$", MANUAL, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", RUBRICS, ids=lambda text: text.splitlines()[0])
def test_a_rubric_of_the_manual_lints_clean(text: str) -> None:
    assert [str(problem) for problem in rubric_problems(text, "manual.yaml")[1]] == []


@pytest.mark.parametrize(
    "model",
    [
        *(RubricKeys, QuestionKeys, RepeatKeys, StepKeys, ShowWorkKeys, MisconceptionKeys),
        *(DrawKeys, QuestionTestKeys),
    ],
)
def test_every_key_stands_in_the_manual(model: type) -> None:
    missing = [key for key in model.model_fields if not re.search(rf"\b{key}\b", MANUAL)]
    assert missing == []


QUOTING = MANUAL[
    MANUAL.index("## What has to stand in quotes") : MANUAL.index("## Texts for people")
]
SNIPPETS = [
    snippet.replace("\\|", "|")
    for row in QUOTING.splitlines()
    if row.startswith("| `")
    for snippet in re.findall(r"`([^`]+: [^`]+)`", row.partition("` |")[0] + "`")
]


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_what_the_manual_puts_in_quotes_is_one_text_or_number(snippet: str) -> None:
    source = read_source(snippet.replace("…", "a"), "m.yaml")
    assert source.problems == []
    (value,) = source.data.values()
    assert isinstance(value, str | float | dict)


def test_the_manual_has_rows_on_quoting() -> None:
    assert len(SNIPPETS) > 8


def test_every_domain_with_a_name_stands_in_the_manual() -> None:
    section = MANUAL[MANUAL.index("### What is drawn at random") : MANUAL.index("## Marking")]
    assert [name for name in NAMED if f"`{name}`" not in section] == []


def test_every_draw_stands_in_the_manual() -> None:
    section = MANUAL[MANUAL.index("## Every student their own") : MANUAL.index("### The key")]
    assert [kind for kind in DRAW_KINDS if f"| `{kind}(" not in section] == []
