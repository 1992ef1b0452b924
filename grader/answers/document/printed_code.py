"""What each `print` of a cell writes, as texts and names in order. The code is read, never run."""

from __future__ import annotations

import ast
import copy
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from grader import record
from grader.answers.document import printed_loops
from grader.answers.document.printed_loops import Bound

MAX_CODE = 20_000
MAX_EXPRESSION = 80
"""Characters of an expression that is a value's name itself, `2 * P * R / (P + R)`."""
MAX_PRINTS = 400
"""Of one cell, those of loops counted as often as they run."""
Names = tuple[str, ...]
"""What the values of a cell's last expression are called."""
_MAGIC = re.compile(r"^\s*[%!?].*$", re.MULTILINE)
_MODULES = frozenset(str.split("np numpy math torch jnp tf F nn scipy"))
_ROUNDING = frozenset(
    str.split("round around float str repr array asarray item tolist numpy detach cpu squeeze")
)
"""What is called on a value only to show it."""
_FIELD = re.compile(r"\{([\w.\[\]]*)(?:![rsa])?(?::[^{}]*)?\}|(\{\{|\}\})")
_PERCENT = re.compile(r"%[-+ #\d.]*[a-zA-Z]|(%%)")


@record(frozen=True, slots=True)
class Shown:
    """A value within what is printed, with what the code calls it; "" where that says nothing."""

    name: str


Print = tuple["str | Shown", ...]
"""The texts and values that one `print` writes, its line end too."""


def prints_of(source: str) -> tuple[list[Print | None], Names]:
    """What the `print`s of a cell write, in order, None for output that cannot be foreseen; and the
    names of its last expression."""
    body = _body(source)
    last = body[-1] if body else None
    result = _names(last.value) if isinstance(last, ast.Expr) and not _prints(last) else ()
    if source.rstrip().endswith(";"):
        result = ()
    found = list(islice(_written(body, Bound.of(body)), MAX_PRINTS + 1))
    return (found if len(found) <= MAX_PRINTS else [None]), result


def _body(source: str) -> list[ast.stmt]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(_MAGIC.sub("", source[:MAX_CODE])).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _written(body: Sequence[ast.stmt], bound: Bound) -> Iterator[Print | None]:
    for statement in body:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(call, ast.Call) and _is_print(call):
            yield _print(call, bound)
        elif not _prints(statement):
            continue
        elif isinstance(statement, ast.For):
            rounds = printed_loops.rounds(statement, bound)
            if rounds is None:
                yield None
            for round_ in rounds or ():
                yield from _written(statement.body, round_)
        else:
            yield None


def _prints(statement: ast.stmt) -> bool:
    return any(isinstance(part, ast.Call) and _is_print(part) for part in ast.walk(statement))


