"""One error at one step, as teaching assistants see them, by rules over a step's own line.

The rules know the line that a student writes and nothing of the program: neither its list of
slips nor its trees. Each gives the kind of error in one word and the line with the error in it.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

Ideas = Iterator[tuple[str, ast.expr]]
ACTIVATIONS = {"sigmoid": "tanh", "tanh": "sigmoid", "relu": "sigmoid"}
SLOPES = {"dsigmoid": "sigmoid", "drelu": "relu"}
"""A slope, and the function that is taken in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the line of a step stands among.

    lines: step -> its line. shapes: name -> shape. labels: names of targets that are a label, or
    a row of labels.
    """

    step: str
    lines: Mapping[str, ast.expr]
    shapes: Mapping[str, tuple[int, ...]]
    labels: frozenset[str]


def errors(around: Surroundings) -> Iterator[tuple[str, ast.expr]]:
    """Every error that the rules know at a step: its kind, and the line with it.

    What one line holds twice can go wrong in each place; a rule for the whole line comes last.
    """
    line = around.lines[around.step]
    for place, node in enumerate(ast.walk(line)):
        for rule in RULES:
            for kind, wrong in rule(node, around):
                yield kind, _with(line, place, wrong)
    yield from _whole(line, around)


def _with(line: ast.expr, place: int, wrong: ast.expr) -> ast.expr:
    """A copy of the line with another part in one place."""
    changed = copy.deepcopy(line)
    old = list(ast.walk(changed))[place]
    if old is changed:
        return copy.deepcopy(wrong)

    class Change(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return copy.deepcopy(wrong) if node is old else self.generic_visit(node)

    found = Change().visit(changed)
    assert isinstance(found, ast.expr)
    return found


def _call(name: str, inner: ast.expr) -> ast.Call:
    return ast.Call(func=ast.Name(name, ast.Load()), args=[inner], keywords=[])


def _signs(node: ast.AST, _: Surroundings) -> Ideas:
    """A plus for a minus and the other way round, a minus in front lost."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        other = ast.Add() if isinstance(node.op, ast.Sub) else ast.Sub()
        yield "sign", ast.BinOp(node.left, other, node.right)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "sign", node.operand


def _terms(node: ast.AST, _: Surroundings) -> Ideas:
    """A term left out: a bias, the epsilon, another."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        right = node.right.id if isinstance(node.right, ast.Name) else ""
        kind = "term_left_out"
        if isinstance(node.op, ast.Add) and right[:1] == "b":
            kind = "bias_left_out"
        if right == "eps":
            kind = "epsilon_left_out"
        yield kind, node.left
        if isinstance(node.op, ast.Add) and kind == "term_left_out":
            yield kind, node.right


def _factors(node: ast.AST, _: Surroundings) -> Ideas:
    """A factor or a divisor left out, n - 1 for n."""
    if not isinstance(node, ast.BinOp):
        return
    if isinstance(node.op, ast.Mult):
        for gone, left in ((node.left, node.right), (node.right, node.left)):
            if not (gone is node.left and _is_product(gone)):  # one factor at a time
                yield _kind_of_factor(gone), left
    if isinstance(node.op, ast.Div) and not isinstance(node.left, ast.Constant):
        yield _kind_of_divisor(node.right), node.left
        if isinstance(node.right, ast.Name) and node.right.id in ("n", "m"):
            less = ast.BinOp(node.right, ast.Sub(), ast.Constant(1))
            yield "one_less_counted", ast.BinOp(node.left, ast.Div(), less)


def _is_product(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Div))


def _kind_of_factor(gone: ast.expr) -> str:
    text = ast.unparse(gone)
    if re.fullmatch(r"-?[\d. /]+", text):
        return "constant_left_out"
    if text.startswith(tuple(SLOPES)) or re.fullmatch(r"(\w+ \* )?\(?1 - .*", text):
        return "slope_left_out"
    return "factor_left_out"


def _kind_of_divisor(gone: ast.expr) -> str:
    text = ast.unparse(gone)
    if text.startswith("sqrt("):
        return "root_divisor_left_out" if text == "sqrt(d)" else "divisor_left_out"
    return "sum_for_mean" if text in ("n", "m") else "divisor_left_out"


def _products(node: ast.AST, around: Surroundings) -> Ideas:
    """Matrices in the other order, a transpose forgotten or written where none is."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield "other_order", ast.BinOp(node.right, ast.MatMult(), node.left)
        for side in ("left", "right"):
            factor = getattr(node, side)
            if isinstance(factor, ast.Name) and len(around.shapes.get(factor.id, ())) == 2:
                changed = copy.copy(node)
                setattr(changed, side, ast.Attribute(factor, "T", ast.Load()))
                yield "transpose_added", changed
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield "transpose_left_out", node.value
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "outer":
        yield "outer_turned", ast.Call(node.func, node.args[::-1], [])


