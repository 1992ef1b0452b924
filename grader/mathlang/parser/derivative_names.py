"""Partial derivatives as names: every way to write one, and the ones that are still to be done."""

from grader.mathlang.known_functions import known_function
from grader.mathlang.math_errors import MathError
from grader.mathlang.names import canonical
from grader.mathlang.names import derivative as derivative_name
from grader.mathlang.parser.name_parts import Parts, read_parts
from grader.mathlang.parser.naming import resolved
from grader.mathlang.parser.scripts import split_first
from grader.mathlang.parser.stream import Stream
from grader.mathlang.parser.tokens import Token
from grader.mathlang.tree import Entry, Name, Transpose, Tree


def fraction(stream: Stream) -> Tree | None:
    """`\\frac{\\partial L}{\\partial w_3}` or `\\frac{dL}{dw_3}` as one name; None for a quotient.

    Errors: MathError for `\\frac{d}{dx}`, which says what to do and not what the answer is.
    """
    start = stream.at
    top = stream.at + 1
    if stream.tokens[top].text != "{":
        return None
    top_end = stream.closing(top)
    bottom = top_end + 1
    if stream.tokens[min(bottom, len(stream.tokens) - 1)].text != "{":
        return None
    if not (_differential(stream, top + 1) and _differential(stream, bottom + 1)):
        return None
    if top_end == top + 2 and stream.tokens[top + 1].text in ("partial", "d"):
        raise _undone(stream, stream.tokens[start])
    if stream.closing(bottom) == bottom + 2 and stream.tokens[bottom + 1].text in ("partial", "d"):
        return None
    stream.at = top + 1
    of = _of(stream)
    if not stream.accept("}"):
        raise _undone(stream, stream.tokens[start])
    opened = stream.token
    tree = _over(stream, of)
    stream.expect("}", opened)
    return tree


def derivative(stream: Stream) -> Tree:
    """`∂L/∂w`, `\\partial_w L` or `\\nabla_w L`, from its sign on."""
    sign = stream.token
    if stream.ahead().text == "_":
        stream.advance()
        stream.advance()
        return _subscripted(stream)
    if sign.text == "nabla":
        raise stream.error("∇ by what?", "name it below, as in \\nabla_{W} L")
    if stream.ahead().text == "/":
        raise _undone(stream, sign)
    of = _of(stream)
    if not stream.accept("/"):
        raise stream.error("∂ by what?", "write it as in ∂L/∂w", sign)
    grouped = stream.accept("(")
    if not _differential(stream, stream.at):
        raise stream.error("a ∂ was expected here", "write it as in ∂L/∂w")
    _take_d(stream)
    tree = _by(stream, of)
    if grouped:
        stream.expect(")", sign)
    return tree


def plain(stream: Stream) -> Tree | None:
    """`dL/dw3` in plain text; None if it is a quotient of two known names."""
    if not _is_derivative(stream):
        return None
    if stream.token.text == "d":
        raise _undone(stream, stream.token)
    return _over(stream, _of(stream))


def _is_derivative(stream: Stream) -> bool:
    """Whether `dL/dw` is one: words that begin with d, which are neither names nor a quotient."""
    top, slash, bottom = stream.token, stream.ahead(), stream.ahead(2)
    is_upright = bottom.kind == "text" and _is_apart(stream, stream.at + 2)
    if not is_upright and (bottom.kind != "word" or bottom.text[0] != "d"):
        return False
    if any(_is_own_word(stream, token) for token in (top, bottom) if token.text != "d"):
        return False
    if len(bottom.text) == 1:
        has_name = is_upright or stream.ahead(3).kind in ("text", "accent")
        if top.text == "d" or not has_name:
            return False
    may_be_values = stream.vocabulary.generic or stream.knows("d")
    return not (may_be_values and (slash.spaced or bottom.spaced))


def apart(stream: Stream) -> Tree | None:
    """`δL / δw` and `\\mathrm{d}L / \\mathrm{d}w` as one name; None where the sign is a value."""
    start, sign = stream.at, stream.token
    if not _is_apart(stream, start):
        return None
    try:
        of = _of(stream)
        grouped = stream.accept("/") and stream.accept("(")
        is_by = _is_apart(stream, stream.at) or (sign.text == "d" and _is_dx(stream))
        if stream.tokens[stream.at - 1 - grouped].text == "/" and is_by:
            _take_d(stream)
            tree = _by(stream, of)
            if grouped:
                stream.expect(")", sign)
            return tree
    except MathError:  # it was no derivative; what it is, the grammar says
        pass
    stream.at = start
    return None


