"""Which names that a program tells mean the error that a simulated student made.

The rule: a name is right where the change that it names is the student's, be it told of the part
left out (a factor) or of what it stands for (a derivative). Which place it names is not compared.
Errors that write the same digits are one: any of their names is right. An error is nameable
unless one of the reasons below holds; those are counted and printed, none is left out in silence.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

import numpy as np
from students import Work
from working import figures

from grader.model import Mark

NO_NAMES = frozenset(
    {
        "too_few_figures", "too_many_figures", "trivial", "ambiguous", "in_the_others",
        "not_summed", "shape",
    }
)  # fmt: skip
"""What is said of an answer without telling what went wrong."""
SIGNS = {"sign", "plus_for_minus", "minus_for_plus", "missing_minus", "inner_sign", "entry_sign"}
SLOPE = {"missing_factor", "missing_derivative", "complement_for_derivative"}
MEANS: Mapping[str, set[str]] = {
    "sign": SIGNS,
    "term_left_out": {"missing_term"},
    "bias_left_out": {"missing_term"},
    "epsilon_left_out": {"missing_term"},
    "factor_left_out": SLOPE,
    "constant_left_out": {"missing_factor", "missing_divisor", "half", "twice"},
    "slope_left_out": SLOPE | {"value_for_derivative"},
    "divisor_left_out": {"missing_divisor", "missing_factor"},
    "root_divisor_left_out": {"missing_divisor"},
    "sum_for_mean": {"missing_divisor", "sum_for_mean"},
    "mean_for_sum": {"mean_for_sum"},
    "one_less_counted": {"one_less"},
    "other_order": {"other_order"},
    "outer_turned": {"transposed", "other_order"},
    "result_turned": {"transposed"},
    "transpose_left_out": {"missing_transpose"},
    "transpose_added": {"extra_transpose"},
    "activation_left_out": {"missing_function", "before_activation"},
    "activation_twice": {"doubled_function", "extra_function"},
    "other_activation": {"other_function"},
    "slope_for_function": {"derivative_for_value"},
    "function_for_slope": {"value_for_derivative"},
    "function_left_out": {"missing_function", "doubled_divisor"},
    "other_label": {"other_label"},
    "other_axis": {"other_axis"},
    "square_left_out": {"not_squared", "missing_power"},
    "other_layer": {"other_value"},
    "before_activation": {"before_activation", "missing_function", "other_value"},
    "after_activation": {"after_activation", "derivative_of_value", "other_value"},
    "new_for_old": {"other_value"},
    "entries_exchanged": {"entries_swapped"},
    "digits_exchanged": {"digits_swapped"},
    "point_moved": {"decimal_point", "entry_decimal_point"},
    "sign_lost": {"sign", "entry_sign"},
    "blunder": set(),
}
"""Kind of error -> the names of the program (grader/slips/kinds_told.py) that mean it."""
FEWEST_DIGITS = 3
"""With two digits a hundred values are apart, and a rule has as many errors."""


def told(mark: Mark) -> str | None:
    """The name of a slip that the student reads, if any."""
    return None if mark.slip in NO_NAMES else mark.slip


def meant(said: str, kinds: frozenset[str]) -> bool:
    """Whether a name means one of the kinds of error that write the same digits."""
    return any(said in MEANS[kind] for kind in kinds)


def unnameable(work: Work, kinds: frozenset[str]) -> str:
    """Why nobody could be expected to name a student's error; "" where it is nameable."""
    error = work.error
    assert error is not None
    if error.kind == "blunder":
        return "a blunder: a number from nowhere"
    if is_bare(error.line) and error.kind in ("factor_left_out", "term_left_out"):
        return "nothing of the rule is left but one of its numbers"
    if any(MEANS[kind].isdisjoint(MEANS[error.kind]) for kind in kinds):
        return "errors of different kinds are written alike"
    if _digits(work, error.step) < FEWEST_DIGITS:
        return f"fewer than {FEWEST_DIGITS} digits to tell it by"
    return ""


def _digits(work: Work, step: str) -> float:
    """The significant figures of all entries that show the error."""
    own, reach = work.own[step], work.reach[step]
    if own.shape != np.shape(work.right[step]):
        return float("inf")
    off = np.abs(own - work.right[step]) > reach
    return sum(max(1, figures(a, b)) for a, b in zip(own[off], reach[off], strict=True))


def is_bare(line: ast.expr | None) -> bool:
    """Whether a line is one number or name: nothing was worked out."""
    return isinstance(line, (ast.Name, ast.Constant))
