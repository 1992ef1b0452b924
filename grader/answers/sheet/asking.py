"""Forms that are filled in: a question names a value, and the value alone stands behind it.

`What is $y$?` and 1.75 below state y = 1.75, with the words of the question as evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from grader import record
from grader.alphabet import plain
from grader.alphabet.characters import GREEK_NAMES
from grader.alphabet.relations import RELATION
from grader.answers.document.blocks import Block, Kind, Piece
from grader.answers.sheet.lists import listed
from grader.answers.sheet.phrases import ANSWER, VERBS, is_numeral
from grader.answers.sheet.tables import Stated
from grader.answers.sheet.writings import SIZE

IsName = Callable[[str], bool]
MAX_PROMPT = 1_000
"""Characters of a question; what is longer is no line of a form."""
_HEAD = re.compile(
    rf"[\s*_>]*(?:\(?[a-z]{{1,4}}[.)]\s+)?(?:{ANSWER}|A(?=[\s*_]*[:.]))?\s*(?:\(\w\))?\s*(?:[:=≈–→]|\.(?!\d)|is\b)*\s*",
    re.IGNORECASE,
)
_AND = re.compile(
    r"(?:\s*[,;]\s+|\s+)(?:and|und|et|y|e|resp\.?)\s+|\s*;\s+|(?<=\d),\s+(?=[-+\d.]+$)"
)
"""Between values that are told together, `0.75 and 0.9`; commas alone may be those of a vector."""
_ONLY_HEAD = re.compile(rf"[\s*_>]*(?:{ANSWER})\s*[:.=]*[\s*_]*", re.IGNORECASE)
_COMMAND = re.compile(
    r"\\(?:begin|end)\s*\{[a-z]*matrix\*?\}|\\(?:text|mathrm)\s*\{[^{}]*\}|\\[a-zA-Z]+"
)
_LABEL = re.compile(r"\\text\w*\s*\{[^{}]*:\s*\}")
_GREEK = re.compile(rf"\\(?:{'|'.join(sorted(GREEK_NAMES))})(?![a-zA-Z])")
_LETTERS = re.compile(r"(?<![\d.])[eE](?![-+\d])|[^\W\d_eE]")
_SYMBOL = re.compile(
    r"(?<![\w\\])(?:d[^\W\d_]{1,4}\d?\s?/\s?d[^\W\d_]{1,2}_?\d?(?!\w)"
    r"|[^\W\d_](?:_\{?\w{1,3}\}?|['′]|\d{1,2}|[\u0300-\u036f])*(?![\w'])|[^\W\d_]{1,3}_\{?\w{1,4}\}?(?!\w))"
)
_REQUEST = re.compile(rf"(?:{VERBS}|value\s+of)\s+(?:the\s+(?:value\s+of\s+)?)?$", re.IGNORECASE)
_REQUESTS = re.compile(rf"(?:\(?\w{{1,3}}[).]\s*)?(?:please\s+)?(?:{VERBS})\b", re.IGNORECASE)
_OPEN = re.compile(rf"{RELATION}\s*[*_]*\s*$")
_ENDS = re.compile(r"[ .:*_)]*(?:\?|\s*$)")
"""What follows the last name of a question; hints on how to round may stand behind the mark."""
_BY = re.compile(r"gradient|derivative|slope|ableitung|dérivée|derivada", re.IGNORECASE)
_NO_SYMBOLS = frozenset({"a", "A", "I", "s", "t"})
"""Words and endings of one letter; marked as mathematics they are names all the same."""


@record(frozen=True, slots=True, kw_only=True)
class Filled:
    """A block with what was asked right before it, "" where it is no value alone.

    name: what the question asks for, where that is one name. lead: the words before it.
    is_alone: whether it is a value alone where nothing was asked.
    """

    block: Block
    asked: str = ""
    name: str = ""
    lead: str = ""
    is_alone: bool = False


def filled(rows: Iterable[Stated], is_name: IsName) -> Iterator[Filled]:
    """The blocks, a value alone apart from the question that it answers: the one right before it,
    or the one under the same label, where questions are listed first."""
    form = _Form(is_name)
    for row in rows:
        yield from form.read(row)


class _Form:
    """The questions of a form so far: the last, and the last under each label."""

    def __init__(self, is_name: IsName) -> None:
        self.is_name = is_name
        self.prompt: tuple[Piece, ...] = ()
        self.labelled: dict[str, tuple[Piece, ...]] = {}
        self.of_prompt = ""
        self.marker = ""

    def read(self, row: Stated) -> Iterator[Filled]:
        """A block as it is, or cut at what it answers."""
        block = row.block
        if block.marker or block.kind is Kind.HEADING:
            self.marker = block.marker
        if block.kind is Kind.ITEM or not _text(block.pieces).strip():
            yield Filled(block=block)
            return
        for part in _parts(block):
            yield from self._part(part, row.lead)
        self.marker = ""

    def _part(self, part: Block, lead: str) -> Iterator[Filled]:
        text, value = _text(part.pieces), _value(part)
        if value is not None and self.marker and self.of_prompt:
            own = self.prompt if self.marker == self.of_prompt else ()
            self.prompt = self.labelled.get(self.marker, own)
        if value is None or not self.prompt or _continues(text, self.prompt):
            is_paragraph = value is not None and part.kind is Kind.PARAGRAPH
            is_alone = is_paragraph and not self.prompt and is_numeral(part.pieces)
            yield Filled(block=value if is_alone and value else part, lead=lead, is_alone=is_alone)
            if not (is_alone or _ONLY_HEAD.fullmatch(text)):
                self._ask(part.pieces, text)
            return
        if _OPEN.search(plain(_text(self.prompt))):
            yield Filled(block=_right_side(value))
        else:
            yield from _answered(value, self.prompt, lead, self.is_name)
        self.prompt = ()

    def _ask(self, pieces: tuple[Piece, ...], text: str) -> None:
        """Keep what may be a question."""
        is_prompt = len(text) < MAX_PROMPT and any(sign.isalpha() for sign in text)
        self.prompt = pieces if is_prompt else ()
        self.labelled[self.marker], self.of_prompt = self.prompt, self.marker


def _continues(text: str, prompt: Sequence[Piece]) -> bool:
    """Whether a value begins with a sign that continues an equation before it."""
    goes_on = re.match(RELATION, plain(text).strip()) is not None
    return goes_on and re.search(RELATION, plain(_text(prompt))) is not None


def _right_side(value: Block) -> Block:
    """The value as what an equation that was left open is equal to, `$y =$` and 1.75 below."""
    piece = value.pieces[0]
    return replace(value, pieces=(replace(piece, text=f"= {piece.text}", is_math=True),))


def _answered(
    value: Block, prompt: Sequence[Piece], before: str, is_name: IsName
) -> Iterator[Filled]:
    """What a value says behind a question; of several values each what its name asks for, or all
    together a vector."""
    asked = " ".join(_text(prompt).split())
    piece = value.pieces[0]
    several = _AND.split(piece.text.strip())
    if len(several) > 1:
        names = [name for name, _, _ in _names(prompt, is_name)]
        if len(names) == len(several):
            for name, text in zip(names, several, strict=True):
                block = replace(value, pieces=(replace(piece, text=text),))
                yield Filled(block=block, asked=asked, name=name)
            return
        entries = listed(piece.text)
        if not entries:
            return
        value = replace(value, pieces=(replace(piece, text=f"[{', '.join(entries)}]"),))
    name, lead = _asked_name(prompt, is_name)
    yield Filled(block=value, asked=asked, name=name, lead=f"{before} {lead}".strip())


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _parts(block: Block) -> Iterator[Block]:
    """The lines of a paragraph, and what stands behind a question mark; the cells of a row."""
    if block.kind is Kind.OUTPUT:
        yield block
        return
    parts = _cells(block.pieces) if block.kind is Kind.ROW else _lines(block.pieces)
    blocks = [replace(block, pieces=tuple(part)) for part in parts if _text(part).strip()]
    if not _is_form(blocks, block.kind):
        yield block
        return
    yield from blocks if block.kind is not Kind.ROW else blocks[-2:]


def _cells(pieces: Sequence[Piece]) -> list[list[Piece]]:
    cut = groupby(pieces, key=lambda piece: piece.is_math and piece.text == " = ")
    return [list(cell) for is_sign, cell in cut if not is_sign]


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces cut behind question marks, at the ends of lines but for those of a matrix, and before
    mathematics that a colon announces: `Compute $T$: $0.404$`."""
    parts: list[list[Piece]] = [[]]
    depth = 0
    for piece in pieces:
        if piece.is_math:
            if _ends_with_colon(parts[-1]):
                parts.append([])
            parts[-1].append(piece)
            continue
        first, *others = re.split(r"(?<=\?)\s+|\n", piece.text)
        parts[-1].append(replace(piece, text=first))
        depth = max(depth + _opened(first), 0)
        for text in others:
            if depth > 0:
                parts[-1].append(replace(piece, text="\n" + text))
            else:
                parts.append([replace(piece, text=text)])
            depth = max(depth + _opened(text), 0)
    return parts


