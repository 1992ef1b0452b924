"""What hangs above and below a value: labels of names, indices of entries, exponents."""

from collections.abc import Callable
from typing import NamedTuple

from grader.alphabet import brackets
from grader.mathlang.parser.stream import Stream, shown
from grader.mathlang.parser.subscripts import are_indices
from grader.mathlang.parser.tokens import Token
from grader.mathlang.tree import Entry, Name, Negative, Number, Transpose, Tree

_WRITTEN = frozenset({"number", "word", "text"})
_TRANSPOSES = frozenset({"T", "top", "intercal"})


class Script(NamedTuple):
    """A subscript: its pieces as labels of a name, and its place, to read as indices instead."""

    labels: tuple[str, ...]
    start: int
    end: int

    def index_like(self, bound: frozenset[str]) -> bool:
        """Whether every piece is made of figures and index letters, and is no word.

        bound: the letters that some sum in the text binds.
        """
        return bool(self.labels) and all(are_indices(label, bound) for label in self.labels)

    def has_letter(self, letters: frozenset[str]) -> bool:
        return any(letter in letters for label in self.labels for letter in label)


def read_script(stream: Stream) -> Script:
    """The subscript after a `_` that has just been taken."""
    start = stream.at
    if stream.token.text == "{":
        end = stream.closing(start)
        if stream.tokens[end].text != "}":
            raise stream.error("a closing } is missing")
        inner = _bare(stream.tokens[start : end + 1])
        stream.at = end + 1
    else:
        inner = [_single(stream)]
    return Script(_labels(stream, inner), start, stream.at)


def _bare(tokens: list[Token]) -> list[Token]:
    """What stands in braces, be they doubled: `{{jk}}` is `jk`."""
    while tokens[:1] and tokens[0].text == "{":
        if brackets.closing(token.text for token in tokens) != len(tokens) - 1:
            break
        tokens = tokens[1:-1]
    return tokens


def _single(stream: Stream) -> Token:
    token = stream.token
    if token.kind not in _WRITTEN and token.text not in ("+", "*"):
        raise stream.error(f"an index or a label was expected here, not {shown(token)}")
    return stream.advance()


_SIGN_LABELS = {"+": "plus", "-": "minus", "*": "star", "'": "prime"}


def _labels(stream: Stream, inner: list[Token]) -> tuple[str, ...]:
    """The pieces of a subscript as labels: `1,2` -> ("1", "2"); `t-1` -> ("tminus1",)."""
    if not inner:
        raise stream.error("an empty index", "write what stands below, as in w_{1}")
    if len(inner) == 1 and inner[0].text in _SIGN_LABELS:
        return (_SIGN_LABELS[inner[0].text],)
    if all(token.kind in _WRITTEN or token.text == "," for token in inner):
        return _listed([token.text for token in inner if token.text != ","])
    signs = (_SIGN_LABELS.get(token.text, token.text) for token in inner)
    return ("".join(piece for piece in signs if piece.isalnum()),)


def _listed(pieces: list[str]) -> tuple[str, ...]:
    """Words are labels of their own; single figures are one, `1,2` as 12."""
    if len(pieces) > 1 and all(piece.isdigit() and len(piece) == 1 for piece in pieces):
        return ("".join(pieces),)
    return tuple(label for piece in pieces for label in piece.split("_"))


def indices(stream: Stream, script: Script, position: int) -> tuple[Tree, ...]:
    """A subscript read as indices: `ik` -> i, k; `12` -> 1, 2; `i,k+1` -> i, k + 1."""
    inner = _bare(stream.tokens[script.start : script.end])
    simple = all(token.kind in _WRITTEN for token in inner)
    if simple and script.index_like(stream.letters):
        return tuple(_index(c, position) for label in script.labels for c in label)
    return _expressions(stream, script)


def _index(letter: str, position: int) -> Tree:
    return Number(float(letter)) if letter.isdigit() else Name(letter, position)


def _expressions(stream: Stream, script: Script) -> tuple[Tree, ...]:
    stream.at = script.start
    if not stream.accept("{"):
        raise stream.error("an index was expected here")
    found = [stream.expression(stream)]
    while stream.accept(","):
        found.append(stream.expression(stream))
    stream.expect("}", stream.tokens[script.start])
    return tuple(found)


def with_entries(stream: Stream, tree: Tree) -> Tree:
    """An entry of a value in parentheses, `(X^T)_{kj}` or `(a + b)_i`."""
    token = stream.advance()
    script = read_script(stream)
    if isinstance(tree, Number):
        raise stream.error("an index below something that has no entries", token=token)
    return Entry(tree, indices(stream, script, token.start))


def is_transpose(stream: Stream, of_name: bool = False) -> bool:
    """Whether the `^` here, or a `^{...}`, says that a value is transposed."""
    sign, inner = stream.ahead(), stream.ahead(2)
    if sign.text == "{":
        return inner.text in _TRANSPOSES and stream.ahead(3).text == "}"
    if sign.text in _TRANSPOSES:
        return True
    run_together = sign.kind == "word" and sign.text[0] == "T" and len(sign.text) > 1
    return run_together and not of_name and stream.vocabulary.known(sign.text) is None


def skip_transpose(stream: Stream) -> None:
    """Move past `^T`, `^{T}`, `^\\top`; of `^TX` only past the `T`."""
    stream.advance()
    if stream.accept("{"):
        stream.advance()
        stream.advance()
        return
    token = stream.token
    if len(token.text) > 1 and token.kind == "word":
        split_first(stream, 1)
    stream.advance()


def split_first(stream: Stream, count: int) -> None:
    """Part the token here after its first characters: what follows becomes tokens of its own."""
    token = stream.token
    place = token.start + count
    first = token._replace(text=token.text[:count], end=place)
    rest = token.text[count:]
    parts = [first]
    if rest.startswith("_"):
        parts.append(Token("op", "_", place, place + 1, False))
        rest, place = rest[1:], place + 1
    if rest and rest != ".":
        kind = "number" if rest[0].isdigit() or rest[0] == "." else "word"
        digits = len(rest) - len(rest.lstrip("0123456789"))
        if kind == "number" and token.kind == "word" and digits < len(rest):
            parts.append(Token("number", rest[:digits], place, place + digits, False))
            rest, place, kind = rest[digits:].lstrip("_"), place + digits, "word"
        parts.append(Token(kind, rest, place, token.end, False))
    stream.replace(*parts)


def read_exponent(stream: Stream, read: Callable[[Stream], Tree], sign: Token) -> tuple[Tree, bool]:
    """What stands above: a tree, and whether the whole is transposed too (`^{-T}`)."""
    if stream.token.kind == "end":
        raise stream.error("an exponent is missing", token=sign)
    if not stream.accept("{"):
        return read(stream), False
    opened = stream.tokens[stream.at - 1]
    if stream.token.text == "-" and stream.ahead().text in _TRANSPOSES:
        stream.advance()
        stream.advance()
        stream.expect("}", opened)
        return Negative(Number(1.0)), True
    exponent = stream.within(stream.expression)
    stream.expect("}", opened)
    return exponent, False


def transposed(tree: Tree, times: int) -> Tree:
    """A tree transposed several times over."""
    for _ in range(times):
        tree = Transpose(tree)
    return tree
