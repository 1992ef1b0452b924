"""What an answer says, whatever its container, and how much of it may be met by chance."""

from typing import Any

import numpy as np

from grader.marking.case import Case
from grader.mathlang.tree import Name, Number
from grader.model import Array

Key = tuple[Any, ...]
"""What an answer says: equal keys, equal answers, whatever their containers."""


def key_of(case: Case, name: str) -> Key:
    """What an answer says, in the same words for a number and for a matrix filled with it."""
    formula = case.formulas.get(name)
    if formula is None:
        value = _number(case, name)
        if case.steps[name].is_complex and value[..., 1].any():  # 3+3j is no 3
            return ("complex", value.shape, value.tobytes())
        if case.steps[name].is_complex:
            return value_key(value[..., 0])
        has_words = case.steps[name].has_words  # the first word is no zero
        return ("words", name, value.tobytes()) if has_words else value_key(value)
    tree = formula.tree
    if isinstance(tree, Number):
        return value_key(np.asarray(tree.value))
    return ("name", tree.name) if isinstance(tree, Name) else ("formula", tree)


def _number(case: Case, name: str) -> Array:
    answered = case.answered(name)
    assert answered is not None
    return answered[0]


def value_key(value: Array) -> Key:
    """A number, or the entries of a matrix row after row with the sizes that matter."""
    if np.ndim(value) == 0:
        return ("number", float(value))
    entries = np.ravel(value).tolist()
    if entries and all(_are_alike(entries[0], entry) for entry in entries):
        return ("number", float(entries[0]))
    flat = np.asarray(value, dtype=np.float64)
    return ("matrix", tuple(size for size in flat.shape if size > 1), flat.tobytes())


def _are_alike(one: float, other: float) -> bool:
    return one == other or (one != one and other != other)  # none beside none


def is_filled(case: Case, name: str) -> bool:
    """Whether an answer has several places and the same number in each, where the truth has not.

    Rules leave such a matrix seldom, and boxes are filled so at once.
    """
    if name not in case.values or case.values[name].size < 2:
        return False
    truth = case.question.solution[name]
    is_true = isinstance(truth, np.ndarray) and value_key(truth)[0] == "number"
    return key_of(case, name)[0] == "number" and not is_true


def digits_said(case: Case, name: str) -> tuple[int, ...]:
    """How many digits each different entry of an answer says.

    Zeros at either end say nothing that is not put in: `0.500` is `0.5`, `1000` is `1`. What was
    written as an expression (`1/3`, `pi`) says none: it stands for itself.
    """
    number = case.readings[name].number
    if number is None or case.answered(name) is None:
        return ()
    found = {
        float(value): _digits(float(value)) if entry.figures else 0
        for value, entry in zip(number.value.flat, number.entries, strict=True)
    }
    return tuple(found.values())


def _digits(value: float) -> int:
    return len(f"{abs(value):.11e}".split("e")[0].replace(".", "").strip("0"))
