"""Text to tokens: plain text, LaTeX and Unicode become one stream, each token with its place."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from grader.alphabet import brackets
from grader.alphabet.characters import (
    COMBINING,
    COMMAND_LIKE,
    FRACTIONS,
    GREEK,
    GREEK_NAMES,
    OPERATORS,
    ROOTS,
    SCRIPTS,
    plain,
    plain_letter,
    unaccented,
)
from grader.alphabet.latex_commands import (
    ACCENTS,
    COMMANDS,
    DROPPED,
    DROPPED_FIRST,
    FONTS,
    SILENT,
    UNSPACED,
    name_of,
)
from grader.mathlang.math_errors import MathError

MAX_LENGTH = 4_000
"""Characters in one expression."""
MAX_MATRIX_LENGTH = 20_000
"""Characters in a text that is a matrix of numbers."""
MAX_RAISED = 40
"""Figures in one raised or lowered number."""
MAX_DROPPED = 200
"""Characters in an argument that says nothing; a bound keeps many open ones from being slow."""
MAX_TOKENS = 9_000
"""Signs in a text: enough for a matrix of as many entries as there may be."""


class Token(NamedTuple):
    """One sign of the language.

    kind: "number", "word" (letters, may be several names run together), "text" (one name, as in
    `\\text{loss}` or a Greek letter), "op", "accent", "command" (`frac`, `sum`), "begin" and
    "close" (of an environment, by its name), "end".
    spaced: white space stands before it.
    """

    kind: str
    text: str
    start: int
    end: int
    spaced: bool


_PATTERN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<word>[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*)"
    r"|\\(?:begin\s*\{(?P<begin>[a-zA-Z]{1,20}\*?)\}|end\s*\{(?P<close>[a-zA-Z]{1,20}\*?)\}"
    r"|(?P<edge>left|right)\s*\.(?!\d)|(?P<row>\\)(?:\s*\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm)\s*\])?"
    r"|(?P<font>[a-zA-Z]+)\*?\s*\{\s*(?P<name>[A-Za-z0-9]+(?:(?:\s|\\?_|-)+[A-Za-z0-9]+){0,8})\s*\}"
    r"|(?P<command>[A-Za-z]+|[^A-Za-z0-9]))"
    r"|(?P<op>\*\*|:=|~=|==|<=|>=|!=|<-(?=\s)|[-+*/^()\[\]{}=<>,;:&|'_!@.])"
    r"|(?P<percent>%)"
    r"|(?P<quiet>[~$])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_AS_WRITTEN = frozenset({"number", "op", "begin", "close"})
Taken = tuple[int, bool]
"""Where to go on, and whether white space stands before what comes next."""
_MAXIMA = re.compile(r"(?:pi|e)(?![A-Za-z0-9_])")
_SIGNS = {"**": "^", "~=": "≈", "<-": "←"}
_GONE = DROPPED | DROPPED_FIRST


def tokens(text: str, max_length: int = MAX_LENGTH) -> list[Token]:
    """The tokens of a text; the last one has kind "end". Places are those of `plain(text)`.

    Errors: MathError for a text over max_length, and for a character with no meaning here.
    """
    if len(text) > max_length:
        problem = f"the text has {len(text)} characters; {max_length} are allowed"
        raise MathError(problem, text, max_length, "write it in several steps")
    text = plain(text)
    found: list[Token] = []
    spaced = False
    position, size, match = 0, len(text), _PATTERN.match
    most = min(max_length, MAX_TOKENS)
    while position < size:
        if len(found) > most:
            raise MathError(f"more than {most} signs", text, position, "write it in several steps")
        part = match(text, position)
        assert part is not None  # the last alternative takes any character
        kind, start, position = part.lastgroup or "", position, part.end()
        if kind in _AS_WRITTEN:
            value = part[kind]
            found.append(Token(kind, _SIGNS.get(value, value), start, position, spaced))
            spaced = False
        else:
            position, spaced = _READERS[kind](found, part, spaced)
    found.append(Token("end", "", size, size, spaced))
    return found


def _space(_: list[Token], part: re.Match[str], __: bool) -> Taken:
    return part.end(), True


def _word(found: list[Token], part: re.Match[str], spaced: bool) -> Taken:
    kind = "text" if part["word"] in GREEK_NAMES else "word"
    found.append(Token(kind, part["word"], *part.span(), spaced))
    return part.end(), False


def _sign(found: list[Token], part: re.Match[str], spaced: bool) -> Taken:
    """`\\left.`, `\\right.` and the end of a row."""
    sign = f"{part['edge']}." if part["edge"] else "\\\\"
    found.append(Token("op", sign, *part.span(), spaced))
    return part.end(), False


def _percent(found: list[Token], part: re.Match[str], spaced: bool) -> Taken:
    """A percent sign; in `%pi` of Maxima, where no value stands before it, it marks a constant."""
    before = found[-1] if found else None
    is_free = before is None or (before.kind == "op" and before.text not in (")", "]", "}", "'"))
    if is_free and _MAXIMA.match(part.string, part.end()):
        return part.end(), True
    found.append(Token("op", "%", *part.span(), spaced))
    return part.end(), False


def _font(found: list[Token], part: re.Match[str], spaced: bool) -> Taken:
    """`\\mathrm{loss}` is one name; another command before braces is a command."""
    font, start = part["font"], part.start()
    if font in _GONE:
        return part.end(), False
    if font in FONTS:
        name = re.sub(r"(?:\s|\\?_|-)+", "_", part["name"])
        kind = "number" if name[0].isdigit() and name.isdigit() else "text"
        found.append(Token(kind, name, start, part.end(), spaced))
        return part.end(), False
    after = start + 1 + len(font)
    _append_command(found, font, start, after, spaced)
    return after, False


def _command(found: list[Token], part: re.Match[str], spaced: bool) -> Taken:
    name = part["command"]
    if name in _GONE:
        return _past_argument(part.string, part.end()), True
    if _append_command(found, name, part.start(), part.end(), spaced):
        return part.end(), spaced or name not in UNSPACED
    return part.end(), False


def _past_argument(text: str, position: int) -> int:
    """Where to go on behind the argument of a command that says nothing, `\\hspace{1em}`."""
    opening = position
    while text[opening : opening + 1].isspace():
        opening += 1
    if text[opening : opening + 1] not in ("{", "["):
        return position
    end = brackets.end(text, opening, MAX_DROPPED)
    return end + 1 if end < len(text) else position


def _append_command(found: list[Token], name: str, start: int, end: int, spaced: bool) -> bool:
    """Append what a LaTeX command stands for; True if it only says how something looks."""
    if name in SILENT or name in FONTS or name.isspace():
        return True
    if name in COMMANDS:
        token = Token("op", COMMANDS[name], start, end, spaced)
    elif name in ACCENTS:
        token = Token("accent", ACCENTS[name], start, end, spaced)
    elif (meant := name_of(name)) is not None:
        token = Token("text", meant, start, end, spaced)
    else:
        token = Token("command", name, start, end, spaced)
    found.append(token)
    return False


def _unicode(found: list[Token], part: re.Match[str], spaced: bool) -> Taken:
    """One character outside ASCII."""
    text, (start, end) = part.string, part.span()
    character = text[start]
    if character in OPERATORS:
        sign = OPERATORS[character]
        primes = sign[0] == "'"
        found.extend(Token("op", one, start, end, spaced) for one in (sign if primes else (sign,)))
    elif character in GREEK:
        found.append(Token("text", GREEK[character], start, end, spaced))
    elif character in COMMAND_LIKE:
        found.append(Token("command", COMMAND_LIKE[character], start, end, spaced))
    elif character in SCRIPTS:
        _script(found, text, start)
    elif character in ROOTS:
        signs = (("command", "sqrt"), ("op", "["), ("number", ROOTS[character]), ("op", "]"))
        found.extend(Token(kind, sign, start, end, spaced) for kind, sign in signs)
    elif character == "∞":
        found.append(Token("text", "infinity", start, end, spaced))
    elif character in FRACTIONS:
        _fraction(found, text, start, spaced)
    elif character in COMBINING:
        _mark(found, COMBINING[character], text, start)
    else:
        _letter(found, text, start, spaced)
    return end, False


def _script(found: list[Token], text: str, start: int) -> None:
    """One raised or lowered character; a run of them shares one pair of braces."""
    script = SCRIPTS[text[start]]
    mark, sign = script[0], script[1]
    end = start + 1
    kind = "number" if sign.isdigit() else "word" if sign.isalpha() else "op"
    last = found[-1] if found else None
    if last and last.text == "}" and last.end == start and last.kind == mark:
        found.pop()
        before = found[-1]
        if len(before.text) > MAX_RAISED:
            raise MathError("too many figures above or below", text, start)
        if kind == before.kind == "number":
            found[-1] = before._replace(text=before.text + sign, end=end)
        else:
            found.append(Token(kind, sign, start, end, False))
    else:
        found.append(Token("op", mark, start, start, False))
        found.append(Token("op", "{", start, start, False))
        found.append(Token(kind, sign, start, end, False))
    found.append(Token(mark, "}", start, end, False))


def _fraction(found: list[Token], text: str, start: int, spaced: bool) -> None:
    """`½` is a fraction in parentheses; right behind a whole number, `2½`, it is added to it."""
    top, bottom = FRACTIONS[text[start]]
    parts = [("op", "("), ("number", top), ("op", "/"), ("number", bottom), ("op", ")")]
    whole = found[-1] if found else None
    if whole and whole.kind == "number" and whole.text.isdigit() and not spaced:
        found.pop()
        parts = [("op", "("), ("number", whole.text), ("op", "+"), *parts, ("op", ")")]
        spaced = whole.spaced
    found.extend(
        Token(kind, sign, start, start + 1, spaced if place == 0 else True)
        for place, (kind, sign) in enumerate(parts)
    )


def _mark(found: list[Token], accent: str, text: str, start: int) -> None:
    """A Unicode mark goes on the letter before it."""
    last = found[-1] if found else None
    if last is None or last.kind not in ("word", "text") or last.end != start:
        raise MathError("an accent with no letter before it", text, start)
    if last.kind == "word" and len(last.text) > 1:
        found[-1] = last._replace(text=last.text[:-1], end=start - 1)
        found.append(Token("word", last.text[-1], start - 1, start, False))
    found.insert(len(found) - 1, Token("accent", accent, start, start + 1, found[-1].spaced))


@lru_cache(maxsize=512)
def _styled(character: str) -> tuple[Token, ...]:
    """What a styled letter, digit or sign stands for; nothing if it is none."""
    letter = plain_letter(character)
    if letter and (letter.isascii() or letter in GREEK or letter in OPERATORS):
        return tuple(tokens(letter)[:-1])
    return ()


def _letter(found: list[Token], text: str, start: int, spaced: bool) -> None:
    character = text[start]
    marked = unaccented(character)
    if marked and (marked[0].isascii() or marked[0] in GREEK):
        found.append(Token("accent", marked[1], start, start + 1, spaced))
        kind = "text" if marked[0] in GREEK else "word"
        found.append(Token(kind, GREEK.get(marked[0], marked[0]), start, start + 1, False))
        return
    inner = _styled(character)
    if inner:
        found.extend(t._replace(start=start, end=start + 1, spaced=spaced) for t in inner)
        return
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    raise MathError(f"{shown} has no meaning in a formula", text, start)


_READERS: dict[str, Callable[[list[Token], re.Match[str], bool], Taken]] = {
    "space": _space, "quiet": _space, "word": _word, "name": _font, "edge": _sign, "row": _sign,
    "command": _command, "percent": _percent, "other": _unicode,
}  # fmt: skip
"""How each kind of match is appended; what is in no other group of the pattern is `_AS_WRITTEN`."""
