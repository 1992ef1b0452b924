"""From characters with places to lines of text: fractions, roots, matrices, accents and indices.

Lengths are in tenths of the page's usual font size, as TeX, Word and browsers set pages
(tests/test_layout.py, the PDFs of tests/sheet/corpus). What belongs together is found from the
inside out: each bar takes what stands above and below it, each pair of tall brackets what stands
between them, and the rest falls into lines by its baselines.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.answers.document.pdf.bands import Bands
from grader.answers.document.pdf.items import LEAST_USUAL, USUAL_SIZE, Edge, Item, Rule
from grader.answers.document.pdf.rows import line_of, main_base, rows_of, spaced

_ACCENTS = {"ˆ": "hat", "^": "hat", "˜": "tilde", "¯": "bar", "˙": "dot", "~": "tilde"}
_PAIRS = ("()", "[]", "||")
SLACK = 1.0
"""By so much boxes of signs overlap what they stand beside, or miss it."""
NEAR = 22.0
"""Between a bar and the baselines of what it can be the fraction of."""
MEETING = 1.2
"""Between the ends of bars that make a box; their strokes have a width."""
PIECES = 4.0
"""Between the middles of the pieces of one bracket, and the ends of two that are a pair."""
OFF_CENTRE = 3.0
"""Between the middle of a bar and of what stands above or below it."""
BESIDE = 12.0
"""Between a bar and the larger signs of the line that a small fraction stands in."""
ACCENT_REACH = (60.0, 12.0)
"""Baselines of letters that an accent can be on, below it and above."""
ACCENT_GAP = (-1.6, 2.9)
"""Between the top of a letter and the accent on it."""
AXIS = 0.25
"""Font sizes from the baseline up to a fraction's bar, and to the middle of a matrix."""
SCRIPT = 0.7
"""Size of what is set smaller, by that of the line (TeX: 7 of 10)."""
CELL_GAP = 0.62
"""Font sizes between two cells of a matrix; between two signs there is less."""
MAX_BRACKETS = 400
"""Tall brackets of one page: with more of them it shows no matrices, and all pairs take long."""
_MATRIX = {"(": "pmatrix", "[": "bmatrix", "|": "vmatrix"}


