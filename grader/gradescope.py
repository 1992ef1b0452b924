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
from collections.abc import Callable, Sequence
from typing import Any

from gradescope_utils.autograder_utils.decorators import number, partial_credit, tags, visibility
from gradescope_utils.autograder_utils.json_test_runner import JSONTestResult, JSONTestRunner

from grader.feedback import step_feedback
from grader.markdown import printable
from grader.model import Answers, Mark, Verdict
from grader.summary import summary

MAX_TEXT = 90_000
MAX_NAME = 150


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
    runner.run(unittest.TestSuite(_test(mark, place) for mark, place in _numbered(marks)))
    written: dict[str, Any] = json.loads(stream.getvalue())
    return written


def note_results(text: str, marks: Sequence[Mark] = ()) -> dict[str, Any]:
    """Results that say one thing about the whole submission (Markdown), without credit."""
    return results(marks, None, note=text)


def clean(value: float) -> float:
    """A finite number with at most four decimals and without float noise."""
    return round(float(value), 4) + 0.0 if math.isfinite(value) else 0.0


def _numbered(marks: Sequence[Mark]) -> list[tuple[Mark, str]]:
    """Each mark with its number: 2b.03 is the third step of 2b, so that order holds as text."""
    digits = max(2, len(str(len(marks))))
    counts: Counter[str] = Counter()
    numbered = []
    for mark in marks:
        counts[mark.question] += 1
        numbered.append((mark, f"{mark.question}.{counts[mark.question]:0{digits}d}"))
    return numbered


def _test(mark: Mark, place: str) -> unittest.TestCase:
    """A test case with one test, which gives the step's score."""

    def test(_: unittest.TestCase, set_score: Callable[[float], None] | None = None) -> None:
        if set_score is not None:
            set_score(clean(mark.earned))

    test.__doc__ = printable(f"{mark.question}: {mark.label}", MAX_NAME)
    decorated = partial_credit(mark.points)(test)
    decorated = number(place)(decorated)
    decorated = visibility(mark.visibility.value)(decorated)
    decorated = tags(mark.question, mark.verdict.value)(decorated)
    decorated.__mark__ = mark
    case = type("Step", (unittest.TestCase,), {"test": decorated})
    instance: unittest.TestCase = case("test")
    return instance


class StepResult(JSONTestResult):  # type: ignore[misc]
    """Adds to a test's record what the decorators cannot say."""

    def buildResult(self, test: Any, err: Any = None) -> dict[str, Any]:
        record: dict[str, Any] = super().buildResult(test, err)
        mark: Mark = test.test.__mark__
        record["max_score"] = clean(mark.points)
        record["status"] = "passed" if mark.credit >= 1 else "failed"
        record["output"] = step_feedback(mark)[:MAX_TEXT]
        record["output_format"] = "md"
        record["extra_data"] = _facts(mark)
        return record


def _facts(mark: Mark) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "step": mark.id,
        "verdict": mark.verdict.value,
        "credit": clean(mark.credit),
        "read": None if mark.read is None else printable(mark.read, 1_000),
    }
    if mark.rests_on:
        facts["rests_on"] = list(mark.rests_on)
    if mark.verdict is Verdict.FAULT:
        facts["fault"] = True
    return facts


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
