"""Ruled tables of a page: where they are by their lines, and their rows as cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from grader.alphabet import RELATIONS
from grader.answers.document.pdf.bands import Bands
from grader.answers.document.pdf.items import AXIS, Edge, Item, Rule, group
from grader.answers.document.pdf.line_text import line_of
from grader.answers.document.pdf.rows import rows_of

CELL = "\x02"
"""Before each cell of a table's row, in the text of its line; no sheet can hold it."""
LEVEL = 2.0
"""Between the baselines of one line."""
BESIDE = 30.0
"""Between a table and what stands beside it, at least."""
LEVEL_OF_BAR, BESIDE_BAR = 2.5, 15.0
"""Between a fraction's bar and the signs of its line, upwards and sideways."""
LONG = 40.0
"""The least width of a line of a table; a fraction may be as wide, but has no columns."""
SAME = 3.0
"""Between the ends of lines of one table."""
TOUCHING = 2.5
"""Between pieces of one line: browsers draw it cell by cell."""
APART = 400.0
"""Between two lines of one table at most."""
LEADING = 32.0
"""From one row of a table to the next at most, where no line is below them."""
COLUMN, RULED = 0.8, 0.5
"""Font sizes between two columns, and between those of a ruled table; words stand nearer."""


WIDEST = 160.0
"""Of a cell of a table without lines: what is wider is a column of prose."""
LEAST_ROWS = 3
"""Of a table without lines."""


@dataclass(frozen=True, slots=True)
class Region:
    """Where a table is. is_open: nothing is drawn below its last row, or above its first."""

    left: float
    right: float
    bottom: float
    top: float
    is_open: bool = False

    def holds(self, item: Item) -> bool:
        return self.bottom < item.base < self.top and self.left < item.middle < self.right

    def is_beside(self, item: Item) -> bool:
        """Whether an item stands close to the left or the right of it: no table is in a line."""
        away = max(self.left - item.right, item.left - self.right)
        return (
            self.bottom < item.base < self.top
            and -2 * SAME < away < BESIDE
            and (not self.left < item.middle < self.right)
        )


def joined(rules: Sequence[Rule], touch: Callable[[Rule, Rule], bool]) -> list[Rule]:
    """The bars with those as one of which one goes on with the other."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.y), rule.left)):
        last = found[-1] if found else None
        if last and abs(last.y - rule.y) < 1 and touch(last, rule):
            found[-1] = Rule(last.left, max(last.right, rule.right), last.y)
        else:
            found.append(rule)
    return found


def _is_again(rule: Rule, after: Rule) -> bool:
    """Whether a bar is drawn a second time."""
    return max(abs(after.left - rule.left), abs(after.right - rule.right)) < SAME


def _touch(rule: Rule, after: Rule) -> bool:
    return -SAME < after.left - rule.right < TOUCHING or _is_again(rule, after)


def regions(rules: Sequence[Rule]) -> Iterator[tuple[Region, list[Rule]]]:
    """Where tables may be, each with its lines."""
    left = sorted((rule for rule in rules if rule.right - rule.left > LONG), key=lambda r: -r.y)
    while left:
        first = left.pop(0)
        stack = [first]
        for rule in left:
            if _is_parallel(rule, first) and stack[-1].y - rule.y < APART:
                stack.append(rule)
        left = [rule for rule in left if not any(rule is one for one in stack)]
        ends = (first.left - SAME, first.right + SAME)
        if len(stack) > 1:
            yield Region(*ends, stack[-1].y - 1, stack[0].y + 1), stack
        yield Region(*ends, stack[-1].y - APART, stack[0].y + LEADING, is_open=True), stack


def _is_parallel(rule: Rule, other: Rule) -> bool:
    return max(abs(rule.left - other.left), abs(rule.right - other.right)) < SAME


def with_tables(
    items: list[Item], rules: Sequence[Rule], edges: Sequence[Edge]
) -> tuple[list[Item], list[Rule]]:
    """The items with each row of a table as one, and the rules that are no lines of a table.

    The bars of two fractions side by side touch as those of two cells do.
    """
    lines = joined(rules, _touch)
    here = Bands(items)
    taken: set[int] = set()
    for region, stack in list(regions([rule for rule in lines if not _is_in_line(rule, here)])):
        if any(id(rule) in taken for rule in stack):
            continue
        rows = _rows(items, region, stack)
        if rows and not region.is_open:
            rows = [*_head(items, region, rows), *rows]
        cuts = _cuts(rows, region, edges) if len(rows) > 1 else []
        if region.is_open and cuts:
            rows = _filled(rows, cuts)
        if cuts and len(rows) > 1:
            items = _put(items, rows, cuts)
            taken |= set(map(id, stack))
    drawn = [line for line in lines if id(line) in taken]
    rest = [rule for rule in rules if not any(_is_piece(rule, line) for line in drawn)]
    return items, joined(rest, _is_again)


def _head(
    items: Sequence[Item], region: Region, rows: Sequence[list[Item]]
) -> Sequence[list[Item]]:
    """The row above the first line, if it has the columns of those below: a head with nothing
    drawn over it."""
    over = replace(region, bottom=region.top, top=region.top + LEADING)
    if any(over.is_beside(item) for item in items):
        return []
    above = rows_of([item for item in items if over.holds(item)])[-1:]
    columns = _gaps(rows, RULED)
    kept = _gaps([*above, *rows], RULED)
    return above if columns and len(kept) >= len(columns) and _filled(above, kept) else []


def _is_piece(rule: Rule, line: Rule) -> bool:
    is_within = line.left - SAME < rule.left and rule.right < line.right + SAME
    return is_within and abs(rule.y - line.y) <= 1


def _filled(rows: Sequence[list[Item]], cuts: Sequence[float]) -> list[list[Item]]:
    """The rows down to the first that has not two cells of the first one's: below the line of a
    page's head or of a heading there is text, and no table."""
    if not rows:
        return []
    cells = [{bisect_left(cuts, item.middle) for item in row} for row in rows]
    kept = takewhile(lambda filled: len(filled & cells[0]) > 1, cells)
    return list(rows[: len(list(kept))])


