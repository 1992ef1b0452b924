"""From characters with places to lines of text: fractions, roots, matrices, accents and indices.

Lengths are in tenths of the page's usual font size, as TeX, Word and browsers set pages
(tests/test_layout.py, the PDFs of tests/sheet/corpus). What belongs together is found from the
inside out: each bar takes what stands above and below it, each pair of tall brackets what stands
between them, and the rest falls into lines by its baselines.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.answers.document.pdf.accents import accented
from grader.answers.document.pdf.bars import with_bars
from grader.answers.document.pdf.equation_columns import by_columns
from grader.answers.document.pdf.items import LEAST_USUAL, USUAL_SIZE, Edge, Item, Rule
from grader.answers.document.pdf.line_text import Line, spaced
from grader.answers.document.pdf.operators import with_limits
from grader.answers.document.pdf.rows import rows_of
from grader.answers.document.pdf.ruled_tables import with_tables
from grader.answers.document.pdf.tall_brackets import (
    as_large_as_inside,
    upright_bars,
    with_matrices,
    with_whole_brackets,
)
from grader.answers.document.pdf.text_columns import in_columns
from grader.answers.document.pdf.unruled_tables import with_unruled


def lines(items: Sequence[Item], rules: Sequence[Rule], edges: Sequence[Edge] = ()) -> list[Line]:
    """The lines of a page as text, mathematics as LaTeX; an empty line parts paragraphs.

    Baselines are in points. rules: the horizontal bars. edges: the vertical ones, which
    say that bars make a box.
    """
    if not items:
        return []
    by = USUAL_SIZE / max(LEAST_USUAL, sorted(item.size for item in items)[len(items) // 2])
    bars, upright = [rule.scaled(by) for rule in rules], [edge.scaled(by) for edge in edges]
    drawn = [*(item.scaled(by) for item in items), *upright_bars(upright, bars)]
    found: list[Line] = []
    for part in in_columns(drawn):
        left, right = min(i.left for i in part), max(i.right for i in part)
        found += [Line("", found[-1].base)] if found else []
        found += _lines(
            part, [b for b in bars if left - 4 < (b.left + b.right) / 2 < right + 4], upright
        )
    return [Line(text, base / by) for text, base in found]


def _lines(items: list[Item], bars: Sequence[Rule], upright: Sequence[Edge]) -> list[Line]:
    """The lines of one column."""
    signs = with_limits(accented(with_whole_brackets(as_large_as_inside(items))))
    _, rest = with_tables(signs, bars, upright)
    kept = set(map(id, rest))
    put = with_bars(signs, rest, upright)
    drawn = [bar for bar in bars if id(bar) not in kept]
    put = with_matrices(with_tables(put, drawn, upright)[0] if drawn else put)
    return spaced(by_columns(with_unruled(rows_of(put))))
