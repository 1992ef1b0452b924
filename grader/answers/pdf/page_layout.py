"""From characters with places to lines of text: fractions, roots, matrices, accents and indices.

Lengths are in points. What belongs together is found from the inside out: each bar takes what
stands above and below it, each pair of tall brackets what stands between them, and the rest falls
into lines by its baselines.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.answers.pdf.bands import Bands
from grader.answers.pdf.items import Edge, Item, Rule
from grader.answers.pdf.rows import (
    line_of,
    main_base,
    rows_of,
    spaced,
)

_ACCENTS = {"ˆ": "hat", "^": "hat", "˜": "tilde", "¯": "bar", "˙": "dot", "~": "tilde"}
_OPENING, _CLOSING = "([|", ")]|"
NEAR = 22
"""Points between a bar and the baselines of what it can be the fraction of."""
MAX_BRACKETS = 400
"""Tall brackets of one page: with more of them it shows no matrices, and all pairs take long."""
_MATRIX = {"(": "pmatrix", "[": "bmatrix", "|": "vmatrix"}


def lines(items: Sequence[Item], rules: Sequence[Rule], edges: Sequence[Edge] = ()) -> list[str]:
    """The lines of a page as text, mathematics as LaTeX; an empty line parts paragraphs.

    rules: the horizontal bars. edges: the vertical ones, which say that bars make a box.
    """
    here = Bands(_accented(_merged_delimiters(list(items))))
    roots = [item for item in here.all() if item.text == "√"]
    for rule in sorted(_bars(rules, edges), key=lambda rule: rule.right - rule.left):
        _with_bar(here, rule, roots)
    return spaced(rows_of(_with_matrices(here.all())))


def _bars(rules: Sequence[Rule], edges: Sequence[Edge]) -> list[Rule]:
    """The bars that are no upper or lower edge of a box, nor a line of a ruled table."""
    ends = sorted((edge.x, end) for edge in edges for end in (edge.top, edge.bottom))
    return [rule for rule in rules if not _is_edge(rule, ends)]


def _is_edge(rule: Rule, ends: Sequence[tuple[float, float]]) -> bool:
    """Whether a bar begins or ends where an upright one does; `ends` are sorted."""
    for x in (rule.left, rule.right):
        for at in range(bisect_left(ends, (x - 1.2, -math.inf)), len(ends)):
            if ends[at][0] >= x + 1.2:
                break
            if abs(ends[at][1] - rule.y) < 2.0:
                return True
    return False


def _merged_delimiters(items: list[Item]) -> list[Item]:
    """Brackets that are drawn in pieces, one above the other, as one tall bracket."""
    found: list[Item] = []
    for item in items:
        last = found[-1] if found else None
        if (
            last is not None
            and item.text == last.text
            and item.text in "()[]|"
            and abs(item.middle - last.middle) < 4
            and -1.5 < last.bottom - item.top < 1.5
        ):
            found[-1] = replace(last, bottom=item.bottom, base=item.base)
        else:
            found.append(item)
    return found


def _accented(items: list[Item]) -> list[Item]:
    """Accents put on the letters below them."""
    marks = [item for item in items if item.text in _ACCENTS and len(item.text) == 1]
    if not marks:
        return items
    here = Bands(items)
    taken: dict[int, Item] = {}
    used: set[int] = set()
    for mark in marks:
        below = [
            item
            for item in here.near(mark.bottom - 60, mark.bottom + 12)
            if item is not mark and item.text.isalpha() and id(item) not in taken
            and item.left - 1 <= mark.middle <= item.right + 1.5
            and -1.0 < mark.bottom - item.top + 0.6 < 3.5
        ]  # fmt: skip
        if below:
            letter = min(below, key=lambda item: abs(item.middle - mark.middle))
            text = f"\\{_ACCENTS[mark.text]}{{{letter.text}}}"
            taken[id(letter)] = replace(letter, text=text)
            used.add(id(mark))
    return [taken.get(id(item), item) for item in items if id(item) not in used]


def _with_bar(here: Bands, rule: Rule, roots: list[Item]) -> None:
    """What stands above and below a bar put together as a fraction, or under it as a root."""
    items = here.near(rule.y - NEAR, rule.y + NEAR)
    inside = [
        item for item in items
        if rule.left - 0.8 <= item.middle <= rule.right + 0.8 and abs(item.base - rule.y) < NEAR
    ]  # fmt: skip
    root = next(
        (i for i in roots if abs(i.right - rule.left) < 2.5 and
         i.bottom - 2 <= rule.y <= i.top + 3 and here.holds(i)), None,
    )  # fmt: skip
    if root is not None:
        roots.remove(root)
        under = [i for i in inside if root.bottom - 3 <= i.base < rule.y and i is not root]
        text = f"\\sqrt{{{line_of(under)}}}"
        here.put_together([root, *under], _group([root, *under], text, main_base(under), root))
        return
    above = _reach(
        [i for i in inside if i.base > rule.y - 0.5 and i.bottom > rule.y - 1.0], rule.y, 1
    )
    below = _reach([i for i in inside if i.top < rule.y + 1.0 and i.base < rule.y], rule.y, -1)
    if not above or not below or not (_is_centred(above, rule) and _is_centred(below, rule)):
        return
    text = f"\\frac{{{line_of(above)}}}{{{line_of(below)}}}"
    size = max(i.size for i in (*above, *below))
    if _is_small(above, below, items, rule):
        size = size / 0.7
    anchor = replace(above[0], left=rule.left, right=rule.right, size=size)
    parts = [*above, *below]
    here.put_together(parts, _group(parts, text, rule.y - 0.25 * size, anchor))


def _is_centred(items: Sequence[Item], rule: Rule) -> bool:
    """Whether what stands above or below a bar has its middle there, as a fraction's parts do."""
    middle = (min(i.left for i in items) + max(i.right for i in items)) / 2
    return abs(middle - (rule.left + rule.right) / 2) < 3.0


