"""The values a formula is made of: numbers, names, calls, groups, fractions, roots, bars."""

import math
from collections.abc import Callable

from grader.alphabet.latex_commands import BINOMIALS, FRACTIONS
from grader.mathlang.names import nearest
from grader.mathlang.parser import arrays, calls, derivative_names, index_sums
from grader.mathlang.parser.numeral_tokens import DOTS
from grader.mathlang.parser.scripts import split_first
from grader.mathlang.parser.stream import Stream, shown
from grader.mathlang.tree import Call, List, Name, Number, Power, Product, Tree

Reader = Callable[[Stream], Tree]

bound_letters = index_sums.bound_letters

_BARS = {"|": "abs", "‖": "norm"}
_ROUNDED = {"⌈": ("ceil", "⌉"), "⌊": ("floor", "⌋")}
_INSTEAD = {
    "arg": "argmax(x) or argmin(x)", "sup": "max(x)", "to": "= before a value", "in": "one value",
}  # fmt: skip
_UNDONE = {"int": "an integral", "lim": "a limit", "oint": "an integral"}


def starts_value(stream: Stream) -> bool:
    """Whether a value may begin at the token here, side by side with the one before."""
    token = stream.token
    if token.spaced and stream.spaces_separate:
        return False
    if token.kind in _BY_KIND:
        return token.text not in ("over", "choose") or token.kind != "command"
    if token.text in _BARS:
        return token.text not in stream.bars
    return token.text in _BY_SIGN


def value(stream: Stream) -> Tree:
    """The value that begins at the token here."""
    token = stream.token
    read = _BY_KIND.get(token.kind) or _BY_SIGN.get(token.text)
    if read is None:
        raise _missing(stream)
    return read(stream)


def _number(stream: Stream) -> Tree:
    token = stream.advance()
    number = float(token.text)
    if number == math.inf:
        raise stream.error("a number too large", token=token)
    return Number(number)


def _braced(stream: Stream) -> Tree:
    """Braces round a single sign say nothing; round several they are parentheses."""
    if stream.ahead(2).text != "}":
        return group(stream)
    stream.unwrap()
    return value(stream)


def _missing(stream: Stream) -> Exception:
    token = stream.token
    if token.kind == "end":
        return stream.error("the text ends where a value was expected")
    if token.text == "," and stream.at and stream.tokens[stream.at - 1].text == ",":
        return stream.error("nothing stands between two commas")
    hint = ""
    if token.text in ")]}" and stream.at and stream.tokens[stream.at - 1].text in "([{":
        hint = "the brackets are empty"
    return stream.error(f"a value was expected here, not {shown(token)}", hint)


def group(stream: Stream) -> Tree:
    """What stands in parentheses or braces; several values with commas are a list."""
    opened = stream.advance()
    items = stream.within(_listed if opened.text == "(" else _alone)
    if stream.token.text == "right." and arrays.opens_cases(stream, opened):
        stream.advance()
    else:
        stream.expect(")" if opened.text == "(" else "}", opened)
    return items[0] if len(items) == 1 else List(items)


def _alone(stream: Stream) -> tuple[Tree, ...]:
    return (stream.expression(stream),)


def _listed(stream: Stream) -> tuple[Tree, ...]:
    """Values between commas; one behind the last value says nothing."""
    items = [stream.expression(stream)]
    while stream.token.text == "," and not _decimal_comma(stream):
        stream.advance()
        if stream.token.text == ")":
            break
        items.append(stream.expression(stream))
    return tuple(items)


def _decimal_comma(stream: Stream) -> bool:
    """Whether `0,002` was written for a decimal number: figures touch the comma on both sides."""
    before, here, after = stream.tokens[stream.at - 1], stream.token, stream.ahead()
    touching = not here.spaced and not after.spaced
    return (
        before.kind == after.kind == "number"
        and touching
        and before.text.isdigit()
        and before.text.startswith("0")
        and len(after.text) > 1
    )


def _inner_product(stream: Stream) -> Tree:
    """`⟨u, v⟩`: the dot product."""
    opened = stream.advance()
    left = stream.deeper(stream.expression)
    stream.expect(",", opened)
    right = stream.deeper(stream.expression)
    stream.expect("⟩", opened)
    return Product((left, right), ("·",))


def _bars(stream: Stream) -> Tree:
    """`|x|`, `‖v‖`, `‖v‖_2`, `‖v‖_F`."""
    opened = stream.advance()
    function = _BARS[opened.text]
    inner = stream.within(stream.expression, stream.bars + opened.text, stream.spaces_separate)
    stream.expect(opened.text, opened)
    arguments: tuple[Tree, ...] = (inner,)
    if function == "abs" and _is_written_out(inner):
        return Call("det", arguments, position=opened.start)
    if function == "norm" and stream.token.text == "_":
        arguments = (inner, *_order(stream))
    return Call(function, arguments, position=opened.start)


