"""What deserves a second look in a rubric that can be used: checks that only lint runs.

One module for each kind of doubt; each gives problems with the words that a TA reads.
"""

from typing import TYPE_CHECKING

from grader import on_demand

# What is wrong with a rubric that can be loaded: double entries that disagree, totals that do not
# add up, and what deserves a second look.
from grader.review.checks import rubric_problems as rubric_problems

# What somebody hands in who goes on faithfully from some answers.
from grader.review.faithful_work import as_answers as as_answers
from grader.review.faithful_work import handed_in as handed_in
from grader.review.faithful_work import in_kind as in_kind

# Submissions made from a rubric's own values: a perfect one, one with each likely slip, one half
# empty.
from grader.review.made_submissions import Made as Made
from grader.review.made_submissions import one_of_all as one_of_all
from grader.review.made_submissions import submissions_made as submissions_made

# The tests that a rubric holds: each hands in some answers and says what must become of them.
from grader.review.rubric_tests import untested_steps as untested_steps

if TYPE_CHECKING:
    # What is wrong with the decisions beside a rubric.
    from grader.review.decision_checks import decision_problems as decision_problems
    from grader.review.decision_checks import equal_answers_twice as equal_answers_twice

    # The page that a student will see, as one HTML file that needs nothing else.
    from grader.review.results_page import page_of as page_of

__getattr__ = on_demand(
    __name__,
    {
        "decision_checks": ("decision_problems", "equal_answers_twice"),
        "results_page": ("page_of",),
    },
)
