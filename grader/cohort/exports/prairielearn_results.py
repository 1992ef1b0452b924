"""PrairieLearn: the results.json of its external graders, one for each submission.

By its documentation, "External Grading". The score is a share of the points, from 0 to 1; the tests
are the steps that a student may see, in plain text, for PrairieLearn escapes what it shows. What
was not graded is not gradable: it costs no attempt and no points there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from grader.cohort.exports.export_records import earned
from grader.cohort.exports.shown_results import Shown, ShownStep, shown
from grader.cohort.graded_folder import GradedClass
from grader.cohort.graded_records import Graded
from grader.errors import UsageError

MOST_BYTES = 900_000
"""Of a file of which PrairieLearn takes 1 MB."""
BYTES_OF_A_CHARACTER = 4
"""At most, in UTF-8; what JSON escapes is less, as no control character is left."""
BYTES_OF_A_STEP = 1_000
"""Of a step's name, its points and the keys."""


def prairielearn_results(done: GradedClass, one: Graded) -> str:
    """The file's text. Raises UsageError where there are no points to take a share of."""
    page = shown(done, one.name)
    return json.dumps(_results(one, page), ensure_ascii=False) + "\n"


def _results(one: Graded, page: Shown) -> dict[str, Any]:
    if not one.is_graded:
        return {"gradable": False, "format_errors": [page.top], "message": page.top}
    if not one.possible:
        raise UsageError(
            f"{one.name}: no step has points, and PrairieLearn's score is a share of them"
        )
    most = _longest(page.steps)
    return {
        "gradable": True,
        "score": min(1.0, max(0.0, earned(one) / one.possible)),
        "message": page.top[:most],
        "tests": [
            {
                "name": f"{step.number} {step.name}",
                "points": step.earned,
                "max_points": step.points,
                "output": step.text[:most],
            }
            for step in page.steps
        ],
    }


def _longest(steps: Sequence[ShownStep]) -> int:
    """Characters that each text may have, so that all together stay below what is taken."""
    left = MOST_BYTES - BYTES_OF_A_STEP * len(steps)
    return max(0, left // (BYTES_OF_A_CHARACTER * (len(steps) + 1)))
