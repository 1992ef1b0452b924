"""Plain text with Unicode mathematics to blocks: one for each line, with those that continue it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.alphabet import plain
from grader.alphabet.characters import TALL
from grader.alphabet.relations import RELATION
from grader.answers.document.blocks import Block, Kind, Piece, Place
from grader.answers.document.delimiters import inline_in
from grader.answers.document.printed_matrices import with_matrices
from grader.answers.document.text_tables import Line, cut, table

_TALL = str.maketrans(TALL)
_SPAN = re.compile(r"\[[^\[\]=]*\]|\|[^|=]*\||\((?=[^()=]*\s)[-+−\d.,\s]*\)")
_CONTINUES = re.compile(rf"\s*(?:{RELATION}|\+\s|[*·×]\s|-\s+[\w(\[])")
_UNFINISHED = re.compile(rf"(?:{RELATION}|[+*·×@]|\s-|\b(?:is|are|equals))\s*$")
_BULLET = re.compile(r"\s*[-*·‣◦]\s+(?=\D)")
_RULE = re.compile(r"\s*([-=_*~#])\1{2,}\s*$")
_HASHES = re.compile(r"\s*(#{1,6})\s+(.*)")
_OPEN, _CLOSE = frozenset("[({"), frozenset("])}")
_LABEL = re.compile(r"\s*[a-z]\w{0,2}\s*[).:=]|\s*\(?\w{1,4}[).:]\s")
_STATES = re.compile(r"[=≈:]")
FULL = 60
"""Characters of a line that an editor may have broken in the middle of a sentence."""
MAX_JOINED = 60
"""Lines that one statement may run over."""


def blocks(
    text: str, file: str, part: str = "", kind: Kind = Kind.PARAGRAPH, *, wraps: bool = True
) -> list[Block]:
    """The blocks of a plain text; lines are counted from 1.

    wraps: whether sentences run over several lines, as they do where an editor breaks them.
    """
    found: list[Block] = []
    lines = [Line(n, plain(line.translate(_TALL))) for n, line in enumerate(text.split("\n"), 1)]
    for run in (part for whole in _runs(lines) for part in cut(whole)):
        drawn = table(run, Place(file, run[0].number, part))
        if drawn is not None:
            found.append(drawn)
            continue
        for line in _joined(_stacked(run), kind is Kind.PARAGRAPH and wraps):
            place = Place(file, line.number, part)
            heading = _HASHES.match(line.text) if kind is Kind.PARAGRAPH else None
            if heading:
                piece = Piece(heading[2], line.number)
                found.append(
                    Block(kind=Kind.HEADING, place=place, pieces=(piece,), level=len(heading[1]))
                )
            else:
                found.append(Block(kind=kind, place=place, pieces=_pieces(line)))
    return found


def printed(text: str, file: str, part: str, line: int) -> list[Block]:
    """What a program printed, as blocks; line: where the line before it stands in the file."""
    found: list[Block] = []
    for block in blocks(with_matrices(text), file, part, Kind.OUTPUT):
        pieces = tuple(replace(piece, line=piece.line + line) for piece in block.pieces)
        place = replace(block.place, line=block.place.line + line)
        found.append(replace(block, pieces=pieces, place=place))
    return found


def is_rule(line: str) -> bool:
    """Whether a line is nothing but dashes or the like, drawn between two parts of a text."""
    return _RULE.match(line) is not None


def _pieces(line: Line) -> tuple[Piece, ...]:
    """A line as prose, with what stands in dollar signs as mathematics."""
    pieces: list[Piece] = []
    bullet = _BULLET.match(line.text)
    end = bullet.end() if bullet else 0
    for found in inline_in(line.text, end):
        if found.start() > end:
            pieces.append(Piece(line.text[end : found.start()], line.number))
        pieces.append(Piece(found[found.lastgroup or 0], line.number, True))
        end = found.end()
    if end < len(line.text) or not pieces:
        pieces.append(Piece(line.text[end:], line.number))
    return tuple(pieces)


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines between blank lines and rules."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        if line.text.strip() and not is_rule(line.text):
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _joined(run: Sequence[Line], is_prose: bool) -> list[Line]:
    """The lines with those that continue them: open brackets, a sign at the end or the start."""
    found: list[Line] = []
    joined = 0
    for line in run:
        last = found[-1] if found else None
        if last is not None and joined < MAX_JOINED and _continues(last.text, line.text, is_prose):
            found[-1] = Line(last.number, f"{last.text}\n{line.text}")
            joined += 1
        else:
            found.append(line)
            joined = 0
    return found


def _continues(before: str, here: str, is_prose: bool) -> bool:
    if len(before) > 4_000:
        return False
    if _UNFINISHED.search(before):
        return True
    if _is_item(before, here):
        return False
    is_open = before.count("[") > before.count("]")
    is_matrix = before.rstrip().endswith(":") and re.match(r"\s*\[", here) is not None
    if is_open or is_matrix or _CONTINUES.match(here):
        return True
    return is_prose and _is_wrapped(before, here)


def _is_wrapped(before: str, here: str) -> bool:
    """Whether a sentence goes on in the next line, which states nothing and has no label."""
    first, last = here.strip()[:1], before.strip()[-1]
    is_full = len(before.rsplit("\n", 1)[-1]) >= FULL and last.isalpha()
    goes_on = first.islower() or (is_full and not first.isupper())
    return goes_on and last not in ".:" and not (_LABEL.match(here) or _STATES.search(here))


def _is_item(before: str, here: str) -> bool:
    """Whether a line that begins with a dash or a star is an item of a list, not a difference."""
    bullet = _BULLET.match(here)
    if bullet is None or not _STATES.search(here):
        return False
    last = before.rsplit("\n", 1)[-1]
    if last.rstrip().endswith(":"):
        return True
    return len(here) - len(here.lstrip()) <= len(last) - len(last.lstrip())


def _stacked(run: Sequence[Line]) -> list[Line]:
    """Matrices drawn over several lines put into one, `[1 2; 3 4]`."""
    found: list[Line] = []
    at = 0
    while at < len(run):
        end = at + _rows_below(run[at : at + MAX_JOINED])
        if end > at:
            found += run[at : end + 1]
            at = end + 1
            continue
        spans = _spans(run[at].text)
        while spans and end + 1 < len(run) and _same_columns(spans, _spans(run[end + 1].text)):
            end += 1
        group = run[at : end + 1]
        base = max(group, key=lambda line: len(_outside(line.text)))
        bare = all(not _outside(line.text) for line in group if line is not base)
        if len(group) > 1 and bare:
            found.append(Line(base.number, _merged(base.text, [line.text for line in group])))
            at = end + 1
        else:
            found.append(run[at])
            at += 1
    return found


def _rows_below(run: Sequence[Line]) -> int:
    """How many lines an array goes on for whose bracket the first line leaves open, as numpy prints
    it, `[[1 2]`, ` [3 4]`, ` [5 6]]`: they are no column of brackets, though they look like one."""
    depth = 0
    for below, line in enumerate(run):
        depth += line.text.count("[") - line.text.count("]")
        if depth <= 0:
            return below if depth == 0 else 0
    return 0


def _spans(text: str) -> list[tuple[int, int]]:
    if len(text) > 2_000:
        return []
    return [found.span() for found in _SPAN.finditer(text) if re.search(r"\d", found.group())]


def _same_columns(first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]]) -> bool:
    if len(first) != len(second):
        return False
    return all(
        abs(a[0] - b[0]) <= 3 and abs(a[1] - b[1]) <= 6 for a, b in zip(first, second, strict=True)
    )


def _outside(text: str) -> str:
    """What stands outside of the brackets of a line."""
    return re.sub(r"\s+", "", _SPAN.sub("", text))


def _merged(base: str, group: Sequence[str]) -> str:
    """The base line with every bracket holding its column's rows."""
    columns = [[text[start + 1 : stop - 1] for start, stop in _spans(text)] for text in group]
    parts, last = [], 0
    for number, (start, stop) in enumerate(_spans(base)):
        rows = "; ".join(column[number].strip(" ,") for column in columns)
        parts += [base[last:start], f"[{rows}]"]
        last = stop
    return "".join(parts) + base[last:]
