"""The kinds of slips: how each is told, and how common it is."""

from __future__ import annotations

from enum import Enum


class Kind(str, Enum):
    """A kind of slip, how it is told, and how common it is.

    share: of a hundred slips in steps where it can happen at all, as far as the sheets of past
        homeworks and the simulated students tell; only ratios count, and only roughly.
    words: with `{part}` and `{other}` put in. unnamed: where the part cannot be named.
    of_pen: a slip of writing down what was worked out rightly.
    """

    share: float
    words: str
    unnamed: str
    of_pen: bool

    def __new__(
        cls, value: str, share: float, words: str, unnamed: str = "", of_pen: bool = False
    ) -> Kind:
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.share, kind.words, kind.unnamed, kind.of_pen = share, words, unnamed, of_pen
        return kind

    MISSING_FACTOR = "missing_factor", 12, "without the factor {part}", "without one of the factors"
    MISSING_DIVISOR = ("missing_divisor", 4,
        "without dividing by {part}", "without one of the divisions")  # fmt: skip
    MISSING_DERIVATIVE = ("missing_derivative", 8,
        "without the factor {part}", "without one of the derivatives")  # fmt: skip
    VALUE_FOR_DERIVATIVE = ("value_for_derivative", 4,
        "with {value} in place of {part}", "with a value in place of its derivative")  # fmt: skip
    DERIVATIVE_FOR_VALUE = ("derivative_for_value", 3,
        "with {slope} in place of {part}", "with a derivative in place of the value")  # fmt: skip
    SIGN = "sign", 8, "with the other sign"
    MISSING_MINUS = ("missing_minus", 4,
        "without the minus sign before {part}", "without one of the minus signs")  # fmt: skip
    PLUS_FOR_MINUS = "plus_for_minus", 6, "with a plus where a minus belongs"
    MINUS_FOR_PLUS = "minus_for_plus", 4, "with a minus where a plus belongs"
    MISSING_TERM = "missing_term", 6, "without the term {part}", "without one of the terms"
    MISSING_TRANSPOSE = ("missing_transpose", 5,
        "without the transpose of {inner}", "without one of the transposes")  # fmt: skip
    EXTRA_TRANSPOSE = ("extra_transpose", 4,
        "with {part} transposed where it should not be", "with a transpose too many")  # fmt: skip
    TRANSPOSED = "transposed", 4, "with rows and columns exchanged"
    OTHER_VALUE = "other_value", 8, "with {other} where another value belongs"
    DOUBLED_FACTOR = ("doubled_factor", 3,
        "with the factor {part} taken twice", "with one of the factors taken twice")  # fmt: skip
    DOUBLED_DIVISOR = ("doubled_divisor", 1,
        "divided by {part} twice", "with one of the divisions done twice")  # fmt: skip
    TWICE = "twice", 3, "with a factor 2 too many"
    HALF = "half", 3, "with a factor 2 missing"
    SUM_FOR_MEAN = "sum_for_mean", 4, "with the sum in place of the mean"
    MEAN_FOR_SUM = "mean_for_sum", 4, "with the mean in place of the sum"
    LOG_BASE = "log_base", 4, "with the {other}"
    INNER_SIGN = "inner_sign", 3, "with the other sign inside {name}"
    MISSING_FUNCTION = "missing_function", 5, "without taking {name}"
    EXTRA_FUNCTION = "extra_function", 3, "with {other} taken where none belongs"
    OTHER_TAIL = "other_tail", 4, "with the probability on the other side"
    DOUBLED_FUNCTION = "doubled_function", 2, "with {name} taken twice"
    OTHER_FUNCTION = "other_function", 2, "with {other} in place of {name}"
    COMPLEMENT_FOR_DERIVATIVE = ("complement_for_derivative", 1,
        "with only half of {part}", "with only half of a derivative")  # fmt: skip
    DERIVATIVE_OF_VALUE = ("derivative_of_value", 2,
        "with the derivative {name} taken at the activation, not at what goes into it")  # fmt: skip
    BEFORE_ACTIVATION = "before_activation", 4, "with {other} where its activation belongs"
    AFTER_ACTIVATION = ("after_activation", 3,
        "with {other} where the value before the activation belongs")  # fmt: skip
    BY_ENTRIES = "by_entries", 3, "with a product entry by entry where the matrix product belongs"
    AS_MATRICES = "as_matrices", 2, "with the matrix product where a product entry by entry belongs"
    OTHER_ORDER = "other_order", 3, "with the factors of a matrix product in the other order"
    OTHER_AXIS = "other_axis", 4, "with a {name} along the other axis"
    OTHER_LABEL = "other_label", 3, "with the other label"
    OTHER_INDEX = "other_index", 2, "with the entry next to the one that belongs there"
    OTHER_BOUND = "other_bound", 2, "with the sum one place too long or too short"
    ONE_LESS = "one_less", 3, "dividing by one less than {part}"
    ONE_MORE = "one_more", 3, "dividing by {part}, not by one less"
    TIMES_FOR_DIVIDED = ("times_for_divided", 1,
        "multiplied by {part} instead of divided", "multiplied instead of divided")  # fmt: skip
    NOT_SQUARED = "not_squared", 4, "without squaring"
    MISSING_POWER = "missing_power", 3, "without the exponent {other}", "without the exponent"
    TWICE_FOR_SQUARED = "twice_for_squared", 1, "with twice the value in place of its square"
    DECIMAL_POINT = "decimal_point", 4, "with the decimal point {other} off", "", True
    ENTRIES_SWAPPED = "entries_swapped", 2, "with two entries exchanged, those at {other}", "", True
    ENTRY_DECIMAL_POINT = "entry_decimal_point", 3, "with the decimal point {other}", "", True
    ENTRY_SIGN = "entry_sign", 2, "with the other sign at {other}", "", True
    DIGITS_SWAPPED = "digits_swapped", 1, "with two digits exchanged", "", True
    CONJUGATE = "conjugate", 8, "with the complex conjugate in place of the number"
    NOT_CONJUGATED = "not_conjugated", 8, "without the conjugate of {inner}", "without a conjugate"
    REAL_SIGN = "real_sign", 4, "with the other sign in the real part"
    PARTS_SWAPPED = "parts_swapped", 3, "with the real and the imaginary part exchanged"
    MODULUS_ALONE = "modulus_alone", 4, "with the modulus in place of the number"
    PART_ALONE = "part_alone", 3, "with the real part alone"
    ANGLE_UNIT = "angle_unit", 6, "with degrees and radians exchanged"
    IN_SERIES = "in_series", 3, "with the impedances in series in place of parallel"
    MISCONCEPTION = "misconception", 0, "as the rubric says it"
