"""Complex numbers: rules over them, their functions, how people write them.

A complex value is a pair of real numbers in the last axis, so that it is rounded, followed and
compared as every other value is; only within a rule it is a complex number.
"""

# What a rule over complex numbers may call.
from grader.mathlang.complexes.complex_functions import FUNCTIONS as FUNCTIONS
from grader.mathlang.complexes.complex_manual import CALLS as CALLS

# One complex number as a person writes it: its parts, and how precisely each was written.
from grader.mathlang.complexes.complex_text import Parts as Parts
from grader.mathlang.complexes.complex_text import bare_complex as bare_complex
from grader.mathlang.complexes.complex_text import complex_numbers as complex_numbers
from grader.mathlang.complexes.complex_text import in_other_unit as in_other_unit
from grader.mathlang.complexes.complex_text import in_single_blanks as in_single_blanks
from grader.mathlang.complexes.complex_text import written_parts as written_parts

# Formulas over complex numbers, as trees that are evaluated like all others.
from grader.mathlang.complexes.complex_trees import IMAGINARY_LETTERS as IMAGINARY_LETTERS
from grader.mathlang.complexes.complex_trees import IMAGINARY_UNITS as IMAGINARY_UNITS
from grader.mathlang.complexes.complex_trees import complex_function as complex_function
from grader.mathlang.complexes.complex_trees import in_complex as in_complex
from grader.mathlang.complexes.complex_trees import number_tree as number_tree
from grader.mathlang.complexes.complex_trees import unit_apart as unit_apart
