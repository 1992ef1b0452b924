"""The lines of tables: bars that belong together, and the regions of a page that they rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from grader import record
from grader.answers.document.pdf.items import Item, Rule
from grader.answers.document.pdf.table_columns import LEADING, SAME

BESIDE = 30.0
"""Between a table and what stands beside it, at least."""
LONG = 40.0
"""The least width of a line of a table; a fraction may be as wide, but has no columns."""
TOUCHING = 2.5
"""Between pieces of one line: browsers draw it cell by cell."""
APART = 400.0
"""Between two lines of one table at most."""


@record(frozen=True, slots=True)
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
        if not self.bottom < item.base < self.top:
            return False
        away = max(self.left - item.right, item.left - self.right)
        return -2 * SAME < away < BESIDE and not self.left < item.middle < self.right


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


def is_again(rule: Rule, after: Rule) -> bool:
    """Whether a bar is drawn a second time."""
    return max(abs(after.left - rule.left), abs(after.right - rule.right)) < SAME


def touch(rule: Rule, after: Rule) -> bool:
    return -SAME < after.left - rule.right < TOUCHING or is_again(rule, after)


def is_long(rule: Rule) -> bool:
    """Whether a bar may be a line of a table."""
    return rule.right - rule.left > LONG


def regions(rules: Sequence[Rule]) -> Iterator[tuple[Region, list[Rule]]]:
    """Where tables may be, each with its lines."""
    left = sorted(filter(is_long, rules), key=lambda r: -r.y)
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
