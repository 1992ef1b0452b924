"""Prose as tokens: words, numbers, signs and groups, and the clauses they make."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import Enum

from grader import record
from grader.alphabet import brackets, plain
from grader.alphabet.characters import COMMAND_LIKE, GREEK_NAMES, OPERATORS, ROOTS, SCRIPTS
from grader.alphabet.numeral_patterns import EXPONENT, GROUPED, with_crosses
from grader.alphabet.relations import IS_RELATION, RELATION
from grader.answers.document.blocks import Piece
from grader.answers.sheet.parallel import one_by_one
from grader.mathlang import unprinted

IsName = Callable[[str], bool]
_FIRST, _EQUATION = 0xE000, 0xE800
"""Where the private characters begin that stand for expressions, and for equations."""


_SIGNS = "".join(
    re.escape(sign)
    for sign in sorted(
        {*"-+*/^_|@'&!Σ±\\", *OPERATORS, *COMMAND_LIKE, *ROOTS, *SCRIPTS} - set("≈≡←≔≜≤≥≠→—―")
    )
)
"""The signs between and on values: everything in the alphabet that is no letter and no relation."""


_DECIMAL = r"(?:\d+(?:\.(?:\d+|(?=\S)))?|\.\d+)"
"""A number in prose: a point that a blank follows ends the sentence, `falls to 66. Revenue`."""
_TOKEN = re.compile(
    r"(?P<math>[\ue000-\uf7ff])"
    r"|(?P<marker>(?<![^\s])(?:\d{1,2}|[a-z])\)(?=\s)|//(?=\s)|(?<=\s)\|(?=\s+[^\W\d]\w{0,12}\s*[=≈]))"
    rf"|(?P<relation>{RELATION}|→(?=\s*-?\d*\.\d\d)|(?<=[\w)])\s*:(?=\s+[-+.\d\[(\ue000-\ue7ff]))"
    rf"|(?P<number>(?:(?<!=\()(?<!=\s\(){GROUPED}|{_DECIMAL}(?:,\d+)*)(?:{EXPONENT})?%?)"
    r"|(?P<group>[(\[{])"
    rf"|(?P<word>d\w{{1,4}}\s/\sd\w{{1,6}}(?=\s*(?:{RELATION}))"
    r"|\\?[^\W\d_](?:[^\W_]|[_°]|['’]|[\u0300-\u036f]|\^(?=[\w({+*])|/(?=[∂dδ]))*(?:\.T\b)?"
    rf"(?:\.(?=\s*(?:{RELATION})))?)"
    rf"|(?P<operator>[{_SIGNS}]|\.(?:T|sum|mean|dot|transpose|item)\b)"
    r"|(?P<stop>[.;:!?](?=\s|$)|,(?!\d)|(?<!\d),|;|[⇒→∴]|=>|->|[<>≤≥≠])"
    r"|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)


_THIN = re.compile(r"(?<=\d)\\[,;:! ](?=\d{3})")
"""TeX's thin space between thousands, in a line that is no formula."""
_TILDE = re.compile(r"(?:(?<=[\w)])\s+~\s+|(?<=[=≈])\s*~\s*)(?=[-+]?\.?\d)")
"""`p ~ 0.83`: before a number the tilde that a keyboard has is ≈; X ~ N(0, 1) stays as it is."""


_ACCENT = re.compile(r"(?<![\w\\])([^\W\d_](?:_?\d+)?)[ -](hat|bar|tilde)\b")
"""`y hat` and `w1-bar`: a letter, or one with an index, and the accent that no keyboard has."""


_OPENING_SIGN = re.compile(rf"(?:{RELATION})")
_CLOSING_SIGN = re.compile(rf"(?:{RELATION})\s*$")


_MARK = "[\ue000-\ue7ff]"
_VERB = (
    r"(?:(?:which|that)\s+)?(?:is|was|are|equals?|becomes?|gives|comes\s+(?:out\s+)?to|"
    r"evaluates\s+to|turns\s+out\s+(?:to\s+be|as)|works\s+out\s+(?:to|as)|computes\s+to)"
    r"(?:\s+(?:about|approximately|roughly|around|equal|to|now|just|exactly|then|simply|be|only))*"
    r"(?:\s*[:=]|\b)"
)
SAID = re.compile(
    rf"(?<![^\s($])(?P<name>{_MARK}|[^\s,;:!?=\ue000-\uf7ff]{{0,60}}[\w)\u0300-\u036f])"
    rf"(?:,?\s+{_VERB}\s*(?=[-+]?\s?(?:\d|\.\d)|\[|[\ue000-\uf7ff])"
    r"|(?<=\d)\s[ \t]*(?=[-+]?\d*\.\d\d+(?:\s*(?:$|[\n,;])|\.?\s+[^\W\d])))",
    re.IGNORECASE,
)
"""A name and its value with a verb between, or, where the name has an index, with nothing: a list
of values so far is `z1 0.16, h1 0.54`."""


