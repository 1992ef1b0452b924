"""The platform: a submission's folder in, results.json out."""

from typing import TYPE_CHECKING

from grader import on_demand

if TYPE_CHECKING:
    # The platform's door: folders, deadline, fallback and atomic write.
    from grader.gradescope.autograde import main as main

    # Marks -> results.json: the only file that knows the platform's field names.
    from grader.gradescope.results_json import results as results

    # Foreign text in a log for staff: it cannot pass for a line of ours, nor fill the log.
    from grader.gradescope.staff_log import told as told

    # A submission folder -> marks: finds the answer file, reads it and marks it.
    from grader.gradescope.submission import Marked as Marked
    from grader.gradescope.submission import marked as marked

    # Whose submission it is, and the assignment with that student's own numbers.
    from grader.gradescope.whose import METADATA as METADATA
    from grader.gradescope.whose import Own as Own
    from grader.gradescope.whose import own_assignment as own_assignment
    from grader.gradescope.whose import submitters as submitters

__getattr__ = on_demand(
    __name__,
    {
        "autograde": ("main",),
        "results_json": ("results",),
        "staff_log": ("told",),
        "submission": (
            "Marked",
            "marked",
        ),
        "whose": ("METADATA", "Own", "own_assignment", "submitters"),
    },
)
