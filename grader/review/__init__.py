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

# Submissions made from a rubric's own values: a perfect one, one with each likely slip, one half
# empty.
from grader.review.made_submissions import Made as Made
from grader.review.made_submissions import one_of_all as one_of_all
from grader.review.made_submissions import submissions_made as submissions_made

# The tests that a rubric holds: each hands in some answers and says what must become of them.
from grader.review.rubric_tests import untested_steps as untested_steps

if TYPE_CHECKING:
    # Why a step was marked so: what was read, what is right, what was tried, what came of it;
    # and what is wrong with the decisions beside a rubric.
    from grader.review.account_values import account_json as account_json
    from grader.review.allowed_words import allowed as allowed
    from grader.review.allowed_words import figures as figures
    from grader.review.decision_checks import decision_problems as decision_problems
    from grader.review.decision_checks import equal_answers_twice as equal_answers_twice
    from grader.review.earned_by import credit_reasons as credit_reasons
    from grader.review.earned_by import way_in_words as way_in_words

    # The page that a student will see, as one HTML file that needs nothing else.
    from grader.review.results_page import page_of as page_of
    from grader.review.rubric_places import step_place as step_place

    # What a sheet says that may be about one step, and what else that could have been.
    from grader.review.sheet_evidence import MayBe as MayBe
    from grader.review.sheet_evidence import may_be as may_be
    from grader.review.side_by_side import compared_entries as compared_entries
    from grader.review.side_by_side import in_range as in_range
    from grader.review.side_by_side import own_words as own_words
    from grader.review.side_by_side import true_value as true_value
    from grader.review.step_account import Account as Account
    from grader.review.step_account import account_of as account_of
    from grader.review.step_account import held_in as held_in

__getattr__ = on_demand(
    __name__,
    {
        "account_values": ("account_json",),
        "decision_checks": ("decision_problems", "equal_answers_twice"),
        "allowed_words": ("allowed", "figures"),
        "side_by_side": (
            "compared_entries",
            "in_range",
            "own_words",
            "true_value",
        ),
        "earned_by": ("credit_reasons", "way_in_words"),
        "results_page": ("page_of",),
        "rubric_places": ("step_place",),
        "sheet_evidence": ("MayBe", "may_be"),
        "step_account": ("Account", "account_of", "held_in"),
    },
)