def _is_own_word(stream: Stream, token: Token) -> bool:
    """Whether a word that begins with d is a name or a function in its own right."""
    known = stream.vocabulary.known(canonical(token.text))
    return known is not None or known_function(token.text) is not None or "_d" in token.text


def _differential(stream: Stream, place: int) -> bool:
    """Whether `∂`, `d` or a word such as `dL` stands at a place."""
    token = stream.tokens[min(place, len(stream.tokens) - 1)]
    if token.kind == "command":
        return token.text == "partial"
    if token.kind == "text":
        return token.text == "d" or _is_apart(stream, place)
    if token.kind != "word" or token.text[0] != "d":
        return False
    return token.text == "d" or not _is_own_word(stream, token)


def _is_apart(stream: Stream, place: int) -> bool:
    """Whether a δ or a d of its own at a place may be a sign of a derivative: a name follows.

    An upright d is written for nothing else; a plain one may be a value where any name will do.
    """
    last = len(stream.tokens) - 1
    token, following = (stream.tokens[min(at, last)] for at in (place, place + 1))
    if token.text not in ("delta", "d") or following.kind not in ("word", "text", "accent"):
        return False
    if token.kind == "word" and stream.vocabulary.generic:
        return False
    return not stream.knows(token.text)


def _is_dx(stream: Stream) -> bool:
    """Whether a word such as `dw` stands here that is no name of its own."""
    token = stream.token
    return token.kind == "word" and len(token.text) > 1 and _differential(stream, stream.at)


def _take_d(stream: Stream) -> None:
    """Move past the `∂` or the `d` here; of `dL` only past the `d`."""
    token = stream.token
    if token.kind == "word" and len(token.text) > 1:
        split_first(stream, 1)
    stream.advance()
    if stream.token.text == "^":
        raise stream.error("a second derivative has no name here", "write the answer", token)


def _of(stream: Stream) -> str:
    """What is differentiated: a name, its arguments `L(y, ...)` left out."""
    sign = stream.token
    _take_d(stream)
    if stream.token.kind not in ("word", "text", "accent"):
        raise _undone(stream, sign)
    tree = resolved(stream, read_parts(stream))
    if stream.token.text == "(":
        stream.skip_group()
    base = tree
    while isinstance(base, (Entry, Transpose)):
        base = base.base if isinstance(base, Entry) else base.operand
    assert isinstance(base, Name)
    suffix = ""
    if isinstance(tree, Entry):
        suffix = "".join(_label(index) for index in tree.indices)
    return canonical(base.name + ("_" + suffix if suffix else ""))


def _label(index: Tree) -> str:
    if isinstance(index, Name):
        return index.name
    return str(int(getattr(index, "value", 0)))


def _over(stream: Stream, of: str) -> Tree:
    """The derivative, from the sign before its lower `d` on."""
    stream.advance()
    _take_d(stream)
    return _by(stream, of)


def _by(stream: Stream, of: str) -> Tree:
    """The derivative's name, or an entry of it (`∂L/∂W_{ij}`)."""
    parts = read_parts(stream)
    return resolved(stream, parts, lambda by: derivative_name(of, by))


def _subscripted(stream: Stream) -> Tree:
    """`_{w} L` after `∂` or `∇`."""
    opened = stream.token
    braced = stream.accept("{")
    if braced:
        parts = read_parts(stream)
        stream.expect("}", opened)
    else:
        token = stream.advance()
        if token.kind not in ("word", "text"):
            raise stream.error("a name was expected here", token=token)
        parts = Parts(token.text, (), (), None, 0, 0, token.start)
    if stream.token.kind not in ("word", "text", "accent"):
        raise stream.error("what is differentiated must be a name", token=opened)
    tree = resolved(stream, read_parts(stream))
    if stream.token.text == "(":
        stream.skip_group()
    of = tree.name if isinstance(tree, Name) else ""
    if not of:
        raise stream.error("what is differentiated must be a name", token=opened)
    return resolved(stream, parts, lambda by: derivative_name(of, by))


def _undone(stream: Stream, token: Token) -> MathError:
    return stream.error("a derivative still to be done", "write the answer itself", token)
