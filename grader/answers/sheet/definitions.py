"""The names that a student makes: `y_1 = w_1 x`, `let a = S(w_1 x)`, `f(x) = 1/(1 + e^{-x})`."""

from __future__ import annotations

from collections.abc import Sequence

from grader.answers.sheet.own_names import with_functions
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.records import How
from grader.answers.sheet.sides import Side, is_plain, symbols
from grader.mathlang import Tree, derivative_parts, known_function
from grader.mathlang.tree import Call, Name, walk


def learn(sides: Sequence[Side], reading: Reading) -> None:
    """Remember the unknown names and functions among the sides, each by a side that says more."""
    for at, side in enumerate(sides):
        if side.tree is None:
            continue
        if not side.name or side.how is How.USUAL:
            _learn_side(at, side.tree, sides, reading)
        if reading.variable:
            _learn_by_trial(side.tree, reading)


def _learn_side(at: int, tree: Tree, sides: Sequence[Side], reading: Reading) -> None:
    if isinstance(tree, Name):
        meant = _meant_by(tree.name, sides, at, reading)
        known = reading.defined_as(tree.name)
        if meant is None or (known is not None and symbols(known) and not symbols(meant)):
            return  # the value of what was defined before is not another definition
        if not derivative_parts(tree.name):
            reading.define(tree.name, meant)
    elif at == 0 and len(sides) > 1 and isinstance(tree, Call):
        _learn_function(tree, sides[1], reading)


def _meant_by(name: str, sides: Sequence[Side], at: int, reading: Reading) -> Tree | None:
    """The side that says what a name is: the next with symbols, else a number or a matrix."""
    others = [*sides[at + 1 :], *reversed(sides[:at])]
    for side in others:
        if side.is_symbolic and side.tree is not None:
            tree = reading.expanded(side.tree)
            if name not in symbols(tree):
                return tree
    for side in others:
        if side.tree is not None and side.value is not None and is_plain(side.tree):
            return side.tree
    return None


def _learn_function(call: Call, body: Side, reading: Reading) -> None:
    names = tuple(part.name for part in call.arguments if isinstance(part, Name))
    if len(names) != len(call.arguments) or call.primes or body.tree is None:
        return
    if known_function(call.function) or not symbols(body.tree) & set(names):
        return
    if not any(isinstance(p, Call) and p.function == call.function for p in walk(body.tree)):
        reading.own.functions[call.function] = (names, body.tree)


def _learn_by_trial(tree: Tree, reading: Reading) -> None:
    """A function that is defined nowhere is the value of the question by which a formula with it is
    a step: `s(x) (1 - s(x))` is one where s is the sigmoid."""
    variable, own = Name(reading.variable), reading.own.functions
    tree = reading.expanded(tree)
    called = {p.function for p in walk(tree) if isinstance(p, Call) and p.arguments == (variable,)}
    unknown = [one for one in called if known_function(one) is None]
    for rule in reading.asked.graph.rules.values() if len(unknown) == 1 else ():
        if rule.tree is None or symbols(rule.tree) != {variable.name}:
            continue
        tried = with_functions(tree, {unknown[0]: ((variable.name,), rule.tree)})
        found = reading.meanings.step(tried)
        if found in reading.rules and found != rule.name and tree != tried:
            own[unknown[0]] = ((variable.name,), rule.tree)
