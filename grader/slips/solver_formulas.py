"""A solver function as a formula: its source, read as a syntax tree and never run.

What a solver may say is arithmetic, `@`, `.T`, `.sum()` and the like, subscripts, calls of
`grader.ops` and numpy, and of helpers beside it. Local names are put in where they are used. Of
a condition the plain branch counts: what stands after `else`, or after the `if`.
"""

import _ast as ast  # the nodes alone: the tools of `ast` take milliseconds to import
import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from grader import ops
from grader.mathlang import known_function
from grader.mathlang.tree import (
    Call,
    Comparison,
    List,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Slice,
    Subscript,
    Transpose,
    Tree,
)
from grader.slips.flat import flat_product, flat_sum

MAX_CALLS = 8
"""How deeply helpers may call helpers."""
_PRODUCTS: dict[type, str] = {ast.Mult: "*", ast.Div: "/", ast.MatMult: "@"}
_SUMS: dict[type, str] = {ast.Add: "+", ast.Sub: "-"}
_COMPARED: dict[type, str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
_METHODS = frozenset({"sum", "mean", "max", "min", "dot", "prod", "std", "var", "trace"})

Read = Callable[[ast.expr], Tree]


class _NotSaidError(Exception):
    """The source holds something that a formula cannot say."""


def formula_of(function: Callable[..., Any]) -> Tree | None:
    """The formula that a step function returns, over its argument names.

    None if a formula cannot say it: then no slips are found by changing it.
    """
    try:
        return _Reader(function.__globals__).body(_definition(function), {}, 0)
    except (_NotSaidError, AttributeError, KeyError, RecursionError):
        return None


def _definition(function: Callable[..., Any]) -> ast.FunctionDef:
    code = function.__code__
    return _definitions(code.co_filename)[code.co_name]


@cache
def _definitions(file: str) -> Mapping[str, ast.FunctionDef]:
    """The functions at the top of a module, by name; none where there is no source."""
    try:
        with open(file, "rb") as source:
            module = compile(source.read(), file, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    except (OSError, SyntaxError, ValueError):
        return {}
    body = module.body if isinstance(module, ast.Module) else []
    return {node.name: node for node in body if isinstance(node, ast.FunctionDef)}


class _Reader:
    """Reads the functions of one module; names that are not local are looked up there."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self.known = known
        self.numpy = sys.modules.get("numpy")

    def body(self, function: ast.FunctionDef, given: dict[str, Tree], depth: int) -> Tree:
        """What a function returns, with trees for the arguments that have one."""
        if depth > MAX_CALLS:
            raise _NotSaidError
        names = {a.arg: Name(a.arg) for a in function.args.posonlyargs + function.args.args}
        found = self._returned(function.body, {**names, **given}, depth)
        if found is None:
            raise _NotSaidError
        return found

    def _returned(
        self, statements: list[ast.stmt], local: dict[str, Tree], depth: int
    ) -> Tree | None:
        for statement in statements:
            if isinstance(statement, ast.Return) and statement.value is not None:
                return self.tree(statement.value, local, depth)
            if isinstance(statement, ast.If):
                found = self._returned(statement.orelse, local, depth)
                if found is not None:
                    return found
            elif isinstance(statement, ast.Assign):
                self._assign(statement, local, depth)
            elif not _is_text(statement):
                raise _NotSaidError
        return None

    def _assign(self, statement: ast.Assign, local: dict[str, Tree], depth: int) -> None:
        targets: list[ast.expr] = list(statement.targets)
        values = [statement.value]
        if len(targets) == 1 and isinstance(targets[0], ast.Tuple):
            targets = targets[0].elts
            values = statement.value.elts if isinstance(statement.value, ast.Tuple) else []
        if len(targets) != len(values):
            raise _NotSaidError
        trees = [self.tree(value, local, depth) for value in values]
        for target, tree in zip(targets, trees, strict=True):
            if not isinstance(target, ast.Name):
                raise _NotSaidError
            local[target.id] = tree

    def tree(self, node: ast.expr, local: dict[str, Tree], depth: int) -> Tree:
        if isinstance(node, ast.Call):
            return self._call(node, local, depth)
        if isinstance(node, ast.Name):
            return local[node.id]
        said = _SAID.get(type(node))
        return said(node, lambda inner: self.tree(inner, local, depth)) if said else _refused()

    def _call(self, node: ast.Call, local: dict[str, Tree], depth: int) -> Tree:
        arguments = [self.tree(argument, local, depth) for argument in node.args]
        keywords = tuple((k.arg or "", self.tree(k.value, local, depth)) for k in node.keywords)
        called = node.func
        if isinstance(called, ast.Attribute):
            owner = called.value
            if isinstance(owner, ast.Name) and owner.id not in local:
                return self._numpy_call(self.known[owner.id], called.attr, arguments, keywords)
            if called.attr not in _METHODS:
                raise _NotSaidError
            return Call(called.attr, (self.tree(owner, local, depth), *arguments), keywords)
        if not isinstance(called, ast.Name):
            raise _NotSaidError
        function = self.known[called.id]
        name = _own_name(function)
        if name is not None:
            return Call(name, tuple(arguments), keywords)
        return self._inlined(function, arguments, depth) if not keywords else _refused()

    def _numpy_call(
        self, module: Any, name: str, arguments: list[Tree], keywords: tuple[tuple[str, Tree], ...]
    ) -> Tree:
        """A call of a function in a module: numpy's by the same name here, else one of ours."""
        function = getattr(module, name)
        if module is self.numpy and name == "log1p" and not keywords:
            return Call("log", (flat_sum(Number(1.0), "+", arguments[0]),))
        if module is self.numpy and name in ("matmul", "transpose") and len(arguments) < 3:
            return (
                Transpose(*arguments) if name == "transpose" else Product(tuple(arguments), ("@",))
            )
        known = known_function(name) if module is self.numpy else _own_name(function)
        return Call(known, tuple(arguments), keywords) if known else _refused()

    def _inlined(self, function: Any, arguments: list[Tree], depth: int) -> Tree:
        definition = _definition(function)
        names = [argument.arg for argument in definition.args.args]
        if len(names) != len(arguments):
            raise _NotSaidError
        reader = _Reader(function.__globals__)
        return reader.body(definition, dict(zip(names, arguments, strict=True)), depth + 1)


def _own_name(function: Any) -> str | None:
    """The name of one of our operations."""
    name = getattr(function, "__name__", "")
    return name if name in ops.FUNCTIONS and ops.FUNCTIONS[name] is function else None


def _refused() -> Tree:
    raise _NotSaidError


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _constant(node: ast.Constant, _: Read) -> Tree:
    return Number(float(node.value)) if isinstance(node.value, (int, float)) else _refused()


def _operation(node: ast.BinOp, read: Read) -> Tree:
    kind, left, right = type(node.op), read(node.left), read(node.right)
    if kind in _PRODUCTS:
        return flat_product(left, _PRODUCTS[kind], right)
    if kind in _SUMS:
        return flat_sum(left, _SUMS[kind], right)
    return Power(left, right) if kind is ast.Pow else _refused()


def _negative(node: ast.UnaryOp, read: Read) -> Tree:
    return Negative(read(node.operand)) if isinstance(node.op, ast.USub) else _refused()


def _transpose(node: ast.Attribute, read: Read) -> Tree:
    return Transpose(read(node.value)) if node.attr == "T" else _refused()


def _comparison(node: ast.Compare, read: Read) -> Tree:
    signs = tuple(_COMPARED[type(sign)] for sign in node.ops)
    return Comparison((read(node.left), *map(read, node.comparators)), signs)


def _subscript(node: ast.Subscript, read: Read) -> Tree:
    places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    return Subscript(read(node.value), tuple(_place(place, read) for place in places))


def _list(node: ast.List | ast.Tuple, read: Read) -> Tree:
    return List(tuple(map(read, node.elts)))


def _place(node: ast.expr, read: Read) -> Tree:
    if isinstance(node, ast.Slice):
        parts = (node.lower, node.upper, node.step)
        return Slice(*(None if part is None else read(part) for part in parts))
    return read(node)


_SAID: dict[type, Callable[[Any, Read], Tree]] = {
    ast.Constant: _constant, ast.BinOp: _operation, ast.UnaryOp: _negative,
    ast.Attribute: _transpose, ast.Compare: _comparison, ast.Subscript: _subscript,
    ast.List: _list, ast.Tuple: _list, ast.IfExp: lambda node, read: read(node.orelse),
}  # fmt: skip
"""What a formula can say, by the kind of expression; names and calls are looked up beside it."""
