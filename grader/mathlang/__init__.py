"""One small language for mathematics: what students write, what rubrics compute.

Text goes one way: tokens, syntax tree, numpy. `parse` reads an expression, `parse_relation` a
chain of equals signs, `evaluate` computes.
"""

from typing import TYPE_CHECKING

from grader import on_demand

# Functions without their argument, `σ(1 - σ)`, where one variable is all there is.
from grader.mathlang.bare_functions import applied as applied
from grader.mathlang.evaluation.evaluate import Evaluator as Evaluator
from grader.mathlang.evaluation.evaluate import evaluate as evaluate

# Index notation: entries with letters, sums over them, free letters as axes of the result.
from grader.mathlang.evaluation.indices import LettersError as LettersError
from grader.mathlang.evaluation.indices import free_indices as free_indices
from grader.mathlang.evaluation.indices import indexed as indexed

# What a product means for numbers, vectors and matrices.
from grader.mathlang.evaluation.products import settled as settled

# Syntax tree to numbers, by numpy.
from grader.mathlang.evaluation.scope import BUILT_IN as BUILT_IN
from grader.mathlang.evaluation.scope import CONSTANTS as CONSTANTS
from grader.mathlang.evaluation.scope import INFINITE as INFINITE

# The functions of the language: their names, the other names they go by, what they compute.
from grader.mathlang.known_functions import ALIASES as ALIASES
from grader.mathlang.known_functions import COMPLEX as COMPLEX
from grader.mathlang.known_functions import PREFIXED as PREFIXED
from grader.mathlang.known_functions import known_function as known_function
from grader.mathlang.known_functions import slope as slope
from grader.mathlang.known_functions import takes_several as takes_several

# What can be wrong with a piece of mathematics: unreadable text, and values that do not exist.
from grader.mathlang.math_errors import MathError as MathError
from grader.mathlang.math_errors import ShapeClashError as ShapeClashError

# One canonical name for every spelling of a name.
from grader.mathlang.names import base_and_figures as base_and_figures
from grader.mathlang.names import canonical as canonical
from grader.mathlang.names import derivative as derivative
from grader.mathlang.names import derivative_parts as derivative_parts
from grader.mathlang.names import nearest as nearest

# Which names a text may use, and what else they are called.
from grader.mathlang.parser.any_names import AnyNames as AnyNames

# Names of more than one sign, as statistics has them: χ², R², P(A | B), E[X], N(μ, σ²).
from grader.mathlang.parser.compounds import Compounds as Compounds
from grader.mathlang.parser.compounds import Signs as Signs
from grader.mathlang.parser.compounds import compound as compound
from grader.mathlang.parser.compounds import is_conditional as is_conditional
from grader.mathlang.parser.compounds import joined as joined

# Text to syntax tree: the grammar of sums, products and powers.
from grader.mathlang.parser.grammar import parse as parse
from grader.mathlang.parser.grammar import parse_relation as parse_relation

# Mixed numbers, `2\frac{1}{2}` and `4 4/9`, where a text is one and nothing else.
from grader.mathlang.parser.mixed import as_sum as as_sum

# A numeral among tokens: one plain decimal in any dress, with the precision that its figures say.
from grader.mathlang.parser.numeral_tokens import Numeral as Numeral
from grader.mathlang.parser.numeral_tokens import numeral as numeral

# Text to tokens: plain text, LaTeX and Unicode become one stream, each token with its place.
from grader.mathlang.parser.tokens import MAX_MATRIX_LENGTH as MAX_MATRIX_LENGTH
from grader.mathlang.parser.tokens import tokens as tokens
from grader.mathlang.parser.vocabulary import Vocabulary as Vocabulary
from grader.mathlang.parser.vocabulary import named as named

# Tree to text as people write it on paper: to be read by a person, never to be parsed again.
from grader.mathlang.printing.paper import on_paper as on_paper

# Tree to plain text that reads back as the same tree.
from grader.mathlang.printing.printer import UNSEEN as UNSEEN
from grader.mathlang.printing.printer import printed as printed
from grader.mathlang.printing.printer import seen as seen

# Random numbers that are the same every time.
from grader.mathlang.repeatable_draws import Draws as Draws

# Where names are drawn at random: a range, whole numbers, a few values, rows of shares.
from grader.mathlang.sampling.domains import ANYWHERE as ANYWHERE
from grader.mathlang.sampling.domains import NAMED as NAMED
from grader.mathlang.sampling.domains import domain as domain
from grader.mathlang.sampling.domains import drawn as drawn
from grader.mathlang.sampling.domains import sizes as sizes

# Points at which a reference has a value: what formulas are tried at, side by side.
from grader.mathlang.sampling.drawn_points import Point as Point
from grader.mathlang.sampling.drawn_points import Source as Source
from grader.mathlang.sampling.drawn_points import counted as counted
from grader.mathlang.sampling.equivalence import EXACT as EXACT
from grader.mathlang.sampling.equivalence import MORE_DRAWS as MORE_DRAWS

