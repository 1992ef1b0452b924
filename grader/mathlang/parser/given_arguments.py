"""The arguments of a call, between its parentheses."""

from grader.mathlang.parser.stream import Stream
from grader.mathlang.tree import NOTHING, Number, Tree

_TRUTH = {"True": 1.0, "true": 1.0, "False": 0.0, "false": 0.0}
Arguments = tuple[tuple[Tree, ...], tuple[tuple[str, Tree], ...]]


def arguments(stream: Stream) -> Arguments:
    """The values between the parentheses here, and those given by keyword (`axis=0`)."""
    opened = stream.advance()
    found = stream.within(_listed)
    stream.expect(")", opened)
    return found


def _listed(stream: Stream) -> Arguments:
    values: list[Tree] = []
    keywords: list[tuple[str, Tree]] = []
    while True:
        token = stream.token
        if token.kind in ("word", "text") and stream.ahead().text == "=":
            stream.advance()
            stream.advance()
            keywords.append((token.text, _keyword(stream)))
        elif keywords:
            raise stream.error("a value after one with a keyword", "write keyword=value last")
        else:
            values.append(stream.expression(stream))
        if not stream.accept(","):
            return tuple(values), tuple(keywords)


def _keyword(stream: Stream) -> Tree:
    """The value of a keyword: True is 1 and False 0, None stays; or an expression."""
    token = stream.token
    if token.text in _TRUTH and stream.ahead().text in (",", ")"):
        stream.advance()
        return Number(_TRUTH[token.text])
    if token.text == "None":
        stream.advance()
        return NOTHING
    return stream.expression(stream)
