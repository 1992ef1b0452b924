"""Marks -> results.json: the only file that knows the platform's field names.

Courses know their autograders by gradescope-utils, so the results are its own: each row becomes a
test made with its decorators, and its JSONTestRunner runs them. They set scores, numbers,
visibility and tags; what they do not know (output format, status, extra_data) a result class adds.
"""

from __future__ import annotations

import io
import math
import unittest
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from gradescope_utils.autograder_utils.decorators import number, partial_credit, tags, visibility
from gradescope_utils.autograder_utils.json_test_runner import JSONTestResult, JSONTestRunner

from grader import record
from grader.gradescope.json_text import joined_text, line_of
from grader.model import Answers, Mark, Verdict, Visibility
from grader.question import Memory
from grader.words import code, printable, step_feedback, summary, worked_out

MAX_TEXT = 90_000
"""Characters of a text; what is longer, the platform would refuse with all the results."""
MAX_NAME = 150
MAX_EXPECTED = 2_000
MAX_READ = 1_000
"""Characters of an answer that are kept for comparison, or of what was understood by it."""
MAX_REVIEWED = 8_000
"""Characters of a text that people read, which is kept whole."""
MAX_KEPT = 4_096
"""Marks whose rows are kept: right answers of a class are one and the same mark."""

MAX_SHEETS = 16
"""Assignments of which the numbers of rows are kept."""


def results(
    marks: Sequence[Mark],
    answers: Answers | None,
    *,
    notes: Iterable[str | None] = (),
    seconds: float | None = None,
) -> dict[str, Any]:
    """The results.json of a submission, as plain JSON values.

    `notes` are Markdown put above everything else. Points are clean decimals, and the total is the
    sum of what the steps show. Without `seconds` nothing is said of how long it took, so that the
    same submission always has the same results.
    """
    records = (record for made in _made(marks) for record in made.records)
    tests = [{**record, "extra_data": {**record["extra_data"]}} for record in records]
    return {**_head(marks, answers, notes, seconds), "tests": tests}


def results_text(
    marks: Sequence[Mark], answers: Answers | None, *, notes: Iterable[str | None] = ()
) -> str:
    """The same as the text that is stored: what was said of a mark before is not said anew."""
    lines = [line for made in _made(marks) for line in made.lines]
    return joined_text(_head(marks, answers, notes), lines)


def _head(
    marks: Sequence[Mark],
    answers: Answers | None,
    notes: Iterable[str | None],
    seconds: float | None = None,
) -> dict[str, Any]:
    """All of the results but their rows."""
    top = "\n\n".join(dict.fromkeys(filter(None, (*notes, summary(marks, answers)))))
    took = {} if seconds is None else {"execution_time": clean(seconds)}
    return {
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "score": clean(math.fsum(clean(mark.earned) for mark in marks)),
        "output": top[:MAX_TEXT] or "Nothing was marked.",
        "output_format": "md",
        "test_output_format": "md",
        "test_name_format": "text",
        **took,
    }


@record(frozen=True, slots=True, kw_only=True)
class _Made:
    """The rows of a mark as records of the platform, and as lines of its text.

    The mark is kept beside them: its identity is its own as long as it lives.
    """

    mark: Mark
    records: list[dict[str, Any]]
    lines: list[str]


_LATEST: Memory[_Made] = Memory(MAX_KEPT)


def _made(marks: Sequence[Mark]) -> list[_Made]:
    """The rows of each mark. Marks that are one and the same are made once."""
    numbers = _numbers(tuple([mark.question for mark in marks]))
    found = [_LATEST.get((id(m), number)) for m, number in zip(marks, numbers, strict=True)]
    new = [
        (mark, number, tuple(_rows(mark, number)))
        for mark, number, made in zip(marks, numbers, found, strict=True)
        if made is None
    ]
    records = iter(_tested(row for _, _, rows in new for row in rows))
    made_now = iter(
        [_kept(mark, number, [next(records) for _ in rows]) for mark, number, rows in new]
    )
    return [made or next(made_now) for made in found]


def _kept(mark: Mark, number: str, records: list[dict[str, Any]]) -> _Made:
    made = _Made(mark=mark, records=records, lines=[line_of(record) for record in records])
    return _LATEST.keep((id(mark), number), made)


def _tested(rows: Iterable[_Row]) -> list[dict[str, Any]]:
    """The records of rows, as the runner makes them."""
    data: dict[str, Any] = {}

    def take(made: dict[str, Any]) -> None:
        """What the runner has made, which it would write out with indents: a tenth of a run."""
        data.update(made)
        made.clear()

    runner = JSONTestRunner(stream=io.StringIO(), buffer=False, post_processor=take)
    runner.resultclass = StepResult
    runner.run(unittest.TestSuite(map(Step, rows)))
    tests: list[dict[str, Any]] = data["tests"]
    return tests


