"""What deserves a second look in a rubric that can be used: checks that only lint runs.

One module for each kind of doubt; each gives problems with the words that a TA reads.
"""

# What is wrong with a rubric that can be loaded: double entries that disagree, totals that do not
# add up, and what deserves a second look.
from grader.review.checks import rubric_problems as rubric_problems
