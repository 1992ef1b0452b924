"""The platform: a submission's folder in, results.json out."""

from typing import TYPE_CHECKING

from grader import on_demand

if TYPE_CHECKING:
    # The platform's door: folders, deadline, fallback and atomic write.
    from grader.gradescope.autograde import CRASHED as CRASHED
    from grader.gradescope.autograde import OUT_OF_TIME as OUT_OF_TIME
    from grader.gradescope.autograde import SHARE_OF_TIMEOUT as SHARE_OF_TIMEOUT
    from grader.gradescope.autograde import bare_note as bare_note
    from grader.gradescope.autograde import main as main

    # Marks with what people decided of them.
    from grader.gradescope.decided_marks import deciding as deciding
    from grader.gradescope.decided_marks import with_decisions as with_decisions

    # Results as the text that is stored: a line for each step, and one for all else.
    from grader.gradescope.json_text import as_json as as_json

    # Marks -> results.json: the only file that knows the platform's field names.
    from grader.gradescope.results_json import clean as clean
    from grader.gradescope.results_json import results as results
    from grader.gradescope.results_json import results_text as results_text

    # Foreign text in a log for staff: it cannot pass for a line of ours, nor fill the log.
    from grader.gradescope.staff_log import told as told

    # A submission folder -> marks: finds the answer file, reads it and marks it.
    from grader.gradescope.submission import Marked as Marked
    from grader.gradescope.submission import marked as marked
    from grader.gradescope.submission import marked_files as marked_files

    # Whose submission it is, and the assignment with that student's own numbers.
    from grader.gradescope.whose import METADATA as METADATA
    from grader.gradescope.whose import Own as Own
    from grader.gradescope.whose import own_assignment as own_assignment
    from grader.gradescope.whose import submitters_of as submitters_of

__getattr__ = on_demand(
    __name__,
    {
        "autograde": (
            "CRASHED",
            "OUT_OF_TIME",
            "SHARE_OF_TIMEOUT",
            "bare_note",
            "main",
        ),
        "decided_marks": ("deciding", "with_decisions"),
        "json_text": ("as_json",),
        "results_json": ("clean", "results", "results_text"),
        "staff_log": ("told",),
        "submission": (
            "Marked",
            "marked",
            "marked_files",
        ),
        "whose": ("METADATA", "Own", "own_assignment", "submitters_of"),
    },
)
