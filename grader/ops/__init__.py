"""The operations of forward and backward passes, as plain numpy functions.

Solvers import them by name; the mathematics language finds them in `FUNCTIONS`. All of them are
pure, take anything that numpy can turn into an array of numbers, and give float64: an array, or
an `np.float64` for shape (). Shapes that clash and sizes beyond `MAX_ENTRIES` are a `ShapeError`
in words; outside its domain a function is nan or infinite, without a warning. A gradient takes
the upstream gradient first, then what the function itself takes.
"""

from collections.abc import Callable
from types import FunctionType

from grader.ops.activations import *  # noqa: F403
from grader.ops.arithmetic import *  # noqa: F403
from grader.ops.attention import *  # noqa: F403
from grader.ops.convolution import *  # noqa: F403
from grader.ops.convolution1d import *  # noqa: F403
from grader.ops.derivatives import *  # noqa: F403
from grader.ops.derivatives import DERIVATIVES as DERIVATIVES
from grader.ops.distances import *  # noqa: F403
from grader.ops.elementary import *  # noqa: F403
from grader.ops.indexing import *  # noqa: F403
from grader.ops.linear import *  # noqa: F403
from grader.ops.losses import *  # noqa: F403
from grader.ops.making import *  # noqa: F403
from grader.ops.normalisation import *  # noqa: F403
from grader.ops.pooling import *  # noqa: F403
from grader.ops.probability import *  # noqa: F403
from grader.ops.reciprocals import *  # noqa: F403
from grader.ops.reductions import *  # noqa: F403
from grader.ops.reshaping import *  # noqa: F403
from grader.ops.shapes import MAX_ENTRIES as MAX_ENTRIES
from grader.ops.shapes import Array as Array
from grader.ops.shapes import ShapeError as ShapeError
from grader.ops.softmaxes import *  # noqa: F403
from grader.ops.trigonometry import *  # noqa: F403

FUNCTIONS: dict[str, Callable[..., Array]] = {
    name: found for name, found in list(globals().items()) if isinstance(found, FunctionType)
}
"""The name of an operation -> the function, in the order of the modules above."""

ALIASES = {
    "acos": "arccos",
    "acosh": "arccosh",
    "asin": "arcsin",
    "asinh": "arcsinh",
    "atan": "arctan",
    "atan2": "arctan2",
    "atanh": "arctanh",
    "hadamard": "multiply",
    "heaviside": "step",
    "ln": "log",
    "logistic": "sigmoid",
    "normalize": "normalise",
    "swish": "silu",
}
"""Another common name of an operation -> its name here."""

FUNCTIONS.update({alias: FUNCTIONS[name] for alias, name in ALIASES.items()})
