"""The derivative of an activation in its two spellings: by its value, or by what goes into it."""

from grader.mathlang.tree import Call, Name, Number, Power, Product, Sum, Tree, rebuilt
from grader.slips.context import SLOPES, Context
from grader.slips.edit import ONE, TWO, complement
from grader.slips.factor_slips import slope_pairs, with_factors

_OF_ONE_SIGN = ("relu", "leaky_relu")
"""Functions whose slope is told by the sign of the value as well as by that of what goes in."""


def with_other_slopes(rule: Tree, context: Context) -> Tree | None:
    """A rule with `h (1 - h)` as σ'(z) and `1 - h^2` as tanh'(z), and the other way round; with
    relu'(h) for relu'(z), too: where h is more than 0, z is.

    Both are one function where h is the activation of z; with a wrong h they differ, and either
    is faithful work. None where the rule has no such derivative, or the names have no such rules.
    """
    found = rebuilt(rule, lambda tree: _respelled(tree, context))
    return found if found != rule else None


def _respelled(tree: Tree, context: Context) -> Tree:
    if isinstance(tree, Product):
        for pair in slope_pairs(tree):
            inside = context.inside(tree.operands[pair[0]], "sigmoid")
            if inside:
                tree = with_factors(tree, pair, (Call("dsigmoid", (Name(inside),)), ONE))
        return tree
    squared = complement(tree)
    if isinstance(squared, Power) and squared.exponent == TWO:
        inside = context.inside(squared.base, "tanh")
        return Call("dtanh", (Name(inside),)) if inside else tree
    return _by_value(tree, context) if isinstance(tree, Call) else tree


def _by_value(tree: Call, context: Context) -> Tree:
    """σ'(z) as `h (1 - h)`, where an h is defined so."""
    function = SLOPES.get(tree.function, tree.function)
    is_slope = function != tree.function or tree.primes == 1
    if not is_slope or len(tree.arguments) != 1 or not isinstance(tree.arguments[0], Name):
        return tree
    if function in _OF_ONE_SIGN:
        inside = context.inside(tree.arguments[0], function)
        if inside:
            return Call(tree.function, (Name(inside),), tree.keywords, tree.primes)
    for other in context.activations(tree.arguments[0].name):
        value = Name(other)
        if not context.inside(value, function):
            continue
        if function == "sigmoid":
            return Product((value, Sum((ONE, value), ("-",))), ("⊙",))
        if function == "tanh":
            return Sum((ONE, Power(value, Number(2.0))), ("-",))
        if function in _OF_ONE_SIGN:
            return Call(tree.function, (value,), tree.keywords, tree.primes)
    return tree
