"""Lists to choose from, `[x] 1.55` and `[ ] 2.35`: what is not ticked is not said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from grader.alphabet.relations import IS_RELATION
from grader.answers.document.blocks import Block, Kind

_BOX = re.compile(r"\s*(?:[-*]\s+)?(?:\[(?P<sign>[xX✓✔ ])\]|(?P<drawn>[☐☑☒]))(?:\s+|$)")


class _Box(NamedTuple):
    length: int
    is_ticked: bool


def with_ticked(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without the boxes before them, and without those of an empty box in a list where
    another box is ticked. A list of equations is no such choice: its boxes say what is done."""
    boxes = [_box(block) for block in blocks]
    if not any(boxes):
        return tuple(blocks)
    unticked = {
        at
        for run in _lists(blocks, boxes)
        if not any(IS_RELATION.search(piece.text) for at in run for piece in blocks[at].pieces)
        for at in _left_out(run, boxes)
    }
    return tuple(
        _without(block, box.length) if box else block
        for at, (block, box) in enumerate(zip(blocks, boxes, strict=True))
        if at not in unticked
    )


def _lists(blocks: Sequence[Block], boxes: Sequence[_Box | None]) -> list[list[int]]:
    """The places of the boxes that stand together; the mark of an item is a block of its own."""
    found: list[list[int]] = [[]]
    for at, (block, box) in enumerate(zip(blocks, boxes, strict=True)):
        if box:
            found[-1].append(at)
        elif block.kind is not Kind.ITEM or block.pieces:
            found.append([])
    return found


def _left_out(run: Sequence[int], boxes: Sequence[_Box | None]) -> list[int]:
    empty = [at for at in run if (box := boxes[at]) and not box.is_ticked]
    return empty if len(empty) < len(run) else []


def _box(block: Block) -> _Box | None:
    """The box that stands before a block; None without one."""
    if block.kind not in (Kind.ITEM, Kind.PARAGRAPH) or not block.pieces:
        return None
    first = block.pieces[0]
    found = None if first.is_math else _BOX.match(first.text)
    if found is None:
        return None
    return _Box(found.end(), (found["sign"] or found["drawn"]) not in (" ", "☐"))


def _without(block: Block, length: int) -> Block:
    first, *rest = block.pieces
    return replace(block, pieces=(replace(first, text=first.text[length:]), *rest))
