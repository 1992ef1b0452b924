"""The schema for editors: it offers no null, enumerates what can be, and its hovers are docs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from grader.review.checks import rubric_problems
from grader.rubric.editor_schema import DEFAULTS, ID, SNIPPETS, WORDS, json_schema
from grader.rubric.examples import EXAMPLES
from grader.rubric.load import read_assignment
from grader.solvers import solver_names, variant_names
from tests.project import RUBRICS

SCHEMA = json_schema()
HOMES = {"the rubric": SCHEMA, **SCHEMA["$defs"]}
KEYS = [
    (home, key, schema)
    for home, definition in HOMES.items()
    for key, schema in definition.get("properties", {}).items()
]
OWN_LISTS = {"solver", "variant", "students", "verdict"}
"""Keys whose words are names, or explain themselves."""


def parts(schema: Any) -> Iterator[Any]:
    yield schema
    inner = schema.values() if isinstance(schema, dict) else schema
    for one in inner if isinstance(schema, dict | list) else ():
        yield from parts(one)


def test_no_key_offers_a_null() -> None:
    for part in parts(SCHEMA):
        assert part is not None
        if isinstance(part, dict) and "type" in part:
            assert "null" not in part["type"]


def test_it_has_an_id_of_its_own_and_is_of_the_draft_that_editors_know() -> None:
    assert SCHEMA["$id"] == ID
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize(
    "home, key, schema", KEYS, ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_hover_says_what_a_key_is_and_shows_how_it_is_written(
    home: str, key: str, schema: dict[str, Any]
) -> None:
    assert schema["markdownDescription"].startswith(schema["description"])
    if key in EXAMPLES:
        assert f"Example: `{key}: {EXAMPLES[key]}`" in schema["markdownDescription"]
    assert "title" not in schema
    if "$ref" in schema:
        assert [*schema] == ["$ref"], home  # what stands beside it does not count


def test_every_word_of_a_list_has_its_meaning() -> None:
    for home, key, schema in KEYS:
        for part in parts(schema):
            is_list = isinstance(part, dict) and isinstance(part.get("enum"), list)
            if is_list and key not in OWN_LISTS | {"expect"}:
                assert len(part["enumDescriptions"]) == len(part["enum"]), f"{home}.{key}"
                assert set(part["enum"]) == set(WORDS[key])
                assert all(f"- `{w}`: " in schema["markdownDescription"] for w in part["enum"])


def test_solvers_are_enumerated_each_with_its_variants() -> None:
    question = SCHEMA["$defs"]["QuestionKeys"]
    assert question["properties"]["solver"]["enum"] == [*solver_names()]
    for rule in question["allOf"]:
        name = rule["if"]["properties"]["solver"]["const"]
        told = rule["then"]["properties"]["variant"]
        assert (told["enum"] if told else []) == [*variant_names(name)]
    assert len(question["allOf"]) == len(solver_names())


QUIZ = """\
title: Quiz
questions:
  1:
    title: Q
    parameters: {a: 2.5, b: 0.4}
    steps:
      y: {label: y, points: 2, formula: a b}
"""


OF_THE_TOP = [key for key in DEFAULTS if key not in ("answer", "digits", "minimum_decimals")]
"""The decimals are one more than the figures, whatever these are."""


@pytest.mark.parametrize("key", OF_THE_TOP)
def test_what_is_said_of_a_key_that_is_left_out_is_so(key: str) -> None:
    def step(text: str) -> Any:
        found = read_assignment(text, "q.yaml").questions[0].steps[0]
        return found.policy, found.follow_through, found.visibility, found.tolerance

    assert step(f"{key}: {DEFAULTS[key]}\n{QUIZ}") == step(QUIZ)


def test_what_is_said_of_kinds_and_digits_is_so() -> None:
    step = read_assignment(QUIZ, "q.yaml").questions[0].steps[0]
    assert step.answer.value == DEFAULTS["answer"]
    text = QUIZ.replace("title: Quiz\n", "title: Quiz\ntolerance: {decimals: 2}\n")
    digits = read_assignment(text, "q.yaml").questions[0].steps[0].digits
    assert digits is not None
    assert digits.form == DEFAULTS["digits"]


def test_what_an_editor_puts_in_is_a_rubric() -> None:
    body = {"title": "T", "questions": SNIPPETS["questions"]}
    text = yaml.safe_dump(body)
    for place, default in (("1", "1a"), ("3", "w"), ("4", "y"), ("2", "1")):
        text = text.replace(f"${{{place}:{default}}}", default)
    text = text.replace("$2", "Q").replace("${1:y = w x}", "y").replace("${3:w x}", "2 w")
    text = text.replace("'1'", "1")
    assert [str(one) for one in rubric_problems(text, "q.yaml")[1]] == []


@pytest.mark.parametrize("path", sorted(RUBRICS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_rubric_names_the_schema(path: Any) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == RUBRICS / "rubric.schema.json"
