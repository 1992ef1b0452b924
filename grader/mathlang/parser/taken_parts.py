"""The parts of an array that brackets behind a value take, `W[1:, 0]`."""

from grader.alphabet import COMPARISONS
from grader.mathlang.parser.stream import Stream
from grader.mathlang.parser.tokens import Token
from grader.mathlang.tree import Slice, Subscript, Tree

MAX_SUBSCRIPT = 400
"""Signs in the brackets that take a part of a value."""
_SUBSCRIPT_SIGNS = frozenset(":,+-*()[]_{}")


def starts_subscript(stream: Stream, tree: Tree) -> bool:
    """Whether the bracket here, right behind a value, takes a part of it: `W[1:, 0]`, `h[t]`."""
    before = stream.tokens[stream.at - 1]
    if before.text == "]" and not isinstance(tree, Subscript):
        return False
    if before.kind not in ("word", "text") and before.text not in (")", "]", "}"):
        return False
    if stream.text[stream.token.start : stream.token.start + 1] != "[":
        return False
    end = stream.closing(stream.at, MAX_SUBSCRIPT)
    if stream.tokens[end].text != "]" or end == stream.at + 1:
        return False
    left = stream.text[max(0, stream.token.start - 5) : stream.token.start]
    inner = stream.tokens[stream.at + 1 : end]
    of_name = before.kind in ("word", "text")
    by_condition = of_name and any(token.text in COMPARISONS for token in inner)
    return not left.endswith("\\left") and (by_condition or all(map(_is_of_index, inner)))


def _is_of_index(token: Token) -> bool:
    is_whole = token.kind == "number" and token.text.isdigit()
    return token.text in _SUBSCRIPT_SIGNS or token.kind == "word" or is_whole


def subscript(stream: Stream, base: Tree) -> Tree:
    """The part of a value that the bracket here takes."""
    opened = stream.advance()
    items = stream.within(_places, stream.bars)
    stream.expect("]", opened)
    return Subscript(base, items)


def _places(stream: Stream) -> tuple[Tree, ...]:
    items = [_slice_or_index(stream)]
    while stream.accept(","):
        items.append(_slice_or_index(stream))
    return tuple(items)


def _slice_or_index(stream: Stream) -> Tree:
    parts: list[Tree | None] = [None]
    while True:
        if stream.token.text in (",", "]"):
            break
        if stream.accept(":"):
            parts.append(None)
            if len(parts) > 3:
                raise stream.error("more than two : in one slice")
            continue
        if parts[-1] is not None:
            break
        parts[-1] = stream.expression(stream)
    if len(parts) == 1:
        if parts[0] is None:
            raise stream.error("an index was expected here")
        return parts[0]
    return Slice(*parts)
