"""The kinds of slips: how each is told, and how common it is."""

from collections.abc import Mapping
from typing import NamedTuple


class Kind(NamedTuple):
    """How a kind of slip is told, and how common it is: rank 0 is considered before rank 1.

    words: with `{part}` and `{other}` put in. unnamed: where the part cannot be named.
    """

    rank: int
    words: str
    unnamed: str = ""


KINDS: Mapping[str, Kind] = {
    "missing_factor": Kind(0, "without the factor {part}", "without one of the factors"),
    "missing_divisor": Kind(0, "without dividing by {part}", "without one of the divisions"),
    "missing_derivative": Kind(0, "without the factor {part}", "without one of the derivatives"),
    "value_for_derivative": Kind(
        0, "with {value} in place of {part}", "with a value in place of its derivative"
    ),
    "derivative_for_value": Kind(
        0, "with {slope} in place of {part}", "with a derivative in place of the value"
    ),
    "sign": Kind(0, "with the other sign"),
    "missing_minus": Kind(
        0, "without the minus sign before {part}", "without one of the minus signs"
    ),
    "plus_for_minus": Kind(0, "with a plus where a minus belongs"),
    "minus_for_plus": Kind(0, "with a minus where a plus belongs"),
    "missing_term": Kind(0, "without the term {part}", "without one of the terms"),
    "missing_transpose": Kind(
        0, "without the transpose of {inner}", "without one of the transposes"
    ),
    "extra_transpose": Kind(
        0, "with {part} transposed where it should not be", "with a transpose too many"
    ),
    "transposed": Kind(0, "with rows and columns exchanged"),
    "other_layer": Kind(0, "with {other} where another layer's value belongs"),
    "doubled_factor": Kind(
        0, "with the factor {part} taken twice", "with one of the factors taken twice"
    ),
    "doubled_divisor": Kind(1, "divided by {part} twice", "with one of the divisions done twice"),
    "twice": Kind(0, "with a factor 2 too many"),
    "half": Kind(0, "with a factor 2 missing"),
    "sum_for_mean": Kind(0, "with the sum in place of the mean"),
    "mean_for_sum": Kind(0, "with the mean in place of the sum"),
    "log_base": Kind(0, "with the logarithm to base {other} in place of the natural one"),
    "decimal_point": Kind(0, "with the decimal point {other} off"),
    "entries_swapped": Kind(0, "with two entries exchanged, those at {other}"),
    "entry_sign": Kind(1, "with the other sign at {other}"),
    "digits_swapped": Kind(1, "with two digits exchanged"),
    "inner_sign": Kind(1, "with the other sign inside {name}"),
    "missing_function": Kind(1, "without taking {name}"),
    "complement_for_derivative": Kind(
        1, "with only half of {part}", "with only half of a derivative"
    ),
    "derivative_of_value": Kind(
        1, "with the derivative {name} taken at the activation, not at what goes into it"
    ),
    "before_activation": Kind(1, "with {other} where its activation belongs"),
    "after_activation": Kind(1, "with {other} where the value before the activation belongs"),
    "by_entries": Kind(1, "with a product entry by entry where the matrix product belongs"),
    "as_matrices": Kind(1, "with the matrix product where a product entry by entry belongs"),
    "other_order": Kind(1, "with the factors of a matrix product in the other order"),
    "other_axis": Kind(1, "with a {name} along the other axis"),
    "times_for_divided": Kind(
        1, "multiplied by {part} instead of divided", "multiplied instead of divided"
    ),
    "not_squared": Kind(1, "without squaring"),
    "twice_for_squared": Kind(1, "with twice the value in place of its square"),
}
"""Every kind of slip."""