_LIST = re.compile(r"(?:\A|:)\s*-\s+(?=[^\W\d]|[\\\ue000-\uf7ff])")
_BULLET = re.compile(r"(?:\A\s*|(?<=[\d:])\s+)(?P<sign>-)\s+(?=[^\W\d][^-=≈:\n]{0,40}[:=≈]|\\)")
"""The items of a list that a page sets in one line, `- y = 4 - Loss = 9`: in such a list a dash
behind a number begins the next."""
WIDE = 3
"""Blanks behind a value that set off what follows, `t = 1.475   |1.96| > |t|`."""
_BETWEEN = frozenset("+-*/·×^=≈")


ENGLISH = frozenset({"a", "A", "I"})


class Kind(str, Enum):
    """What a token of prose is; MATH stands for a piece that was marked as mathematics."""

    MATH = "math"
    RELATION = "relation"
    NUMBER = "number"
    GROUP = "group"
    WORD = "word"
    OPERATOR = "operator"
    STOP = "stop"
    OTHER = "other"


@record(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    start: int
    end: int


def text_with_marks(pieces: Sequence[Piece]) -> tuple[str, dict[str, Piece]]:
    """The pieces as one text, where a private character stands for each piece of mathematics."""
    marked: dict[str, Piece] = {}
    parts: list[str] = []
    below = 0
    for piece in _with_their_signs(pieces):
        parts.append("\n" * (piece.line - below) if below else "")
        below = piece.line + piece.text.count("\n") if piece.is_display else 0
        if piece.is_math and IS_RELATION.fullmatch(plain(piece.text).strip()):
            parts.append(" = ")
        elif piece.is_math:
            first = _EQUATION if IS_RELATION.search(plain(piece.text)) else _FIRST
            mark = chr(first + len(marked))
            marked[mark] = piece
            parts.append(f" {mark} " if piece.is_display else mark)
        else:
            parts.append(_plain(piece.text))
    return "".join(parts), marked


def _with_their_signs(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, where a sign that ends or begins mathematics next to prose is one of its own.

    `$F =$ 0.8` and `F $= 0.8$` say what `$F$ = 0.8` says.
    """
    for at, piece in enumerate(pieces):
        if not piece.is_math or piece.is_display:
            yield piece
        else:
            is_behind = at > 0 and _is_prose(pieces[at - 1])
            is_before = at + 1 < len(pieces) and _is_prose(pieces[at + 1])
            yield from _with_own_signs(piece, is_behind, is_before)


def _with_own_signs(piece: Piece, is_behind: bool, is_before: bool) -> Iterator[Piece]:
    """Mathematics behind prose or before it, its signs next to that on their own."""
    text = plain(piece.text).strip()
    opening = _OPENING_SIGN.match(text) if is_behind else None
    closing = _CLOSING_SIGN.search(text) if is_before else None
    inner = text[opening.end() if opening else 0 : closing.start() if closing else len(text)]
    if opening:
        yield replace(piece, text="=")
    if inner.strip():
        yield replace(piece, text=inner if opening or closing else piece.text)
    if closing and (inner.strip() or not opening):
        yield replace(piece, text="=")


def _is_prose(piece: Piece) -> bool:
    return not piece.is_math and bool(piece.text.strip())


def _plain(text: str) -> str:
    """Prose without what would be taken for the end of a sentence, or for a name."""
    text = plain(re.sub("[\ue000-\uf8ff]", "?", text))
    text = re.sub(r"\bw\.\s?r\.\s?t\.?", "wrt", _ACCENT.sub(r"\1_\2", text))
    text = _THIN.sub(" ", _TILDE.sub(" ≈ ", unprinted(text.replace("->", "→"))))
    return one_by_one(with_crosses(text))


class Lines:
    """The line of a place in the text of a block."""

    def __init__(self, first: int, text: str, marked: dict[str, Piece]) -> None:
        self.first = first
        self.places: list[int] = []
        self.lines: list[tuple[int, int]] = []
        line = first
        for found in re.finditer("[\n\ue000-\uf7ff]", text):
            piece = marked.get(found[0])
            if piece is not None:
                here, line = piece.line, piece.line + piece.text.count("\n")
            else:
                line += found[0] == "\n"
                here = line
            self.places.append(found.start())
            self.lines.append((here, line))

    def at(self, place: int) -> int:
        last = bisect_right(self.places, place) - 1
        if last < 0:
            return self.first
        return self.lines[last][self.places[last] != place]


def equation_for(said: re.Match[str], is_name: IsName) -> str:
    """`dL/dw3 is 0.2` as an equation; prose stays as it is."""
    name = said["name"].lstrip("(")
    is_verb = any(map(str.isalpha, said[0][said.end("name") - said.start() :]))
    if not name or not is_mathematical(name, is_name) or name in ENGLISH:
        return said[0]
    if not (is_verb or any(map(str.isalpha, name))):
        return said[0]
    return f"{said['name']} ={chr(10) * said[0].count(chr(10))} "


def _tokens(text: str) -> list[Token]:
    """Words, numbers, signs and balanced groups of a text."""
    found: list[Token] = []
    closing = {opening: end + 1 for opening, end in brackets.ends(text).items()}
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        assert match is not None  # the last alternative takes any character
        name, end = match.lastgroup, match.end()
        name = "stop" if name == "marker" else name
        if name == "group":
            end = closing.get(place, place + 1)
            name = "group" if end > place + 1 else "other"
        elif name == "word" and match.group()[0] == "\\":
            while text[end : end + 1] == "{":
                end = closing.get(end, end + 1)
        if name != "space":
            found.append(Token(Kind(name), text[place:end], place, end))
        place = end
    return found


@record(frozen=True, slots=True)
class Clause:
    tokens: tuple[Token, ...]
    text: str


def clauses(text: str) -> Iterator[Clause]:
    """Runs of tokens between full stops, commas and arrows."""
    run: list[Token] = []
    bullets = [one.start("sign") for one in _BULLET.finditer(text)] if _LIST.search(text) else ()
    for token in _tokens(text):
        is_stop = (
            token.start in bullets
            or token.kind is Kind.STOP
            or (token.text.strip() == ":" and _is_stated(run))
        )
        if is_stop and _is_short_form(run, token, text):
            continue
        if is_stop or (run and _starts_anew(run, token, text)):
            if run:
                yield Clause(tuple(run), text)
            run = []
        if not is_stop:
            run.append(token)
    if run:
        yield Clause(tuple(run), text)


def _is_stated(run: Sequence[Token]) -> bool:
    """Whether a relation stands before: the colon in `at w = 0: 2` is none then."""
    return any(one.kind is Kind.RELATION for one in run)


def _is_short_form(run: Sequence[Token], token: Token, text: str) -> bool:
    """Whether a full stop ends a short form and no sentence, `Std. dev.`: words go on in small
    letters, and nothing was stated yet."""
    is_words = bool(run) and all(one.kind is Kind.WORD for one in run)
    return is_words and token.text == "." and text[token.end :].lstrip(" ")[:1].islower()


def _starts_anew(run: Sequence[Token], token: Token, text: str) -> bool:
    """Whether a new line begins a new statement: the last has a relation, and is not cut short."""
    before, gap = run[-1], text[run[-1].end : token.start]
    if "\n" not in gap:
        is_other = token.kind is Kind.OPERATOR and token.text not in _BETWEEN
        is_apart = before.kind is Kind.NUMBER and len(gap) >= WIDE and is_other
        return is_apart and _is_stated(run)  # last, for it looks at the whole run
    if {before.kind, token.kind} & {Kind.RELATION, Kind.OPERATOR}:
        return token.text in ("∂", "∇") and before.kind is not Kind.RELATION
    return any(one.kind in (Kind.RELATION, Kind.MATH) for one in run)


def _is_greek(sign: str) -> bool:
    return "\u0370" <= sign <= "\u03ff"


def is_mathematical(word: str, is_name: IsName) -> bool:
    """Whether a word of prose can only be a name or a function."""
    if word[0] == "\\" or not word.isascii() or any(c in word for c in "_^/'0123456789"):
        return (
            not word.isalpha()
            or len(word) == 1
            or is_name(word)
            or not word[0].isalpha()
            or (_is_greek(word[0]) and (word[1:].isascii() or all(map(_is_greek, word))))
        )
    return len(word) == 1 or word in GREEK_NAMES or is_name(word)
