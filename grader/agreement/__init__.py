"""Is it right? An answer against what is expected: in tolerance, as written, as it follows."""

from typing import TYPE_CHECKING

from grader import on_demand

# The equal forms of an expected value: signs, scales, orders and labels that may differ.
from grader.agreement.equal_forms import OPEN as OPEN
from grader.agreement.equal_forms import UpTo as UpTo
from grader.agreement.equal_forms import as_it_is as as_it_is
from grader.agreement.equal_forms import nearest_form as nearest_form
from grader.agreement.equal_forms import padded as padded

# The range in which a step may lie, given what the student wrote for the steps before it.
from grader.agreement.followed import Narrowed as Narrowed
from grader.agreement.followed import Range as Range
from grader.agreement.followed import followed_or_true as followed_or_true
from grader.agreement.followed import followed_range as followed_range
from grader.agreement.followed import follows as follows

# Rules that jump: the sides of a tie, and what lies between two sides and is never reached.
from grader.agreement.jumps import other_sides as other_sides
from grader.agreement.jumps import unless_jumped as unless_jumped

# What a student stated for a step, with what it stands for.
from grader.agreement.step_values import Stated as Stated

# How precise an answer says it is: a written decimal stands for a range of numbers.
from grader.agreement.tolerance_as_written import FLOAT as FLOAT
from grader.agreement.tolerance_as_written import Box as Box
from grader.agreement.tolerance_as_written import Precision as Precision
from grader.agreement.tolerance_as_written import box as box
from grader.agreement.tolerance_as_written import is_whole as is_whole
from grader.agreement.tolerance_as_written import magnitude as magnitude
from grader.agreement.tolerance_as_written import with_exact_wholes as with_exact_wholes

# An answer against an expected value under a tolerance, entry by entry.
from grader.agreement.tolerance_by_distance import agreeing as agreeing
from grader.agreement.tolerance_by_distance import fitted as fitted

# Answers of which a number of digits is asked: "give 3 decimals", "2 significant figures".
from grader.agreement.tolerance_in_digits import KINDS as KINDS
from grader.agreement.tolerance_in_digits import Digits as Digits
from grader.agreement.tolerance_in_digits import Form as Form
from grader.agreement.tolerance_in_digits import are_one as are_one
from grader.agreement.tolerance_in_digits import to_digits as to_digits

# Is this number that one, as it was written?
from grader.agreement.written_entries import FAIR as FAIR
from grader.agreement.written_entries import GOOD as GOOD
from grader.agreement.written_entries import NOISE as NOISE
from grader.agreement.written_entries import AsWritten as AsWritten
from grader.agreement.written_entries import agreement as agreement
from grader.agreement.written_entries import as_written as as_written
from grader.agreement.written_entries import better as better
from grader.agreement.written_entries import worst as worst

if TYPE_CHECKING:
    # Is this complex number that one, by its parts or by modulus and angle?
    from grader.agreement.complex_agreement import complex_as_written as complex_as_written

    # How near an answer is to what is right, and how near would do: the comparison in numbers.
    from grader.agreement.nearness import Nearness as Nearness
    from grader.agreement.nearness import how_near as how_near

__getattr__ = on_demand(
    __name__,
    {"complex_agreement": ("complex_as_written",), "nearness": ("Nearness", "how_near")},
)