def clean(value: float) -> float:
    """A finite number with at most four decimals and without float noise."""
    return round(float(value), 4) + 0.0 if math.isfinite(value) else 0.0


@record(frozen=True, slots=True, kw_only=True)
class _Row:
    """One row of the platform's list: a step, or what is revealed of it."""

    name: str
    number: str
    visibility: Visibility
    tags: tuple[str, ...]
    output: str
    facts: dict[str, Any]
    score: float = 0.0
    max_score: float = 0.0
    passed: bool = True


@lru_cache(maxsize=MAX_SHEETS)
def _numbers(questions: tuple[str, ...]) -> tuple[str, ...]:
    """The number of each mark's row, by their questions: 2b.03, the third of 2b, keeps the order
    as text."""
    digits = max(2, len(str(len(questions))))
    counts: Counter[str] = Counter()
    found = []
    for question in questions:
        counts[question] += 1
        found.append(f"{question}.{counts[question]:0{digits}d}")
    return tuple(found)


def _rows(mark: Mark, number: str) -> Iterator[_Row]:
    """A row for a step, and one for each thing that the rubric reveals of it, with its own time.

    The platform shows the number before the name, so the name does not repeat the question.
    """
    yield _Row(
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
    if mark.expected is not None and mark.visibility is not Visibility.HIDDEN:
        yield _Row(
            name=printable(f"{mark.label}, the expected value", MAX_NAME),
            number=f"{number}x",
            visibility=mark.reveal_when or Visibility.AFTER_PUBLISHED,
            tags=(mark.question, "expected"),
            output=f"Expected: {code(mark.expected or '', MAX_EXPECTED)}",
            facts={"step": mark.id},
        )
    if mark.solution and mark.visibility is not Visibility.HIDDEN:
        yield _Row(
            name=printable(f"{mark.label}, worked out", MAX_NAME),
            number=f"{number}x",
            visibility=mark.reveal_when or Visibility.AFTER_PUBLISHED,
            tags=(mark.question, "solution"),
            output=worked_out(mark),
            facts={"step": mark.id},
        )


def _passes(mark: Mark) -> bool:
    """Whether a step is shown as passed: a text for people is, once there is one to read."""
    return mark.credit >= 1 or (mark.verdict is Verdict.REVIEW and mark.points == 0)


class Step(unittest.TestCase):
    """A test case with one test, which gives a row's score."""

    def __init__(self, row: _Row) -> None:
        def test(set_score: Callable[[float], None] | None = None) -> None:
            if set_score is not None:
                set_score(row.score)

        test.__doc__ = row.name
        decorated = partial_credit(row.max_score)(test)
        for decorate in (number(row.number), visibility(row.visibility.value), tags(*row.tags)):
            decorated = decorate(decorated)
        self.row, self.test = row, decorated
        super().__init__("test")


class StepResult(JSONTestResult):  # type: ignore[misc]
    """Adds to a test's record what the decorators cannot say."""

    def buildResult(self, test: Any, err: Any = None) -> dict[str, Any]:
        record: dict[str, Any] = super().buildResult(test, err)
        return record | {
            "status": "passed" if test.row.passed else "failed",
            "tags": list(test.row.tags),
            "output": test.row.output[:MAX_TEXT],
            "output_format": "md",
            "extra_data": test.row.facts,
        }


def _facts(mark: Mark) -> dict[str, Any]:
    most = MAX_REVIEWED if mark.verdict is Verdict.REVIEW else MAX_READ
    facts: dict[str, Any] = {
        "step": mark.id,
        "verdict": mark.verdict.value,
        "credit": clean(mark.credit),
        "read": None if mark.read is None else printable(mark.read, most),
    }
    if mark.plain is not None:
        facts["plain"] = printable(mark.plain, MAX_READ)
    if mark.people_points:
        facts["points_by_people"] = clean(mark.people_points)
    if mark.conventions:
        facts["conventions"] = list(mark.conventions)
    if mark.rests_on:
        facts["rests_on"] = list(mark.rests_on)
    if mark.slip is not None and (mark.quotes or mark.is_misconception):
        facts["slip"] = mark.slip
    if mark.deducted:
        facts["deducted"] = clean(mark.deducted)
        facts["points_lost"] = clean(mark.lost)
    if mark.decision is not None:
        decided = mark.decision
        facts["decision"] = {
            "reason": printable(decided.reason, MAX_READ),
            "by": printable(decided.by, MAX_READ),
            "date": decided.date,
            "credit_before": clean(decided.credit_before),
        }
    elif mark.credit:
        facts["route"] = mark.route.in_words
    if mark.verdict is Verdict.FAULT:
        facts["fault"] = True
    return facts
