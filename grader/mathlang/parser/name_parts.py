"""A name in its parts: letters with accents, labels below and above, primes."""

import re
from typing import NamedTuple

from grader.alphabet import GREEK_NAMES
from grader.mathlang.names import assembled, canonical
from grader.mathlang.parser.any_names import MAX_WORD
from grader.mathlang.parser.layers import raised_layer
from grader.mathlang.parser.scripts import (
    Script,
    is_transpose,
    read_script,
    skip_transpose,
    split_first,
)
from grader.mathlang.parser.stream import Stream, shown
from grader.mathlang.parser.tokens import Token

_ACCENTED = re.compile(r"[A-Za-z]\d*(?:_\d+)?")
MAX_SIGNS = 12
"""How many primes, labels and `^T` one name may have."""
_RAISED_SIGNS = {"+": "plus", "-": "minus", "*": "star"}
_ENDS = frozenset({"", ")", "}", "]", "=", ":=", "←", "≈", "≡", ","})


class Parts(NamedTuple):
    """A name in its parts, before it is known what it means."""

    base: str
    marks: tuple[str, ...]
    labels: tuple[str, ...]
    script: Script | None
    primes: int
    transposes: int
    position: int


def read_parts(stream: Stream) -> Parts:
    """The parts of the name at the token here, with what hangs on it."""
    position = stream.token.start
    marks = _accents(stream)
    base, script = _base(stream, bool(marks))
    labels: list[str] = []
    primes = transposes = 0
    while True:
        text = stream.token.text
        if primes + transposes + len(labels) > MAX_SIGNS:
            raise stream.error("too many signs after one name")
        if text == "_" and script is None:
            stream.advance()
            script = read_script(stream)
        elif text == "'":
            stream.advance()
            primes += 1
        elif text == "^":
            if is_transpose(stream) and base != "e":
                skip_transpose(stream)
                transposes += 1
            elif (raised := _raised_primes(stream)) > 0:
                primes += raised
            elif (label := _raised_label(stream, base, marks, script)) is not None:
                labels.append(label)
            elif not (labels or primes) and (layer := raised_layer(stream, base, marks, script)):
                base, script = layer.base, layer.script
                labels.append(layer.figures)
                stream.at = layer.end
            else:
                break
        else:
            break
    return Parts(base, tuple(marks), tuple(labels), script, primes, transposes, position)


def _accents(stream: Stream) -> list[str]:
    marks = []
    while stream.token.kind == "accent":
        marks.append(stream.advance().text)
    return marks


def _base(stream: Stream, accented: bool) -> tuple[str, Script | None]:
    """The letters of a name: a word, or a name in braces after an accent."""
    token = stream.token
    if token.text == "{":
        stream.advance()
        inner = stream.deeper(read_parts)
        stream.expect("}", token)
        return assembled(inner.base, inner.marks + inner.labels), inner.script
    if token.kind not in ("word", "text"):
        raise stream.error(f"a name was expected here, not {shown(token)}")
    if len(token.text) > MAX_WORD:
        raise stream.error(f"a name of {len(token.text)} letters", "put * between the factors")
    if accented and token.kind == "word":
        first = _ACCENTED.match(token.text)
        if first and first.end() < len(token.text):
            split_first(stream, first.end())
    token = stream.advance()
    following = stream.token
    figures = following.kind == "number" and not following.spaced and following.text.isdigit()
    if token.text in GREEK_NAMES and figures:
        stream.advance()
        return canonical(token.text + following.text), None
    return token.text, None


def _raised_primes(stream: Stream) -> int:
    """How many primes are written as `^\\prime` or `^{\\prime\\prime}`; moves past them."""
    if stream.ahead().text == "'":
        stream.advance()
        return 0 if stream.token.text != "'" else _count_primes(stream)
    if stream.ahead().text != "{" or stream.ahead(2).text != "'":
        return 0
    place = stream.at + 2
    while stream.tokens[place].text == "'":
        place += 1
    if stream.tokens[place].text != "}":
        return 0
    count = place - stream.at - 2
    stream.at = place + 1
    return count


def _count_primes(stream: Stream) -> int:
    count = 0
    while stream.accept("'"):
        count += 1
    return count


def _raised_label(stream: Stream, base: str, marks: list[str], script: Script | None) -> str | None:
    """A label written above, `W^{(1)}`, `W^{+}`, `W^{new}`; None if it is an exponent."""
    first, second = stream.ahead(), stream.ahead(2)
    if first.text in _RAISED_SIGNS and second.text in _ENDS and first.text != "-":
        stream.at += 2
        return _RAISED_SIGNS[first.text]
    end = stream.closing(stream.at + 1)
    if first.text != "{" or base == "e" or stream.tokens[end].text != "}":
        return None
    inner = stream.tokens[stream.at + 2 : end]
    label = _label(inner)
    owner = assembled(canonical(base), (*marks, *(script.labels if script else ())))
    if label is None or (
        not stream.knows(assembled(owner, (label,))) and _is_power(stream, inner[0], label, owner)
    ):
        return None
    stream.at = end + 1
    return label


def _is_power(stream: Stream, first: Token, label: str, owner: str) -> bool:
    """Whether what stands above a name is an exponent, where no name with that label is known."""
    is_value = label in GREEK_NAMES or stream.knows(canonical(label))
    in_brackets = first.text in ("(", "[")
    return (
        first.kind == "word"
        or (first.kind == "text" and is_value)
        or (in_brackets and stream.knows(owner))
    )


def _label(inner: list[Token]) -> str | None:
    """The label that the tokens above a name make, if they can be one."""
    if len(inner) == 1:
        if inner[0].text in _RAISED_SIGNS:
            return _RAISED_SIGNS[inner[0].text]
        return inner[0].text if inner[0].kind in ("word", "text") else None
    if len(inner) not in (3, 4, 5) or (inner[0].text, inner[-1].text) not in (
        ("(", ")"),
        ("[", "]"),
    ):
        return None
    middle = inner[1:-1]
    if not all(t.kind in ("number", "word", "text") or t.text in ("+", "-") for t in middle):
        return None
    label = "".join(_RAISED_SIGNS.get(t.text, t.text) for t in middle)
    return label if label.isalnum() and middle[0].text not in _RAISED_SIGNS else None