def _is_in_line(rule: Rule, here: Bands) -> bool:
    """Whether signs stand right beside a bar, at its height: it is that of a fraction."""
    return any(
        abs(item.base + AXIS * item.size - rule.y) < LEVEL_OF_BAR
        and -SAME < max(rule.left - item.right, item.left - rule.right) < BESIDE_BAR
        for item in here.near(rule.y - 8, rule.y + 4)
    )


def _rows(items: Sequence[Item], region: Region, stack: Sequence[Rule]) -> list[list[Item]]:
    """The rows of a region; of an open one those that follow its lines closely."""
    inside = [item for item in items if region.holds(item)]
    beside = [item.base for item in items if region.is_beside(item)]
    rows = rows_of(inside)
    lone = [r for r in rows if not any(abs(r[0].base - base) < LEVEL for base in beside)]
    if not region.is_open:
        return lone if len(lone) == len(rows) else []
    rows = lone
    above = [row for row in rows if row[0].base > stack[0].y][-1:]
    return [*above, *_followed([row for row in rows if row[0].base <= stack[0].y], above)]


def _followed(rows: Sequence[list[Item]], above: list[list[Item]]) -> list[list[Item]]:
    """The rows that follow each other closely and keep the columns of those before."""
    found: list[list[Item]] = []
    for row in rows:
        before = [*above, *found]
        if before and min(i.base for i in before[-1]) - row[0].base > LEADING:
            break
        if before and len(_gaps([*before, row], RULED)) < len(_gaps(before, RULED)):
            break
        found.append(row)
    return found


def _cuts(rows: Sequence[Sequence[Item]], region: Region, edges: Sequence[Edge]) -> list[float]:
    """Where the columns part: at upright lines, and where no row has anything for a while."""
    low, high = min(i.base for i in rows[-1]), max(i.base for i in rows[0])
    lines = sorted({
        round(e.x) for e in edges
        if region.left + 6 < e.x < region.right - 6 and e.bottom < high and e.top > low
    })  # fmt: skip
    apart = [float(x) for at, x in enumerate(lines) if not at or x - lines[at - 1] > SAME]
    gaps = _open_between(rows, RULED)
    return sorted([
        *apart, *((left + right) / 2 for left, right in gaps
                  if not any(left - SAME < x < right + SAME for x in apart)),
    ])  # fmt: skip


def _open_between(rows: Sequence[Sequence[Item]], least: float) -> Iterator[tuple[float, float]]:
    """Where the gaps between columns begin and end."""
    ordered = sorted((item for row in rows for item in row), key=lambda item: item.left)
    right, size = ordered[0].right, ordered[0].size
    for item in ordered[1:]:
        if item.left - right > least * max(item.size, size):
            yield right, item.left
        if item.right > right:
            right, size = item.right, item.size


def _gaps(rows: Sequence[Sequence[Item]], least: float = COLUMN) -> list[float]:
    """The middles of the gaps between columns."""
    return [(left + right) / 2 for left, right in _open_between(rows, least)]


def with_unruled(rows: list[list[Item]]) -> list[list[Item]]:
    """The rows of a page, with those of tables that have no lines as one item each."""
    found: list[list[Item]] = []
    at = 0
    while at < len(rows):
        run = _run(rows[at:])
        if run:
            cuts = _gaps(run)
            found += [[_row(row, cuts)] for row in run]
            at += len(run)
        else:
            found.append(rows[at])
            at += 1
    return found


def _run(rows: Sequence[list[Item]]) -> list[list[Item]]:
    """The rows of a table that begins here; none where there are not enough of them."""
    run: list[list[Item]] = []
    for row in rows:
        near = not run or min(i.base for i in run[-1]) - max(i.base for i in row) < LEADING
        if not near or not _is_cells(row) or (run and not _keeps(run, row)):
            break
        run.append(row)
    return run if len(run) >= LEAST_ROWS else []


def _is_cells(row: Sequence[Item]) -> bool:
    """Whether a line may be a table's row: short cells, none of which states anything."""
    cuts = _gaps([row])
    if not cuts or any(item.text in RELATIONS for item in row):
        return False
    ends = [(i.left, i.right) for i in row]
    bounds = zip([-1e9, *cuts], [*cuts, 1e9], strict=True)
    cells = ([e for e in ends if low < sum(e) / 2 <= high] for low, high in bounds)
    return all(max(r for _, r in c) - min(x for x, _ in c) < WIDEST for c in cells)


def _keeps(run: Sequence[list[Item]], row: list[Item]) -> bool:
    """Whether a row has the columns of those before, a thing in each."""
    return len(_gaps([*run, row])) == len(_gaps([run[-1]])) == len(_gaps([row]))


def _put(items: list[Item], rows: list[list[Item]], cuts: Sequence[float]) -> list[Item]:
    here = Bands(items)
    for row in rows:
        here.put_together(row, _row(row, cuts))
    return here.all()


def _row(row: Sequence[Item], cuts: Sequence[float]) -> Item:
    """One item for a row of a table, with its cells marked."""
    bounds = zip([-1e9, *cuts], [*cuts, 1e9], strict=True)
    cells = [[i for i in row if low < i.middle <= high] for low, high in bounds]
    text = "".join(CELL + line_of(cell) for cell in cells)
    base = sorted(item.base for item in row)[len(row) // 2]
    return group(row, text, base, replace(row[0], base=base))
