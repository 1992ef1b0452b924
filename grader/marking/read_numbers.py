"""The number or the matrix that a text writes for its step, by what the step asks for."""

import re
from functools import partial

import numpy as np

from grader.agreement import fitted
from grader.answers import Slot, short, written
from grader.errors import UnreadableError
from grader.marking.whose_name import names_beside, other_givens
from grader.mathlang import WrittenMatrix
from grader.mathlang.tree import Number, Product, Tree
from grader.model import NoValue
from grader.question import AnswerKind, Question, Step, once, with_infinity

_ANOTHER = re.compile(r"[,;\n]\s*\\?[^\W\d]\w*\s*=\s*[-+\d(\[.]")
"""A second value behind a comma, or on a line of its own, with a name of its own."""
_IMAGINARY = re.compile(r"(?<![A-Za-z])[ij](?![A-Za-z])|∠|angle")
"""What is in a number of a complex question that is not written as a real one."""


def size_names(question: Question) -> tuple[str, ...]:
    """The names that a question gives to the sizes of its arrays, `m` and `n` of `W: [m, n]`."""
    sizes = (size for shape in question.dimensions.values() for size in shape)
    return tuple(dict.fromkeys(size for size in sizes if isinstance(size, str)))


@once
def slot(question: Question, step: Step) -> Slot:
    """What may stand before the value of a step, and whether a single number belongs there."""
    solution = question.solution.get(step.name)
    return Slot(
        step=step.name,
        label=step.label,
        names=partial(names_beside, question, step),
        others=frozenset(question.graph.rules) - {step.name},
        givens=other_givens(question, step),
        is_single=isinstance(solution, np.ndarray) and solution.ndim == int(step.is_complex),
        is_hundredfold=_is_hundredfold(question.graph.rules[step.name].tree),
    )


def _is_hundredfold(tree: Tree | None) -> bool:
    """Whether a rule is a hundred times something, with the factor written in it."""
    if not isinstance(tree, Product):
        return False
    signs = ("*", *tree.signs)
    return any(
        one == Number(100.0) and sign != "/" for one, sign in zip(tree.operands, signs, strict=True)
    )


def number_in(question: Question, step: Step, text: str) -> WrittenMatrix:
    """The number or matrix that a text writes, in the shape of its step where it has one."""
    solution = question.solution.get(step.name)
    if step.answer is not AnswerKind.NUMBER:
        from grader.answers import value_of_kind  # costs what numbers need not pay

        shape = solution.shape if isinstance(solution, np.ndarray) else None
        if step.answer is AnswerKind.SEQUENCE and _is_in_figures(text, solution):
            text = " ".join(text.strip())
        read = value_of_kind(text, step, slot(question, step), shape)
        if step.answer is AnswerKind.SEQUENCE and shape == (read.value.size - 1,):
            from grader.marking.other_writings import without_return  # a part too many is rare

            read = without_return(read, step.label, np.asarray(solution))
        return read
    if step.words:
        from grader.answers import alone, beyond_numbers  # costs what numbers need not pay

        beyond = beyond_numbers(text, step, slot(question, step))
        if beyond is not None:
            return alone(beyond)
        text = with_infinity(text, step.words)
    if question.complexes is not None and _IMAGINARY.search(text):
        from grader.answers import real_value  # costs what real questions need not pay

        real = real_value(text, slot(question, step))
        if real is not None:
            return real
    number = written(text, slot(question, step))
    if _names_several(text, number, solution):
        raise UnreadableError(
            f'"{short(text)}" names several values; write them as one, like [1, 2]'
        )
    if solution is None or isinstance(solution, NoValue):
        return number
    return WrittenMatrix(fitted(number.value, np.shape(solution)), number.entries)


def _is_in_figures(text: str, solution: object) -> bool:
    """Whether a number in one piece is a sequence of figures, `10110` for bits: as many are asked
    for, and each of them has one figure."""
    bare = text.strip()
    if not isinstance(solution, np.ndarray) or not 1 < solution.size == len(bare):
        return False
    return bare.isdecimal() and bool(np.isin(solution, np.arange(10)).all())


def _names_several(text: str, number: WrittenMatrix, solution: object) -> bool:
    """Whether `a = 4, b = 5`, where a vector is asked for, was read as its first value alone."""
    asks_several = isinstance(solution, np.ndarray) and solution.size > 1
    return asks_several and number.value.size == 1 and bool(_ANOTHER.search(text))


def closed_in(question: Question, step: Step, text: str) -> tuple[bool | None, ...]:
    """Whether the ends of an interval belong to it, where the rubric says so of its own."""
    if not step.closed:
        return ()
    from grader.answers import closed_ends  # costs what others need not pay

    try:
        return closed_ends(with_infinity(text, step.words), slot(question, step))
    except UnreadableError:  # it says that there is none, or all
        return ()