def _is_form(parts: Sequence[Block], kind: Kind) -> bool:
    """Whether a value alone follows words in a block, so that it is cut there."""
    pairs = list(pairwise(parts))
    if kind is Kind.ROW:
        pairs = pairs[-1:]
        return any(_is_worded(a.prose) and _value(b) is not None for a, b in pairs)
    return any(_asks(_text(a.pieces)) and _value(b) is not None for a, b in pairs)


def _is_worded(prose: str) -> bool:
    """Whether several words stand there, and not a formula: `the loss L`, no `w_1 x`."""
    words = prose.split()
    return len(words) > 1 and any(len(word) > 2 and word.isalpha() for word in words)


def _asks(text: str) -> bool:
    """Whether a line asks for what stands on the next one, and does not only go on there."""
    bare = text.strip(" *_")
    is_request = bare.endswith(("?", ":", ".")) or _REQUESTS.match(bare) is not None
    return is_request and any(sign.isalpha() for sign in bare) and not _ONLY_HEAD.fullmatch(bare)


def _ends_with_colon(pieces: Sequence[Piece]) -> bool:
    return bool(pieces) and not pieces[-1].is_math and pieces[-1].text.rstrip().endswith(":")


def _opened(text: str) -> int:
    """How many brackets a text leaves open."""
    return text.count("[") - text.count("]")