# Are two formulas the same function? Tried side by side at random points and shapes.
from grader.mathlang.sampling.equivalence import Agreement as Agreement
from grader.mathlang.sampling.equivalence import CounterExample as CounterExample
from grader.mathlang.sampling.equivalence import compared as compared
from grader.mathlang.sampling.equivalence import same_function as same_function

# The syntax tree: what a formula says, without how it was spelled.
from grader.mathlang.tree import Chain as Chain
from grader.mathlang.tree import Tree as Tree
from grader.mathlang.tree import free_names as free_names

# What stands round a value and is no part of it: what array libraries print, stars of Markdown,
# quotes. It goes before a text is read, in the template, in sheets and in the output of
# programs.
from grader.mathlang.written.wrappings import bracketed as bracketed
from grader.mathlang.written.wrappings import unprinted as unprinted
from grader.mathlang.written.wrappings import unstarred as unstarred

# A matrix as a student wrote it: its shape, and every entry with its precision.
from grader.mathlang.written.written_matrix import WrittenMatrix as WrittenMatrix
from grader.mathlang.written.written_matrix import parse_matrix as parse_matrix

# One number as a student wrote it: its value, and how precisely it was written.
from grader.mathlang.written.written_number import NO_VALUE as NO_VALUE
from grader.mathlang.written.written_number import Written as Written
from grader.mathlang.written.written_number import parse_number as parse_number

if TYPE_CHECKING:
    # Complex numbers: rules over them, their functions, how people write them.
    from grader.mathlang.complexes import CALLS as CALLS
    from grader.mathlang.complexes import IMAGINARY_LETTERS as IMAGINARY_LETTERS
    from grader.mathlang.complexes import IMAGINARY_UNITS as IMAGINARY_UNITS
    from grader.mathlang.complexes import Parts as Parts
    from grader.mathlang.complexes import bare_complex as bare_complex
    from grader.mathlang.complexes import complex_numbers as complex_numbers
    from grader.mathlang.complexes import in_complex as in_complex
    from grader.mathlang.complexes import in_other_unit as in_other_unit
    from grader.mathlang.complexes import in_single_blanks as in_single_blanks
    from grader.mathlang.complexes import number_tree as number_tree
    from grader.mathlang.complexes import unit_apart as unit_apart
    from grader.mathlang.complexes import written_parts as written_parts

    # Formulas of logic: their many spellings read, written plainly, and told by their form.
    from grader.mathlang.logic import LogicForm as LogicForm
    from grader.mathlang.logic import has_form as has_form
    from grader.mathlang.logic import literal_count as literal_count
    from grader.mathlang.logic import logic_on_paper as logic_on_paper
    from grader.mathlang.logic import logic_parts as logic_parts
    from grader.mathlang.logic import negand as negand
    from grader.mathlang.logic import parse_logic as parse_logic

    # Tree to the source of a solver function: `def dL_dW(dL_dY, X): return dL_dY @ X.T`.
    from grader.mathlang.printing.python_source import as_python as as_python
    from grader.mathlang.printing.python_source import python_imports as python_imports

    # Gradients by central differences: what a rule for a gradient must agree with.
    from grader.mathlang.sampling.central_differences import (
        numerical_gradient as numerical_gradient,
    )

    # Units of measurement: how they are written, and what one is in another.
    from grader.mathlang.units import Conversion as Conversion
    from grader.mathlang.units import Unit as Unit
    from grader.mathlang.units import conversion as conversion
    from grader.mathlang.units import is_known_unit as is_known_unit
    from grader.mathlang.units import like_units as like_units
    from grader.mathlang.units import unit_of as unit_of
    from grader.mathlang.units import units_at as units_at
    from grader.mathlang.units import unknown_words as unknown_words

__getattr__ = on_demand(
    __name__,
    {
        "complexes": (
            "CALLS",
            "IMAGINARY_LETTERS",
            "IMAGINARY_UNITS",
            "Parts",
            "bare_complex",
            "complex_numbers",
            "in_complex",
            "in_other_unit",
            "in_single_blanks",
            "number_tree",
            "unit_apart",
            "written_parts",
        ),
        "logic": (
            "LogicForm",
            "has_form",
            "literal_count",
            "logic_on_paper",
            "logic_parts",
            "negand",
            "parse_logic",
        ),
        "units": (
            "Conversion",
            "Unit",
            "conversion",
            "is_known_unit",
            "like_units",
            "unit_of",
            "units_at",
            "unknown_words",
        ),
        "printing.python_source": ("as_python", "python_imports"),
        "sampling.central_differences": ("numerical_gradient",),
    },
)
