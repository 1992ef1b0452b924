"""Everything that can be wrong, named by who reads the message.

A message says where, what is there and what would be right. Messages for students never hold
an expected value; messages for TAs name file and line.
"""


class GraderError(Exception):
    """The root: a problem that a person can mend, told in a sentence or two."""


class RubricError(GraderError):
    """For the TA: a rubric, or a solver that a rubric names, is not usable as it stands."""


class GraphError(RubricError):
    """For the TA: steps that rest on an unknown name, or on each other in a circle."""


class SubmissionError(GraderError):
    """For the student: the submission as a whole could not be read; says what to hand in."""


class UnreadableError(GraderError):
    """For the student: one answer could not be read; says what was read and how to write it."""


class NoValueError(GraderError):
    """A rule has no value for these inputs (the log of a negative number, shapes that clash)."""


class UsageError(GraderError):
    """For the TA: a command was called in a way it cannot serve."""
