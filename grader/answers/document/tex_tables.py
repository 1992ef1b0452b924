"""The rows of a TeX table: cut at signs, lines taken out, cells that span others repeated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.answers.document.tex_tokens import TexToken, written

_LINES = frozenset(
    {"\\hline", "\\hhline", "\\noalign", "\\endhead", "\\endfirsthead", "\\tabularnewline"}
)
MAX_SPAN = 40

TABLES = frozenset({
    "tabular", "array", "tabularx", "tabulary", "longtable", "xltabular", "tblr", "NiceTabular",
})  # fmt: skip
"""The environments that are tables."""


def table_rows(tokens: Sequence[TexToken]) -> list[list[list[TexToken]]]:
    """The cells of each row that has any."""
    rows: list[list[list[TexToken]]] = []
    spans: dict[int, tuple[int, list[TexToken]]] = {}
    for run in runs_between(tokens, "\\\\"):
        row = [token for token in _without_gap(run) if token.text not in _LINES]
        if not any(token.kind != "blank" for token in row):
            continue
        cells = runs_between(row, "&")
        for column, cell in enumerate(cells):
            left, kept = spans.get(column, (0, []))
            if left and not any(token.kind != "blank" for token in cell):
                cells[column] = kept
            height, inner = _multirow(cell)
            if height > 1:
                cells[column] = inner
                spans[column] = (height - 1, inner)
            elif left:
                spans[column] = (left - 1, kept)
        rows.append(cells)
    return rows


def _without_gap(row: Sequence[TexToken]) -> Sequence[TexToken]:
    """A row without the space that stands in square brackets behind the end of the last one."""
    texts = [token.text for token in row[:8]]
    if texts[:1] == ["["] and "]" in texts and re.fullmatch(r"\[-?[\d.]+\w*\]", "".join(
        texts[: texts.index("]") + 1]
    )):  # fmt: skip
        return row[texts.index("]") + 1 :]
    return row


def _multirow(cell: Sequence[TexToken]) -> tuple[int, list[TexToken]]:
    """Over how many rows a cell reaches, and what stands in it."""
    at = next((place for place, token in enumerate(cell) if token.text == "\\multirow"), None)
    if at is None:
        return 1, list(cell)
    groups = _arguments(cell[at + 1 :])
    count = written(groups[0]).strip() if groups else ""
    height = int(count) if count.isascii() and count.isdigit() else 1
    return min(height, MAX_SPAN), groups[2] if len(groups) > 2 else []


def _arguments(tokens: Sequence[TexToken]) -> list[list[TexToken]]:
    """The groups behind a command, single tokens too; what stands in square brackets is left
    out."""
    groups: list[list[TexToken]] = []
    depth, square = 0, 0
    for token in tokens:
        square += (token.text == "[" and depth == 0) - (token.text == "]" and depth == 0)
        depth -= token.kind == "close"
        if depth > 0:
            groups[-1].append(token)
        elif token.kind not in ("open", "close") and not square and token.text not in "[]":
            groups.append([token])
        if token.kind == "open":
            if depth == 0:
                groups.append([])
            depth += 1
    return groups


def runs_between(tokens: Sequence[TexToken], sign: str) -> list[list[TexToken]]:
    """The runs between signs that stand in no group and no mathematics."""
    runs: list[list[TexToken]] = [[]]
    depth, inside = 0, False
    for token in tokens:
        depth += (token.kind == "open") - (token.kind == "close")
        inside = not inside if token.kind == "shift" else inside
        depth += (token.text == "\\begin") - (token.text == "\\end")
        if token.text == sign and depth <= 0 and not inside:
            runs.append([])
        else:
            runs[-1].append(token)
    return runs
