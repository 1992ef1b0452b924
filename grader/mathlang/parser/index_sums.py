"""Sums and products over an index, `\\sum_k`, `\\sum_{k=1}^{n}`, `\\sum_{i,j}`."""

from itertools import pairwise

from grader.mathlang.parser.stream import Stream
from grader.mathlang.parser.subscripts import INDEX_LETTERS
from grader.mathlang.parser.tokens import Token
from grader.mathlang.tree import Call, IndexSum, List, Name, Tree, walk

_COMMANDS = frozenset({"sum", "prod"})


def bound_letters(stream: Stream) -> frozenset[str]:
    """The index letters that the sums in a text bind, wherever they stand."""
    found: set[str] = set()
    for place, token in enumerate(stream.tokens):
        if token.text[:3] == "sum" or token.text == "prod":
            found.update(_letters_below(stream, place))
    return frozenset(found)


def _letters_below(stream: Stream, place: int) -> str:
    token = stream.tokens[place]
    if token.kind == "word" and token.text.startswith("sum_"):
        return token.text[4:] if set(token.text[4:]) <= INDEX_LETTERS else ""
    rest = stream.tokens[place + 1 : place + 9]
    for count, (sign, inner) in enumerate(pairwise(rest)):
        if sign.text != "_" or count not in (0, 2, 4):
            continue
        if inner.text == "{":
            inner = rest[count + 2] if count + 2 < len(rest) else inner
            listed = [t.text for t in rest[count + 2 :] if t.kind == "word"]
            commas = len(rest) > count + 3 and rest[count + 3].text == ","
            return "".join(listed[:4]) if commas else _letters(inner)
        return _letters(inner)
    return ""


def _letters(token: Token) -> str:
    fits = token.kind == "word" and set(token.text) <= INDEX_LETTERS and len(token.text) <= 4
    return token.text if fits else ""


def is_plain_sum(stream: Stream) -> bool:
    """Whether the word here is `sum_k` or `sum` before `_{k=1}`, not a name or a call."""
    text = stream.token.text
    if stream.vocabulary.known(text):
        return False
    if text == "sum":
        return stream.ahead().text == "_"
    letters = text[4:]
    return text.startswith("sum_") and 0 < len(letters) <= 4 and set(letters) <= INDEX_LETTERS


def index_sum(stream: Stream) -> Tree:
    """The sum at the token here, with its body: all factors up to the next `+` or `-`."""
    token = stream.advance()
    kind = token.text if token.text in _COMMANDS else "sum"
    letters = list(token.text[4:]) if token.text.startswith("sum_") else []
    low = high = None
    for _ in range(2):
        if stream.token.text == "_" and not letters:
            stream.advance()
            letters, low = _below(stream)
        elif stream.token.text == "^" and high is None:
            stream.advance()
            high = _above(stream)
    body = stream.deeper(stream.product)
    if not letters:
        if high is not None:
            raise stream.error("a sum up to a bound, over no index", "as in \\sum_{k=1}^{n}", token)
        return Call(kind, (body,), position=token.start)
    if high is not None and (len(letters) > 1 or low is None):
        raise stream.error("an upper bound without a lower one", "as in \\sum_{k=1}^{n}", token)
    for letter in reversed(letters):
        body = _over(kind, letter, low, high, body)
    return body


def _over(kind: str, letter: str, low: Tree | None, high: Tree | None, body: Tree) -> Tree:
    """The sum over one letter; over a letter that nothing carries, that of all entries."""
    used = any(isinstance(part, Name) and part.name == letter for part in walk(body))
    if low is None and not used:
        return Call(kind, (body,))
    return IndexSum(kind, letter, low, high, body)


def _below(stream: Stream) -> tuple[list[str], Tree | None]:
    """The letters below a sum, and the lower bound if there is one."""
    opened = stream.token
    if not stream.accept("{"):
        letters = _letters(stream.advance())
        if not letters:
            raise stream.error("a letter to sum over was expected here", token=opened)
        return list(letters), None
    found: list[str] = []
    low = None
    while True:
        token = stream.advance()
        if not _letters(token):
            raise stream.error("a letter to sum over was expected here", token=token)
        found += list(token.text)
        if stream.accept("="):
            low = stream.expression(stream)
        if not stream.accept(","):
            break
    stream.expect("}", opened)
    if low is not None and len(found) > 1:
        raise stream.error("bounds for several letters at once", "write one sum for each", opened)
    return found, low


def _above(stream: Stream) -> Tree:
    opened = stream.token
    if stream.accept("{"):
        tree = stream.expression(stream)
        stream.expect("}", opened)
        return tree
    return stream.power(stream)


def written_out(call: Call) -> IndexSum | None:
    """`summation(2 k, (k, 1, n))` as a sum over an index; None if the arguments do not fit."""
    if len(call.arguments) != 2:
        return None
    body, bounds = call.arguments
    if not isinstance(bounds, List) or len(bounds.items) != 3:
        return None
    index, low, high = bounds.items
    return IndexSum("sum", index.name, low, high, body) if isinstance(index, Name) else None
