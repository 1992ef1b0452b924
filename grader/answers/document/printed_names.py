"""Which values of a cell's code its output shows. The code is read, never run."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.alphabet import brackets
from grader.alphabet.numeral_patterns import NUMBER
from grader.answers.document.blocks import Block, Piece

MAX_CODE = 20_000
MAX_EXPRESSION = 80
"""Characters of an expression that is a value's name itself, `2 * P * R / (P + R)`."""
Names = tuple[str, ...]
"""What one line of output is called; nothing where it says so itself."""
_MAGIC = re.compile(r"^\s*[%!?].*$", re.MULTILINE)
_MODULES = frozenset(str.split("np numpy math torch jnp tf F nn scipy"))
_ROUNDING = frozenset(
    str.split("round around float str repr array asarray item tolist numpy detach cpu squeeze")
)
"""What is called on a value only to show it."""
_VALUE = re.compile(rf"{NUMBER}(?![\w.])|[\w.]{{0,20}}\(|\[")
"""A number, an array, or one of them as numpy and others print it."""


def printed_names(source: str) -> tuple[list[Names], Names]:
    """The names of what each `print` of a cell shows, in order, and of its last expression.

    No prints are given where it cannot be said how many lines they make: in loops and functions.
    """
    body = _body(source)
    last = body[-1] if body else None
    result = _shown(last.value) if isinstance(last, ast.Expr) and not _prints(last) else ()
    if source.rstrip().endswith(";"):
        result = ()
    lines: list[Names] = []
    for statement in body:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(call, ast.Call) and _is_print(call):
            lines += [_arguments(call)] if call.args else []
        elif _prints(statement):
            return [], result
    return lines, result


def _body(source: str) -> list[ast.stmt]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(_MAGIC.sub("", source[:MAX_CODE])).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _prints(statement: ast.stmt) -> bool:
    return any(isinstance(part, ast.Call) and _is_print(part) for part in ast.walk(statement))


def _is_print(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "print"


def _arguments(call: ast.Call) -> Names:
    """The names of the values that one `print` shows; none where it prints words beside them."""
    found = [name for argument in call.args for name in _shown(argument)]
    return tuple(found) if len(found) == len(call.args) else ()


def _shown(value: ast.expr) -> Names:
    if isinstance(value, ast.Tuple):
        names = tuple(name for part in value.elts for name in _shown(part))
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
    if any(
        isinstance(part, (ast.JoinedStr, ast.Lambda)) or _is_text(part) for part in ast.walk(value)
    ):
        return ""
    if isinstance(value, ast.Constant):
        return ""
    try:
        written = ast.unparse(value)
    except RecursionError:
        return ""
    written = re.sub(rf"\b(?:{'|'.join(sorted(_MODULES))})\.", "", written)
    return written if len(written) <= MAX_EXPRESSION and "\n" not in written else ""


def _is_text(part: ast.AST) -> bool:
    return isinstance(part, ast.JoinedStr) or (
        isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


def named(blocks: Sequence[Block], lines: Sequence[Names]) -> Iterator[Block]:
    """The printed blocks under the names of the code, where each block is one printed line."""
    if len(blocks) != len(lines):
        yield from blocks
        return
    for block, names in zip(blocks, lines, strict=True):
        text = "".join(piece.text for piece in block.pieces)
        values = _values(text) if names else []
        if len(values) != len(names) or not names:
            yield block
            continue
        for name, value in zip(names, values, strict=True):
            yield replace(block, pieces=(Piece(f"{name} = {value}", block.place.line),))


def _values(text: str) -> list[str]:
    """The numbers and arrays that a text is made of; nothing where it says anything else."""
    text = text.strip()
    if text[:1] == "(" and brackets.end(text, 0) == len(text) - 1:
        text = text[1:-1]
    found: list[str] = []
    place = 0
    while place < len(text) and len(found) < 40:
        if text[place] in " ,\n\t":
            place += 1
            continue
        value = _VALUE.match(text, place)
        if value is None or text.startswith("[<", place):
            return []
        opening = min((at for at in map(value[0].find, "[(") if at >= 0), default=-1)
        end = value.end() if opening < 0 else brackets.end(text, place + opening) + 1
        found.append(text[place:end])
        place = end
    return found
