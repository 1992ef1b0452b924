"""The operations of forward and backward passes, as plain numpy functions.

Solvers import them by name; the mathematics language finds them in `FUNCTIONS`. All of them are
pure, take anything that numpy can turn into an array of numbers, and give float64. Shapes that
clash and sizes beyond `MAX_ENTRIES` are a `ShapeError` in words; outside its domain a function
is nan or infinite, without a warning. A gradient takes the upstream gradient first.
"""

from collections.abc import Callable

from grader.ops import (
    activations,
    arithmetic,
    derivatives,
    elementary,
    linear,
    reductions,
    trigonometry,
)
from grader.ops.activations import *  # noqa: F403
from grader.ops.arithmetic import *  # noqa: F403
from grader.ops.derivatives import *  # noqa: F403
from grader.ops.derivatives import DERIVATIVES as DERIVATIVES
from grader.ops.elementary import *  # noqa: F403
from grader.ops.linear import *  # noqa: F403
from grader.ops.reductions import *  # noqa: F403
from grader.ops.shapes import MAX_ENTRIES as MAX_ENTRIES
from grader.ops.shapes import Array as Array
from grader.ops.shapes import ShapeError as ShapeError
from grader.ops.trigonometry import *  # noqa: F403

_MODULES = (activations, arithmetic, derivatives, elementary, linear, reductions, trigonometry)

FUNCTIONS: dict[str, Callable[..., Array]] = {
    name: getattr(module, name) for module in _MODULES for name in module.__all__
}
"""The name of an operation -> the function."""
