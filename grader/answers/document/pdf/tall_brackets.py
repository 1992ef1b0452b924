"""What stands between tall brackets: matrices, cases, sums in brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.alphabet.brackets import PAIRS
from grader.alphabet.characters import FEET, HEADS, TALL
from grader.answers.document.pdf.bands import Bands
from grader.answers.document.pdf.items import (
    AXIS,
    SLACK,
    USUAL_SIZE,
    Edge,
    Item,
    Rule,
    group,
    is_within,
)
from grader.answers.document.pdf.line_text import line_of
from grader.answers.document.pdf.rows import rows_of

PIECES = 4.0
"""Between the middles of the pieces of one bracket, and the ends of two that are a pair."""
OVERLAP = 3.0
"""By so much the pieces of one bracket overlap, or miss each other."""
LOWEST = 14.6
"""Of a line that is a bar: that of a cell in a table is as high as its row."""
HIGHEST = 80.0
"""Between the head and the foot of a bracket, whatever is drawn between them."""
CELL_GAP = 0.42
"""Font sizes between two columns of a matrix; Typst leaves a half, a sign of operation a fifth."""
MAX_BRACKETS = 400
"""Tall brackets of one page: with more of them it shows no matrices, and all pairs take long."""
CASES_WIDTH = 40.0
"""Between the columns of a definition by cases at most."""
BIGGER = 1.25
"""Sizes of what stands in it, that of a bracket from a font of tall ones; headings are larger as a
whole."""
NEAR = 20.0
"""From the middle of a bracket to that of the sign beside it at most."""
BRACKETS = frozenset("()[]{}|‖")
_MATRIX = {"(": "pmatrix", "[": "bmatrix", "|": "vmatrix", "‖": "Vmatrix", "{": "Bmatrix"}
_CLOSING = {**PAIRS, "|": "|", "‖": "‖"}
NAMELESS = "⎪"
"""A piece that the file has no name for, or one of a brace of either side."""
_PIECES = {
    **TALL, **dict.fromkeys("⎧⎨⎩", "{"), **dict.fromkeys("⎫⎬⎭", "}"), "⎷": "√", NAMELESS: NAMELESS,
}  # fmt: skip
_HEADS, _FEET = frozenset(HEADS), frozenset(FEET)
_WHOLE = BRACKETS | {"√"}


def upright_bars(edges: Sequence[Edge], rules: Sequence[Rule]) -> list[Item]:
    """The lines that are drawn as high as a bracket and meet no other: bars of a determinant."""
    tall = [edge for edge in edges if LOWEST < edge.top - edge.bottom < HIGHEST]
    if len(tall) > MAX_BRACKETS:
        return []
    return [
        Item("|", edge.x - 0.5, edge.x + 0.5, edge.bottom, edge.top, edge.bottom, USUAL_SIZE)
        for edge in tall
        if not any(
            rule.left - OVERLAP < edge.x < rule.right + OVERLAP
            and edge.bottom - OVERLAP < rule.y < edge.top + OVERLAP
            for rule in rules
        )
    ]


def as_large_as_inside(items: list[Item]) -> list[Item]:
    """The items, brackets that are drawn in a larger font as large as what stands in them: MathJax
    has its tall brackets so, and not as pieces."""
    usual = [item for item in items if item.size > BIGGER * USUAL_SIZE and item.text in BRACKETS]
    if not usual or len(usual) > MAX_BRACKETS:
        return items
    here = Bands(items)
    changed = {id(bracket): _as_its_neighbours(bracket, here) for bracket in usual}
    return [changed.get(id(item), item) for item in items]


def _as_its_neighbours(bracket: Item, here: Bands) -> Item:
    is_opening = bracket.text in PAIRS
    inside = [
        item for item in here.near(bracket.bottom, bracket.top)
        if bracket.bottom < item.base < bracket.top
        and 0 < (item.middle - bracket.middle) * (1 if is_opening else -1) < NEAR
    ]  # fmt: skip
    nearest = min(inside, key=lambda item: abs(item.middle - bracket.middle), default=bracket)
    is_larger = bracket.size > BIGGER * nearest.size
    return replace(bracket, size=nearest.size) if is_larger else bracket


def with_whole_brackets(items: list[Item]) -> list[Item]:
    """Brackets that are drawn in pieces, one above the other, as one tall bracket."""
    pieces = [item for item in items if item.text in _PIECES or item.text in _WHOLE]
    growing: list[tuple[Item, list[Item]]] = []
    found: dict[int, Item | None] = {}
    for piece in sorted(pieces, key=lambda item: (-item.top, item.left)):
        growing = [pair for pair in growing if pair[0].bottom < piece.top + HIGHEST]
        at = next((n for n, pair in enumerate(growing) if _goes_on(pair[0], piece)), None)
        if at is None:
            growing.append((piece, [piece]))
            found[id(piece)] = _named(piece)
            continue
        above, parts = growing[at]
        text = above.text if piece.text == NAMELESS else piece.text
        whole = replace(above, text=text, bottom=min(above.bottom, piece.bottom), base=piece.base)
        growing[at] = (whole, [*parts, piece])
        found[id(parts[0])] = _named(whole)
        found[id(piece)] = None
    put = ((item, found.get(id(item), item)) for item in items)
    return [whole for _, whole in put if whole is not None]


def _named(item: Item) -> Item | None:
    """A bracket under its own name; a piece of which nothing is known is none."""
    name = _PIECES.get(item.text, item.text)
    return None if name == NAMELESS else replace(item, text=name)


def _goes_on(above: Item, piece: Item) -> bool:
    """Whether a piece of a bracket is the next one below another."""
    if abs(piece.middle - above.middle) > PIECES or piece.bottom > above.bottom:
        return False
    if NAMELESS in (above.text, piece.text):
        is_flush = min(abs(piece.left - above.left), abs(piece.right - above.right)) < SLACK
        return is_flush and piece.top > above.bottom - OVERLAP
    if piece.text in _PIECES and _PIECES.get(above.text) == _PIECES[piece.text]:
        return above.text not in _FEET and piece.text not in _HEADS
    return above.text == piece.text in "|‖" and abs(above.bottom - piece.top) < SLACK


def with_matrices(items: list[Item]) -> list[Item]:
    """What stands between tall brackets put together, inner brackets first."""
    if sum(_is_bracket(item) for item in items) > MAX_BRACKETS:
        return items
    for _ in range(MAX_BRACKETS // 2):
        pair = _pair(items)
        if pair is None:
            break
        items = _with_pair(items, *pair)
    for brace in [item for item in items if _is_bracket(item) and item.text == "{"]:
        items = _with_cases(items, brace)
    return items


def _with_pair(items: list[Item], opening: Item, closing: Item) -> list[Item]:
    inside = [
        i for i in items
        if i is not opening and i is not closing
        and is_within(i, opening.right, closing.left)
        and opening.bottom - 2 * SLACK <= i.base <= opening.top + SLACK
    ]  # fmt: skip
    return _put(items, opening, [opening, *inside, closing], _bracketed(opening, inside), inside)


def _put(
    items: list[Item], opening: Item, parts: list[Item], text: str, inside: list[Item]
) -> list[Item]:
    """One item in the place of parts, its baseline by the middle of its bracket."""
    size = max([i.size for i in inside] or [opening.size])
    base = (opening.top + opening.bottom) / 2 - AXIS * size
    whole = group(parts, text, base, replace(opening, size=size))
    taken = set(map(id, parts))
    first = next(at for at, item in enumerate(items) if id(item) in taken)
    rest = [item for item in items[first:] if id(item) not in taken]
    return [*items[:first], whole, *rest]


def _pair(items: Sequence[Item]) -> tuple[Item, Item] | None:
    """A tall opening bracket and the closing one that is nearest to it, with none between."""
    tall = sorted((i for i in items if _is_bracket(i)), key=lambda i: i.left)
    pairs: list[tuple[Item, Item]] = []
    for at, opening in enumerate(tall):
        closing = next((item for item in tall[at + 1 :] if _is_level(item, opening)), None)
        if closing is not None and closing.text == _CLOSING.get(opening.text):
            pairs.append((opening, closing))
    return min(pairs, key=lambda pair: pair[1].left - pair[0].left, default=None)


def _is_level(item: Item, other: Item) -> bool:
    return max(abs(item.top - other.top), abs(item.bottom - other.bottom)) < PIECES


def _is_bracket(item: Item) -> bool:
    return item.text in BRACKETS and item.is_tall


def _bracketed(opening: Item, inside: Sequence[Item]) -> str:
    rows = rows_of(inside)
    if len(rows) <= 1:
        return f"{opening.text}{line_of(inside)}{_CLOSING[opening.text]}"
    return _environment(_MATRIX[opening.text], rows)


def _environment(name: str, rows: Sequence[Sequence[Item]]) -> str:
    text = " \\\\ ".join(" & ".join(cells) for cells in _table(rows))
    return f"\\begin{{{name}}} {text} \\end{{{name}}}"


def _table(rows: Sequence[Sequence[Item]]) -> Iterator[list[str]]:
    """The cells of each row, cut where no row has anything for a while."""
    cuts = list(_cuts([item for row in rows for item in row]))
    for row in rows:
        bounds = zip([-1e9, *cuts], [*cuts, 1e9], strict=True)
        yield [line_of([i for i in row if low < i.middle <= high]) for low, high in bounds]


def _cuts(items: Sequence[Item]) -> Iterator[float]:
    """The middles of the gaps between columns."""
    ordered = sorted(items, key=lambda item: item.left)
    right, size = ordered[0].right, ordered[0].size
    for item in ordered[1:]:
        if item.left - right > CELL_GAP * max(item.size, size):
            yield (item.left + right) / 2
        if item.right > right:
            right, size = item.right, item.size


def _with_cases(items: list[Item], brace: Item) -> list[Item]:
    """What stands behind a tall brace with no other to close it, a definition by cases."""
    level = [
        i for i in items
        if i is not brace and i.left > brace.right - SLACK
        and brace.bottom - 2 * SLACK <= i.base <= brace.top + SLACK
    ]  # fmt: skip
    inside: list[Item] = []
    right = brace.right
    for item in sorted(level, key=lambda item: item.left):
        if item.left > right + CASES_WIDTH:
            break
        inside.append(item)
        right = max(right, item.right)
    rows = rows_of(inside)
    if len(rows) < 2:
        return items
    return _put(items, brace, [brace, *inside], _environment("cases", rows), inside)