def _is_written_out(tree: Tree) -> bool:
    """Whether a tree is a matrix written out: between bars, its determinant is meant."""
    return isinstance(tree, List) and all(isinstance(row, List) for row in tree.items)


def _rounded(stream: Stream) -> Tree:
    """`⌈x⌉` and `⌊x⌋`."""
    opened = stream.advance()
    function, closing = _ROUNDED[opened.text]
    inner = stream.within(stream.expression, "", stream.spaces_separate)
    stream.expect(closing, opened)
    return Call(function, (inner,), position=opened.start)


def _cut_at(stream: Stream) -> Tree:
    """`\\left. f(x) \\right|_{x = 2}`: the value put in."""
    opened = stream.advance()
    inner = stream.within(stream.expression, "|", stream.spaces_separate)
    stream.expect("|", opened)
    return arrays.evaluated(stream, inner, opened)


def _order(stream: Stream) -> tuple[Tree, ...]:
    """The kind of a norm below its bars; 2 and F are the norm without an index."""
    stream.advance()
    braced = stream.accept("{")
    token = stream.advance()
    if braced:
        stream.expect("}", token)
    if token.text in ("2", "F", "fro"):
        return ()
    if token.text == "1" or token.text == "infinity":
        return (Number(1.0) if token.text == "1" else Name("infinity"),)
    raise stream.error(f"no norm is known by {shown(token)}", "1, 2, F and ∞ are", token)


def _command(stream: Stream) -> Tree:
    token = stream.token
    name = token.text
    if name in FRACTIONS:
        return _fraction(stream)
    if name == "sqrt":
        return _root(stream)
    if name in BINOMIALS:
        return _binomial(stream)
    if name == "sum" or name == "prod":
        return index_sums.index_sum(stream)
    if name == "partial" or name == "nabla":
        return derivative_names.derivative(stream)
    if name in DOTS:
        raise stream.error("dots leave terms out", "write all terms, or a sum over an index")
    if name in _UNDONE:
        raise stream.error(f"{_UNDONE[name]} still to be done", "write the answer")
    if stream.vocabulary.function(name) or stream.vocabulary.known(name):
        return calls.name_or_call(stream)
    if name in _INSTEAD:
        raise stream.error(f"\\{name} is not known here", f"write {_INSTEAD[name]}")
    near = nearest(name, [*FRACTIONS, "sqrt", "sum", "sigma", "exp", "log", "cdot", "tanh"])
    hint = f"did you mean \\{near}?" if near else ""
    raise stream.error(f"\\{name} is not known here", hint)


def _fraction(stream: Stream) -> Tree:
    named = derivative_names.fraction(stream)
    if named is not None:
        return named
    stream.advance()
    return Product((stream.deeper(argument), stream.deeper(argument)), ("/",))


def _binomial(stream: Stream) -> Tree:
    """`\\binom{n}{k}`."""
    token = stream.advance()
    arguments = stream.deeper(argument), stream.deeper(argument)
    return Call("binomial", arguments, position=token.start)


def _root(stream: Stream) -> Tree:
    token = stream.advance()
    degree = None
    if stream.token.text == "[":
        opened = stream.advance()
        degree = stream.deeper(stream.expression)
        stream.expect("]", opened)
    is_sign = stream.text[token.start] != "\\" and stream.token.kind == "number"
    inner = stream.deeper(value if is_sign else argument)  # √16, where TeX takes one figure
    if degree is None:
        return Call("sqrt", (inner,), position=token.start)
    return Power(inner, Product((Number(1.0), degree), ("/",)))


def argument(stream: Stream) -> Tree:
    """The argument of a LaTeX command: a group, or the single sign that follows."""
    token = stream.token
    if token.text == "{" or token.text == "(":
        return group(stream)
    if token.kind in ("number", "word") and len(token.text) > 1 and token.text[0] != ".":
        split_first(stream, 1)
    return value(stream)


_BY_KIND: dict[str, Reader] = {
    "number": _number, "word": calls.name_or_call, "text": calls.name_or_call,
    "accent": calls.name_or_call, "command": _command, "begin": arrays.environment,
}  # fmt: skip
_BY_SIGN: dict[str, Reader] = {
    "(": group, "{": _braced, "[": arrays.bracketed, "⟨": _inner_product, "⌈": _rounded,
    "⌊": _rounded, "left.": _cut_at, "|": _bars, "‖": _bars,
}  # fmt: skip
"""What begins with a sign, where its kind does not tell."""
