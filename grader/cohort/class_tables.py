"""A class's marks as tables: a row for each student, a row for each step."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from grader.cohort.found_submissions import Submission
from grader.cohort.graded_records import Graded, StepRow
from grader.gradescope import clean
from grader.model import Verdict
from grader.question import Assignment
from grader.rubric import Student

MARKS = "marks.csv"
STEPS = "steps.csv"
WHO = ("name", "email", "sid", "submission", "submitted")
NEEDS = ("review", "unsure", "unreadable", "faults")
STEP_COLUMNS = (
    "submission", "question", "step", "label", "verdict", "credit", "earned", "points", "slip",
    "slip_words", "route", "rests_on", "conventions", "read", "where", "how", "unsure",
    "decision",
)  # fmt: skip


def write_tables(
    folder: Path,
    assignment: Assignment,
    submissions: Mapping[str, Submission],
    graded: Iterable[Graded],
) -> Sequence[Graded]:
    """Write marks.csv and steps.csv; gives back those that need a person, without their steps.

    Every student of a group has a row of their own, with the same marks.
    """
    questions = [question.key for question in assignment.questions]
    needing = []
    with (
        open(folder / MARKS, "w", encoding="utf-8", newline="") as marks_file,
        open(folder / STEPS, "w", encoding="utf-8", newline="") as steps_file,
    ):
        marks, steps = csv.writer(marks_file), csv.writer(steps_file)
        marks.writerow((*WHO, "earned", "possible", *questions, *NEEDS, "trouble"))
        steps.writerow(STEP_COLUMNS)
        for one in graded:
            marks.writerows(_mark_rows(one, submissions[one.name], questions))
            steps.writerows(_step_row(one, step) for step in one.steps)
            if one.trouble or any(needs(one).values()):
                needing.append(one)
    return needing


def needs(one: Graded) -> Mapping[str, int]:
    """How many steps of a submission ask for a person, by why they do; none that are decided on."""
    left = [step for step in one.steps if not step.decision]
    verdicts = Counter(step.verdict for step in left)
    return {
        "review": verdicts[Verdict.REVIEW],
        "unsure": sum(step.is_unsure for step in left),
        "unreadable": verdicts[Verdict.UNREADABLE],
        "faults": verdicts[Verdict.FAULT],
    }


def _mark_rows(
    one: Graded, submission: Submission, questions: Sequence[str]
) -> Iterator[tuple[object, ...]]:
    totals = [_sum(step.earned for step in one.steps if step.question == key) for key in questions]
    possible = _sum(step.points for step in one.steps)
    numbers = [math.fsum(totals), possible, *totals] if one.is_graded else [""] * (len(totals) + 2)
    for student in submission.students or (Student(),):
        who = (student.name, student.email, student.sid)
        yield (
            *map(cell, (*who, one.name, submission.submitted)),
            *(number if number == "" else clean(float(number)) for number in numbers),
            *needs(one).values(),
            cell(one.trouble),
        )


def _step_row(one: Graded, step: StepRow) -> tuple[object, ...]:
    return (
        cell(one.name),
        step.question,
        step.step,
        step.label,
        step.verdict.value,
        clean(step.credit),
        clean(step.earned),
        clean(step.points),
        step.slip,
        step.slip_words,
        step.route,
        " ".join(step.rests_on),
        "; ".join(step.conventions),
        cell(step.read),
        cell(step.where),
        step.how,
        "yes" if step.is_unsure else "",
        cell(step.decision),
    )


def cell(text: str) -> str:
    """Foreign text for a cell: a spreadsheet computes what begins with = + @ or - and no number.

    `-0.5` and `+2` stay what they are.
    """
    text = "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)
    is_formula = text[:1] in ("=", "@") or (text[:1] in ("+", "-") and not _is_plain(text))
    return f"'{text}" if is_formula else text


def _is_plain(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _sum(values: Iterable[float]) -> float:
    return math.fsum(values)
