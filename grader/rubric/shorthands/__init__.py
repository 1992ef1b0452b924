"""What a rubric may say in short, written out into plain steps, definitions and parameters.

Done once, before anything is checked or assembled: behind this room nobody knows of shorthands.
"""

# The values that an index of rounds takes, `1..4` or a list of words.
from grader.rubric.shorthands.round_indices import rounds_of as rounds_of

# Keys under `parameters` that are no names of values: from, only.
from grader.rubric.shorthands.shared_parameters import SHARING as SHARING

# All shorthands of a rubric's plain values written out, with where each part was written.
from grader.rubric.shorthands.written_out import write_out as write_out
