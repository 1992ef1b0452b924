"""One small language for mathematics: what students write, what rubrics compute.

Text goes one way: tokens, syntax tree, numpy. `parse` reads an expression, `parse_relation` a
chain of equals signs, `evaluate` computes.
"""

from grader.mathlang.errors import MathError as MathError
from grader.mathlang.errors import ShapeClashError as ShapeClashError
from grader.mathlang.errors import TooLargeError as TooLargeError
from grader.mathlang.errors import UndefinedNameError as UndefinedNameError
from grader.mathlang.evaluate import evaluate as evaluate
from grader.mathlang.parser import parse as parse
from grader.mathlang.parser import parse_relation as parse_relation
from grader.mathlang.tree import Chain as Chain
from grader.mathlang.tree import Tree as Tree
from grader.mathlang.tree import free_names as free_names
from grader.mathlang.vocabulary import Vocabulary as Vocabulary
