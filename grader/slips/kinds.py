"""The kinds of slips: how each is told, and how common it is."""

from collections.abc import Mapping
from typing import NamedTuple


class Kind(NamedTuple):
    """How a kind of slip is told, and how common it is.

    share: of a hundred slips in steps where it can happen at all, as far as the sheets of past
        homeworks and the simulated students tell; only ratios count, and only roughly.
    words: with `{part}` and `{other}` put in. unnamed: where the part cannot be named.
    of_pen: a slip of writing down what was worked out rightly.
    """

    share: float
    words: str
    unnamed: str = ""
    of_pen: bool = False


KINDS: Mapping[str, Kind] = {
    "missing_factor": Kind(12, "without the factor {part}", "without one of the factors"),
    "missing_divisor": Kind(4, "without dividing by {part}", "without one of the divisions"),
    "missing_derivative": Kind(8, "without the factor {part}", "without one of the derivatives"),
    "value_for_derivative": Kind(
        4, "with {value} in place of {part}", "with a value in place of its derivative"
    ),
    "derivative_for_value": Kind(
        3, "with {slope} in place of {part}", "with a derivative in place of the value"
    ),
    "sign": Kind(8, "with the other sign"),
    "missing_minus": Kind(
        4, "without the minus sign before {part}", "without one of the minus signs"
    ),
    "plus_for_minus": Kind(6, "with a plus where a minus belongs"),
    "minus_for_plus": Kind(4, "with a minus where a plus belongs"),
    "missing_term": Kind(6, "without the term {part}", "without one of the terms"),
    "missing_transpose": Kind(
        5, "without the transpose of {inner}", "without one of the transposes"
    ),
    "extra_transpose": Kind(
        4, "with {part} transposed where it should not be", "with a transpose too many"
    ),
    "transposed": Kind(4, "with rows and columns exchanged"),
    "other_value": Kind(8, "with {other} where another value belongs"),
    "doubled_factor": Kind(
        3, "with the factor {part} taken twice", "with one of the factors taken twice"
    ),
    "doubled_divisor": Kind(1, "divided by {part} twice", "with one of the divisions done twice"),
    "twice": Kind(3, "with a factor 2 too many"),
    "half": Kind(3, "with a factor 2 missing"),
    "sum_for_mean": Kind(4, "with the sum in place of the mean"),
    "mean_for_sum": Kind(4, "with the mean in place of the sum"),
    "log_base": Kind(4, "with the logarithm to base {other} in place of the natural one"),
    "inner_sign": Kind(3, "with the other sign inside {name}"),
    "missing_function": Kind(5, "without taking {name}"),
    "extra_function": Kind(3, "with {other} taken where none belongs"),
    "doubled_function": Kind(2, "with {name} taken twice"),
    "other_function": Kind(2, "with {other} in place of {name}"),
    "complement_for_derivative": Kind(
        1, "with only half of {part}", "with only half of a derivative"
    ),
    "derivative_of_value": Kind(
        2, "with the derivative {name} taken at the activation, not at what goes into it"
    ),
    "before_activation": Kind(4, "with {other} where its activation belongs"),
    "after_activation": Kind(3, "with {other} where the value before the activation belongs"),
    "by_entries": Kind(3, "with a product entry by entry where the matrix product belongs"),
    "as_matrices": Kind(2, "with the matrix product where a product entry by entry belongs"),
    "other_order": Kind(3, "with the factors of a matrix product in the other order"),
    "other_axis": Kind(4, "with a {name} along the other axis"),
    "other_label": Kind(3, "with the other label"),
    "other_index": Kind(2, "with the entry next to the one that belongs there"),
    "other_bound": Kind(2, "with the sum one place too long or too short"),
    "one_less": Kind(3, "dividing by one less than {part}"),
    "one_more": Kind(3, "dividing by {part}, not by one less"),
    "times_for_divided": Kind(
        1, "multiplied by {part} instead of divided", "multiplied instead of divided"
    ),
    "not_squared": Kind(4, "without squaring"),
    "missing_power": Kind(3, "without the exponent {other}", "without the exponent"),
    "twice_for_squared": Kind(1, "with twice the value in place of its square"),
    "decimal_point": Kind(4, "with the decimal point {other} off", of_pen=True),
    "entries_swapped": Kind(2, "with two entries exchanged, those at {other}", of_pen=True),
    "entry_decimal_point": Kind(3, "with the decimal point {other}", of_pen=True),
    "entry_sign": Kind(2, "with the other sign at {other}", of_pen=True),
    "digits_swapped": Kind(1, "with two digits exchanged", of_pen=True),
}
"""Every kind of slip."""
