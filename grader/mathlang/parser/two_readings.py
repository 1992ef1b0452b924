"""What can be read in two ways, and is refused: `1/ab`, `2 1/2`, two numbers side by side."""

from grader.alphabet.characters import FRACTIONS as FRACTION_SIGNS
from grader.alphabet.latex_commands import FRACTIONS
from grader.mathlang.math_errors import MathError
from grader.mathlang.parser import naming
from grader.mathlang.parser.stream import Stream
from grader.mathlang.parser.tokens import Token
from grader.mathlang.tree import Number, Tree


def check_denominator(stream: Stream, sign: str) -> None:
    """`1/ab` with `a` and `b` run together can be read in two ways: ask for parentheses."""
    token = stream.token
    if sign != "/" or token.kind != "word" or stream.ahead().text == "_":
        return
    pieces = naming.split_word(stream)
    if pieces:
        told = f"1/({' '.join(pieces)}) or 1/{pieces[0]} * {' '.join(pieces[1:])}"
        raise stream.error(f"/{token.text} can be read in two ways", f"write it as in {told}")


def check_side_by_side(stream: Stream, left: Tree) -> None:
    """Refuse two numbers side by side, and what may be a mixed number, `2\\frac{1}{2}`."""
    before, here = stream.tokens[stream.at - 1], stream.token
    if here.kind == "number" and (before.kind == "number" or before.text == "%"):
        raise side_by_side(stream)
    if isinstance(left, Number) and before.kind == "number" and before.text.isdigit():
        _refuse_mixed(stream)


def side_by_side(stream: Stream) -> MathError:
    """What to say of two numbers side by side: product, list or mixed number, `2 1/2`."""
    whole, here, slash, bottom = (stream.ahead(place) for place in (-1, 0, 1, 2))
    if slash.text == "/" and all(t.text.isdigit() for t in (whole, here, bottom)):
        return _mixed(stream, whole, here.text, bottom.text, f"{here.text}/{bottom.text}")
    return stream.error("two numbers side by side", "write * between them")


def _refuse_mixed(stream: Stream) -> None:
    """Refuse a proper fraction right behind a whole number: a product, or a mixed number?"""
    whole, here = stream.tokens[stream.at - 1], stream.token
    if here.kind == "command" and here.text in FRACTIONS:
        parts = _proper(stream)
        if parts is not None:
            raise _mixed(stream, whole, *parts, "\\frac{{{}}}{{{}}}".format(*parts))
    elif here.text == "(" and stream.text[here.start] in FRACTION_SIGNS:
        sign = stream.text[here.start]
        raise _mixed(stream, whole, *FRACTION_SIGNS[sign], sign)


def _proper(stream: Stream) -> tuple[str, str] | None:
    """The figures of the fraction here, `\\frac{1}{2}` or `\\frac12`, if it is less than 1."""
    parts: list[str] = []
    place, left = stream.at + 1, ""
    while len(parts) < 2:
        token, inner, closing = (stream.ahead(place - stream.at + i) for i in range(3))
        if left:
            parts.append(left[0])
            left = left[1:]
        elif token.text == "{" and inner.text.isdigit() and closing.text == "}":
            parts.append(inner.text)
            place += 3
        elif token.kind == "number" and token.text.isdigit():
            parts.append(token.text[0])
            place, left = place + 1, token.text[1:]
        else:
            return None
    return (parts[0], parts[1]) if int(parts[0]) < int(parts[1]) else None


def _mixed(stream: Stream, whole: Token, top: str, bottom: str, shown: str) -> MathError:
    one, other = f"{whole.text} + {top}/{bottom}", f"{whole.text} * {top}/{bottom}"
    problem = f"{whole.text} {shown} can be read in two ways"
    return stream.error(problem, f"write {one} or {other}", whole)
