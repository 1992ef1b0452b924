"""One small language for mathematics: what students write, what rubrics compute.

Text goes one way: tokens, syntax tree, numpy. `parse` reads an expression, `parse_relation` a
chain of equals signs, `evaluate` computes.
"""

from typing import TYPE_CHECKING, Any

from grader.mathlang.errors import MathError as MathError
from grader.mathlang.errors import ShapeClashError as ShapeClashError
from grader.mathlang.errors import TooLargeError as TooLargeError
from grader.mathlang.errors import UndefinedNameError as UndefinedNameError
from grader.mathlang.evaluate import evaluate as evaluate
from grader.mathlang.numbers import Written as Written
from grader.mathlang.numbers import parse_number as parse_number
from grader.mathlang.parser import parse as parse
from grader.mathlang.parser import parse_relation as parse_relation
from grader.mathlang.tree import Chain as Chain
from grader.mathlang.tree import Tree as Tree
from grader.mathlang.tree import free_names as free_names
from grader.mathlang.vocabulary import Vocabulary as Vocabulary

if TYPE_CHECKING:
    from grader.mathlang.equivalence import Agreement as Agreement
    from grader.mathlang.equivalence import CounterExample as CounterExample
    from grader.mathlang.equivalence import same_function as same_function
    from grader.mathlang.matrices import WrittenMatrix as WrittenMatrix
    from grader.mathlang.matrices import parse_matrix as parse_matrix
    from grader.mathlang.printer import printed as printed
    from grader.mathlang.pythonise import as_python as as_python
    from grader.mathlang.slopes import numerical_gradient as numerical_gradient

_ON_DEMAND = {
    "Agreement": "equivalence",
    "CounterExample": "equivalence",
    "same_function": "equivalence",
    "WrittenMatrix": "matrices",
    "parse_matrix": "matrices",
    "printed": "printer",
    "as_python": "pythonise",
    "numerical_gradient": "slopes",
}
"""What is loaded when it is first asked for, to keep the import short."""


def __getattr__(name: str) -> Any:
    if name not in _ON_DEMAND:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_ON_DEMAND[name]}"), name)