def lines(items: Sequence[Item], rules: Sequence[Rule], edges: Sequence[Edge] = ()) -> list[str]:
    """The lines of a page as text, mathematics as LaTeX; an empty line parts paragraphs.

    rules: the horizontal bars. edges: the vertical ones, which say that bars make a box.
    """
    if not items:
        return []
    by = USUAL_SIZE / max(LEAST_USUAL, sorted(item.size for item in items)[len(items) // 2])
    here = Bands(_accented(_merged_delimiters([item.scaled(by) for item in items])))
    roots = [item for item in here.all() if item.text == "√"]
    bars = _bars([rule.scaled(by) for rule in rules], [edge.scaled(by) for edge in edges])
    for rule in sorted(bars, key=lambda rule: rule.right - rule.left):
        _with_bar(here, rule, roots)
    return spaced(rows_of(_with_matrices(here.all())))


def _bars(rules: Sequence[Rule], edges: Sequence[Edge]) -> list[Rule]:
    """The bars that are no upper or lower edge of a box, nor a line of a ruled table."""
    ends = sorted((edge.x, end) for edge in edges for end in (edge.top, edge.bottom))
    return [rule for rule in rules if not _is_edge(rule, ends)]


def _is_edge(rule: Rule, ends: Sequence[tuple[float, float]]) -> bool:
    """Whether a bar begins or ends where an upright one does; `ends` are sorted."""
    for x in (rule.left, rule.right):
        for at in range(bisect_left(ends, (x - MEETING, -math.inf)), len(ends)):
            if ends[at][0] >= x + MEETING:
                break
            if abs(ends[at][1] - rule.y) < 2 * SLACK:
                return True
    return False


def _merged_delimiters(items: Sequence[Item]) -> list[Item]:
    """Brackets that are drawn in pieces, one above the other, as one tall bracket."""
    found: list[Item] = []
    for item in items:
        last = found[-1] if found else None
        if last is not None and item.text in "()[]|" and _goes_on(last, item):
            found[-1] = replace(last, bottom=item.bottom, base=item.base)
        else:
            found.append(item)
    return found


def _goes_on(above: Item, item: Item) -> bool:
    """Whether a piece of a bracket is the next one below another."""
    is_below = abs(above.bottom - item.top) < 1.5 * SLACK
    return above.text == item.text and abs(item.middle - above.middle) < PIECES and is_below


def _accented(items: list[Item]) -> list[Item]:
    """Accents put on the letters below them."""
    marks = [item for item in items if item.text in _ACCENTS]
    here = Bands(items)
    taken: dict[int, Item] = {}
    used: set[int] = set()
    for mark in marks:
        near = here.near(mark.bottom - ACCENT_REACH[0], mark.bottom + ACCENT_REACH[1])
        below = [item for item in near if id(item) not in taken and _is_under(item, mark)]
        if below:
            letter = min(below, key=lambda item: abs(item.middle - mark.middle))
            text = f"\\{_ACCENTS[mark.text]}{{{letter.text}}}"
            taken[id(letter)] = replace(letter, text=text)
            used.add(id(mark))
    return [taken.get(id(item), item) for item in items if id(item) not in used]


def _is_under(item: Item, accent: Item) -> bool:
    low, high = ACCENT_GAP
    is_below = low < accent.bottom - item.top < high
    return (
        item.text.isalpha()
        and item is not accent
        and is_below
        and _is_within(accent, item.left, item.right + 0.5)
    )


def _is_within(item: Item, left: float, right: float) -> bool:
    return left - SLACK <= item.middle <= right + SLACK


def _with_bar(here: Bands, rule: Rule, roots: list[Item]) -> None:
    """What stands above and below a bar put together as a fraction, or under it as a root."""
    near = here.near(rule.y - NEAR, rule.y + NEAR)
    inside = [
        item
        for item in near
        if _is_within(item, rule.left, rule.right) and abs(item.base - rule.y) < NEAR
    ]
    root = next((root for root in roots if here.holds(root) and _is_root_of(root, rule)), None)
    if root is not None:
        roots.remove(root)
        _put_root(here, root, [item for item in inside if item is not root], rule)
        return
    above, below = (_reach(inside, rule.y, side) for side in (1, -1))
    if above and below and _is_centred(above, rule) and _is_centred(below, rule):
        _put_fraction(here, above, below, rule)


def _is_root_of(root: Item, rule: Rule) -> bool:
    """Whether a bar begins where the sign of a root ends, at its upper end."""
    is_level = root.bottom - 2 * SLACK <= rule.y <= root.top + 3 * SLACK
    return is_level and abs(root.right - rule.left) < 2.5 * SLACK


def _put_root(here: Bands, root: Item, inside: Sequence[Item], rule: Rule) -> None:
    under = [item for item in inside if root.bottom - 3 * SLACK <= item.base < rule.y]
    text = f"\\sqrt{{{line_of(under)}}}"
    here.put_together([root, *under], _group([root, *under], text, main_base(under), root))


def _put_fraction(here: Bands, above: list[Item], below: list[Item], rule: Rule) -> None:
    parts = [*above, *below]
    size = max(item.size for item in parts)
    if _is_small(size, here.near(rule.y - NEAR, rule.y + NEAR), rule):
        size = size / SCRIPT
    text = f"\\frac{{{line_of(above)}}}{{{line_of(below)}}}"
    anchor = replace(above[0], left=rule.left, right=rule.right, size=size)
    here.put_together(parts, _group(parts, text, rule.y - AXIS * size, anchor))


def _is_centred(items: Sequence[Item], rule: Rule) -> bool:
    """Whether what stands above or below a bar has its middle there, as a fraction's parts do."""
    middle = (min(i.left for i in items) + max(i.right for i in items)) / 2
    return abs(middle - (rule.left + rule.right) / 2) < OFF_CENTRE


def _is_small(size: float, items: Sequence[Item], rule: Rule) -> bool:
    """Whether a fraction is set smaller than the line it stands in."""
    return any(
        item.size > 1.2 * size
        and abs(item.base + AXIS * item.size - rule.y) < MEETING
        and min(abs(item.left - rule.right), abs(item.right - rule.left)) < BESIDE
        for item in items
    )


def _reach(items: Sequence[Item], y: float, side: int) -> list[Item]:
    """Of what stands above a bar (side 1) or below it (-1), the line nearest with its indices.

    That line begins within three quarters of its font size; what begins more than 0.6 sizes
    further off is another line, unless it is small and level with it.
    """
    gaps = list(_gaps(items, y, side))
    near = min((gap for _, gap in gaps), default=0.0)
    size = max((item.size for item, gap in gaps if gap < near + PIECES), default=0.0)
    if not gaps or near > 0.75 * size:
        return []
    kept = [item for item, gap in gaps if gap <= near + 0.6 * size]
    far = [item for item, gap in gaps if gap > near + 0.6 * size]
    return kept + _scripts_beside(kept, [item for item in far if item.size < 0.85 * size])


def _gaps(items: Sequence[Item], y: float, side: int) -> Iterator[tuple[Item, float]]:
    """The items on one side of a height, and how far from it they begin."""
    for item in items:
        if side > 0 and min(item.base, item.bottom) > y - SLACK:
            yield item, item.bottom - y
        elif side < 0 and item.top < y + SLACK and item.base < y:
            yield item, y - item.top


def _scripts_beside(line: Sequence[Item], small: Sequence[Item]) -> list[Item]:
    """Of small items those that are level with a line."""
    top = max(item.top for item in line) + SLACK
    bottom = min(item.bottom for item in line) - SLACK
    return [item for item in small if item.bottom < top and item.top > bottom]


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
            and _is_within(i, opening.right, closing.left)
            and opening.bottom - 2 * SLACK <= i.base <= opening.top + SLACK
        ]  # fmt: skip
        text = _bracketed(opening, closing, inside)
        size = max([i.size for i in inside] or [opening.size])
        base = (opening.top + opening.bottom) / 2 - AXIS * size
        parts = [opening, *inside, closing]
        here = Bands(items)
        here.put_together(parts, _group(parts, text, base, replace(opening, size=size)))
        items = here.all()
    return items


def _pair(items: Sequence[Item]) -> tuple[Item, Item] | None:
    """A tall opening bracket and the closing one that is nearest to it, with none between."""
    tall = sorted((i for i in items if _is_bracket(i)), key=lambda i: i.left)
    pairs: list[tuple[Item, Item]] = []
    for at, opening in enumerate(tall):
        closing = next((item for item in tall[at + 1 :] if _is_level(item, opening)), None)
        if closing is not None and opening.text + closing.text in _PAIRS:
            pairs.append((opening, closing))
    return min(pairs, key=lambda pair: pair[1].left - pair[0].left, default=None)


def _is_level(item: Item, other: Item) -> bool:
    return max(abs(item.top - other.top), abs(item.bottom - other.bottom)) < PIECES


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
        if cell and item.left - max(i.right for i in cell) > CELL_GAP * max(
            item.size, cell[-1].size
        ):
            yield cell
            cell = []
        cell.append(item)
    if cell:
        yield cell