def _is_print(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "print"


def _print(call: ast.Call, bound: Bound) -> Print | None:
    """What a `print` writes: its arguments with what parts them and ends them."""
    between: dict[str, str] = {"sep": " ", "end": "\n"}
    for keyword in call.keywords:
        if keyword.arg in between:
            if not isinstance(keyword.value, ast.Constant):
                return None
            between[keyword.arg] = str(keyword.value.value)
    parts: list[str | Shown] = []
    for at, argument in enumerate(call.args):
        if isinstance(argument, ast.Starred):
            return None
        parts += [*([between["sep"]] if at else []), *_parts(argument, bound)]
    return _merged([*parts, between["end"]])


def _merged(parts: Sequence[str | Shown]) -> Print:
    """The parts with texts that follow each other as one."""
    found: list[str | Shown] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part:
            found.append(part)
    return tuple(found)


def _parts(value: ast.expr, bound: Bound) -> list[str | Shown]:
    """The texts and values that an expression is written as."""
    value = bound.put_in(value)
    if isinstance(value, ast.Constant):
        return [str(value.value)]
    if isinstance(value, ast.JoinedStr):
        return [part for inner in value.values for part in _parts(inner, bound)]
    if isinstance(value, ast.FormattedValue):
        return _parts(value.value, bound)
    if isinstance(value, ast.BinOp) and any(_is_text(part) for part in ast.walk(value)):
        return _composed(value, bound)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        parts = _formatted(value, value.func, bound)
        if parts:
            return parts
    return [Shown("" if bound.moves(value) else _name(_bare(value)))]


def _formatted(value: ast.Call, called: ast.Attribute, bound: Bound) -> list[str | Shown]:
    """`"w = {:.3f}".format(w)`; nothing for any other call."""
    form = bound.put_in(called.value)
    if called.attr != "format" or not isinstance(form, ast.Constant):
        return []
    keys = {word.arg: word.value for word in value.keywords if word.arg}
    return list(_filled(_FIELD, str(form.value), value.args, keys, bound))


def _composed(value: ast.BinOp, bound: Bound) -> list[str | Shown]:
    """`"w = " + str(w)` and `"w = %.3f" % w`."""
    form = bound.put_in(value.left)
    if isinstance(value.op, ast.Mod) and isinstance(form, ast.Constant):
        given = value.right.elts if isinstance(value.right, ast.Tuple) else [value.right]
        return list(_filled(_PERCENT, str(form.value), given, {}, bound))
    if isinstance(value.op, ast.Add):
        return [*_parts(value.left, bound), *_parts(value.right, bound)]
    return [Shown("")]


def _filled(
    field: re.Pattern[str],
    form: str,
    given: Sequence[ast.expr],
    keys: Mapping[str, ast.expr],
    bound: Bound,
) -> Iterator[str | Shown]:
    """A form with its fields filled in by what is given, in order or by number or name."""
    at, end = 0, 0
    for found in field.finditer(form):
        yield form[end : found.start()]
        end = found.end()
        if found[found.lastindex or 0] and found[0] in ("%%", "{{", "}}"):
            yield found[0][0]
            continue
        key = found[1] if field is _FIELD else ""
        place = int(key) if key and key.isdecimal() else at
        value = keys.get(key or "", given[place] if place < len(given) else None)
        at += 1
        yield from _parts(value, bound) if value is not None else [Shown("")]
    yield form[end:]


def _names(value: ast.expr) -> Names:
    """The names of the values that an expression is shown as; none where one has no name."""
    if isinstance(value, ast.Tuple):
        names = tuple(name for part in value.elts for name in _names(part))
        return names if len(names) == len(value.elts) else ()
    name = _name(_bare(value))
    return (name,) if name else ()


def _bare(value: ast.expr) -> ast.expr:
    """The value without what only rounds or shows it: `round(F, 3)`, `F.item()`, `f"{F:.3f}"`."""
    if isinstance(value, ast.JoinedStr):
        parts = value.values
        only = parts[0] if len(parts) == 1 else None
        return _bare(only.value) if isinstance(only, ast.FormattedValue) else value
    if not isinstance(value, ast.Call):
        return value
    called = value.func
    if isinstance(called, ast.Attribute) and called.attr in _ROUNDING:
        owner = called.value
        is_module = isinstance(owner, ast.Name) and owner.id in _MODULES
        if not is_module:
            return _bare(owner)
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return _bare(value.args[0]) if name in _ROUNDING and value.args else value


def _name(value: ast.expr) -> str:
    """A value as a name or a formula; nothing for text, and for what is too long to be one."""
    value = _Plain().visit(copy.deepcopy(value))
    if isinstance(value, ast.Constant) or any(
        isinstance(part, ast.Lambda) or _is_text(part) for part in ast.walk(value)
    ):
        return ""
    try:
        written = ast.unparse(value)
    except RecursionError:
        return ""
    written = re.sub(rf"\b(?:{'|'.join(sorted(_MODULES))})\.", "", written)
    return written if len(written) <= MAX_EXPRESSION and "\n" not in written else ""


class _Plain(ast.NodeTransformer):
    """A column of a table as its name, `df["d1"]`; what is asked of a value alone as a function,
    `x.mean()`."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        key = node.slice.value if isinstance(node.slice, ast.Constant) else None
        return ast.Name(key, ast.Load()) if isinstance(key, str) and key.isidentifier() else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        called = node.func
        if not node.args and isinstance(called, ast.Attribute):
            return ast.Call(ast.Name(called.attr, ast.Load()), [called.value], [])
        return node


def _is_text(part: ast.AST) -> bool:
    return isinstance(part, ast.JoinedStr) or (
        isinstance(part, ast.Constant) and isinstance(part.value, str)
    )
