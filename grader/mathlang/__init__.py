"""One small language for mathematics: what students write, what rubrics compute.

Text goes one way: tokens, syntax tree, numpy. `parse` reads an expression, `parse_relation` a
chain of equals signs, `evaluate` computes.
"""

from typing import TYPE_CHECKING, Any

from grader.mathlang.evaluation.evaluate import evaluate as evaluate
from grader.mathlang.math_errors import MathError as MathError
from grader.mathlang.math_errors import ShapeClashError as ShapeClashError
from grader.mathlang.math_errors import TooLargeError as TooLargeError
from grader.mathlang.math_errors import UndefinedNameError as UndefinedNameError
from grader.mathlang.parser.grammar import parse as parse
from grader.mathlang.parser.grammar import parse_relation as parse_relation
from grader.mathlang.parser.vocabulary import Vocabulary as Vocabulary
from grader.mathlang.tree import Chain as Chain
from grader.mathlang.tree import Tree as Tree
from grader.mathlang.tree import free_names as free_names
from grader.mathlang.written.written_number import Written as Written
from grader.mathlang.written.written_number import parse_number as parse_number

if TYPE_CHECKING:
    from grader.mathlang.printing.printer import printed as printed
    from grader.mathlang.printing.python_source import as_python as as_python
    from grader.mathlang.sampling.central_differences import (
        numerical_gradient as numerical_gradient,
    )
    from grader.mathlang.sampling.equivalence import Agreement as Agreement
    from grader.mathlang.sampling.equivalence import CounterExample as CounterExample
    from grader.mathlang.sampling.equivalence import same_function as same_function
    from grader.mathlang.written.written_matrix import WrittenMatrix as WrittenMatrix
    from grader.mathlang.written.written_matrix import parse_matrix as parse_matrix

_ON_DEMAND = {
    "Agreement": "sampling.equivalence",
    "CounterExample": "sampling.equivalence",
    "same_function": "sampling.equivalence",
    "WrittenMatrix": "written.written_matrix",
    "parse_matrix": "written.written_matrix",
    "printed": "printing.printer",
    "as_python": "printing.python_source",
    "numerical_gradient": "sampling.central_differences",
}
"""What is loaded when it is first asked for, to keep the import short."""


def __getattr__(name: str) -> Any:
    if name not in _ON_DEMAND:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_ON_DEMAND[name]}"), name)