def _value(block: Block) -> Block | None:
    """The block with the value alone, if it is nothing but a value."""
    pieces = [piece for piece in block.pieces if piece.text.strip()]
    if not pieces or block.kind is Kind.HEADING:
        return None
    first = pieces[0]
    if not first.is_math:
        head = _HEAD.match(first.text)
        rest = first.text[head.end() if head else 0 :].strip(" \t*_")
        pieces = [replace(first, text=rest), *pieces[1:]] if rest else pieces[1:]
    if len(pieces) > 1 and not pieces[-1].is_math and not pieces[-1].text.strip(" .*_"):
        pieces = pieces[:-1]
    if len(pieces) != 1 or not _is_value(pieces[0].text):
        return None
    return replace(block, pieces=(replace(pieces[0], text=pieces[0].text.strip(" *_")),))


def _is_value(text: str) -> bool:
    if _GREEK.search(re.split(RELATION, text)[0]) and re.search(RELATION, text):
        return False
    bare = SIZE.sub("1", _COMMAND.sub(" ", plain(_AND.sub(" ", text))))
    is_number = any(sign.isdigit() for sign in bare) or "\\infty" in text
    is_labelled = _LABEL.search(text) is not None
    return is_number and not is_labelled and not _LETTERS.search(bare) and _opened(text) <= 0


def _asked_name(prompt: Sequence[Piece], is_name: IsName) -> tuple[str, str]:
    """The one name that a question asks for, with the words before it; nothing if there is none."""
    names = list(_names(prompt, is_name))
    text = _text(prompt)
    if len(names) == 2 and _BY.search(text):
        of, by = names[0][0], names[1][0]
        return f"\\frac{{\\partial {of}}}{{\\partial {by}}}", text[: names[0][1]]
    if len(names) > 1:
        last, first = names[-1], names[0]
        if _ENDS.match(text[last[2] :]):
            names = [last]
        elif _REQUEST.search(text[: first[1]]):
            names = [first]
    return (names[0][0], text[: names[0][1]]) if len(names) == 1 else ("", text)


def name_in(prompt: str) -> str:
    """The name that a rubric's prompt asks for, `a_1` of "What is $a_1$?"; or nothing."""
    texts = prompt.split("$")
    pieces = [Piece(text, 1, is_math=at % 2 == 1) for at, text in enumerate(texts) if text]
    return _asked_name(pieces, lambda _: True)[0]


def _names(prompt: Sequence[Piece], is_name: IsName) -> Iterator[tuple[str, int, int]]:
    """The names in a question, each with where it begins and ends; none that is given a value."""
    start = 0
    for piece in prompt:
        text = piece.text
        if piece.is_math:
            if text.strip() and not re.search(RELATION, plain(text)) and len(text) < 60:
                yield text.strip(" .,?"), start, start + len(text)
        else:
            for found in _SYMBOL.finditer(text):
                is_free = text[found.start() - 1 : found.start()] not in tuple("'’\\^_")
                behind = text[found.end() :].lstrip()
                is_told = bool(re.match(RELATION, behind))
                if is_free and not is_told and found[0] not in _NO_SYMBOLS and is_name(found[0]):
                    yield found[0], start + found.start(), start + found.end()
        start += len(text)