def _functions(node: ast.AST, around: Surroundings) -> Ideas:
    """An activation not applied, applied twice or another one; a function for its slope."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return
    name, inner = node.func.id, node.args[0]
    if name in ACTIVATIONS:
        yield "activation_left_out", inner
        yield "activation_twice", _call(name, node)
        yield "other_activation", _call(ACTIVATIONS[name], inner)
        if name == "sigmoid":
            yield "slope_for_function", _call("dsigmoid", inner)
    if name in SLOPES:
        yield "function_for_slope", _call(SLOPES[name], inner)
    if name in ("log", "sqrt"):
        yield "function_left_out", inner
    if name == "sum" and not node.keywords and ast.unparse(inner).endswith("** 2"):
        yield "mean_for_sum", _call("mean", inner)
    if name == "log" and isinstance(inner, ast.Name) and around.shapes.get(inner.id) == ():
        other = ast.BinOp(ast.Constant(1), ast.Sub(), inner)
        yield "other_label", _call("log", other)


def _axes(node: ast.AST, _: Surroundings) -> Ideas:
    """Rows for columns."""
    if isinstance(node, ast.Call) and any(word.arg == "axis" for word in node.keywords):
        changed = copy.deepcopy(node)
        for word in changed.keywords:
            if word.arg == "axis":
                word.value = ast.Constant(1 - ast.literal_eval(word.value))
        yield "other_axis", changed


def _powers(node: ast.AST, _: Surroundings) -> Ideas:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        yield "square_left_out", node.left


def _names(node: ast.AST, around: Surroundings) -> Ideas:
    """Another layer's or gate's value, before for after the activation, new for old, a label."""
    if not isinstance(node, ast.Name) or node.id not in around.shapes:
        return
    for other in around.shapes:
        if other == around.step or other == node.id:
            continue
        if around.shapes[other] == around.shapes[node.id] and _kin(node.id, other):
            yield "other_layer", ast.Name(other, ast.Load())
    for other, line in around.lines.items():
        if not (isinstance(line, ast.Call) and ast.unparse(line.func) in ACTIVATIONS):
            continue
        inner = line.args[0]
        if isinstance(inner, ast.Name) and around.step != other:
            if node.id == other:
                yield "before_activation", inner
            elif node.id == inner.id:
                yield "after_activation", ast.Name(other, ast.Load())
    new = around.lines.get(f"{node.id}_new")
    if new is not None and not around.step.endswith("_new"):
        yield "new_for_old", new
    if node.id in around.labels:
        yield "other_label", _other_label(node, around)


def _kin(one: str, other: str) -> bool:
    """W1 and W2, W_f and W_i, h1 and h2, the gates f and i; never W1 and W1_new."""
    gates = {"f", "i", "o", "g"}
    if {one, other} <= gates:
        return True
    stem = re.compile(r"^([A-Za-z]+?)(\d|_[a-zA-Z])$")
    ours, theirs = stem.match(one), stem.match(other)
    return bool(ours and theirs and ours.group(1) == theirs.group(1))


def _other_label(node: ast.Name, around: Surroundings) -> ast.expr:
    if not around.shapes[node.id]:
        return ast.BinOp(ast.Constant(1), ast.Sub(), node)
    return ast.parse(f"roll({node.id}, 1, axis=1)", mode="eval").body


def _whole(line: ast.expr, around: Surroundings) -> Ideas:
    """The sign of the whole, the result turned, two neighbouring entries exchanged."""
    if not isinstance(line, ast.UnaryOp):
        yield "sign", ast.UnaryOp(ast.USub(), line)
    shape = around.shapes[around.step]
    if len(shape) == 2 and shape[0] != shape[1]:
        yield "result_turned", ast.Attribute(line, "T", ast.Load())
    if len(shape) and not _copied(line):
        yield "entries_exchanged", _call("exchanged", line)


def _copied(line: ast.expr) -> bool:
    return isinstance(line, ast.Name)


RULES: tuple[Callable[[ast.AST, Surroundings], Ideas], ...] = (
    _signs, _terms, _factors, _products, _functions, _axes, _powers, _names,
)  # fmt: skip
