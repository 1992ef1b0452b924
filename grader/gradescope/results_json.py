"""Marks -> results.json: the only file that knows the platform's field names.

Each step becomes a test made with the decorators of gradescope-utils, and its JSONTestRunner
writes the results. It sets scores, numbers, visibility and tags; the output format, the status
and extra_data, which it does not know, are added by an extended result class.
"""

from __future__ import annotations

import io
import json
import math
import unittest
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gradescope_utils.autograder_utils.decorators import number, partial_credit, tags, visibility
from gradescope_utils.autograder_utils.json_test_runner import JSONTestResult, JSONTestRunner

from grader.model import Answers, Mark, Verdict, Visibility
from grader.words import code, printable, step_feedback, summary

MAX_TEXT = 90_000
MAX_NAME = 150
MAX_EXPECTED = 2_000
MAX_READ = 1_000
MAX_REVIEWED = 8_000


def results(
    marks: Sequence[Mark], answers: Answers | None, *, note: str | None = None, seconds: float = 0.0
) -> dict[str, Any]:
    """The results.json of a submission, as plain JSON values.

    `note` is Markdown put above everything else. Points are clean decimals, and the total is the
    sum of what the steps show.
    """
    top = "\n\n".join(text for text in (note, summary(marks, answers)) if text)

    def finish(data: dict[str, Any]) -> None:
        data["score"] = clean(math.fsum(test["score"] for test in data["tests"]))
        data["output"] = top[:MAX_TEXT] or "Nothing was marked."
        data["output_format"] = "md"
        data["test_output_format"] = "md"
        data["test_name_format"] = "text"
        data["execution_time"] = clean(seconds)
        del data["leaderboard"]

    stream = io.StringIO()
    runner = _runner(stream, finish)
    runner.run(unittest.TestSuite(map(_test, _cards(marks))))
    written: dict[str, Any] = json.loads(stream.getvalue())
    return written


def note_results(text: str, marks: Sequence[Mark] = ()) -> dict[str, Any]:
    """Results that say one thing about the whole submission (Markdown), without credit."""
    return results(marks, None, note=text)


def clean(value: float) -> float:
    """A finite number with at most four decimals and without float noise."""
    return round(float(value), 4) + 0.0 if math.isfinite(value) else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """One row of the platform's list: a step, or what is revealed of it."""

    name: str
    number: str
    visibility: Visibility
    tags: tuple[str, ...]
    score: float
    max_score: float
    passed: bool
    output: str
    facts: dict[str, Any]


def _cards(marks: Sequence[Mark]) -> Iterator[_Card]:
    """A card for each step; its number, 2b.03 for the third of 2b, keeps the order as text.

    The platform shows the number before the name, so the name does not repeat the question.
    """
    digits = max(2, len(str(len(marks))))
    counts: Counter[str] = Counter()
    for mark in marks:
        counts[mark.question] += 1
        number = f"{mark.question}.{counts[mark.question]:0{digits}d}"
        yield _step_card(mark, number)
        if mark.expected is not None and mark.visibility is not Visibility.HIDDEN:
            yield _expected_card(mark, number)


def _step_card(mark: Mark, number: str) -> _Card:
    return _Card(
        name=printable(mark.label, MAX_NAME),
        number=number,
        visibility=mark.visibility,
        tags=(mark.question, mark.verdict.value),
        score=clean(mark.earned),
        max_score=clean(mark.points),
        passed=_passes(mark),
        output=step_feedback(mark),
        facts=_facts(mark),
    )


def _passes(mark: Mark) -> bool:
    """Whether a step is shown as passed: a text for people is, once there is one to read."""
    return mark.credit >= 1 or (mark.verdict is Verdict.REVIEW and mark.points == 0)


def _expected_card(mark: Mark, number: str) -> _Card:
    """What the rubric reveals of a step, in a row of its own with its own time."""
    return _Card(
        name=printable(f"{mark.label}, the expected value", MAX_NAME),
        number=f"{number}x",
        visibility=mark.reveal_when or Visibility.AFTER_PUBLISHED,
        tags=(mark.question, "expected"),
        score=0.0,
        max_score=0.0,
        passed=True,
        output=f"Expected: {code(mark.expected or '', MAX_EXPECTED)}",
        facts={"step": mark.id},
    )


def _test(card: _Card) -> unittest.TestCase:
    """A test case with one test, which gives the card's score."""

    def test(_: unittest.TestCase, set_score: Callable[[float], None] | None = None) -> None:
        if set_score is not None:
            set_score(card.score)

    test.__doc__ = card.name
    decorated = partial_credit(card.max_score)(test)
    decorated = number(card.number)(decorated)
    decorated = visibility(card.visibility.value)(decorated)
    decorated = tags(*card.tags)(decorated)
    decorated.__card__ = card
    case = type("Step", (unittest.TestCase,), {"test": decorated})
    instance: unittest.TestCase = case("test")
    return instance


class StepResult(JSONTestResult):  # type: ignore[misc]
    """Adds to a test's record what the decorators cannot say."""

    def buildResult(self, test: Any, err: Any = None) -> dict[str, Any]:
        record: dict[str, Any] = super().buildResult(test, err)
        card: _Card = test.test.__card__
        record["status"] = "passed" if card.passed else "failed"
        record["output"] = card.output[:MAX_TEXT]
        record["output_format"] = "md"
        record["extra_data"] = card.facts
        return record


def _facts(mark: Mark) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "step": mark.id,
        "verdict": mark.verdict.value,
        "credit": clean(mark.credit),
        "read": None if mark.read is None else printable(mark.read, _most_read(mark)),
    }
    if mark.plain is not None:
        facts["plain"] = printable(mark.plain, 1_000)
    if mark.rests_on:
        facts["rests_on"] = list(mark.rests_on)
    if mark.slip is not None and (mark.quotes or mark.is_misconception):
        facts["slip"] = mark.slip
    if mark.deducted:
        facts["deducted"] = clean(mark.deducted)
        facts["points_lost"] = clean(mark.lost)
    if mark.credit:
        facts["route"] = mark.route.in_words
    if mark.verdict is Verdict.FAULT:
        facts["fault"] = True
    return facts


def _most_read(mark: Mark) -> int:
    """Characters of an answer that are kept: a text for people whole, a value for comparison."""
    return MAX_REVIEWED if mark.verdict is Verdict.REVIEW else MAX_READ


def _runner(stream: io.StringIO, finish: Callable[[dict[str, Any]], None]) -> JSONTestRunner:
    runner = JSONTestRunner(
        stream=stream,
        buffer=False,
        visibility="visible",
        stdout_visibility="hidden",
        post_processor=finish,
    )
    runner.resultclass = StepResult
    return runner