def _is_small(
    above: Sequence[Item], below: Sequence[Item], items: Sequence[Item], rule: Rule
) -> bool:
    """Whether a fraction is set smaller than the line it stands in."""
    size = max(i.size for i in (*above, *below))
    beside = [
        i for i in items
        if i.size > 1.2 * size and abs(i.base + 0.25 * i.size - rule.y) < 1.2
        and (abs(i.left - rule.right) < 12 or abs(i.right - rule.left) < 12)
    ]  # fmt: skip
    return bool(beside)


def _reach(items: list[Item], y: float, side: int) -> list[Item]:
    """Of what stands on one side of a bar, the line nearest to it with its indices."""
    if not items:
        return []
    edge = [(i.bottom - y) if side > 0 else (y - i.top) for i in items]
    near = min(edge)
    size = max(i.size for i, gap in zip(items, edge, strict=True) if gap < near + 4)
    if near > 0.75 * size:
        return []
    limit = near + 0.6 * size
    kept = [i for i, gap in zip(items, edge, strict=True) if gap <= limit]
    top = max(i.top for i in kept)
    bottom = min(i.bottom for i in kept)
    small = [
        i for i in items
        if i not in kept and i.size < 0.85 * size and i.bottom < top + 1 and i.top > bottom - 1
    ]  # fmt: skip
    return kept + small


def _group(parts: Sequence[Item], text: str, base: float, anchor: Item) -> Item:
    """Items put together as one, which reaches as far as they and the anchor do."""
    return Item(
        text,
        min([anchor.left, *(p.left for p in parts)]),
        max([anchor.right, *(p.right for p in parts)]),
        min(p.bottom for p in parts),
        max(p.top for p in parts),
        base,
        anchor.size,
    )


def _with_matrices(items: list[Item]) -> list[Item]:
    """What stands between tall brackets put together, inner brackets first."""
    if sum(_is_bracket(item) for item in items) > MAX_BRACKETS:
        return items
    for _ in range(MAX_BRACKETS // 2):
        pair = _pair(items)
        if pair is None:
            return items
        opening, closing = pair
        inside = [
            i for i in items
            if i is not opening and i is not closing
            and opening.right - 1 <= i.middle <= closing.left + 1
            and opening.bottom - 2 <= i.base and i.base <= opening.top + 1
        ]  # fmt: skip
        text = _bracketed(opening, closing, inside)
        size = max([i.size for i in inside] or [opening.size])
        base = (opening.top + opening.bottom) / 2 - 0.25 * size
        parts = [opening, *inside, closing]
        here = Bands(items)
        here.put_together(parts, _group(parts, text, base, replace(opening, size=size)))
        items = here.all()
    return items


def _pair(items: Sequence[Item]) -> tuple[Item, Item] | None:
    """A tall opening bracket and the closing one that is nearest to it, with none between."""
    tall = sorted((i for i in items if _is_bracket(i)), key=lambda i: i.left)
    best: tuple[Item, Item] | None = None
    for at, opening in enumerate(tall):
        if opening.text not in _OPENING:
            continue
        wanted = _CLOSING[_OPENING.index(opening.text)]
        for closing in tall[at + 1 :]:
            level = abs(closing.top - opening.top) < 4 and abs(closing.bottom - opening.bottom) < 4
            if not level:
                continue
            width = closing.left - opening.left
            if closing.text == wanted and (best is None or width < best[1].left - best[0].left):
                best = (opening, closing)
            break
    return best


def _is_bracket(item: Item) -> bool:
    return item.is_tall and item.text in "()[]|"


def _bracketed(opening: Item, closing: Item, inside: Sequence[Item]) -> str:
    rows = rows_of(inside)
    if len(rows) <= 1:
        return f"{opening.text}{line_of(inside)}{closing.text}"
    cells = [" & ".join(line_of(cell) for cell in _cells(row)) for row in rows]
    name = _MATRIX[opening.text]
    return f"\\begin{{{name}}} " + " \\\\ ".join(cells) + f" \\end{{{name}}}"


def _cells(row: Sequence[Item]) -> Iterator[list[Item]]:
    """A row of a matrix cut at its wide gaps."""
    cell: list[Item] = []
    for item in sorted(row, key=lambda item: item.left):
        if cell and item.left - max(i.right for i in cell) > 0.62 * max(item.size, cell[-1].size):
            yield cell
            cell = []
        cell.append(item)
    if cell:
        yield cell
