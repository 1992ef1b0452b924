"""Autolab: what its autograders print, for each submission: feedback, then the autoresult.

By its documentation, "Guide for Lab Authors". The last line gives points to the problems of a lab,
which have to be called as the questions are. Autolab gives 0 where that line cannot be read, and
its guide has no word for no grade; its source keeps `null` as no score, so what was not graded has
that for each problem.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from grader.cohort.exports.export_records import by_question, earned
from grader.cohort.exports.shown_results import shown
from grader.cohort.graded_folder import GradedClass
from grader.cohort.graded_records import Graded
from grader.gradescope import clean
from grader.words import points


def autolab_output(done: GradedClass, one: Graded) -> str:
    """The text: lines for the student, and the autoresult as the last."""
    scores = {question.key: None for question in done.assignment.questions}
    own = {key: clean(of[0]) for key, of in by_question(one).items()}
    lines = [*_lines(done, one), json.dumps({"scores": {**scores, **own}})]
    return "\n".join(lines) + "\n"


def _lines(done: GradedClass, one: Graded) -> Iterator[str]:
    """The feedback. Its last line is ours: Autolab takes one of JSON there for a layout."""
    page = shown(done, one.name)
    yield page.top
    for step in page.steps:
        yield ""
        yield f"{step.number} {step.name}: {points(step.earned)} of {points(step.points)}"
        yield from step.text.splitlines()
    yield ""
    if one.is_graded:
        yield f"{points(earned(one))} of {points(one.possible)} points"
    else:
        yield "No points were given."
