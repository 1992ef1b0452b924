"""The derivative of a formula by one of its names, as a formula: what f' of a rubric's own f is.

Only for formulas of numbers. What is left of a rule of sums, products and powers after zeros and
ones are taken out reads as a person would write it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grader.mathlang import known_function, slope
from grader.mathlang.tree import (
    Call,
    IndexSum,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Tree,
    free_names,
)

ZERO, ONE, TWO = Number(0.0), Number(1.0), Number(2.0)


def derivative(tree: Tree, by: str) -> Tree | None:
    """The derivative of a tree by a name, or None where there is no rule for one of its parts."""
    if by not in free_names(tree):
        return ZERO
    rule = _RULES.get(type(tree))
    return None if rule is None else rule(tree, by)


def _of_negative(tree: Negative, by: str) -> Tree | None:
    inner = derivative(tree.operand, by)
    return None if inner is None else _negative(inner)


def _of_sum(tree: Sum, by: str) -> Tree | None:
    parts = [derivative(one, by) for one in tree.operands]
    found = [one for one in parts if one is not None]
    return _sum(found, ("+", *tree.signs)) if len(found) == len(parts) else None


def _of_index_sum(tree: IndexSum, by: str) -> Tree | None:
    inner = derivative(tree.body, by)
    if inner is None or tree.kind != "sum":
        return None
    return IndexSum(tree.kind, tree.letter, tree.low, tree.high, inner)


def _of_product(tree: Product, by: str) -> Tree | None:
    """Factors read from left to right: each step is a product or a quotient of two."""
    done, slope_of = tree.operands[0], derivative(tree.operands[0], by)
    for sign, factor in zip(tree.signs, tree.operands[1:], strict=True):
        other = derivative(factor, by)
        if slope_of is None or other is None:
            return None
        if sign == "/":
            top = _sum([_product(slope_of, factor), _product(done, other)], ("+", "-"))
            # what stands below may be a plain number, and then the rule is shorter
            slope_of = _quotient(slope_of, factor) if other == ZERO else _over_square(top, factor)
            done = _quotient(done, factor)
        else:
            slope_of = _sum([_product(slope_of, factor), _product(done, other)], ("+", "+"))
            done = _product(done, factor)
    return slope_of


def _over_square(top: Tree, below: Tree) -> Tree:
    return _quotient(top, Power(below, TWO))


def _of_power(tree: Power, by: str) -> Tree | None:
    base, exponent = tree.base, tree.exponent
    inner = derivative(base, by)
    if by in free_names(exponent):
        upper = derivative(exponent, by)
        if inner is None or upper is None:
            return None
        log = Call("log", (base,))
        parts = [_product(upper, log), _quotient(_product(exponent, inner), base)]
        is_e = base == Name("e")
        rate = upper if is_e else _sum(parts, ("+", "+"))
        return _product(Power(base, exponent), rate)
    if inner is None:
        return None
    less: Tree = _sum([exponent, ONE], ("+", "-"))
    if isinstance(exponent, Number):
        less = _number(exponent.value - 1)
    power = ONE if less == ZERO else base if less == ONE else Power(base, less)
    return _product(_product(exponent, power), inner)


def _of_call(tree: Call, by: str) -> Tree | None:
    name = known_function(tree.function)
    if name is None or tree.keywords or tree.primes or len(tree.arguments) != 1:
        return None
    inside = tree.arguments[0]
    inner = derivative(inside, by)
    known = _SLOPES.get(name)
    if inner is None or (known is None and slope(name) is None):
        return None
    outer = known(inside) if known else Call(tree.function, (inside,), primes=1)
    return _product(outer, inner)


_RULES: Mapping[type, Callable[[Any, str], Tree | None]] = {
    Name: lambda *_: ONE,
    Negative: _of_negative,
    Sum: _of_sum,
    Product: _of_product,
    Power: _of_power,
    IndexSum: _of_index_sum,
    Call: _of_call,
}
"""What the derivative of each kind of tree is, where a name stands in it."""


def _call(name: str) -> Callable[[Tree], Tree]:
    return lambda inside: Call(name, (inside,))


def _sigmoid(inside: Tree) -> Tree:
    value = Call("sigmoid", (inside,))
    return Product((value, Sum((ONE, value), ("-",))), ("@",))


_SLOPES: Mapping[str, Callable[[Tree], Tree]] = {
    "exp": _call("exp"),
    "log": lambda inside: _quotient(ONE, inside),
    "sin": _call("cos"),
    "cos": lambda inside: Negative(Call("sin", (inside,))),
    "sqrt": lambda inside: _quotient(ONE, _product(TWO, Call("sqrt", (inside,)))),
    "tanh": lambda inside: Sum((ONE, Power(Call("tanh", (inside,)), TWO)), ("-",)),
    "sigmoid": _sigmoid,
    "square": lambda inside: _product(TWO, inside),
}
"""Slopes that can be taken the slope of again; of other functions the language knows the first."""


def _number(value: float) -> Tree:
    return Negative(Number(-value)) if value < 0 else Number(value)


def _negative(tree: Tree) -> Tree:
    if tree == ZERO:
        return ZERO
    return tree.operand if isinstance(tree, Negative) else Negative(tree)


def _sum(parts: Sequence[Tree], signs: Sequence[str]) -> Tree:
    """Parts, each behind its sign, without zeros and with numbers added up."""
    number, kept = 0.0, list[tuple[str, Tree]]()
    for sign, part in zip(signs, parts, strict=True):
        if isinstance(part, Number):
            number += part.value if sign == "+" else -part.value
        else:
            kept.append((sign, part))
    if number or not kept:
        kept.append(("+", Number(number)) if number >= 0 else ("-", Number(-number)))
    if kept[0][0] == "-" and len(kept) > 1:
        first = next((i for i, one in enumerate(kept) if one[0] == "+"), 0)
        kept.insert(0, kept.pop(first))
    (sign, head), *rest = kept
    head = _negative(head) if sign == "-" else head
    if not rest:
        return head
    return Sum((head, *(part for _, part in rest)), tuple(sign for sign, _ in rest))


def _product(left: Tree, right: Tree) -> Tree:
    if ZERO in (left, right):
        return ZERO
    if left == ONE or right == ONE:
        return right if left == ONE else left
    if isinstance(left, Number) and isinstance(right, Number):
        return Number(left.value * right.value)
    if isinstance(right, Number):
        left, right = right, left
    if isinstance(right, Negative):
        return _negative(_product(left, right.operand))
    if isinstance(left, Negative):
        return _negative(_product(left.operand, right))
    if isinstance(left, Number) and isinstance(right, Product):
        first, *others = right.operands
        if isinstance(first, Number) and right.signs[0] != "/":
            return Product((Number(left.value * first.value), *others), right.signs)
    return Product((left, right), ("@",))


def _quotient(above: Tree, below: Tree) -> Tree:
    if above == ZERO or below == ONE:
        return above
    if isinstance(above, Negative):
        return _negative(_quotient(above.operand, below))
    return Product((above, below), ("/",))
