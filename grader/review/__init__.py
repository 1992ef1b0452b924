"""What deserves a second look in a rubric that can be used: checks that only lint runs.

One module for each kind of doubt; each gives problems with the words that a TA reads.
"""

# What is wrong with a rubric that can be loaded: double entries that disagree, totals that do not
# add up, and what deserves a second look.
from grader.review.checks import rubric_problems as rubric_problems

# What somebody hands in who goes on faithfully from some answers.
from grader.review.faithful_work import handed_in as handed_in
from grader.review.faithful_work import in_kind as in_kind

# The tests that a rubric holds: each hands in some answers and says what must become of them.
from grader.review.rubric_tests import untested_steps as untested_steps
