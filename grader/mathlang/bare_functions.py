"""Functions that stand without their argument, `σ(1 - σ)`, where one variable is all there is."""

from collections.abc import Collection

from grader.mathlang.known_functions import known_function
from grader.mathlang.tree import Call, Name, Product, Tree, free_names, rebuilt, substituted, walk

_PRIME = "_prime"


def applied(tree: Tree, variable: str, known: Collection[str] = ()) -> Tree:
    """The tree with the variable as the argument of each function that stands without one.

    A function is known as one, or by a bracket behind it; what is a name in `known` is none. Where
    a function stands in its own argument without one, `σ(1 - σ)`, the bracket is a factor.
    """
    called = {part.function for part in walk(tree) if isinstance(part, Call)}
    bare = {name: _function(name, called) for name in free_names(tree) - {variable, *known}}
    functions = {function for function in bare.values() if function}
    if not functions:
        return tree

    def parted(part: Tree) -> Tree:
        if not isinstance(part, Call) or part.function not in functions or part.keywords:
            return part
        inner = [bare[name] for one in part.arguments for name in free_names(one) & bare.keys()]
        if part.function not in inner or len(part.arguments) > 1:
            return part
        function = Call(part.function, (Name(variable),), primes=part.primes)
        return Product((function, *part.arguments), ("@",))

    put_in = {
        name: Call(
            function, (Name(variable),), primes=(len(name) - len(_base(name))) // len(_PRIME)
        )
        for name, function in bare.items()
        if function
    }
    return substituted(rebuilt(tree, parted), put_in)


def _base(name: str) -> str:
    while name.endswith(_PRIME):
        name = name.removesuffix(_PRIME)
    return name


def _function(name: str, called: Collection[str]) -> str | None:
    """The function that a name is, by itself or because a bracket stands behind it elsewhere."""
    base = _base(name)
    if base == "sigma":
        return "sigmoid"
    return base if base in called else known_function(base)
