"""The names and functions that a student has defined."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from grader.answers.sheet.sides import symbols
from grader.mathlang import Tree
from grader.mathlang.tree import Call, Name, rebuilt, substituted, walk


class OwnNames:
    """The names a student has defined, for all questions of a sheet."""

    def __init__(self) -> None:
        self.trees: dict[str, Tree] = {}
        self.functions: dict[str, tuple[tuple[str, ...], Tree]] = {}


def with_functions(tree: Tree, functions: Mapping[str, tuple[tuple[str, ...], Tree]]) -> Tree:
    """The tree with the student's own functions written out, `f(z)` for `f(x) = ...`."""
    if not functions or not any(
        isinstance(p, Call) and p.function in functions for p in walk(tree)
    ):
        return tree

    def written_out(part: Tree) -> Tree:
        if isinstance(part, Call) and part.function in functions and not part.primes:
            names, body = functions[part.function]
            if len(names) == len(part.arguments):
                return substituted(body, dict(zip(names, part.arguments, strict=True)))
        return part

    return rebuilt(tree, written_out)


def of_variable(tree: Tree, variable: str, known: Collection[str]) -> Tree:
    """The tree in the only variable of a question, where the student's is another: `f(t)`."""
    names = symbols(tree)
    if isinstance(tree, Name) or len(names) != 1 or names & {variable, *known}:
        return tree
    return substituted(tree, dict.fromkeys(names, Name(variable)))
