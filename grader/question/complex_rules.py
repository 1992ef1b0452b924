"""The rules of a question whose numbers are complex, over pairs of real numbers.

Which values are complex is told by what the rules give: a modulus is a number, an impedance a pair.
Where a rubric says what it asks for, `answer: number` or `answer: complex`, that counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from grader.errors import NoValueError
from grader.graph import Rule, graph_of, needed_parameters
from grader.mathlang import (
    IMAGINARY_LETTERS,
    MathError,
    Tree,
    complex_numbers,
    evaluate,
    in_complex,
    number_tree,
)
from grader.mathlang.tree import List
from grader.model import Array
from grader.question.formulas import Formula

Keys = Mapping[str, Any]
SOME = 0.7310585
"""A number that a symbol may stand for, so that it is seen whether what rests on it is complex."""
_OTHERS = ("number", "choice", "sequence", "interval", "table")
"""Kinds of answers that are made of real numbers, whatever they rest on."""
_STATED = ("equation", "logic")
_J = re.compile(r"(?<![A-Za-z_\\])j(?![A-Za-z_])|(?<![A-Za-z_])j(?=[A-Zω])")
_COMPLEX = re.compile(r"(?<![A-Za-z])[ij](?![A-Za-z])|∠")
_ANGLE = re.compile(r"∠|polar|_deg")


def is_complex_text(text: str) -> bool:
    """Whether a text writes a complex number, `3+4j` or `10∠30°`."""
    if not _COMPLEX.search(text):
        return False
    try:
        complex_numbers(text)
    except MathError:
        return False
    return True


def is_written_as_text(given: Any) -> bool:
    """Whether a parameter, or an entry of it, is written as text: `3+4j`."""
    if isinstance(given, list):
        return any(map(is_written_as_text, given))
    return isinstance(given, str)


def complex_array(given: Any) -> Array:
    """A parameter of complex numbers as pairs. Shapes: (...) -> (..., 2)"""
    return _array(_pairs(given))


def _pairs(given: Any) -> Any:
    if isinstance(given, list):
        return [_pairs(one) for one in given]
    return complex_numbers(given) if isinstance(given, str) else [float(given), 0.0]


def _array(given: Any) -> Array:
    found = np.array(given, dtype=np.float64)
    found.flags.writeable = False
    return found


def made_in_complex(
    keys: Keys, rules: Sequence[Rule], carried: Sequence[Any], elsewhere: Mapping[str, Array]
) -> dict[str, Any]:
    """The parameters, the rules and the complex values of a question, as `assembly.Made` has them.

    carried: the questions that it goes on with. elsewhere: the values that it takes from them.
    """
    given = keys.get("parameters") or {}
    texts = {name for name, value in given.items() if is_written_as_text(value)}
    parameters = {n: (complex_array if n in texts else _array)(v) for n, v in given.items()}
    parameters |= elsewhere
    for one in carried:
        texts |= {
            here for there, here in one.names.items() if there in (one.question.complexes or ())
        }
    complexes, stated = complex_values(rules, parameters, texts, keys), statements(keys)
    return {
        "parameters": parameters,
        "rules": tuple(
            rule if rule.name in stated else rule_in_complex(rule, complexes) for rule in rules
        ),
        "complexes": complexes,
        "letter": _letter(keys, given),
    }


def statements(keys: Keys) -> frozenset[str]:
    """The steps of a question that ask for an equation or for logic: these are of real numbers."""
    kinds = {name: (step or {}).get("answer") for name, step in (keys.get("steps") or {}).items()}
    return frozenset(name for name, kind in kinds.items() if kind in _STATED)


def reader_in_complex(
    read: Callable[[str, str], Rule], names: Collection[str], stated: Collection[str] = ()
) -> Callable[[str, str], Rule]:
    """A reader of rules whose values are complex where those of the step are.

    stated: the steps that ask for a statement.
    """

    def found(name: str, text: str) -> Rule:
        rule = read(name, text)
        return rule if name in stated else rule_in_complex(rule, names)

    return found


def _letter(keys: Keys, given: Mapping[str, Any]) -> str:
    """What the rubric calls the imaginary unit, i or j; i where it names none."""
    steps = [step or {} for step in (keys.get("steps") or {}).values()]
    texts = [*(keys.get("definitions") or {}).values(), *(step.get("formula") for step in steps)]
    labels = [step.get("label") for step in steps]
    told = " ".join(map(str, [*given.values(), *texts, *labels]))
    return "j" if _J.search(told) or _ANGLE.search(told) else "i"


def complex_values(
    rules: Iterable[Rule], parameters: Mapping[str, Array], given: Collection[str], keys: Keys
) -> frozenset[str]:
    """The names of a question whose values are complex.

    given: those of its parameters that are; what has no number is a real symbol.
    """
    asked = {name: (step or {}).get("answer") for name, step in (keys.get("steps") or {}).items()}
    rules = tuple(rules)
    graph = graph_of(rules, {*parameters, *needed_parameters(rules)})
    found = {*given, *(name for name, kind in asked.items() if kind == "formula")}
    symbols = sorted(graph.parameters - parameters.keys())
    values = {n: np.asarray(SOME + place) for place, n in enumerate(symbols)} | dict(parameters)
    for name in graph.order:
        kind = asked.get(name)
        if kind in _STATED:
            continue
        value = _value(graph.rules[name], values, found)
        is_complex = value is not None and bool(value[..., 1].any())
        if kind == "complex" or (is_complex and kind not in _OTHERS):
            found.add(name)
        if value is not None:
            values[name] = value if name in found else value[..., 0]
    return frozenset(found)


def _value(rule: Rule, values: Mapping[str, Array], names: Collection[str]) -> Array | None:
    """The pairs that a rule gives; None where it has no value."""
    if not all(argument in values for argument in rule.arguments):
        return None
    inputs = [values[argument] for argument in rule.arguments]
    typed = rule_in_complex(rule, names, True)
    try:
        with np.errstate(all="ignore"):
            found = np.asarray(typed.function(*inputs), dtype=np.float64)
    except NoValueError:
        return None
    return found if rule.tree is not None else np.stack([found, np.zeros_like(found)], axis=-1)


def rule_in_complex(rule: Rule, names: Collection[str], gives_complex: bool | None = None) -> Rule:
    """A rule over complex numbers; a solver's stays as it is.

    names: those of complex values. gives_complex: whether it gives one, if its name does not tell.
    """
    if rule.tree is None:
        return rule
    gives = rule.name in names if gives_complex is None else gives_complex
    tree = in_complex(rule.tree, names, gives)
    return replace(rule, tree=tree, function=partial(_evaluated, tree, rule.arguments))


def formula_in_complex(formula: Formula, names: Collection[str], known: Collection[str]) -> Formula:
    """A student's formula over complex numbers.

    names: the values that are complex. known: all names of the question, which are no units.
    """
    units = [letter for letter in IMAGINARY_LETTERS if letter not in known]
    return replace(formula, tree=in_complex(formula.tree, names, True, units))


def complex_tree(value: Array, letter: str) -> Tree:
    """A complex value as it would be written, a list where it has several numbers."""
    if value.ndim > 1:
        return List(tuple(complex_tree(part, letter) for part in value))
    return number_tree(float(value[0]), float(value[1]), letter)


def _evaluated(tree: Tree, names: tuple[str, ...], *values: Any) -> Any:
    return evaluate(tree, dict(zip(names, values, strict=True)))
