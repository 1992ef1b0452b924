"""What deserves a second look in a rubric that can be used: checks that only lint runs.

One module for each kind of doubt; each gives problems with the words that a TA reads.
"""
