"""The tests that a rubric holds: some answers, and what becomes of the steps that rest on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from grader.graph import did_you_mean
from grader.model import Verdict
from grader.rubric.plain_values import is_number
from grader.rubric.schema import Strict
from grader.rubric.schema_values import key, mistake

VERDICTS = tuple(verdict.value for verdict in Verdict if verdict is not Verdict.FAULT)
"""What a test may expect; nobody expects a fault of ours."""
_OUTCOME_KEYS = ("verdict", "credit", "feedback")
_AN_OUTCOME = "a verdict such as partial, a credit from 0 to 1, or {verdict: …, feedback: …}"


def _answer(given: Any) -> Any:
    """What a student might write: one value, or lists of them."""
    for one in given if isinstance(given, list) else ():
        _answer(one)
    if isinstance(given, dict):
        raise mistake(
            "in_words", "an answer is a number, a text or a list; a text with {} needs quotes"
        )
    return given


def _outcome(given: Any) -> Any:
    """What is expected of a step: a verdict, a credit, or several things."""
    if not isinstance(given, dict):
        _one_outcome(given)
        return given
    for name, value in given.items():
        if name not in _OUTCOME_KEYS:
            hint = did_you_mean(str(name), _OUTCOME_KEYS)
            raise mistake(
                "in_words", f"'{name}' cannot be expected{hint} (known: {', '.join(_OUTCOME_KEYS)})"
            )
        texts = value if isinstance(value, list) else [value]
        if name == "feedback" and not all(isinstance(one, str) for one in texts):
            raise mistake(
                "in_words", "feedback is words that the student must read; write them, or a list"
            )
        if name == "verdict" and value not in VERDICTS:
            _one_outcome(str(value))
        if name == "credit" and not is_number(value):
            raise mistake("in_words", f"'{value}' is no credit; write a share from 0 to 1")
        if name == "credit":
            _one_outcome(value)
    if not given:
        raise mistake("in_words", f"nothing is expected here; write {_AN_OUTCOME}")
    return given


def _one_outcome(given: Any) -> None:
    if is_number(given):
        if not 0 <= given <= 1:
            raise mistake(
                "in_words", f"{given:g} is no credit; write a share of the points from 0 to 1"
            )
    elif given not in VERDICTS:
        known = f"{', '.join(VERDICTS)}, or a credit from 0 to 1"
        shown = "nothing" if given is None else f"'{given}'"
        raise mistake(
            "in_words",
            f"{shown} is no verdict{did_you_mean(str(given), VERDICTS)} (known: {known})",
        )


def _outcomes(given: Any) -> Any:
    """What is expected of steps by their names, or one thing of all of them."""
    if isinstance(given, dict):
        if not given:
            raise mistake("in_words", "nothing is expected here; name a step, {y: partial}")
        for one in given.values():
            _outcome(one)
    else:
        _one_outcome(given)
    return given


def _outcomes_by_question(given: Any) -> Any:
    for one in given.values() if isinstance(given, dict) else ():
        _outcomes(one)
    return given if isinstance(given, dict) and given else _outcomes(given)


_LEAF: Mapping[str, Any] = {
    "anyOf": [
        {"enum": list(VERDICTS)},
        {"type": "number", "minimum": 0, "maximum": 1},
    ]
}
_OUTCOME: Mapping[str, Any] = {
    "anyOf": [
        *_LEAF["anyOf"],
        {
            "type": "object",
            "additionalProperties": False,
            "minProperties": 1,
            "properties": {
                "verdict": {"enum": list(VERDICTS), "description": "What is said of the step."},
                "credit": {
                    "type": "number",
                    "minimum": 0,
                    "maximum": 1,
                    "description": "The share of its points that it earns.",
                },
                "feedback": {
                    "anyOf": [
                        {"type": "string"},
                        {"type": "array", "items": {"type": "string"}},
                    ],
                    "description": "Words that the student must read, or a list of them.",
                },
            },
        },
    ]
}


def _by_name(schema: Mapping[str, Any]) -> dict[str, Any]:
    named = {"type": "object", "minProperties": 1, "additionalProperties": dict(schema)}
    return {"anyOf": [*_LEAF["anyOf"], named]}


GivenAnswer = Annotated[
    Any,
    BeforeValidator(_answer),
    WithJsonSchema({"type": ["number", "string", "boolean", "array"]}),
]
Outcomes = Annotated[Any, BeforeValidator(_outcomes), WithJsonSchema(_by_name(_OUTCOME))]
OutcomesByQuestion = Annotated[
    Any, BeforeValidator(_outcomes_by_question), WithJsonSchema(_by_name(_by_name(_OUTCOME)))
]


class _OneTest(Strict):
    story: str | None = key("What happens, for people: the sign is forgotten.")
    blank: list[str] | None = key("Steps that are left blank: [z1, h1].")


class QuestionTestKeys(_OneTest):
    """A test of a question: what is handed in, and what becomes of it. Lint runs it."""

    answers: dict[str, GivenAnswer] | None = key(
        "What is handed in, by step; every other step is worked out faithfully from it"
        " by its own rule: {y: 0.41}.",
    )
    holds: list[str] | None = key(
        "The question's conventions by which all else is worked out: [half]."
    )
    expect: Outcomes = Field(
        description="By step a verdict, a credit or both: {y: partial, loss: follows}; or one of"
        " these for all."
    )


class RubricTestKeys(_OneTest):
    """A test of the whole rubric: what is handed in, and what becomes of it. Lint runs it."""

    answers: dict[str, dict[str, GivenAnswer]] | None = key(
        "What is handed in, by question and step; all else is worked out faithfully:"
        " {2b: {y: 0.41}}.",
    )
    holds: list[str] | None = key(
        "Conventions by which all else is worked out, in each question that names them: [half]."
    )
    expect: OutcomesByQuestion = Field(
        description="By question and step a verdict, a credit or both: {2b: {y: partial}}; or one"
        " of these for all."
    )
