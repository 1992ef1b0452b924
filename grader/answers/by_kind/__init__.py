"""The text of an answer to its value, by what the step asks for: a word, a set, an interval."""

from typing import TYPE_CHECKING

from grader import on_demand

# The text of one answer, read as its step's kind has it.
from grader.answers.by_kind.kind_readers import value_of_kind as value_of_kind

# The words of an answer that is no number: infinity, or none.
from grader.answers.by_kind.word_answers import alone as alone
from grader.answers.by_kind.word_answers import beyond_numbers as beyond_numbers

# The word that a text gives out of a step's choices.

if TYPE_CHECKING:
    # Complex numbers, vectors and sets of them.
    from grader.answers.by_kind.complex_answers import complex_value as complex_value
    from grader.answers.by_kind.complex_answers import real_value as real_value

    # Whether the ends of an interval belong to it.
    from grader.answers.by_kind.interval_ends import closed_ends as closed_ends

    # A number with its unit as the number that it is in the unit of its step.
    from grader.answers.by_kind.unit_values import value_with_unit as value_with_unit

__getattr__ = on_demand(
    __name__,
    {
        "complex_answers": ("complex_value", "real_value"),
        "interval_ends": ("closed_ends",),
        "unit_values": ("value_with_unit",),
    },
)
